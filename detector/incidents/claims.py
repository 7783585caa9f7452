"""What the reports of an incident say of it, and which of their values is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from models.clock import show_iso
from models.records import Cause, Claim, Evidence, Kind, Label, Precision, Report, StatedTime

#: Official over press over posts.
_WEIGHT = {Kind.OFFICIAL: 4.0, Kind.NEWS: 2.0, Kind.COMMUNITY: 0.5}
_PRECISION = {Precision.MINUTE: 1.0, Precision.HOUR: 0.7, Precision.DAY: 0.2}
#: What a cause weighs that explains little.
_DEPTH = {Cause.UNKNOWN: 0.02, Cause.DEPENDENCY: 0.1}
#: A length that is no round half hour was counted, not guessed; a time to the odd minute was read off.
_COUNTED = 1.5
_READ_OFF = 1.15
#: So long after an outage's end it may still be written of as going on.
_AFTER_THE_END = timedelta(hours=3)
#: Times so far apart say nothing for each other; nearer ones do, by their nearness: one tells when
#: it began, another when it was noticed.
_AGREE_WITHIN = timedelta(minutes=30)


def collect_claims(group: Sequence[Report]) -> tuple[Claim, ...]:
    """Return every differing value that the reports state, each by who said it first."""
    seen: set[tuple[str, str]] = set()
    claims: list[Claim] = []
    for report in group:
        for field, value, quote in _stated(report):
            if (field, value) not in seen:
                seen.add((field, value))
                claims.append(
                    Claim(
                        field=field,
                        value=value,
                        quote=quote,
                        said_at=report.published_at,
                        row=report.row,
                        source=report.source,
                        url=report.url,
                        kind=report.kind,
                    )
                )
    order = ("provider", "started", "ended", "duration", "cause", "region")
    return tuple(sorted(claims, key=lambda claim: order.index(claim.field)))


def pick_times(group: Sequence[Report]) -> tuple[StatedTime | None, StatedTime | None]:
    """Return the start and the end that are shown; an end that is not after the start is none."""
    started, ended = pick_time(group, "started"), pick_time(group, "ended")
    if started and ended and ended.at <= started.at:
        ended = None
    return started, ended


def pick_time(group: Sequence[Report], field: str) -> StatedTime | None:
    """Return the start or end with most said for it: agreement, kind of source, precision."""
    stated = [(r, time) for r in group if (time := _time(r, field)) is not None]
    if field == "ended" and (down := still_down_at(group)):
        stated = [(r, time) for r, time in stated if time.at >= down - _AFTER_THE_END]
    if not stated:
        return None

    def support(candidate: StatedTime) -> float:
        exact = _READ_OFF if candidate.at.minute % 5 else 1.0
        return exact * sum(
            _WEIGHT[report.kind]
            * _PRECISION[time.precision]
            * max(0.0, 1 - abs(time.at - candidate.at) / _AGREE_WITHIN)
            for report, time in stated
        )

    return max((time for _, time in stated), key=lambda time: (support(time), -time.at.timestamp()))


def still_down_at(group: Sequence[Report]) -> datetime | None:
    """Return the last time until which posts of two boards told of the outage, or None.

    Who posts does so because it fails now, where a story may tell of it later: an end before that, or
    a length that ends before it, is of a part, one service of many that is back.
    """
    last: dict[str, datetime] = {}
    for report in group:
        if report.reading.label is Label.OUTAGE and report.kind is Kind.COMMUNITY:
            before = last.get(report.source, report.published_at)
            last[report.source] = max(before, report.published_at)
    return sorted(last.values())[-2] if len(last) > 1 else None


def pick_duration(
    group: Sequence[Report], started: StatedTime | None, ended: StatedTime | None
) -> int | None:
    """Return the duration most said in minutes, else what lies between start and end."""
    votes: dict[int, float] = defaultdict(float)
    down = still_down_at(group)
    for report in group:
        facts = report.reading.facts
        if down and _ends_before(started, facts.duration_minutes, down - _AFTER_THE_END):
            continue
        if facts.duration_minutes is not None and facts.duration_evidence is not None:
            counted = _COUNTED if facts.duration_minutes % 30 else 1.0
            votes[facts.duration_minutes] += _WEIGHT[report.kind] * counted
    if votes:
        return max(votes, key=lambda minutes: (votes[minutes], minutes))
    if started and ended and Precision.DAY not in (started.precision, ended.precision):
        return int((ended.at - started.at).total_seconds() // 60)
    return None


def _ends_before(started: StatedTime | None, minutes: int | None, moment: datetime) -> bool:
    if started is None or started.precision is Precision.DAY or minutes is None:
        return False
    return started.at + timedelta(minutes=minutes) < moment


def pick_cause(group: Sequence[Report]) -> Cause | None:
    """Return the cause most said, later stories counting more.

    That nobody knows, or that another's service failed (what a victim can say), gives way to any
    deeper cause.
    """
    votes: dict[Cause, float] = defaultdict(float)
    for position, report in enumerate(group):
        cause = report.reading.facts.cause
        if cause is not None:
            weight = _WEIGHT[report.kind] * (1 + position / len(group))
            votes[cause] += weight * _DEPTH.get(cause, 1.0)
    deeper = votes.keys() - _DEPTH.keys()
    pool = deeper or votes.keys()
    return max(pool, key=lambda cause: (votes[cause], cause.value), default=None)


def _time(report: Report, field: str) -> StatedTime | None:
    facts = report.reading.facts
    time = facts.started if field == "started" else facts.ended
    if time is not None and field == "ended" and report.reading.label is Label.OUTAGE:
        return time if report.kind is not Kind.COMMUNITY else None
    return time


def _stated(report: Report) -> Iterable[tuple[str, str, Evidence | None]]:
    facts = report.reading.facts
    if facts.provider is not None:
        yield "provider", facts.provider.name, facts.provider.evidence
    for field, time in (("started", facts.started), ("ended", facts.ended)):
        if time is not None:
            yield field, str(show_iso(time.at)), time.evidence
    if facts.duration_minutes is not None and facts.duration_evidence is not None:
        yield "duration", str(facts.duration_minutes), facts.duration_evidence
    if facts.cause is not None:
        yield "cause", facts.cause.value, facts.cause_evidence
    if facts.region is not None:
        yield "region", facts.region.text, facts.region
