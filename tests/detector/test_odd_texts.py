"""Whatever comes, a report comes of it: no crash, in bounded time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from detector.classify.model import Classifier, load_model
from detector.reading import READ_LIMIT, read_as, read_document
from models.records import Document, Kind, Label
from models.text import normalize

AT = datetime(2026, 3, 2, 3, tzinfo=UTC)
OUTAGE = "2일 오전 9시 10분께부터 카카오톡 메시지가 전송되지 않는 장애가 발생했다."
TEXTS = {
    "empty": "",
    "blank": " \n\t\n ",
    "only emoji": "😭😭🔥🔥🔥💀",
    "Japanese": "障害が発生し、午前九時から接続できない状態が続いている。復旧の見込みは立っていない。",
    "English": "Cloudflare is down. Users report 502 errors since 11:20 UTC; a fix is being rolled out.",
    "half-width jamo": "ﾡﾱ ﾤﾷ 카톡 ﾾﾈ ﾵﾇ",
    "lone jamo": "ㅋㅋㅋㅋ ㅇㅇ ㄴㄴ ㅅㅂ ㅠㅠ ㅌㅈ",
    "zero-width": "카\u200b카\u200b오\u200b톡 먹\u200d통 \ufeff안\u2060 됨",
    "one line of a million letters": "가" * 1_000_000,
    "brackets": "([{<" * 50_000,
    "times": "오전 8시∼" * 50_000,
    "10 MB": f"{OUTAGE} " * (10_000_000 // len(OUTAGE.encode())),
}


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return load_model()


def document(text: str, kind: Kind, title: str = "") -> Document:
    return Document(
        source="odd.example", external_id="1", url="https://odd.example/1", kind=kind,
        published_at=AT, title=normalize(title), body=normalize(text), fetched_at=AT,
    )  # fmt: skip


@pytest.mark.parametrize("kind", [Kind.NEWS, Kind.COMMUNITY])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.timeout(60, func_only=True)
def test_odd_texts_are_read(text: str, kind: Kind, classifier: Classifier) -> None:
    reading = read_document(document(text, kind), classifier)
    assert 0.0 <= reading.probability <= 1.0


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.timeout(60, func_only=True)
def test_odd_texts_said_to_be_outages_are_read_for_their_facts(text: str) -> None:
    found = document(text, Kind.NEWS)
    facts = read_as(found, Label.OUTAGE, 0.9, "person").facts
    for entity in facts.affected:
        place = entity.evidence
        assert found.text[place.start : place.end] == place.text


def test_decomposed_letters_say_what_composed_ones_say(classifier: Classifier) -> None:
    import unicodedata

    composed = document(OUTAGE, Kind.NEWS, "카카오톡 메시지 전송 장애")
    decomposed = document(
        unicodedata.normalize("NFD", OUTAGE),
        Kind.NEWS,
        unicodedata.normalize("NFD", "카카오톡 메시지 전송 장애"),
    )
    assert read_document(decomposed, classifier) == read_document(composed, classifier)
    assert read_document(composed, classifier).label is Label.OUTAGE


def test_what_stands_far_behind_in_a_text_without_end_is_not_read() -> None:
    text = "가" * READ_LIMIT + "\n카카오톡이 먹통이다."
    assert read_as(document(text, Kind.NEWS), Label.OUTAGE, 0.9, "person").facts.affected == ()
