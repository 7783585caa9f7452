"""A crawl in a process of its own, since a stopped reactor cannot start again."""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from crawler.catalogue import READERS, Source, source_from_fields
from crawler.ledger import missing_outcomes
from crawler.outcome_file import count_outcomes, read_outcomes, read_own_problem
from crawler.rests import HostRests
from models import clock
from models.database import open_database
from models.problems import Problem
from models.records import CrawlOutcome
from models.sources import record_crawl

# Spiders stop by CLOSESPIDER_TIMEOUT; a child that goes on after this hangs.
GRACE_SECONDS = 120
_LAST_LINES = 3
_LAST_CHARACTERS = 4_000
_POLL_SECONDS = 0.1
_STORE_SECONDS = 5.0
# The child imports the same packages wherever it is started from, installed or not.
_CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); from crawler.parent import end_with_parent;"
    " end_with_parent(); from crawler.run import main; main(sys.argv[2:])"
)
# Without any delay Scrapy 2.19 sends a site's whole queue at once, whatever its concurrency
# (measured: 64 connections to a server that takes 5, and pages lost to timeouts).
LEAST_DELAY = 0.01


def crawl(
    sources: Sequence[Source],
    database_url: str,
    *,
    allow_loopback: bool = False,
    extra_settings: Mapping[str, Any] | None = None,
    log_file: Path | None = None,
    stop: threading.Event | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[CrawlOutcome]:
    """Crawl the sources once and return what became of each, in their order.

    One source's trouble is in its outcome. Once stop is set, the crawl stores what it holds and
    ends within seconds; sources it did not get to have no outcome. Progress is told again and again
    how many sources are done, and of how many. Raises StorageError where the database cannot be opened,
    or could not be written: that is our own trouble, and no source is called broken for it.
    """
    if not sources:
        return []
    open_database(database_url).close()  # makes its tables, and fails here rather than in the child
    started = clock.now()
    with tempfile.TemporaryDirectory(prefix="meoktong-") as folder:
        plan, told = Path(folder, "plan.json"), Path(folder, "outcomes.jsonl")
        settings = {
            "LOG_FILE": str(log_file or Path(folder, "crawl.log")),
            **_polite(extra_settings or {}),
            "MEOKTONG_DB": database_url,
            "MEOKTONG_OUTCOMES": str(told),
            "MEOKTONG_ALLOW_LOOPBACK": allow_loopback,
        }
        content = {"sources": [source.as_dict() for source in sources], "settings": settings}
        plan.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

        def tick() -> None:
            if progress is not None:
                progress(count_outcomes(told), len(sources))

        problem = _run_child(plan, settings, stop or threading.Event(), tick)
        outcomes, own_problem = read_outcomes(told), read_own_problem(told)
    if own_problem is not None:
        raise own_problem
    if stop is not None and stop.is_set():  # what was not reached is not broken
        return outcomes
    expected = dict.fromkeys((source.id for source in sources), started)
    missing = missing_outcomes(expected, outcomes, clock.now(), problem)
    _record(database_url, missing)
    found = {outcome.source: outcome for outcome in (*outcomes, *missing)}
    return [found[source.id] for source in sources]


def _polite(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings with a delay between requests that is never 0."""
    changed = dict(settings)
    if "DOWNLOAD_DELAY" in changed:
        changed["DOWNLOAD_DELAY"] = max(float(changed["DOWNLOAD_DELAY"]), LEAST_DELAY)
    return changed


def _run_child(
    plan: Path, settings: Mapping[str, Any], stop: threading.Event, tick: Callable[[], None]
) -> str:
    """Run the child; return what to say of sources it left without an outcome."""
    from crawler import settings as defaults

    patience = float(settings.get("CLOSESPIDER_TIMEOUT", defaults.CLOSESPIDER_TIMEOUT))
    with plan.with_suffix(".err").open("w+", encoding="utf-8", errors="replace") as said:
        with subprocess.Popen(  # noqa: S603 - this interpreter and a file of our own
            [sys.executable, "-c", _CHILD, str(Path(__file__).parents[1]), str(plan)],
            stdin=subprocess.PIPE,  # crawler.parent: open as long as this process lives
            stdout=subprocess.DEVNULL,
            stderr=said,
        ) as child:
            if not _wait(child, patience + GRACE_SECONDS, stop, tick):
                return (
                    Problem("problem.crawl.stopped")
                    if stop.is_set()
                    else Problem("problem.crawl.not_in_time")
                )
        said.seek(0)
        last = " / ".join(said.read()[-_LAST_CHARACTERS:].strip().splitlines()[-_LAST_LINES:])
    return Problem("problem.crawl.died", status=child.returncode, said=last[-500:])


def _wait(
    child: subprocess.Popen[bytes],
    patience: float,
    stop: threading.Event,
    tick: Callable[[], None],
) -> bool:
    """Wait for the child, ticking; end it when it takes too long or stop is set, and tell if it ended."""
    deadline = time.monotonic() + patience
    while child.poll() is None:
        if time.monotonic() > deadline or stop.is_set():
            _end(child)
            return False
        tick()
        stop.wait(_POLL_SECONDS)
    return True


def _end(child: subprocess.Popen[bytes]) -> None:
    """Have the child store what it holds, then end it: it would wait for each site's turn."""
    child.terminate()
    try:
        child.wait(_STORE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _record(database_url: str, outcomes: Sequence[CrawlOutcome]) -> None:
    if not outcomes:
        return
    database = open_database(database_url)
    try:
        for outcome in outcomes:
            record_crawl(database, outcome)
    finally:
        database.close()


def crawl_here(plan: Mapping[str, Any]) -> None:
    """Crawl in this process; call it once in a process's life."""
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.settings import with_own

    settings = with_own(plan["settings"])
    limit = settings.getint("MEMUSAGE_LIMIT_MB")
    settings.set("MEMUSAGE_LIMIT_MB", limit and limit + _inherited_megabytes(), "cmdline")
    process = AsyncCrawlerProcess(settings)
    rests = HostRests()  # a host that wants rest gets it from the spiders of every reader
    sources = [source_from_fields(fields, "plan") for fields in plan["sources"]]
    for reader in READERS:
        if chosen := [source for source in sources if source.reader == reader]:
            module = import_module(f"crawler.spiders.{reader}")
            process.crawl(
                getattr(module, f"{reader.capitalize()}Spider"), sources=chosen, rests=rests
            )
    process.start()


def _inherited_megabytes() -> int:
    """Return the peak memory this process starts with.

    Linux hands a parent's peak on to its child through exec, and Scrapy counts by peak: started by a
    process that holds the classifier, a crawl would end at once.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(arguments: Sequence[str]) -> None:
    """Crawl by the plan in the file that is named; the process is the crawl's own."""
    # The collector's walks over what was imported, and over pages that soon go anyway, take a tenth
    # of a crawl's time (measured).
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    crawl_here(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))


if __name__ == "__main__":
    main(sys.argv[1:])
