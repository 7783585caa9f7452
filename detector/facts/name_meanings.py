"""What each place that may be a name means, by its sentence and by what the whole document names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from detector.cues import FAILURE, RECOVERY
from detector.facts.boundaries import FREE
from detector.facts.doubtful_names import (
    ENDS_ITEM,
    JOINED_AFTER,
    JOINED_BEFORE,
    LISTED_AFTER,
    LISTED_BEFORE,
    WRITTEN_OUT,
    introduces_itself,
    is_complained_of,
    is_told,
    is_told_at_once,
    sector_after,
    sectors_before,
)
from detector.facts.lookalikes import EVERYDAY, STRICT, is_everyday_use
from detector.facts.mention import Mention, fold
from detector.facts.role_cues import VICTIMS
from detector.facts.role_predicates import FAILS
from detector.gazetteer import Entry
from detector.sentences import Sentence

# Where an everyday word that is also a name stands as what a sentence speaks of.
_SUBJECT = re.compile(r"(?:은|는|이|가|도|의|에|에서|에서는|측은|측|과|와)(?:[\s,·…'’\"”]|$)")
_HEAD = re.compile(
    r"(?:은|는|이|가|도|측은|측이|,)\s|\s(?:\d|접속|서버|장애|먹통|앱|서비스|이용|로그인|통신|오류|복구|대란|마비|중단|또|이틀|사흘|전국|"
    r"전\s?세계|한때|정상|망|인터넷|사태|쓰|쓸|새벽|오전|오후|아침|밤|전산|네트워크|홈페이지|주문|결제|예매)"
)
_WINDOW = 6
_BULLETS = frozenset("△▲▷▶")
# A text up to this length is read as one: people write 키움 뻗음? and what of it in the next line.
_SHORT_TEXT = 160
_SEVERAL = 2
# How much of a sentence is looked at.
_SIGHT = 400
_DOUBTED = STRICT | EVERYDAY
_NAMED_SHORT = frozenset({"bank", "card", "broker"})  # 신한·하나·우리, 미래에셋, 한국투자, 삼성


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry that a pattern may mean, and what must stand near it (nothing: always)."""

    entry: Entry
    near: tuple[str, ...]


class Span(NamedTuple):
    """A place where a pattern stands, and what it may mean."""

    start: int
    end: int
    sure: Entry | None  # what the pattern means wherever it stands
    readings: tuple[Reading, ...]


