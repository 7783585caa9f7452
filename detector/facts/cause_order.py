"""Which of the causes in one sentence is the root, and which it brought about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detector.facts import cause_context as context
from detector.facts.cause_cue import EVENT, NEAR, Cue, Verdict
from detector.sentences import Sentence
from models.records import Cause

#: What breaks by itself, and of which programs and data go wrong later.
_MATERIAL = frozenset(
    {
        Cause.NETWORK,
        Cause.FIBER_CUT,
        Cause.POWER,
        Cause.HARDWARE,
        Cause.COOLING,
        Cause.WATER,
        Cause.FIRE,
    }
)


def demote_consequences(cues: Sequence[Cue], sentences: Sequence[Sentence]) -> list[Cue]:
    """Return the cues, those that another one brought about with less for them."""
    judged = list(cues)
    set_off = 0  # the offset up to which the last root's verb reaches
    told = 0  # the last cue of the sentence that tells of something that happened
    for index in range(1, len(judged)):
        root, second = judged[index - 1], judged[index]
        if root.sentence != second.sentence:
            set_off, told = 0, index
            continue
        told = index - 1 if root.weight >= EVENT else told
        sentence = sentences[root.sentence]
        set_off = set_off or _set_off(root, sentence)
        if second.end <= set_off:
            judged[index] = replace(second, score=second.score - 0.9)
            continue
        # A bare name between (데이터베이스) hides no root: "설정 변경으로 데이터베이스에 요청이 쏠려".
        for place in dict.fromkeys((index - 1, told)):
            root, second = judged[place], judged[index]
            if root.cause is not second.cause and root.verdict is Verdict.SAID:
                judged[place], judged[index] = _ordered(root, second, sentence)
    return judged


def _set_off(root: Cue, sentence: Sentence) -> int:
    """Return up to where the sentence tells what the root set off, or 0."""
    if root.weight < EVENT or root.verdict is not Verdict.SAID:
        return 0
    match = context.SET_OFF.match(sentence.text, root.end - sentence.start)
    return sentence.start + match.end() if match else 0


def _ordered(root: Cue, second: Cue, sentence: Sentence) -> tuple[Cue, Cue]:
    """Return two neighbouring causes with less for the one that the other brought about."""
    if second.start - root.end > NEAR:
        return root, second
    gap = sentence.text[root.end - sentence.start : second.start - sentence.start]
    if root.cause is Cause.DEPLOYMENT or second.cause is Cause.DEPLOYMENT:
        root, second = _with_a_change(root, second, gap)
    if _is_named_as_effect(root, second, gap):
        return replace(root, score=root.score - 1.0), second
    if _is_slip(root, second, gap):
        return replace(root, score=root.score - 0.9), second
    if _broke_first(root, second, gap):
        return root, replace(second, score=second.score - 0.9)
    leads_to = context.BECAUSE_OF_THAT.search(gap) or (
        context.LEADS_TO.match(gap) and not context.DURING.search(gap)
    )
    if not _is_shifted(second, gap) and (root.weight < EVENT or not leads_to):
        return root, second
    if not root.is_linked:
        root = replace(root, score=root.score + 0.7, is_linked=True)
    return root, replace(second, score=second.score - 0.9)


def _with_a_change(root: Cue, second: Cue, gap: str) -> tuple[Cue, Cue]:
    """Return a change with more than the program that failed after it, or that it changed."""
    if second.cause is Cause.DEPLOYMENT:
        is_object = root.weight < EVENT and context.ITS_CHANGE.fullmatch(gap)
        return (replace(root, score=root.score - 1.0) if is_object else root), second
    if second.cause is Cause.SOFTWARE and context.AFTER_CHANGE.fullmatch(gap):
        root = replace(root, score=root.score + 0.5, is_linked=True)
        return root, replace(second, score=second.score - 0.9)
    return root, second


def _is_slip(root: Cue, second: Cue, gap: str) -> bool:
    """Return whether a slip was made in the midst of a change: the slip is the root."""
    if root.cause is not Cause.DEPLOYMENT or second.cause is not Cause.CONFIG:
        return False
    return second.weight >= EVENT and context.DURING.search(root.text + gap) is not None


def _is_named_as_effect(root: Cue, second: Cue, gap: str) -> bool:
    """Return whether the first is named as what the second brought about, or describes it."""
    if root.cause is not Cause.FIRE and context.BROUGHT.match(gap):
        return True
    is_flood = root.cause is Cause.OVERLOAD and second.cause is Cause.ATTACK
    return is_flood and context.FLOOD_OF.fullmatch(gap) is not None


def _broke_first(root: Cue, second: Cue, gap: str) -> bool:
    """Return whether something material broke and programs or data went wrong after it."""
    if root.cause not in _MATERIAL or second.cause in _MATERIAL or root.weight < EVENT:
        return False
    return context.BROKE_FIRST.fullmatch(gap) is not None


def _is_shifted(second: Cue, gap: str) -> bool:
    """Return whether a load only moved to what was left: "한 대가 고장 나 나머지에 요청이 몰려"."""
    if second.cause is not Cause.OVERLOAD:
        return False
    return context.SHIFTED.search(gap + second.text) is not None
