"""Why a service failed, as a text finally says: the cause with most said for it, with its quote."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from detector.facts import cause_asides as asides
from detector.facts import cause_context as context
from detector.facts.cause_cue import EVENT, Cue, Verdict
from detector.facts.cause_cues import find_cues, judge_cues
from detector.facts.cause_guess import guess_cause
from detector.facts.cause_model import CauseModel
from detector.facts.cause_outside import ROOT_NAME
from detector.facts.cause_unknown import UNKNOWN
from detector.sentences import Sentence
from models.records import Cause, Evidence

#: A cause needs this much said for it: a plain word for it, or a vague one beside "because of".
ENOUGH = 0.94
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
    Cause.FIBER_CUT,
)
#: Who writes is somebody else: "AWS 터져서 우리 서비스도".
_OURS = re.compile(r"(?:우리|저희|당사|자사|저흰)\s")
_AROUND = 20
#: The name stands in a second clause: "은행에 전화하니 금결원이".
_OTHER_CLAUSE = re.compile(r"[니고서며데]\s")
#: A sentence on one more incident.
_ANOTHER = re.compile(r"에도|앞서|과거|전력[이도]\s있|번째|데 이어|(?:때|당시)(?:는|엔|처럼|보다)")
#: How far into the text the failing provider is named where the text is about it.
_SUBJECT = 14


@dataclass(frozen=True, slots=True)
class StatedCause:
    """A cause, with the quote that says so."""

    cause: Cause
    evidence: Evidence


def read_cause(
    sentences: Sequence[Sentence],
    background: Set[int],
    *,
    looks_back: bool = False,
    model: CauseModel | None = None,
) -> StatedCause | None:
    """Return the cause that a text states, unknown where it says that nobody knows, or None.

    What follows an outage weeks later (looks_back) tells of it as of old: where nothing fresh says
    why, the older sentences are read too. Where the rules find nothing, the model is asked.
    """
    told = _told(sentences, background)
    found = _by_rules(sentences, told, looks_back=looks_back)
    guess = guess_cause(told, model) if model is not None and found is None else None
    if guess is None:
        return found
    cause, sentence = guess
    return StatedCause(cause, Evidence(sentence.start, sentence.end, sentence.text))


def _by_rules(
    sentences: Sequence[Sentence], told: Sequence[Sentence], *, looks_back: bool
) -> StatedCause | None:
    found = _read(told)
    if found is None:
        older = _ANOTHER if looks_back else context.OLDER
        ends = {sentence.end for sentence in told}
        rest = [s for s in sentences if s.end not in ends and not _is_past(s, older)]
        if find_cues(rest):
            found = _read([s for s in sentences if not _is_past(s, older)])
    return found


def _is_past(sentence: Sentence, older: re.Pattern[str]) -> bool:
    """Return whether a sentence tells of an older failure, or of something beside the story."""
    return older.search(sentence.text) is not None or _is_another_story(sentence)


def _told(sentences: Sequence[Sentence], background: Set[int]) -> list[Sentence]:
    """Return what is told of this incident: of a contrast with earlier ones, the latter part."""
    told: list[Sentence] = []
    aside: str | None = None
    for index, sentence in enumerate(sentences):
        beside = context.BESIDE_NAME.search(sentence.text)
        aside = beside.group(1) if beside else aside
        if aside is not None and sentence.text.startswith(aside):
            continue
        latter = _latter_part(sentence.text)
        if latter:
            told.append(
                replace(sentence, start=sentence.start + latter, text=sentence.text[latter:])
            )
        elif _is_another_story(sentence):
            continue
        elif index not in background or _explains(sentence):
            told.append(sentence)
    return told


def _latter_part(text: str) -> int:
    """Return where a sentence that sets this failure against an earlier one comes to this one, or 0."""
    before = asides.AFTER_ANOTHER.search(text)
    if before is not None:
        return before.end()
    this = context.THIS_TIME.search(text)
    is_set_against = this is not None and context.EARLIER.search(text, 0, this.start())
    return this.start() if this is not None and is_set_against else 0


def _is_another_story(sentence: Sentence) -> bool:
    """Return whether a sentence tells of one time before, or of something beside the story."""
    text = sentence.text
    return not sentence.in_title and bool(context.ONCE.search(text) or context.BESIDE.match(text))


def _explains(sentence: Sentence) -> bool:
    """Return whether a sentence on the background tells of no older time, or only compares."""
    text = sentence.text
    is_older = context.OLDER.search(text) is not None
    return (
        context.EXPLAINS.search(text) is not None and not is_older
    ) or context.LIKE_BEFORE.search(text) is not None


def _read(told: Sequence[Sentence]) -> StatedCause | None:
    unknown = _unknown(told)
    cues = [
        cue
        for cue in judge_cues(find_cues(told), told)
        if not _is_about_itself(cue, told)
        and not (unknown and context.BYSTANDER.search(told[cue.sentence].text))
    ]
    return _best(_standing(cues)) or unknown or _suspected(cues, told)


def _suspected(cues: Sequence[Cue], told: Sequence[Sentence]) -> StatedCause | None:
    """Return what is only suspected, by those who would know and against nothing said."""
    denied = {cue.cause for cue in cues if cue.verdict in (Verdict.DENIED, Verdict.RETRACTED)}
    return _best(
        [
            replace(cue, score=max(cue.score, ENOUGH))
            for cue in cues
            if cue.verdict is Verdict.SUSPECTED
            and cue.weight >= EVENT
            and cue.cause not in denied
            and not context.BYSTANDER.search(told[cue.sentence].text)
        ]
    )


def _is_about_itself(cue: Cue, told: Sequence[Sentence]) -> bool:
    """Return whether a dependency is on the very company that the text is about."""
    if cue.cause is not Cause.DEPENDENCY:
        return False
    name = ROOT_NAME.match(cue.text)
    at = told[0].text.find(name.group(), 0, _SUBJECT + len(name.group())) if name else -1
    if at < 0 or _OTHER_CLAUSE.search(told[0].text, 0, at):
        return False
    sentence = told[cue.sentence]
    first, last = cue.start - sentence.start, cue.end - sentence.start
    around = sentence.text[max(0, first - _AROUND) : last + _AROUND]
    return _OURS.search(around) is None


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
    enough = _without_consequences(enough, by_cause)
    if not enough:
        return None
    cause = max(enough, key=lambda found: enough[found])
    quote = max(by_cause[cause], key=lambda cue: cue.score)
    return StatedCause(cause, Evidence(quote.start, quote.start + len(quote.text), quote.text))


def _without_consequences(
    enough: dict[Cause, float], by_cause: dict[Cause, list[Cue]]
) -> dict[Cause, float]:
    """Return the causes without what a fire, or lightning in a device, took with it."""
    if Cause.FIRE in enough:
        return {cause: score for cause, score in enough.items() if cause not in _FIRE_BRINGS}
    power = by_cause.get(Cause.POWER, ())
    if Cause.HARDWARE in enough and all(context.LIGHTNING.fullmatch(cue.text) for cue in power):
        return {cause: score for cause, score in enough.items() if cause is not Cause.POWER}
    return enough


def _points(said: Sequence[Cue]) -> float:
    again = sum(cue.score > 0 for cue in said) - 1  # what others brought about says nothing more
    return max(cue.score for cue in said) + _AGAIN * min(max(again, 0), _MENTIONS)


def _unknown(told: Sequence[Sentence]) -> StatedCause | None:
    for sentence in told:
        match = UNKNOWN.search(sentence.text)
        if match:
            start = sentence.start + match.start()
            evidence = Evidence(start, start + len(match.group()), match.group())
            return StatedCause(Cause.UNKNOWN, evidence)
    return None
