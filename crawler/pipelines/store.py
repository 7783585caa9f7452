"""Writes documents and each source's outcome into the database, off the reactor's thread."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crawler.ledger import Ledger
from crawler.outcome_file import append_outcomes
from models import clock
from models.database import Database, open_database
from models.documents import store_documents
from models.errors import StorageError
from models.records import CrawlOutcome, Document
from models.sources import record_crawl

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

# A transaction a document would be slow; a crawl that dies loses no more than this many.
BATCH = 50
logger = logging.getLogger(__name__)


class StorePipeline:
    """Gathers documents into batches and stores them."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.database: Database | None = None
        self.batch: list[Document] = []
        self.turn = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """Build it for a crawl; MEOKTONG_DB names the database."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Open the database."""
        self.database = await asyncio.to_thread(open_database, self.crawler.settings["MEOKTONG_DB"])

    async def process_item(self, item: Document) -> Document:
        """Take a document; store the batch when it is full."""
        self.batch.append(item)
        if len(self.batch) >= BATCH:
            await self._flush()
        return item

    async def close_spider(self) -> None:
        """Store the rest, then what became of each source."""
        if self.database is None:
            return
        await self._flush()
        outcomes = self._ledger().outcomes(clock.now())
        await asyncio.to_thread(_record, self.database, outcomes)
        if path := self.crawler.settings.get("MEOKTONG_OUTCOMES"):
            append_outcomes(path, outcomes)
        self.database.close()

    def _ledger(self) -> Ledger:
        ledger: Ledger = self.crawler.spider.ledger  # type: ignore[union-attr]
        return ledger

    async def _flush(self) -> None:
        async with self.turn:
            batch, self.batch = self.batch, []
            by_source: dict[str, list[Document]] = defaultdict(list)
            for document in batch:
                by_source[document.source].append(document)
            for source, documents in by_source.items():
                await self._store(source, documents)

    async def _store(self, source: str, documents: Sequence[Document]) -> None:
        assert self.database is not None
        try:
            counts = await asyncio.to_thread(store_documents, self.database, documents)
        except StorageError as error:
            logger.error("%s", error)
            self._ledger().fail(source, str(error))
            return
        self._ledger().see(source, len(documents))
        self._ledger().store(source, counts.new)


def _record(database: Database, outcomes: Sequence[CrawlOutcome]) -> None:
    for outcome in outcomes:
        try:
            record_crawl(database, outcome)
        except StorageError as error:  # the outcome still reaches whoever started the crawl
            logger.error("%s", error)
