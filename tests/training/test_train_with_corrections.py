"""The classifier learns from what people corrected, and is taken into use only if it does no worse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from test_stored import small_corpus

from detector.training import corpus as corpus_module
from detector.training.cached import base_version, folder_of, stored_classifier, train
from detector.training.corpus import LabelledDocument
from detector.training.corrections import (
    TOLERANCE,
    Trained,
    corrected_documents,
    corrections_digest,
    train_with_corrections,
)
from detector.training.in_use import InUse, models_folder, read_in_use, write_in_use
from detector.training.train import train_classifier
from models.corrections import ChosenBy, Correction, store_correction
from models.database import Database, open_database
from models.documents import find_documents, store_documents
from models.errors import ModelError, UsageError
from models.records import Document, Kind, Label

AT = datetime(2024, 5, 2, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_cache_and_small_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEOKTONG_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "corpus"
    folder.mkdir()
    lines = [json.dumps(_line(one), ensure_ascii=False) for one in small_corpus()]
    (folder / "small_01.jsonl").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(corpus_module, "FOLDER", folder)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    yield opened
    opened.close()


def _line(one: LabelledDocument) -> dict[str, object]:
    return {
        "id": one.id, "kind": one.kind, "published": one.published_at.isoformat(),
        "title": one.title, "text": one.body, "label": one.label, "incident": one.group,
    }  # fmt: skip


def lesson(
    number: int, label: Label = Label.OTHER, text: str = "서버 접속 장애 훈련"
) -> LabelledDocument:
    return LabelledDocument(
        id=f"correction:{number}", kind=Kind.NEWS, published_at=AT, title=f"{text} {number}회",
        body=f"{number}번째 {text}을 하루 앞두고 모였다.", label=label, group=f"{number}",
        is_about_an_outage=label is not Label.OTHER,
    )  # fmt: skip


LESSONS = [lesson(number) for number in range(4)]


def test_what_people_corrected_is_learned_and_used_from_then_on() -> None:
    trained = train_with_corrections(LESSONS, force=True)
    assert trained.is_used
    assert trained.corrections == len(LESSONS)
    assert trained.classifier.version != trained.base.version == base_version()
    in_use = stored_classifier()
    assert in_use is not None
    assert in_use.version == trained.classifier.version


def test_the_same_corrections_give_the_same_classifier_bit_for_bit() -> None:
    first = train_with_corrections(LESSONS, force=True).classifier.version
    numbers = (folder_of(first) / "model.npz").read_bytes()
    second = train_with_corrections(LESSONS, force=True).classifier.version
    assert first == second
    assert (folder_of(second) / "model.npz").read_bytes() == numbers


def test_every_part_of_a_correction_changes_the_version() -> None:
    changed = [
        replace(LESSONS[0], label=Label.MAINTENANCE),
        replace(LESSONS[0], body="다른 글"),
        replace(LESSONS[0], group="다른 사건"),
        replace(LESSONS[0], published_at=AT + timedelta(days=1)),
    ]
    digests = {corrections_digest([one]) for one in (LESSONS[0], *changed)}
    assert len(digests) == 5


def test_both_are_scored_on_the_documents_of_the_corpus_alone() -> None:
    corpus = small_corpus()
    plain = train_classifier(corpus, "plain")
    taught = train_classifier(corpus, "taught", extra=LESSONS)
    assert [s.documents for s in plain.scores] == [s.documents for s in taught.scores]
    assert len(taught.families["article"].coefficients) != len(
        plain.families["article"].coefficients
    )


def test_a_label_that_no_document_of_the_corpus_has_is_learned_without_a_warning() -> None:
    corpus = [one for one in small_corpus() if one.label is not Label.MAINTENANCE]
    new = lesson(1, Label.MAINTENANCE, "새벽 정기 점검")
    taught = train_classifier(corpus, "taught", extra=[new])
    assert len(taught.scores) == 2


def test_training_without_corrections_goes_back_to_the_corpus() -> None:
    train_with_corrections(LESSONS, force=True)
    version = train().version
    assert read_in_use() is None
    in_use = stored_classifier()
    assert in_use is not None
    assert in_use.version == version == base_version()


def test_no_corrections_are_no_training() -> None:
    with pytest.raises(UsageError, match="meoktong review"):
        train_with_corrections([])
    assert not models_folder().exists()


def test_what_does_worse_is_kept_out_of_use_unless_forced() -> None:
    # every kind of text of the corpus again, each under another label
    labels = list(Label)
    wrong = [
        replace(one, id=f"wrong:{one.id}", group=f"wrong:{one.id}", label=_next(labels, one.label))
        for _ in range(3)
        for one in small_corpus()
        if one.kind is Kind.NEWS
    ]
    refused = train_with_corrections(wrong)
    assert [now.family for _, now in refused.worse] == ["article"]
    assert not refused.is_used
    assert read_in_use() is None
    forced = train_with_corrections(wrong, force=True)
    assert forced.is_used
    assert forced.worse


def _next(labels: list[Label], label: Label) -> Label:
    return labels[(labels.index(label) + 3) % len(labels)]


def test_a_fall_within_the_tolerance_is_no_reason_to_refuse() -> None:
    base = train()
    score = replace(base.scores[0], f1=0.9)
    before = replace(base, scores=(score,))
    for fall, is_worse in ((TOLERANCE / 2, False), (TOLERANCE * 2, True)):
        now = replace(base, scores=(replace(score, f1=0.9 - fall),))
        assert bool(Trained(now, before, 1, is_used=False).worse) is is_worse


def test_a_classifier_of_another_program_is_left_aside_and_told() -> None:
    base = train().version
    write_in_use(InUse("another", "taught", 3))
    said: list[str] = []
    found = stored_classifier(said.append)
    assert found is not None
    assert found.version == base
    assert "--with-corrections" in said[0]


def test_a_damaged_pointer_is_told_and_the_corpus_is_used() -> None:
    base = train().version
    write_in_use(InUse(base, "taught", 3))
    pointer = models_folder() / "in-use.json"
    pointer.write_text(pointer.read_text().replace("taught", "tampered"))
    with pytest.raises(ModelError, match="검사합"):
        read_in_use()
    said: list[str] = []
    found = stored_classifier(said.append)
    assert found is not None
    assert found.version == base
    assert "검사합" in said[0]


def test_a_chosen_classifier_that_is_gone_is_replaced_by_the_corpus_one() -> None:
    base = train().version
    write_in_use(InUse(base, "gone", 3))
    found = stored_classifier()
    assert found is not None
    assert found.version == base


def test_an_empty_cache_has_no_classifier() -> None:
    assert stored_classifier() is None


def test_corrected_documents_come_in_order_with_their_label_and_group(database: Database) -> None:
    documents = [_document("b", "2"), _document("a", "9"), _document("a", "1")]
    store_documents(database, documents)
    with database.writing() as session:
        for stored in find_documents(session, [1, 2, 3]):
            label = Label.OUTAGE if stored.document.source == "b" else Label.OTHER
            store_correction(session, _correction(stored.row, label))
        found = corrected_documents(session)
    assert [one.id for one in found] == ["correction:a:1", "correction:a:9", "correction:b:2"]
    assert [one.is_about_an_outage for one in found] == [False, False, True]
    assert found[2].label is Label.OUTAGE
    assert found[2].group == found[2].id
    assert found[0].text == documents[2].text


def _document(source: str, id: str) -> Document:
    return Document(source, id, f"https://{source}/{id}", Kind.NEWS, AT, f"제목 {id}", "본문", AT)


def _correction(row: int, label: Label) -> Correction:
    return Correction(row, 1, label, None, AT, ChosenBy.USER, Label.OUTAGE, 0.6, "test")
