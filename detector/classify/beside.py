"""Which kinds of cues a text has, and what they stand beside: a name, something digital, a road."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from detector.cues import FAMILIES

#: Cues that another cue in the same sentence says something of.
_ANCHORS = ("name", "digital", "physical", "disability")
_WHAT = ("name", "digital")
_THAT = ("failure", "recovery")


def beside(text: str, signs: Mapping[str, str]) -> list[str]:
    """Return one word for each family of cues in a sentence, and for each pair with an anchor.

    text has a sentence a line; signs says which sign stands for which family of known names.
    """
    return [word for line in text.split("\n") if line.strip() for word in _of(line, signs)]


def says_what(words: Iterable[str]) -> bool:
    """Return whether these words of beside() tell of a name or of something digital."""
    return not set(words).isdisjoint(_WHAT)


def says_plainly(text: str, signs: Mapping[str, str]) -> bool:
    """Return whether a text says both what fails and that it fails, or that it is back."""
    said = beside(text, signs)
    return says_what(said) and not set(said).isdisjoint(_THAT)


def _of(sentence: str, signs: Mapping[str, str]) -> Iterator[str]:
    families = [name for name, pattern in FAMILIES.items() if pattern.search(sentence)]
    families += [name for name, sign in signs.items() if sign in sentence]
    yield from families
    for anchor in _ANCHORS:
        if anchor in families:
            yield from (f"{anchor}&{family}" for family in families if family != anchor)
