"""Lines without colours for what is no terminal: importing Rich takes a tenth of a short command."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len, chop_cells

_WORD = re.compile(r"\s*\S+\s*")


class PlainText:
    """Text that takes styles and forgets them; does what the pages ask of Rich's Text."""

    def __init__(self, plain: str) -> None:
        self.plain = plain

    def __str__(self) -> str:
        return self.plain

    def __add__(self, other: object) -> PlainText:
        return PlainText(self.plain + str(other))

    def append(self, more: object, _style: str = "") -> PlainText:
        """Add text at the end."""
        self.plain += str(more)
        return self

    append_text = append

    def stylize(self, *_: object) -> None:
        """Do nothing: there are no styles."""

    def rstrip(self) -> None:
        """Cut the blanks at the end."""
        self.plain = self.plain.rstrip()

    def wrap(self, _screen: object, width: int) -> list[PlainText]:
        """Return the lines that it takes at that width, cut between words where that can be."""
        return [PlainText(line) for line in _wrapped(self.plain, width)]


class PlainScreen:
    """Standard output as a screen that shows no styles; does what the pages ask of Rich's Console."""

    is_terminal = False
    no_color = True
    tab_size = 8

    def __init__(self) -> None:
        self.width = shutil.get_terminal_size((80, 25)).columns

    def print(self, text: Any = "", *, soft_wrap: bool = False) -> None:
        """Write a line; one that is too long goes on below unless soft_wrap leaves that to others."""
        lines = [str(text)] if soft_wrap else _wrapped(str(text), self.width)
        sys.stdout.write("".join(f"{line}\n" for line in lines))


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _lines(part, width)
    return lines


def _lines(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in _WORD.findall(text):
        if line and cell_len(line) + cell_len(word.rstrip()) > width:
            yield line
            line = ""
        if cell_len(word.rstrip()) > width:
            *full, word = chop_cells(word, width)
            yield from full
        line += word
    yield line
