"""How a source is judged: tables of planted histories, and crawls that go wrong for real."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from loopback_site import FAST, answer, article, feed, serve, source

from crawler.catalogue import Source, source_from_fields
from crawler.health import (
    Health,
    State,
    blind_spot,
    failed_together,
    grace,
    judge,
    least_documents,
)
from crawler.ledger import Ledger, SourceRun, state_of
from crawler.run import crawl
from crawler.sample.site import sample_sources, serve_sample_site
from models import clock
from models.clock import parse_iso
from models.database import open_database
from models.health import SPANS, CrawlMark, RecordedCrawl, SourceHistory, Span, source_histories
from models.problems import Problem, at
from models.records import Coverage, CrawlOutcome, Kind

WEDNESDAY = parse_iso("2026-11-18T12:00:00")
SUNDAY_NIGHT = parse_iso("2026-11-15T03:00:00")
DAY = timedelta(days=1)
NEWS = source("paper", "https://paper.example/rss", parser="article")  # every 30 minutes
BUSY = replace(NEWS, least_documents_a_day=20)
FULL = Coverage(10, 10, 10, 10)


def last_crawl(at: datetime = WEDNESDAY, **changed: object) -> RecordedCrawl:
    ended = at - timedelta(minutes=10)
    usual = RecordedCrawl(
        ended - timedelta(minutes=1), ended, "ok", 40, 3, 0, 0, False, Coverage(3, 3, 3, 3), ()
    )
    return replace(usual, **changed)  # type: ignore[arg-type]


def history(
    *spans: Span, last: RecordedCrawl | None = None, age: timedelta = 30 * DAY, **changed: object
) -> SourceHistory:
    """A source with well-filled crawls in every span that is not given."""
    well = Span(crawls=12, good=12, new=10, coverage=FULL)
    filled = (*spans, *(well,) * (len(SPANS) - len(spans)))
    usual = SourceHistory("paper", WEDNESDAY - age, last or last_crawl(), filled)
    return replace(usual, **changed)  # type: ignore[arg-type]


def states(found: Health) -> tuple[str, str]:
    return found.state.value, found.why


def test_a_source_whose_crawls_bring_what_they_should_is_well() -> None:
    assert judge(BUSY, history(), WEDNESDAY) == Health(State.OK, "")


@pytest.mark.parametrize("past", [None, SourceHistory("paper", None, None, (Span(),) * 6)])
def test_a_source_that_was_never_crawled_is_unknown(past: SourceHistory | None) -> None:
    assert judge(BUSY, past, WEDNESDAY).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("last", "state", "said"),
    [
        ({"state": "broken", "errors": ("HTTP 500",)}, "broken", "HTTP 500"),
        ({"state": "broken"}, "broken", "까닭을 알 수 없습니다"),
        ({"state": "blocked", "errors": ("HTTP 430",)}, "blocked", "HTTP 430"),
        ({"documents": 0}, "broken", "문서가 하나도 없습니다"),
        ({"documents": 0, "unchanged": 1}, "ok", ""),
        ({"late": True}, "late", "예정보다 늦게"),
        ({"finished_at": WEDNESDAY - timedelta(minutes=90)}, "ok", ""),
        ({"finished_at": WEDNESDAY - timedelta(minutes=91)}, "late", "2026-11-18 10:29 뒤로"),
        ({"state": "broken", "errors": ("옛일",), "finished_at": WEDNESDAY - 9 * DAY}, "broken", "옛일"),
    ],
)  # fmt: skip
def test_the_last_crawl_decides_first(last: dict[str, object], state: str, said: str) -> None:
    found = judge(NEWS, history(last=last_crawl(**last)), WEDNESDAY)  # type: ignore[arg-type]
    assert found.state.value == state
    assert said in found.why


def test_a_source_that_rests_is_blocked_until_its_rest_is_over() -> None:
    resting = history(rests_until=WEDNESDAY + timedelta(hours=1))
    assert judge(NEWS, resting, WEDNESDAY).state is State.BLOCKED
    assert "2026-11-18 13:00까지" in judge(NEWS, resting, WEDNESDAY).why
    assert judge(NEWS, resting, WEDNESDAY + timedelta(hours=1)).state is State.OK


def test_a_source_is_late_after_three_intervals_but_not_within_an_hour_and_a_half() -> None:
    assert grace(replace(NEWS, interval_minutes=10)) == timedelta(minutes=90)
    assert grace(replace(NEWS, interval_minutes=60)) == timedelta(hours=3)


@pytest.mark.parametrize(
    ("recent", "usual", "is_lost"),
    [
        (Coverage(6, 6, 6, 0), FULL, "본문"),
        (Coverage(6, 0, 6, 6), FULL, "제목"),
        (Coverage(6, 6, 1, 6), FULL, "시각"),
        (Coverage(4, 4, 4, 0), Coverage(), ""),  # too few pages to say
        (Coverage(6, 6, 6, 3), FULL, ""),  # half is enough
        (Coverage(10, 10, 10, 3), Coverage(40, 40, 40, 20), ""),  # a board of pictures
        (Coverage(10, 10, 10, 2), Coverage(40, 40, 40, 20), "본문"),
        (Coverage(10, 10, 10, 0), Coverage(400, 400, 400, 0), "본문"),  # lost for weeks
    ],
)
def test_a_field_that_runs_empty_is_a_broken_layout(
    recent: Coverage, usual: Coverage, is_lost: str
) -> None:
    now = Span(crawls=6, good=6, new=6, coverage=recent)
    before = Span(crawls=12, good=12, new=20, coverage=usual)
    found = judge(BUSY, history(now, *(before,) * 5), WEDNESDAY)
    assert found.state is (State.BROKEN if is_lost else State.OK)
    assert f"{is_lost}이 있는 것은" in found.why or not is_lost


def test_a_small_source_is_judged_by_the_pages_of_its_week() -> None:
    none, some = Span(4, 4), Span(4, 4, 0, 1, 0, Coverage(2, 2, 2, 0))
    week = Span(90, 90, 0, 4, 0, Coverage(4, 4, 4, 0))
    found = judge(NEWS, history(none, none, none, some, week), WEDNESDAY)
    assert states(found)[0] == "broken"
    assert "최근 7일: 읽은 6쪽" in found.why


@pytest.mark.parametrize(
    ("failed", "read", "state"), [(5, 5, "broken"), (5, 6, "ok"), (4, 0, "ok"), (9, 2, "broken")]
)
def test_pages_that_cannot_be_read_break_a_source_that_calls_itself_well(
    failed: int, read: int, state: str
) -> None:
    now = Span(6, 6, 0, 20, failed, Coverage(read, read, read, read))
    assert judge(BUSY, history(now), WEDNESDAY).state.value == state


@pytest.mark.parametrize(
    ("new", "floor", "kind", "at", "least"),
    [
        (9, 20, Kind.NEWS, WEDNESDAY, 10),
        (10, 20, Kind.NEWS, WEDNESDAY, 10),
        (0, 1, Kind.NEWS, WEDNESDAY, 1),
        (0, 0, Kind.OFFICIAL, WEDNESDAY, 0),
        (4, 20, Kind.NEWS, SUNDAY_NIGHT, 5),
        (0, 9, Kind.NEWS, SUNDAY_NIGHT, 0),  # small papers rest at the weekend
        (9, 20, Kind.COMMUNITY, SUNDAY_NIGHT, 10),  # boards do not
        (4, 20, Kind.NEWS, parse_iso("2026-11-16T08:00:00"), 5),  # Monday: the day was Sunday's
        (9, 20, Kind.NEWS, parse_iso("2026-11-17T00:00:00"), 10),
        (5, 20, Kind.NEWS, parse_iso("2026-11-14T00:00:01"), 5),
        (9, 20, Kind.NEWS, parse_iso("2026-11-14T00:00:00"), 10),
    ],
)
def test_a_day_under_its_floor_is_broken(
    new: int, floor: int, kind: Kind, at: datetime, least: int
) -> None:
    one = replace(NEWS, kind=kind, least_documents_a_day=floor)
    quarter = Span(12, 12, 0, 0, 0, Coverage())
    day = (replace(quarter, new=new), quarter, quarter, quarter)
    past = history(*day, last=last_crawl(at), first_crawl_at=at - 30 * DAY)
    assert least_documents(one, at) == least
    found = judge(one, past, at)
    assert found.state is (State.BROKEN if new < least else State.OK)
    assert f"{new}건: 하루 {floor}건" in found.why or new >= least


QUARTER = Span(12, 12)
KEPT = Span(12, 12, kept=12)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        ((QUARTER,) * 4, timedelta(hours=23)),  # added today
        ((QUARTER, Span(12, 0), QUARTER, QUARTER), 30 * DAY),  # not read for a quarter of the day
        ((KEPT,) * 4, 30 * DAY),  # 304 all day: the site itself says that nothing is new
    ],
)
def test_a_day_that_says_nothing_of_the_floor_is_well(
    day: tuple[Span, ...], age: timedelta
) -> None:
    assert judge(BUSY, history(*day, age=age), WEDNESDAY).state is State.OK


def test_a_feed_that_is_the_same_for_a_week_is_dead() -> None:
    past = history(*(KEPT,) * 4, replace(KEPT, crawls=300, good=300, kept=300))
    found = judge(BUSY, past, WEDNESDAY)
    assert states(found) == ("broken", "이레째 새 문서가 없습니다. 죽은 주소일 수 있습니다")
    assert judge(replace(BUSY, least_documents_a_day=0), past, WEDNESDAY).state is State.OK


@pytest.mark.parametrize("one", [None, replace(BUSY, enabled=False, reason="쓰지 않음")])
def test_a_source_that_nobody_promised_to_crawl_is_neither_late_nor_short(
    one: Source | None,
) -> None:
    silent = history(*(QUARTER,) * 6, last=last_crawl(finished_at=WEDNESDAY - 9 * DAY))
    assert judge(one, silent, WEDNESDAY).state is State.OK


MIDNIGHT = parse_iso("2026-11-18T00:00:00")
END = parse_iso("2026-11-19T00:00:00")


def marks(*crawls: tuple[str, str]) -> list[CrawlMark]:
    return [
        CrawlMark(parse_iso(f"2026-11-{at}:00"), state.removeprefix("late "), "late" in state, "탈")
        for at, state in crawls
    ]


@pytest.mark.parametrize(
    ("crawls", "spot"),
    [
        ([("17T23:40", "ok"), ("18T05:00", "ok"), ("18T10:59", "ok")], None),
        ([("17T12:00", "ok"), ("18T06:00", "ok")], None),  # most of that pause was the day before's
        (
            [("18T01:00", "ok"), ("18T07:01", "ok"), ("18T08:00", "ok")],
            ("late", "18T01:00", "18T07:01"),
        ),
        (
            [("18T01:00", "ok"), ("18T04:00", "broken"), ("18T08:00", "ok")],
            ("broken", "18T01:00", "18T08:00"),
        ),
        (
            [("17T20:00", "ok"), ("18T04:00", "blocked"), ("18T08:00", "ok")],
            ("blocked", "17T20:00", "18T08:00"),
        ),
        (
            [("18T01:00", "ok"), ("18T03:00", "late ok")],  # watch says that it missed some
            ("late", "18T01:00", "18T03:00"),
        ),
        ([("18T01:00", "ok"), ("18T01:10", "broken"), ("18T01:20", "ok")], None),  # soon made good
    ],
)
def test_a_pause_within_a_day_is_a_blind_spot_when_it_was_long(
    crawls: list[tuple[str, str]], spot: tuple[str, str, str] | None
) -> None:
    at_the_end = history(last=last_crawl(END))
    found = blind_spot(NEWS, at_the_end, marks(*crawls), MIDNIGHT, END)
    if spot is None:
        assert found is None
    else:
        state, begin, end = spot
        assert found is not None
        assert found.state.value == state
        assert (found.since, found.until) == tuple(
            parse_iso(f"2026-11-{t}:00") for t in (begin, end)
        )


def outcome(name: str, *errors: str, documents: int = 0) -> CrawlOutcome:
    state = "broken" if errors else "ok"
    return CrawlOutcome(name, WEDNESDAY, WEDNESDAY, state, documents, 0, errors)


GONE = at("https://a.example/", Problem("problem.fetch.no_name"))


@pytest.mark.parametrize(
    ("outcomes", "together"),
    [
        ([outcome("a", GONE), outcome("b", GONE), outcome("c", GONE), outcome("d")], "abc"),
        ([outcome("a", GONE), outcome("b", GONE)], ""),
        ([outcome("a", GONE), outcome("b", GONE), outcome("c", "HTTP 500"), outcome("d")], ""),
        ([outcome(name, GONE) for name in "abc"] + [outcome(name) for name in "def"], ""),
        ([outcome(name, GONE, documents=3) for name in "abc"], ""),
    ],
)
def test_most_failing_by_the_network_together_is_our_own_fault(
    outcomes: list[CrawlOutcome], together: str
) -> None:
    assert [one.source for one in failed_together(outcomes)] == list(together)


@pytest.mark.parametrize(
    ("run", "state"),
    [
        ({"seen": 8, "pages": 8, "titles": 8, "times": 8, "bodies": 1}, "broken"),
        ({"seen": 8, "pages": 8, "titles": 8, "times": 8, "bodies": 4}, "ok"),
        ({"seen": 44, "pages": 4, "bodies": 0}, "ok"),  # crawler.health adds up several crawls
        ({"seen": 60, "failed": 6, "pages": 6, "bodies": 3}, "broken"),
        ({"seen": 60, "failed": 6, "new": 6}, "broken"),
        ({"seen": 60, "failed": 6, "pages": 16, "bodies": 10}, "ok"),
        ({"unchanged": 1}, "ok"),
        ({}, "broken"),
    ],
)
def test_a_crawl_is_broken_when_most_of_what_it_read_was_empty(
    run: dict[str, int], state: str
) -> None:
    assert state_of(SourceRun(WEDNESDAY, **run)) == state  # type: ignore[arg-type]


def test_empty_pages_are_told_first_even_where_their_titles_were_stored() -> None:
    ledger = Ledger(["paper"], WEDNESDAY)
    for number in range(6):
        ledger.cover("paper", title=True, time=True, body=number == 0)
    ledger.see("paper", 46)
    ledger.note("paper", "robots.txt가 금지합니다")
    [found] = ledger.outcomes(WEDNESDAY)
    assert (found.state, found.coverage) == ("broken", Coverage(6, 6, 6, 1))
    assert found.errors[0] == "읽은 6쪽 가운데 본문이 있는 것은 1쪽뿐입니다"


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def healths_after(
    sources: list[Source], outcomes: list[CrawlOutcome], url: str
) -> dict[str, State]:
    assert len(outcomes) == len(sources)
    database = open_database(url)
    try:
        now = clock.now()
        with database.reading() as session:
            found = source_histories(session, now)
        return {one.id: judge(one, found[one.id], now).state for one in sources}
    finally:
        database.close()


def test_a_feed_that_moved_to_html_is_broken_from_the_site_to_the_verdict(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    answers = {
        "/sound.xml": answer(feed("하나", "둘")),
        "/moved.xml": answer("<html><body>새 집으로 옮겼습니다</body></html>", kind="text/html"),
        "/empty.xml": answer(feed()),
    }
    with serve({**answers, "/a/0": answer(article("하나"), kind="text/html")}) as site:
        sources = [source(name, f"{site.base}/{name}.xml") for name in ("sound", "moved", "empty")]
        outcomes = crawl(sources, url, allow_loopback=True, extra_settings=FAST)
    assert healths_after(sources, outcomes, url) == {
        "sound": State.OK,
        "moved": State.BROKEN,
        "empty": State.BROKEN,
    }


def test_a_network_that_is_down_is_seen_as_one_fault(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    sources = [source(name, f"http://127.0.0.1:{closed_port()}/feed") for name in "abc"]
    outcomes = crawl(sources, url, allow_loopback=True, extra_settings=FAST)
    assert [one.source for one in failed_together(outcomes)] == ["a", "b", "c"]


def test_the_sample_sources_are_well_after_a_crawl(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    with serve_sample_site() as base:
        sources = [source_from_fields(fields, "sample") for fields in sample_sources(base)]
        outcomes = crawl(sources, url, allow_loopback=True, extra_settings=FAST)
    assert set(healths_after(sources, outcomes, url).values()) == {State.OK}
