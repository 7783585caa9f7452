"""Feeds an archive to detection in the order of its times, a minute of a simulated clock at a time.

Everything is done by what `detect` calls; only the reading of each text by its own words, which
depends on no other text, is done for many at once and ahead of the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from detector.classify.model import Classifier
from detector.detect import store_and_group
from detector.incidents.following import Followed, Following
from detector.incidents.replay_figures import (
    IncidentCourse,
    OutageCourse,
    milestones,
    outage_course,
)
from detector.incidents.silence import close_silent
from detector.incidents.truth import Truth, minute_of
from detector.neighbourhood import DOUBTFUL
from detector.reading import Read, as_of, read_documents
from detector.second_reading import with_neighbours
from models.clock import to_kst
from models.database import Database
from models.documents import store_documents, unread_documents
from models.incidents import list_incidents
from models.records import ABOUT_AN_OUTAGE, Document, Incident
from models.reports import find_reports, judged
from models.tables import IncidentRow

#: Documents that are read at once, ahead of the clock.
AHEAD = 2000
#: Documents that say nothing of an outage wait for the next that does, up to so many: they change
#: no incident, and a transaction for each would take most of the time.
MOST_WAITING = 500
_Key = tuple[str, str]  # source and external id
_Read = tuple[datetime, Document, Read]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document, and when it came."""

    at: datetime
    document: Document

    @property
    def key(self) -> _Key:
        """What the document is known by."""
        return self.document.source, self.document.external_id


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of an archive's incidents, in the order in which they were first suspected."""

    incidents: tuple[IncidentCourse, ...]
    outages: tuple[OutageCourse, ...]  # the real ones, where the archive knows them
    documents: int
    days: int  # in Korea, on which documents came
    first: datetime | None
    last: datetime | None


def in_order(documents: Iterable[Document], read_at: datetime) -> list[Arrival]:
    """Return the documents in the order in which they came.

    One came when it was published; a notice that was written on, when that was; and a further
    version of a document when it was fetched, where the archive (read at read_at) says so.
    """
    known: set[_Key] = set()
    arrivals: list[Arrival] = []
    for document in documents:
        arrival = Arrival(as_of(document), document)
        if arrival.key in known and arrival.at < document.fetched_at < read_at:
            arrival = Arrival(document.fetched_at, document)
        known.add(arrival.key)
        arrivals.append(arrival)
    # The sort is stable: of two versions at one time the later in the archive stays the later.
    return sorted(arrivals, key=lambda arrival: arrival.at)


