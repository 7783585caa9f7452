"""How fast incidents were noticed, and how many alarms were false, from a replay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from detector.incidents import bursts
from detector.incidents.building import build_incidents
from detector.incidents.following import Followed
from detector.incidents.outlets import independent_sources
from detector.incidents.truth import RealOutage, minute_of
from models.records import ABOUT_AN_OUTAGE, Kind, Report, Status

WEEK = timedelta(days=7)
_THIRD = 3


@dataclass(frozen=True, slots=True)
class Milestones:
    """The documents that delays are counted from."""

    first_document: datetime | None = None
    third_post: datetime | None = None
    second_source: datetime | None = None  # independent of the first; copies are not


@dataclass(frozen=True, slots=True)
class IncidentCourse:
    """One incident of a replay: what became of it, and what of it is real, if that is known."""

    followed: Followed
    milestones: Milestones
    keys: dict[str, int]  # the real outages that its documents are of, with how many
    is_false: bool | None  # whether no document it ever had is of a real one; None: not known


@dataclass(frozen=True, slots=True)
class OutageCourse:
    """One real outage of a replay, and how it was noticed."""

    outage: RealOutage
    milestones: Milestones
    reported_posts: tuple[int, int] | None  # read as reports when overdue, of how many
    confirmable_at: datetime | None  # from when what was read of it would confirm it, all together

    @property
    def is_suspected_in_time(self) -> bool | None:
        """Whether it was suspected soon enough after its third post; None without one."""
        return None if self.outage.third_post_at is None else not self.outage.is_late

    @property
    def is_confirmed_in_time(self) -> bool | None:
        """Whether its second independent source confirmed it; None without one."""
        confirmed, second = self.outage.confirmed_at, self.milestones.second_source
        if second is None:
            return None
        return confirmed is not None and minute_of(confirmed) <= minute_of(second)

    @property
    def is_confirmed_by_rule(self) -> bool:
        """Whether it was confirmed as soon as what was read of it allowed that."""
        confirmed, possible = self.outage.confirmed_at, self.confirmable_at
        if confirmed is None or possible is None:
            return False
        return minute_of(confirmed) <= minute_of(possible)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many incidents there were, and what became of them."""

    incidents: int
    suspected_only: int  # never confirmed, whether or not they are still listed
    confirmed: int
    gone: int  # listed once and no more, or retracted
    merged: int  # became part of another; counted above as well
    most_in_a_week: int  # that were first suspected in any seven days


def milestones(reports: Iterable[Report]) -> Milestones:
    """Return what delays are counted from, of the documents on one outage."""
    ordered = sorted(reports, key=lambda report: (report.published_at, report.row))
    posts = [report.published_at for report in ordered if report.kind is Kind.COMMUNITY]
    return Milestones(
        first_document=ordered[0].published_at if ordered else None,
        third_post=posts[_THIRD - 1] if len(posts) >= _THIRD else None,
        second_source=_first_time(ordered, lambda known: independent_sources(known) > 1),
    )


def outage_course(outage: RealOutage, reports: Sequence[Report]) -> OutageCourse:
    """Return how a real outage was noticed; reports are those on its documents, as read at last."""
    said = [report for report in reports if report.reading.label in ABOUT_AN_OUTAGE]
    ordered = sorted(said, key=lambda report: (report.published_at, report.row))
    heard = None
    if outage.heard is not None:
        labels = [label for label, _ in outage.heard.values()]
        heard = sum(label in ABOUT_AN_OUTAGE for label in labels), len(labels)
    return OutageCourse(
        outage=outage,
        milestones=milestones(reports),
        reported_posts=heard,
        confirmable_at=_first_time(ordered, _confirms),
    )


def tally(followed: Iterable[Followed]) -> Tally:
    """Return how many of these incidents became what."""
    counted = list(followed)
    confirmed = sum(one.confirmed_at is not None for one in counted)
    return Tally(
        incidents=len(counted),
        suspected_only=len(counted) - confirmed,
        confirmed=confirmed,
        gone=sum(_is_gone(one) for one in counted),
        merged=sum(one.is_absorbed for one in counted),
        most_in_a_week=most_within(WEEK, [one.suspected_at for one in counted]),
    )


def most_within(span: timedelta, times: Iterable[datetime]) -> int:
    """Return how many of these times at most lie within one span; what is a whole span apart does not."""
    return bursts.most_within(span - timedelta.resolution, sorted(times))


def _is_gone(one: Followed) -> bool:
    if one.is_absorbed:
        return False
    return one.gone_at is not None or one.incident.status is Status.RETRACTED


def _confirms(reports: Sequence[Report]) -> bool:
    """Return whether these reports, were they one incident, would be more than suspected."""
    found = build_incidents([reports])
    return bool(found) and found[0].status not in (Status.SUSPECTED, Status.RETRACTED)


def _first_time(
    ordered: Sequence[Report], holds: Callable[[Sequence[Report]], bool]
) -> datetime | None:
    """Return when the reports known by then first made it hold."""
    for end in range(1, len(ordered) + 1):
        if holds(ordered[:end]):
            return ordered[end - 1].published_at
    return None
