"""Turns of phrase right around a clock time that settle its role by themselves."""

from __future__ import annotations

import re

from detector.facts.surroundings import Surroundings
from detector.facts.time_roles import Role, RoleFound

# 장애가 시작된 12시 55분으로부터; 처음 이상이 나타난 오전 11시 25분
_FAILED_AT = re.compile(
    r"(?:장애|오류|먹통|문제|이상|현상|지연|불통|마비|사고|증상)(?:이|가)?[ ](?:처음[ ]|최초로[ ])?"
    r"(?:시작된|발생한|나타난|난|터진|생긴|빚어진|일어난|불거진)[ ]$"
)
_SINCE_THEN = re.compile(r"[ ]?(?:으로|로)부터[ ]")
# 시작은 우리 시간 오후 1시쯤.
_BEGINNING = re.compile(r"(?:시작|발단)은[ ](?:(?:우리|한국|현지)[ ]?(?:시간|시각)(?:으로)?[ ])?$")
_ENDS_HERE = re.compile(r"(?:께|쯤|경|무렵)?(?:[.,]|이었|였|이다|입니다|으로[ ](?:파악|추정))")
# 창구는 12시 35분부터 되지만 인터넷뱅킹은 먹통이다
_WORKS_BUT = re.compile(
    r"[ ]?부터(?:는)?[ ](?:다시[ ])?(?:되(?:지만|나[ ,]|는데|고[ ]있)|됐(?:지만|으나)|돌아가지만"
    r"|열렸(?:지만|으나)|풀렸(?:지만|으나)|가능하(?:지만|나[ ,])|쓸[ ]수[ ]있(?:지만|으나))"
)
# 22시까지 서버 증설 작업을 실시한 후 재개하였습니다
_WORK_TILL = re.compile(
    r"[ ]?까지[ ][^.\n,]{0,24}?(?:작업|조치|점검|증설|교체|수리)[을를]?[ ]?"
    r"(?:실시|진행|수행|완료|마무리)?(?:한|하고|해|친|친[ ]뒤|마친|끝낸|거쳐)[ ,](?:뒤|후|다음)?[ ]?"
    r"[^.\n,]{0,16}?(?:재개|정상화|복구|다시[ ]열)(?:하였|했|됐|되었)"
)


# 끝난 시각은 12시 45분: bare verbs of ending, which elsewhere are those of anything
_ENDED_AT = re.compile(
    r"(?<!점검이[ ])(?<!작업이[ ])(?<!경기가[ ])(?<!회의가[ ])(?:끝난|풀린|그친|돌아온|멀쩡해진|온전해진)[ ]"
    r"(?:것은|건|때는|시각은|시간은|시점은)[ ]$"
)


def by_words_around(words: Surroundings) -> RoleFound | None:
    """Return the role of a clock time that the words touching it settle, or None."""
    if words.is_day:
        return None
    if _FAILED_AT.search(words.so_far) and _SINCE_THEN.match(words.following):
        return RoleFound(Role.ONSET, 0.9)
    is_alone = _BEGINNING.fullmatch(words.so_far.lstrip('"“ ')) is not None
    if is_alone and _ENDS_HERE.match(words.following):
        return RoleFound(Role.ONSET, 0.9)
    if _ENDED_AT.search(words.so_far) and _ENDS_HERE.match(words.following):
        return RoleFound(Role.RECOVERY, 0.9)
    if _WORKS_BUT.match(words.following):
        return RoleFound(Role.PARTIAL, 0.7)
    if _WORK_TILL.match(words.following):
        return RoleFound(Role.RECOVERY, 0.8)
    return None
