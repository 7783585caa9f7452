"""Where the sentences of a stored text begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A sentence ends at . ! ? … and closing quotes or brackets before white space, or at a line end.
# A dot between digits (18.11.22, 84.5%) or inside a Latin name (facebook.com, No.1) ends nothing.
_END = re.compile(r"(?:[.!?…]+|[。！？]+)[\"'”’」』)\]]*(?=\s|$)|\n+")
_ABBREVIATION = re.compile(r"(?:\b(?:No|vs|Inc|Corp|Co|Ltd|Mr|Dr|St)|\b[A-Z]|(?:^|\s)\d{1,4})\.$")
_LONGEST_ABBREVIATION = 5
#: Characters of a sentence: nobody writes one so long, and what compares its parts with each other
#: stays quick on what has no end of a sentence.
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: text is the stored text from start to end, without outer blanks."""

    start: int
    end: int
    text: str
    in_title: bool = False


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a stored text (title, newline, body) in order.

    The title is always a sentence of its own (or none when empty). Offsets point into text. What goes
    on without an end for LONGEST characters is cut there, at a blank where there is one.
    """
    title_end = text.find("\n") if "\n" in text else len(text)
    sentences: list[Sentence] = []
    begin = 0
    if title_end:
        _append(sentences, text, 0, title_end, in_title=True)
    begin = title_end
    for match in _END.finditer(text, title_end):
        if match.start() < begin:
            continue
        if match.group() == "." and _is_abbreviation(text, begin, match.end()):
            continue
        _append(sentences, text, begin, match.end(), in_title=False)
        begin = match.end()
    _append(sentences, text, begin, len(text), in_title=False)
    return tuple(sentences)


def _is_abbreviation(text: str, begin: int, end: int) -> bool:
    """Return whether the dot before end belongs to what stands before it: No., Inc., 3."""
    near = max(begin, end - 1 - _LONGEST_ABBREVIATION)
    return _ABBREVIATION.search(text, near, end) is not None


def _append(sentences: list[Sentence], text: str, start: int, end: int, *, in_title: bool) -> None:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        _append(sentences, text, start, cut, in_title=in_title)
        start = cut
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        sentences.append(Sentence(start, start + len(stripped), stripped, in_title))
