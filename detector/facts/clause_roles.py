"""What the words around one time make of it: the clause it stands in, seen from the time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from detector.facts.expressions import TimeExpression, Width
from detector.facts.mentions import is_aside
from detector.facts.time_roles import (
    Role,
    RoleFound,
    fails_in,
    is_mailed,
    role_after,
    role_before,
    with_subject,
)
from models.records import Kind

_ENDS_HERE = re.compile(
    r"[ ]?(?:\([^()\n]{0,24}\)[ ]?)?(?:이었|였|이다|다(?=[.\s])|이며|이고|입니다|으로[ ](?:파악|추정|확인"
    r"|알려|집계)|로[ ](?:파악|추정|확인|알려|집계)|[.)\]]|$)"
)
_SAID = re.compile(r"[ ]?(?:[가-힣A-Z]{1,12}[은는이가])?[^.\n]{0,16}?(?:보도했|밝혔다)")
_OUTAGE_WORD = re.compile(
    r"장애|오류|먹통|중단|지연|불통|마비|접속|다운|문제|이상|서비스|복구|서버"
)
_BEGAN = re.compile(
    r"[^.\n]{0,24}?(?:(?:발생|시작|지속|계속)(?:했|해|하였|됐|되었|되어|돼|되고|된|되면|$)|이어[졌지]"
    r"|나타[나났]|들어[와왔]|벌어[졌지])"
)
_UNTIL_OVER = re.compile(r"[^.\n]{0,30}?[가-힣](?:[ ]때)?까지[ ](?:[가-힣]{1,8}[ ]){0,3}?(?:이어[졌지]|계속[됐되]|지속[됐되])")
_TOPIC_JUST_BEFORE = re.compile(r"(?:장애|오류|먹통|문제|현상|사고|사태|지연|중단)(?:은|는|가|이)[ ]$")
_BEGAN_FAR = re.compile(r"[^.\n]{0,80}?(?:발생|시작|나타[나났]|이어[졌지]|일어[났나])")
_OPENED = re.compile(r"[^.\n가-힣]{0,4}시작(?:했|해|하였|됐|되었|돼)")
_OTHER_EVENT = re.compile(r"화재|불이|정전|지진|폭발|사고가[ ]나")
_UPDATED = re.compile(r"(?:업데이트|게시|작성|등록|수정|입력)[ ]?(?:일시|시각|시간)?[ ]?:?[ ]?$")
_THE_TIME_OF_IT = re.compile(r"[ ]?의[ ]일(?:이|로|입)")
_BEGAN_AT_ONCE = re.compile(
    r"[ )]{0,2}(?:경|께)?(?:에[ ]|부터[ ])?(?:처음[ ]|최초로?[ ])?(?:나타나기[ ])?(?:시작|발생)(?:된|됐|돼|되[었고며]|했|한[ ]|해[ ,]|하여)"
)
_ATTACK = re.compile(r"공격")
_FIRE_BEFORE = re.compile(r"(?:불|화재|불길|정전|침수|누수)(?:은|는|이|가)[ ](?:[^.\n]{0,16})$")
_FIRE_BROKE_OUT = re.compile(
    r"[^.\n]{0,40}?(?<![가-힣])(?:나[ ,]|났|난[ ]|발생|시작|일어[났나난]|옮겨)"
)
_FIRE_OUT = re.compile(r"[^.\n]{0,24}?(?:잡[혔히힌]|꺼[졌지진]|진화|진압|복구|끝났)")
_PUT_OUT = re.compile(r"[^.\n]{0,12}?(?:잡[혔히힌]|꺼[졌지진])")
_FIRE = re.compile(r"불[은이길]|화재[가는]")
_OVER = re.compile(
    r"(?:에야|에|경에|께에|쯤에)?[ ](?:끝[났난]|종료(?:됐|된|되었)|그[쳤친]|멎[었은])"
)
_NO_OUTAGE = re.compile(r"점검|작업|경기|방송|회의|판매|예매")
_URGENT_WORK = re.compile(r"(?:긴급|임시)[ ]?점검이")
_SINCE_FOR = re.compile(
    r"[ ]?(?:부터|이후)[ ](?:약|무려|거의|최대|총)?[ ]?(?:\d{1,4}|[한두세네]|다섯|여섯)(?:여)?[ ]?(?:시간|분)"
    r"(?:[ ]?(?:\d{1,2}분|반))?[ ]?(?:여|가량|쯤|정도|동안|간[ ]|넘게|가까이|이상|내내)"
)
_TILL_OVER = re.compile(
    r"[ ](?:이후|뒤)[ ](?:약[ ])?(?:\d{1,2}일[ ])?\d{1,3}시간(?:[ ]?\d{1,2}분)?[ ]?만"
)
_OTHER_LENGTH = re.compile(
    r"운영|영업|상담|신청|점검|배송|훈련|방송|행사|통제|판매|모집|할인|예정|공연|경기|진행|작업|개최|투표|응시"
    r"|시험|접종|회의|보상|무료|열린다|한다[.]"
)
_FAILED = re.compile(r"하던|현상|오류|장애|지연|중복|끊|멈|문제")
# 지난 25일 발생한 장애의 원인이 …: the day is that of the outage, whatever is told of it.
_PAST_DAY = re.compile(r"지난|이달")
_OUTAGE_OF_DAY = re.compile(
    r"(?:(?!발표|밝|공개|조사|전했|열린|공지)[^.\n]){0,60}?(?:장애|사고|사태|먹통|대란|오류|불통|중단)(?:의|와|에|로|가|를|는|은|이|[ ]당시|[ ]피해"
    r"|[ ]보상|[ ]원인)"
)
_ATTRIBUTE = re.compile(r"[^.\n]{0,16}?(?:[된한]|받은|밝힌|알린|낸)[ ]")
_TOPICS = frozenset({Role.OTHER, Role.REPORT})
_PART = r"[ ]?(?:이른[ ]|늦은[ ])?(?:새벽|아침|오전|낮|점심|오후|저녁|밤)?(?:께|쯤|무렵)?"
# 오전 5∼6시 최대 2만여명: a count at a time.
_COUNTED = re.compile(
    r"[ ]?(?:\([^()\n]{0,16}\))?[ ]?(?:사이)?(?:에?는|에|까지)?[ ]"
    r"(?:(?:최대|한때|약|모두)[ ]?\d[\d,.만천여]*[ ]?|\d[\d,.만천]*여[ ]?)(?:명|건|회)"
)
_REPORTED = re.compile(r"신고|제보|보고")
_DAY_SINCE = re.compile(rf"{_PART}부터")
_DAY_UNTIL = re.compile(rf"{_PART}까지[ ](?:이어[졌진]|계속[됐된]|지속[됐된])")
_DAY_TOO = re.compile(rf"{_PART}(?:에도|도[ ])")
_AFTER = re.compile(r"[ ]?이후")
_FAILED_THEN = re.compile(
    r"(?:[ ]?(?:\d{1,2}초|정각|땡|딱|되자마자|하자마자|되니까|에|쯤|부터))+(?:(?!는데)[^.\n]){0,20}?(?:사망|하얘|하얀|흰[ ]?화면|백지|팅[겼기김]|튕|굳|폭파"
    r"|터[짐졌져지]|뻗|죽|오류|에러|로딩|떨어[졌지]|[45]\d\d[ ]?(?:뜸|뜨|에러|떴)|먹통|안[ ]?[가-힣])"
)
_WORKS_AGAIN = re.compile(
    r"(?:[ ]?넘어서)?부터(?:는)?[ ](?:다시[ ]|이제[ ]|슬슬[ ]|[가-힣]{1,4}[ ]?){0,2}?(?:되[는네더고]|된다|돼|됨|됩니다|뜹니다|뜨네|뜨기"
    r"|열[리립림]|들어가[지집짐져]|나오[네기]|나옵니다|연결[됐되]|붙[어네음])"
)
_AND = re.compile(
    r"(?:부터)?[ ]?(?:(?:약[ ])?\d{1,3}(?:시간|분)(?:[ ]?\d{1,2}분)?(?:가량|간|동안|여|쯤)?)?[ ]?(?:와|과|,|및|·)[ ]?"
)
_LEAD = 4  # title and the first three sentences


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A time with the words around it."""

    time: TimeExpression
    last: TimeExpression  # the other end of its range, or the time itself
    head: str  # the words before it, back to the time before
    so_far: str  # the words before it, back to where the sentence begins
    near: str  # the words after it, up to the next time
    rest: str  # the words after it, up to the end of the sentence
    following: str  # what stands right after the time, its 부터 or 까지 included
    is_first: bool  # no other time stands before it in its sentence

    @property
    def is_day(self) -> bool:
        """Return whether it is a day without a clock time."""
        return self.time.width is Width.DAY

    @property
    def is_day_since(self) -> bool:
        """Return whether it is a day since which something goes on: 17일 밤부터."""
        return self.is_day and _DAY_SINCE.match(self.following) is not None

    @property
    def is_since(self) -> bool:
        """Return whether it says since when: 8시부터."""
        return self.time.is_range_start or self.last.is_range_end or self.is_day_since


