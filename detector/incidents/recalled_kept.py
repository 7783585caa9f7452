"""What articles look back on, read once: the patterns for it take longer to load than all else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from detector.gazetteer import FOLDER
from detector.gazetteer.own import own_files
from detector.incidents.recalled import Recalled
from models.kept import keep_entries, kept_entries
from models.records import Document, Evidence

_KIND = "recalled"
_PACKAGE = Path(__file__).parents[1]


def recalled_in(documents: Iterable[Document]) -> list[list[Recalled]]:
    """Return the earlier outages that each document looks back on, in the documents' order."""
    files = _read_by()
    known: dict[str, Any] = dict(kept_entries(_KIND, files))
    found, new = [], {}
    for document in documents:
        key = _key(document)
        if key not in known:
            known[key] = new[key] = _read(document)
        found.append([_recalled(fields) for fields in known[key]])
    if new:
        keep_entries(_KIND, files, known)
    return found


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
