"""What a spider asks the database: which documents it has, and which are to be read again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import scrapy
from scrapy.http import Request

from crawler.catalogue import Source
from crawler.known import DueDocument, Known, due_documents, known_documents, last_success
from crawler.ledger import Ledger
from models.database import open_database


class DatabaseSpider(scrapy.Spider):
    """Looks documents up, each time in a thread of its own and a transaction of its own."""

    ledger: Ledger
    stored: dict[str, set[str]]  # by source: ids that the database has, of those looked up

    async def due(self, source: Source, now: datetime) -> list[Request]:
        """Return requests for the pages that are to be read again, after all others."""
        found = await asyncio.to_thread(self._ask_database, due_documents, source.id, now) or []
        self.stored.setdefault(source.id, set()).update(one.external_id for one in found)
        requests = (self.reread(source, one) for one in found)
        return [request.replace(priority=-1_000) for request in requests if request]

    def reread(self, source: Source, due: DueDocument) -> Request | None:
        """Return the request for a stored document's page, None where it cannot be read again."""
        return None

    async def settled(self, source: Source, ids: Iterable[str], now: datetime) -> frozenset[str]:
        """Return the documents that need not be fetched again, and count them as met."""
        return (await self.known(source, ids, now)).settled

    async def known(self, source: Source, ids: Iterable[str], now: datetime) -> Known:
        """Return what the database has of the documents; count as met what is not fetched."""
        found = await asyncio.to_thread(
            self._ask_database, known_documents, source.id, list(ids), now
        )
        known: Known = found or Known()
        self.stored.setdefault(source.id, set()).update(known.stored)
        self.ledger.see(source.id, len(known.settled))
        return known

    def last_success(self, source: str) -> datetime | None:
        """Return when a crawl of the source last ended well."""
        moment: datetime | None = self._ask_database(last_success, source)
        return moment

    def _ask_database(self, question: Callable[..., Any], *arguments: Any) -> Any:
        """Return the database's answer; None where the crawl has none."""
        url = self.settings.get("MEOKTONG_DB")
        if not url:
            return None
        database = open_database(url)
        try:
            return question(database, *arguments)
        finally:
            database.close()