def role_in(words: Surroundings, kind: Kind) -> RoleFound:
    """Return the role of a time in its clause."""
    settled = _settled(words)
    if settled is not None:
        return settled
    found = _closed_range(_after(words), words)
    if found.role in _TOPICS and _is_lead_day(words):
        found = _failed_that_day(words.rest, found)
    if found.role is Role.NONE:
        found = _elsewhere(words)
    if found.role is Role.NONE and _AFTER.match(words.near):
        return found
    if kind is Kind.COMMUNITY and found.role in {Role.NONE, Role.OTHER}:
        found = _in_a_post(words.near, found)
    return _since_only(with_subject(found, words.head), words.time, words.near, kind)


def _settled(words: Surroundings) -> RoleFound | None:
    """Return the role that the nearest words settle at once, or None."""
    if words.is_day and (aside := _day_in_passing(words)) is not None:
        return aside
    if _UPDATED.search(words.so_far):
        return RoleFound(Role.NOTICE, 1.0)
    if _THE_TIME_OF_IT.match(words.near):
        return RoleFound(Role.TRIGGER, 0.9)
    if _BEGAN_AT_ONCE.match(words.near) and _OUTAGE_WORD.search(words.so_far[-40:]):
        is_attack = _ATTACK.search(words.so_far[-30:])
        if not _OTHER_EVENT.search(words.so_far[-30:]):
            return RoleFound(Role.TRIGGER if is_attack else Role.ONSET, 0.95)
    if _ENDS_HERE.match(words.near):
        before = role_before(words.head)
        if before.role is not Role.NONE:
            return before
    if _OPENED.match(words.near) and not _OUTAGE_WORD.search(words.head):
        return RoleFound(Role.OTHER, 1.0)
    return None


