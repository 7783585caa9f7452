"""Crawls sources once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from detector.cli.completing import SOURCE
from detector.cli.korean import KoreanCommand
from detector.cli.near_words import perhaps
from detector.cli.options import database_option, json_option
from detector.cli.progress import Progress
from detector.cli.screen import note, say, write_json
from detector.cli.spoken import said, tell
from detector.cli.words import OWN_NETWORK, SOURCE_STATE
from models import config
from models.clock import show_iso
from models.errors import UsageError

if TYPE_CHECKING:
    from crawler.catalogue import Source
    from models.records import CrawlOutcome

_PROBLEMS_SHOWN = 5


@click.command("crawl", cls=KoreanCommand, help="cli.crawl.help")
@click.argument("names", type=SOURCE, metavar="cli.common.sources", nargs=-1)
@click.option("--log", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="cli.crawl.log_help")  # fmt: skip
@database_option
@json_option
def command(names: tuple[str, ...], log: Path | None, db: str | None, as_json: bool) -> None:
    """Run `meoktong crawl`."""
    from crawler.run import crawl

    sources = choose(names)
    with Progress(tell("cli.crawl.crawling")) as progress:
        outcomes = crawl(sources, db or config.database_url(), log_file=log, progress=progress)
    for outcome in outcomes:
        if as_json:
            write_json(outcome_json(outcome))
        else:
            say(
                tell(
                    "cli.crawl.outcome",
                    source=outcome.source,
                    documents=outcome.documents,
                    new=outcome.new,
                )
            )
    failed = report_failures(outcomes)
    if failed:
        click.get_current_context().exit(1 if failed == len(outcomes) else 3)


def report_failures(outcomes: list[CrawlOutcome]) -> int:
    """Name each source that failed on standard error; return how many did.

    Where most fail by the network alone, one line names them all: the fault is likely our own.
    """
    from crawler.health import failed_together

    failed = [outcome for outcome in outcomes if outcome.state != "ok"]
    together = failed_together(outcomes)
    if together:
        names = ", ".join(outcome.source for outcome in together)
        note(
            tell(
                "cli.crawl.together",
                outcomes=len(outcomes),
                together=len(together),
                own_network=tell(OWN_NETWORK),
                names=names,
            )
        )
    for outcome in failed:
        if outcome in together:
            continue
        problems = outcome.errors[:_PROBLEMS_SHOWN] or (tell("cli.crawl.no_reason"),)
        for problem in problems:
            note(
                tell(
                    "cli.crawl.failed",
                    source=outcome.source,
                    state=SOURCE_STATE[outcome.state],
                    problem=problem,
                )
            )
        if len(outcome.errors) > _PROBLEMS_SHOWN:
            note(
                tell(
                    "cli.crawl.more_problems",
                    source=outcome.source,
                    errors=len(outcome.errors) - _PROBLEMS_SHOWN,
                )
            )
    return len(failed)


def outcome_json(outcome: CrawlOutcome) -> dict[str, object]:
    """Return what one crawl brought as a JSON object."""
    return {
        "source": outcome.source,
        "state": outcome.state,
        "started": show_iso(outcome.started_at),
        "finished": show_iso(outcome.finished_at),
        "documents": outcome.documents,
        "new": outcome.new,
        "errors": [said(error) for error in outcome.errors],
    }


def choose(names: tuple[str, ...]) -> list[Source]:
    """Return the sources that a user named, or all enabled ones. Raises UsageError."""
    from crawler.catalogue import choose_sources, load_catalogue

    catalogue = load_catalogue()
    unknown = [name for name in names if name not in catalogue]
    if unknown:
        near = perhaps(unknown[0], catalogue)
        raise UsageError(tell("cli.crawl.not_in_catalogue", unknown=unknown[0]) + near)
    sources = choose_sources(catalogue, names)
    if not sources:
        raise UsageError(tell("cli.crawl.nothing_to_crawl"))
    return sources
