"""The tables of a digest: their columns, what kind of value each holds, and their rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What kind of value a column holds."""

    TEXT = "text"
    LIST = "list"
    DATE = "date"
    TIME = "time"
    COUNT = "count"
    NUMBER = "number"
    FLAG = "flag"
    ANY = "any"  # the old and new value of a correction are of the kind of what was corrected


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    sort: Sort = Sort.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells are values, not yet text; None is an empty cell."""

    name: str  # digest | summary | corrections
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]


DIGEST_COLUMNS = (
    Column("date", Sort.DATE),
    Column("rank", Sort.COUNT),
    Column("incident_id"),
    Column("status"),
    Column("headline"),
    Column("provider"),
    Column("region"),
    Column("cause"),
    Column("started", Sort.TIME),
    Column("ended", Sort.TIME),
    Column("duration_minutes", Sort.COUNT),
    Column("ongoing", Sort.FLAG),
    Column("affected_count", Sort.COUNT),
    Column("affected", Sort.LIST),
    Column("news_reports", Sort.COUNT),
    Column("community_reports", Sort.COUNT),
    Column("official_reports", Sort.COUNT),
    Column("independent_sources", Sort.COUNT),
    Column("confidence", Sort.NUMBER),
    Column("severity"),
    Column("first_seen", Sort.TIME),
    Column("official_notice_at", Sort.TIME),
    Column("notice_delay_minutes", Sort.COUNT),
    Column("top_urls", Sort.LIST),
)
SUMMARY_COLUMNS = (
    Column("period"),
    Column("first", Sort.DATE),
    Column("last", Sort.DATE),
    Column("measure"),
    Column("name"),
    Column("value", Sort.NUMBER),
    Column("before", Sort.NUMBER),
)
CORRECTION_COLUMNS = (
    Column("date", Sort.DATE),
    Column("incident_id"),
    Column("headline"),
    Column("change"),
    Column("column"),
    Column("old", Sort.ANY),
    Column("new", Sort.ANY),
    Column("why", Sort.LIST),
    Column("said_at", Sort.TIME),
)
