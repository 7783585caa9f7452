"""The parsers against saved real pages, where those stand beside the project."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.dates import read_date
from crawler.encoding import decode
from crawler.parsers.article import parse_article
from crawler.parsers.feed import parse_feed
from crawler.parsers.html import parse_html
from crawler.parsers.link_rows import find_linked_rows
from crawler.parsers.page import PageKind, read_page
from crawler.parsers.registry import BOARDS

PAGES = Path(__file__).parents[3] / "shared" / "pages"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="no saved real pages here")

EXPECTED = [
    ("hankookilbo_2025-05-15", "hankookilbo", "V1"),
    ("hankookilbo_2026-01-29", "hankookilbo", "V2"),
    ("mk_mbn_2025-06-03", "mk_mbn", "V1"),
]
LISTS = {
    "clien_list_2016": 40, "dcinside_minor_list": 50, "fmkorea_list_hotdeal": 20,
    "ppomppu_list_b": 21, "ruliweb_list_a": 28,
}  # fmt: skip


def text_of(path: str) -> str:
    return decode((PAGES / path).read_bytes()).text


def token_f1(found: str, expected: str) -> float:
    one, other = (Counter(re.findall(r"\w+", text)) for text in (found, expected))
    return 2 * (one & other).total() / (one.total() + other.total())


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("page", "outlet", "version"), EXPECTED)
def test_an_article_is_read_as_expected(page: str, outlet: str, version: str) -> None:
    expected: dict[str, Any] = json.loads((PAGES / f"news/{outlet}_expected.json").read_text())[
        version
    ]
    body = [line for s in expected["body"]["sections"] for line in s["headline"] + s["paragraphs"]]
    found = parse_article(text_of(f"news/{page}.html"), "https://example.com/a", NOW)
    assert found.title == one_line(expected["title"])
    assert found.published_at == read_date(expected["publishing_date"], NOW)
    assert token_f1(found.body, "\n".join(body)) >= 0.97


def test_the_old_donga_article_is_read_as_expected() -> None:
    expected = json.loads((PAGES / "news/donga_ceo_2010s_expected.json").read_text())["expected"]
    found = parse_article(text_of("news/donga_ceo_2010s.html"), "https://example.com/a", NOW)
    assert token_f1(found.body, expected["cleaned_text"]) >= 0.97


@pytest.mark.parametrize("url", ["", "https://example.com/list"])
@pytest.mark.parametrize(("page", "rows"), LISTS.items())
def test_a_list_gives_every_post_and_nothing_else(page: str, rows: int, url: str) -> None:
    found = read_page(text_of(f"community/{page}.html"), url, NOW)
    assert (found.kind, len(found.rows)) == (PageKind.LIST, rows)
    assert all(row.posted_at for row in found.rows)


@pytest.mark.parametrize("page", LISTS)
def test_the_links_of_a_list_tell_as_much_as_its_layout(page: str) -> None:
    board, html = BOARDS[page.split("_")[0]], parse_html(text_of(f"community/{page}.html"), "")
    rows = board.rows_in(html, board.home, NOW)
    linked = find_linked_rows(html, board.home, NOW, board.address, board.domain)
    assert {(row.id, row.title, row.posted_at) for row in linked} >= {
        (row.id, row.title, row.posted_at) for row in rows
    }


@pytest.mark.parametrize(
    ("page", "length"),
    [
        ("dcinside_minor_view", 28),
        ("fmkorea_view_a", 24),
        ("ppomppu_mobile_view_2023-09", 92),
    ],
)
def test_a_post_gives_its_text_and_time(page: str, length: int) -> None:
    found = read_page(text_of(f"community/{page}.html"), "", NOW)
    assert (found.kind, found.post is not None) == (PageKind.POST, True)
    assert found.post is not None
    assert (len(found.post.body), found.post.posted_at is None) == (length, False)
    assert found.post.id in found.post.url


@pytest.mark.parametrize(
    "path", sorted((PAGES / "news").glob("*.html")) if PAGES.is_dir() else [], ids=lambda p: p.stem
)
def test_a_news_page_saved_without_its_address_is_no_boards(path: Path) -> None:
    found = read_page(decode(path.read_bytes()).text, "", NOW)
    assert found.kind in {PageKind.ARTICLE, PageKind.LIST}
    assert found.parser not in BOARDS


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("naver_section_2026", 45),
        ("naver_section_politics_b", 20),
        ("naver_search_news_2026-05", 10),
    ],
)
def test_a_portals_list_gives_every_article(page: str, rows: int) -> None:
    found = read_page(text_of(f"news/{page}.html"), "https://example.com/list", NOW)
    assert (found.kind, len(found.rows)) == (PageKind.LIST, rows)


def test_walls_and_only_walls_are_taken_for_walls() -> None:
    walls = {
        path.stem
        for path in PAGES.rglob("*.html")
        if read_page(decode(path.read_bytes()).text, "https://example.com/", NOW).kind
        is PageKind.WALL
    }
    assert walls == {"fmkorea_security_wall_js", "fmkorea_security_wall_mojibake"}


@pytest.mark.parametrize(
    "path", sorted((PAGES / "feeds").glob("*.xml")) if PAGES.is_dir() else [], ids=lambda p: p.stem
)
def test_every_feed_gives_all_its_entries_without_mojibake(path: Path) -> None:
    decoded = decode(path.read_bytes())
    written = len(re.findall(r"<(?:item|entry)[ >]", decoded.text))
    found = parse_feed(decoded.text, "https://example.com/f", NOW, may_be_empty=True)
    assert len(found) == written
    assert not any("\ufffd" in entry.title + entry.body for entry in found)
    assert decoded.replaced == 0
