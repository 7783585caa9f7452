"""What was made of files before, kept as JSON: parsing TOML takes ten times as long as reading that."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from models.config import cache_folder

_FOLDER = "kept"


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
    files = list(files)
    place = cache_folder() / _FOLDER / f"{kind}.json"
    stamp = stamp_of(files)
    with suppress(OSError, ValueError):
        content = json.loads(place.read_text(encoding="utf-8"))
        if isinstance(content, dict) and content.get("stamp") == stamp:
            return content["made"]
    made = make()
    with suppress(OSError):
        _write(place, json.dumps({"stamp": stamp, "made": made}, ensure_ascii=False))
    return made


def _write(place: Path, text: str) -> None:
    """Write beside the place and move there, so that nobody reads half a file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_suffix(f".{os.getpid()}")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)
