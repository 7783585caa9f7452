"""Help texts laid out by what a character takes on the screen: a Korean one takes two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import click

_FIRST_COLUMN = 24


def columns_of(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def wrap(text: str, width: int) -> Iterator[str]:
    """Yield the lines into which the text falls at its spaces."""
    line = ""
    for word in text.split():
        if line and columns_of(line) + 1 + columns_of(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


class KoreanFormatter(click.HelpFormatter):
    """Wraps paragraphs and lists of options by columns, not by characters."""

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with \\b keeps its lines."""
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                self.write("\n")
            kept = paragraph.strip().startswith("\b")
            room = self.width - self.current_indent
            lines = paragraph.strip("\b\n").split("\n") if kept else wrap(paragraph, room)
            for line in lines:
                self.write(f"{'':>{self.current_indent}}{line.rstrip()}\n".replace("\b", ""))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _FIRST_COLUMN, col_spacing: int = 2
    ) -> None:
        """Write a list of names and what they mean."""
        rows = list(rows)
        widest = min(max(columns_of(name) for name, _ in rows), col_max)
        indent = self.current_indent + widest + col_spacing
        for name, meaning in rows:
            gap = widest + col_spacing - columns_of(name)
            head = f"{'':>{self.current_indent}}{name}"
            lines = list(wrap(meaning, self.width - indent)) or [""]
            first = f"{head}{' ' * gap}{lines.pop(0)}" if gap > 0 else head
            for line in (first, *(f"{' ' * indent}{line}" for line in lines)):
                self.write(f"{line.rstrip()}\n")


class KoreanContext(click.Context):
    """A context whose help is laid out for Korean."""

    formatter_class = KoreanFormatter
