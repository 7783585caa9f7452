"""Where a text names a cause, and how it means it: said, doubted, denied or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detector.cues import FAILURE
from detector.facts import cause_asides as asides
from detector.facts import cause_context as context
from detector.facts.cause_cue import EVENT, NEAR, Cue, Verdict
from detector.facts.cause_order import demote_consequences
from detector.facts.cause_sieve import could_match
from detector.sentences import Sentence
from models.records import Cause

_CROWD_NEAR = 14
#: Bare names of things (프로그램으로, 네트워크로) are means, not causes, unless they are faulty.
_VAGUE = 0.5
#: What a sentence that concludes (드러났다, 조사 결과) adds to its causes.
_FINAL = 0.5
#: What a quoted reason in a title adds, and what a change adds that a failure merely followed.
_HEADLINE = 0.5
_SINCE_LINK = 0.69
#: What a chain from a vague thing to a failure adds: enough where somebody explains it.
_CHAIN_LINK = 0.3
#: What it adds that those who look after a thing found it faulty.
_FOUND_LINK = 0.35
#: Words too common to be the start of such a chain.
_NO_CHAIN = frozenset({Cause.OVERLOAD, Cause.ATTACK, Cause.DEPLOYMENT})
#: What a cause loses that only led to a guess that is taken back.
_TAKEN_ALONG = 0.7
#: Bare things, whose names alone say nothing of a failure.
_THINGS = (
    Cause.DNS,
    Cause.SOFTWARE,
    Cause.HARDWARE,
    Cause.NETWORK,
    Cause.CERTIFICATE,
    Cause.POWER,
    Cause.CONFIG,
)


#: Causes that people call somebody about.
_WITH_AN_OFFICE = frozenset({Cause.FIRE, Cause.ATTACK, Cause.POWER, Cause.WATER, Cause.FIBER_CUT})
#: Words that error messages use of anything.
_SCREEN_WORDS = frozenset({*_THINGS, Cause.DEPENDENCY}) - {Cause.CERTIFICATE}
_DENIALS = (context.DENIED, asides.NOT_SO, asides.NOT_OF_IT)


def find_cues(sentences: Sequence[Sentence]) -> list[Cue]:
    """Return every cause named in the sentences, in order, none overlapping another."""
    cues: list[Cue] = []
    for index, sentence in enumerate(sentences):
        cues.extend(sorted(_find_in(index, sentence), key=lambda cue: cue.start))
    return cues


def _find_in(index: int, sentence: Sentence) -> list[Cue]:
    text = sentence.text
    screens = _screens(text)
    taken = bytearray(len(text))
    cues: list[Cue] = []
    for entry in could_match(text):
        for match in entry.pattern.finditer(text):
            first, last = match.span()
            if any(taken[first:last]):
                continue
            taken[first:last] = b"\x01" * (last - first)
            if entry.cause in _SCREEN_WORDS and screens[first]:
                continue
            start = sentence.start + first
            cues.append(Cue(entry.cause, entry.weight, index, start, match.group()))
    return cues


def _screens(text: str) -> bytearray:
    """Return which characters stand in an error message quoted from a screen."""
    shown = bytearray(len(text) + 1)
    for quote in context.QUOTED.finditer(text):
        if context.SCREEN.match(text, quote.end()):
            shown[quote.start() : quote.end()] = b"\x01" * len(quote.group())
    return shown


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
    return demote_consequences(judged, sentences)


def _judge(cue: Cue, later: Cue | None, sentence: Sentence, manner: float) -> Cue:
    text = sentence.text
    first, last = cue.start - sentence.start, cue.end - sentence.start
    before = text[max(0, first - NEAR) : first]
    until = last + NEAR
    if later is not None and later.cause is not cue.cause:
        until = min(until, later.start - sentence.start)
    after = text[last:until]
    verdict = _verdict(cue, after, text[last : last + 2 * NEAR])
    if later is not None and verdict is Verdict.SAID and _is_listed(cue, later, sentence):
        verdict = later.verdict
    if context.USERS.search(before) and context.CLAIMED.match(after):
        verdict = Verdict.DOUBTED
    is_likened = cue.cause is Cause.ATTACK and context.LIKENED.search(before)
    is_mending = cue.cause is Cause.DEPLOYMENT and _is_mending(before, after)
    if is_likened or is_mending or _is_beside(cue, verdict, before, after):
        verdict = Verdict.DOUBTED
    if _is_elsewhere(cue, before[-_CROWD_NEAR:], text[last : last + _CROWD_NEAR]):
        verdict = Verdict.DOUBTED
    link = _link(cue, before, after) or _chain_link(cue, text[last : last + 2 * NEAR])
    score = cue.weight + link + _tone(before, after, is_linked=link > 0)
    if link != _SINCE_LINK:  # what merely followed a change yields to any reason given
        score += max(manner, _HEADLINE) if _is_headline(sentence, before, after) else manner
    if later is not None and later.verdict is Verdict.RETRACTED:
        score -= _TAKEN_ALONG  # "과부하가 생겨 디도스로 추정했으나"
    return replace(cue, verdict=verdict, score=score, is_linked=link > 0 or manner >= _FINAL)


def _is_beside(cue: Cue, verdict: Verdict, before: str, after: str) -> bool:
    """Return whether the cue neither says nor denies why: a backlog, a false alarm, a known event."""
    if verdict is Verdict.DENIED:
        known = context.KNOWN_EVENT.search(before)
        return known is not None and context.UNTOUCHED.match(after) is not None
    if cue.cause is Cause.OVERLOAD:
        return context.BACKLOG.search(before) is not None
    return cue.cause is Cause.ATTACK and context.TAKEN_FOR.match(after) is not None


def _is_headline(sentence: Sentence, before: str, after: str) -> bool:
    """Return whether the cue is a quoted reason in a title: 두 달 만에 먹통…"네트워크 문제"."""
    opened = max(before.rfind(mark) for mark in "\"“‘'")
    return sentence.in_title and opened >= 0 and context.CLOSED.match(after) is not None


def _verdict(cue: Cue, after: str, further: str) -> Verdict:
    if any(denial.match(after) for denial in _DENIALS):
        return Verdict.DENIED
    if context.RETRACTED.match(after):
        return Verdict.RETRACTED
    if context.SUSPECTED.match(after):
        return Verdict.SUSPECTED
    if context.DOUBTED.match(after) or context.NOT_TOLD.match(further):
        return Verdict.DOUBTED
    if cue.cause in _SCREEN_WORDS and context.ON_SCREEN.match(after):
        return Verdict.DOUBTED
    if cue.cause is Cause.OVERLOAD and _is_harmless(after):
        return Verdict.DOUBTED
    if _is_compared(cue, after, further):
        return Verdict.DOUBTED
    return Verdict.SAID


def _is_compared(cue: Cue, after: str, further: str) -> bool:
    """Return whether this failure is only held against another of that cause, or an office named."""
    if context.HELD_AGAINST.match(further) or asides.OTHERS_WENT.match(further):
        return True
    if cue.cause in _WITH_AN_OFFICE and asides.NAMED_FOR.match(after):
        return True
    return cue.cause in (Cause.FIRE, Cause.ATTACK) and context.COMPARED.match(after) is not None


def _is_mending(before: str, after: str) -> bool:
    """Return whether a change is the mending of the failure, made or advised."""
    return bool(context.MENDING.search(before) or context.ADVISED.match(after))


def _is_harmless(after: str) -> bool:
    """Return whether a crowd only tells the hour, was borne, or is of those who could not."""
    is_hour = context.CROWDED_TIME.match(after) or context.BORNE.match(after)
    return bool(is_hour or asides.COULD_NOT.match(after))


def _is_listed(cue: Cue, later: Cue, sentence: Sentence) -> bool:
    """Return whether the cue shares its verb with the next: "해킹이나 디도스는 아니다"."""
    between = sentence.text[cue.end - sentence.start : later.start - sentence.start]
    return len(between) <= _CROWD_NEAR and context.LIST_JOINT.fullmatch(between) is not None


def _is_elsewhere(cue: Cue, before: str, after: str) -> bool:
    """Return whether a crowd gathers elsewhere, as its own clause says: at a counter, in a forum."""
    if cue.cause is not Cause.OVERLOAD:
        return False
    near = context.CLAUSE_END.split(before)[-1]
    if asides.ELSEWHERE_TOO.search(near) or asides.GATHERED.match(cue.text):
        return True
    is_headless = cue.text.startswith("평소")  # its crowd stands before it
    if context.ELSEWHERE_BEFORE.search(near) or (is_headless and context.ELSEWHERE.search(near)):
        return True
    clause = _clause(after)
    if (link := context.CROWD_LINK.match(clause)) and not context.HELP.search(clause):
        clause = clause[: link.end()]
    return context.ELSEWHERE.search(cue.text + clause) is not None


def _clause(after: str) -> str:
    """Return what follows a cause in its own clause."""
    end = context.CLAUSE_END.search(after)
    return after[: end.start()] if end else after


def _link(cue: Cue, before: str, after: str) -> float:
    """Return how plainly the words around a cause say that it was one."""
    if context.LINK_BEFORE.search(before):
        return 0.8
    is_changing = cue.cause is Cause.DEPLOYMENT and cue.weight == EVENT
    if is_changing or (cue.cause is Cause.DEPLOYMENT and context.SINCE.match(after)):
        is_aside = context.IN_A_ROW.search(after) or _is_advice(after)
        return 0.0 if is_aside else _SINCE_LINK
    is_thing = cue.weight < _VAGUE and not context.FAULTY.search(cue.text)
    is_bare = is_thing and cue.cause in _THINGS
    because = (context.THING_LINK if is_bare else context.LINK_AFTER).match(after)
    if because and not context.BY_RULE.search(because.group()):
        return 0.8
    if is_bare and not context.FAULTY.match(after.lstrip()):
        return 0.0
    if context.LINK_BY.match(after):
        return 0.7
    if cue.weight == EVENT and cue.cause in _THINGS and context.FOUND.match(after):
        return _FOUND_LINK
    return 0.3 if cue.weight >= 1 and FAILURE.search(after) else 0.0


def _is_advice(after: str) -> bool:
    """Return whether a change is only what a reader is told to make."""
    condition = context.CONDITION.match(after)
    if condition is None:
        return False
    rest = after[condition.end() :]
    return FAILURE.search(rest) is None or context.CURED.search(rest) is not None


def _chain_link(cue: Cue, after: str) -> float:
    """Return a little where something named vaguely goes wrong so that something fails."""
    if cue.weight >= 1 or cue.cause in _NO_CHAIN:
        return 0.0
    chain = context.CHAIN.match(after)
    if chain is None or context.REMEDY.search(chain.group()):
        return 0.0
    return _CHAIN_LINK if FAILURE.search(chain["failed"]) else 0.0


def _tone(before: str, after: str, *, is_linked: bool) -> float:
    tone = 0.0
    if context.GUESS.search(after):
        tone -= 0.04
    if context.ALSO.match(after):
        tone -= 1.0
    if context.AT_FIRST.search(before):
        tone -= 0.6
    if not is_linked and context.ASIDE.search(_clause(after[: _CROWD_NEAR * 2])):
        tone -= 1.0
    return tone


def _manner(sentence: Sentence) -> float:
    if context.FINAL.search(sentence.text):
        return _FINAL
    if sentence.in_title:
        return 0.3
    return 0.4 if context.EXPLAINED.search(sentence.text) else 0.0
