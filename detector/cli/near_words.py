"""A hint at the words somebody may have meant, for the end of an error."""

from __future__ import annotations

from collections.abc import Iterable

from detector.cli.spoken import tell


def perhaps(given: str, known: Iterable[str]) -> str:
    """Return ". Did you mean …?" where known words are much like the one given, else ""."""
    from detector.korean.alike import alike

    near = alike(given, known)
    return f". {tell('cli.help.perhaps', near=', '.join(near))}" if near else ""
