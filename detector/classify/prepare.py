"""A document as the classifier sees it: words of its parts, characters, context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detector.classify.context import LEAD, context_features
from detector.facts.names import Mention
from detector.morphemes import tag
from detector.observed import Observed
from detector.sentences import Sentence
from models.records import Kind

#: Characters of a body that are read after the lead: what an article is about stands before that.
REST_LIMIT = 1200
CHARACTERS_LIMIT = 400
#: What stands for a known name, so that the model learns what happens to services, not to whom.
NAME = "◇"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the model's channels read of one document."""

    title: list[str]
    lead: list[str]
    rest: list[str]
    characters: str
    context: NDArray[np.float64]


def prepare(seen: Observed) -> Prepared:
    """Return a document as the classifier sees it; a post is read as one part."""
    title = [s for s in seen.sentences if s.in_title]
    body = [s for s in seen.sentences if not s.in_title]
    is_post = seen.kind is Kind.COMMUNITY
    parts = [[], title + body, []] if is_post else [title, body[:LEAD], body[LEAD:]]
    masked = [_masked(seen.text, part, seen.mentions)[:REST_LIMIT] for part in parts]
    return Prepared(
        title=_words(masked[0]),
        lead=_words(masked[1]),
        rest=_words(masked[2]),
        characters=f"{masked[0]}\n{masked[1]}"[:CHARACTERS_LIMIT].lower(),
        context=context_features(seen),
    )


def _masked(text: str, part: Sequence[Sentence], mentions: Sequence[Mention]) -> str:
    """Return the sentences with each known name replaced by one sign."""
    pieces: list[str] = []
    for sentence in part:
        position = sentence.start
        for mention in mentions:
            if position <= mention.start and mention.end <= sentence.end:
                pieces += (text[position : mention.start], NAME)
                position = mention.end
        pieces += (text[position : sentence.end], "\n")
    return "".join(pieces)


def _words(text: str) -> list[str]:
    """Return the morphemes and their pairs; numbers count as one word."""
    words = ["0" if pos == "SN" else form.lower() for form, pos in tag(text)]
    return words + [f"{a} {b}" for a, b in pairwise(words)]
