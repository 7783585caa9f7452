"""The figures of a period beside those of the period before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from detector.digests.period import Period
from detector.digests.rows import OWN, DayOfDigest, activity, is_active_within, notice_delay
from models.clock import KST, to_kst
from models.records import Incident, Status

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a period the sources let us see."""

    days: int
    unknown_days: int  # of which nothing at all is known
    source_days: int  # sources looked at, added up over the days
    blind: int  # of them late, blocked or broken for a part of that day
    blindest: tuple[tuple[str, int], ...]  # the sources that failed on most days, with how many

    @property
    def share(self) -> float | None:
        """The part of the source-days that were whole; None where no source was crawled."""
        return 1 - self.blind / self.source_days if self.source_days else None


@dataclass(frozen=True, slots=True)
class ProviderFigures:
    """What began at one provider within a period; the name is None where nobody knows who failed."""

    name: str | None
    incidents: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened within some days. Retracted incidents count only as such."""

    first: date
    last: date
    incidents: int  # that began within these days, so that months add up to the year
    suspected: int  # of them, told by posts alone
    retracted: int
    minutes: int  # within these days, of all whose length is known, added up
    unknown_length: int  # of the incidents, those whose length nobody says
    longest: tuple[int, Incident] | None  # whole minutes, of those active within these days
    notice_delay: float | None  # the median, in minutes; negative where notices came first
    with_notice: int
    providers: tuple[ProviderFigures, ...]  # the most incidents first
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a period, and of the period before."""

    measure: str
    name: str | None
    value: float | None
    before: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A period, as far as it has gone, and as many days of the one before."""

    period: Period
    last: date  # the last day of the whole period; after now.last where it is not over
    now: Figures
    before: Figures | None  # None: of that time nothing at all is known

    def measures(self) -> Iterator[Measure]:
        """Yield every figure with its name, in a fixed order."""
        old = self.before
        for name, of in _PLAIN.items():
            yield Measure(name, None, of(self.now), of(old) if old else None)
        if self.now.longest:
            minutes, incident = self.now.longest
            yield Measure("longest_minutes", incident.id, minutes, _longest(old))
        past = {one.name: one for one in old.providers} if old else {}
        for one in self.now.providers:
            then = past.get(one.name, ProviderFigures(one.name, 0, 0)) if old else None
            yield Measure(
                "provider_incidents", one.name, one.incidents, then.incidents if then else None
            )
            yield Measure("provider_minutes", one.name, one.minutes, then.minutes if then else None)


_PLAIN: Mapping[str, Callable[[Figures], float | None]] = {
    "incidents": lambda one: one.incidents,
    "suspected": lambda one: one.suspected,
    "retracted": lambda one: one.retracted,
    "minutes": lambda one: one.minutes,
    "unknown_length": lambda one: one.unknown_length,
    "with_notice": lambda one: one.with_notice,
    "notice_delay_median": lambda one: one.notice_delay,
    "days": lambda one: one.coverage.days,
    "unknown_days": lambda one: one.coverage.unknown_days,
    "source_days": lambda one: one.coverage.source_days,
    "blind_source_days": lambda one: one.coverage.blind,
}


def figures_of(incidents: Iterable[Incident], days: Sequence[DayOfDigest]) -> Figures:
    """Return the figures of the days, which follow each other without a gap."""
    first, last = days[0].day, days[-1].day
    active = [one for one in incidents if is_active_within(one, first, last)]
    counted = [one for one in active if one.status is not Status.RETRACTED]
    began = [one for one in counted if to_kst(activity(one)[0]).date() >= first]
    delays = [delay for one in began if (delay := notice_delay(one)) is not None]
    minutes = {one.id: _minutes_within(one, first, last) for one in counted}
    return Figures(
        first=first,
        last=last,
        incidents=len(began),
        suspected=sum(one.status is Status.SUSPECTED for one in began),
        retracted=len(active) - len(counted),
        minutes=sum(minutes.values()),
        unknown_length=sum(one.duration_minutes is None for one in began),
        longest=_longest_of(counted),
        notice_delay=median(delays) if delays else None,
        with_notice=len(delays),
        providers=_providers(began, counted, minutes),
        coverage=_coverage(days),
    )


def _longest(figures: Figures | None) -> int | None:
    return figures.longest[0] if figures and figures.longest else None


def _longest_of(incidents: Iterable[Incident]) -> tuple[int, Incident] | None:
    known = [(length, one) for one in incidents if (length := one.duration_minutes) is not None]
    return min(known, key=lambda pair: (-pair[0], pair[1].id)) if known else None


def _minutes_within(incident: Incident, first: date, last: date) -> int:
    """Return how many of an incident's minutes fall into the days; 0 where its length is unknown."""
    length = incident.duration_minutes
    if length is None:
        return 0
    begin, _ = activity(incident)
    opens = datetime.combine(first, time.min, KST)
    closes = datetime.combine(last + timedelta(days=1), time.min, KST)
    within = min(begin + timedelta(minutes=length), closes) - max(begin, opens)
    return max(within // _MINUTE, 0)


def _providers(
    began: Iterable[Incident], counted: Iterable[Incident], minutes: dict[str, int]
) -> tuple[ProviderFigures, ...]:
    """Return the providers by incidents, then minutes, then name; the unknown one last."""
    incidents = Counter(one.provider_name for one in began)
    lasted: Counter[str | None] = Counter()
    for one in counted:
        lasted[one.provider_name] += minutes[one.id]
    found = [ProviderFigures(name, incidents[name], lasted[name]) for name in incidents | lasted]
    found = [one for one in found if one.incidents or one.minutes]
    found.sort(key=lambda one: (one.name is None, -one.incidents, -one.minutes, one.name or ""))
    return tuple(found)


def _coverage(days: Sequence[DayOfDigest]) -> Coverage:
    known = [one for one in days if not one.is_unknown]
    failed = Counter(source.id for one in known for source in one.failed if source.id != OWN)
    return Coverage(
        days=len(days),
        unknown_days=len(days) - len(known),
        source_days=sum(one.watched for one in known),
        blind=sum(failed.values()),
        blindest=tuple(sorted(failed.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


#: The names of all figures, as they stand in the table.
MEASURES = (*_PLAIN, "longest_minutes", "provider_incidents", "provider_minutes")
