"""How many reports came when, drawn in a few lines of text, with onset, notice and recovery marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rich.cells import cell_len

from detector.cli.columns import fit_width
from detector.cli.spoken import language, tell
from detector.cli.words import KIND
from detector.messages.amounts import clock_in, lasting_in
from models.records import Incident, Kind, Label, Precision

_BARS = "▁▂▃▄▅▆▇█"
_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080)
#: What looks back is not drawn, and reports that come after nineteen of twenty are
#: a number, or they would press all else flat.
_LATE = 20
_LEAST_ROOM = 10
#: Fewer draw no picture.
_LEAST_REPORTS = 3


@dataclass(frozen=True, slots=True)
class _Frame:
    """A stretch of time cut into columns of one length."""

    begin: datetime
    step: timedelta
    columns: int

    def column_of(self, moment: datetime) -> int | None:
        """Return in which column a moment lies; None outside."""
        column = (moment - self.begin) // self.step
        return column if 0 <= column < self.columns else None


def volume_lines(incident: Incident, width: int) -> Iterator[str]:
    """Yield the lines of the picture; none where there is too little to draw."""
    times = sorted(document.published_at for document in incident.evidence)
    if len(times) < _LEAST_REPORTS:
        return
    live = [one.published_at for one in incident.evidence if one.label is not Label.AFTERMATH]
    labels = {kind: KIND[kind] for kind in Kind if incident.counts.get(kind)}
    label = max(map(cell_len, labels.values()), default=0)
    frame = _frame(incident, sorted(live) or times, max(width - label - 10, _LEAST_ROOM))
    if frame is None:
        return
    step = lasting_in(language(), frame.step)
    yield tell("cli.volume.heading", step=step)
    for kind, name in labels.items():
        counts = _counts(incident, kind, frame)
        yield f"{fit_width(name, label)} {_bars(counts)} {sum(counts):>5,}"
    yield from _axis(incident, frame, label + 1, width)
    if late := sum(moment >= frame.begin + frame.columns * frame.step for moment in times):
        yield tell("cli.volume.later", count=late)


def _frame(incident: Incident, times: Sequence[datetime], room: int) -> _Frame | None:
    """Return the stretch from the first mark or report to the last that is not far behind."""
    marks = [times[0], *(at for _, at in _marks(incident))]
    begin = min(times[0], *marks)
    end = max(_last_of_most(times), *marks)
    for minutes in _MINUTES:
        step = timedelta(minutes=minutes)
        first = begin - timedelta(seconds=begin.timestamp() % step.total_seconds())
        columns = (end - first) // step + 1
        if columns <= room:
            return _Frame(first, step, columns)
    return None


def _last_of_most(times: Sequence[datetime]) -> datetime:
    """Return when the last came that is not far behind the others."""
    place = len(times) - 1 - len(times) // _LATE
    near = (times[place] - times[0]) / 10
    while place + 1 < len(times) and times[place + 1] - times[place] <= near:
        place += 1
    return times[place]


def _counts(incident: Incident, kind: Kind, frame: _Frame) -> list[int]:
    counts = [0] * frame.columns
    for document in incident.evidence:
        column = frame.column_of(document.published_at)
        if document.kind is kind and column is not None:
            counts[column] += 1
    return counts


def _bars(counts: Sequence[int]) -> str:
    most = max(counts, default=0)
    tall = len(_BARS) - 1
    return "".join(_BARS[-(-tall * count // most)] if count else " " for count in counts)


def _marks(incident: Incident) -> Iterator[tuple[str, datetime]]:
    """Yield the moments to mark, as far as the hour is known."""
    known = (
        ("▲", incident.started_at, incident.started_precision),
        ("◆", incident.official_notice_at, None),
        ("▼", incident.ended_at, incident.ended_precision),
    )
    for sign, at, precision in known:
        if at is not None and precision is not Precision.DAY:
            yield sign, at


def _axis(incident: Incident, frame: _Frame, indent: int, width: int) -> Iterator[str]:
    """Yield the line of marks and what they mean, with the first time."""
    line = ["─"] * frame.columns
    for sign, at in _marks(incident):
        column = frame.column_of(at)
        if column is not None:
            line[column] = sign
    yield " " * indent + "".join(line)
    names = {"▲": "onset", "◆": "notice", "▼": "recovery"}
    told = [
        tell(
            f"cli.volume.{names[sign]}", sign=sign, at=clock_in(language(), at, incident.first_seen)
        )
        for sign, at in _marks(incident)
    ]
    first = clock_in(language(), frame.begin, incident.first_seen)
    yield from _packed([tell("cli.volume.first", at=first), *told], indent, width)


def _packed(parts: Sequence[str], indent: int, width: int) -> Iterator[str]:
    """Yield the parts side by side, on as many lines as they take."""
    line = ""
    for part in parts:
        if line and indent + cell_len(line) + 2 + cell_len(part) > width:
            yield " " * indent + line
            line = ""
        line = f"{line}  {part}" if line else part
    yield " " * indent + line
