"""How far lists are read, what is read again, and what becomes of deleted pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from board_site import DELETED, FAST, BoardSite, Channel, Stored, execute, serve, stored

from crawler.known import Known, due_documents, known_documents
from crawler.list_walk import MOST_PAGES, PAGES, ListWalk, most_pages, without_pinned
from crawler.parsers.gone import find_deletion, is_deletion
from crawler.parsers.paging import by_named_page, by_query
from crawler.parsers.records import BoardRow
from crawler.parsers.registry import BOARD_PARSERS
from crawler.run import crawl
from models import clock
from models.database import open_database
from models.documents import mark_gone, store_documents, unread_documents
from models.records import CrawlOutcome, Document, Facts, Kind, Label, Reading
from models.reports import store_readings

NOW = clock.now().replace(microsecond=0)
LONG_AGO = NOW - timedelta(hours=6)
YESTERDAY = NOW - timedelta(hours=30)
DAYS_AGO = NOW - timedelta(days=9)
MINUTE = timedelta(minutes=1)
BOARDS = (
    "back", "gap", "absent", "failing", "short", "endless", "edited", "day-board", "deleted-404",
    "deleted-410", "deleted-page", "never", "all-gone",
)  # fmt: skip
FEEDS = ("day-feed", "lost-404", "lost-500", "summary")


def row(number: int, posted_at: datetime | None) -> BoardRow:
    return BoardRow(str(number), f"https://a.example/{number}", "글", posted_at)


def rows(*numbers: int) -> list[BoardRow]:
    """Return rows whose posts are an hour apart, by their numbers."""
    return [row(number, LONG_AGO + timedelta(hours=number)) for number in numbers]


# Addresses of list pages


@pytest.mark.parametrize(
    ("parser", "first", "second"),
    [
        ("clien", "https://a.example/board/park?od=T31&po=0", "https://a.example/board/park?od=T31&po=1"),
        ("clien", "https://a.example/board/park", "https://a.example/board/park?po=1"),
        ("ppomppu", "https://a.example/zboard.php?id=x&page=9", "https://a.example/zboard.php?id=x&page=10"),
        ("dcinside", "https://a.example/lists/?id=mf", "https://a.example/lists/?id=mf&page=2"),
        ("fmkorea", "https://a.example/index.php?mid=best&page=1", "https://a.example/index.php?mid=best&page=2"),
        ("ruliweb", "https://a.example/board/1020?page=1", "https://a.example/board/1020?page=2"),
        ("notice", "https://a.example/notice?pageIndex=1&q=", "https://a.example/notice?pageIndex=2&q="),
        ("notice", "https://a.example/notice", None),
        ("naver-section", "https://a.example/section/105", None),
    ],
)  # fmt: skip
def test_a_parser_knows_where_its_next_page_is(parser: str, first: str, second: str | None) -> None:
    assert BOARD_PARSERS[parser].next_page(first) == second


def test_pages_may_be_counted_in_rows() -> None:
    turn = by_query("p", step=30)
    assert turn("https://a.example/b?p=31&m=list") == "https://a.example/b?p=61&m=list"
    assert turn("https://a.example/b") == "https://a.example/b?p=31"


def test_the_rest_of_an_address_stays_as_it_is_whatever_its_encoding() -> None:
    assert (
        by_query("page")("https://a.example/b?word=%C0%E5%BE%D6+1&page=2#top")
        == "https://a.example/b?word=%C0%E5%BE%D6+1&page=3"
    )


def test_a_page_that_has_no_number_has_no_next_one() -> None:
    assert by_query("page")("https://a.example/b?page=last") is None
    assert by_named_page("https://a.example/b?page=②") is None


# Pages of deleted posts


@pytest.mark.parametrize(
    "said",
    [
        "삭제된 게시물입니다.",
        "존재하지 않는 게시물입니다",
        "해당 글이 존재하지 않습니다.",
        "작성자가 삭제했거나 존재하지 않는 글입니다.",
        "요청에 따라 삭제된 기사입니다.",
        "이 글은 운영 원칙에 따라 삭제되었습니다.",
    ],
)
def test_a_deletion_is_told_by_the_page_by_a_script_or_in_the_post(said: str) -> None:
    assert find_deletion(f"<html><body><div>{said}</div><a href='/'>처음으로</a></body></html>")
    assert find_deletion(f"<script>alert('{said}'); history.back();</script>")
    assert is_deletion("제목", said)
    assert is_deletion(said, "")


@pytest.mark.parametrize(
    "said",
    [
        "삭제된 게시물 되살리는 법 아시는 분 계신가요",
        "가람톡에서 페이지를 찾을 수 없습니다",
        "가람톡 게시글이 하나도 안 보여요",
        "접속이 되지 않습니다",
    ],
)
def test_a_post_that_speaks_of_such_things_is_not_deleted(said: str) -> None:
    assert not is_deletion(said, said)


def test_a_long_page_is_not_a_message_that_it_was_deleted() -> None:
    words = "가람톡이 접속되지 않는다는 글이 이어졌다. " * 40
    assert find_deletion(f"<p>{words}</p><p>삭제된 게시물입니다.</p>") is None
    assert not is_deletion("글", f"{words} 삭제된 게시물입니다.")
    assert find_deletion("") is None


# How far back


def test_a_walk_goes_on_while_nothing_is_known() -> None:
    walk = ListWalk()
    assert walk.take(rows(9, 8, 7), Known())
    assert walk.take(rows(6, 5, 4), Known())
    assert [one.id for one in walk.oldest_first()] == ["4", "5", "6", "7", "8", "9"]


def test_a_walk_ends_one_page_after_the_first_known_row() -> None:
    walk = ListWalk()
    known = Known(stored=frozenset({"7", "5"}), settled=frozenset({"7", "5"}))
    assert walk.take(rows(9, 8, 7), known)
    assert not walk.take(rows(6, 5, 4), known)
    assert [one.id for one in walk.oldest_first()] == ["4", "6", "8", "9"]


def test_a_walk_ends_at_a_page_with_nothing_new() -> None:
    known = Known(stored=frozenset({"9", "8"}), settled=frozenset({"8"}))
    walk = ListWalk()
    assert not walk.take(rows(9, 8), known)
    assert [one.id for one in walk.oldest_first()] == ["9"]  # stored, and young


def test_a_walk_ends_where_a_site_shows_the_same_page_again() -> None:
    walk = ListWalk()
    assert walk.take(rows(9, 8), Known())
    assert not walk.take(rows(9, 8), Known())
    assert len(list(walk.oldest_first())) == 2


def test_rows_that_new_posts_pushed_on_are_read_once() -> None:
    walk = ListWalk()
    walk.take(rows(9, 8), Known())
    walk.take(rows(8, 7), Known())
    assert [one.id for one in walk.oldest_first()] == ["7", "8", "9"]


def test_a_pinned_row_neither_ends_a_walk_nor_carries_it_on() -> None:
    pinned = row(1, LONG_AGO - timedelta(days=30))
    known = Known(stored=frozenset({"1"}), settled=frozenset({"1"}))
    walk = ListWalk()
    assert walk.take([pinned, *rows(9, 8)], known)
    assert not walk.met_known
    everything = Known(stored=frozenset({"9", "8"}))
    assert not ListWalk().take([pinned, *rows(9, 8)], everything)


def test_only_a_row_above_newer_ones_is_out_of_place() -> None:
    old = [row(2, LONG_AGO - timedelta(days=40)), row(1, LONG_AGO - timedelta(days=80))]
    assert without_pinned([*rows(9, 8), *old]) == [*rows(9, 8), *old]
    assert without_pinned([old[1], *rows(9), row(5, None), *rows(8), *old]) == [
        *rows(9), row(5, None), *rows(8), *old,
    ]  # fmt: skip
    assert without_pinned(rows(7, 9, 8)) == rows(7, 9, 8)  # a few hours are no sign


@pytest.mark.parametrize(
    ("hours", "pages"), [(None, PAGES), (0.5, PAGES), (1, 10), (1.5, 15), (2, MOST_PAGES), (900, MOST_PAGES)]
)  # fmt: skip
def test_the_longer_ago_a_crawl_was_the_more_pages_may_be_read(
    hours: float | None, pages: int
) -> None:
    last = None if hours is None else NOW - timedelta(hours=hours)
    assert most_pages(last, timedelta(minutes=30), NOW) == pages


# What is due again


def test_a_day_later_what_is_about_an_outage_is_read_again_first(tmp_path: Path) -> None:
    def made(number: int, label: Label, hours: float, **changes: Any) -> tuple[Document, Reading]:
        at = NOW - timedelta(hours=hours)
        document = Document(
            "a", str(number), f"https://a.example/{number}", Kind.NEWS, at, "글", "글", at
        )
        return replace(document, **changes), Reading(label, 0.5, Facts(), "시험")

    given = [
        made(1, Label.OTHER, 30),
        made(2, Label.OUTAGE, 40),
        made(3, Label.OTHER, 26),
        made(4, Label.OTHER, 60),  # too old
        made(5, Label.OUTAGE, 20),  # too young
        made(6, Label.OUTAGE, 30, extra={"from": "feed"}),  # no page was read
        made(7, Label.OUTAGE, 30, fetched_at=NOW - timedelta(hours=3)),  # was read again
        made(8, Label.OUTAGE, 30, source="b"),
        made(9, Label.OUTAGE, 30),  # gone
    ]
    database = open_database(f"sqlite:///{tmp_path / '먹통.db'}")
    try:
        store_documents(database, [document for document, _ in given])
        mark_gone(database, "a", ["9"], NOW - timedelta(hours=1))
        readings = {document.external_id: reading for document, reading in given}
        with database.writing() as session:
            waiting = unread_documents(session, 100)
            store_readings(session, [(one, readings[one.document.external_id]) for one in waiting])
        assert [one.external_id for one in due_documents(database, "a", NOW)] == ["2", "3", "1"]
        assert [one.external_id for one in due_documents(database, "a", NOW, limit=2)] == ["2", "3"]
        known = known_documents(database, "a", ["1", "9", "없는 글"], NOW)
        assert known == Known(frozenset({"1", "9"}), frozenset({"1"}))
    finally:
        database.close()


# Three crawls of a site that changes between them


@dataclass(frozen=True)
class Round:
    """What one crawl of the site did, and what the database held after it."""

    outcomes: dict[str, CrawlOutcome]
    lists: dict[str, list[str]]  # the list pages asked for, by source
    pages: dict[str, list[int]]  # the numbers of the documents asked for, by source
    documents: set[Stored]
    gone: set[tuple[str, int]]

    def ids(self, name: str) -> set[int]:
        return {int(number.rpartition("/")[2]) for one, number, _ in self.documents if one == name}

    def texts(self, name: str, number: int) -> tuple[str, ...]:
        found = {
            int(known.rpartition("/")[2]): texts
            for one, known, texts in self.documents
            if one == name
        }
        return found[number]


@contextmanager
def changing_site() -> Iterator[BoardSite]:
    boards = [Channel(name, "board") for name in BOARDS]
    with serve(
        *boards, *(Channel(name, "feed") for name in FEEDS), Channel("notices", "notice")
    ) as site:
        yield site


def fill(site: BoardSite) -> None:
    """Put up what the first crawl finds."""
    channels = site.channels
    channels["back"].fill(70, LONG_AGO)
    channels["gap"].fill(5, DAYS_AGO)
    channels["absent"].fill(5, DAYS_AGO)
    channels["absent"].pinned = [1]
    channels["failing"].fill(25, LONG_AGO)
    site.failing["/failing/service/board/park?po=1"] = 500
    channels["short"].fill(13, LONG_AGO)
    channels["endless"].fill(13, LONG_AGO)
    channels["endless"].has_end = False
    channels["notices"].fill(24, LONG_AGO)
    for name in ("edited", "deleted-404", "deleted-410", "deleted-page", "lost-404", "lost-500"):
        channels[name].add(1, LONG_AGO)
        channels[name].add(2, NOW - 5 * MINUTE, "가람톡이 안 됩니다. 저만 그런가요?")
    for name in ("day-board", "day-feed"):
        channels[name].fill(3, YESTERDAY)
        channels[name].add(4, LONG_AGO)
    for name in ("never", "summary"):
        channels[name].fill(4, LONG_AGO)
        channels[name].items[2].status = 404
    channels["never"].items[3].page = DELETED
    channels["all-gone"].fill(9, NOW - 5 * MINUTE, MINUTE)


def change(site: BoardSite, path: Path) -> None:
    """Go on to what the second crawl finds."""
    channels = site.channels
    channels["back"].fill(3, LONG_AGO + timedelta(hours=1), MINUTE)
    for name in ("gap", "absent"):
        channels[name].fill(65, LONG_AGO, 10 * MINUTE)
    forget = "UPDATE sources SET last_success_at = ? WHERE id = 'absent'"
    execute(path, forget, str(DAYS_AGO.replace(tzinfo=None)))
    channels["edited"].items[2].text = "가람톡이 안 됩니다. 지금은 됩니다."
    read_at = str((NOW - timedelta(hours=29)).replace(tzinfo=None))
    for name in ("day-board", "day-feed"):
        channels[name].items[2].text = "바로잡습니다. 가람톡이 아니라 두레톡입니다."
        before = (
            "UPDATE documents SET fetched_at = ? WHERE source = ? AND external_id NOT LIKE '%4'"
        )
        execute(path, before, read_at, name)
    for name, status in [
        ("deleted-404", 404),
        ("deleted-410", 410),
        ("lost-404", 404),
        ("lost-500", 500),
    ]:
        channels[name].items[2].status = status
    channels["deleted-page"].items[2].page = DELETED
    for item in channels["all-gone"].items.values():
        item.status = 404


def restore(site: BoardSite) -> None:
    """Go on to what the third crawl finds: deleted posts are back."""
    for name in ("deleted-404", "deleted-410", "deleted-page"):
        site.channels[name].items[2].status, site.channels[name].items[2].page = 200, ""


def crawl_once(site: BoardSite, path: Path) -> Round:
    site.asked.clear()
    sources = [site.source(name) for name in site.channels]
    outcomes = crawl(sources, f"sqlite:///{path}", allow_loopback=True, extra_settings=FAST)
    gone = execute(path, "SELECT source, external_id FROM documents WHERE gone_at IS NOT NULL")
    return Round(
        outcomes={outcome.source: outcome for outcome in outcomes},
        lists={name: site.lists_asked(name) for name in site.channels},
        pages={name: site.pages_asked(name) for name in site.channels},
        documents=stored(path),
        gone={(source, int(number.rpartition("/")[2])) for source, number in gone},
    )


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Round, Round, Round]:
    path = tmp_path_factory.mktemp("lists") / "먹통.db"
    with changing_site() as site:
        fill(site)
        first = crawl_once(site, path)
        change(site, path)
        second = crawl_once(site, path)
        restore(site)
        return first, second, crawl_once(site, path)


Rounds = tuple[Round, Round, Round]


def summary(outcome: CrawlOutcome) -> tuple[str, int, int, tuple[str, ...]]:
    return outcome.state, outcome.new, outcome.failed, outcome.errors


def test_a_crawl_reads_back_to_what_is_known_and_one_page_more(rounds: Rounds) -> None:
    first, second, third = rounds
    assert summary(first.outcomes["back"]) == ("ok", 50, 0, ())
    assert len(first.lists["back"]) == PAGES
    assert summary(second.outcomes["back"]) == ("ok", 3, 0, ())
    assert [page[-4:] for page in second.lists["back"]] == ["po=0", "po=1"]
    assert summary(third.outcomes["back"]) == ("ok", 0, 0, ())
    assert [page[-4:] for page in third.lists["back"]] == ["po=0"]
    assert third.ids("back") == set(range(21, 74))


def test_the_oldest_post_is_fetched_first(rounds: Rounds) -> None:
    assert rounds[0].pages["back"] == list(range(21, 71))
    assert rounds[1].pages["back"] == [71, 72, 73]


def test_a_gap_longer_than_the_bound_is_told(rounds: Rounds) -> None:
    problem = "목록을 5쪽까지 읽었고 그 앞은 비었을 수 있습니다"
    assert summary(rounds[1].outcomes["gap"]) == ("ok", 50, 0, (problem,))


def test_after_a_long_time_a_crawl_reads_further_back_past_a_pinned_post(rounds: Rounds) -> None:
    assert summary(rounds[1].outcomes["absent"]) == ("ok", 65, 0, ())
    assert rounds[1].ids("absent") == set(range(1, 71))


def test_a_further_page_that_fails_costs_nothing_of_the_first(rounds: Rounds) -> None:
    state, new, failed, errors = summary(rounds[0].outcomes["failing"])
    assert (state, new, failed) == ("ok", 10, 0)
    assert any("HTTP 500" in error for error in errors)
    assert rounds[0].ids("failing") == set(range(16, 26))


def test_a_short_list_ends_without_a_failure(rounds: Rounds) -> None:
    assert summary(rounds[0].outcomes["short"]) == ("ok", 13, 0, ())
    assert summary(rounds[0].outcomes["endless"])[:3] == ("ok", 13, 0)


def test_notices_are_read_over_pages_too(rounds: Rounds) -> None:
    assert summary(rounds[0].outcomes["notices"]) == ("ok", 24, 0, ())


def test_a_young_post_is_read_again_and_an_edit_is_a_new_version(rounds: Rounds) -> None:
    _, second, third = rounds
    assert second.pages["edited"] == [2]
    assert summary(second.outcomes["edited"]) == ("ok", 0, 0, ())
    texts = third.texts("edited", 2)
    assert [text.endswith("지금은 됩니다.") for text in texts] == [False, True]


@pytest.mark.parametrize("name", ["day-board", "day-feed"])
def test_a_document_is_read_once_more_after_a_day(rounds: Rounds, name: str) -> None:
    _, second, third = rounds
    assert summary(second.outcomes[name]) == ("ok", 0, 0, ())
    assert sorted(second.pages[name]) == [1, 2, 3]
    assert [len(second.texts(name, number)) for number in (1, 2, 3, 4)] == [1, 2, 1, 1]
    assert third.pages[name] == []


@pytest.mark.parametrize("name", ["deleted-404", "deleted-410", "deleted-page"])
def test_a_deleted_post_is_marked_and_kept_until_it_comes_back(rounds: Rounds, name: str) -> None:
    _, second, third = rounds
    assert summary(second.outcomes[name]) == ("ok", 0, 0, ())
    assert {number for one, number in second.gone if one == name} == {2}
    assert summary(third.outcomes[name]) == ("ok", 0, 0, ())
    assert {number for one, number in third.gone if one == name} == set()
    assert len(third.texts(name, 2)) == 1


def test_a_post_that_was_deleted_before_it_was_read_is_no_failure(rounds: Rounds) -> None:
    state, new, failed, errors = summary(rounds[0].outcomes["never"])
    assert (state, new, failed, len(errors)) == ("ok", 2, 0, 2)
    assert rounds[0].ids("never") == {1, 4}


def test_a_site_that_says_so_of_all_its_pages_has_deleted_none(rounds: Rounds) -> None:
    outcome = rounds[1].outcomes["all-gone"]
    assert (outcome.state, outcome.failed) == ("broken", 9)
    assert not {number for one, number in rounds[1].gone if one == "all-gone"}
    assert rounds[1].ids("all-gone") == set(range(1, 10))


@pytest.mark.parametrize(("name", "failed"), [("lost-404", 0), ("lost-500", 1)])
def test_an_article_keeps_its_text_when_its_page_cannot_be_read_again(
    rounds: Rounds, name: str, failed: int
) -> None:
    first, second, _ = rounds
    assert second.outcomes[name].failed == failed
    assert ((name, 2) in second.gone) is not bool(failed)
    assert second.texts(name, 2) == first.texts(name, 2)


def test_an_article_that_was_never_there_is_what_its_feed_says(rounds: Rounds) -> None:
    state, new, failed, _ = summary(rounds[0].outcomes["summary"])
    assert (state, new, failed) == ("ok", 4, 0)
    assert rounds[0].texts("summary", 2) == ("summary 2호\n요약 2",)
