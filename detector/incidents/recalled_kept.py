"""What articles look back on, read once: the patterns for it take longer to load than all else."""

from __future__ import annotations

import atexit
import hashlib
import threading
import time
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from detector.gazetteer import FOLDER
from detector.gazetteer.own import own_files
from detector.incidents.recalled import Recalled
from models.kept import keep_entries, kept_entries
from models.records import Document, Evidence

_KIND = "recalled"
_PACKAGE = Path(__file__).parents[1]
#: A server meets new articles all the time; keeping them takes as long as a page.
_SECONDS = 30.0
#: So many articles a process remembers, the newest read.
_MOST = 20_000


class Shelf:
    """What this process knows of articles: loaded once, and kept for the next one."""

    def __init__(self) -> None:
        self._files = _read_by()
        self._known = kept_entries(_KIND, self._files)
        self._lock = threading.Lock()
        self._kept_at: float | None = None
        self._has_more = False
        atexit.register(self.keep)

    def find(self, document: Document) -> list[dict[str, Any]]:
        """Return what an article looks back on, read now where it was not before."""
        key = _key(document)
        with self._lock:
            found: list[dict[str, Any]] | None = self._known.get(key)
        if found is None:
            found = _read(document)
            with self._lock:
                self._known[key], self._has_more = found, True
                if len(self._known) > _MOST:
                    del self._known[next(iter(self._known))]
        return found

    def keep_sometimes(self) -> None:
        """Keep what is new, unless that was done a moment ago: the next time will do."""
        if self._kept_at is None or time.monotonic() - self._kept_at > _SECONDS:
            self.keep()

    def keep(self) -> None:
        """Keep what is new for the next process."""
        with self._lock:
            if self._has_more:
                keep_entries(_KIND, self._files, self._known)
                self._has_more, self._kept_at = False, time.monotonic()


def recalled_in(documents: Iterable[Document]) -> list[list[Recalled]]:
    """Return the earlier outages that each document looks back on, in the documents' order."""
    known = shelf()
    found = [[_recalled(fields) for fields in known.find(document)] for document in documents]
    known.keep_sometimes()
    return found


@cache
def shelf() -> Shelf:
    """Return the shelf of this process; the names and the code that it rests on are loaded, too."""
    return Shelf()


def _read(document: Document) -> list[dict[str, Any]]:
    from detector.incidents.looking_back import recalled_outages

    return [_fields(one) for one in recalled_outages(document.text, document.published_at)]


def _read_by() -> list[Path]:
    """Return the files that a reading depends on: the names, and the code of facts."""
    code = (*(_PACKAGE / "facts").glob("*.py"), *(_PACKAGE / "incidents").glob("*back*.py"))
    return [*sorted(FOLDER.glob("*.toml")), *sorted(code), *own_files()]


def _key(document: Document) -> str:
    told = f"{document.published_at.isoformat()}\0{document.text}"
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:32]


def _fields(one: Recalled) -> dict[str, Any]:
    return {
        "days": [one.first_day.isoformat(), one.last_day.isoformat()],
        "names": sorted(one.names),
        "quote": [one.evidence.start, one.evidence.end, one.evidence.text],
    }


def _recalled(fields: Mapping[str, Any]) -> Recalled:
    first, last = map(date.fromisoformat, fields["days"])
    return Recalled(first, last, frozenset(fields["names"]), Evidence(*fields["quote"]))
