"""Which role each time expression of a text plays, read from the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from detector.facts.expressions import TimeExpression, Width
from detector.facts.time_roles import Role, RoleFound, role_after, role_before
from detector.sentences import Sentence
from models.records import Kind

_ENDS_HERE = re.compile(
    r"[ ]?(?:\([^()\n]{0,24}\)[ ]?)?(?:이었|였|이다|이며|이고|입니다|으로[ ](?:파악|추정|확인"
    r"|알려|집계)|로[ ](?:파악|추정|확인|알려|집계)|[.)\]]|$)"
)
_ACCORDING = re.compile(
    r"[^.\n]{0,30}?(?:에[ ]따르면|에[ ]의하면)"
    r"|[ ]?(?:[가-힣A-Z]{1,12}[은는이가])?[^.\n]{0,16}?(?:보도했|밝혔다)"
)
_OFFICIAL = re.compile(r"따르면|측은|측이|관계자|밝혔|공지|설명했|발표|공식")
_BYSTANDER = re.compile(
    r"누리꾼|네티즌|커뮤니티|[ ]?모[ ]?씨|[가-힣]{1,3}씨[는가도]|[A-Z][ ]?씨|직장인|한[ ]이용자"
    r"|이용자들은|SNS|트위터|점주|학생|다운디텍터"
)
_OUTAGE_WORD = re.compile(
    r"장애|오류|먹통|중단|지연|불통|마비|접속|다운|문제|이상|서비스|복구|서버"
)
_BEGAN = re.compile(
    r"[^.\n]{0,24}?(?:(?:발생|시작|지속|계속)(?:했|해|하였|됐|되었|돼|되고|$)|이어[졌지]"
    r"|나타[나났])"
)
_OPENED = re.compile(r"[^.\n가-힣]{0,4}시작(?:했|해|하였|됐|되었|돼)")
_OTHER_EVENT = re.compile(r"화재|불이|정전|지진|폭발|공격|사고가[ ]나")
_UNTIL = re.compile(r"[ ]?(?:까지|사이)(?:의|에)?")
_NEAR = 120  # characters that can belong to the clause of a time
_LEAD = 4  # title and the first three sentences


@dataclass(frozen=True, slots=True)
class TimedRole:
    """A time expression with the role it plays and how much weight it carries."""

    time: TimeExpression
    at: datetime
    role: Role
    weight: float
    is_whole: bool = False


def roles_of_times(
    text: str,
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    kind: Kind,
    background: frozenset[int],
    published_at: datetime,
) -> tuple[TimedRole, ...]:
    """Return the times that can belong to this incident, each with its role and weight."""
    bonus = [_bonus(sentence.text, kind) for sentence in sentences]
    return tuple(
        TimedRole(time, at, found.role, _weight(time, found, bonus[time.sentence]), found.is_whole)
        for index, time, at in _usable(times, background, published_at)
        if (found := _role(text, sentences, times, index, kind)).role is not Role.NONE
    )


def _usable(
    times: Sequence[TimeExpression], background: frozenset[int], published_at: datetime
) -> Iterator[tuple[int, TimeExpression, datetime]]:
    for index, time in enumerate(times):
        if time.at is None or time.sentence in background or time.is_coming:
            continue
        if time.width in {Width.CLOCK, Width.DAY} and time.at <= published_at:
            yield index, time, time.at


def _role(
    text: str,
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    index: int,
    kind: Kind,
) -> RoleFound:
    time, sentence = times[index], sentences[times[index].sentence]
    last = _last_of_range(times, index)
    since = time.is_range_start or last.is_range_end
    head = text[max(_begin_of_clause(times, index, sentence), time.start - _NEAR) : time.start]
    begin = _past_range_end(text, last)
    near = text[begin : min(_end_of_clause(times, last, index, sentence), begin + _NEAR)]
    if time.width is Width.DAY and _ACCORDING.match(text[last.end : last.end + 60]):
        return RoleFound(Role.NONE, 0.0)
    if _ENDS_HERE.match(near):
        before = role_before(head)
        if before.role is not Role.NONE:
            return before
    if _OPENED.match(near) and not _OUTAGE_WORD.search(head):
        return RoleFound(Role.OTHER, 1.0)
    found = role_after(near, since=since)
    if found.role is Role.NONE:
        found = _begun(head, near)
    if found.role is Role.NONE:
        found = role_before(head)
    if found.role is Role.NONE:
        found = replace_weight(
            role_after(text[begin : min(sentence.end, begin + _NEAR)], since=since), 0.7
        )
    return _since_only(found, time, kind)


def replace_weight(found: RoleFound, factor: float) -> RoleFound:
    """Return the role with its weight multiplied by factor."""
    return replace(found, weight=found.weight * factor)


def _begun(head: str, near: str) -> RoleFound:
    """Read "장애는 오전 8시 30분께 시작됐다": the subject stands before the time."""
    is_other = _OTHER_EVENT.search(near[:24] + head[-30:])
    if _BEGAN.match(near) and not is_other and _OUTAGE_WORD.search(head):
        return RoleFound(Role.ONSET, 0.9)
    return RoleFound(Role.NONE, 0.0)


def _since_only(found: RoleFound, time: TimeExpression, kind: Kind) -> RoleFound:
    """Read a bare "8시 20분쯤부터 이러네" as the onset, if it says since when and not until when."""
    is_since = time.is_range_start and time.partner is None and time.width is Width.CLOCK
    if found.role is Role.NONE and is_since:
        return RoleFound(Role.ONSET, 0.5 if kind is Kind.COMMUNITY else 0.3)
    return found


def _last_of_range(times: Sequence[TimeExpression], index: int) -> TimeExpression:
    partner = times[index].partner
    return times[partner] if partner is not None and partner > index else times[index]


def _begin_of_clause(times: Sequence[TimeExpression], index: int, sentence: Sentence) -> int:
    if index and times[index - 1].sentence == times[index].sentence:
        return times[index - 1].end
    return sentence.start


def _past_range_end(text: str, last: TimeExpression) -> int:
    """Return where the words after a time begin; of a closed range after its 까지."""
    if last.partner is None:
        return last.end
    closing = _UNTIL.match(text, last.end)
    return closing.end() if closing else last.end


def _end_of_clause(
    times: Sequence[TimeExpression], last: TimeExpression, index: int, sentence: Sentence
) -> int:
    following = index + (2 if last is not times[index] else 1)
    if following < len(times) and times[following].sentence == last.sentence:
        return times[following].start
    return sentence.end


def _bonus(sentence: str, kind: Kind) -> float:
    """Return how much more or less a time weighs by who says it in its sentence."""
    bonus = 0.0
    if kind is Kind.OFFICIAL or _OFFICIAL.search(sentence):
        bonus += 0.3
    if kind is Kind.NEWS and _BYSTANDER.search(sentence):
        bonus -= 0.4
    return bonus


def _weight(time: TimeExpression, found: RoleFound, bonus: float) -> float:
    weight = found.weight + bonus
    weight += 0.2 if time.sentence < _LEAD else 0.0
    weight += 0.2 if time.is_range_start else 0.0
    return weight + (0.2 if time.partner is not None else 0.0)
