from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from detector.classify.prepare import prepare
from detector.observed import name
from detector.training.corpus import LabelledDocument
from detector.training.stored import load_classifier, save_classifier
from detector.training.train import train_classifier
from models.errors import ModelError
from models.records import Kind, Label

TEXTS = {
    Label.OUTAGE: "서버 접속 장애로 앱이 멈췄다",
    Label.RECOVERY: "장애가 모두 복구돼 다시 접속된다",
    Label.AFTERMATH: "지난주 장애의 보상안을 내놓고 사과했다",
    Label.MAINTENANCE: "내일 새벽 정기 점검으로 이용이 제한됩니다",
    Label.OTHER: "새 요금제를 선보이고 점유율을 높인다",
}
PLACES = ("서울", "부산", "대구", "인천", "광주", "대전")


def small_corpus() -> list[LabelledDocument]:
    return [
        LabelledDocument(
            id=f"{kind}-{label}-{place}",
            kind=kind,
            published_at=datetime(2024, 5, 1, 3, tzinfo=UTC),
            title=f"{place} {text}",
            body=f"{place}에서 {text}. 이용자가 {place}에 많다.\n둘째 문장은 {text}.\n셋.\n넷째 {text}",
            label=label,
            group=f"{label}-{place}",
            is_about_an_outage=True,
        )
        for kind in (Kind.NEWS, Kind.COMMUNITY)
        for label, text in TEXTS.items()
        for place in PLACES
    ]


def test_a_classifier_read_back_gives_the_same_probabilities(tmp_path: Path) -> None:
    corpus = small_corpus()
    trained = train_classifier(corpus, "digest")
    save_classifier(trained, tmp_path)
    loaded = load_classifier(tmp_path)
    for document in corpus:
        family = "post" if document.kind is Kind.COMMUNITY else "article"
        prepared = [prepare(name(document.text), document.kind)]
        assert np.array_equal(
            loaded.families[family].probabilities(prepared),
            trained.families[family].probabilities(prepared),
        )
        assert loaded.gates[family].score(document.text) == trained.gates[family].score(
            document.text
        )
    assert loaded.gates == trained.gates
    assert loaded.calibrations == trained.calibrations
    assert loaded.scores == trained.scores


def test_the_same_corpus_gives_the_same_classifier_bit_for_bit(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        save_classifier(train_classifier(small_corpus(), "digest"), tmp_path / folder)
    for file in ("model.json", "model.npz"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_damaged_classifier_is_refused(tmp_path: Path) -> None:
    save_classifier(train_classifier(small_corpus(), "digest"), tmp_path)
    numbers = tmp_path / "model.npz"
    numbers.write_bytes(numbers.read_bytes()[:-9])
    with pytest.raises(ModelError, match="검사합"):
        load_classifier(tmp_path)
