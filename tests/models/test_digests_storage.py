"""What the last digest of a day said is kept, a day at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from models.database import Database
from models.digests import KeptDigest, keep_digest, kept_digests

DAY = date(2018, 11, 22)
NOW = datetime(2018, 11, 23, 0, 5, tzinfo=UTC)


def test_only_the_last_digest_of_a_day_is_kept(database: Database) -> None:
    first = KeptDigest(DAY, NOW, [{"row": {"headline": "쿠팡 먹통"}, "documents": [[1, 1, "m"]]}])
    second = KeptDigest(DAY, NOW + timedelta(hours=1), [])
    for kept in (first, second):
        with database.writing() as session:
            keep_digest(session, kept)
        with database.reading() as session:
            assert kept_digests(session, DAY, DAY) == {DAY: kept}


def test_only_the_days_asked_for_are_found(database: Database) -> None:
    days = [DAY + timedelta(days=number) for number in range(5)]
    with database.writing() as session:
        for day in days:
            keep_digest(session, KeptDigest(day, NOW, []))
    with database.reading() as session:
        assert list(kept_digests(session, days[1], days[3])) == days[1:4]
        assert kept_digests(session, date(2017, 1, 1), date(2017, 12, 31)) == {}
