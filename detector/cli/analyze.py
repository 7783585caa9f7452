"""Reads one document and says what it concludes; stores nothing."""

from __future__ import annotations

from datetime import datetime

import click

from detector.cli.completing import TARGET
from detector.cli.korean import KoreanCommand
from detector.cli.options import MOMENT, WordType, json_option
from detector.cli.progress import Progress
from detector.cli.screen import note, write_json
from detector.cli.spoken import tell
from detector.cli.words import KIND
from models import clock
from models.records import Document, Kind, Report


@click.command("analyze", cls=KoreanCommand, help="cli.analyze.help")
@click.argument("target", type=TARGET, metavar="cli.common.target")
@click.option(
    "--kind", type=WordType(KIND), default="news",
    metavar="KIND", help="cli.analyze.kind_help",
)  # fmt: skip
@click.option("--published", type=MOMENT, help="cli.analyze.published_help")
@click.option("--title", metavar="TITLE", help="cli.analyze.title_help")
@json_option
def command(
    target: str, kind: str, published: datetime | None, title: str | None, as_json: bool
) -> None:
    """Run `meoktong analyze`."""
    from detector.cli.one_document import document_of
    from detector.cli.target import read_target

    now = clock.now()
    found = document_of(read_target(target), Kind(kind), now, published=published, title=title)
    if not found.is_dated:
        note(tell("cli.analyze.undated"))
    report = _read(found.document)
    if as_json:
        from detector.views.as_json import report_json

        write_json({**report_json(report), "text": found.document.text})
    else:
        from detector.cli.report_page import print_report

        print_report(report, found.document, is_dated=found.is_dated)


def _read(document: Document) -> Report:
    from detector.classify.model import load_model
    from detector.reading import read_document

    with Progress(tell("cli.common.classifier")) as progress:
        model = load_model(progress.say)
    return Report(
        row=0,
        source=document.source,
        external_id=document.external_id,
        url=document.url,
        kind=document.kind,
        published_at=document.published_at,
        title=document.title,
        reading=read_document(document, model),
    )
