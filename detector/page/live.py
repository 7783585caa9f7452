"""Tells open pages that the record changed, by server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool

from detector.page.record import Record
from models.errors import StorageError

#: How often the record is looked at, and how often a silent line says that it still is there.
LOOK_SECONDS, BEAT_SECONDS = 3.0, 15.0
#: More open pages than this are told to ask again later.
MOST = 500


class Live:
    """One look at the record for all who listen."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._listeners: set[asyncio.Queue[str]] = set()
        self._looking: asyncio.Task[None] | None = None
        self._version = ""

    @property
    def is_full(self) -> bool:
        """Whether nobody else can listen."""
        return len(self._listeners) >= MOST

    async def events(self) -> AsyncIterator[str]:
        """Yield events for one listener until it goes."""
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=4)
        self._listeners.add(queue)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield "retry: 5000\n\n"
            while True:
                try:
                    version = await asyncio.wait_for(queue.get(), BEAT_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                else:
                    yield f"event: changed\ndata: {json.dumps({'version': version})}\n\n"
        finally:
            self._listeners.discard(queue)

    async def _look(self) -> None:
        """Look at the record while anybody listens, and tell of each change."""
        while self._listeners:
            version = await run_in_threadpool(self._seen)
            if version and self._version and version != self._version:
                for queue in self._listeners:
                    if not queue.full():
                        queue.put_nowait(version)
            self._version = version or self._version
            await asyncio.sleep(LOOK_SECONDS)
        self._version = ""

    def _seen(self) -> str:
        try:
            with self._record.reading() as session:
                return self._record.version(session)
        except StorageError:  # locked or full; the next look may find it well
            return ""
