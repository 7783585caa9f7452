"""A crawl in a process of its own, since a stopped reactor cannot start again."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from crawler.catalogue import READERS, Source, source_from_fields
from crawler.ledger import missing_outcomes
from crawler.outcome_file import read_outcomes
from models import clock
from models.database import open_database
from models.records import CrawlOutcome
from models.sources import record_crawl

# Spiders stop by CLOSESPIDER_TIMEOUT; a child that goes on after this hangs.
GRACE_SECONDS = 120
_LAST_LINES = 3
# The child imports the same packages wherever it is started from, installed or not.
_CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); from crawler.run import main; main(sys.argv[2:])"
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
) -> list[CrawlOutcome]:
    """Crawl the sources once and return what became of each, in their order.

    One source's trouble is in its outcome. Raises StorageError where the database cannot be opened.
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
        problem = _run_child(plan, settings)
        outcomes = read_outcomes(told)
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


def _run_child(plan: Path, settings: Mapping[str, Any]) -> str:
    """Run the child; return what to say of sources it left without an outcome."""
    from crawler import settings as defaults

    patience = float(settings.get("CLOSESPIDER_TIMEOUT", defaults.CLOSESPIDER_TIMEOUT))
    try:
        child = subprocess.run(  # noqa: S603 - this interpreter and a file of our own
            [sys.executable, "-c", _CHILD, str(Path(__file__).parents[1]), str(plan)],
            capture_output=True,
            check=False,
            timeout=patience + GRACE_SECONDS,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        return "수집이 제때 끝나지 않아 멈췄습니다"
    said = " / ".join(child.stderr.strip().splitlines()[-_LAST_LINES:])
    return f"수집 프로세스가 상태 {child.returncode}로 끝났습니다: {said[:500]}"


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
    from scrapy.settings import Settings

    from crawler import settings as defaults

    settings = Settings()
    settings.setdict(defaults.as_dict(), priority="project")
    settings.setdict(dict(plan["settings"]), priority="cmdline")
    limit = settings.getint("MEMUSAGE_LIMIT_MB")
    settings.set("MEMUSAGE_LIMIT_MB", limit and limit + _inherited_megabytes(), "cmdline")
    process = AsyncCrawlerProcess(settings)
    sources = [source_from_fields(fields, "plan") for fields in plan["sources"]]
    for reader in READERS:
        if chosen := [source for source in sources if source.reader == reader]:
            module = import_module(f"crawler.spiders.{reader}")
            process.crawl(getattr(module, f"{reader.capitalize()}Spider"), sources=chosen)
    process.start()


def _inherited_megabytes() -> int:
    """Return the peak memory this process starts with.

    Linux hands a parent's peak on to its child through exec, and Scrapy counts by peak: started by a
    process that holds the classifier, a crawl would end at once.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(arguments: Sequence[str]) -> None:
    """Crawl by the plan in the file that is named."""
    crawl_here(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))


if __name__ == "__main__":
    main(sys.argv[1:])