def _day_in_passing(words: Surroundings) -> RoleFound | None:
    """Read days of speech, days on which it went on or until which it lasted: 17일에도, 새벽까지."""
    if is_aside(words.following, 0) or _SAID.match(words.following):
        return RoleFound(Role.NONE, 0.0)
    if _PAST_DAY.match(words.time.text) and _OUTAGE_OF_DAY.match(words.near):
        return RoleFound(Role.ONSET, 0.6)
    if _DAY_UNTIL.match(words.following):
        return RoleFound(Role.RECOVERY, 0.6)
    if words.so_far.endswith(("째인 ", "째를 ")) or _DAY_TOO.match(words.following):
        return RoleFound(Role.NONE, 0.0)
    return None


def _after(words: Surroundings) -> RoleFound:
    if words.is_day and is_mailed(words.near):
        return RoleFound(Role.NOTICE, 1.0)
    if _COUNTED.match(words.near):
        is_report = _REPORTED.search(words.near) or _REPORTED.search(words.so_far[-40:])
        return RoleFound(Role.REPORT if is_report else Role.OTHER, 1.0)
    return (
        _triggered(words.head, words.near, words.so_far)
        or _lasting(words.near)
        or role_after(words.near, since=words.is_since)
    )


def _elsewhere(words: Surroundings) -> RoleFound:
    """Return the role told before the time, or after the next time of its sentence."""
    found = _begun(words.head, words.near)
    if found.role is Role.NONE:
        found = role_before(words.head)
    if found.role is not Role.NONE:
        return found
    factor = 1.0 if _AND.fullmatch(words.near) or words.is_day_since else 0.7
    found = role_after(words.rest, since=words.is_since)
    return replace(found, weight=found.weight * factor)


