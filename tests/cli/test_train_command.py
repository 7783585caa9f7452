"""train --with-corrections: what was labelled is learned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from judgements import (
    json_lines,
    judged,
    put,
    recent,
    tiny_corpus,
)
from one_outage import Run

from detector.training import corpus as corpus_module
from detector.training.in_use import read_in_use
from models.corrections import store_correction
from models.database import Database
from models.records import Kind, Label


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEOKTONG_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def small_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The corpus of these tests in the place of the shipped one."""
    lines = [
        {
            "id": one.id, "kind": one.kind, "published": one.published_at.isoformat(),
            "title": one.title, "text": one.body, "label": one.label, "incident": one.group,
        }
        for one in tiny_corpus()
    ]  # fmt: skip
    content = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (tmp_path / "small_01.jsonl").write_text(content, encoding="utf-8")
    monkeypatch.setattr(corpus_module, "FOLDER", tmp_path)


@pytest.mark.usefixtures("small_corpus")
def test_what_was_labelled_is_learned_and_taken_into_use(
    run: Run, url: str, database: Database
) -> None:
    put(database, (recent(1), Label.OTHER, 0.1))
    run("label", "글-1", "outage", "--db", url)
    result = run("train", "--with-corrections", "--db", url)
    assert result.exit_code == 0
    assert "정정 1건을 더 배운 분류기" in result.stdout
    chosen = read_in_use()
    assert chosen is not None
    assert chosen.version in result.stdout
    assert chosen.corrections == 1
    assert run("review", "--db", url).exit_code == 0  # with the boundaries of that classifier


@pytest.mark.usefixtures("small_corpus")
def test_a_classifier_that_does_worse_is_told_and_not_used(
    run: Run, url: str, database: Database
) -> None:
    news = [one for one in tiny_corpus() if one.kind is Kind.NEWS]
    said = [Label.OTHER if one.label is Label.OUTAGE else Label.OUTAGE for one in news]
    documents = [
        recent(number, title=one.title, body=f"{one.body} {number}")
        for number, one in enumerate(news * 3)
    ]
    put(database, *((document, Label.OTHER, 0.3) for document in documents))
    with database.writing() as session:
        for row in range(1, len(documents) + 1):
            store_correction(session, judged(row, label=said[(row - 1) % len(said)]))
    refused = run("train", "--with-corrections", "--json", "--db", url)
    assert refused.exit_code == 1
    assert "article F1" in refused.stderr.splitlines()[-1]
    assert {line["family"] for line in json_lines(refused.stdout)} == {"article", "post"}
    assert read_in_use() is None
    forced = run("train", "--with-corrections", "--force", "--db", url)
    assert forced.exit_code == 0
    assert "--force라서" in forced.stderr
    assert read_in_use() is not None


def test_training_with_corrections_needs_some(run: Run, url: str) -> None:
    result = run("train", "--with-corrections", "--db", url)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "meoktong review" in result.stderr


def test_force_is_for_corrections_only(run: Run, url: str) -> None:
    assert run("train", "--force", "--db", url).exit_code == 2
