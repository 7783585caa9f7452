"""Start, end and length as the model of times judges them, what the rules read being one voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import exp, log

from detector.facts.length_signs import LengthRow, Told, length_rows
from detector.facts.stated import Times, clocked_length, stated
from detector.facts.time_model import Chooser, TimeModel
from detector.facts.time_scene import Candidate, Scene
from detector.facts.time_signs import end_signs, start_signs
from models.records import Evidence, Kind, Precision, StatedTime

#: How much more weighs what the rules read, by what it is: learned from texts that the rules of
#: that time had not been written after (docs/decisions/0021-times.md).
TRUST: Mapping[str, float] = {
    "start clock": 4.0, "start clock in a post": 0.5, "start day": 2.5, "start none": 0.5,
    "start none in a post": 2.0,
    "end clock": 2.0, "end clock alone": 5.5, "end day": 1.0, "end none": 1.0,
    "length after": 1.5, "length for": 3.0, "length plain": 3.0, "length so_far": 3.0,
    "length later": 1.5, "length clocked": 1.0, "length none": 1.0,
}  # fmt: skip


#: So many of the likeliest starts are tried, each with its likeliest end.
_TRIED = 3


@dataclass(frozen=True, slots=True)
class _Option:
    """What may be chosen: a candidate, what only the rules read, or nothing (at is None)."""

    at: datetime | None
    candidate: Candidate | None
    weight: float


def judge_times(
    scene: Scene, read: Times, model: TimeModel, trust: Mapping[str, float] = TRUST
) -> Times:
    """Return the times as judged; read: what the rules read, kept where the model agrees.

    Start and end are chosen together: the pair that is most probable, the end after the start.
    """
    rows = start_signs(scene)
    weights = [
        model.start.weigh(row, one.windows)
        for one, row in zip(scene.candidates, rows, strict=False)
    ]
    starts = _options(scene, weights, model.start.weigh(rows[-1]), read.started)
    starts = _trusting(starts, read.started, trust.get(f"start {_what(read.started, scene)}", 0.0))
    likeliest = sorted(starts, key=lambda option: -option.weight)[:_TRIED]
    ends = _EndChooser(scene, rows, model.end, read, trust)
    tried = [(start, *ends.likeliest(start)) for start in likeliest]
    start, end, _ = max(tried, key=lambda one: one[0].weight + one[2])
    times = Times(_said(start, read.started), _said(end, read.ended))
    return _with_length(scene, times, read, model.length, trust)


class _EndChooser:
    """Finds the likeliest end beside a start; what does not hang on the start is weighed once."""

    def __init__(
        self,
        scene: Scene,
        rows: Sequence[list[str]],
        chooser: Chooser,
        read: Times,
        trust: Mapping[str, float],
    ) -> None:
        self.scene, self.chooser, self.read = scene, chooser, read.ended
        self.base = [
            chooser.weigh(row, one.windows)
            for one, row in zip(scene.candidates, rows, strict=False)
        ]
        what = f"end {_what(read.ended, scene)}"
        alone = trust.get(f"{what} alone") if read.started is None else None
        self.trust = trust.get(what, 0.0) if alone is None else alone

    def likeliest(self, start: _Option) -> tuple[_Option, float]:
        """Return the likeliest end that can follow a start, and the log of how probable it is."""
        *beside, none = end_signs(self.scene, start.candidate, start.at)
        weights = [
            base + self.chooser.weigh(signs) for base, signs in zip(self.base, beside, strict=True)
        ]
        options = _options(self.scene, weights, self.chooser.weigh(none), self.read)
        options = _trusting(options, self.read, self.trust)
        best = max((one for one in options if _can_end(one, start)), key=lambda one: one.weight)
        most = max(one.weight for one in options)
        return best, best.weight - most - log(sum(exp(one.weight - most) for one in options))


def _what(read: StatedTime | None, scene: Scene) -> str:
    """Return what the rules read, as trust tells it apart."""
    post = " in a post" if scene.kind is Kind.COMMUNITY else ""
    if read is None:
        return f"none{post}"
    return ("day" if read.precision is Precision.DAY else "clock") + post


def _options(
    scene: Scene, weights: Sequence[float], none: float, read: StatedTime | None
) -> list[_Option]:
    """Return each candidate with its weight, what only the rules read, and that none is told."""
    options = [
        _Option(one.at, one, weight) for one, weight in zip(scene.candidates, weights, strict=True)
    ]
    if read is not None and all(one.at != read.at for one in scene.candidates):
        options.append(_Option(read.at, None, 0.0))
    return [*options, _Option(None, None, none)]


def _trusting(options: Sequence[_Option], read: StatedTime | None, trust: float) -> list[_Option]:
    """Return the options, what the rules read raised by how far they are trusted."""
    at = read.at if read else None
    return [replace(one, weight=one.weight + trust) if one.at == at else one for one in options]


def _can_end(end: _Option, start: _Option) -> bool:
    """Return whether it can be the end: it is after the start, if both are told."""
    return start.at is None or end.at is None or end.at > start.at


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
