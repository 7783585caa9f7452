"""How a failure showed, as a text writes it: a message or code on the screen, else the words."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from detector.cues import DISABILITY
from detector.facts import symptom_patterns as patterns
from detector.sentences import Sentence
from models.records import Evidence

#: The longest phrase quoted as the symptom.
LIMIT = 60
#: How far before the failing words their subject is looked for.
_BACK = 30
_WORD = re.compile(r"\S+")
_CUT = re.compile(r"[,.…!?\"'“”‘’()\[\]/|:;→]")
_BARE_PARTICLE = re.compile(r"(?:은|는|이|가|을|를|의|도|와|과)\s+")
_SCREEN_NEAR = 24
#: So far around failing words their verb's stem and ending reach.
_VERB = 3


def read_symptom(text: str, sentences: Sequence[Sentence], background: Set[int]) -> Evidence | None:
    """Return how the failure showed: an error on the screen first, else the words that say it."""
    told = [s for i, s in enumerate(sentences) if i not in background]
    told = [s for s in told if not DISABILITY.search(s.text)]
    ordered = sorted(told, key=lambda s: s.in_title)
    for reader in (_message, _code, _message_without_quotes):
        for sentence in ordered:
            found = reader(text, sentence)
            if found is not None:
                return found
    return _words(patterns.SHOWN, text, ordered) or _words(patterns.NAMED, text, ordered)


def _words(pattern: re.Pattern[str], text: str, sentences: Sequence[Sentence]) -> Evidence | None:
    """Return the first failing words that have a subject, or the first of all."""
    bare: Evidence | None = None
    for sentence in sentences:
        match = _first_related(pattern, text, sentence)
        if match is None:
            continue
        found = _phrase(match, text, sentence)
        if found.start < match.start() or pattern is patterns.NAMED or _has_subject(match.group()):
            return found
        bare = bare or found
    return bare


def _first_related(pattern: re.Pattern[str], text: str, sentence: Sentence) -> re.Match[str] | None:
    """Return the first failing words that are no "확인되지 않았다", "대비하지 못해"."""
    for match in pattern.finditer(text, sentence.start, sentence.end):
        around = text[max(sentence.start, match.start() - _VERB) : match.end() + _VERB]
        if pattern is not patterns.SHOWN or patterns.UNRELATED.search(around) is None:
            return match
    return None


def _has_subject(words: str) -> bool:
    return " " in words and not words.startswith(("안 ", "못 "))


def _evidence(text: str, start: int, end: int) -> Evidence:
    return Evidence(start, end, text[start:end])


def _message(text: str, sentence: Sentence) -> Evidence | None:
    for match in patterns.QUOTED.finditer(text, sentence.start, sentence.end):
        after = text[match.end() : min(sentence.end, match.end() + _SCREEN_NEAR)]
        if patterns.ON_SCREEN.match(after) and _reads_as_message(match.group(1), after):
            return _evidence(text, match.start(1), match.end(1))
    return None


def _reads_as_message(words: str, after: str) -> bool:
    """Return whether quoted words are an error's: by themselves, or by what they are called."""
    return bool(patterns.MESSAGE_WORDS.search(words)) or bool(
        re.search(r"문구|메시지|메세지|팝업|경고(?!음)|(?:라는|란|같은)\s(?:오류|에러)", after)
    )


def _code(text: str, sentence: Sentence) -> Evidence | None:
    match = patterns.ERROR_CODE.search(text, sentence.start, sentence.end)
    return _evidence(text, match.start(), match.end()) if match else None


def _message_without_quotes(text: str, sentence: Sentence) -> Evidence | None:
    match = patterns.TOLD_ON_SCREEN.search(text, sentence.start, sentence.end)
    if match is None:
        return None
    start = _subject_start(text, sentence.start, match.start())
    return _evidence(text, start, match.end())


def _phrase(match: re.Match[str], text: str, sentence: Sentence) -> Evidence:
    """Return the failing words with their subject before and their ending after them."""
    start = _subject_start(text, sentence.start, match.start())
    end = patterns.TAIL.match(text, match.end(), sentence.end)
    stop = end.end() if end else match.end()
    described = patterns.DESCRIBED.match(text, stop, sentence.end)
    if described and text[stop - 1] in "는은던한된긴린진":
        stop = described.end()
    stop = max(match.end(), min(stop, start + LIMIT))
    phrase = patterns.ENDING.sub("", text[start:stop].rstrip())
    return _evidence(text, start, start + len(phrase))


def _subject_start(text: str, begin: int, failing: int) -> int:
    """Return where the phrase begins: words before the failing one, back to another thought."""
    begin = max(begin, failing - _BACK)
    if begin and not text[begin - 1].isspace():
        blank = text.find(" ", begin, failing)
        begin = blank + 1 if blank >= 0 else begin
    for cut in _CUT.finditer(text, begin, failing):
        begin = cut.end()
    start = failing
    while start > begin and not text[start - 1].isspace():
        start -= 1
    words = list(_WORD.finditer(text, begin, start))
    for word in reversed(words):
        is_where = start == words[-1].end() + 1 and patterns.WHERE.fullmatch(word.group())
        if patterns.BREAK.match(word.group()) and not is_where:
            break
        start = word.start()
    bare = _BARE_PARTICLE.match(text, start, failing)
    return bare.end() if bare else start
