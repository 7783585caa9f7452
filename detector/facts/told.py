"""Which role each time expression of a text plays, read from the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from detector.facts.expressions import TimeExpression, Width
from detector.facts.mentions import is_aside
from detector.facts.time_roles import Role, RoleFound, role_after, role_before, with_subject
from detector.sentences import Sentence
from models.records import Kind

_ENDS_HERE = re.compile(
    r"[ ]?(?:\([^()\n]{0,24}\)[ ]?)?(?:이었|였|이다|다(?=[.\s])|이며|이고|입니다|으로[ ](?:파악|추정|확인"
    r"|알려|집계)|로[ ](?:파악|추정|확인|알려|집계)|[.)\]]|$)"
)
_SAID = re.compile(r"[ ]?(?:[가-힣A-Z]{1,12}[은는이가])?[^.\n]{0,16}?(?:보도했|밝혔다)")
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
_FIRE_BEFORE = re.compile(r"(?:불|화재|불길|정전|침수|누수)(?:은|는|이|가)[ ](?:[^.\n]{0,16})$")
_FIRE_BROKE_OUT = re.compile(
    r"[^.\n]{0,40}?(?<![가-힣])(?:나[ ,]|났|난[ ]|발생|시작|일어[났나난]|옮겨)"
)
_FIRE_OUT = re.compile(r"[^.\n]{0,24}?(?:잡[혔히힌]|꺼[졌지진]|진화|진압|복구|끝났)")
_PUT_OUT = re.compile(r"[^.\n]{0,12}?(?:잡[혔히힌]|꺼[졌지진])")
_FIRE = re.compile(r"불[은이길]|화재[가는]")
_OVER = re.compile(r"(?:에야|에|경에|께에|쯤에)?[ ](?:끝[났난]|종료[됐된]|그[쳤친]|멎[었은])")
_NO_OUTAGE = re.compile(r"점검|작업|경기|방송|회의|판매|예매")
_SINCE_FOR = re.compile(
    r"[ ]?(?:부터|이후)[ ](?:약|무려|거의|최대|총)?[ ]?(?:\d{1,4}|[한두세네]|다섯|여섯)(?:여)?[ ]?(?:시간|분)"
    r"(?:[ ]?(?:\d{1,2}분|반))?[ ]?(?:여|가량|쯤|정도|동안|간[ ]|넘게|가까이|이상|내내)"
)
_TILL_OVER = re.compile(r"[ ](?:이후|뒤)[ ](?:약[ ])?(?:\d{1,2}일[ ])?\d{1,3}시간(?:[ ]?\d{1,2}분)?[ ]?만")
_OTHER_LENGTH = re.compile(
    r"운영|영업|상담|신청|점검|배송|훈련|방송|행사|통제|판매|모집|할인|예정|공연|경기|진행|작업|개최|투표|응시"
    r"|시험|접종|회의|보상|무료|열린다|한다[.]"
)
_FAILED = re.compile(r"하던|현상|오류|장애|지연|중복|끊|멈|문제")
_ATTRIBUTE = re.compile(r"[^.\n]{0,16}?(?:[된한]|받은|밝힌|열린|알린|낸)[ ]")
_TOPICS = frozenset({Role.OTHER, Role.REPORT})
_PART = r"[ ]?(?:이른[ ]|늦은[ ])?(?:새벽|아침|오전|낮|점심|오후|저녁|밤)?(?:께|쯤|무렵)?"
_DAY_SINCE = re.compile(rf"{_PART}부터")
_DAY_UNTIL = re.compile(rf"{_PART}까지[ ](?:이어[졌진]|계속[됐된]|지속[됐된])")
_DAY_TOO = re.compile(rf"{_PART}(?:에도|도[ ])")
_AFTER = re.compile(r"[ ]?이후")
_AND = re.compile(r"[ ]?(?:와|과|,|및|·)[ ]?")
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
    since = time.is_range_start or last.is_range_end or _is_day_since(text, time)
    head = text[max(_begin_of_clause(times, index, sentence), time.start - _NEAR) : time.start]
    begin = _past_range_end(text, last)
    near = text[begin : min(_end_of_clause(times, last, index, sentence), begin + _NEAR)]
    if time.width is Width.DAY and (is_aside(text, last.end) or _SAID.match(text, last.end)):
        return RoleFound(Role.NONE, 0.0)
    if time.width is Width.DAY and (aside := _day_of_going_on(text, time)) is not None:
        return aside
    if _ENDS_HERE.match(near):
        before = role_before(head)
        if before.role is not Role.NONE:
            return before
    if _OPENED.match(near) and not _OUTAGE_WORD.search(head):
        return RoleFound(Role.OTHER, 1.0)
    so_far = text[max(sentence.start, time.start - _NEAR) : time.start]
    found = _triggered(head, near, so_far) or _lasting(near) or role_after(near, since=since)
    found = _closed_range(found, times[index], last, near)
    if found.role in _TOPICS and _is_today(time, index, times):
        found = _failed_that_day(text[begin : min(sentence.end, begin + _NEAR)], found)
    if found.role is Role.NONE:
        found = _begun(head, near)
    if found.role is Role.NONE:
        found = role_before(head)
    if found.role is Role.NONE:
        factor = 1.0 if _AND.fullmatch(near) or _is_day_since(text, time) else 0.7
        found = replace_weight(
            role_after(text[begin : min(sentence.end, begin + _NEAR)], since=since), factor
        )
    if found.role is Role.NONE and _AFTER.match(near):
        return found
    return _since_only(with_subject(found, head), time, kind)


def _is_day_since(text: str, time: TimeExpression) -> bool:
    return time.width is Width.DAY and _DAY_SINCE.match(text, time.end) is not None


def _day_of_going_on(text: str, time: TimeExpression) -> RoleFound | None:
    """Read days on which it went on or until which it lasted: 사흘째인 17일에도, 이튿날 새벽까지."""
    if _DAY_UNTIL.match(text, time.end):
        return RoleFound(Role.RECOVERY, 0.6)
    before = text[max(0, time.start - 4) : time.start]
    if before.endswith(("째인 ", "째를 ")) or _DAY_TOO.match(text, time.end):
        return RoleFound(Role.NONE, 0.0)
    return None


def replace_weight(found: RoleFound, factor: float) -> RoleFound:
    """Return the role with its weight multiplied by factor."""
    return replace(found, weight=found.weight * factor)


def _begun(head: str, near: str) -> RoleFound:
    """Read "장애는 오전 8시 30분께 시작됐다": the subject stands before the time."""
    is_other = _OTHER_EVENT.search(near[:24] + head[-30:])
    if _BEGAN.match(near) and not is_other and _OUTAGE_WORD.search(head):
        return RoleFound(Role.ONSET, 0.9)
    return RoleFound(Role.NONE, 0.0)


def _triggered(head: str, near: str, so_far: str) -> RoleFound | None:
    """Read "불은 24일 10시쯤 통신구에서 나": the fire stands before its time."""
    if _PUT_OUT.match(near) and _FIRE.search(so_far):
        return RoleFound(Role.OTHER, 1.0)
    if _OVER.match(near) and _OUTAGE_WORD.search(so_far) and not _NO_OUTAGE.search(so_far):
        return RoleFound(Role.RECOVERY, 0.8)
    if not _FIRE_BEFORE.search(head):
        return None
    if _FIRE_OUT.match(near):
        return RoleFound(Role.OTHER, 1.0)
    return RoleFound(Role.TRIGGER, 0.9) if _FIRE_BROKE_OUT.match(near) else None


def _lasting(near: str) -> RoleFound | None:
    """Read "5시 47분부터 25분 동안 요청을 돌려보냈다": what lasted so long is the failing."""
    if _TILL_OVER.match(near):
        return RoleFound(Role.ONSET, 0.9)
    match = _SINCE_FOR.match(near)
    if match is None or _OTHER_LENGTH.search(near, match.end(), match.end() + 60):
        return None
    return RoleFound(Role.ONSET, 0.9)


def _closed_range(
    found: RoleFound, time: TimeExpression, last: TimeExpression, near: str
) -> RoleFound:
    """Read the start of a range with both ends as the onset if it is a range of nothing else."""
    is_closed = time.is_range_start and last.is_range_end and last is not time
    if not is_closed or time.width is not Width.CLOCK or _OTHER_LENGTH.search(near[:80]):
        return found
    if found.role is Role.NONE or (found.role is Role.RECOVERY and _FAILED.search(near)):
        return RoleFound(Role.ONSET, 0.5)
    return found


def _is_today(time: TimeExpression, index: int, times: Sequence[TimeExpression]) -> bool:
    """Return whether a day without a clock time is the only time of a lead sentence."""
    return (
        time.width is Width.DAY
        and 0 < time.sentence < _LEAD
        and (index == 0 or times[index - 1].sentence != time.sentence)
    )


def _failed_that_day(near: str, found: RoleFound) -> RoleFound:
    """Read "30일 오후 표를 팔기 시작한 예매처에서 좌석 창이 뜨지 않았다"."""
    if _ATTRIBUTE.match(near):
        return found
    failing = role_after(near, since=True)
    return RoleFound(Role.ONSET, 0.45) if failing.role is Role.ONSET else found


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
    weight += 0.1 if time.is_range_start else 0.0
    return weight + (0.2 if time.partner is not None else 0.0)
