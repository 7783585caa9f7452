"""Whether it began in a building of somebody that the text does not name: 데이터센터 화재로."""

from __future__ import annotations

from collections.abc import Sequence, Set

from detector.facts import role_cues as cue
from detector.facts.mention import Mention, fold
from detector.facts.role_root import ROOT_AT
from detector.facts.role_tally import Tally
from detector.facts.role_when import older_sentences
from detector.gazetteer.kin import is_infrastructure, is_place, is_supplier
from detector.sentences import Sentence

# How far after a name "데이터센터 화재" still speaks of its own.
_NEXT = 4


def is_elsewhere(root: Tally | None, *, fire: bool) -> bool:
    """Whether it began in a building of somebody that the text does not name: 데이터센터 화재로."""
    if root is None:
        return False
    if is_place(root.mentions[0].entry) and not is_place(root.entry):
        written = " ".join(fold(mention.surface) for mention in root.mentions)
        return not any(fold(name) in written for name in root.entry.surfaces)
    return fire and not _is_blamed_for_more(root) and not is_infrastructure(root.entry)


def burns_somewhere(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], background: Set[int]
) -> bool:
    """Return whether a fire or power cut is told of a data centre that bears no name."""
    if any(is_place(m.entry) and m.entry.sector == "datacenter" for m in mentions):
        return False
    past = older_sentences(sentences, background)
    for index, sentence in enumerate(sentences):
        for match in cue.FIRE_SOMEWHERE.finditer(sentence.text):
            start = sentence.start + match.start()
            near = [m for m in mentions if m.start <= start < m.end + _NEXT]
            if index not in past and not near:
                return True
    return False


def _is_blamed_for_more(root: Tally) -> bool:
    return root.root >= ROOT_AT and is_supplier(root.entry)
