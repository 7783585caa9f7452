"""A cause named in a text, and how the text means it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.records import Cause

#: How many characters before and after a cause are read for what is said of it.
NEAR = 45
#: From this weight on a cue is something that happened, not only a thing named.
EVENT = 0.6


class Verdict(Enum):
    """How a text means a cause that it names."""

    SAID = "said"
    SUSPECTED = "suspected"
    DOUBTED = "doubted"
    DENIED = "denied"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cause named in a text, from start (an offset into the stored text) on."""

    cause: Cause
    weight: float
    sentence: int
    start: int
    text: str
    verdict: Verdict = Verdict.SAID
    score: float = 0.0
    is_linked: bool = False

    @property
    def end(self) -> int:
        """Return the offset after the cue's last character."""
        return self.start + len(self.text)
