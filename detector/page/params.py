"""What a query may ask, read strictly."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request
from pydantic import BeforeValidator, WithJsonSchema

from detector.page.record import Record
from models.clock import parse_iso, show_iso
from models.records import Status
from models.text import normalize

LEAST, USUAL, MOST = 1, 25, 100


def _moment(value: Any) -> Any:
    """Read a time; one without a zone is Korean. A plus that a form took for a blank is one again."""
    if value is None or isinstance(value, datetime):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if text[:2] not in ("19", "20"):
        raise ValueError("not a time of 1900 to 2099 as ISO 8601")
    return parse_iso(text.replace(" ", "+") if "T" in text else text)


def _asked(value: Any) -> Any:
    """Take a field that was left empty for one that was not asked for."""
    return None if value == "" else value


def _words(value: Any) -> Any:
    return normalize(value).strip() if isinstance(value, str) else value


def asked_time(moment: datetime | None) -> str:
    """Return a time as a link asks for it again, or nothing."""
    return show_iso(moment) or ""


def get_record(request: Request) -> Record:
    """Return the record that the page is of."""
    record: Record = request.app.state.record
    return record


RecordOf = Annotated[Record, Depends(get_record)]
Id = Annotated[str, Path(max_length=200, pattern=r"^[^/\x00-\x1f]+$")]
_EMPTY = BeforeValidator(_asked)
_Time = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2018-11-22T09:30"]}),
]
AsOf = Annotated[
    _Time | None,
    _EMPTY,
    Query(description="As known at this time: only what had been published by then"),
]
Since = Annotated[_Time | None, _EMPTY, Query(description="Still going on then, or later")]
Until = Annotated[_Time | None, _EMPTY, Query(description="Begun before then")]
Words = Annotated[
    Annotated[str, BeforeValidator(_words)] | None,
    Query(max_length=100, description="All of these words, in headline, root, region or victims"),
]
Name = Annotated[str | None, Query(max_length=100, description="Id, name or alias")]
StatusOf = Annotated[Status | None, _EMPTY, Query()]
Share = Annotated[float | None, _EMPTY, Query(ge=0, le=1)]
Limit = Annotated[int, Query(ge=LEAST, le=MOST)]
Next = Annotated[str | None, Query(max_length=400, description="The `next` of the page before")]
Day = Annotated[date | None, _EMPTY, Query(description="A day in Korea")]
