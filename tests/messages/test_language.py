"""Which language is spoken, and how it tells times and numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from detector.messages import Language, language_of
from detector.messages.amounts import ago_in, going_on_in, lasting_in, number_in, time_in
from detector.messages.words import cause_word, status_word
from models.records import Precision, Status

AT = datetime(2026, 11, 22, 6, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "locale", "language"),
    [
        (None, "", "ko"), (None, "C", "ko"), (None, "C.UTF-8", "ko"), (None, "POSIX", "ko"),
        (None, "ko_KR.UTF-8", "ko"), (None, "ko", "ko"), (None, "en_US.UTF-8", "en"),
        (None, "de_DE@euro", "en"), ("en", "ko_KR.UTF-8", "en"), ("ko", "en_US.UTF-8", "ko"),
        ("", "en_GB", "en"), ("KO", "en_GB", "ko"), (None, "kok_IN", "en"),
    ],
)  # fmt: skip
def test_korean_is_spoken_unless_somebody_asks_otherwise(
    asked: str | None, locale: str, language: str
) -> None:
    assert language_of(asked, locale).value == language


def test_state_words_are_fixed() -> None:
    assert [status_word(status, Language.KO) for status in Status] == [
        "의심", "확인", "복구 중", "복구", "오보",
    ]  # fmt: skip
    assert cause_word(None, Language.KO) == "모름"


def test_english_tells_times_and_ages_its_own_way() -> None:
    assert time_in(Language.EN, AT) == "2026-11-22 15:04 KST"
    assert time_in(Language.EN, AT, Precision.DAY) == "2026-11-22"
    assert ago_in(Language.EN, timedelta(hours=3, minutes=30)) == "3 h 30 min ago"
    assert ago_in(Language.EN, timedelta(hours=-1)) == "in 1 h"
    assert going_on_in(Language.EN, timedelta(hours=127, minutes=30)) == "for 127 h 30 min"
    assert lasting_in(Language.EN, timedelta(days=9, hours=4, minutes=59)) == "9 d 4 h"
    assert lasting_in(Language.EN, timedelta(seconds=30)) == "under a minute"
    assert number_in(Language.EN, 123_456_789) == "123,456,789"


def test_korean_tells_them_as_its_tables_say() -> None:
    assert time_in(Language.KO, AT) == "2026. 11. 22.(일) 15:04"
    assert going_on_in(Language.KO, timedelta(hours=3, minutes=30)) == "3시간 30분째"
    assert number_in(Language.KO, 123_456_789) == "1억 2,345만"
