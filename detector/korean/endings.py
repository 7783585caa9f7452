"""What a word may end in when it is read aloud: a vowel, ㄹ, or another consonant."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum


class Ending(Enum):
    """The last sound of a word, as far as a particle asks."""

    VOWEL = "vowel"
    RIEUL = "rieul"  # 으로 turns into 로 after it
    CONSONANT = "consonant"


Endings = frozenset[Ending]
UNKNOWN: Endings = frozenset(Ending)

_VOWEL = frozenset({Ending.VOWEL})
_RIEUL = frozenset({Ending.RIEUL})
_CONSONANT = frozenset({Ending.CONSONANT})
_HANGUL_BASE, _HANGUL_LAST = ord("가"), ord("힣")
_FINALS, _FINAL_RIEUL = 28, 8
_LETTERS = {"L": _RIEUL, "R": _RIEUL, "M": _CONSONANT, "N": _CONSONANT}
#: Without one of these no letters are a word of their own: SK is read 에스케이, NASA is not.
_SOUNDED = frozenset("AEIOUY")
#: The last digit of a number (일 이 삼 …), and the same said in English (원 투 쓰리 …).
_SINO = {
    "0": _CONSONANT, "1": _RIEUL, "2": _VOWEL, "3": _CONSONANT, "4": _VOWEL,
    "5": _VOWEL, "6": _CONSONANT, "7": _RIEUL, "8": _RIEUL, "9": _VOWEL,
}  # fmt: skip
_ENGLISH = {
    "1": _CONSONANT, "2": _VOWEL, "3": _VOWEL, "4": _VOWEL, "5": _VOWEL, "6": _VOWEL,
    "7": _CONSONANT, "8": _VOWEL, "9": _CONSONANT, "0": UNKNOWN,
}  # fmt: skip
_TEEN = re.compile(r"(?<!\d)1[0-9]$")
_NUMBER = re.compile(r"[+\-−]?\d[\d,]*(?:\.\d+)?")
_LAST_WORD = re.compile(r"[A-Za-z0-9]+$")
_DIGITS = re.compile(r"\d+$")
#: Signs that are read, whatever stands before them: 디즈니+ is 디즈니플러스, 5% is 오 퍼센트.
_READ_SIGNS = {"+": _VOWEL, "%": _VOWEL, "℃": _VOWEL}
#: Endings of addresses: .com is 닷컴, .net 닷넷, .kr 닷케이알, .org 닷오알지.
_ADDRESSES = {".com": _CONSONANT, ".net": _CONSONANT, ".kr": _RIEUL, ".org": _VOWEL}
#: A bracket belongs to the word before it, and the particle with it: 아마존웹서비스(AWS)가.
_BRACKETED = re.compile(r"(?<=\S)\s*[(\[（［〈《][^()\[\]（）［］〈〉《》]*[)\]）］〉》]$")
_SILENT = "'\"’”‘“`!?.,:;·…_~*"


def endings_of(word: str) -> Endings:
    """Return what a word may end in by how it is written; all of them where that does not say."""
    spoken = spoken_part(word)
    if not spoken:
        return UNKNOWN
    last = spoken[-1]
    if _HANGUL_BASE <= ord(last) <= _HANGUL_LAST:
        return _of_syllable(last)
    if last in _READ_SIGNS:
        return _READ_SIGNS[last]
    for address, endings in _ADDRESSES.items():
        if spoken.lower().endswith(address):
            return endings
    return _of_latin(spoken)


def spoken_part(word: str) -> str:
    """Return a word without the brackets, quotes and marks after it, which nobody reads aloud."""
    text = unicodedata.normalize("NFC", word).strip()
    while True:
        shorter = _BRACKETED.sub("", text).rstrip(_SILENT).rstrip()
        if shorter == text or not shorter:
            return shorter
        text = shorter


def last_word(word: str) -> str:
    """Return the Latin letters and digits at a word's end: AI of 오픈AI."""
    found = _LAST_WORD.search(spoken_part(word))
    return found.group() if found else ""


def _of_syllable(syllable: str) -> Endings:
    final = (ord(syllable) - _HANGUL_BASE) % _FINALS
    if final == 0:
        return _VOWEL
    return _RIEUL if final == _FINAL_RIEUL else _CONSONANT


def _of_latin(spoken: str) -> Endings:
    if _NUMBER.fullmatch(spoken):
        return _SINO[spoken[-1]]
    found = _LAST_WORD.search(spoken)
    if found is None:
        return UNKNOWN
    run = found.group()
    if _DIGITS.search(run):
        return _of_name_with_number(run)
    is_spelled = len(run) == 1 or (run.isupper() and not _SOUNDED & set(run))
    return _LETTERS.get(run[-1].upper(), _VOWEL) if is_spelled else UNKNOWN


def _of_name_with_number(run: str) -> Endings:
    """Return both ways: 정부24 is 이십사, 리니지2 is 투, and a name does not say which it is."""
    english = _CONSONANT if _TEEN.search(run) else _ENGLISH[run[-1]]
    if run.endswith("12"):
        english = _VOWEL
    return _SINO[run[-1]] | english