def _begun(head: str, near: str) -> RoleFound:
    """Read "장애는 오전 8시 30분께 시작됐다": the subject stands before the time."""
    around = near[:24] + head[-30:]
    if _UNTIL_OVER.match(near) and _OUTAGE_WORD.search(head):
        return RoleFound(Role.RECOVERY, 0.8)
    if _OTHER_EVENT.search(around):
        return RoleFound(Role.NONE, 0.0)
    if _BEGAN.match(near) and _ATTACK.search(head[-30:]):
        return RoleFound(Role.TRIGGER, 0.9)
    if _TOPIC_JUST_BEFORE.search(head) and _BEGAN_FAR.match(near):
        return RoleFound(Role.ONSET, 0.9)
    if _BEGAN.match(near) and _OUTAGE_WORD.search(head):
        return RoleFound(Role.ONSET, 0.9)
    return RoleFound(Role.NONE, 0.0)


def _triggered(head: str, near: str, so_far: str) -> RoleFound | None:
    """Read "불은 24일 10시쯤 통신구에서 나": the fire stands before its time."""
    if _PUT_OUT.match(near) and _FIRE.search(so_far):
        return RoleFound(Role.OTHER, 1.0)
    is_ours = _OUTAGE_WORD.search(so_far) and not _NO_OUTAGE.search(so_far)
    if _OVER.match(near) and (is_ours or _URGENT_WORK.search(so_far)):
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


def _failed_that_day(near: str, found: RoleFound) -> RoleFound:
    """Read "30일 오후 표를 팔기 시작한 예매처에서 좌석 창이 뜨지 않았다"."""
    if _ATTRIBUTE.match(near):
        return found
    return RoleFound(Role.ONSET, 0.45) if fails_in(near) else found


def _closed_range(found: RoleFound, words: Surroundings) -> RoleFound:
    """Read the start of a range with both ends as the onset if it is a range of nothing else."""
    time, last = words.time, words.last
    is_closed = time.is_range_start and last.is_range_end and last is not time
    if not is_closed or words.is_day or _OTHER_LENGTH.search(words.near[:80]):
        return found
    is_undone = found.role is Role.RECOVERY and _FAILED.search(words.near)
    return RoleFound(Role.ONSET, 0.5) if found.role is Role.NONE or is_undone else found


def _is_lead_day(words: Surroundings) -> bool:
    """Return whether a day without a clock time is the first time of a lead sentence."""
    return words.is_day and words.is_first and 0 < words.time.sentence < _LEAD


def _in_a_post(near: str, found: RoleFound) -> RoleFound:
    """Read "8시 정각에 흰화면", "9시 되자마자 다 팅김": what failed right then."""
    return RoleFound(Role.ONSET, 0.6) if _FAILED_THEN.match(near) else found


def _since_only(found: RoleFound, time: TimeExpression, near: str, kind: Kind) -> RoleFound:
    """Read a bare "8시 20분쯤부터 이러네" as the onset, if it says since when and not until when."""
    is_since = time.is_range_start and time.partner is None and time.width is Width.CLOCK
    if found.role is Role.NONE and is_since:
        if kind is Kind.COMMUNITY:
            is_back = _WORKS_AGAIN.match(near) is not None
            return RoleFound(Role.RECOVERY, 0.8) if is_back else RoleFound(Role.ONSET, 0.5)
        return RoleFound(Role.ONSET, 0.3 if time.sentence < _LEAD else 0.05)
    return found
