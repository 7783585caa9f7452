"""Where a failure was felt, as a text writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from detector.cues import FAILURE
from detector.facts import place_patterns as patterns
from detector.facts.symptoms import read_symptom
from detector.sentences import Sentence
from models.records import Evidence

__all__ = ["read_region", "read_symptom"]

#: What fails there follows a bare place within so many characters.
_NEAR = 60
_AFTER = 30
#: How many sentences at the head are read even where no failing word stands in them.
_LEAD = 2


def read_region(text: str, sentences: Sequence[Sentence], background: Set[int]) -> Evidence | None:
    """Return the place of the failure as written: a cloud region first, then where it was felt."""
    told = [s for i, s in enumerate(sentences) if i not in background]
    failing = [s for s in told if _fails(s.text)] or told[:_LEAD]
    for found in (
        _first(patterns.CLOUD_REGION, text, told),
        _first(patterns.AREA, text, failing),
        _first(patterns.PLACE, text, told, is_near=True),
        _first(patterns.EVERYWHERE, text, failing),
        _first(patterns.EVERYWHERE, text, [s for s in told if patterns.SCOPE.match(s.text)]),
        _first(patterns.BUILDING, text, told),
    ):
        if found is not None:
            return Evidence(found.start(), found.end(), found.group())
    return None


def _first(
    pattern: re.Pattern[str], text: str, sentences: Sequence[Sentence], *, is_near: bool = False
) -> re.Match[str] | None:
    """Return the first place that is the failure's; is_near asks for failing words right after."""
    for sentence in sorted(sentences, key=lambda s: s.in_title):
        for match in _places(pattern, text, sentence):
            if not is_near or _fails(text[match.end() : _until(match, sentence)]):
                return match
    return None


def _fails(words: str) -> bool:
    return bool(FAILURE.search(words) or patterns.CANNOT.search(words))


def _until(match: re.Match[str], sentence: Sentence) -> int:
    return min(sentence.end, match.end() + _NEAR)


def _places(pattern: re.Pattern[str], text: str, sentence: Sentence) -> Iterator[re.Match[str]]:
    dateline = patterns.DATELINE.search(text, sentence.start, sentence.end)
    for match in pattern.finditer(text, sentence.start, sentence.end):
        if dateline and dateline.start() <= match.start() < dateline.end():
            continue
        after = text[match.end() : min(sentence.end, match.end() + _AFTER)]
        if match.group() in patterns.HOMONYMS:
            continue
        if patterns.PERSONAL.match(after) or patterns.UNHURT.match(after):
            continue
        yield match
