"""Which of the causes in one sentence is the root, and which it brought about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detector.facts import cause_context as context
from detector.facts.cause_cue import EVENT, NEAR, Cue, Verdict
from detector.sentences import Sentence
from models.records import Cause


def demote_consequences(cues: Sequence[Cue], sentences: Sequence[Sentence]) -> list[Cue]:
    """Return the cues, those that another one brought about with less for them."""
    judged = list(cues)
    set_off = 0  # the offset up to which the last root's verb reaches
    for index in range(1, len(judged)):
        root, second = judged[index - 1], judged[index]
        if root.sentence != second.sentence:
            set_off = 0
            continue
        sentence = sentences[root.sentence]
        set_off = set_off or _set_off(root, sentence)
        if second.end <= set_off:
            judged[index] = replace(second, score=second.score - 0.9)
        elif root.cause is not second.cause and root.verdict is Verdict.SAID:
            judged[index - 1 : index + 1] = _ordered(root, second, sentence)
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
    if root.cause is not Cause.FIRE and context.BROUGHT.match(gap):
        return replace(root, score=root.score - 1.0), second
    is_flood = root.cause is Cause.OVERLOAD and second.cause is Cause.ATTACK
    if is_flood and context.FLOOD_OF.fullmatch(gap):
        return replace(root, score=root.score - 1.0), second
    is_slip = root.cause is Cause.DEPLOYMENT and second.cause is Cause.CONFIG
    if is_slip and second.weight >= EVENT and context.DURING.search(root.text + gap):
        return replace(root, score=root.score - 0.9), second
    if root.weight < EVENT or context.DURING.search(gap) or not context.LEADS_TO.match(gap):
        return root, second
    if not root.is_linked:
        root = replace(root, score=root.score + 0.7, is_linked=True)
    return root, replace(second, score=second.score - 0.9)
