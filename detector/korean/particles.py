"""The particle that a word takes, by how the word is read; both forms where nobody can know."""

from __future__ import annotations

from detector.korean.endings import Ending, Endings, endings_of
from detector.korean.readings import reading_of
from models.wording import FORMS

#: Every form that with_particle takes, of either kind.
PARTICLES = frozenset(FORMS) | {after_vowel for after_vowel, _ in FORMS.values()}
_BY_VOWEL_FORM = {after_vowel: form for form, (after_vowel, _) in FORMS.items()}


def with_particle(word: str, form: str) -> str:
    """Return a word with its particle: 카카오톡 with 은 or 는 is 카카오톡은."""
    return word + particle(word, form)


def particle(word: str, form: str) -> str:
    """Return the form of a particle after a word, either form given; 이(가) where none is sure."""
    after_consonant = _BY_VOWEL_FORM.get(form, form)
    after_vowel, both = FORMS[after_consonant]
    forms = {
        after_vowel if _takes_vowel_form(ending, after_consonant) else after_consonant
        for ending in _endings(word)
    }
    return forms.pop() if len(forms) == 1 else both


def _endings(word: str) -> Endings:
    reading = reading_of(word)
    return endings_of(reading if reading is not None else word)


def _takes_vowel_form(ending: Ending, after_consonant: str) -> bool:
    return ending is Ending.VOWEL or (ending is Ending.RIEUL and after_consonant == "으로")
