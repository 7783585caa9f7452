"""The life of an incident by written rules, how sure it is and how grave."""

from __future__ import annotations

import math
from collections.abc import Sequence

from detector.incidents.claims import pick_times
from detector.incidents.limits import DUTY_MINUTES
from detector.incidents.opening import UsualOf, opens
from detector.incidents.outlets import Outlets
from models.records import Kind, Label, Report, Rule, Status, Step

#: Sectors of what people cannot put off: money, lines, the state, health, the way home.
NEEDED = frozenset(
    {"bank", "card", "exchange", "health", "isp", "pay", "public", "telecom", "transport", "van"}
)
#: Outlets and boards that must tell of it independently.
SOURCES_THAT_CONFIRM = 2


def steps_of(group: Sequence[Report], usual: UsualOf) -> tuple[Step, ...]:
    """Return the steps that the reports of an incident, in order, made it take.

    Suspected until two independent sources, or an official notice, tell of it: one board that is
    flooded on purpose confirms nothing, nor does a story with all its copies. Resolved once an
    aftermath is written or an end is stated and no later report still tells of the outage;
    recovering once something says that service returns. Raises ValueError for reports that open none.
    """
    steps: list[Step] = []
    heard = _Heard()
    for number, report in enumerate(group, 1):
        heard.hear(report)
        so_far = group[:number]
        if not steps and number < len(group) and not opens(so_far, usual):
            continue
        if step := _step(so_far, heard, steps[-1] if steps else None):
            steps.append(step)
    if not steps:
        raise ValueError("no reports, no incident")
    return tuple(steps)


class _Heard:
    """What of the reports so far decides, kept while they come."""

    def __init__(self) -> None:
        self.outlets = Outlets()
        self.is_official = False
        self.is_aftermath = False

    def hear(self, report: Report) -> None:
        self.outlets.hear(report)
        self.is_official |= report.kind is Kind.OFFICIAL
        self.is_aftermath |= report.reading.label is Label.AFTERMATH

    @property
    def is_sure(self) -> bool:
        return self.is_official or len(self.outlets) >= SOURCES_THAT_CONFIRM


def _step(group: Sequence[Report], heard: _Heard, last: Step | None) -> Step | None:
    """Return the step that the last of these reports makes an incident take, or None."""
    report = group[-1]
    if not heard.is_sure:
        status = Status.SUSPECTED
    elif last is None or last.status is Status.SUSPECTED or _may_turn(report, last.status):
        status = Status.RESOLVED if heard.is_aftermath else _phase(group)
    else:
        return None
    if last is not None and status is last.status:
        return None
    return Step(status, report.published_at, _rule(status, group, heard, last), report.row)


def _may_turn(report: Report, now: Status) -> bool:
    """Return whether a report can change the status of an incident that is sure."""
    label = report.reading.label
    if label is Label.AFTERMATH or report.reading.facts.ended is not None:
        return True
    if now is Status.RESOLVED:  # boards that still tell of it make a stated end one of a part
        return label is Label.OUTAGE and report.kind is Kind.COMMUNITY
    return now is Status.CONFIRMED and label is Label.RECOVERY


def _phase(group: Sequence[Report]) -> Status:
    if pick_times(group)[1] is not None:
        return Status.RESOLVED
    is_back = any(report.reading.label is Label.RECOVERY for report in group)
    return Status.RECOVERING if is_back else Status.CONFIRMED


def _rule(status: Status, group: Sequence[Report], heard: _Heard, last: Step | None) -> Rule:
    if status is Status.SUSPECTED:
        is_posts = all(report.kind is Kind.COMMUNITY for report in group)
        return Rule.POSTS if is_posts else Rule.REPORT
    if status is Status.RESOLVED:
        return Rule.AFTERMATH if heard.is_aftermath else Rule.END
    if last is not None and last.status is Status.RESOLVED:
        return Rule.DOWN_AGAIN
    if status is Status.RECOVERING:
        return Rule.RECOVERY
    return Rule.OFFICIAL if heard.is_official else Rule.SOURCES


def confidence_of(group: Sequence[Report], independent_sources: int) -> float:
    """Return from 0 to 1 how sure it is that the incident is real.

    The chance that not every report is wrong, were they independent: each counts with its
    probability, held below 0.9, posts at half; what one source says more than once counts once.
    """
    best: dict[str, float] = {}
    for report in group:
        sure = min(0.9, report.reading.probability)
        if report.reading.label is Label.AFTERMATH:
            sure = max(sure, 0.6)
        if report.kind is Kind.COMMUNITY:
            sure *= 0.5
        best[report.source] = max(best.get(report.source, 0.0), sure)
    strongest = sorted(best.values(), reverse=True)[:independent_sources]
    return round(1 - math.prod(1 - sure for sure in strongest), 3)


def severity_of(
    affected: int, duration_minutes: int | None, *, is_wide: bool = False, is_needed: bool = False
) -> str:
    """Return minor, major or critical, from how many services were hit, for how long, and which.

    is_wide says that more stood on it than are named: a carrier failed, or a whole country was hit.
    is_needed says that one was hit which people cannot put off: then half the time is long, and
    three are many.
    """
    long_minutes, many = (DUTY_MINUTES // 2, 3) if is_needed else (DUTY_MINUTES, 5)
    is_long = duration_minutes is not None and duration_minutes >= long_minutes
    if (affected >= many or is_wide) and is_long:
        return "critical"
    if affected >= 3 or is_long or is_wide:
        return "major"
    return "minor"
