"""Options and kinds of arguments that commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import click

from models import clock, config
from models.clock import day_bounds
from models.database import Database, open_database

_F = TypeVar("_F", bound=Callable[..., Any])
_DAYS = {"오늘": 0, "today": 0, "어제": 1, "yesterday": 1, "그제": 2}

database_option: Callable[[_F], _F] = click.option(
    "--db",
    "db",
    metavar="URL",
    help="데이터베이스 (예: sqlite:///먹통.db). 없으면 MEOKTONG_DB, 그것도 없으면 사용자 폴더.",
)
json_option: Callable[[_F], _F] = click.option(
    "--json", "as_json", is_flag=True, help="한 줄에 JSON 객체 하나씩 씁니다."
)


@contextmanager
def opened(url: str | None) -> Iterator[Database]:
    """Yield the database that --db, MEOKTONG_DB or the default names. Raises StorageError."""
    database = open_database(url or config.database_url())
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
            self.fail(f"'{value}'은(는) 날짜가 아닙니다 (예: 2018-11-22, 오늘, 어제)", param, ctx)


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
            example = "2018-11-22, 2018-11-22T08:19, 오늘"
            self.fail(f"'{value}'은(는) 시각이 아닙니다 (예: {example})", param, ctx)


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
            self.fail(f"'{value}'은(는) 1 이상의 정수가 아닙니다", param, ctx)
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
            self.fail(f"'{value}'은(는) 0과 1 사이의 수가 아닙니다", param, ctx)
        return number


class WordType(click.ParamType):  # type: ignore[type-arg]
    """One of a few words, in English or in Korean; the English one comes out."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.name = "|".join(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the English word."""
        english = {korean.replace(" ", ""): word for word, korean in self.words.items()}
        plain = value.replace(" ", "")
        if plain not in self.words and plain not in english:
            known = ", ".join(f"{word}({korean})" for word, korean in self.words.items())
            self.fail(f"'{value}'은(는) 쓸 수 없습니다. 쓸 수 있는 값: {known}", param, ctx)
        return str(english.get(plain, plain))

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Return the words that begin so."""
        return [
            click.shell_completion.CompletionItem(english, help=korean)
            for english, korean in self.words.items()
            if english.startswith(incomplete)
        ]


DAY, MOMENT, COUNT, SHARE = DayType(), MomentType(), CountType(), ShareType()

as_of_option: Callable[[_F], _F] = click.option(
    "--as-of",
    "as_of",
    type=MOMENT,
    help="이때까지 나온 문서만으로, 그때 알려졌던 대로 보입니다.",
)

__all__ = (
    "COUNT", "DAY", "MOMENT", "SHARE", "WordType", "as_of_option", "database_option", "day_bounds",
    "json_option", "opened",
)  # fmt: skip
