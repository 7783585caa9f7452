"""Community boards and portals' lists: the list pages, then each post."""

from __future__ import annotations

from crawler.list_spider import ListSpider


class BoardSpider(ListSpider):
    """Reads boards: `scrapy crawl board -a source=ppomppu-freeboard`."""

    name = "board"
    reader = "board"
