"""A cause that no list of words has, as the model of causes reads it from one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from detector.facts.cause_cue import Verdict
from detector.facts.cause_cues import find_cues, judge_cues
from detector.facts.cause_model import TOLD, CauseModel
from detector.sentences import Sentence
from models.records import Cause

#: How sure the model must be of a cause: docs/decisions/0014-causes.md.
SURE_ENOUGH = 0.25
#: Sentences of a text that it reads: those of the longest articles, and bounded time for the rest.
_MOST = 400
_DOUBTS = frozenset({Verdict.DOUBTED, Verdict.DENIED, Verdict.RETRACTED})
#: What is never guessed: no cause, and that nothing is known, which is said in words that rules have.
_NEVER = frozenset({None, Cause.UNKNOWN})


def guess_cause(
    told: Sequence[Sentence], model: CauseModel, sure_enough: float = SURE_ENOUGH
) -> tuple[Cause, Sentence] | None:
    """Return the cause that the model is surest of, with its sentence, or None.

    What the rules find named and doubted or denied there is none, however much it looks like one.
    """
    read = [sentence for sentence in told[:_MOST] if not sentence.in_title]
    if not read:
        return None
    found = model.probabilities([sentence.text for sentence in read])
    candidates = [
        (float(probability), place, cause)
        for place, row in enumerate(found)
        for cause, probability in zip(TOLD, row, strict=True)
        if probability >= sure_enough and cause not in _NEVER
    ]
    for _, place, cause in sorted(candidates, key=lambda one: (-one[0], one[1])):
        if cause is not None and not _is_doubted(cause, read[place]):
            return cause, read[place]
    return None


def _is_doubted(cause: Cause, sentence: Sentence) -> bool:
    cues = judge_cues(find_cues([sentence]), [sentence])
    return any(cue.cause is cause and cue.verdict in _DOUBTS for cue in cues)
