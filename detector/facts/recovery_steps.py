"""A recovery told in parts: what came back when, what was still down, how many of how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from detector.facts import recovery_patterns as patterns
from detector.facts.expressions import TimeExpression, Width, find_times
from detector.facts.recovery_counts import Counted, read_counts, read_growth
from detector.facts.recovery_names import (
    Clause,
    names_before,
    restored_in,
    split_names,
    time_before,
    topic_of,
)
from detector.sentences import Sentence
from models.records import Evidence, Kind, RecoveryStep, StatedTime

#: Plain "X is back" makes a series only beside so many others, of other names and times.
_SERIES = 2
#: How many clauses without a verb are kept until one comes.
_WAITING = 8


@dataclass(frozen=True, slots=True)
class _Found:
    """A step as its clauses tell it, and whether they say themselves that it is only a part."""

    step: RecoveryStep
    is_part: bool


def read_recovery_steps(
    text: str,
    sentences: Sequence[Sentence],
    background: Set[int],
    published_at: datetime,
    kind: Kind,
) -> tuple[RecoveryStep, ...]:
    """Return the steps of a recovery in parts, by time where told; () where it is told as one."""
    told = [i for i, s in enumerate(sentences) if i not in background and _speaks(s.text)]
    if not told:
        return ()
    times: dict[int, list[TimeExpression]] = defaultdict(list)
    for time in find_times(text, sentences, published_at, kind, frozenset(background)):
        is_known = time.at is not None and time.at <= published_at and not time.is_coming
        if is_known and time.width in {Width.CLOCK, Width.DAY}:
            times[time.sentence].append(time)
    found: list[_Found] = []
    for index in told:
        for item in _in_sentence(sentences[index], times[index]):
            if not sentences[index].in_title or item.step.count is not None:
                _add(found, item)
    return _ordered(_series(found))


def _speaks(text: str) -> bool:
    of_it = (patterns.DONE, patterns.STILL, patterns.LISTED, patterns.STATE)
    return any(pattern.search(text) for pattern in of_it) or bool(read_counts(text, is_done=False))


def _in_sentence(sentence: Sentence, times: Sequence[TimeExpression]) -> Iterator[_Found]:
    """Yield the steps of a sentence; what is still down joins the step told before it."""
    listed = _listed(sentence, times)
    if listed is not None:
        yield listed
        return
    waiting: list[Clause] = []
    before: _Found | None = None
    for clause in _clauses(sentence, times):
        item = _in_clause(clause, before)
        if item is None:
            waiting = [*waiting[1 - _WAITING :], clause]
            continue
        yield from _sharing(item, waiting)
        waiting = []
        if before is not None and not (item.step.restored or _is_counted(item.step)):
            before = _joined(before, item, sentence)
            continue
        if before is not None:
            yield before
        before = item
    if before is not None:
        yield before


def _clauses(sentence: Sentence, times: Sequence[TimeExpression]) -> Iterator[Clause]:
    begin, first = 0, 0
    cuts = [(m.start(), m.end()) for m in patterns.CLAUSE.finditer(sentence.text)]
    for end, following in [*cuts, (len(sentence.text), len(sentence.text))]:
        last = first
        while last < len(times) and times[last].start < sentence.start + end:
            last += 1
        if end > begin:
            own = tuple(times[first:last])
            yield Clause(sentence.start + begin, sentence.text[begin:end], own)
        begin, first = following, last


def _in_clause(clause: Clause, before: _Found | None) -> _Found | None:
    """Return the step that a clause tells, or None; before is what its sentence told so far."""
    done = patterns.DONE.search(clause.text)
    if done is not None and _is_unreal(clause.text, done.start()):
        done = None
    still = patterns.STILL.search(clause.text)
    counted = _counted(clause, before, is_done=done is not None)
    if done is not None and still is not None and still.start() < done.end():
        done = None
    down = names_before(clause, still.start(), done.end() if done else 0) if still else []
    restored = restored_in(clause, done, is_counted=bool(counted)) if done else []
    if not (restored or down or counted):
        return None
    verb = still or done
    at = time_before(clause, verb.start() if verb else len(clause.text))
    step = _step(clause.start, clause.text, at, counted, restored, down)
    is_part = bool(counted or down or _is_partial(clause.text))
    return _Found(step, is_part)


def _is_unreal(words: str, verb: int) -> bool:
    """Return whether what a verb says is planned, asked for, or hangs on a condition."""
    is_planned = patterns.PLANNED.search(words, verb) is not None
    return is_planned or patterns.CONDITION.search(words, 0, verb) is not None


def _counted(clause: Clause, before: _Found | None, *, is_done: bool) -> Counted:
    """Return what a clause counts as back; a count before it may have grown."""
    counted = read_counts(clause.text, is_done=is_done)
    grown = read_growth(clause.text)
    if counted or grown is None or before is None or before.step.count is None:
        return counted
    return Counted(grown, before.step.total)


def _is_partial(words: str) -> bool:
    return any(pattern.search(words) for pattern in (patterns.PARTLY, patterns.SHARE))


def _step(
    start: int,
    words: str,
    at: StatedTime | None,
    counted: Counted,
    restored: Sequence[str],
    down: Sequence[str],
) -> RecoveryStep:
    inner = words.strip(" ,\n")
    begin = start + words.find(inner)
    return RecoveryStep(
        at=at,
        restored=tuple(dict.fromkeys(restored)),
        still_down=tuple(dict.fromkeys(down)),
        count=counted.count,
        total=counted.total,
        percent=counted.percent,
        evidence=Evidence(begin, begin + len(inner), inner),
    )


def _sharing(item: _Found, waiting: Sequence[Clause]) -> Iterator[_Found]:
    """Yield steps of clauses that share the verb of the next: "3시에 메시지가, 5시에 사진이 복구됐다"."""
    for clause in waiting if item.step.restored else ():
        at = time_before(clause, len(clause.text))
        if at is None or patterns.SHARES.search(clause.text.rstrip(" ,")) is None:
            continue
        named = names_before(clause, len(clause.text))
        if names := named or topic_of(clause, len(clause.text)):
            step = _step(clause.start, clause.text, at, Counted(), names, ())
            yield _Found(step, is_part=True)


def _listed(sentence: Sentence, times: Sequence[TimeExpression]) -> _Found | None:
    """Return the step that a notice lists: "복구 완료: 로그인 / 복구 중: 송금", "은행(복구 중)"."""
    restored: list[str] = []
    down: list[str] = []
    for match in patterns.LISTED.finditer(sentence.text):
        (restored if match["done"] else down).extend(split_names(match["names"]))
    for match in patterns.STATE.finditer(sentence.text):
        what = match.group() if match["what"] else match["name"]
        (restored if match["done"] else down).append(what)
    if not (restored or down):
        return None
    counted = read_counts(sentence.text, is_done=bool(restored))
    at = time_before(Clause(sentence.start, sentence.text, tuple(times)), len(sentence.text))
    step = _step(sentence.start, sentence.text, at, counted, restored, down)
    return _Found(step, is_part=True)


def _joined(before: _Found, item: _Found, sentence: Sentence) -> _Found:
    """Return a step with what the next clause says is still down."""
    first, last = before.step.evidence, item.step.evidence
    words = sentence.text[first.start - sentence.start : last.end - sentence.start]
    step = replace(
        before.step,
        at=before.step.at or item.step.at,
        still_down=tuple(dict.fromkeys((*before.step.still_down, *item.step.still_down))),
        evidence=Evidence(first.start, last.end, words),
    )
    return _Found(step, is_part=True)


def _is_counted(step: RecoveryStep) -> bool:
    return any(value is not None for value in (step.count, step.total, step.percent))


def _add(found: list[_Found], item: _Found) -> None:
    """Add a step; a share alone belongs to the count told right before: "복구율은 13.4%다"."""
    step = item.step
    before = found[-1].step if found else None
    is_share = step.percent is not None and step.count is None and not step.restored
    if before is None or not is_share or before.count is None or before.percent is not None:
        found.append(item)
        return
    found[-1] = replace(found[-1], step=replace(before, percent=step.percent))


def _series(found: Sequence[_Found]) -> list[RecoveryStep]:
    """Return the steps of a recovery in parts; none where all came back at once."""
    is_mixed = any(f.step.restored for f in found) and any(f.step.still_down for f in found)
    if not is_mixed and not any(_shows_progress(item) for item in found):
        dated = {item.step.at.at for item in found if item.step.at}
        if len(dated) < _SERIES or len({item.step.restored for item in found}) < _SERIES:
            return []
    return [item.step for item in found]


def _shows_progress(item: _Found) -> bool:
    """Return whether a step by itself says that something came back in part."""
    return item.is_part and (bool(item.step.restored) or _is_counted(item.step))


def _ordered(steps: Sequence[RecoveryStep]) -> tuple[RecoveryStep, ...]:
    """Return the steps by time, undated ones last, each told once."""
    seen: dict[object, RecoveryStep] = {}
    for step in steps:
        is_counted = step.count is not None
        key = (step.count, step.total) if is_counted else (step.restored, step.still_down)
        known = seen.get(key)
        seen[key] = step if known is None or known.at is None else known
    dated = [step for step in seen.values() if step.at is not None]
    dated.sort(key=_moment)
    return (*dated, *(step for step in seen.values() if step.at is None))


def _moment(step: RecoveryStep) -> datetime:
    return step.at.at if step.at else datetime.max.replace(tzinfo=UTC)
