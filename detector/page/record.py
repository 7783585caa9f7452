"""What the pages ask of the database, with what was asked a moment ago kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crawler.catalogue import load_catalogue
from detector.messages import Language, say
from detector.page.kept import Kept
from detector.page.problems import Problem
from detector.page.settings import PageSettings
from detector.views.coverage import covered_days
from detector.views.freshness import Freshness, freshness_json, load_freshness
from detector.views.listing import OPEN, SILENCE
from detector.views.maintenance import planned_work, work_json
from models.clock import to_kst
from models.database import Database
from models.records import Incident
from models.said_tables import CorrectionRow
from models.tables import CrawlRow, DocumentRow, IncidentRow

#: For so many seconds an answer may lag behind the database.
_LAG = 3.0
#: What is known of an earlier time does not change; a person's correction may come in between.
_PAST_SECONDS, _PAST_MOST = 600.0, 16
_PAST_WAIT = 20.0
#: Imports may fill a day that was empty.
_COVERED_SECONDS = 600.0


class Record:
    """The database as the pages see it."""

    def __init__(self, database: Database, settings: PageSettings) -> None:
        self.database, self.settings = database, settings
        self.language: Language = settings.language
        self.catalogue = load_catalogue()
        self.around = Kept(60.0)  # what is costly to reckon, by what it is of and the version
        self._fresh = Kept(_LAG, most=8)
        self._past = Kept(_PAST_SECONDS, _PAST_MOST)
        self._covered = Kept(_COVERED_SECONDS, most=2000)
        self._one_past = threading.Lock()

    def now(self) -> datetime:
        """Return the present time."""
        return self.settings.now()

    def at(self, as_of: datetime | None) -> datetime:
        """Return the time asked about; nothing is known of the future."""
        now = self.now()
        return now if as_of is None else min(as_of, now)

    def reading(self) -> AbstractContextManager[Session]:
        """Yield a session that sees one state of the database."""
        return self.database.reading()

    def freshness(self, session: Session, as_of: datetime | None) -> Freshness:
        """Return how fresh the record is, or was."""
        return self._fresh.get(
            as_of,
            lambda: load_freshness(session, self.catalogue, self.at(as_of), is_now=as_of is None),
        )

    def envelope(self, session: Session, as_of: datetime | None) -> dict[str, Any]:
        """Return the keys of every answer."""
        return freshness_json(self.freshness(session, as_of), self.settings.interval, self.language)

    def work(self, session: Session, as_of: datetime | None) -> list[dict[str, Any]]:
        """Return the planned work of a time as JSON."""
        at = self.at(as_of)
        key = ("work", as_of, self.version(session))
        return self.around.get(key, lambda: [work_json(one) for one in planned_work(session, at)])

    def version(self, session: Session) -> str:
        """Return a word that changes when the record does."""
        return self._fresh.get("version", lambda: _version(session))

    def open_count(self, session: Session) -> int:
        """Return how many incidents go on."""
        return self._fresh.get("open", lambda: _open_count(session, self.now()))

    def covered(self, session: Session, days: Sequence[date]) -> frozenset[date]:
        """Return those of the days of which anything was collected; past days are kept."""
        today = to_kst(self.now()).date()
        asked = {day: self._covered.find(day) for day in days}
        missing = [day for day, known in asked.items() if known is None or day >= today]
        found = covered_days(session, missing)
        for day in missing:
            self._covered.put(day, day in found)
        return frozenset(day for day in days if day in found or asked[day])

    def known_then(
        self, session: Session, moment: datetime, since: datetime, until: datetime
    ) -> list[Incident]:
        """Return the incidents of a time as they were known at a moment. Raises Problem.

        They are reckoned afresh, one request at a time: that takes seconds.
        """
        self._require_classifier()
        key = (moment, since, until, self.version(session))
        with self._in_turn():
            return self._past.get(key, lambda: _known_then(session, moment, since, until))

    def named_then(self, session: Session, id: str, moment: datetime) -> list[Incident]:
        """Return what was known at a moment of an incident. Raises Problem."""
        from detector.incidents.as_of import named_as_of  # the classifier is slow to import

        self._require_classifier()
        key = (moment, id, self.version(session))
        with self._in_turn():
            return self._past.get(key, lambda: named_as_of(session, id, moment))

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let one reckon the past at a time; who waits too long is told so. Raises Problem."""
        if not self._one_past.acquire(timeout=_PAST_WAIT):
            raise Problem(503, say("page.problems.full", self.language))
        try:
            yield
        finally:
            self._one_past.release()

    def _require_classifier(self) -> None:
        """Raise Problem where the classifier would first have to be trained, which takes minutes."""
        from detector.training.cached import stored_classifier

        if self.around.get("classifier", stored_classifier) is None:
            raise Problem(503, say("page.problems.no_classifier", self.language))


def _known_then(
    session: Session, moment: datetime, since: datetime, until: datetime
) -> list[Incident]:
    from detector.incidents.as_of import incidents_as_of

    return incidents_as_of(session, moment, since=since, until=until)


def _version(session: Session) -> str:
    parts = (
        session.scalar(select(func.max(DocumentRow.id))),
        session.scalar(select(func.max(CrawlRow.id))),
        session.scalar(select(func.count()).where(DocumentRow.unread)),
        session.scalar(select(func.max(CorrectionRow.judged_at))),
        session.scalar(select(func.max(IncidentRow.last_seen))),
        session.scalar(select(func.count()).select_from(IncidentRow)),
    )
    return "-".join(str(part or 0) for part in parts)


def _open_count(session: Session, now: datetime) -> int:
    query = select(func.count()).where(
        IncidentRow.last_seen >= now - SILENCE,
        IncidentRow.status.in_([status.value for status in OPEN]),
    )
    return session.scalar(query) or 0


def days_back(days: int, now: datetime) -> tuple[date, date]:
    """Return the first and last of so many days that end today in Korea."""
    today = to_kst(now).date()
    return today - timedelta(days=days - 1), today
