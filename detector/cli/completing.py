"""Kinds of arguments whose values the shell can complete: known names, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem

#: A shell shows no more at once.
_MOST = 50


class CompletedType(click.ParamType):  # type: ignore[type-arg]
    """Any text; the shell offers the values that begin as what is typed."""

    def __init__(self, name: str, values: Callable[[], Iterable[tuple[str, str]]]) -> None:
        self.name = name
        self._values = values

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text as it is."""
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the values that begin so, with what they are."""
        begun = incomplete.casefold()
        found = [
            CompletionItem(value, help=what)
            for value, what in self._values()
            if value.casefold().startswith(begun)
        ]
        return found[:_MOST]


def _names() -> Iterable[tuple[str, str]]:
    from detector.views.name_index import name_index

    return ((name, ", ".join(ids)) for name, ids in sorted(name_index().items()))


def _sources() -> Iterable[tuple[str, str]]:
    from crawler.catalogue import load_catalogue

    return ((source.id, source.name) for source in load_catalogue().values())


class FileType(CompletedType):
    """A file or an address; the shell offers files."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return that the shell should offer files."""
        return [CompletionItem(incomplete, type="file")]


TARGET = FileType("FILE", tuple)
NAME = CompletedType("NAME", _names)
SOURCE = CompletedType("SOURCE", _sources)
