"""On which line of a TOML text each key stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

Path = tuple[str | int, ...]
_KEY = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = re.compile(rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*(=|\]\]|\])")
_PART = re.compile(_KEY)
#: What may hide a bracket or a quote, the longest first.
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""'
    r"|'''.*?'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*|[\[\]{}]|\n",
    re.DOTALL,
)


def lines_of(text: str) -> Mapping[Path, int]:
    """Return the line, from 1, of each key and table of a text that is TOML."""
    found: dict[Path, int] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, statement in _statements(text):
        if statement.startswith("["):
            is_array = statement.startswith("[[")
            match = _DOTTED.match(statement.lstrip("["))
            if match is None:
                continue
            table = _resolved(_parts(match[1]), counts, is_array=is_array)
            found[table] = number
            found.setdefault(table[:-1] if is_array else table, number)
        elif match := _DOTTED.match(statement):
            found[table + _parts(match[1])] = number
    return found


def line_of(lines: Mapping[Path, int], path: Sequence[str | int]) -> int | None:
    """Return the line of a key, else that of the nearest table or list around it."""
    for length in range(len(path), 0, -1):
        if (line := lines.get(tuple(path[:length]))) is not None:
            return line
    return None


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _resolved(names: tuple[str, ...], counts: dict[Path, int], *, is_array: bool) -> Path:
    """Return a table's path with the number of each list of tables that it lies in."""
    path: Path = ()
    for place, name in enumerate(names):
        path = (*path, name)
        is_last = place == len(names) - 1
        if is_last and is_array:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that begins a statement: not within a string, a list or a table in braces."""
    starts = [0]
    depth = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{" and not _is_heading(text, token.start(), depth):
            depth += 1
        elif token[0] in "]}" and depth:
            depth -= 1
        elif token[0] == "\n" and not depth:
            starts.append(token.end())
    for start in starts:
        line = text[start:].split("\n", 1)[0].strip()
        if line and not line.startswith("#"):
            yield text.count("\n", 0, start) + 1, line


def _is_heading(text: str, place: int, depth: int) -> bool:
    """Tell whether a bracket opens a table's heading: nothing but brackets before it on its line."""
    before = text[text.rfind("\n", 0, place) + 1 : place]
    return depth == 0 and not before.strip(" \t[")
