"""A time with the words around it, cut into the pieces from which its role is read."""

from __future__ import annotations

from dataclasses import dataclass

from detector.facts import clause_patterns as patterns
from detector.facts.expressions import TimeExpression, Width


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A time with the words around it."""

    time: TimeExpression
    last: TimeExpression  # the other end of its range, or the time itself
    head: str  # the words before it, back to the time before
    so_far: str  # the words before it, back to where the sentence begins
    near: str  # the words after it, up to the next time
    rest: str  # the words after it, up to the end of the sentence
    following: str  # what stands right after the time, its 부터 or 까지 included
    is_first: bool  # no other time stands before it in its sentence

    @property
    def is_day(self) -> bool:
        """Return whether it is a day without a clock time."""
        return self.time.width is Width.DAY

    @property
    def is_day_since(self) -> bool:
        """Return whether it is a day since which something goes on: 17일 밤부터."""
        return self.is_day and patterns.DAY_SINCE.match(self.following) is not None

    @property
    def is_since(self) -> bool:
        """Return whether it says since when: 8시부터."""
        return self.time.is_range_start or self.last.is_range_end or self.is_day_since
