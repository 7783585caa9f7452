"""Which known providers and services a text names, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick

from detector.facts.alike_words import words_of_its_kind
from detector.facts.boundaries import FREE, stands_alone
from detector.facts.mention import Mention, fold
from detector.facts.name_meanings import Naming, Reading, Span
from detector.facts.other_names import bracketed, with_bracket_names
from detector.facts.owners import owners_inside
from detector.gazetteer import Entry, gazetteer
from detector.sentences import Sentence, split_sentences

__all__ = ["Mention", "NameFinder", "bracketed", "build_finder", "fold", "name_finder"]


@dataclass(frozen=True)
class NameFinder:
    """Finds all names of a gazetteer in one pass over a text."""

    automaton: ahocorasick.Automaton

    def find(self, text: str, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
        """Return the mentions in order of their place: whole words only, the longest that holds.

        Mentions overlap only where a facility or a part names its owner: the owner's mention lies
        at the start of it (SK C&C in SK C&C 판교 데이터센터).
        """
        lowered = fold(text)
        spans = self._spans(text, lowered)
        if not spans:
            return ()
        read = Naming(text, lowered, sentences).read(spans)
        kept = _longest(read) if len(read) > 1 else read
        return with_bracket_names(text, lowered, [*kept, *owners_inside(kept, read)])

    def finds_any(self, text: str) -> bool:
        """Return whether a text has a name; most have nothing like one and cost next to nothing."""
        return bool(self._spans(text, fold(text)) and self.find(text, split_sentences(text)))

    def _spans(self, text: str, lowered: str) -> list[Span]:
        spans: list[Span] = []
        padded = f" {text} "  # so that the letters beside a name are always there
        for end, (length, sure, readings) in self.automaton.iter(lowered):
            start = end + 1 - length
            beside_it = padded[start] in FREE and padded[end + 2] in FREE
            if beside_it or stands_alone(text, start, end + 1):
                spans.append(Span(start, end + 1, sure, readings))
        return spans

    def meanings(self, surface: str) -> tuple[Entry, ...]:
        """Return the entries that a surface may mean, certainly or with company."""
        found = self.automaton.get(fold(surface), None)
        return tuple(reading.entry for reading in found[2]) if found else ()

    def known(self, surface: str) -> Entry | None:
        """Return the entry that a surface certainly means, if there is one."""
        found = self.automaton.get(fold(surface), None)
        entry: Entry | None = found[1] if found else None
        return entry


@cache
def name_finder() -> NameFinder:
    """Return the finder for the program's gazetteer."""
    return build_finder(gazetteer())


def build_finder(entries: Mapping[str, Entry]) -> NameFinder:
    """Return a finder for these entries."""
    readings: dict[str, list[Reading]] = defaultdict(list)
    for entry in entries.values():
        for surface in entry.surfaces:
            readings[fold(surface)].append(Reading(entry, ()))
        for doubtful in entry.ambiguous:
            near = tuple(
                fold(word) for word in (*doubtful.near, *words_of_its_kind(entry, doubtful))
            )
            readings[fold(doubtful.alias)].append(Reading(entry, near))
    automaton = ahocorasick.Automaton()
    for pattern, meanings in readings.items():
        sure = next((reading.entry for reading in meanings if not reading.near), None)
        automaton.add_word(pattern, (len(pattern), sure, tuple(meanings)))
    automaton.make_automaton()
    return NameFinder(automaton)


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda found: (found.start, -found.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
