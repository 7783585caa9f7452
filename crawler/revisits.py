"""By what lists are asked again: "only if it changed", and when that may be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.database import Database
from models.fetches import (
    Validators,
    find_validators,
    store_validators,
    usable_validators,
)
from models.sources import resting_sources

if TYPE_CHECKING:
    from scrapy.http import Response

# A server that says "not changed" for ever would hide all news: so often it is asked in full.
IN_FULL_EVERY = timedelta(hours=24)


class Revisits:
    """The validators of every source's lists, and whether all that the lists named was read.

    New ones are kept only for a source of which nothing failed and no request is left without an
    answer (filtered as a duplicate, cut off by the crawl's end): else the list would answer "not
    changed" next time, and what was missed would never be fetched.
    """

    def __init__(self, sources: Iterable[str]) -> None:
        self._unanswered: Counter[str] = Counter(dict.fromkeys(sources, 0))
        self._stored: dict[tuple[str, str], Validators] = {}
        # Of each list that was asked: the validators it gave, None where it gave none.
        self._answers: dict[str, dict[str, Validators | None]] = {s: {} for s in self._unanswered}
        self._kept: set[tuple[str, str]] = set()  # lists that answered "not changed"
        self._spoilt: set[str] = set()

    def look_back(self, database: Database, now: datetime) -> dict[str, datetime]:
        """Read the validators that may be used now; return the sources that rest, until when.

        Raises StorageError.
        """
        sources = list(self._unanswered)
        with database.reading() as session:
            self._stored = find_validators(session, sources, now - IN_FULL_EVERY)
            return resting_sources(session, sources, now)

    def conditions(self, source: str, url: str) -> dict[str, str]:
        """Return the headers that ask for a list only if it changed (RFC 9110, section 13.1)."""
        found = self._stored.get((source, url), Validators())
        headers = {"If-None-Match": found.etag, "If-Modified-Since": found.last_modified}
        return {name: value for name, value in headers.items() if value}

    def ask(self, source: str, list_url: str | None) -> None:
        """Count a request that is to be sent, with its URL where it is for a list."""
        self._unanswered[source] += 1
        if list_url is not None:
            self._answers[source].setdefault(list_url, None)

    def answer(self, source: str) -> None:
        """Count a request whose answer, or failure, has been dealt with to its end."""
        self._unanswered[source] -= 1

    def keep(self, source: str, url: str) -> bool:
        """Note that a list answered "not changed"; tell whether it was asked if it had."""
        self._kept.add((source, url))
        return bool(self.conditions(source, url))

    def spoil(self, source: str) -> None:
        """Note that something the source's lists named could not be read."""
        self._spoilt.add(source)

    def note(self, source: str, url: str, response: Response) -> None:
        """Keep in mind by what a list that was read without error can be asked again."""
        etag, modified = (
            (response.headers.get(name) or b"").decode("latin-1")
            for name in ("ETag", "Last-Modified")
        )
        if response.status == 200:
            self._answers[source][url] = usable_validators(etag, modified)

    def changes(self, whole: Collection[str]) -> dict[str, dict[str, Validators | None]]:
        """Return what is to be stored: new validators of whole sources; the others' go."""
        changes = {}
        for source, answers in self._answers.items():
            is_whole = source in whole and source not in self._spoilt
            if is_whole and not self._unanswered[source]:
                changes[source] = {
                    url: found for url, found in answers.items() if (source, url) not in self._kept
                }
            else:
                changes[source] = dict.fromkeys(answers)
        return changes

    def store(self, database: Database, whole: Collection[str], now: datetime) -> None:
        """Store by what the lists of the sources that are whole can be asked again.

        Raises StorageError.
        """
        with database.writing() as session:
            for source, answers in self.changes(whole).items():
                store_validators(session, source, answers, now)
