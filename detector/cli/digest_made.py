"""Makes a digest from the database: of a day, of several, of a period, with what was corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crawler.catalogue import Source, load_catalogue
from detector.cli.digest_asked import Asked
from detector.cli.spoken import language, said, tell
from detector.digests.changes import (
    Correction,
    Corrections,
    SeenDocument,
    ToldIncident,
    corrections_of,
)
from detector.digests.digest import Digest, digest_of
from detector.digests.kept import to_keep, told_from
from detector.digests.period import bounds_before, bounds_of, days_between
from detector.digests.rows import DayOfDigest, FailedSource, digest_rows
from detector.digests.summary import Figures, Summary, figures_of
from detector.precision import precision_of, precision_text
from detector.views.blind_spots import EVERY_SOURCE, failed_sources
from detector.views.incident_filters import Wanted, conditions
from detector.views.watch import watched_within
from models.clock import day_bounds
from models.corrections import judged_until
from models.digests import (
    KeptDigest,
    homes_of,
    judged_at,
    keep_digest,
    kept_digests,
    texts_read,
)
from models.errors import MeoktongError
from models.incidents import list_incidents
from models.records import Incident
from models.tables import CrawlRow

if TYPE_CHECKING:
    from models.database import Database

Progress = Callable[[int, int], None]


def make_digest(
    database: Database, asked: Asked, now: datetime, progress: Progress | None = None
) -> Digest:
    """Return the digest that was asked for. Raises StorageError and MeoktongError."""
    sources = list(load_catalogue().values())
    with database.reading() as session:
        digest = _plain(session, sources, asked.first, asked.last, now, progress)
        if asked.period is not None:
            summary = _summary(session, sources, asked, digest, now)
            digest = replace(digest, summary=summary)
        if asked.since_last:
            digest = replace(digest, corrections=_corrections(session, digest))
    return digest


def keep_what_it_said(database: Database, digest: Digest, said_at: datetime) -> None:
    """Keep what the digest says of each day, for the next to tell what changed. Raises StorageError."""
    with database.reading() as session:
        told = {one.day: _told_now(session, digest, one) for one in digest.days}
    with database.writing() as session:
        for day, incidents in told.items():
            keep_digest(session, KeptDigest(day, said_at, to_keep(incidents)))


def _plain(
    session: Session,
    sources: Sequence[Source],
    first: date,
    last: date,
    now: datetime,
    progress: Progress | None = None,
) -> Digest:
    days = days_between(first, last)
    found = []
    for number, day in enumerate(days):
        found.append(_day(session, sources, day, now))
        if progress:
            progress(number + 1, len(days))
    digest = digest_of(found, _incidents(session, first, last))
    names = {source.id: source.name for source in sources}
    return replace(digest, data_through=_data_through(session), source_names=names)


def _day(session: Session, sources: Sequence[Source], day: date, now: datetime) -> DayOfDigest:
    since, until = day_bounds(day)
    failed = failed_sources(session, sources, day, now)
    return DayOfDigest(
        day=day,
        failed=tuple(_spoken(source) for source in failed),
        reviewed=precision_text(precision_of(judged_until(session, until)), language()),
        watched=len(watched_within(session, since, until, [source.id for source in failed])),
        is_unknown=any(source.id == EVERY_SOURCE for source in failed),
    )


def _spoken(source: FailedSource) -> FailedSource:
    """Return a blind spot in the language spoken."""
    id = tell("digest.spot.every_source") if source.id == EVERY_SOURCE else source.id
    return replace(source, id=id, reason=said(source.reason))


def _incidents(session: Session, first: date, last: date) -> list[Incident]:
    wanted = Wanted(since=day_bounds(first)[0], until=day_bounds(last)[1])
    return list_incidents(session, *conditions(wanted))


def _data_through(session: Session) -> datetime | None:
    """Return when the newest crawl ended: later ones tell more of a past day, too."""
    found: datetime | None = session.scalar(select(func.max(CrawlRow.finished_at)))
    return found


def _summary(
    session: Session, sources: Sequence[Source], asked: Asked, digest: Digest, now: datetime
) -> Summary:
    """Return a period's figures beside those of as many days of the one before."""
    assert asked.period is not None
    _, whole = bounds_of(asked.period, asked.first)
    first, last = bounds_before(asked.period, asked.first, len(digest.days))
    past = _plain(session, sources, first, last, now)
    before: Figures | None = figures_of(past.incidents, past.days)
    if all(one.is_unknown for one in past.days):
        before = None
    return Summary(asked.period, whole, figures_of(digest.incidents, digest.days), before)


def _corrections(session: Session, digest: Digest) -> Corrections:
    """Return what the digest says otherwise than the last one of each of its days."""
    kept = kept_digests(session, digest.first, digest.last)
    if not kept:
        raise MeoktongError(tell("cli.digest.nothing_kept"))
    found = []
    for one in digest.days:
        if one.day in kept:
            found += _corrections_of_day(session, kept[one.day], _told_now(session, digest, one))
    since = {day: one.said_at for day, one in kept.items()}
    without = tuple(one.day for one in digest.days if one.day not in kept)
    return Corrections(tuple(found), since, without)


def _corrections_of_day(
    session: Session, kept: KeptDigest, now: Sequence[ToldIncident]
) -> list[Correction]:
    rows = {row for one in kept.incidents for row, _, _ in one["documents"]}
    told = told_from(kept.day, kept.said_at, kept.incidents, judged_at(session, rows))
    return corrections_of(told, now, homes_of(session, rows))


def _told_now(session: Session, digest: Digest, day: DayOfDigest) -> list[ToldIncident]:
    """Return what the digest says of a day, with what it rests on."""
    incidents = {one.id: one for one in digest.incidents}
    rows = digest_rows(digest.incidents, (), day.day)
    evidence = {source.row for row in rows for source in incidents[row.incident_id or ""].evidence}
    read, judged = texts_read(session, evidence), judged_at(session, evidence)
    told = []
    for row in rows:
        incident = incidents[row.incident_id or ""]
        documents = {
            one.row: SeenDocument(*read[one.row], judged.get(one.row))
            for one in incident.evidence
            if one.row in read
        }
        told.append(ToldIncident(row, documents, incident.claims, incident.steps))
    return told
