"""Some seventy numbers on what a document has and what stands beside it, for models over dense features."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from detector.cues import DIGITAL, FAILURE, FAMILIES, FUTURE, PAST, PHYSICAL, RECOVERY
from detector.observed import Observed
from detector.sentences import Sentence

#: How many sentences of the body count as the lead.
LEAD = 3
_PARTS = ("title", "lead", "rest")
_EXTRA = (
    "names", "names_title", "named_failure", "named_past_failure", "named_future", "named_recovery",
    "digital_failure", "digital_failure_lead", "physical_failure", "fresh_failure",
    "background_failure", "background_share", "failure_share",
    "started", "started_today", "days_since_start", "ended", "duration",
    "length", "sentences", "digits", "title_empty",
)  # fmt: skip
FEATURE_NAMES: tuple[str, ...] = (
    *(f"{part}:{family}" for part in _PARTS for family in FAMILIES),
    *_EXTRA,
)


def context_features(seen: Observed) -> NDArray[np.float64]:
    """Return one value for each of FEATURE_NAMES: cues by part, and cues beside each other."""
    title = [s.text for s in seen.sentences if s.in_title]
    body = [s.text for s in seen.sentences if not s.in_title]
    values = [
        min(2.0, math.log1p(_count(family, part)))
        for part in (title, body[:LEAD], body[LEAD:])
        for family in FAMILIES.values()
    ]
    return np.array([*values, *_named(seen), *_failing(seen), *_shape(seen)], dtype=np.float64)


def _count(pattern: re.Pattern[str], texts: Sequence[str]) -> int:
    return sum(pattern.search(text) is not None for text in texts)


def _named(seen: Observed) -> list[float]:
    """How many names there are, and how many sentences with one fail, plan or recover."""
    named = [
        s.text for s in seen.sentences if any(s.start <= m.start < s.end for m in seen.mentions)
    ]
    failing = [text for text in named if FAILURE.search(text)]
    title_end = seen.text.find("\n")
    counts = (
        len({mention.entry.id for mention in seen.mentions}),
        len({mention.entry.id for mention in seen.mentions if mention.start < title_end}),
        len(failing),
        _count(PAST, failing),
        _count(FUTURE, named),
        _count(RECOVERY, named),
    )
    return [math.log1p(count) for count in counts]


def _failing(seen: Observed) -> list[float]:
    """What fails (something digital, or a road), and whether now or in an older story."""
    failing = [(i, s) for i, s in enumerate(seen.sentences) if FAILURE.search(s.text)]
    digital = [(i, s) for i, s in failing if DIGITAL.search(s.text)]
    fresh = [s for i, s in digital if i not in seen.background]
    return [
        math.log1p(len(digital)),
        math.log1p(sum(i <= LEAD for i, _ in digital)),
        math.log1p(_count(PHYSICAL, [s.text for _, s in failing])),
        math.log1p(len(fresh)),
        math.log1p(len(digital) - len(fresh)),
        len(seen.background) / max(1, len(seen.sentences)),
        len(failing) / max(1, len(seen.sentences)),
    ]


def _shape(seen: Observed) -> list[float]:
    times = seen.times
    digits = sum(char.isdigit() for char in seen.text)
    return [
        *_freshness(seen),
        float(times.ended is not None),
        float(times.duration_minutes is not None),
        math.log1p(len(seen.text)) / 8,
        math.log1p(len(seen.sentences)) / 4,
        min(1.0, digits / max(1, len(seen.text)) * 10),
        float(_has_no_title(seen.sentences)),
    ]


def _freshness(seen: Observed) -> list[float]:
    """Whether a start is told, whether it is of the day, and how long ago it was."""
    started = seen.times.started
    if started is None:
        return [0.0, 0.0, 0.0]
    days = max(0.0, (seen.published_at - started.at) / timedelta(days=1))
    return [1.0, float(days <= 1.0), min(3.0, math.log1p(days))]


def _has_no_title(sentences: Sequence[Sentence]) -> bool:
    return not any(sentence.in_title for sentence in sentences)
