"""Which language to speak: the one asked for, else that of the locale, else Korean."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language that there are texts in."""

    KO = "ko"
    EN = "en"


LANGUAGES = tuple(language.value for language in Language)
#: Locales that say nothing of a language: containers and services run in them.
_NEUTRAL = frozenset({"", "c", "posix"})


def language_of(asked: str | None, locale: str) -> Language:
    """Return the language asked for, if there is it; else Korean, but English in other locales."""
    for wanted in (asked or "", locale):
        name = wanted.partition(".")[0].partition("@")[0].casefold()
        if name in _NEUTRAL:
            continue
        return Language.KO if name.partition("_")[0].partition("-")[0] == "ko" else Language.EN
    return Language.KO
