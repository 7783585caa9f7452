"""What a query may ask, read strictly."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request
from pydantic import BeforeValidator, WithJsonSchema

from detector.page.record import Record
from models.clock import parse_iso
from models.records import Status
from models.text import normalize

_MOMENT = r"^(19|20)\d{2}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?$"
LEAST, USUAL, MOST = 1, 25, 100


def _moment(value: Any) -> Any:
    """Read a time; one without a zone is Korean."""
    if isinstance(value, str) and value[:2] in ("19", "20"):
        return parse_iso(
            value.strip().replace(" ", "+") if value.count(" ") == 1 and "T" in value else value
        )
    raise ValueError("not a time of 1900 to 2099 as ISO 8601")


def _words(value: Any) -> Any:
    return normalize(value).strip() if isinstance(value, str) else value


def get_record(request: Request) -> Record:
    """Return the record that the page is of."""
    record: Record = request.app.state.record
    return record


_TIME = (
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2018-11-22T09:30"]}),
)
RecordOf = Annotated[Record, Depends(get_record)]
Id = Annotated[str, Path(max_length=200, pattern=r"^[^/\x00-\x1f]+$")]
AsOf = Annotated[
    Annotated[datetime, *_TIME] | None,
    Query(description="As known at this time: only what had been published by then"),
]
Since = Annotated[
    Annotated[datetime, *_TIME] | None, Query(description="Still going on then, or later")
]
Until = Annotated[Annotated[datetime, *_TIME] | None, Query(description="Begun before then")]
Words = Annotated[
    Annotated[str, BeforeValidator(_words)] | None,
    Query(max_length=100, description="All of these words, in headline, root, region or victims"),
]
Name = Annotated[str | None, Query(max_length=100, description="Id, name or alias")]
StatusOf = Annotated[Status | None, Query()]
Share = Annotated[float | None, Query(ge=0, le=1)]
Limit = Annotated[int, Query(ge=LEAST, le=MOST)]
Next = Annotated[str | None, Query(max_length=400, description="The `next` of the page before")]
Day = Annotated[date | None, Query(description="A day in Korea")]
