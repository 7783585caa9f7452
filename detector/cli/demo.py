"""Does the whole main job on the sample site, without a network."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import opened
from detector.cli.progress import Progress
from detector.cli.screen import say
from detector.cli.spoken import said, tell
from models.errors import MeoktongError, UsageError

if TYPE_CHECKING:
    from detector.classify.model import Classifier
    from models.database import Database
    from models.records import CrawlOutcome

_DATABASE = "demo.db"
# The sample site is on this machine, and its robots.txt asks for 0.02 s between requests.
_FAST = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}


@click.command("demo", cls=KoreanCommand, help="cli.demo.help")
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), default=Path("demo"),
    metavar="FOLDER", help="cli.demo.folder_help",
)  # fmt: skip
def command(folder: Path) -> None:
    """Run `meoktong demo`."""
    url = _fresh_database(folder)
    with _timed(tell("cli.demo.crawling")):
        outcomes = _crawl(url)
        found, new = sum(o.documents for o in outcomes), sum(o.new for o in outcomes)
        say(tell("cli.demo.crawled", outcomes=len(outcomes), found=found, new=new))
        for outcome in outcomes:
            for problem in outcome.errors:
                say(f"  {outcome.source}: {said(problem)}")
    with _timed(tell("cli.common.classifier")):
        classifier = _prepare_classifier()
    with opened(url) as database:
        with _timed(tell("cli.demo.detecting")):
            _detect(database, classifier)
        with _timed(tell("cli.demo.digest")):
            days = _write_digests(database, folder / "digests")
            say(tell("cli.demo.digests_written", days=len(days), folder=folder / "digests"))
        say()
        _print_incidents(database)
    _print_next_steps(folder, url, days)


def _fresh_database(folder: Path) -> str:
    """Return the URL of a new database in the folder; that of an earlier demo is removed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending in ("", "-wal", "-shm"):
            Path(folder, _DATABASE + ending).unlink(missing_ok=True)
        for old in folder.glob("digests/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].csv"):
            old.unlink()
    except OSError as error:
        raise UsageError(
            tell("cli.common.cannot_write", folder=folder, strerror=error.strerror)
        ) from error
    return f"sqlite:///{folder / _DATABASE}"


@contextmanager
def _timed(step: str) -> Iterator[None]:
    """Say which step begins, and how long it took."""
    began = time.monotonic()
    say(f"[{step}]")
    yield
    say(tell("cli.demo.seconds", seconds=time.monotonic() - began))


def _crawl(url: str) -> list[CrawlOutcome]:
    from crawler.catalogue import source_from_fields
    from crawler.run import crawl
    from crawler.sample.site import sample_sources, serve_sample_site

    with serve_sample_site() as base_url:
        sources = [source_from_fields(fields, "sample") for fields in sample_sources(base_url)]
        with Progress(tell("cli.crawl.crawling")) as progress:
            outcomes = crawl(
                sources, url, allow_loopback=True, extra_settings=_FAST, progress=progress
            )
    if not any(outcome.documents for outcome in outcomes):
        problems = [said(problem) for outcome in outcomes for problem in outcome.errors]
        raise MeoktongError(tell("cli.demo.nothing_crawled", problems=" / ".join(problems[:2])))
    return outcomes


def _prepare_classifier() -> Classifier:
    from detector.classify.model import load_model

    return load_model(lambda line: say(said(line)))


def _detect(database: Database, classifier: Classifier) -> None:
    from detector.detect import detect

    with Progress(tell("cli.common.documents_read")) as progress:
        outcome = detect(database, progress=progress, classifier=classifier)
    say(tell("cli.demo.read", read=outcome.read, incidents=outcome.incidents))


def _write_digests(database: Database, folder: Path) -> list[date]:
    """Write a digest for every day on which an incident was active; return the days."""
    from detector.cli.digest import rows_of_day
    from detector.digests.daily import write_digest
    from detector.digests.rows import active_days
    from models.incidents import list_incidents

    with database.reading() as session:
        incidents = list_incidents(session)
    days = sorted({day for incident in incidents for day in active_days(incident)})
    for day in days:
        write_digest(folder / f"{day.isoformat()}.csv", rows_of_day(database, day))
    return days


def _print_incidents(database: Database) -> None:
    from detector.cli.incident_list import print_incidents
    from models.incidents import list_incidents

    with database.reading() as session:
        print_incidents(list_incidents(session))


def _print_next_steps(folder: Path, url: str, days: list[date]) -> None:
    say()
    say(tell("cli.demo.database", folder=folder / _DATABASE))
    if days:
        say(tell("cli.demo.digests", folder=folder / "digests", days=days[0], days2=days[-1]))
    say(tell("cli.demo.next", url=url))
