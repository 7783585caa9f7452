"""What is down now on a terminal: since when, how sure, who is hit, and when the data are from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from detector.cli.coverage import Coverage, coverage_line, never_text
from detector.cli.incident_list import COLORS
from detector.cli.now_view import NowView, since
from detector.cli.screen import console, note, print_item, styled
from detector.cli.spoken import language, tell
from detector.cli.words import CAUSE, STATUS, when
from detector.messages.amounts import ago_in, going_on_in
from models.records import Incident, Precision, Status

if TYPE_CHECKING:
    from rich.console import Console

#: So many are shown in full; the rest is a number.
_SHOWN = 20
_NAMES = 8
#: A state is told by shape too, for those who see no colours.
_MARK = {Status.CONFIRMED: "●", Status.RECOVERING: "◐", Status.SUSPECTED: "○"}


def print_now(view: NowView, coverage: Coverage, now: datetime) -> None:
    """Print what is down, the gravest first, then what is over, silent, and not seen."""
    screen = console()
    is_old = coverage.is_old(now)
    heading = _heading(view, coverage)
    screen.print(styled(tell("cli.now.not_now") if is_old else heading, "bold"))
    print_item(
        screen, styled(coverage_line(coverage, now), "yellow" if is_old else "dim"), indent=0
    )
    if is_old and view.open:
        screen.print(styled(heading, "bold"))
    for incident in view.open[:_SHOWN]:
        _print_open(screen, incident, now)
    if len(view.open) > _SHOWN:
        print_item(screen, styled(tell("cli.now.more", count=len(view.open) - _SHOWN)))
    _print_over(screen, view, now)
    if view.silent:
        note(tell("cli.now.silent", count=len(view.silent)))
    if coverage.troubled:
        note(tell("cli.now.blind", names=", ".join(coverage.troubled)))
    if never := never_text(coverage.watch):
        note(never)
    if is_old:
        note(tell("cli.now.crawl"))


def _heading(view: NowView, coverage: Coverage) -> str:
    if view.open:
        return tell("cli.now.open", count=len(view.open))
    return tell("cli.now.mostly_blind" if coverage.watch.is_blind else "cli.now.none")


def _print_open(screen: Console, incident: Incident, now: datetime) -> None:
    screen.print()
    state = f"{_MARK[incident.status]} {STATUS[incident.status]}"
    line = styled(state, COLORS[incident.status]).append("  ")
    line.append_text(styled(_who(incident), "bold")).append("  ")
    line.append_text(styled(_since(incident, now)))
    print_item(screen, line, indent=0, hang=2)
    sure = tell(
        "cli.now.sure", confidence=incident.confidence, sources=incident.independent_sources
    )
    cause = f" · {CAUSE[incident.cause]}" if incident.cause else ""
    last = ago_in(language(), now - incident.last_seen)
    print_item(screen, styled(f"{sure}{cause} · {tell('cli.now.last', age=last)}"), hang=2)
    if names := _hit(incident):
        print_item(screen, styled(tell("cli.now.hit", names=names)), hang=2)
    print_item(screen, styled(f"{incident.id}  {incident.headline}", "dim"), hang=2)


def _since(incident: Incident, now: datetime) -> str:
    """Return how long it is down; of one whose day alone is known, since which day."""
    precision = incident.started_precision if incident.started_at else None
    begin = since(incident)
    if precision is Precision.DAY:
        return tell("cli.now.since", at=when(begin, precision))
    length = going_on_in(language(), now - begin)
    return tell("cli.now.for", length=length, at=when(begin, precision))


def _who(incident: Incident) -> str:
    if incident.provider_name:
        return incident.provider_name
    return incident.affected[0].name if incident.affected else tell("cli.common.unknown")


def _hit(incident: Incident) -> str:
    names = [hit.name for hit in incident.affected if hit.name != incident.provider_name]
    more = len(names) - _NAMES
    shown = ", ".join(names[:_NAMES])
    return shown + (tell("cli.incident_page.more_names", more=more) if more > 0 else "")


def _print_over(screen: Console, view: NowView, now: datetime) -> None:
    if not view.over:
        return
    screen.print()
    screen.print(styled(tell("cli.now.over", count=len(view.over)), "bold"))
    for incident in view.over[:_SHOWN]:
        age = ago_in(language(), now - (incident.ended_at or incident.last_seen))
        print_item(screen, styled(f"{_who(incident)}  {age}  {incident.id}"), hang=2)
