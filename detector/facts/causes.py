"""Why a service failed, as a text finally says: the cause with most said for it, with its quote."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from detector.facts.cause_context import UNKNOWN
from detector.facts.cause_cues import Cue, Verdict, find_cues, judge_cues
from detector.facts.cause_patterns import ROOT_NAME
from detector.sentences import Sentence
from models.records import Cause, Evidence

#: A cause needs this much said for it: a plain word for it, or a vague one beside "because of".
ENOUGH = 0.95
#: Each further mention adds a little, so that a conclusion outweighs an often repeated guess.
_AGAIN = 0.12
_MENTIONS = 3
#: A fire takes these with it: its power is cut, its room grows hot, its equipment is lost.
_FIRE_BRINGS = (
    Cause.POWER,
    Cause.COOLING,
    Cause.WATER,
    Cause.HARDWARE,
    Cause.CONFIG,
    Cause.NETWORK,
)
#: How far into the text the failing provider is named where the text is about it.
_SUBJECT = 14


@dataclass(frozen=True, slots=True)
class StatedCause:
    """A cause, with the quote that says so."""

    cause: Cause
    evidence: Evidence


def read_cause(sentences: Sequence[Sentence], background: Set[int]) -> StatedCause | None:
    """Return the cause that a text states, unknown where it says that nobody knows, or None."""
    told = [s for i, s in enumerate(sentences) if i not in background]
    cues = [_about_dependant(cue, told) for cue in judge_cues(find_cues(told), told)]
    standing = _standing([cue for cue in cues if cue is not None])
    best = _best(standing)
    return best or _unknown(told)


def _about_dependant(cue: Cue, told: Sequence[Sentence]) -> Cue | None:
    """Return the cue, or None for a dependency on the very company that the text is about."""
    if cue.cause is Cause.DEPENDENCY:
        name = ROOT_NAME.match(cue.text)
        if name and told[0].text.find(name.group(), 0, _SUBJECT + len(name.group())) >= 0:
            return None
    return cue


def _standing(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues that are neither taken back there nor later in the text."""
    struck: dict[Cause, int] = {}
    for index, cue in enumerate(cues):
        if cue.verdict in (Verdict.DENIED, Verdict.RETRACTED):
            struck[cue.cause] = index
    return [
        cue
        for index, cue in enumerate(cues)
        if cue.verdict is Verdict.SAID
        and (cue.cause not in struck or (index > struck[cue.cause] and cue.is_linked))
    ]


def _best(cues: Sequence[Cue]) -> StatedCause | None:
    by_cause: dict[Cause, list[Cue]] = {}
    for cue in cues:
        by_cause.setdefault(cue.cause, []).append(cue)
    points = {cause: _points(said) for cause, said in by_cause.items()}
    enough = {cause: score for cause, score in points.items() if score >= ENOUGH}
    if len(enough) > 1:
        enough.pop(Cause.DEPENDENCY, None)
    if Cause.FIRE in enough:
        enough = {cause: score for cause, score in enough.items() if cause not in _FIRE_BRINGS}
    if not enough:
        return None
    cause = max(enough, key=lambda found: enough[found])
    quote = max(by_cause[cause], key=lambda cue: cue.score)
    return StatedCause(cause, Evidence(quote.start, quote.start + len(quote.text), quote.text))


def _points(said: Sequence[Cue]) -> float:
    return max(cue.score for cue in said) + _AGAIN * min(len(said) - 1, _MENTIONS)


def _unknown(told: Sequence[Sentence]) -> StatedCause | None:
    for sentence in told:
        match = UNKNOWN.search(sentence.text)
        if match:
            start = sentence.start + match.start()
            evidence = Evidence(start, start + len(match.group()), match.group())
            return StatedCause(Cause.UNKNOWN, evidence)
    return None