@dataclass
class Naming:
    """Decides what each span means, by its sentence and by what the whole document names."""

    text: str
    lowered: str
    sentences: Sequence[Sentence]
    certain: set[str] = field(default_factory=set)
    chosen: dict[str, Entry] = field(default_factory=dict)
    company: dict[str, bool] = field(default_factory=dict)

    def read(self, spans: Sequence[Span]) -> list[Mention]:
        """Return the mentions: certain ones, then the doubtful that something speaks for."""
        found: list[Mention] = []
        doubtful: list[Span] = []
        for span in spans:
            if span.sure is None:
                doubtful.append(span)
            else:
                self.certain.add(span.sure.id)
                found.append(self._mention(span, span.sure))
        if doubtful:
            found.extend(self._read_doubtful(doubtful, found))
        return found

    def _read_doubtful(self, spans: list[Span], found: list[Mention]) -> list[Mention]:
        starts = [sentence.start for sentence in self.sentences]
        beside = {m.end: m for m in found} | {-m.start: m for m in found}
        waiting: list[tuple[Span, Sentence | None]] = []
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
                or self._by_subject(span, sentence)
                or self._by_what_it_is(span)
            )
            if entry is None:
                waiting.append((span, sentence))
                continue
            self.chosen.setdefault(self.lowered[span.start : span.end], entry)
            read.append(self._mention(span, entry))
        later = ((span, self._by_document(span, sentence)) for span, sentence in waiting)
        return read + [self._mention(span, entry) for span, entry in later if entry is not None]

    def _by_kind(self, span: Span) -> Entry | None:
        """Return the reading of the kind that its list ends in: 미래에셋·NH·KB 등 증권사."""
        if len(span.readings) < _SEVERAL:
            return None
        sector = sector_after(self.lowered, span.end)
        found = [r.entry for r in span.readings if sector and r.entry.sector == sector]
        return found[0] if len(found) == 1 else None

    def _by_company(self, span: Span, sentence: Sentence | None) -> Entry | None:
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

    def _spoken_for(self, span: Span, start: int, end: int) -> Entry | None:
        around = self.lowered[start : span.start] + " " + self.lowered[span.end : end]
        found = self._best(span.readings, around)
        if found is None and " " in around:
            return self._best(span.readings, around.replace(" ", ""))  # 안 됨 is 안됨
        return found

    def _best(self, readings: Sequence[Reading], around: str) -> Entry | None:
        best, most = None, 0
        for reading in readings:
            score = sum([word in around for word in reading.near])
            score += bool(score) and reading.entry.id in self.certain
            if score > most:
                best, most = reading.entry, score
        return best

    def _by_neighbour(self, span: Span, beside: dict[int, Mention]) -> Entry | None:
        """Return the reading whose kind stands beside it in a list: 신한은행·하나 for a bank."""
        if not beside:
            return None
        before = LISTED_BEFORE.search(self.lowered, max(0, span.start - 2), span.start)
        after = LISTED_AFTER.match(self.lowered, span.end)
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

    def _by_first_word(self, span: Span) -> Entry | None:
        """Return the one meaning of the word with which a short complaint begins: 토스 점검중 뜸."""
        opens = span.start < _WINDOW and not self.lowered[: span.start].strip()
        entry = self._likeliest(span, span.readings) if opens else None
        if entry is None:
            return None
        alias = self.lowered[span.start : span.end]
        if len(self.text) > _SHORT_TEXT:
            told = alias not in _DOUBTED and is_told_at_once(self.text, span.end)
        elif WRITTEN_OUT.search(self.text):
            told = alias not in _DOUBTED and is_told_at_once(self.text, span.end)
            told = told or (alias not in STRICT and is_complained_of(self.text, span.end))
        elif alias in _DOUBTED:
            told = alias not in STRICT and (
                is_told_at_once(self.text, span.end) or is_complained_of(self.text, span.end)
            )
        else:
            told = is_told(self.text)
        return entry if told else None

    def _by_subject(self, span: Span, sentence: Sentence | None) -> Entry | None:
        """Return the one meaning of a word of which a sentence tells that it fails or is back.

        Either a title says so at once (스팀 뻗었다) or a sentence begins with it (줌, 4시간 만에
        복구), and the text has some company of the name anywhere.
        """
        if sentence is None or self.lowered[span.start : span.end] in STRICT:
            return None
        begins = span.start == sentence.start and _HEAD.match(self.text, span.end)
        apart = span.start == 0 or self.text[span.start - 1] in FREE
        at_once = sentence.in_title and apart and is_told_at_once(self.text, span.end)
        entry = self._likeliest(span, span.readings) if begins or at_once else None
        if entry is None or (at_once and entry.kind == "service"):
            return entry
        told = begins and is_told(sentence.text[:_SIGHT])
        return entry if told and self._has_company(entry, span.readings) else None

    def _has_company(self, entry: Entry, readings: Sequence[Reading]) -> bool:
        """Return whether any word of the company of a name stands anywhere in the text."""
        if entry.id not in self.company:
            near = next(r.near for r in readings if r.entry is entry)
            self.company[entry.id] = any(word in self.lowered for word in near)
        return self.company[entry.id]

    def _likeliest(self, span: Span, readings: Sequence[Reading]) -> Entry | None:
        """Return the only meaning, or the only one that is called just so: 줌 before 줌닷컴."""
        if len(readings) == 1:
            return readings[0].entry
        alias = self.lowered[span.start : span.end]
        named = [r.entry for r in readings if alias in (fold(r.entry.name), fold(r.entry.name_en))]
        return named[0] if len(named) == 1 else None

    def _by_what_it_is(self, span: Span) -> Entry | None:
        """Return the meaning of the kind that the word before it says: 통신사 로저스."""
        sectors = sectors_before(self.lowered, span.start)
        found = [r.entry for r in span.readings if r.entry.sector in sectors]
        if not found and introduces_itself(self.text, span.start, span.end):
            found = [r.entry for r in span.readings]
        return found[0] if len(found) == 1 else None

    def _by_list(
        self, span: Span, sentence: Sentence | None, beside: dict[int, Mention]
    ) -> Entry | None:
        """Return the one service it may mean where a list names it among those that failed."""
        if sentence is None or not beside or not self._is_joined(span, beside):
            return None
        services = [r for r in span.readings if r.entry.kind in {"service", "provider"}]
        entry = self._likeliest(span, services) if services else None
        if entry is None or self.lowered[span.start : span.end] in STRICT:
            return None
        told = any(sign.search(sentence.text) for sign in (FAILURE, VICTIMS, FAILS))
        told = told or self._is_in_bullets(span)
        return entry if told and ENDS_ITEM.match(self.lowered, span.end) else None

    def _is_in_bullets(self, span: Span) -> bool:
        """Whether it is an item between bullets, as those hit are listed: △카카오톡 △토스 △업비트."""
        return self.text[span.start - 1 : span.start] in _BULLETS and bool(
            FAILURE.search(self.text)
        )

    def _is_joined(self, span: Span, beside: dict[int, Mention]) -> bool:
        before = JOINED_BEFORE.search(self.lowered, max(0, span.start - _WINDOW), span.start)
        if before is not None and before.start() in beside:
            return True
        after = JOINED_AFTER.match(self.lowered, span.end)
        return after is not None and -after.end() in beside

    def _by_document(self, span: Span, sentence: Sentence | None) -> Entry | None:
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

    def _mention(self, span: Span, entry: Entry) -> Mention:
        return Mention(span.start, span.end, self.text[span.start : span.end], entry)
