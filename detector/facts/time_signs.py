"""What speaks for or against a time being the one at which the outage began, or ended."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from detector.facts.expressions import Width
from detector.facts.time_scene import Candidate, Scene

_HOURS_AGO = (0.2, 0.6, 1.5, 4, 9, 15, 30, 54, 80, 200, 800, 3000)
_MINUTES_ON = (-1440, -1, 1, 10, 30, 60, 120, 240, 480, 1000, 2000, 5000, 15000, 50000)
_MOST_COUNTED = 6
_OF_TEXT = (
    ("over", re.compile(r"복구[가를]? ?(?:완료|됐|되었|했)|정상화|재개|해결|해소|되살")),
    (
        "on",
        re.compile(r"아직|여전히|복구 중|복구 작업|이어지고|계속되고|지 않고 있|못하고 있|째"),
    ),
    ("now", re.compile(r"현재")),
)


def start_signs(scene: Scene) -> list[list[str]]:
    """Return what is seen of each candidate by itself, and of none being it as the last."""
    told, clocks = scene.told_at(), scene.own_clocks
    rows = [_of_time(scene, one, told[one.at], clocks) for one in scene.candidates]
    return [*rows, ["none", *_none(scene)]]


def end_signs(scene: Scene, start: Candidate | None, start_at: datetime | None) -> list[list[str]]:
    """Return how each candidate lies to the start, beside its signs of its own; none as the last."""
    beside = [_to_start(scene, one, start, start_at) for one in scene.candidates]
    none = ["none", *_none(scene), f"none, start {start_at is not None}", *of_text(scene.text)]
    return [*beside, none]


def of_text(text: str) -> list[str]:
    """Return which words of being over, going on and of now stand in title and body."""
    title = text.find("\n")
    return [
        f"{where} {name}"
        for name, pattern in _OF_TEXT
        for where, found in (
            ("title", pattern.search(text, 0, max(title, 0))),
            ("body", pattern.search(text, max(title, 0))),
        )
        if found
    ]


def step(value: float, steps: Sequence[float]) -> int:
    """Return between which of the steps a value lies."""
    return bisect_right(steps, value)


def _none(scene: Scene) -> list[str]:
    return [f"none of {scene.kind}", f"none of {min(len(scene.candidates), _MOST_COUNTED)}"]


def _of_time(scene: Scene, one: Candidate, told: int, clocks: Sequence[Candidate]) -> list[str]:
    time = one.time
    hours = step((scene.published_at - one.at).total_seconds() / 3600, _HOURS_AGO)
    signs = [
        "any",
        f"{time.width}",
        f"{time.precision} precise",
        f"day told {time.day_stated}",
        f"sentence {min(time.sentence, 5)}",
        f"{scene.kind} {time.width}",
        f"ago {hours}",
        f"ago {hours} {scene.kind}",
        f"clocks {bool(clocks)} {time.width}",
        f"of {min(len(scene.candidates), _MOST_COUNTED)}",
        f"told {min(told, 4)}",
    ]
    marks = {
        "zone": time.zone_stated,
        "foreign": time.is_foreign,
        "since": time.is_range_start,
        "until": time.is_range_end,
        "paired": time.partner is not None,
        "background": time.sentence in scene.background,
        f"{scene.kind} background": time.sentence in scene.background,
    }
    signs += [name for name, holds in marks.items() if holds]
    mark = "since" if time.is_range_start else "until" if time.is_range_end else "at"
    signs.append(f"{mark} {time.partner is not None}")
    pool = clocks if time.width is Width.CLOCK else scene.candidates
    if pool:
        order = {
            "earliest": one.at <= min(other.at for other in pool),
            "latest": one.at >= max(other.at for other in pool),
            "first": one.index == pool[0].index,
        }
        signs += [name for name, holds in order.items() if holds]
    return signs


def _to_start(
    scene: Scene, one: Candidate, start: Candidate | None, start_at: datetime | None
) -> list[str]:
    if start_at is None:
        return ["no start"]
    minutes = (one.at - start_at).total_seconds() / 60
    is_clock = one.time.width is Width.CLOCK
    signs = [f"on {step(minutes, _MINUTES_ON)}"]
    if minutes <= 0 and is_clock:
        signs.append("not after start")
    if start is not None:
        signs += _beside_start(one, start)
    if is_clock and minutes > 0:
        away = min((abs(span.minutes - minutes) for span in scene.spans), default=minutes)
        if away <= max(1, 0.03 * minutes):
            signs.append("a length fits")
        elif away <= 0.15 * minutes:
            signs.append("a length nearly fits")
    return signs


def _beside_start(one: Candidate, start: Candidate) -> list[str]:
    first, time = start.time, one.time
    signs = [f"start by {first.width} {time.width}", f"after it {one.index > start.index}"]
    if one.index == start.index:
        signs.append("the start")
    elif first.partner == one.index:
        signs.append("its partner")
    elif first.partner is not None and first.partner > start.index:
        signs.append("another is its partner")
    if first.sentence == time.sentence:
        signs.append(f"same sentence {one.index > start.index}")
    elif first.sentence == time.sentence - 1:
        signs.append("next sentence")
    return signs
