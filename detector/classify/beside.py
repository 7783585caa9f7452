"""Which kinds of cues a text has, and what they stand beside: a name, something digital, a road."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detector.cues import FAMILIES

#: Cues that another cue in the same sentence says something of.
_ANCHORS = ("name", "digital", "physical", "disability")
_WHAT = ("name", "digital")
_THAT = ("failure", "recovery")


def beside(text: str, name_sign: str) -> list[str]:
    """Return one word for each family of cues in a sentence, and for each pair with an anchor.

    text has a sentence a line, known names masked by name_sign.
    """
    return [word for line in text.split("\n") if line.strip() for word in _of(line, name_sign)]


def says_what(words: Iterable[str]) -> bool:
    """Return whether these words of beside() tell of a name or of something digital."""
    return not set(words).isdisjoint(_WHAT)


def says_plainly(text: str, name_sign: str) -> bool:
    """Return whether a text says both what fails and that it fails, or that it is back."""
    said = beside(text, name_sign)
    return says_what(said) and not set(said).isdisjoint(_THAT)


def _of(sentence: str, name_sign: str) -> Iterator[str]:
    families = [name for name, pattern in FAMILIES.items() if pattern.search(sentence)]
    if name_sign in sentence:
        families.append("name")
    yield from families
    for anchor in _ANCHORS:
        if anchor in families:
            yield from (f"{anchor}&{family}" for family in families if family != anchor)
