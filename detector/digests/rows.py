"""The rows of a digest: one for an incident that was active on a KST day, then closing rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

from models.clock import KST, to_kst
from models.records import Incident, Kind, Status

BLIND_SPOT = "blind-spot"
REVIEWED = "reviewed"
#: The row of what is our own fault, and no source's.
OWN = "meoktong"
MOST_URLS = 3
_SEVERITY = {"critical": 0, "major": 1, "minor": 2}
_KIND_ORDER = {Kind.OFFICIAL: 0, Kind.NEWS: 1, Kind.COMMUNITY: 2}
_OVER = frozenset({Status.RESOLVED, Status.RETRACTED})
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class FailedSource:
    """A source that was late, blocked or broken on the day of the digest."""

    id: str
    state: str  # late | blocked | broken
    reason: str = ""  # in one line
    since: datetime | None = None  # when it was last well, as far as known
    until: datetime | None = None  # when it was well again; None: not by the end of that day


@dataclass(frozen=True, slots=True)
class DayOfDigest:
    """What is known of one KST day, beside its incidents."""

    day: date
    failed: tuple[FailedSource, ...] = ()
    reviewed: str = ""  # how right the program was on what people reviewed, in one line
    watched: int = 0  # sources that had been crawled up to then
    is_unknown: bool = False  # nothing was crawled, imported or reported


@dataclass(frozen=True, slots=True)
class DigestRow:
    """One row; its fields are the columns, in order. None is an empty cell."""

    date: date
    rank: int | None
    incident_id: str | None
    status: str
    headline: str
    provider: str | None = None
    region: str | None = None
    cause: str | None = None
    started: datetime | None = None
    ended: datetime | None = None
    duration_minutes: int | None = None
    ongoing: bool | None = None
    affected_count: int | None = None
    affected: tuple[str, ...] = ()
    news_reports: int | None = None
    community_reports: int | None = None
    official_reports: int | None = None
    independent_sources: int | None = None
    confidence: float | None = None
    severity: str | None = None
    first_seen: datetime | None = None
    official_notice_at: datetime | None = None
    notice_delay_minutes: int | None = None
    top_urls: tuple[str, ...] = ()


COLUMNS = tuple(field.name for field in fields(DigestRow))


def active_days(incident: Incident) -> list[date]:
    """Return the KST days that the incident touches, in order."""
    begin, end = (to_kst(moment).date() for moment in activity(incident))
    return [begin + timedelta(days=number) for number in range((end - begin).days + 1)]


def is_active_on(incident: Incident, day: date) -> bool:
    """Tell whether the incident's time, as far as it is known, touches that KST day."""
    return is_active_within(incident, day, day)


def is_active_within(incident: Incident, first: date, last: date) -> bool:
    """Tell whether the incident's time touches one of the KST days from first to last."""
    begin, end = activity(incident)
    return to_kst(begin).date() <= last and first <= to_kst(end).date()


def digest_rows(
    incidents: Iterable[Incident], failed: Iterable[FailedSource], day: date, reviewed: str = ""
) -> list[DigestRow]:
    """Return the rows of a day: its incidents, gravest first, then one for each blind spot.

    Before the blind spots comes what people found when they reviewed reports, if they did.
    """
    active = sorted((one for one in incidents if is_active_on(one, day)), key=gravity)
    rows = [_incident_row(incident, day, rank) for rank, incident in enumerate(active, 1)]
    spots = sorted(
        {source.id: source for source in failed}.values(),
        key=lambda spot: (spot.id != OWN, spot.id),
    )
    closing = [DigestRow(day, None, None, REVIEWED, reviewed)] if reviewed else []
    return rows + closing + [_blind_spot_row(source, day) for source in spots]


def activity(incident: Incident) -> tuple[datetime, datetime]:
    """Return from when to when the incident is known to have gone on."""
    begin = incident.started_at or incident.first_seen
    return begin, max(begin, incident.ended_at or incident.last_seen)


def gravity(incident: Incident) -> tuple[int, int, int, str]:
    """Return what sorts incidents, the gravest first."""
    return (
        _SEVERITY.get(incident.severity, len(_SEVERITY)),
        -incident.independent_sources,
        -len(incident.affected),
        incident.id,
    )


def notice_delay(incident: Incident) -> int | None:
    """Return how many minutes after its begin the first notice came; negative for one before it."""
    notice = incident.official_notice_at
    begin, _ = activity(incident)
    return int((notice - begin).total_seconds() // 60) if notice else None


def _incident_row(incident: Incident, day: date, rank: int) -> DigestRow:
    return DigestRow(
        date=day,
        rank=rank,
        incident_id=incident.id,
        status=incident.status.value,
        headline=incident.headline,
        provider=incident.provider_name,
        region=incident.region,
        cause=incident.cause.value if incident.cause else None,
        started=incident.started_at,
        ended=incident.ended_at,
        duration_minutes=incident.duration_minutes,
        ongoing=_is_ongoing(incident, day),
        affected_count=len(incident.affected),
        affected=tuple(hit.name for hit in incident.affected),
        news_reports=incident.counts.get(Kind.NEWS, 0),
        community_reports=incident.counts.get(Kind.COMMUNITY, 0),
        official_reports=incident.counts.get(Kind.OFFICIAL, 0),
        independent_sources=incident.independent_sources,
        confidence=round(incident.confidence, 3),
        severity=incident.severity,
        first_seen=incident.first_seen,
        official_notice_at=incident.official_notice_at,
        notice_delay_minutes=notice_delay(incident),
        top_urls=top_urls(incident),
    )


def _is_ongoing(incident: Incident, day: date) -> bool:
    """Tell whether it still went on when the day ended, as far as is known."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, KST)
    if incident.ended_at is None and incident.status not in _OVER:
        return True  # nobody says that it ended
    return activity(incident)[1] >= midnight


def top_urls(incident: Incident) -> tuple[str, ...]:
    """Return up to three addresses: official notices first, then the earliest articles."""
    ordered = sorted(
        incident.evidence, key=lambda one: (_KIND_ORDER[one.kind], one.published_at, one.url)
    )
    urls = dict.fromkeys(one.url for one in ordered if one.url.startswith(_WEB))
    return tuple(urls)[:MOST_URLS]


def _blind_spot_row(source: FailedSource, day: date) -> DigestRow:
    length = source.until - source.since if source.since and source.until else None
    return DigestRow(
        date=day,
        rank=None,
        incident_id=None,
        status=BLIND_SPOT,
        headline=source.id,
        cause=f"{source.state}: {source.reason}" if source.reason else source.state,
        started=source.since,
        ended=source.until,
        duration_minutes=int(length.total_seconds() // 60) if length else None,
        ongoing=source.until is None if source.since else None,
    )
