"""By what a page can be asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models.database import Database
from models.fetches import Validators, find_validators, store_validators, usable_validators

NOW = datetime(2026, 1, 5, tzinfo=UTC)
URL = "https://example.com/feed.xml"
FIRST = Validators('"a"', "Mon, 05 Jan 2026 00:00:00 GMT")


def keep(
    database: Database, source: str, url: str, validators: Validators | None, at: datetime
) -> None:
    with database.writing() as session:
        store_validators(session, source, {url: validators}, at)


def kept(
    database: Database, *sources: str, since: datetime = NOW
) -> dict[tuple[str, str], Validators]:
    with database.reading() as session:
        return find_validators(session, sources, since)


def test_validators_come_back_word_for_word_by_source_and_url(database: Database) -> None:
    keep(database, "yna", URL, FIRST, NOW)
    keep(database, "mbc", URL, Validators('W/"b"'), NOW)
    assert kept(database, "yna") == {("yna", URL): FIRST}
    assert kept(database, "yna", "mbc")["mbc", URL] == Validators('W/"b"', None)


def test_later_validators_take_the_place_of_earlier_ones(database: Database) -> None:
    keep(database, "yna", URL, FIRST, NOW)
    keep(database, "yna", URL, Validators('"c"'), NOW + timedelta(hours=1))
    assert kept(database, "yna") == {("yna", URL): Validators('"c"')}


def test_none_forgets_that_page_and_no_other(database: Database) -> None:
    keep(database, "yna", URL, FIRST, NOW)
    keep(database, "yna", URL + "?page=2", Validators("ids"), NOW)
    keep(database, "yna", URL, None, NOW)
    assert list(kept(database, "yna")) == [("yna", URL + "?page=2")]


def test_old_validators_are_not_found(database: Database) -> None:
    keep(database, "yna", URL, FIRST, NOW)
    assert kept(database, "yna", since=NOW + timedelta(seconds=1)) == {}


def test_a_url_too_long_for_the_column_is_not_kept(database: Database) -> None:
    keep(database, "yna", URL + "x" * 2_000, FIRST, NOW)
    assert kept(database, "yna") == {}


@pytest.mark.parametrize(
    ("etag", "modified", "expected"),
    [
        (' "a" ', None, Validators('"a"')),
        (None, "Mon, 05 Jan 2026 00:00:00 GMT", Validators(None, "Mon, 05 Jan 2026 00:00:00 GMT")),
        ("", "  ", None),
        (None, None, None),
        ('"a"\r\nCookie: b', None, None),
        ("가", None, None),
        ('"\x00"', None, None),
        ("a" * 501, None, None),
        ("a" * 501, "b", Validators(None, "b")),
    ],
)
def test_only_what_can_be_sent_back_is_a_validator(
    etag: str | None, modified: str | None, expected: Validators | None
) -> None:
    assert usable_validators(etag, modified) == expected
