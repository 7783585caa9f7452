"""Where a sentence turns: its clauses, so that 'A는 정상이지만 B는 멈췄다' is read as two."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detector.sentences import Sentence

# A clause ends after a connective ending. 고/며/서 are taken only after a verb stem's own syllable,
# since nouns end so too.
_TURN = re.compile(
    r"(?:[가-힣](?:지만|으나|는데|은데|인데|던데|더니|으며|면서|는가 하면|\s?반면에?)|"
    r"[았었였했됐렸졌췄혔겼났갔왔켰있없않하되치르리기이](?:고|으나|며|나|자)|[추지나]자|[인했됐] 데다|다[\"'”’]?며)"
    r"(?:,\s*|\s+)|;\s*"
)
_TITLE_TURN = re.compile(
    r"\s*(?:…|\.{2,}|‥|;|\s[-–—]\s)\s*|[가-힣](?:지만|는데|은데|인데|던데|더니)\s"
)
#: A clause shorter than this stays with the next one.
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch text[start:end] of one sentence."""

    start: int
    end: int
    text: str
    sentence: int  # index of its sentence


def split_clauses(text: str, sentences: tuple[Sentence, ...]) -> tuple[Clause, ...]:
    """Return the clauses of all sentences in order; offsets point into the stored text."""
    clauses: list[Clause] = []
    for index, sentence in enumerate(sentences):
        turn = _TITLE_TURN if sentence.in_title else _TURN
        begin = sentence.start
        for match in turn.finditer(text, sentence.start, sentence.end):
            if match.end() - begin >= _SHORTEST and sentence.end - match.end() >= _SHORTEST:
                clauses.append(Clause(begin, match.end(), text[begin : match.end()], index))
                begin = match.end()
        clauses.append(Clause(begin, sentence.end, text[begin : sentence.end], index))
    return tuple(clauses)
