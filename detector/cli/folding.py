"""Long lines for a terminal: broken at spaces, and what follows indented."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import IO, Any

from detector.cli.help_text import columns_of

#: A command that is to be copied stays on its line, which the terminal itself breaks.
_COMMAND = "meoktong "
_HANG = "  "


def for_screen(line: str, stream: IO[Any]) -> str:
    """Return a line as it fits the terminal that the stream leads to; as it is for a pipe."""
    if not stream.isatty() or line.lstrip().startswith(_COMMAND):
        return line
    return "\n".join(fold(line, shutil.get_terminal_size().columns))


def fold(line: str, width: int) -> Iterator[str]:
    """Yield the lines into which one falls at spaces; a longer word stays whole."""
    hang = line[: len(line) - len(line.lstrip())] + _HANG
    rest, indent = line, len(hang) - len(_HANG)
    while columns_of(rest) > width and (cut := _cut(rest, indent, width)):
        yield rest[:cut].rstrip()
        rest, indent = hang + rest[cut:].lstrip(), len(hang)
    yield rest


def _cut(line: str, indent: int, width: int) -> int:
    """Return where to break: the last space that fits, else the next one; 0 where there is none."""
    spaces = [place for place in range(indent, len(line)) if line[place] == " "]
    fitting = [place for place in spaces if columns_of(line[:place]) <= width]
    return (fitting or spaces or [0])[-1 if fitting else 0]
