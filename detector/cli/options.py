"""Options and kinds of arguments that commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from detector.cli.screen import detail, writing_table
from detector.cli.spoken import in_every_language, tell
from models import clock, config
from models.clock import day_bounds

if TYPE_CHECKING:
    from models.database import Database

_F = TypeVar("_F", bound=Callable[..., Any])
#: Kinds of tables that records can be written as.
TABLES = ("csv", "tsv", "md")
_DAYS = {"오늘": 0, "today": 0, "어제": 1, "yesterday": 1, "그제": 2}

database_option: Callable[[_F], _F] = click.option(
    "--db",
    "db",
    metavar="URL",
    help="cli.options.db_help",
)
json_option: Callable[[_F], _F] = click.option(
    "--json", "as_json", is_flag=True, help="cli.options.json_help"
)


def records_option(function: _F) -> _F:
    """Let a command write its records as JSON, CSV, TSV or Markdown: `as_json` says that it should."""

    @wraps(function)
    def chosen(*args: Any, as_json: bool, **kwargs: Any) -> Any:
        tables = [kind for kind in TABLES if kwargs.pop(f"as_{kind}")]
        if len(tables) + as_json > 1:
            raise click.UsageError(tell("cli.options.one_format"))
        kind = tables[0] if tables else None
        with writing_table(kind):
            return function(*args, as_json=as_json or kind is not None, **kwargs)

    decorated: Any = chosen
    for kind in reversed(TABLES):
        decorated = click.option(
            f"--{kind}", f"as_{kind}", is_flag=True, help=f"cli.options.{kind}_help"
        )(decorated)
    return json_option(decorated)  # type: ignore[no-any-return]


@contextmanager
def opened(url: str | None) -> Iterator[Database]:
    """Yield the database that --db, MEOKTONG_DB or the default names. Raises StorageError."""
    from models.database import open_database  # SQLAlchemy is slow to import

    database = open_database(url or config.database_url())
    detail(tell("cli.options.opened", name=database.name))
    try:
        yield database
    finally:
        database.close()


class DayType(click.ParamType):  # type: ignore[type-arg]
    """A day in Korea: 2018-11-22, 오늘, 어제."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that the text names."""
        if isinstance(value, date):
            return value
        if value in _DAYS:
            return clock.to_kst(clock.now()).date() - timedelta(days=_DAYS[value])
        try:
            return date.fromisoformat(value.replace(".", "-"))
        except ValueError:
            self.fail(tell("cli.options.not_a_day", value=value), param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Return the words for days that begin so."""
        items = [click.shell_completion.CompletionItem(word) for word in _DAYS]
        return [item for item in items if item.value.startswith(incomplete)]


class MomentType(click.ParamType):  # type: ignore[type-arg]
    """A time, or a day for its beginning; without a zone it is Korean time."""

    name = "TIME"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the moment in UTC."""
        if isinstance(value, datetime):
            return value
        if value in _DAYS:
            return day_bounds(DayType().convert(value, param, ctx))[0]
        try:
            return clock.parse_iso(value)
        except (ValueError, OverflowError):
            example = tell("cli.options.moments")
            self.fail(tell("cli.options.not_a_time", value=value, example=example), param, ctx)


class CountType(click.ParamType):  # type: ignore[type-arg]
    """A whole number from 1."""

    name = "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        try:
            number = int(value)
        except ValueError:
            number = 0
        if not 1 <= number <= 2**31:
            self.fail(tell("cli.options.not_a_count", value=value), param, ctx)
        return number


class ShareType(click.ParamType):  # type: ignore[type-arg]
    """A number from 0 to 1."""

    name = "P"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number."""
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:
            self.fail(tell("cli.options.not_a_share", value=value), param, ctx)
        return number


class WordType(click.ParamType):  # type: ignore[type-arg]
    """One of a few words, in any language; the English one comes out."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.name = "|".join(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the English word."""
        english = {told.replace(" ", ""): word for word, told in in_every_language(self.words)}
        plain = value.replace(" ", "")
        if plain not in self.words and plain not in english:
            known = ", ".join(
                word if word == told else f"{word}({told})" for word, told in self.words.items()
            )
            self.fail(tell("cli.options.not_a_word", value=value, known=known), param, ctx)
        return str(english.get(plain, plain))

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Return the words that begin so."""
        return [
            click.shell_completion.CompletionItem(english, help=told)
            for english, told in self.words.items()
            if english.startswith(incomplete)
        ]


DAY, MOMENT, COUNT, SHARE = DayType(), MomentType(), CountType(), ShareType()

as_of_option: Callable[[_F], _F] = click.option(
    "--as-of",
    "as_of",
    type=MOMENT,
    help="cli.options.as_of_help",
)
