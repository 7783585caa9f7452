"""Lists are asked for only if they changed, and in full where something on them was missed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from loopback_site import LoopbackSite, answer, article, feed, serve, source
from scrapy.http import Response

from crawler.revisits import Revisits
from models.fetches import Validators
from models.records import CrawlOutcome

pytestmark = pytest.mark.long

ETAG = '"v1"'
MODIFIED = "Thu, 01 Jan 2026 00:00:00 GMT"

Crawl = Callable[..., dict[str, CrawlOutcome]]


def change(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement, values)


def conditions(site: LoopbackSite) -> list[tuple[str | None, str | None]]:
    feeds = [one.headers for one in site.asked if one.path == "/feed.xml"]
    return [(headers.get("If-None-Match"), headers.get("If-Modified-Since")) for headers in feeds]


def with_validators(body: str) -> bytes:
    return answer(body, ETag=ETAG, Last_Modified=MODIFIED)


NOT_MODIFIED = answer("", 304, ETag=ETAG)


def test_a_feed_that_has_not_changed_costs_no_reading(run: Crawl) -> None:
    with serve({"/feed.xml": with_validators(feed("하나"))}) as site:
        yna = source("yna", f"{site.base}/feed.xml")
        first = run(yna)["yna"]
        site.answers["/feed.xml"] = NOT_MODIFIED
        second = run(yna)["yna"]
        assert conditions(site) == [(None, None), (ETAG, MODIFIED)]
    assert (first.state, first.new, first.unchanged, first.coverage.pages) == ("ok", 1, 0, 1)
    assert (second.state, second.unchanged, second.coverage.pages) == ("ok", 1, 0)
    assert (second.documents, second.errors) == (0, ())


def test_a_304_keeps_the_validators_for_the_next_time(run: Crawl) -> None:
    with serve({"/feed.xml": with_validators(feed("하나"))}) as site:
        yna = source("yna", f"{site.base}/feed.xml")
        run(yna)
        site.answers["/feed.xml"] = NOT_MODIFIED
        run(yna)
        run(yna)
        assert conditions(site)[2] == (ETAG, MODIFIED)


def test_a_feed_one_of_whose_articles_failed_is_read_in_full_until_all_are_there(
    run: Crawl, path: Path
) -> None:
    page = answer(article("온 기사"), kind="text/html")
    with serve({"/feed.xml": with_validators(feed("하나", "둘")), "/a/0": page}) as site:
        site.answers["/a/1"] = answer("", 500)
        yna = source("yna", f"{site.base}/feed.xml", parser="article")
        assert run(yna)["yna"].failed == 1
        site.answers["/a/1"] = page
        assert run(yna)["yna"].failed == 0
        run(yna)
        assert conditions(site) == [(None, None), (None, None), (ETAG, MODIFIED)]


def test_a_failure_forgets_the_validators_that_were_kept_before(run: Crawl) -> None:
    with serve({"/feed.xml": with_validators(feed("하나"))}) as site:
        yna = source("yna", f"{site.base}/feed.xml")
        run(yna)
        site.answers["/feed.xml"] = with_validators("<html>점검 중</html>")
        assert run(yna)["yna"].state == "broken"
        run(yna)
        assert conditions(site) == [(None, None), (ETAG, MODIFIED), (None, None)]


def test_a_crawl_that_ran_out_of_time_keeps_no_validators(run: Crawl) -> None:
    pages = {f"/a/{n}": answer(article(f"기사 {n}"), kind="text/html") for n in range(40)}
    with serve({"/feed.xml": with_validators(feed(*map(str, range(40)))), **pages}) as site:
        yna = source("yna", f"{site.base}/feed.xml", parser="article")
        slow = {
            "DOWNLOAD_DELAY": 1.0,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "CLOSESPIDER_TIMEOUT": 4,
        }
        first = run(yna, **slow)["yna"]
        run(yna)
        assert first.documents < 40
        assert any("시간이 다 되어" in error for error in first.errors)
        assert conditions(site) == [(None, None), (None, None)]
        assert {f"/a/{n}" for n in range(40)} <= set(site.paths())


def test_once_a_day_a_feed_is_asked_for_in_full(run: Crawl, path: Path) -> None:
    with serve({"/feed.xml": with_validators(feed("하나"))}) as site:
        yna = source("yna", f"{site.base}/feed.xml")
        run(yna)
        change(path, "UPDATE fetches SET fetched_at = ?", "2026-01-01 00:00:00.000000")
        run(yna)
        assert conditions(site) == [(None, None), (None, None)]


@pytest.mark.parametrize(
    ("asked", "answered", "whole", "spoilt", "kept"),
    [(2, 2, True, False, True), (2, 1, True, False, False), (2, 2, False, False, False), (2, 2, True, True, False)],
)  # fmt: skip
def test_validators_are_kept_only_of_sources_that_were_read_whole(
    asked: int, answered: int, whole: bool, spoilt: bool, kept: bool
) -> None:
    revisits = Revisits(["yna"])
    for number in range(asked):
        revisits.ask("yna", None if number else "https://example.com/feed")
    for _ in range(answered):
        revisits.answer("yna")
    revisits.note(
        "yna", "https://example.com/feed", Response("https://example.com/", headers={"ETag": ETAG})
    )
    if spoilt:
        revisits.spoil("yna")
    expected = Validators(ETAG) if kept else None
    assert revisits.changes({"yna"} if whole else ()) == {
        "yna": {"https://example.com/feed": expected}
    }
