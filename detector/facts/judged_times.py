"""Start, end and length as the model of times judges them, what the rules read being one voice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from detector.facts.expressions import Width
from detector.facts.length_signs import LengthRow, Told, length_rows
from detector.facts.stated import Times, clocked_length, stated
from detector.facts.time_model import Chooser, TimeModel
from detector.facts.time_scene import Candidate, Scene
from detector.facts.time_signs import end_signs, start_signs
from models.clock import to_kst
from models.records import Evidence, Kind, Precision, StatedTime


#: How much more weighs what the rules read, by what it is: learned from texts that the rules of
#: that time had not been written after (docs/decisions/0021-times.md).
TRUST: Mapping[str, float] = {
    "start clock": 4.0, "start clock in a post": 0.5, "start day": 0.5, "start none": 0.0,
    "start none in a post": 2.0,
    "end clock": 2.0, "end day": 1.0, "end none": 1.0,
    "length after": 1.5, "length for": 1.0, "length plain": 1.0, "length so_far": 1.0,
    "length later": 1.5, "length clocked": 1.0, "length none": 1.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Option:
    """What may be chosen: a candidate, what only the rules read, or nothing (at is None)."""

    at: datetime | None
    candidate: Candidate | None
    weight: float


def judge_times(
    scene: Scene, read: Times, model: TimeModel, trust: Mapping[str, float] = TRUST
) -> Times:
    """Return the times as judged; read: what the rules read, kept where the model agrees."""
    rows = start_signs(scene)
    trusted = trust.get(f"start {_what(read.started, scene)}", 0.0)
    start = _choose(model.start, scene, rows, read.started, trusted, lambda _: True)
    started = _said(start, read.started)
    ending = end_signs(scene, rows, start.candidate, start.at)
    trusted = trust.get(f"end {_what(read.ended, scene)}", 0.0)
    end = _choose(
        model.end, scene, ending, read.ended, trusted, lambda one: _can_end(one, start)
    )
    return _with_length(scene, Times(started, _said(end, read.ended)), read, model.length, trust)


def _what(read: StatedTime | None, scene: Scene) -> str:
    """Return what the rules read, as trust tells it apart."""
    post = " in a post" if scene.kind is Kind.COMMUNITY else ""
    if read is None:
        return f"none{post}"
    return ("day" if read.precision is Precision.DAY else "clock") + post


def _choose(
    chooser: Chooser,
    scene: Scene,
    rows: Sequence[Sequence[str]],
    read: StatedTime | None,
    trust: float,
    fits: Callable[[Candidate], bool],
) -> _Option:
    """Return what weighs most; rows: the signs of each candidate, then of none."""
    read_at = read.at if read else None
    options = [
        _Option(
            one.at, one, chooser.weigh(row, one.windows) + (trust if one.at == read_at else 0.0)
        )
        for one, row in zip(scene.candidates, rows, strict=False)
        if fits(one)
    ]
    if read_at is not None and all(option.at != read_at for option in options):
        options.append(_Option(read_at, None, chooser.weigh(["by rules alone"]) + trust))
    none = chooser.weigh(rows[-1]) + (trust if read is None else 0.0)
    return max((*options, _Option(None, None, none)), key=lambda option: option.weight)


def _can_end(one: Candidate, start: _Option) -> bool:
    """Return whether a time can be the end: a clock time after the start, a day not before its."""
    if start.at is None:
        return True
    if one.time.width is Width.DAY:
        return to_kst(one.at).date() >= to_kst(start.at).date()
    return one.at > start.at


def _said(option: _Option, read: StatedTime | None) -> StatedTime | None:
    """Return the stated time that was chosen, with the rules' own quote where they agree."""
    if option.at is None or (read is not None and read.at == option.at):
        return read if option.at is not None else None
    return stated(option.candidate.time, option.at) if option.candidate else None


def _with_length(
    scene: Scene, times: Times, read: Times, chooser: Chooser, trust: Mapping[str, float]
) -> Times:
    rows = length_rows(scene, Told.by(times.started, times.ended, scene))
    trusted = trust.get(f"length {_how_told(scene, read)}", 0.0)
    weights = [
        chooser.weigh(row.signs, row.windows)
        + (trusted if row.minutes == read.duration_minutes else 0.0)
        for row in rows
    ]
    best = rows[weights.index(max(weights))]
    return Times(times.started, times.ended, best.minutes, _quote(scene, times, read, best))


def _how_told(scene: Scene, read: Times) -> str:
    """Return how the length that the rules read is told, as trust tells it apart."""
    quote = read.duration_evidence
    if read.duration_minutes is None or quote is None:
        return "none"
    forms = (span.form for span in scene.spans if span.start == quote.start)
    return next((str(form) for form in forms), "clocked")


def _quote(scene: Scene, times: Times, read: Times, length: LengthRow) -> Evidence | None:
    if length.minutes is None:
        return None
    if length.minutes == read.duration_minutes:
        return read.duration_evidence
    if length.span is not None:
        return Evidence(length.span.start, length.span.end, length.span.text)
    return clocked_length(scene.text, times.started, times.ended)[1]
