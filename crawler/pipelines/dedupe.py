"""Lets each document through once in a crawl."""

from __future__ import annotations

from scrapy.exceptions import DropItem

from models.problems import Problem
from models.records import Document


class DedupePipeline:
    """Drops a document that this crawl has met before."""

    def __init__(self) -> None:
        self.met: set[tuple[str, str]] = set()

    def process_item(self, item: Document) -> Document:
        """Return the document, or raise DropItem for the second of its source and id."""
        key = (item.source, item.external_id)
        if key in self.met:
            raise DropItem(Problem("problem.crawl.met_before"))
        self.met.add(key)
        return item
