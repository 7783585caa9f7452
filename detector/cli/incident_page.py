"""One incident on a terminal: facts, course, claims with their dissent, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.text import Text

from detector.cli.incident_context import print_context
from detector.cli.screen import console, print_item, styled
from detector.cli.words import CAUSE, FIELD, KIND, LABEL, SEVERITY, STATUS, how_long, when
from detector.incidents.context import Context
from models.clock import parse_iso, show_iso
from models.records import Cause, Claim, Incident, Kind

_AFFECTED_SHOWN = 40


def print_incident(incident: Incident, context: Context | None = None) -> None:
    """Print everything that is known of an incident, and around it."""
    screen = console()
    screen.print(styled(incident.headline, "bold"))
    screen.print(styled(incident.id, "dim"))
    _print_facts(screen, incident)
    _print_section(screen, "경과")
    for line in _course(incident):
        print_item(screen, line)
    if context is not None:
        print_context(screen, incident, context)
    _print_claims(screen, incident)
    _print_section(screen, f"근거 {len(incident.evidence):,}건")
    for document in incident.evidence:
        head = f"{when(document.published_at)}  {KIND[document.kind]} · {document.source}"
        print_item(screen, styled(f"{head}  {document.title}".rstrip()), hang=2)
        if document.url:
            screen.print(styled(f"    {document.url}", "dim"), soft_wrap=True)


def _print_facts(screen: Console, incident: Incident) -> None:
    hits = incident.affected[:_AFFECTED_SHOWN]
    more = len(incident.affected) - len(hits)
    names = ", ".join(f"{hit.name}({hit.reports})" for hit in hits)
    counts = ", ".join(f"{KIND[kind]} {incident.counts.get(kind, 0)}" for kind in Kind)
    facts = (
        ("상태", f"{STATUS[incident.status]} (확신 {incident.confidence:.2f}, "
                 f"크기 {SEVERITY.get(incident.severity, incident.severity)})"),
        ("누가", incident.provider_name or "모름"),
        ("영향", (names + (f" 외 {more}곳" if more else "")) or "모름"),
        ("지역", incident.region or "-"),
        ("원인", CAUSE[incident.cause] if incident.cause else "모름"),
        ("시작", when(incident.started_at, incident.started_precision)),
        ("끝", when(incident.ended_at, incident.ended_precision)),
        ("지속", how_long(incident.duration_minutes)),
        ("보고", f"{counts}, 서로 다른 곳 {incident.independent_sources}"),
    )  # fmt: skip
    for name, value in facts:
        line = styled(f"{name:　<2}  ", "bold")  # as wide as the others: a full-width space
        line.append_text(styled(value))
        print_item(screen, line, hang=6)


def _course(incident: Incident) -> Iterator[Text]:
    """Yield what happened when, as far as reports tell."""
    moments = [
        (incident.started_at, incident.started_precision, "시작 (알려진 바)"),
        (incident.first_seen, None, "처음 알려짐"),
        (incident.official_notice_at, None, "첫 공지"),
        (incident.ended_at, incident.ended_precision, "끝 (알려진 바)"),
        (incident.last_seen, None, "마지막 보고"),
    ]
    for hit in incident.affected:
        moments.append((hit.first_seen, None, f"{hit.name} 영향이 처음 보고됨"))
    for label, documents in groupby(
        sorted(incident.evidence, key=lambda one: (one.label, one.published_at)),
        key=lambda one: one.label,
    ):
        first = next(documents)
        moments.append((first.published_at, None, f"첫 '{LABEL[label]}' 보고 ({first.source})"))
    known = [(at, precision, what) for at, precision, what in moments if at is not None]
    for at, precision, what in sorted(known, key=lambda moment: moment[0]):
        yield styled(f"{when(at, precision):<16}  {what}")


def _print_claims(screen: Console, incident: Incident) -> None:
    """Print what each document states; a value that is not the one shown above is marked."""
    if not incident.claims:
        return
    _print_section(screen, "주장 (● 위에 보인 값, ○ 다르게 말하는 곳)")
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
        said = when(parse_iso(claim.value))
        return said.removesuffix(" 00:00")  # a text that states the day only
    if claim.field == "duration":
        return how_long(int(claim.value))
    return CAUSE[Cause(claim.value)] if claim.field == "cause" else claim.value


def _print_section(screen: Console, heading: str) -> None:
    screen.print()
    screen.print(styled(heading, "bold"))
