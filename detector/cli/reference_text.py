"""Markdown of the generated reference: headings, tables, and names of types as JSON has them."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sequence
from typing import Any

_JSON_NAMES: dict[Any, str] = {
    str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null",
    dict: "object", list: "array",
}  # fmt: skip


def heading(level: int, text: str) -> tuple[str, str]:
    """Return a heading, after an empty line."""
    return "", f"{'#' * level} {text}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, after an empty line."""
    yield ""
    yield _row(head)
    yield _row(["---"] * len(head))
    for row in rows:
        yield _row(row)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def json_type(annotation: Any) -> str:
    """Return what JSON calls a type: string, list of Claim, "minute" | "hour"."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return json_type(args[0])
    if origin is typing.Literal:
        return " | ".join(f'"{one}"' for one in args)
    if origin in (typing.Union, types.UnionType):
        return " | ".join(json_type(one) for one in args)
    if origin is list:
        return f"list of {json_type(args[0])}"
    if origin is dict:
        return f"object of {json_type(args[1])}"
    return _JSON_NAMES.get(annotation, getattr(annotation, "__name__", str(annotation)))


def type_of_value(value: Any) -> str:
    """Return what JSON calls the type of a value."""
    if isinstance(value, list):
        return f"list of {type_of_value(value[0])}" if value else "array"
    return _JSON_NAMES[type(value)]
