"""Which known providers and services a text names, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import ahocorasick

from detector.cues import FAILURE, RECOVERY
from detector.facts.boundaries import FREE, stands_alone
from detector.facts.lookalikes import EVERYDAY, STRICT, is_everyday_use
from detector.facts.mention import Mention, fold
from detector.facts.other_names import bracketed, with_bracket_names
from detector.facts.owners import owners_inside
from detector.facts.role_cues import VICTIMS
from detector.gazetteer import Entry, gazetteer
from detector.sentences import Sentence

__all__ = ["Mention", "NameFinder", "bracketed", "build_finder", "fold", "name_finder"]

# Where an everyday word that is also a name stands as what a sentence speaks of.
_SUBJECT = re.compile(r"(?:은|는|이|가|도|의|에|에서|에서는|측은|측|과|와)(?:[\s,·…'’\"”]|$)")
_LISTED_BEFORE = re.compile(r"[·ㆍ・/]$|(?P<comma>,\s?)$")
_LISTED_AFTER = re.compile(r"[·ㆍ・/]|(?P<comma>,\s?)")
# What joins the names of a list of those that failed: 링크드인, 줌 등; <에픽세븐>, <카이저>; 롤과 클로드.
_LINK = r"\s?[·ㆍ・/,△▲▷▶]\s?"
_JOINED_BEFORE = re.compile(rf"['’\"”>》]?(?:{_LINK}|(?:와|과|이랑|랑|하고)\s|\s및\s)['‘\"“<《]?$")
_JOINED_AFTER = re.compile(rf"['’\"”>》]?(?:{_LINK}|(?:와|과|이랑|랑|하고)\s|\s및\s)['‘\"“<《]?")
_ENDS_ITEM = re.compile(r"['’\"”>》]?(?:\s?등|[은는이가을를의도에]|에서|까지|[.,·ㆍ…\n]|$)")
_WINDOW = 6
# A text up to this length is read as one: people write 키움 뻗음? and what of it in the next line.
_SHORT_TEXT = 160
_SEVERAL = 2
# Whole sentences, as no complaint has them.
_WRITTEN_OUT = re.compile(r"[가-힣]다\.(?:\s|$)")
_AT_WORK = re.compile(r"점검\s?중")
_DOUBTED = STRICT | EVERYDAY
# What kind of companies a list names: 미래에셋·NH·KB 등 증권사.
_KIND_AFTER = re.compile(
    r"(?:[·ㆍ・,/]\s?[가-힣a-z]{1,6}){0,4}\s?등?\s(?P<kind>증권사|은행|카드사|보험사)"
)
_SECTORS = {"증권사": "broker", "은행": "bank", "카드사": "card", "보험사": "insurance"}
_NAMED_SHORT = frozenset({"bank", "card", "broker"})  # 신한·하나·우리, 미래에셋, 한국투자, 삼성


@dataclass(frozen=True, slots=True)
class _Reading:
    """One entry that a pattern may mean, and what must stand near it (nothing: always)."""

    entry: Entry
    near: tuple[str, ...]


class _Span(NamedTuple):
    start: int
    end: int
    sure: Entry | None  # what the pattern means wherever it stands
    readings: tuple[_Reading, ...]


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
        spans: list[_Span] = []
        padded = f" {text} "  # so that the letters beside a name are always there
        for end, (length, sure, readings) in self.automaton.iter(lowered):
            start = end + 1 - length
            beside_it = padded[start] in FREE and padded[end + 2] in FREE
            if beside_it or stands_alone(text, start, end + 1):
                spans.append(_Span(start, end + 1, sure, readings))
        if not spans:
            return ()
        read = _Document(text, lowered, sentences).read(spans)
        kept = _longest(read) if len(read) > 1 else read
        return with_bracket_names(text, lowered, [*kept, *owners_inside(kept, read)])

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


def build_finder(entries: dict[str, Entry]) -> NameFinder:
    """Return a finder for these entries."""
    readings: dict[str, list[_Reading]] = defaultdict(list)
    for entry in entries.values():
        for surface in entry.surfaces:
            readings[fold(surface)].append(_Reading(entry, ()))
        for doubtful in entry.ambiguous:
            near = tuple(fold(word) for word in doubtful.near)
            readings[fold(doubtful.alias)].append(_Reading(entry, near))
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


@dataclass
class _Document:
    """Decides what each span means, by its sentence and by what the whole document names."""

    text: str
    lowered: str
    sentences: Sequence[Sentence]
    certain: set[str] = field(default_factory=set)
    chosen: dict[str, Entry] = field(default_factory=dict)

    def read(self, spans: Sequence[_Span]) -> list[Mention]:
        """Return the mentions: certain ones, then the doubtful that something speaks for."""
        found: list[Mention] = []
        doubtful: list[_Span] = []
        for span in spans:
            if span.sure is None:
                doubtful.append(span)
            else:
                self.certain.add(span.sure.id)
                found.append(self._mention(span, span.sure))
        if doubtful:
            found.extend(self._read_doubtful(doubtful, found))
        return found

    def _read_doubtful(self, spans: list[_Span], found: list[Mention]) -> list[Mention]:
        starts = [sentence.start for sentence in self.sentences]
        beside = {m.end: m for m in found} | {-m.start: m for m in found}
        waiting: list[tuple[_Span, Sentence | None]] = []
        read: list[Mention] = []
        for span in spans:
            if is_everyday_use(self.lowered, span.start, span.end):
                continue
            index = bisect_right(starts, span.start) - 1
            sentence = self.sentences[index] if index >= 0 else None
            entry = (
                self._by_kind(span)
                or self._by_company(span, sentence)
                or self._by_neighbour(span, beside)
                or self._by_list(span, sentence, beside)
                or self._by_first_word(span)
            )
            if entry is None:
                waiting.append((span, sentence))
                continue
            self.chosen.setdefault(self.lowered[span.start : span.end], entry)
            read.append(self._mention(span, entry))
        later = ((span, self._by_document(span, sentence)) for span, sentence in waiting)
        return read + [self._mention(span, entry) for span, entry in later if entry is not None]

    def _by_kind(self, span: _Span) -> Entry | None:
        """Return the reading of the kind that its list ends in: 미래에셋·NH·KB 등 증권사."""
        if len(span.readings) < _SEVERAL:
            return None
        match = _KIND_AFTER.match(self.lowered, span.end)
        sector = _SECTORS[match["kind"]] if match else None
        found = [r.entry for r in span.readings if sector and r.entry.sector == sector]
        return found[0] if len(found) == 1 else None

    def _by_company(self, span: _Span, sentence: Sentence | None) -> Entry | None:
        """Return what most words of its own sentence speak for, in a short post of all of it."""
        if sentence is None:
            return None
        found = self._spoken_for(span, sentence.start, sentence.end)
        alias = self.lowered[span.start : span.end]
        is_whole = sentence.end - sentence.start + 1 >= len(self.text)
        if (
            found is None
            and len(self.text) <= _SHORT_TEXT
            and not is_whole
            and alias not in _DOUBTED
        ):
            return self._spoken_for(span, 0, len(self.text))
        return found

    def _spoken_for(self, span: _Span, start: int, end: int) -> Entry | None:
        around = self.lowered[start : span.start] + " " + self.lowered[span.end : end]
        found = self._best(span.readings, around)
        if found is None and " " in around:
            return self._best(span.readings, around.replace(" ", ""))  # 안 됨 is 안됨
        return found

    def _best(self, readings: Sequence[_Reading], around: str) -> Entry | None:
        best, most = None, 0
        for reading in readings:
            score = sum([word in around for word in reading.near])
            score += bool(score) and reading.entry.id in self.certain
            if score > most:
                best, most = reading.entry, score
        return best

    def _by_neighbour(self, span: _Span, beside: dict[int, Mention]) -> Entry | None:
        """Return the reading whose kind stands beside it in a list: 신한은행·하나 for a bank."""
        if not beside:
            return None
        before = _LISTED_BEFORE.search(self.lowered, max(0, span.start - 2), span.start)
        after = _LISTED_AFTER.match(self.lowered, span.end)
        for cut, place in (
            (before, before.start() if before else 0),
            (after, -after.end() if after else 0),
        ):
            mention = beside.get(place) if cut else None
            if cut is None or mention is None:
                continue
            sector = mention.entry.sector
            if cut["comma"] is None or sector in _NAMED_SHORT:
                for reading in span.readings:
                    if reading.entry.sector == sector and reading.entry.kind == "service":
                        return reading.entry
        return None

    def _by_first_word(self, span: _Span) -> Entry | None:
        """Return the one meaning of the word with which a short complaint begins: 토스 점검중 뜸."""
        if span.start or len(self.text) > _SHORT_TEXT or len(span.readings) >= _SEVERAL:
            return None
        if _WRITTEN_OUT.search(self.text):
            return None
        alias = self.lowered[span.start : span.end]
        told = (
            None if alias in _DOUBTED else FAILURE.search(self.text) or _AT_WORK.search(self.text)
        )
        return span.readings[0].entry if told else None

    def _by_list(
        self, span: _Span, sentence: Sentence | None, beside: dict[int, Mention]
    ) -> Entry | None:
        """Return the one service it may mean where a list names it among those that failed."""
        if sentence is None or not beside or not self._is_joined(span, beside):
            return None
        services = [r.entry for r in span.readings if r.entry.kind in {"service", "provider"}]
        if len(services) != 1 or self.lowered[span.start : span.end] in STRICT:
            return None
        told = FAILURE.search(sentence.text) or VICTIMS.search(sentence.text)
        return services[0] if told and _ENDS_ITEM.match(self.lowered, span.end) else None

    def _is_joined(self, span: _Span, beside: dict[int, Mention]) -> bool:
        before = _JOINED_BEFORE.search(self.lowered, max(0, span.start - _WINDOW), span.start)
        if before is not None and before.start() in beside:
            return True
        after = _JOINED_AFTER.match(self.lowered, span.end)
        return after is not None and -after.end() in beside

    def _by_document(self, span: _Span, sentence: Sentence | None) -> Entry | None:
        """Return what the name means elsewhere in the document, if that may hold here."""
        alias = self.lowered[span.start : span.end]
        if alias in STRICT:
            return None
        entry = self.chosen.get(alias)
        if entry is None:
            entry = next((r.entry for r in span.readings if r.entry.id in self.certain), None)
        if entry is None or alias not in EVERYDAY:
            return entry
        subject = _SUBJECT.match(self.text, span.end) is not None
        fails = sentence is not None and bool(
            sentence.in_title or FAILURE.search(sentence.text) or RECOVERY.search(sentence.text)
        )
        return entry if subject or fails else None

    def _mention(self, span: _Span, entry: Entry) -> Mention:
        return Mention(span.start, span.end, self.text[span.start : span.end], entry)
