"""A text as the judge of times sees it: the times that may be its start or end, words around each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from detector.facts.expressions import DurationExpression, TimeExpression, Width
from detector.sentences import Sentence
from models.records import Kind

#: So many times and spans of a text are judged: more than articles have, and bounded work.
MOST = 120
_NEAR, _FAR, _RIGHT_AFTER, _JUST_BEFORE = 60, 60, 8, 24
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A time that may be the start or the end, with the words around it as runs are cut from them."""

    index: int  # among all expressions of the text
    time: TimeExpression
    at: datetime
    windows: tuple[tuple[str, str], ...]  # which words they are, and the words


@dataclass(frozen=True, slots=True)
class Scene:
    """A text with what is told of times in it."""

    text: str
    sentences: Sequence[Sentence]
    times: Sequence[TimeExpression]
    spans: Sequence[DurationExpression]
    kind: Kind
    background: frozenset[int]
    published_at: datetime
    candidates: tuple[Candidate, ...]

    @property
    def own_clocks(self) -> list[Candidate]:
        """Return the clock times outside the sentences on older stories."""
        return [
            one
            for one in self.candidates
            if one.time.width is Width.CLOCK and one.time.sentence not in self.background
        ]

    def told_at(self) -> Counter[datetime]:
        """Return how many candidates tell each moment."""
        return Counter(one.at for one in self.candidates)


def set_scene(
    text: str,
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    spans: Sequence[DurationExpression],
    kind: Kind,
    background: frozenset[int],
    published_at: datetime,
) -> Scene:
    """Return what a judge needs of a text."""
    usable = [
        (index, time, time.at)
        for index, time in enumerate(times)
        if time.at is not None
        and time.width in {Width.CLOCK, Width.DAY}
        and not time.is_coming
        and time.at <= published_at
    ]
    candidates = tuple(
        _candidate(text, sentences[time.sentence], times, index, at)
        for index, time, at in usable[:MOST]
    )
    return Scene(text, sentences, times, spans[:MOST], kind, background, published_at, candidates)


def plain(words: str) -> str:
    """Return words in small letters, every number made one, in one line."""
    return _DIGITS.sub("0", words.lower()).replace("\n", " ")


def windows_around(before: str, after: str, following: str) -> tuple[tuple[str, str], ...]:
    """Return the words before and after something, as runs are cut from them."""
    return (
        ("after", plain(after)),
        ("next", "|" + plain(following)),
        ("before", plain(before[-_JUST_BEFORE:]) + "|"),
    )


def _candidate(
    text: str,
    sentence: Sentence,
    times: Sequence[TimeExpression],
    index: int,
    at: datetime,
) -> Candidate:
    time = times[index]
    partner = time.partner
    last = times[partner] if partner is not None and partner > index else time
    begin = sentence.start
    if index and times[index - 1].sentence == time.sentence:
        begin = max(begin, times[index - 1].end)
    following = index + 1 + (partner == index + 1)
    end = sentence.end
    if following < len(times) and times[following].sentence == time.sentence:
        end = times[following].start
    before = text[max(begin, time.start - _NEAR) : time.start]
    after = text[last.end : min(end, last.end + _NEAR)]
    windows = windows_around(
        before, after, text[time.end : min(sentence.end, time.end + _RIGHT_AFTER)]
    )
    so_far = plain(text[max(sentence.start, time.start - _FAR) : time.start])
    return Candidate(index, time, at, (*windows, ("so far", so_far)))
