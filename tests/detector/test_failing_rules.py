"""A text on which our own rules fail keeps no other from being read."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest

from detector import reading
from detector.classify.model import load_model
from detector.observed import Observed
from models.records import Document, Facts, Kind, Label

AT = datetime(2026, 3, 2, 3, tzinfo=UTC)


def article(number: int, name: str) -> Document:
    return Document(
        source="paper.example", external_id=str(number), url=f"https://paper.example/{number}",
        kind=Kind.NEWS, published_at=AT, title=f"{name} 접속 장애…이용자 불편",
        body=f"2일 오전 9시 10분께부터 {name} 접속이 되지 않는 장애가 발생했다.", fetched_at=AT,
    )  # fmt: skip


def test_one_failing_text_keeps_its_label_and_is_named(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sound = reading.read_facts

    def fails_on_toss(seen: Observed, label: Label = Label.OUTAGE) -> Facts:
        if "토스" in seen.text:
            raise IndexError("list index out of range")
        return sound(seen, label)

    monkeypatch.setattr(reading, "read_facts", fails_on_toss)
    with caplog.at_level(logging.ERROR):
        found = reading.read_documents([article(1, "토스"), article(2, "쿠팡")], load_model())
    assert [one.reading.label for one in found] == [Label.OUTAGE, Label.OUTAGE]
    assert found[0].reading.facts == Facts()
    assert found[1].reading.facts.started is not None
    assert "paper.example 1" in caplog.text
