"""Which files are saved pages."""

from __future__ import annotations

import re
from pathlib import Path

SUFFIXES = frozenset({".html", ".htm", ".mht", ".mhtml"})
_HEADERS = re.compile(rb"^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,30}", re.ASCII)


def find_pages(folder: Path) -> list[Path]:
    """Return the saved pages in a folder and those below it, in the order of their names."""
    return sorted(
        file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file()
    )


def looks_like_mht(head: bytes) -> bool:
    """Tell whether a file that begins so is a page saved as one file (MHTML)."""
    found = _HEADERS.match(head.replace(b"\r\n", b"\n"))
    return found is not None and b"multipart/related" in found[0].lower()
