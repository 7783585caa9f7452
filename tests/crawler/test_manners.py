"""How the crawler behaves towards the sites that it asks."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from loopback_site import answer, article, feed, serve, source
from scrapy.http import Request

from crawler import settings
from crawler.download_handler import slower
from crawler.middlewares import CrawlDelay
from crawler.rests import MOST_FAILURES_IN_A_ROW, HostRests, read_retry_after
from models.records import CrawlOutcome

pytestmark = pytest.mark.long

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

Crawl = Callable[..., dict[str, CrawlOutcome]]


def change(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement, values)


def titles(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as database:
        return {title for (title,) in database.execute("SELECT title FROM document_versions")}


def test_a_site_that_asks_for_rest_gets_it_and_is_asked_again_when_it_is_over(
    run: Crawl, path: Path
) -> None:
    statuses = (403, 429, 430, 503)
    with ExitStack() as stack:
        sites = {status: stack.enter_context(serve()) for status in statuses}
        for status, site in sites.items():
            site.answers["/feed.xml"] = answer("", status, Retry_After="1800")
        sources = [source(str(status), f"{site.base}/feed.xml") for status, site in sites.items()]
        begin = datetime.now(UTC)
        first = run(*sources, RETRY_TIMES=2)
        assert [site.paths() for site in sites.values()] == [["/feed.xml"]] * 4
        for site in sites.values():
            site.asked.clear()
            site.answers["/feed.xml"] = answer(feed("하나"))
        second = run(*sources)
        assert [site.asked for site in sites.values()] == [[]] * 4  # robots.txt neither
        change(path, "UPDATE sources SET rests_until = ?", "2026-01-01 00:00:00.000000")
        third = run(*sources)
    for name, outcome in first.items():
        until = outcome.rests_until
        assert until is not None
        assert timedelta(minutes=30) <= until - begin + timedelta(seconds=1) < timedelta(minutes=40)
        assert (outcome.state, outcome.blocks) == ("blocked", 1)
        assert (second[name].state, second[name].blocks) == ("blocked", 0)
        assert second[name].rests_until is not None
        assert (third[name].state, third[name].new, third[name].rests_until) == ("ok", 1, None)
        for said in (outcome, second[name]):
            [error] = said.errors
            assert f"{until + timedelta(hours=9):%Y-%m-%d %H:%M} KST" in error


def test_a_walled_source_rests_of_its_own_accord_where_the_site_says_nothing(run: Crawl) -> None:
    with serve({"/feed.xml": answer("", 429)}) as site:
        yna = source("yna", f"{site.base}/feed.xml")
        assert run(yna)["yna"].state == "blocked"
        site.asked.clear()
        second = run(yna)["yna"]
        assert (second.state, site.asked) == ("blocked", [])


def test_nothing_more_goes_to_a_host_that_asks_for_rest_for_whatever_source(run: Crawl) -> None:
    with serve({"/feed.xml": answer(feed(*map(str, range(30))))}) as site, serve() as other:
        site.answers |= {f"/a/{n}": answer("", 429, Retry_After="600") for n in range(30)}

        def fail_after_the_wall(connection: socket.socket) -> None:
            deadline = time.monotonic() + 30
            while len(site.paths()) < 2 and time.monotonic() < deadline:
                time.sleep(0.05)
            time.sleep(1)  # for the crawler to take the answer in
            connection.sendall(answer("", 404))

        other.answers |= {"/feed.xml": answer(feed("다른 곳")), "/gone.xml": fail_after_the_wall}
        outcomes = run(
            source("busy", f"{site.base}/feed.xml", parser="article"),
            source("elsewhere", f"{other.base}/feed.xml"),
            source("later", f"{other.base}/gone.xml", f"{site.base}/late.xml"),
            CONCURRENT_REQUESTS_PER_DOMAIN=2,
            DOWNLOAD_DELAY=0.5,
        )
        first, *articles = site.paths()
        assert (first, len(articles)) == ("/feed.xml", 1)
    assert {name: outcome.state for name, outcome in outcomes.items()} == {
        "busy": "blocked", "elsewhere": "ok", "later": "blocked"
    }  # fmt: skip
    assert (outcomes["busy"].blocks, outcomes["later"].blocks) == (1, 0)
    assert outcomes["later"].rests_until == outcomes["busy"].rests_until
    assert any("쉬어 달라고" in error and "KST" in error for error in outcomes["later"].errors)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120), (" 60 ", 60), ("1.5", 1.5), ("999999999", 86400), ("86401", 86400),
        ("Sun, 22 Nov 2026 12:10:00 GMT", 600), ("Sunday, 22-Nov-26 12:10:00 GMT", 600),
        ("Sun, 22 Nov 2026 21:10:00 +0900", 600), ("Sun, 22 Nov 2026 12:10:00 -0000", 600),
        ("Fri, 31 Dec 2100 00:00:00 GMT", 86400),
        ("0", None), ("-5", None), ("", None), ("soon", None), ("１２０", None), ("9" * 5000, None),
        ("Sun, 22 Nov 2026 11:59:59 GMT", None), ("Fri, 31 Dec 9999 23:59:59 -2359", None),
        ("Mon, 01 Jan 0001 00:00:00 +2359", None), ("nan", None),
    ],
)  # fmt: skip
def test_a_retry_after_is_seconds_or_a_date_and_a_day_at_most(
    value: str, seconds: float | None
) -> None:
    expected = None if seconds is None else NOW + timedelta(seconds=seconds)
    assert read_retry_after(value, NOW) == expected


# Pace


def test_each_failure_doubles_the_delay_and_never_lowers_it() -> None:
    assert [slower(delay, 60.0) for delay in (2.0, 4.0, 32.0, 60.0, 90.0)] == [4, 8, 60, 60, 90]


def test_a_host_that_keeps_failing_is_left_alone_and_a_good_answer_starts_anew() -> None:
    rests = HostRests()
    for failed in (
        [True] * (MOST_FAILURES_IN_A_ROW - 1) + [False] + [True] * (MOST_FAILURES_IN_A_ROW - 1)
    ):
        rests.count("https://example.com/a", failed=failed)
    assert rests.closure_of("https://example.com/b") is None
    rests.count("https://EXAMPLE.com/c", failed=True)
    assert rests.closure_of("https://example.com/b") is not None
    assert rests.closure_of("https://example.com:8443/b") is None


def test_a_site_whose_pages_all_fail_is_asked_for_few_and_ever_more_slowly(
    run: Crawl, path: Path
) -> None:
    with serve({"/feed.xml": answer(feed(*map(str, range(30))))}) as site:
        site.answers |= {f"/a/{n}": answer("", 500) for n in range(30)}
        busy = source("busy", f"{site.base}/feed.xml", parser="article")
        outcome = run(busy, CONCURRENT_REQUESTS_PER_DOMAIN=1, AUTOTHROTTLE_MAX_DELAY=60)["busy"]
        articles = [asked for asked in site.paths() if asked.startswith("/a/")]
    assert len(articles) == MOST_FAILURES_IN_A_ROW
    assert (outcome.state, len(titles(path))) == ("broken", 30)  # what the feed itself said


def test_a_crawl_delay_is_of_its_host_alone() -> None:
    class Robots:
        def crawl_delay(self, user_agent: str) -> float:
            return 7.0

    delays = CrawlDelay("meoktong")
    delays.note(Robots(), Request("https://example.com/a"))
    assert delays.delays == {"example.com": 7.0}
    asyncio.run(delays.process_request(Request("https://example.org/a")))
    assert set(delays.next_at) == {"example.com"}


# robots.txt


def test_where_robots_cannot_be_had_nothing_is_asked_and_where_there_is_none_all_may_be(
    run: Crawl,
) -> None:
    with ExitStack() as stack:
        sites = {
            status: stack.enter_context(serve({"/robots.txt": answer("", status)}))
            for status in (500, 503, 429, 401, 403, 404, 410)
        }
        for site in sites.values():
            site.answers["/feed.xml"] = answer(feed("하나"))
        outcomes = run(
            *(source(str(status), f"{site.base}/feed.xml") for status, site in sites.items())
        )
    for status, site in sites.items():
        outcome = outcomes[str(status)]
        if status in {500, 503, 429}:
            assert (outcome.state, site.paths()) == ("broken", [])
            assert (
                f"robots.txt를 받지 못해 요청하지 않았습니다 (HTTP {status})" in outcome.errors[0]
            )
        else:
            assert (outcome.state, site.paths()) == ("ok", ["/feed.xml"])


def test_the_very_first_request_obeys_robots(run: Crawl) -> None:
    rules = answer("User-agent: meoktong\nDisallow: /feed.xml\n", kind="text/plain")
    with serve({"/feed.xml": answer(feed("하나")), "/robots.txt": rules}) as site:
        outcome = run(source("yna", f"{site.base}/feed.xml"))["yna"]
        assert [one.path for one in site.asked] == ["/robots.txt"]
    assert "robots.txt가 금지합니다" in outcome.errors[0]


# Who asks


def test_requests_name_the_crawler_and_whom_to_write_to_and_nothing_private(
    run: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEOKTONG_CONTACT", "운영자 ops@example.com\r\nCookie: a=b")
    page = answer(article("기사"), kind="text/html", Set_Cookie="a=b; Path=/")
    with serve({"/feed.xml": answer(feed("하나", "둘"), Set_Cookie="c=d"), "/a/0": page}) as site:
        site.answers["/a/1"] = answer("", 302, Location="/a/0?again")
        site.answers["/a/0?again"] = page
        run(source("yna", f"{site.base}/feed.xml", parser="article"))
        assert {"/robots.txt", "/feed.xml", "/a/0", "/a/1"} <= {one.path for one in site.asked}
        for one in site.asked:
            assert one.headers["User-Agent"].startswith("meoktong/")
            assert "ops@example.com" in one.headers["User-Agent"]
            assert not {"Authorization", "Cookie", "Referer"} & set(one.headers)


def test_a_site_has_one_connection_at_a_time_and_seconds_between_requests() -> None:
    assert settings.CONCURRENT_REQUESTS_PER_DOMAIN == 1
    assert settings.DOWNLOAD_DELAY >= 2
    assert not {403, 429, 430} & set(settings.RETRY_HTTP_CODES)
