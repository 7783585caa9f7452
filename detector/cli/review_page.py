"""One report that is offered to a person, and the precision so far, as lines and as JSON."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import Any

from detector.cli.report_page import quote_in_sentence
from detector.cli.screen import console, print_item, say, styled
from detector.cli.spoken import language, tell
from detector.cli.words import KIND, LABEL, when
from detector.precision import Precision, precision_line
from models.clock import show_iso
from models.corrections import ChosenBy, Correction
from models.facts_json import evidence_json
from models.records import ABOUT_AN_OUTAGE, Document, Evidence, Label, Report


@dataclass(frozen=True, slots=True)
class Offer:
    """A report to be judged, with what helps to judge it."""

    report: Report
    document: Document
    doubt: float | None  # None: it was drawn at random
    quote: Evidence | None
    correction: Correction | None  # a judgement there is already
    is_stale: bool  # there was one, of an earlier text
    chosen_by: ChosenBy


def name_of(offer: Offer) -> str:
    """Return the document's name as `meoktong label` takes it."""
    return f"{offer.report.source}:{offer.report.external_id}"


def command_of(offer: Offer, db: str | None) -> str:
    """Return the command that says the opposite of the report, or again what a person said."""
    if offer.correction:
        label = offer.correction.label
    else:
        is_about = offer.report.reading.label in ABOUT_AN_OUTAGE
        label = Label.OTHER if is_about else Label.OUTAGE
    parts = ["meoktong", "label", name_of(offer), label.value, "--chosen-by", offer.chosen_by.value]
    if db and "@" not in db:  # what may hold a password is not repeated
        parts += ["--db", db]
    return shlex.join(parts)


def print_offer(offer: Offer, db: str | None, *, with_command: bool = True) -> None:
    """Print what was concluded of a document, the words that speak for it, and how to correct it."""
    screen = console()
    report = offer.report
    screen.print(styled(report.title or tell("cli.common.untitled"), "bold"), soft_wrap=True)
    say(f"    {KIND[report.kind]} · {name_of(offer)} · {when(report.published_at)}")
    said = tell(
        "cli.review_page.judgement",
        label=LABEL[report.reading.label],
        probability=report.reading.probability,
    )
    if offer.doubt is not None:
        said += tell("cli.review_page.doubt", doubt=offer.doubt)
    say(said + "".join(tell("cli.review_page.its_incident", id=id) for id in report.incident_ids))
    if offer.correction:
        say(tell("cli.review_page.judged_before", label=LABEL[offer.correction.label]))
    if offer.is_stale:
        say(tell("cli.review_page.changed_since"))
    if offer.quote:
        is_plain = not screen.is_terminal or screen.no_color
        quoted = quote_in_sentence(offer.document.text, offer.quote, is_plain=is_plain)
        print_item(screen, quoted, indent=4)
    if with_command:
        say(f"    {command_of(offer, db)}")


def offer_json(offer: Offer, db: str | None) -> dict[str, Any]:
    """Return an offered report as the JSON object of the interface."""
    report = offer.report
    return {
        "type": "document",
        "document_id": report.external_id,
        "url": report.url,
        "source": report.source,
        "kind": report.kind.value,
        "published": show_iso(report.published_at),
        "title": report.title,
        "label": report.reading.label.value,
        "probability": round(report.reading.probability, 4),
        "doubt": offer.doubt,
        "incident_id": report.incident_ids[0] if report.incident_ids else None,
        "quote": evidence_json(offer.quote),
        "chosen_by": offer.chosen_by.value,
        "judged": offer.correction.label.value if offer.correction else None,
        "changed_since": offer.is_stale,
        "command": command_of(offer, db),
    }


def print_precision(found: Precision) -> None:
    """Print one figure; one of a single kind stands under that of all kinds."""
    if found.kind is None:
        say(precision_line(found, language()))
    else:
        say(f"    {KIND[found.kind]} {found.sentence(language())})")


def precision_json(found: Precision) -> dict[str, Any]:
    """Return one figure as the JSON object of the interface."""
    return {
        "type": "precision",
        "chosen_by": found.chosen_by.value,
        "kind": found.kind.value if found.kind else None,
        "judged": found.judged,
        "right": found.right,
        "same_label": found.same_label,
        "precision": round(found.right / found.judged, 4),
        "low": round(found.low, 4),
        "high": round(found.high, 4),
    }