def replay(
    database: Database,
    arrivals: Sequence[Arrival],
    classifier: Classifier,
    *,
    keys: Mapping[_Key, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Replayed:
    """Let documents arrive in an empty database, and return what became of its incidents.

    keys says of which real outage a document is, where the archive knows. Raises StorageError.
    """
    run = _Run(database, classifier, keys or {}, arrivals)
    done = 0
    for minute in _minutes(_read_ahead(arrivals, classifier)):
        run.hear(minute)
        done += len(minute)
        if progress:
            progress(done, len(arrivals))
    run.close()
    with database.reading() as session:
        outages = [
            outage_course(outage, find_reports(session, outage.rows))
            for outage in run.truth.outages.values()
        ]
        courses = [_course(session, one, run.truth) for one in run.following.all]
    return Replayed(
        incidents=tuple(courses),
        outages=tuple(sorted(outages, key=lambda course: course.outage.first_at)),
        documents=len(arrivals),
        days=len({to_kst(arrival.at).date() for arrival in arrivals}),
        first=arrivals[0].at if arrivals else None,
        last=arrivals[-1].at if arrivals else None,
    )


def _course(session: Session, one: Followed, truth: Truth) -> IncidentCourse:
    keys = truth.keys_of(one.all_rows)
    return IncidentCourse(
        followed=one,
        milestones=milestones(find_reports(session, one.rows)),
        keys=keys,
        is_false=not keys if truth.outages else None,
    )


def _read_ahead(arrivals: Sequence[Arrival], classifier: Classifier) -> Iterator[_Read]:
    for begin in range(0, len(arrivals), AHEAD):
        page = arrivals[begin : begin + AHEAD]
        found = read_documents([arrival.document for arrival in page], classifier)
        for arrival, read in zip(page, found, strict=True):
            yield arrival.at, arrival.document, read


def _minutes(read: Iterable[_Read]) -> Iterator[list[_Read]]:
    for _, minute in groupby(read, key=lambda one: minute_of(one[0])):
        yield list(minute)


class _Run:
    """Takes in minute after minute; what says nothing waits for what does."""

    def __init__(
        self,
        database: Database,
        classifier: Classifier,
        keys: Mapping[_Key, str],
        arrivals: Sequence[Arrival],
    ) -> None:
        self.following = Following()
        self.truth = Truth(
            (arrival.at, arrival.document.kind, key)
            for arrival in arrivals
            if (key := keys.get(arrival.key)) is not None
        )
        self._database = database
        self._classifier = classifier
        self._keys = keys
        self._waiting: list[_Read] = []
        self._spoke: set[_Key] = set()  # documents that said something in some version

    def hear(self, minute: Sequence[_Read]) -> None:
        """Take in what came in one minute."""
        self._look_back(minute[0][0])
        self._waiting += minute
        speaking = {_key(document) for _, document, read in minute if _may_matter(read)}
        again = self._spoke.intersection(_key(document) for _, document, _ in minute)
        if speaking or again or len(self._waiting) >= MOST_WAITING:
            self._arrive()
        self._spoke |= speaking

    def close(self) -> None:
        """Take in what still waits."""
        if self._waiting:
            self._look_back(self._waiting[-1][0])
            self._arrive()
        self._look_back(None)

    def _arrive(self) -> None:
        """Store, read in their neighbourhood and group what waits, as `detect` does."""
        at = self._waiting[-1][0]
        reads = {_key(document): read for _, document, read in self._waiting}
        store_documents(self._database, [document for _, document, _ in self._waiting])
        with self._database.writing() as session:
            self._fall_silent(session, at)
            stored = unread_documents(session, len(self._waiting))
            self.truth.learn(
                (one.row, key) for one in stored if (key := self._keys.get(_key(one.document)))
            )
            pairs = [(one, reads[_key(one.document)]) for one in stored]
            readings = with_neighbours(session, pairs, self._classifier)
            changed = _incidents(session, store_and_group(session, readings))
            alive = set(session.scalars(select(IncidentRow.id)))
        self.following.step(at, changed, alive)
        self.truth.step(at, changed)
        self._waiting = []

    def _fall_silent(self, session: Session, now: datetime) -> None:
        """Let incidents end of which nobody has written for long, each when its time had come."""
        closed = close_silent(session, now)
        alive = set(session.scalars(select(IncidentRow.id))) if closed else set()
        for incident in sorted(closed, key=lambda one: one.steps[-1].at):
            self.following.step(incident.steps[-1].at, [incident], alive)

    def _look_back(self, now: datetime | None) -> None:
        """Write down what was concluded of the posts of an outage that nobody suspects in time."""
        for key in self.truth.overdue(now):
            with self._database.reading() as session:
                labels = judged(session, self.truth.rows_of(key))
            self.truth.explain(key, labels)


def _key(document: Document) -> _Key:
    return document.source, document.external_id


def _may_matter(read: Read) -> bool:
    """Return whether a text may change an incident: it reports an outage, or its neighbours hear."""
    if read.named is None:
        return False
    return read.judgement.about >= DOUBTFUL or read.reading.label in ABOUT_AN_OUTAGE


def _incidents(session: Session, ids: Iterable[str]) -> list[Incident]:
    wanted = sorted(ids)
    return list_incidents(session, IncidentRow.id.in_(wanted)) if wanted else []
