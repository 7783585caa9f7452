"""One incident on a terminal: facts, course, claims with their dissent, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len

from detector.cli.columns import GAP, TIME, fit_width
from detector.cli.incident_context import print_context
from detector.cli.screen import console, print_item, styled
from detector.cli.spoken import tell
from detector.cli.volume import volume_lines
from detector.cli.words import CAUSE, FIELD, KIND, LABEL, RULE, SEVERITY, STATUS, how_long, when
from models.clock import parse_iso, show_iso, to_kst
from models.records import Cause, Claim, Incident, Kind, Precision, Step

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from detector.incidents.context import Context

_AFFECTED_SHOWN = 40


def print_incident(incident: Incident, context: Context | None = None) -> None:
    """Print everything that is known of an incident, and around it."""
    screen = console()
    print_item(screen, styled(incident.headline, "bold"), indent=0)
    screen.print(styled(incident.id, "dim"))
    _print_facts(screen, incident)
    _print_section(screen, tell("cli.incident_page.course"))
    for line in _course(incident):
        print_item(screen, line)
    if lines := list(volume_lines(incident, screen.width - 2)):
        _print_section(screen, tell("cli.volume.volume"))
        for drawn in lines:
            screen.print(styled(f"  {drawn}"), soft_wrap=True)
    if context is not None:
        print_context(screen, incident, context)
    _print_claims(screen, incident)
    _print_section(
        screen, tell("cli.incident_page.evidence_heading", evidence=len(incident.evidence))
    )
    for document in incident.evidence:
        head = f"{when(document.published_at)}  {KIND[document.kind]} · {document.source}"
        print_item(screen, styled(f"{head}  {document.title}".rstrip()), hang=2)
        if document.url:
            screen.print(styled(f"    {document.url}", "dim"), soft_wrap=True)


def _print_facts(screen: Console, incident: Incident) -> None:
    facts = list(_facts(incident))
    widest = max(cell_len(name) for name, _ in facts)
    for name, value in facts:
        line = styled(fit_width(name, widest) + "  ", "bold")
        line.append_text(styled(value))
        print_item(screen, line, hang=widest + GAP)


def _facts(incident: Incident) -> Iterator[tuple[str, str]]:
    unknown = tell("cli.common.unknown")
    yield tell("cli.common.state"), _state(incident)
    yield tell("cli.common.who"), incident.provider_name or unknown
    yield tell("cli.common.affected"), _affected(incident) or unknown
    yield tell("cli.common.region"), incident.region or "-"
    yield tell("cli.common.cause"), CAUSE[incident.cause or Cause.UNKNOWN]
    yield tell("cli.common.start"), when(incident.started_at, incident.started_precision)
    yield tell("cli.common.end"), when(incident.ended_at, incident.ended_precision)
    yield tell("cli.common.duration"), how_long(incident.duration_minutes)
    counts = ", ".join(f"{KIND[kind]} {incident.counts.get(kind, 0)}" for kind in Kind)
    sources = incident.independent_sources
    yield (
        tell("cli.incident_page.reports"),
        tell("cli.incident_page.report_counts", counts=counts, independent_sources=sources),
    )


def _state(incident: Incident) -> str:
    return tell(
        "cli.incident_page.state_value",
        status=STATUS[incident.status],
        confidence=incident.confidence,
        severity=SEVERITY.get(incident.severity, incident.severity),
    )


def _affected(incident: Incident) -> str:
    hits = incident.affected[:_AFFECTED_SHOWN]
    more = len(incident.affected) - len(hits)
    names = ", ".join(f"{hit.name}({hit.reports})" for hit in hits)
    return names + (tell("cli.incident_page.more_names", more=more) if more else "")


def _course(incident: Incident) -> Iterator[Text]:
    """Yield what happened when, as far as reports tell."""
    moments = [
        (incident.started_at, incident.started_precision, tell("cli.incident_page.course_start")),
        (incident.first_seen, None, tell("cli.incident_page.first_known")),
        (incident.official_notice_at, None, tell("cli.common.first_notice")),
        (incident.ended_at, incident.ended_precision, tell("cli.incident_page.course_end")),
        (incident.last_seen, None, tell("cli.incident_page.last_report")),
    ]
    for hit in incident.affected:
        moments.append((hit.first_seen, None, tell("cli.incident_page.first_hit", name=hit.name)))
    for label, documents in groupby(
        sorted(incident.evidence, key=lambda one: (one.label, one.published_at)),
        key=lambda one: one.label,
    ):
        first = next(documents)
        moments.append(
            (
                first.published_at,
                None,
                tell("cli.incident_page.first_label", label=LABEL[label], source=first.source),
            )
        )
    moments += [(step.at, None, _life(incident, step)) for step in incident.steps]
    known = [(at, precision, what) for at, precision, what in moments if at is not None]
    for at, precision, what in sorted(known, key=lambda moment: moment[0]):
        yield styled(f"{fit_width(when(at, precision), TIME)}  {what}")


def _life(incident: Incident, step: Step) -> str:
    """Return that an incident came to a state, by which rule and on whose word."""
    told = incident.told_by(step)
    rule = RULE[step.rule] + (f" ({told.source})" if told else "")
    return tell("cli.incident_page.life_step", status=STATUS[step.status], rule=rule)


def _print_claims(screen: Console, incident: Incident) -> None:
    """Print what each document states; a value that is not the one shown above is marked."""
    if not incident.claims:
        return
    _print_section(screen, tell("cli.incident_page.claims"))
    for field, claims in groupby(incident.claims, key=lambda claim: claim.field):
        for claim in claims:
            mark = "●" if _is_shown(incident, claim) else "○"
            who = f"{claim.source}, {when(claim.said_at)}"
            head = f"{mark} {FIELD.get(field, field)} {_value(claim)}  ({who})"
            print_item(screen, styled(head), hang=2)
            if claim.quote:
                quote = " ".join(claim.quote.text.split())
                print_item(screen, styled(f"“{quote}”", "italic"), indent=6)


def _is_shown(incident: Incident, claim: Claim) -> bool:
    shown_values = {
        "provider": incident.provider_name,
        "started": show_iso(incident.started_at),
        "ended": show_iso(incident.ended_at),
        "duration": str(incident.duration_minutes),
        "cause": incident.cause.value if incident.cause else None,
        "region": incident.region,
    }
    return shown_values.get(claim.field) == claim.value


def _value(claim: Claim) -> str:
    if claim.field in {"started", "ended"}:
        at = parse_iso(claim.value)
        is_day = to_kst(at).time() == time.min  # as of a text that states the day only
        return when(at, Precision.DAY if is_day else None)
    if claim.field == "duration":
        return how_long(int(claim.value))
    return CAUSE[Cause(claim.value)] if claim.field == "cause" else claim.value


def _print_section(screen: Console, heading: str) -> None:
    screen.print()
    screen.print(styled(heading, "bold"))
