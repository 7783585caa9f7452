"""How a failure showed, as a text writes it: a message or code on the screen, else the words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set

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
_SCREEN_NEAR = 24


def read_symptom(text: str, sentences: Sequence[Sentence], background: Set[int]) -> Evidence | None:
    """Return how the failure showed: an error on the screen first, else the words that say it."""
    told = [s for i, s in enumerate(sentences) if i not in background]
    told = [s for s in told if not DISABILITY.search(s.text)]
    ordered = sorted(told, key=lambda s: s.in_title)
    readers: tuple[Callable[[str, Sentence], Evidence | None], ...] = (
        _message,
        _code,
        _message_without_quotes,
        _failing_words,
        _named_failure,
    )
    for reader in readers:
        for sentence in ordered:
            found = reader(text, sentence)
            if found is not None:
                return found
    return None


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
        re.search(r"문구|메시지|메세지|오류|팝업|에러|경고", after)
    )


def _code(text: str, sentence: Sentence) -> Evidence | None:
    match = patterns.ERROR_CODE.search(text, sentence.start, sentence.end)
    return _evidence(text, match.start(), match.end()) if match else None


def _message_without_quotes(text: str, sentence: Sentence) -> Evidence | None:
    match = patterns.TOLD_ON_SCREEN.search(text, sentence.start, sentence.end)
    return _evidence(text, match.start(1), match.end(1)) if match else None


def _failing_words(text: str, sentence: Sentence) -> Evidence | None:
    return _phrase(patterns.SHOWN.search(text, sentence.start, sentence.end), text, sentence)


def _named_failure(text: str, sentence: Sentence) -> Evidence | None:
    return _phrase(patterns.NAMED.search(text, sentence.start, sentence.end), text, sentence)


def _phrase(match: re.Match[str] | None, text: str, sentence: Sentence) -> Evidence | None:
    """Return the failing words with their subject before and their ending after them."""
    if match is None:
        return None
    start = _subject_start(text, sentence.start, match.start())
    end = patterns.TAIL.match(text, match.end(), sentence.end)
    stop = end.end() if end else match.end()
    described = patterns.DESCRIBED.match(text, stop, sentence.end)
    if described and text[stop - 1] in "는은던한된긴린진":
        stop = described.end()
    stop = min(stop, start + LIMIT)
    return _evidence(text, start, start + len(text[start:stop].rstrip()))


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
        if patterns.BREAK.match(word.group()):
            break
        start = word.start()
    return start
