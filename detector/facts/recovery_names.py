"""What a clause says is back or still down: the names before its verb, each as written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detector.facts import recovery_patterns as patterns
from detector.facts.expressions import TimeExpression, Width
from models.records import Evidence, StatedTime

#: The longest name, and how many are kept of one list.
_LONGEST = 30
_MOST = 20
#: How far before its verb a name is looked for.
_BACK = 70
#: So many words are taken off the end of what stands before the verb.
_FILLERS = 4


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence: text is the stored text from start on, times are those in it."""

    start: int
    text: str
    times: tuple[TimeExpression, ...]

    @property
    def end(self) -> int:
        """Return the offset after the clause's last character."""
        return self.start + len(self.text)


def time_before(clause: Clause, until: int) -> StatedTime | None:
    """Return the last time told before an offset into the clause, rather by the clock than by day."""
    before = [time for time in clause.times if time.start < clause.start + until]
    told = before or list(clause.times)
    told = [time for time in told if time.width is Width.CLOCK] or told
    if not told or told[-1].at is None:
        return None
    last = told[-1]
    return StatedTime(told[-1].at, last.precision, Evidence(last.start, last.end, last.text))


def restored_in(clause: Clause, done: re.Match[str], *, is_counted: bool) -> list[str]:
    """Return what works again: right before the verb, else the topic before its time."""
    until = done.end("what") if done["what"] not in {None, "이용"} else done.start()
    shares = patterns.SHARE_OF.findall(clause.text)
    names = shares[:_MOST] if len(shares) > 1 else names_before(clause, until)
    is_said = patterns.SPEAKS.search(clause.text, done.end()) is not None
    is_by_itself = patterns.BY_ITSELF.search(done.group()) is not None
    is_topic = (is_by_itself or bool(names)) and not is_said
    if is_counted or not is_topic or not all(patterns.GENERIC.search(name) for name in names):
        return names
    return topic_of(clause, until) or names


def names_before(clause: Clause, until: int, begin: int = 0) -> list[str]:
    """Return what stands before a verb at until as its subject or object, from begin on."""
    first = max(begin, until - _BACK)
    for time in clause.times:
        if clause.start + first <= time.start and time.end <= clause.start + until:
            first = time.end - clause.start
    return split_names(_from_begin(patterns.LEADING.sub("", clause.text[first:until])))


def topic_of(clause: Clause, until: int) -> list[str]:
    """Return what stands before the time: "정부24는 18일 오전 9시 재개됐다"."""
    inside = [time for time in clause.times if time.start < clause.start + until]
    if not inside:
        return []
    first = inside[-2].end if len(inside) > 1 else clause.start
    words = clause.text[first - clause.start : inside[-1].start - clause.start][-_BACK:]
    return split_names(_from_begin(words)) if patterns.TOPIC.search(words) else []


def split_names(words: str) -> list[str]:
    """Return the names in a list, without those that name nothing."""
    names: list[str] = []
    for part in patterns.SPLIT.split(words):
        name = patterns.JOINED.sub("", patterns.AND_SO_ON.sub("", part.strip()))
        name = patterns.LOOSE.sub("", name.strip(" '\"‘’“”"))
        if 1 < len(name) <= _LONGEST and not patterns.NO_NAME.search(name):
            names.append(name)
    return [name for name in names[:_MOST] if not patterns.COUNTED_NAME.search(name)]


def _from_begin(words: str) -> str:
    """Return words without particles and adverbs at their end and what stands before the names."""
    words = words.rstrip(" ,")
    for _ in range(_FILLERS):
        bare = patterns.FILLER.sub("", words).rstrip(" ,")
        if bare == words:
            break
        words = bare
    words = words.rstrip("\"'”’ ")
    if patterns.ADVERBIAL.search(words):
        return ""
    words = patterns.PARTICLE.sub("", patterns.FIRST_VERB.sub("", words))
    begin = 0
    for match in patterns.BEGIN.finditer(words):
        if words[match.end() :].strip():
            begin = match.end()
    return words[begin:]
