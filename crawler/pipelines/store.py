"""Writes documents and each source's outcome into the database, off the reactor's thread."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.ledger import Ledger
from crawler.outcome_file import append_outcomes, write_own_problem
from models import clock
from models.database import Database, open_database
from models.documents import mark_gone, store_documents
from models.errors import StorageError, UnwritableError
from models.records import CrawlOutcome, Document
from models.sources import record_crawl

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

# A transaction a document would be slow; a crawl that dies loses no more than this many, and
# nothing that it held longer than this.
BATCH = 50
BATCH_SECONDS = 3.0
logger = logging.getLogger(__name__)


class StorePipeline:
    """Gathers documents into batches and stores them."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.database: Database | None = None
        self.batch: list[Document] = []
        self.turn = asyncio.Lock()
        self.timer: asyncio.Task[None] | None = None
        self.unwritable: StorageError | None = None  # our own trouble, and no source's
        self.lost: set[str] = set()  # sources some of whose documents it kept from being stored

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """Build it for a crawl; MEOKTONG_DB names the database."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Open the database."""
        self.database = await asyncio.to_thread(open_database, self.crawler.settings["MEOKTONG_DB"])

    async def process_item(self, item: Document) -> Document:
        """Take a document; store the batch when it is full or old."""
        self.batch.append(item)
        if len(self.batch) >= BATCH:
            await self._flush()
        elif self.timer is None or self.timer.done():
            self.timer = asyncio.create_task(self._flush_later())
        return item

    async def _flush_later(self) -> None:
        while self.batch:  # what came in during a flush waits for the next one
            await asyncio.sleep(BATCH_SECONDS)
            await self._flush()

    async def close_spider(self) -> None:
        """Store the rest, then what became of each source."""
        if self.database is None:
            return
        await self._flush()
        if self.timer:
            self.timer.cancel()  # after the flush, which waited for one that was under way
        await self._mark_gone()
        outcomes = self._outcomes()
        problem = await asyncio.to_thread(_record, self.database, outcomes)
        self.unwritable = self.unwritable or problem
        if path := self.crawler.settings.get("MEOKTONG_OUTCOMES"):
            append_outcomes(path, outcomes)
            if self.unwritable:
                write_own_problem(path, self.unwritable)
        self.database.close()

    def _outcomes(self) -> list[CrawlOutcome]:
        """Return what became of each source; of a crawl told to stop, only what went well."""
        late = set(self.crawler.settings.getlist("MEOKTONG_LATE"))
        was_stopped = not self.crawler.crawling
        return [
            replace(outcome, late=outcome.source in late)
            for outcome in self._ledger().outcomes(clock.now())
            if (outcome.state == "ok" or not was_stopped) and outcome.source not in self.lost
        ]

    def _ledger(self) -> Ledger:
        ledger: Ledger = self.crawler.spider.ledger  # type: ignore[union-attr]
        return ledger

    async def _flush(self) -> None:
        async with self.turn:
            batch, self.batch = self.batch, []
            if not await self._store(batch):  # one source's document may have been the reason
                for source in dict.fromkeys(document.source for document in batch):
                    await self._store([d for d in batch if d.source == source], source)

    async def _store(self, documents: Sequence[Document], source: str = "") -> bool:
        """Store the documents in one transaction; tell whether that went well."""
        assert self.database is not None
        try:
            counts = await asyncio.to_thread(store_documents, self.database, documents)
        except UnwritableError as error:
            self._lose({document.source for document in documents}, error)
            return True  # one by one they would fare no better
        except StorageError as error:
            logger.error("%s", error)
            if source:
                self._ledger().fail(source, error.said)
            return False
        for name, seen in Counter(document.source for document in documents).items():
            self._ledger().see(name, seen)
            self._ledger().store(name, counts.new_of.get(name, 0))
        return True

    def _lose(self, sources: Iterable[str], error: StorageError) -> None:
        """Note that documents could not be kept, by no fault of their sources.

        The lists that named them count as not read, so that the next crawl asks for them again.
        """
        logger.error("%s", error)
        self.unwritable = error
        for source in sources:
            self.lost.add(source)
            self._ledger().fail(source, str(error))

    async def _mark_gone(self) -> None:
        """Mark the documents whose pages this crawl found deleted."""
        assert self.database is not None
        now = clock.now()
        for source in self._ledger().runs:
            gone = self._ledger().gone(source)
            try:
                await asyncio.to_thread(mark_gone, self.database, source, gone, now)
            except UnwritableError as error:
                self._lose([source], error)
            except StorageError as error:
                logger.error("%s", error)
                self._ledger().fail(source, error.said)


def _record(database: Database, outcomes: Sequence[CrawlOutcome]) -> StorageError | None:
    """Keep the outcomes; return what kept them from being kept where that is our own trouble."""
    unwritable = None
    for outcome in outcomes:
        try:
            record_crawl(database, outcome)
        except StorageError as error:  # the outcome still reaches whoever started the crawl
            logger.error("%s", error)
            unwritable = error if isinstance(error, UnwritableError) else unwritable
    return unwritable
