"""Keeps what a person says a document is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import WordType, database_option, json_option, opened
from detector.cli.screen import say, write_json
from detector.cli.spoken import Words, tell
from detector.cli.words import LABEL
from models import clock
from models.errors import UsageError
from models.records import Label
from models.text import normalize

if TYPE_CHECKING:
    from detector.labelling import Judged

#: Words for models.corrections.ChosenBy.
CHOSEN_BY = Words("cli.chosen_by")


@click.command("label", cls=KoreanCommand, help="cli.label.help")
@click.argument("document", metavar="cli.label.document")
@click.argument(
    "label",
    metavar="cli.label.label",
    required=False,
    type=WordType(LABEL),
)
@click.option("--undo", is_flag=True, help="cli.label.undo_help")
@click.option("--by", "judged_by", metavar="NAME", help="cli.label.by_help")
@click.option(
    "--chosen-by", type=WordType(CHOSEN_BY), default="user", metavar="HOW",
    help="cli.label.chosen_help",
)  # fmt: skip
@database_option
@json_option
def command(
    document: str,
    label: str | None,
    undo: bool,
    judged_by: str | None,
    chosen_by: str,
    db: str | None,
    as_json: bool,
) -> None:
    """Run `meoktong label`."""
    from detector.labelling import label_document, undo_label
    from models.corrections import ChosenBy

    if undo == (label is not None):
        raise UsageError(tell("cli.label.label_or_undo"))
    name = normalize(document).strip()
    with opened(db) as database:
        if label is None:
            judged = undo_label(database, name)
        else:
            judged = label_document(
                database,
                name,
                Label(label),
                at=clock.now(),
                judged_by=normalize(judged_by).strip() or None if judged_by else None,
                chosen_by=ChosenBy(chosen_by),
            )
    if as_json:
        write_json(judged_json(judged))
    else:
        say_judged(judged)


def say_judged(judged: Judged) -> None:
    """Write what the report says now, and which incidents were grouped anew."""
    from models.records import PERSON

    report, said = judged.report, judged.correction
    before = f"{LABEL[said.said_label]} {said.said_probability:.2f}"
    is_person = report.reading.model == PERSON
    now = f"{LABEL[report.reading.label]} ({tell('cli.label.person') if is_person else tell('cli.label.program')})"
    say(f"{report.title or tell('cli.common.untitled')}")
    say(tell("cli.label.now", before=before, now=now))
    if report.incident_ids:
        say(tell("cli.label.in_incidents", ids=", ".join(report.incident_ids)))
    else:
        say(tell("cli.label.in_none"))


def judged_json(judged: Judged) -> dict[str, Any]:
    """Return a judgement as the JSON object of the interface."""
    from models.clock import show_iso
    from models.records import PERSON

    report, correction = judged.report, judged.correction
    return {
        "document_id": report.external_id,
        "source": report.source,
        "label": report.reading.label.value,
        "corrected": report.reading.model == PERSON,
        "said": {
            "label": correction.said_label.value,
            "probability": round(correction.said_probability, 4),
            "model": correction.said_model,
        },
        "by": correction.judged_by,
        "at": show_iso(correction.judged_at),
        "chosen_by": correction.chosen_by.value,
        "incident_id": report.incident_ids[0] if report.incident_ids else None,
        "incidents": list(judged.incidents),
    }
