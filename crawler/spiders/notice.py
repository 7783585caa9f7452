"""Official notice boards: the list, then each notice."""

from __future__ import annotations

from crawler.list_spider import ListSpider


class NoticeSpider(ListSpider):
    """Reads notice boards: `scrapy crawl notice`."""

    name = "notice"
    reader = "notice"
