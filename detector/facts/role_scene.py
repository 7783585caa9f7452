"""The clause in which names stand, and what it says of all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from detector.cues import FAILURE, RECOVERY
from detector.facts import role_cues as cue
from detector.facts.clauses import Clause
from detector.facts.mention import Mention
from detector.facts.role_neutral import FALSE_LEAD
from detector.facts.role_predicates import FAILS, IS_BACK, KEEPS
from detector.sentences import Sentence
from models.records import Kind

# How far around a name its signs are looked for, so that long lists take no longer each.
_SIGHT = 300
_LIST = 12
# What makes a failing only supposed: 멈추면, 끊길 경우.
_IF = re.compile(r"[가-힣]{0,2}(?:면(?!서)|더라도)[\s,]|[가-힣]{0,2}\s경우")


@dataclass(frozen=True)
class Scene:
    """The clause in which names stand."""

    text: str
    clause: Clause
    sentence: Sentence
    previous_fails: bool
    named: tuple[Mention, ...]
    kind: Kind = Kind.NEWS
    titled: bool = False  # the title names somebody
    previous_recovers: bool = False
    told: str = ""  # the clause, with those after it in its sentence that name nobody else

    @cached_property
    def fails(self) -> bool:
        """Whether the clause says that something fails or lists who was hit."""
        clause = self.told
        if _told_to_fail(clause) or cue.VICTIMS.search(clause):
            return True
        tells = FAILS.search(clause) or cue.UNDONE.search(clause)
        return tells is not None and not (cue.SAFE.search(clause) or KEEPS.search(clause))

    @property
    def is_post(self) -> bool:
        """Whether it stands in a post, where people leave out half of what they mean."""
        return self.kind is Kind.COMMUNITY

    @cached_property
    def suspects(self) -> bool:
        """Whether the clause tells whom people first took for the cause."""
        return FALSE_LEAD.search(self.clause.text) is not None

    @cached_property
    def recovers(self) -> bool:
        """Whether the clause says that something is back."""
        clause = self.told.rstrip()
        return any(sign.search(clause) for sign in (RECOVERY, cue.RETURNS, IS_BACK))

    @cached_property
    def chains(self) -> tuple[tuple[int, int], ...]:
        """The first and the last index of the list in which each name stands: 쿠팡·배민, 업비트와."""
        first = list(range(len(self.named)))
        for i in range(1, len(self.named)):
            between = self.text[self.named[i - 1].end : self.named[i].start]
            if cue.LINK.fullmatch(between) or (self.is_post and between == " "):
                first[i] = first[i - 1]
        last = {start: i for i, start in enumerate(first)}
        return tuple((start, last[start]) for start in first)

    @cached_property
    def lists(self) -> bool:
        """Whether the clause goes on with a list of those hit."""
        return cue.LISTED.search(self.clause.text) is not None

    @cached_property
    def bylines(self) -> tuple[tuple[int, int], ...]:
        """Where the sentence says who writes and from where."""
        start = self.sentence.start
        found = cue.BYLINE.finditer(self.sentence.text)
        return tuple((start + match.start(), start + match.end()) for match in found)

    def near(self, index: int) -> tuple[Mention, ...]:
        """Return the names of the list in which the name stands, of a long one those around it."""
        first, last = self.chains[index]
        return self.named[max(first, index - _LIST) : min(last, index + _LIST) + 1]

    def before(self, index: int) -> str:
        """Return the clause up to the list in which the name stands."""
        end = self.named[self.chains[index][0]].start
        return self.text[max(self.clause.start, end - _SIGHT) : end]

    def after(self, index: int) -> str:
        """Return the rest of the sentence after the list in which the name stands."""
        end = self.named[self.chains[index][1]].end
        return cue.without_quotes(self.text[end : min(end + _SIGHT, self.sentence.end)])

    def within(self, index: int) -> str:
        """Return the rest of the clause after the list in which the name stands.

        In a post it ends at the next name: people string their clauses together without endings.
        """
        last = self.chains[index][1]
        end, stop = self.named[last].end, self.clause.end
        if self.is_post and last + 1 < len(self.named):
            stop = self.named[last + 1].start
        return self.text[end : min(end + _SIGHT, stop)]


def _told_to_fail(clause: str) -> bool:
    """Whether a clause tells a failing that came about, not one that may: 인식이 안 되면."""
    return any(_IF.match(clause, match.end()) is None for match in FAILURE.finditer(clause))


def fails_at_once(scene: Scene, index: int, after: str) -> bool:
    """Return whether what fails follows the name or its list at once: 쿠팡이 먹통."""
    match = cue.FAILS_AFTER.match(after)
    return match is not None and not reaches_next(scene, index, match.end())


def reaches_next(scene: Scene, index: int, length: int) -> bool:
    """Return whether this much text after a list reaches the next name."""
    last = scene.chains[index][1]
    end = scene.named[last].end + length
    return last + 1 < len(scene.named) and scene.named[last + 1].start < end
