"""Every page of the sample site, by its address."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

from crawler.sample.documents import SampleDocument, documents_of
from crawler.sample.page import Page
from crawler.sample.publishers import (
    BUSINESS,
    DAILY,
    NEW_BOARD,
    NEWSPAPERS,
    NOTICES,
    OLD_BOARD,
    TECH,
    WIRE,
    Publisher,
)
from crawler.sample.render_articles import article_path, render_article
from crawler.sample.render_boards import (
    render_row_list,
    render_row_view,
    render_table_list,
    render_table_view,
    row_view_path,
    split_pages,
    table_view_path,
)
from crawler.sample.render_feeds import Entry, entry_of, render_atom, render_naive_rss, render_rss
from crawler.sample.render_notices import notice_path, render_notice, render_notice_list

# A demo crawls about 400 pages, all from one host: at 0.02 s between two requests the waiting adds
# up to 8 s, which keeps it under 15 s and still shows that the delay is read and kept.
CRAWL_DELAY = 0.02

#: Linked from every article and from a feed, and barred by robots.txt.
BARRED_PATH = "/members/premium-1"
#: In a feed, but gone.
MISSING_PATH = "/sb/article/999999"

_ROBOTS = f"User-agent: *\nDisallow: /members/\nCrawl-delay: {CRAWL_DELAY}\n"
# Only these keys of a query choose a page; the rest (od, category, divpage …) is decoration.
_CHOOSING = {"page", "po", "no"}
_RELATED = 4
_LONG_AGO = datetime(2018, 11, 10, 0, 30, tzinfo=UTC)
_BARRED = SampleDocument(
    id="pt-1",
    site=WIRE.key,
    kind=WIRE.kind,
    published=_LONG_AGO,
    title="[회원 전용] 주간 산업 전망",
    text="회원에게만 보이는 글입니다. 이 글이 수집되었다면 robots.txt를 어긴 것입니다.",
    topic="plain/barred",
)


def address(target: str) -> str:
    """Return the one name of a page that may be asked for with different queries."""
    parts = urlsplit(target)
    chosen = {key: value for key, value in parse_qsl(parts.query) if key in _CHOOSING}
    if "no" in chosen:
        chosen = {"no": chosen["no"]}  # a board's view page carries the list's page number too
    query = "&".join(f"{key}={value}" for key, value in sorted(chosen.items()))
    return f"{parts.path}?{query}" if query else parts.path


def build_pages(base_url: str) -> dict[str, Page]:
    """Return every page of the site by its address; base_url goes into feeds and meta."""
    pages = {"/robots.txt": Page(_ROBOTS.encode(), "text/plain; charset=utf-8")}
    for publisher in NEWSPAPERS:
        pages.update(_newspaper(publisher, base_url))
    pages |= _old_board() | _new_board() | _notice_board()
    # Barred pages do exist: a crawler that ignores robots.txt gets an article, and is found out.
    barred = render_article(_BARRED, WIRE, base_url, [])
    pages[BARRED_PATH] = pages["/members/print.html"] = barred
    return {address(target): page for target, page in pages.items()}


def feed_path(publisher: Publisher) -> str:
    """Return where a newspaper's feed stands."""
    return f"/{publisher.key}/{'atom' if publisher is TECH else 'rss'}.xml"


def _newspaper(publisher: Publisher, base_url: str) -> dict[str, Page]:
    articles = documents_of(publisher.key)
    pages = {feed_path(publisher): _feed(publisher, articles, base_url)}
    for position, article in enumerate(articles):
        others = (articles[position + 1 :] + articles)[:_RELATED]
        pages[article_path(article)] = render_article(article, publisher, base_url, others)
    return pages


def _feed(publisher: Publisher, articles: list[SampleDocument], base_url: str) -> Page:
    entries = [entry_of(article, base_url) for article in articles]
    if publisher is WIRE:
        entries.append(Entry(_BARRED.title, base_url + BARRED_PATH, _LONG_AGO, _BARRED.title))
    if publisher is BUSINESS:
        entries.append(Entry("주간 행사 알림", base_url + MISSING_PATH, _LONG_AGO, "행사 알림"))
    render = {DAILY: render_naive_rss, TECH: render_atom}.get(publisher, render_rss)
    return render(publisher, entries, base_url)


def _old_board() -> dict[str, Page]:
    posts = documents_of(OLD_BOARD.key)
    pages = {table_view_path(post): render_table_view(post) for post in posts}
    lists = split_pages(posts)
    for number, rows in enumerate(lists, start=1):
        page = render_table_list(rows, number, len(lists))
        pages[f"/dm/zboard/zboard.php?page={number}"] = page
    return pages | {"/dm/zboard/zboard.php": pages["/dm/zboard/zboard.php?page=1"]}


def _new_board() -> dict[str, Page]:
    posts = documents_of(NEW_BOARD.key)
    pages = {row_view_path(post): render_row_view(post) for post in posts}
    # A view page is linked with the number of its list page; the path alone says which post.
    lists = split_pages(posts)
    for number, rows in enumerate(lists):
        for post in rows:
            pages[f"{row_view_path(post)}?po={number}"] = pages[row_view_path(post)]
        pages[f"/yu/service/board/park?po={number}"] = render_row_list(rows, number, len(lists))
    return pages | {"/yu/service/board/park": pages["/yu/service/board/park?po=0"]}


def _notice_board() -> dict[str, Page]:
    notices = documents_of(NOTICES.key)
    pages = {notice_path(notice): render_notice(notice) for notice in notices}
    lists = split_pages(notices)
    for number, rows in enumerate(lists, start=1):
        page = render_notice_list(rows, number, len(lists))
        pages[f"/al/notice?page={number}"] = page
    return pages | {"/al/notice": pages["/al/notice?page=1"]}
