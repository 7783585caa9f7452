"""What was made of files before, kept as JSON: parsing TOML takes ten times as long as reading that."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from models.config import cache_folder

_FOLDER = "kept"
#: So many entries are kept of what is made one by one.
_MOST = 2_000


def stamp_of(files: Iterable[Path]) -> str:
    """Return what changes when one of these files does: their paths, sizes and times."""
    mixed = hashlib.sha256()
    for file in files:
        state = file.stat()
        mixed.update(f"{file}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return mixed.hexdigest()[:16]


def kept(kind: str, files: Iterable[Path], make: Callable[[], Any]) -> Any:
    """Return what was made of these files before, else make it now and keep it if that can be.

    Only what is plain JSON may be made. A cache that is broken or of other files is made anew.
    """
    stamp = stamp_of(files)
    found = _read(kind, stamp)
    if found is None:
        found = make()
        _keep(kind, stamp, found)
    return found


def kept_entries(kind: str, files: Iterable[Path]) -> dict[str, Any]:
    """Return what was made one by one by means of these files, by key."""
    found = _read(kind, stamp_of(files))
    return found if isinstance(found, dict) else {}


def keep_entries(kind: str, files: Iterable[Path], entries: Mapping[str, Any]) -> None:
    """Keep what was made one by one by means of these files; of very many, the newest."""
    newest = list(entries.items())[-_MOST:]
    _keep(kind, stamp_of(files), dict(newest))


def _read(kind: str, stamp: str) -> Any:
    """Return what is kept of a kind, or None where nothing is or it is of other files."""
    with suppress(OSError, ValueError):
        content = json.loads(_place(kind).read_text(encoding="utf-8"))
        if isinstance(content, dict) and content.get("stamp") == stamp:
            return content.get("made")
    return None


def _keep(kind: str, stamp: str, made: Any) -> None:
    text = json.dumps({"stamp": stamp, "made": made}, ensure_ascii=False)
    with suppress(OSError, UnicodeEncodeError):
        _write(_place(kind), text)


def _place(kind: str) -> Path:
    return cache_folder() / _FOLDER / f"{kind}.json"


def _write(place: Path, text: str) -> None:
    """Write beside the place and move there, so that nobody reads half a file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_suffix(f".{os.getpid()}")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)
