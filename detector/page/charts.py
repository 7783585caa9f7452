"""Where things stand in the pictures: shares of the width, so that they fit every screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.clock import parse_iso, to_kst
from models.records import Kind, Label

#: Bars of a lane over the whole width, and pixels of the highest.
BINS, LANE = 90, 36
_LEAST_SPAN = timedelta(minutes=30)
_BEFORE, _AFTER = 0.04, 0.12
_TICKS = 4
_STEPS = tuple(
    timedelta(minutes=minutes)
    for minutes in (10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 20160, 43200)
)
_LANES = (Kind.OFFICIAL, Kind.NEWS, Kind.COMMUNITY)
#: Ends of edges that are drawn on one side; the table has all.
NEIGHBOURS, ROW = 12, 30


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: where in percent, how wide, how high in pixels, how many it stands for."""

    x: float
    width: float
    height: float
    count: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of documents over time."""

    kind: str
    count: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment of the incident, in percent; its label goes to the left where there is no room."""

    kind: str  # onset | notice | recovery
    x: float
    at: str
    precision: str | None
    is_right: bool
    row: int  # which line of labels: those that would touch stand below each other


@dataclass(frozen=True, slots=True)
class Timeline:
    """The course of an incident."""

    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    outage: tuple[float, float] | None  # from where, how wide
    later: int  # documents that were written after what is drawn


def timeline_of(content: Mapping[str, Any]) -> Timeline:
    """Return the course of an incident: how many wrote when, by kind, and its moments."""
    telling = [one for one in content["evidence"] if one["label"] != Label.AFTERMATH.value]
    shown = telling or content["evidence"]
    moments = _moments(content)
    times = [parse_iso(one["published"]) for one in shown] + [at for _, at, _ in moments]
    begin, end = _bounds(times, [at for _, at, _ in moments])
    scale = _Scale(begin, end)
    lanes = tuple(_lane(kind, content["evidence"], scale) for kind in _LANES)
    drawn = sum(lane.count for lane in lanes)
    return Timeline(
        lanes=lanes,
        marks=_marks(moments, scale),
        ticks=scale.ticks(),
        outage=_outage(content, scale),
        later=len(content["evidence"]) - drawn,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    begin: datetime
    end: datetime

    def at(self, moment: datetime) -> float:
        return round(100 * ((moment - self.begin) / (self.end - self.begin)), 2)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        length = self.end - self.begin
        step = next((one for one in _STEPS if length / one <= _TICKS), _STEPS[-1])
        midnight = to_kst(self.begin).replace(hour=0, minute=0, second=0, microsecond=0)
        number = -(-(to_kst(self.begin) - midnight) // step)
        found = []
        while (at := midnight + number * step) <= self.end:
            is_day = step >= timedelta(days=1) or (at.hour, at.minute) == (0, 0)
            text = f"{at.month}. {at.day}." if is_day else f"{at:%H:%M}"
            found.append((self.at(at), text))
            number += 1
        return tuple(one for one in found if 2 <= one[0] <= 94)


def _moments(content: Mapping[str, Any]) -> list[tuple[str, datetime, str | None]]:
    found = (
        ("onset", content["started"], content["started_precision"]),
        ("notice", content["official_notice_at"], None),
        ("recovery", content["ended"], content["ended_precision"]),
    )
    return [(kind, parse_iso(at), precision) for kind, at, precision in found if at]


def _bounds(times: Sequence[datetime], moments: Sequence[datetime]) -> tuple[datetime, datetime]:
    """Return what is drawn: up to twice the outage, so that a tail of weeks does not flatten it."""
    begin, end = min(times), max(times)
    if len(moments) > 1:
        told = max(max(moments) - min(moments), _LEAST_SPAN)
        begin, end = max(begin, min(moments) - told), min(end, max(moments) + told)
        begin = min(begin, min(moments))
    length = max(end - begin, _LEAST_SPAN)
    return begin - _BEFORE * length, begin + (1 + _AFTER) * length


def _lane(kind: Kind, evidence: Sequence[Mapping[str, Any]], scale: _Scale) -> Lane:
    places = [
        scale.at(parse_iso(one["published"])) for one in evidence if one["kind"] == kind.value
    ]
    inside = [place for place in places if 0 <= place <= 100]
    bins = Counter(min(int(place * BINS / 100), BINS - 1) for place in inside)
    most = max(bins.values(), default=1)
    width = round(100 / BINS * 0.8, 2)
    bars = tuple(
        Bar(round(100 * place / BINS, 2), width, round(6 + (LANE - 10) * count / most, 1), count)
        for place, count in sorted(bins.items())
    )
    return Lane(kind.value, len(inside), bars)


def _marks(moments: Sequence[tuple[str, datetime, str | None]], scale: _Scale) -> tuple[Mark, ...]:
    found: list[Mark] = []
    for row, (kind, at, precision) in enumerate(sorted(moments, key=lambda one: one[1])):
        x = scale.at(at)
        found.append(Mark(kind, x, to_kst(at).isoformat(), precision, x > 55, row))
    return tuple(found)


def _outage(content: Mapping[str, Any], scale: _Scale) -> tuple[float, float] | None:
    if not content["started"]:
        return None
    begin = max(scale.at(parse_iso(content["started"])), 0.0)
    end = scale.at(parse_iso(content["ended"])) if content["ended"] else 100.0
    return begin, round(max(min(end, 100.0) - begin, 0.3), 2)


@dataclass(frozen=True, slots=True)
class DayBar:
    """A day of a history, in percent."""

    x: float
    width: float
    date: str
    state: str
    count: int


def day_bars(days: Sequence[Mapping[str, Any]]) -> tuple[DayBar, ...]:
    """Return a bar a day."""
    step = 100 / max(len(days), 1)
    return tuple(
        DayBar(
            round(number * step, 3),
            round(step * 0.78, 3),
            day["date"],
            day["state"],
            len(day["incidents"]),
        )
        for number, day in enumerate(days)
    )


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Both sides of a picture of who stands on whom, and how high it is."""

    left: tuple[tuple[int, Mapping[str, Any]], ...]  # the middle of its row in pixels
    right: tuple[tuple[int, Mapping[str, Any]], ...]
    height: int
    left_out: int


def neighbourhood_of(content: Mapping[str, Any]) -> Neighbourhood | None:
    """Return the picture of one's dependencies, or None where it has none."""
    up, down = content["depends_on"], content["dependants"]
    rows = max(min(len(up), NEIGHBOURS), min(len(down), NEIGHBOURS))
    if not rows:
        return None
    height = rows * ROW
    return Neighbourhood(
        _side(up, height),
        _side(down, height),
        height,
        max(len(up) - NEIGHBOURS, 0) + max(len(down) - NEIGHBOURS, 0),
    )


def _side(
    edges: Sequence[Mapping[str, Any]], height: int
) -> tuple[tuple[int, Mapping[str, Any]], ...]:
    shown = edges[:NEIGHBOURS]
    top = (height - len(shown) * ROW) // 2
    return tuple((top + place * ROW + ROW // 2, edge) for place, edge in enumerate(shown))
