"""Text as it is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.database import Database
from models.documents import find_documents, store_documents, unread_documents
from models.records import Document
from models.text import compose, normalize

#: Any text that Python can hold: lone surrogates, NUL and all.
ANYTHING = st.text(st.characters(exclude_categories=()))


@given(ANYTHING)
def test_normalizing_twice_changes_nothing(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(ANYTHING)
def test_a_normalized_text_is_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalize(text))


@given(ANYTHING)
def test_a_normalized_text_can_be_encoded_and_has_no_controls(text: str) -> None:
    kept = normalize(text)
    kept.encode("utf-8")
    assert all(unicodedata.category(c) != "Cc" or c in "\t\n" for c in kept)


@given(st.text(st.sampled_from("가나다 abc123.,!?…·'\"\n\t漢字🙂"), max_size=80))
def test_plain_korean_text_stays_as_it_is(text: str) -> None:
    assert normalize(text) == text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("카카오\x00톡", "카카오톡"),
        ("먹통\ud83d", "먹통"),
        ("네\u200b이\u200d버\ufeff", "네이버"),
        ("\u202e통먹\u202c", "통먹"),
        ("업\u00ad비트", "업비트"),
        ("\x1b[31m긴급\x1b[0m", "[31m긴급[0m"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
        ("1행\r\n2행\r3행\u20284행\u20295행\x856행", "1행\n2행\n3행\n4행\n5행\n6행"),
        ("칸\t칸", "칸\t칸"),
        ("장애 🙂", "장애 🙂"),
        ("", ""),
    ],
)
def test_what_hides_or_splits_a_name_goes(written: str, kept: str) -> None:
    assert normalize(written) == kept


def test_the_stored_text_is_title_newline_body() -> None:
    assert compose("제목", "본문\n둘째 줄") == "제목\n본문\n둘째 줄"
    assert compose("", "본문") == "\n본문"


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=ANYTHING, body=ANYTHING)
def test_a_normalized_text_comes_back_from_either_database(
    database: Database, document: Callable[..., Document], title: str, body: str
) -> None:
    one = document(title=normalize(title), body=normalize(body))
    store_documents(database, [one])
    with database.reading() as session:
        row = max(stored.row for stored in unread_documents(session, 10_000))
        (stored,) = find_documents(session, [row])
    assert stored.document == one
    assert stored.document.text == compose(one.title, one.body)
