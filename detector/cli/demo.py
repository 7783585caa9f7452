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
from detector.cli.screen import Progress, say
from models.errors import MeoktongError, UsageError

if TYPE_CHECKING:
    from detector.classify.model import Classifier
    from models.database import Database
    from models.records import CrawlOutcome

_DATABASE = "demo.db"
# The sample site is on this machine, and its robots.txt asks for 0.02 s between requests.
_FAST = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}


@click.command("demo", cls=KoreanCommand)
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), default=Path("demo"),
    metavar="FOLDER", help="결과를 둘 곳 (없으면 demo). 앞서 한 demo의 결과는 새것으로 바뀝니다.",
)  # fmt: skip
def command(folder: Path) -> None:
    """딸려 온 견본 사이트로 수집부터 일일 표까지 해 봅니다.

    이 컴퓨터 안에 견본 사이트를 열고 진짜로 수집해서, 읽고, 장애 사건으로 묶고, 날마다의 CSV를
    씁니다. 인터넷은 쓰지 않습니다. 분류기가 없으면 먼저 만듭니다.

    \b
    예: meoktong demo
        meoktong demo --folder /tmp/demo
    """
    url = _fresh_database(folder)
    with _timed("수집"):
        outcomes = _crawl(url)
        found, new = sum(o.documents for o in outcomes), sum(o.new for o in outcomes)
        say(f"출처 {len(outcomes)}곳에서 문서 {found:,}건, 새것 {new:,}건")
        for outcome in outcomes:
            for problem in outcome.errors:
                say(f"  {outcome.source}: {problem}")
    with _timed("분류기"):
        classifier = _prepare_classifier()
    with opened(url) as database:
        with _timed("감지"):
            _detect(database, classifier)
        with _timed("일일 표"):
            days = _write_digests(database, folder / "digests")
            say(f"{len(days)}일치를 {folder / 'digests'}에 썼습니다")
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
        raise UsageError(f"{folder}: 여기에 쓸 수 없습니다 ({error.strerror})") from error
    return f"sqlite:///{folder / _DATABASE}"


@contextmanager
def _timed(step: str) -> Iterator[None]:
    """Say which step begins, and how long it took."""
    began = time.monotonic()
    say(f"[{step}]")
    yield
    say(f"  {time.monotonic() - began:.1f}초")


def _crawl(url: str) -> list[CrawlOutcome]:
    from crawler.catalogue import source_from_fields
    from crawler.run import crawl
    from crawler.sample.site import sample_sources, serve_sample_site

    with serve_sample_site() as base_url:
        sources = [source_from_fields(fields, "sample") for fields in sample_sources(base_url)]
        outcomes = crawl(sources, url, allow_loopback=True, extra_settings=_FAST)
    if not any(outcome.documents for outcome in outcomes):
        problems = [problem for outcome in outcomes for problem in outcome.errors]
        raise MeoktongError(
            f"견본 사이트에서 아무것도 모으지 못했습니다: {' / '.join(problems[:2])}"
        )
    return outcomes


def _prepare_classifier() -> Classifier:
    from detector.classify.model import load_model

    return load_model(say)


def _detect(database: Database, classifier: Classifier) -> None:
    from detector.detect import detect

    progress = Progress("읽은 문서")
    outcome = detect(database, progress=progress, classifier=classifier)
    progress.done()
    say(f"문서 {outcome.read:,}건을 읽고 사건 {outcome.incidents:,}건으로 묶었습니다")


def _write_digests(database: Database, folder: Path) -> list[date]:
    """Write a digest for every day on which an incident was active; return the days."""
    from detector.cli.digest import rows_of_day
    from detector.digest import active_days, write_digest
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
    say(f"데이터베이스: {folder / _DATABASE}")
    if days:
        say(f"일일 표:      {folder / 'digests'}/{days[0]}.csv … {days[-1]}.csv")
    say(f"더 보려면:    meoktong incidents --db {url}")
