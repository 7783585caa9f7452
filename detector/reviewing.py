"""Which reports a person should judge first."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from detector.cues import AFTERMATH, DIGITAL, FAILURE, MAINTENANCE, RECOVERY
from detector.sentences import split_sentences
from models.corrections import ChosenBy
from models.judgeable import Judgeable
from models.records import ABOUT_AN_OUTAGE, Document, Evidence, Kind, Label

#: Where nobody knows a family's boundary, a probability is most doubtful in the middle.
MIDDLE = 0.5
# A mistake in the first report makes an incident of nothing; one of two that confirm it makes it
# sure. Both are chosen, not measured.
_OPENS, _CONFIRMS = 2.0, 1.5
_CUES = {
    Label.OUTAGE: FAILURE,
    Label.RECOVERY: RECOVERY,
    Label.AFTERMATH: AFTERMATH,
    Label.MAINTENANCE: MAINTENANCE,
    Label.OTHER: FAILURE,
}


def doubt_of(one: Judgeable, boundaries: Mapping[Kind, float]) -> float:
    """Return how doubtful a report is: 1 at the boundary, 0 where it is sure.

    What opens an incident counts double, what confirms one half as much again. boundaries are
    probabilities by kind; an aftermath is told from a report at the middle.
    """
    boundary = MIDDLE if one.label is Label.AFTERMATH else boundaries.get(one.kind, MIDDLE)
    distance = abs(one.probability - boundary) / max(boundary, 1 - boundary)
    weight = max(_OPENS if one.opens else 1.0, _CONFIRMS if one.confirms else 1.0)
    return round(max(0.0, 1 - distance) * weight, 4)


def most_doubtful(
    reports: Sequence[Judgeable], boundaries: Mapping[Kind, float], limit: int
) -> list[tuple[Judgeable, float]]:
    """Return up to limit reports with their doubt, the most doubtful first, newest first at a tie.

    What a person has judged is left out, and so are its near-copies; of copies one is offered.
    Before all others come those whose text has changed since a person judged it.
    """
    judged = {one.story for one in reports if one.correction}
    doubts = [(one, doubt_of(one, boundaries)) for one in reports if one.story not in judged]
    doubts.sort(key=lambda pair: _turn(*pair))
    met: set[int] = set()
    found: list[tuple[Judgeable, float]] = []
    for one, doubt in doubts:
        is_wanted = doubt > 0 or one.is_stale
        if is_wanted and one.story not in met and len(found) < limit:
            met.add(one.story)
            found.append((one, doubt))
    return found


def random_sample(reports: Iterable[Judgeable], limit: int) -> list[Judgeable]:
    """Return up to limit reports said to be about an outage, drawn without regard to their doubt.

    The order is that of a hash of the ids, so a later draw goes on where this one ended. What was
    judged for another reason is drawn too: leaving it out would leave out the mistakes.
    """
    drawn = [
        one
        for one in reports
        if said_label(one) in ABOUT_AN_OUTAGE
        and one.story == one.row
        and not (one.correction and one.correction.chosen_by is ChosenBy.RANDOM)
    ]
    return sorted(drawn, key=_place)[:limit]


def said_label(one: Judgeable) -> Label:
    """Return the program's own label, also where a person has given another since."""
    return one.correction.said_label if one.correction else one.label


def decisive_quote(document: Document, label: Label) -> Evidence | None:
    """Return the words that speak most for a label, or else of a failure; None where none does.

    A sentence on something digital goes before others, and the text before its title.
    """
    return _quote(document, _CUES[label]) or _quote(document, FAILURE)


def _quote(document: Document, cue: re.Pattern[str]) -> Evidence | None:
    found = []
    for sentence in split_sentences(document.text):
        if match := cue.search(sentence.text):
            start = sentence.start + match.start()
            rank = (DIGITAL.search(sentence.text) is None, sentence.in_title, start)
            found.append((rank, Evidence(start, start + len(match[0]), match[0])))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _turn(one: Judgeable, doubt: float) -> tuple[bool, float, float, int]:
    return not one.is_stale, -doubt, -one.published_at.timestamp(), one.row


def _place(one: Judgeable) -> str:
    return hashlib.sha256(f"{one.source}\0{one.external_id}".encode()).hexdigest()
