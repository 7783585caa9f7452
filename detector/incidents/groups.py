"""What grouping knows of a report and of a group of reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from models.clock import to_kst
from models.records import ABOUT_AN_OUTAGE, Kind, Label, Precision
from models.report_parts import ReportParts

#: An outage that began longer ago than this is looked back at, not told of as it goes on.
_GOES_ON = timedelta(days=10)

#: What is published so soon after the start that it states has seen it; later texts misdate more.
FRESH = timedelta(hours=14)

#: So many texts that date an outage alike long after it are believed.
DOUBTFUL_BELOW = 2

#: Says which companies and services one is part of.
Owners = Callable[[str], frozenset[str]]


class Rank(IntEnum):
    """In which round a report finds its group; each looks only at groups of earlier rounds."""

    CORE = 0  # tells of an outage as it goes on, or of a recovery and when the outage began
    LATER = 1  # tells what came of an outage, or that service is there again and no more
    NAMELESS = 2  # names nobody: belongs to what is written of around its minute


@dataclass(frozen=True, slots=True)
class GroupingReport:
    """What grouping needs to know of one report, or of one of the outages that it tells."""

    row: int
    order: tuple[datetime, str, str]  # publication, source, id: a total order
    published_at: datetime
    label: Label
    names: frozenset[str]  # provider and affected
    kin: frozenset[str]  # those, and the companies and services that they are part of
    started_at: datetime | None
    started_to_the_day: bool
    words: frozenset[str]
    provider: str | None = None
    is_post: bool = False
    part: int = 0  # which of the outages that the report tells

    @property
    def is_stated(self) -> bool:
        """Whether it states when an outage began that it tells of as it goes on."""
        return (
            self.started_at is not None
            and self.label is not Label.AFTERMATH
            and timedelta(0) <= self.published_at - self.started_at <= _GOES_ON
        )

    @property
    def at(self) -> datetime:
        """When its outage was: since when, where it says so, else when it was published."""
        if self.started_at is None or not self.is_stated:
            return self.published_at
        if self.started_to_the_day:  # any time of that day
            return min(self.published_at, _evening(self.started_at))
        return self.started_at

    @property
    def rank(self) -> Rank:
        """In which round it finds its group."""
        if not self.names:
            return Rank.NAMELESS
        is_told = self.label is Label.OUTAGE or self.is_stated
        return Rank.CORE if is_told else Rank.LATER

    @property
    def is_clear(self) -> bool:
        """Whether it states by the clock since when, and was published within hours of that."""
        is_told = self.is_stated and not self.started_to_the_day
        return is_told and self.published_at - self.at <= FRESH


@dataclass
class Group:
    """Reports of one outage, with what they say together."""

    id: str = ""
    rank: Rank = Rank.CORE
    reports: list[GroupingReport] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    kin: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    providers: Counter[str] = field(default_factory=Counter)
    starts: list[datetime] = field(default_factory=list)  # as stated, in order
    first: datetime | None = None  # of what is stated or published
    last: datetime | None = None  # publication
    size: int = 0
    posts: int = 0
    clear: int = 0
    dated: int = 0

    def add(self, report: GroupingReport) -> None:
        """Take a report into the group."""
        self.reports.append(report)
        self.names.update(report.names)
        self.kin.update(report.kin)
        self.words.update(report.words)
        self.providers.update([report.provider] if report.provider else [])
        if report.started_at is not None and not report.started_to_the_day:
            self.starts = sorted([*self.starts, report.started_at])
        self.clear += report.is_clear
        self.dated += report.started_at is not None
        self.first = min(self.first or report.at, report.at)
        self.last = max(self.last or report.published_at, report.published_at)
        self.size += 1
        self.posts += report.is_post

    def absorb(self, other: Group) -> None:
        """Take all reports of another group."""
        for report in other.reports:
            self.add(report)

    @property
    def is_dated(self) -> bool:
        """Whether some report states when it began."""
        return self.dated > 0

    @property
    def is_doubtful(self) -> bool:
        """Whether one text alone dates it, by no more than a day or long after it."""
        return self.is_dated and not self.clear and self.size < DOUBTFUL_BELOW

    @property
    def onset(self) -> datetime | None:
        """When it began: the middle one of the stated starts, else the first publication."""
        return self.starts[(len(self.starts) - 1) // 2] if self.starts else self.first


def grouping_reports(parts: ReportParts, owners: Owners) -> list[GroupingReport]:
    """Return the outages that a report tells, as grouping needs them; none when it is about none.

    owners tells which companies and services each one is part of.
    """
    if parts.label not in ABOUT_AN_OUTAGE:
        return []
    one = _grouping_report(parts, owners, parts.names)
    several = [
        replace(
            _grouping_report(parts, owners, told.names),
            started_at=told.started_at,
            started_to_the_day=told.precision is Precision.DAY,
            part=number,
        )
        for number, told in enumerate(parts.outages)
    ]
    return several or [one]


def _grouping_report(parts: ReportParts, owners: Owners, named: tuple[str, ...]) -> GroupingReport:
    names = frozenset(named)
    return GroupingReport(
        row=parts.row,
        order=(parts.published_at, parts.source, parts.external_id),
        published_at=parts.published_at,
        label=parts.label,
        names=names,
        kin=names.union(*(owners(name) for name in names)),
        started_at=parts.started_at,
        started_to_the_day=parts.precision is Precision.DAY,
        words=frozenset(parts.words),
        provider=parts.provider if parts.provider in names else None,
        is_post=parts.kind is Kind.COMMUNITY,
    )


def _evening(day: datetime) -> datetime:
    """Return the last minute of a time's day in Korea."""
    return to_kst(day).replace(hour=23, minute=59, second=0, microsecond=0).astimezone(UTC)


def kst_days_between(one: datetime, other: datetime) -> int:
    """Return how many days lie between two times' dates in Korea."""
    return (to_kst(one).date() - to_kst(other).date()).days
