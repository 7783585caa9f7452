"""Refuses documents that could not be used, and brings the others into one form."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.exceptions import DropItem

from crawler.dates import AHEAD
from models.problems import Problem, at
from models.records import Document
from models.text import normalize

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

LONGEST_ID = 1_000  # what the database's column takes


class ValidatePipeline:
    """Drops a document with a defect, and tells the ledger which."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ValidatePipeline:
        """Build it for a crawl."""
        return cls(crawler)

    def process_item(self, item: Document) -> Document:
        """Return the document in its stored form; raise DropItem for a defect."""
        document = tidy(item)
        if problem := find_defect(document):
            ledger = getattr(self.crawler.spider, "ledger", None)
            if ledger is not None:
                ledger.fail(document.source, at(document.url, problem))
            raise DropItem(problem)
        return document


def tidy(document: Document) -> Document:
    """Return the document with normalized text and an id that fits its column."""
    number = document.external_id
    if len(number) > LONGEST_ID:
        number = hashlib.sha256(number.encode()).hexdigest()
    return replace(
        document,
        external_id=number,
        title=normalize(document.title).replace("\n", " ").strip(),
        body=normalize(document.body).strip(),
    )


def find_defect(document: Document) -> str | None:
    """Return why a document cannot be stored; None for a sound one."""
    if not document.title and not document.body:
        return Problem("problem.parse.no_text")
    if not document.external_id:
        return Problem("problem.parse.no_id")
    parts = urlsplit(document.url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return Problem("problem.parse.not_http")
    if document.published_at.tzinfo is None or document.fetched_at.tzinfo is None:
        return Problem("problem.parse.no_zone")
    if document.published_at > document.fetched_at + AHEAD:
        return Problem("problem.parse.future")
    return None
