"""Which known names somebody may have meant: Hangul compared by letters, and typed on the wrong keyboard."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from detector.korean.keyboard import as_hangul, as_latin

#: So many names are offered.
MOST = 3
#: Names are alike from this share of letters in common on.
_ALIKE = 0.7
#: Of three letters two in their order are enough: nwo for now.
_SHORT, _ALIKE_SHORT = 3, 0.6
#: A word typed on the wrong keyboard says what was meant nearly letter by letter.
_MEANT = 0.85


def alike(given: str, known: Iterable[str], most: int = MOST) -> list[str]:
    """Return the known names most like the one given, the likest first; none if none is."""
    own = letters_of(given)
    typed = {own: _ALIKE_SHORT if len(own) <= _SHORT else _ALIKE}
    for other in (as_hangul(given), as_latin(given)):
        if other and other != given:
            typed.setdefault(letters_of(other), _MEANT)
    found: list[tuple[float, str]] = []
    for name in known:
        share = max((_share(letters, name, least) for letters, least in typed.items()), default=0)
        if share:
            found.append((share, name))
    found.sort(key=lambda pair: -pair[0])
    return list(dict.fromkeys(name for _, name in found))[:most]


def letters_of(text: str) -> str:
    """Return a text as single letters, Hangul syllables taken apart: 카톡 is ㅋㅏㅌㅗㄱ."""
    plain = "".join(text.casefold().split())
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFC", plain))


def _share(letters: str, name: str, least: float) -> float:
    """Return how much of both is in common, 0 where it is less than the least."""
    own = letters_of(name)
    longest = max(len(letters), len(own))
    if not longest or 2 * min(len(letters), len(own)) < least * (len(letters) + len(own)):
        return 0.0
    matcher = SequenceMatcher(None, own, letters, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    share = matcher.ratio()
    return share if share >= least else 0.0
