"""Where a text names a cause, and how it means it: said, doubted, denied or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from detector.facts import cause_context as context
from detector.facts.cause_patterns import CAUSE_PATTERNS
from detector.sentences import Sentence
from models.records import Cause

#: How many characters before and after a cause are read for what is said of it.
_NEAR = 45
_CROWD_NEAR = 14
#: Bare names of things (프로그램으로, 네트워크로) are means, not causes, unless they are faulty.
_VAGUE = 0.5
#: What a sentence that concludes (드러났다, 조사 결과) adds to its causes.
_FINAL = 0.5
_THINGS = (
    Cause.SOFTWARE,
    Cause.HARDWARE,
    Cause.NETWORK,
    Cause.CERTIFICATE,
    Cause.POWER,
    Cause.CONFIG,
)


class Verdict(Enum):
    """How a text means a cause that it names."""

    SAID = "said"
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


def find_cues(sentences: Sequence[Sentence]) -> list[Cue]:
    """Return every cause named in the sentences, in order, none overlapping another."""
    cues: list[Cue] = []
    for index, sentence in enumerate(sentences):
        cues.extend(sorted(_find_in(index, sentence), key=lambda cue: cue.start))
    return cues


def _find_in(index: int, sentence: Sentence) -> list[Cue]:
    text = _without_screens(sentence.text)
    taken = bytearray(len(text))
    cues: list[Cue] = []
    for entry in CAUSE_PATTERNS:
        for match in entry.pattern.finditer(text):
            first, last = match.span()
            if any(taken[first:last]):
                continue
            taken[first:last] = b"\x01" * (last - first)
            start = sentence.start + first
            cues.append(Cue(entry.cause, entry.weight, index, start, match.group()))
    return cues


def _without_screens(text: str) -> str:
    """Return the text with messages shown on a screen blanked: they say nothing of why."""
    return context.QUOTED.sub(
        lambda quote: (
            " " * len(quote.group()) if context.SCREEN.match(text, quote.end()) else quote.group()
        ),
        text,
    )


def judge_cues(cues: Sequence[Cue], sentences: Sequence[Sentence]) -> list[Cue]:
    """Return the cues with what their sentences make of them."""
    # Once a sentence, not once a cue: a sentence may hold thousands.
    manners = [_manner(sentence) for sentence in sentences]
    judged: list[Cue] = []
    later: Cue | None = None
    for index in range(len(cues) - 1, -1, -1):
        cue, sentence = cues[index], sentences[cues[index].sentence]
        if later is not None and later.sentence != cue.sentence:
            later = None
        later = _judge(cue, later, sentence, manners[cue.sentence])
        judged.append(later)
    judged.reverse()
    return _demote_consequences(judged, sentences)


def _judge(cue: Cue, later: Cue | None, sentence: Sentence, manner: float) -> Cue:
    text = sentence.text
    first, last = cue.start - sentence.start, cue.end - sentence.start
    before = text[max(0, first - _NEAR) : first]
    until = last + _NEAR
    if later is not None and later.cause is not cue.cause:
        until = min(until, later.start - sentence.start)
    after = text[last:until]
    verdict = _verdict(cue, after)
    if later is not None and verdict is Verdict.SAID and _is_listed(cue, later, sentence):
        verdict = later.verdict
    if _is_elsewhere(cue, text[max(0, first - _CROWD_NEAR) : last + _CROWD_NEAR // 2]):
        verdict = Verdict.DOUBTED
    link = _link(cue, before, after)
    score = cue.weight + link + _tone(before, after, is_linked=link > 0)
    score += manner
    return replace(cue, verdict=verdict, score=score, is_linked=link > 0 or manner >= _FINAL)


def _verdict(cue: Cue, after: str) -> Verdict:
    if context.DENIED.match(after):
        return Verdict.DENIED
    if context.RETRACTED.match(after):
        return Verdict.RETRACTED
    return Verdict.DOUBTED if context.DOUBTED.match(after) else Verdict.SAID


def _is_listed(cue: Cue, later: Cue, sentence: Sentence) -> bool:
    """Return whether the cue shares its verb with the next: "해킹이나 디도스는 아니다"."""
    between = sentence.text[cue.end - sentence.start : later.start - sentence.start]
    return len(between) <= _CROWD_NEAR and context.LIST_JOINT.fullmatch(between) is not None


def _is_elsewhere(cue: Cue, around: str) -> bool:
    return cue.cause is Cause.OVERLOAD and context.ELSEWHERE.search(around) is not None


def _link(cue: Cue, before: str, after: str) -> float:
    """Return how plainly the words around a cause say that it was one."""
    if context.LINK_AFTER.match(after) or context.LINK_BEFORE.search(before):
        return 0.8
    if cue.cause is Cause.DEPLOYMENT and context.SINCE.match(after):
        return 0.75
    is_thing = cue.weight < _VAGUE and not context.FAULTY.search(cue.text)
    if is_thing and cue.cause in _THINGS and not context.FAULTY.match(after.lstrip()):
        return 0.0
    return 0.7 if context.LINK_BY.match(after) else 0.0


def _tone(before: str, after: str, *, is_linked: bool) -> float:
    tone = 0.0
    if context.GUESS.search(after):
        tone -= 0.04
    if context.AT_FIRST.search(before):
        tone -= 0.6
    if not is_linked and context.ASIDE.search(after[: _CROWD_NEAR * 2]):
        tone -= 1.0
    return tone


def _manner(sentence: Sentence) -> float:
    if context.FINAL.search(sentence.text):
        return _FINAL
    if sentence.in_title:
        return 0.3
    return 0.4 if context.EXPLAINED.search(sentence.text) else 0.0


def _demote_consequences(cues: Sequence[Cue], sentences: Sequence[Sentence]) -> list[Cue]:
    """Return the cues, those that another one brought about with less for them."""
    judged = list(cues)
    for index in range(1, len(judged)):
        root, second = judged[index - 1], judged[index]
        if root.sentence != second.sentence or root.cause is second.cause:
            continue
        sentence = sentences[root.sentence]
        begin = root.end - sentence.start
        gap = sentence.text[begin : min(begin + _NEAR, second.start - sentence.start)]
        if second.start - root.end > _NEAR or root.verdict is not Verdict.SAID:
            continue
        if root.cause is not Cause.FIRE and context.BROUGHT.match(gap):
            judged[index - 1] = replace(root, score=root.score - 1.0)
        elif context.LEADS_TO.match(gap) and not context.DURING.search(gap):
            judged[index] = replace(second, score=second.score - 0.9)
            if not root.is_linked:
                judged[index - 1] = replace(root, score=root.score + 0.7, is_linked=True)
    return judged
