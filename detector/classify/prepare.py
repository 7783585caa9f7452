"""A document as the classifier sees it: words of its parts, characters, letters, what stands beside what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from detector.classify.beside import beside
from detector.facts.names import Mention
from detector.gazetteer import Entry
from detector.morphemes import tag
from detector.observed import Named
from detector.sentences import Sentence
from models.records import Kind

#: How many sentences of an article's body are read, besides its title: what it is about stands
#: there. Its background does not decide, and nothing of it need be tagged.
LEAD = 3
#: Characters of a part that are read, and of all that the character channels read.
PART_LIMIT = 1200
CHARACTERS_LIMIT = 400
#: What stands for a known name, so that the model learns what happens to services, not to whom;
#: and for those who only speak of it (ministries, papers, monitors) or are places that people go to:
#: an airport that snow closes has no outage.
NAME, BYSTANDER = "◇", "◆"
SIGNS = {"name": NAME, "bystander": BYSTANDER}
_BYSTANDERS = frozenset({"institution", "media", "monitor"})
_NETWORKS = frozenset({"datacenter", "telecom"})
_LAUGHS, _SOBS, _LONG, _DIGITS = (
    re.compile(pattern) for pattern in (r"[ㅋㅎ]+", r"[ㅠㅜ]+", r"(.)\1{2,}", r"\d+")
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the model's channels read of one document."""

    title: list[str]
    lead: list[str]
    characters: str
    letters: str  # jamo, so that 안되, 안돼 and 안댐 share all but their ends; of posts alone
    beside: list[str]


def prepare(named: Named, kind: Kind) -> Prepared:
    """Return a document as the classifier sees it; a post is read as one part."""
    title, lead = _masked_parts(named, kind)
    characters = _head(title, lead)
    return Prepared(
        title=_words(title),
        lead=_words(lead),
        characters=characters,
        letters=_letters(characters) if kind is Kind.COMMUNITY else "",
        beside=beside(characters, SIGNS),
    )


def masked_head(named: Named, kind: Kind) -> str:
    """Return the characters of title and lead that are read, in small letters, names masked."""
    return _head(*_masked_parts(named, kind))


def _head(title: str, lead: str) -> str:
    return f"{title}\n{lead}"[:CHARACTERS_LIMIT].lower()


def _masked_parts(named: Named, kind: Kind) -> tuple[str, str]:
    title = [s for s in named.sentences if s.in_title]
    body = [s for s in named.sentences if not s.in_title]
    parts = ([], title + body) if kind is Kind.COMMUNITY else (title, body[:LEAD])
    first, second = (_masked(named.text, part, named.mentions)[:PART_LIMIT] for part in parts)
    return first, second


def _masked(text: str, part: Sequence[Sentence], mentions: Sequence[Mention]) -> str:
    """Return the sentences with each known name replaced by its sign."""
    pieces: list[str] = []
    for sentence in part:
        position = sentence.start
        for mention in mentions:
            if position <= mention.start and mention.end <= sentence.end:
                pieces += (text[position : mention.start], _sign(mention.entry))
                position = mention.end
        pieces += (text[position : sentence.end], "\n")
    return "".join(pieces)


def _sign(entry: Entry) -> str:
    is_visited = entry.kind == "facility" and entry.sector not in _NETWORKS
    return BYSTANDER if is_visited or entry.kind in _BYSTANDERS else NAME


def _words(text: str) -> list[str]:
    """Return the morphemes and their pairs; numbers count as one word."""
    words = ["0" if pos == "SN" else form.lower() for form, pos in tag(text)]
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def _letters(text: str) -> str:
    """Return text in decomposed letters; laughter, sobs, numbers and drawn-out signs made one."""
    text = _DIGITS.sub("0", _SOBS.sub("ㅠ", _LAUGHS.sub("ㅋ", _LONG.sub(r"\1\1", text))))
    return unicodedata.normalize("NFD", text)
