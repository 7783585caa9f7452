"""The sample site's feeds and boards, described as the catalogue describes sources."""

from __future__ import annotations

from typing import Any

from crawler.sample.documents import documents_of
from crawler.sample.pages import feed_path
from crawler.sample.publishers import NEW_BOARD, NEWSPAPERS, NOTICES, OLD_BOARD, Publisher
from crawler.sample.render_boards import split_pages


def sample_sources(base_url: str) -> list[dict[str, Any]]:
    """Return one plain dict a source, in the catalogue's fields, for a site at base_url."""
    feeds = [
        _source(publisher, "feed", "article", [base_url + feed_path(publisher)])
        for publisher in NEWSPAPERS
    ]
    old = [f"{base_url}/dm/zboard/zboard.php?id=freeboard&page={n}" for n in _numbers(OLD_BOARD, 1)]
    new = [
        f"{base_url}/yu/service/board/park?od=T31&category=0&po={n}" for n in _numbers(NEW_BOARD, 0)
    ]
    notices = [f"{base_url}/al/notice?page={n}" for n in _numbers(NOTICES, 1)]
    return [
        *feeds,
        _source(OLD_BOARD, "board", "ppomppu", old),
        _source(NEW_BOARD, "board", "clien", new),
        _source(NOTICES, "notice", "notice", notices),
    ]


def _numbers(publisher: Publisher, first: int) -> range:
    return range(first, first + len(split_pages(documents_of(publisher.key))))


def _source(publisher: Publisher, reader: str, parser: str, urls: list[str]) -> dict[str, Any]:
    return {
        "id": f"sample-{publisher.key}",
        "name": publisher.name,
        "name_en": publisher.name_en,
        "kind": publisher.kind.value,
        "reader": reader,
        "urls": urls,
        "parser": parser,
        "encoding": publisher.encoding,
        "interval_minutes": 60,
        # All of a source's documents come in the demo's one crawl: under half is broken, not quiet.
        "least_documents_a_day": len(documents_of(publisher.key)) // 2,
        "robots": "allows all but /members/",
        "enabled": True,
        "evidence": "shipped with the project: crawler/sample",
    }
