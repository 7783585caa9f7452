"""What was meant by a text typed with the keyboard set to the other script (두벌식): zkzkdhxhr is 카카오톡."""

from __future__ import annotations

import unicodedata

_KEYS = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        strict=True,
    )
)
_BACK = {letter: key for key, letter in _KEYS.items()}
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
#: Two letters typed one after the other that make one.
_JOINED = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ",
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ",
    "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
_APART = {joined: pair for pair, joined in _JOINED.items()}
_BASE, _PER_LEAD, _PER_VOWEL = 0xAC00, 588, 28


def as_hangul(text: str) -> str | None:
    """Return the Hangul that these keys write; None unless they make whole syllables."""
    if len(text) > 1 and text.isupper():  # Caps Lock, not Shift
        text = text.lower()
    letters = [_KEYS.get(key) or _KEYS.get(key.lower()) for key in text if not key.isspace()]
    if not letters or None in letters:
        return None
    written = _compose([letter for letter in letters if letter])
    return written if all(_BASE <= ord(sign) <= 0xD7A3 for sign in written) else None


def as_latin(text: str) -> str | None:
    """Return the Latin letters that were meant by Hangul; None where any other sign is in it."""
    keys: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        for letter in _letters(sign):
            for single in _APART.get(letter, letter):
                if single not in _BACK:
                    return None
                keys.append(_BACK[single])
    return "".join(keys) or None


def _letters(sign: str) -> str:
    """Return the letters of a syllable, or the sign itself."""
    if not _BASE <= ord(sign) <= 0xD7A3:
        return sign
    lead, rest = divmod(ord(sign) - _BASE, _PER_LEAD)
    vowel, tail = divmod(rest, _PER_VOWEL)
    return _LEADS[lead] + _VOWELS[vowel] + _TAILS[tail].strip()


def _compose(letters: list[str]) -> str:
    """Join letters into syllables as a keyboard does: a consonant before a vowel begins the next."""
    written, at = "", 0
    while at < len(letters):
        lead = letters[at]
        if lead not in _LEADS or at + 1 >= len(letters) or letters[at + 1] not in _VOWELS:
            written, at = written + lead, at + 1
            continue
        vowel, at = _joined(letters, at + 1, _VOWELS)
        tail = ""
        if at < len(letters) and letters[at] in _TAILS and not _opens_syllable(letters, at):
            tail, at = _tail(letters, at)
        written += _syllable(lead, vowel, tail)
    return written


def _joined(letters: list[str], at: int, of: str) -> tuple[str, int]:
    """Return the letter at a place, two that make one as that one, and the place after it."""
    pair = _JOINED.get("".join(letters[at : at + 2]), "")
    return (pair, at + 2) if pair and pair in of else (letters[at], at + 1)


def _tail(letters: list[str], at: int) -> tuple[str, int]:
    pair = _JOINED.get("".join(letters[at : at + 2]), "")
    if pair and pair in _TAILS and not _opens_syllable(letters, at + 1):
        return pair, at + 2
    return letters[at], at + 1


def _opens_syllable(letters: list[str], at: int) -> bool:
    return letters[at] in _LEADS and at + 1 < len(letters) and letters[at + 1] in _VOWELS


def _syllable(lead: str, vowel: str, tail: str) -> str:
    place = _LEADS.index(lead) * _PER_LEAD + _VOWELS.index(vowel) * _PER_VOWEL
    return chr(_BASE + place + (_TAILS.index(tail) if tail else 0))
