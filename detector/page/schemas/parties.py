"""Providers and services: their list, and one with its history."""

from __future__ import annotations

from typing import Literal

from detector.page.schemas.incidents import Incident
from detector.page.schemas.shared import Envelope, Named, Strict


class Service(Strict):
    """Who failed or was hit."""

    id: str
    name: str
    is_open: bool
    as_root: int
    as_affected: int
    last_seen: str


class Services(Envelope):
    """Who failed or was hit lately."""

    days: int
    services: list[Service]


class Period(Strict):
    """From when to when."""

    since: str
    until: str


class Figures(Strict):
    """How one failed over a period."""

    incidents: int
    as_root: int
    as_affected: int
    minutes: int
    of_known_length: int
    median_minutes: float | None
    longest_minutes: int | None
    longest_id: str | None
    median_notice_delay_minutes: float | None
    noticed: int
    duty: dict[str, int]


class DayOf(Strict):
    """A day: none, minor, major, critical, or unknown where nothing was collected."""

    date: str
    state: Literal["none", "minor", "major", "critical", "unknown"]
    incidents: list[str]


class Neighbour(Named):
    """The other end of a dependency."""

    via: Named | None
    incidents: list[str]
    first_seen: str
    last_seen: str


class Known(Named):
    """What the gazetteer knows it belongs to."""

    kind: str


class PartyPage(Envelope):
    """One provider or service over a period."""

    id: str
    name: str
    name_en: str | None
    kind: str | None
    sector: str | None
    belongs_to: Named | None
    period: Period
    open: list[str]
    figures: Figures
    days: list[DayOf]
    incidents: list[Incident]
    depends_on: list[Neighbour]
    dependants: list[Neighbour]
    known: list[Known]
