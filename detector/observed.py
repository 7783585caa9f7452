"""What is seen in a document before anything is concluded: sentences, names, older stories, times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from detector.facts.background import background_sentences
from detector.facts.names import Mention, name_finder
from detector.facts.stated import Times
from detector.facts.time_model import load_time_model
from detector.facts.times import read_times
from detector.sentences import Sentence, split_sentences
from models.records import Kind


@dataclass(frozen=True, slots=True)
class Observed:
    """A document with its sentences, the names in it, and the times it states."""

    text: str
    kind: Kind
    published_at: datetime
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    background: frozenset[int]  # indices of sentences that tell of older incidents or plans
    times: Times


@dataclass(frozen=True, slots=True)
class Named:
    """A text's sentences and the names in it: all that the gate needs to see."""

    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]


def name(text: str) -> Named:
    """Return the sentences of a stored text (title, newline, body), and the names in it."""
    sentences = split_sentences(text)
    return Named(text, sentences, name_finder().find(text, sentences))


def observe(text: str, kind: Kind, published_at: datetime, named: Named | None = None) -> Observed:
    """Return what is seen in a stored text; named spares looking for its names again."""
    named = named or name(text)
    sentences = named.sentences
    background = background_sentences(sentences, published_at)
    return Observed(
        text=text,
        kind=kind,
        published_at=published_at,
        sentences=sentences,
        mentions=named.mentions,
        background=frozenset(i for i in background if not sentences[i].in_title),
        times=read_times(text, sentences, published_at, kind, background, load_time_model()),
    )
