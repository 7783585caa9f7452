"""A database of a test's own, and crawls into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loopback_site import FAST

from crawler.catalogue import Source
from crawler.run import crawl
from models.records import CrawlOutcome


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.db"


@pytest.fixture
def run(path: Path) -> Callable[..., dict[str, CrawlOutcome]]:
    """Crawl sources into the test's database and return their outcomes by source."""

    def crawl_them(*sources: Source, **changed: Any) -> dict[str, CrawlOutcome]:
        outcomes = crawl(
            sources, f"sqlite:///{path}", allow_loopback=True, extra_settings=FAST | changed
        )
        return {outcome.source: outcome for outcome in outcomes}

    return crawl_them
