"""What speaks for or against a span of time being the length of the outage."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from detector.facts.durations import DurationExpression
from detector.facts.time_scene import Scene, plain, windows_around
from detector.facts.time_signs import of_text, step
from models.records import Precision, StatedTime

_LENGTHS = (5, 11, 20, 31, 59, 61, 95, 150, 250, 480, 900, 1500, 3000, 10000)
_CLOCKED = (5, 20, 60, 120, 300, 600, 1500, 5000)
_OFF, _OFF_NOW = (0.001, 0.03, 0.1, 0.25, 0.5, 1), (0.03, 0.1, 0.25, 0.5)
_BEFORE, _AFTER, _RIGHT_AFTER = 40, 50, 8
_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Told:
    """What start and end say of the length: the difference of two clock times, the time up to now."""

    clocked: int | None
    up_to_now: int | None
    has_end: bool
    is_rough: bool  # one of them is told to the hour

    @classmethod
    def by(cls, started: StatedTime | None, ended: StatedTime | None, scene: Scene) -> Told:
        """Return what the stated times say."""
        both = [time for time in (started, ended) if time is not None]
        clocked = up_to_now = None
        if started is not None and started.precision is not Precision.DAY:
            up_to_now = round((scene.published_at - started.at).total_seconds() / 60)
            if ended is not None and ended.precision is not Precision.DAY:
                clocked = round((ended.at - started.at).total_seconds() / 60)
        is_rough = any(time.precision is Precision.HOUR for time in both)
        return cls(
            clocked if clocked and clocked > 0 else None, up_to_now, ended is not None, is_rough
        )


@dataclass(frozen=True, slots=True)
class LengthRow:
    """A length that may be meant, with its signs and the words around it."""

    minutes: int | None  # None: none is told
    span: DurationExpression | None  # None: the difference of the two clock times, or none
    signs: list[str]
    windows: tuple[tuple[str, str], ...] = ()


def length_rows(scene: Scene, told: Told) -> list[LengthRow]:
    """Return the spans that may be the length, then the clocked one if there is, then none."""
    spans = [span for span in scene.spans if span.minutes > 0]
    same = Counter(span.minutes for span in spans)
    starts = [sentence.start for sentence in scene.sentences]
    rows = []
    for span in spans:
        index = max(0, bisect_right(starts, span.start) - 1)
        signs = [
            *_of_span(span, scene, index),
            f"same {min(same[span.minutes], 3)}",
            f"of {min(len(spans), 5)}",
            f"first {span is spans[0]}",
            f"end {told.has_end} {span.form}",
            *_fit(span, told),
        ]
        rows.append(LengthRow(span.minutes, span, signs, _around(span, scene, index)))
    if told.clocked is not None:
        signs = _of_clocked(told.clocked, spans, told, scene)
        rows.append(LengthRow(told.clocked, None, signs))
    none = [
        "none",
        f"none of {scene.kind}",
        f"none of {min(len(spans), 5)}",
        f"none, clocked {told.clocked is not None}",
    ]
    return [*rows, LengthRow(None, None, none + of_text(scene.text))]


def _of_span(span: DurationExpression, scene: Scene, index: int) -> list[str]:
    signs = [
        "any",
        f"{span.form}",
        f"{span.form} {scene.kind}",
        f"bound {span.is_lower_bound}",
        f"days {span.in_days}",
        f"long {step(span.minutes, _LENGTHS)}",
        f"sentence {min(index, 5)}",
        f"round {span.minutes % _AN_HOUR == 0}",
    ]
    return [*signs, "background"] if index in scene.background else signs


def _fit(span: DurationExpression, told: Told) -> list[str]:
    signs = []
    if told.clocked is not None:
        off = step(abs(span.minutes - told.clocked) / told.clocked, _OFF)
        signs += [f"off {off}", f"off {off} bound {span.is_lower_bound}"]
    else:
        signs.append("nothing clocked")
    if told.up_to_now is not None:
        off = step(abs(span.minutes - told.up_to_now) / max(told.up_to_now, 1), _OFF_NOW)
        signs += [f"off now {off}", f"off now {off} {span.form}"]
        if span.minutes > told.up_to_now + _AN_HOUR:
            signs.append("longer than up to now")
    return signs


def _of_clocked(
    clocked: int, spans: Sequence[DurationExpression], told: Told, scene: Scene
) -> list[str]:
    signs = [
        "clocked",
        f"clocked {scene.kind}",
        f"clocked {step(clocked, _CLOCKED)}",
        f"clocked beside {min(len(spans), 3)}",
    ]
    if any(abs(span.minutes - clocked) <= 0.1 * clocked for span in spans):
        signs.append("clocked and told")
    return [*signs, "clocked roughly"] if told.is_rough else signs


def _around(span: DurationExpression, scene: Scene, index: int) -> tuple[tuple[str, str], ...]:
    sentence = scene.sentences[index]
    before = scene.text[max(sentence.start, span.start - _BEFORE) : span.start]
    after = scene.text[span.end : max(span.end, min(sentence.end, span.end + _AFTER))]
    windows = windows_around(before, after, after[:_RIGHT_AFTER])
    return (*windows, ("so far", plain(before)))
