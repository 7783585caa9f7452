"""Which times are those at which something opened for use, where it failed from its opening on."""

from __future__ import annotations

import re

from detector.facts.surroundings import Surroundings
from detector.facts.time_roles import fails_in

# 13일 오전 9시 열었다, 4일 개통한 앱, 예매가 시작된 5일 오후 2시: when it opened for use.
_OPENED = (
    r"(?:개통|출시|오픈|개시|가동|개장|개막|발매|도입|서비스|판매|예매|접수|신청|개설|운영|공개|전환|개편|이관)"
    r"(?:을|를|이|가)?[ ]?(?:하[자며]|한[ ]|했|된[ ]|됐|되자|돼[ ]|시작|개시|들어[갔가간])"
    r"|(?:문|창구|창|서버|서비스|시스템|누리집|홈페이지|앱|사이트|망)[을를][ ](?:새로[ ]|처음[ ]|정식으로[ ])?"
    r"(?:연[ ]|열었|열자|열고|열면서)"
    r"|첫선을|선보[인였이]|첫[ ]발을|(?<![가-힣])바뀐[ ]|새로[ ]단장|열렸|열리자|시작되자"
)
# 28일 감사 결과를 공개했다; 10일 회사에 따르면 민원이 접수됐다: nothing opened for use
_NO_OPENING = r"장애|오류|점검|복구|결과|보고서|자료|따르면|민원|신고|사례"
_OPENED_THEN = re.compile(
    rf"(?:(?!{_NO_OPENING})[^.\n]){{0,50}}?(?:{_OPENED})|[ ]?(?:에|께|쯤)?[ ](?:열었|연[ ])"
)
_BEGUN_THEN = re.compile(
    r"(?:(?!장애|오류|점검|복구)[^.\n]){0,30}?(?:시작(?:한|된|하자)|열린|공개된|풀린)[ ]"
    r"(?![^.\n]{0,12}(?:회의|선고|간담|회견|공판|재판|총회|토론|집회|행사|경기|브리핑|국회|감사|국감|질의|청문|당정|협의))"
)
_OPENED_AT_ONCE = re.compile(
    r"[ ]?(?:에|께|쯤)?[ ](?:개통|출시|오픈|개장|가동|발매|도입)(?:한|된)?[ ]?(?:뒤|이후|직후|후[ ])"
)
_OF_PAPER = re.compile(r"(?:결과|보고서|자료|내용|입장|명단|계획|내역|방안|영상)(?:을|를)[ ]$")
_OPENED_BEFORE = re.compile(
    r"(?:개통일|출시일|개장일|시행일|개통|출시|판매|예매|접수|신청|개막)(?:이|가)?[ ]?"
    r"(?:인|된|한|시작된|시작한|열린)[ ]$"
)
#: 문을 연 직후부터, 개통하자마자, 출시 첫날: it failed from its opening on.
_FROM_OPENING = re.compile(
    r"(?:개통|출시|오픈|개장|발매|가동|도입|시행|예매|판매|접수|신청|(?:문|서버|창구)[을를][ ](?:연|열)|시작)(?:을|를|이|가)?[ ]?"
    r"(?:한|하|된|되|시작|열리|열린|열)?[ ]?(?:자마자|자[ ]|직후|첫날|이틀째|사흘째|\d+일째|초기|초반|날부터"
    r"|이래|뒤[ ]|후[ ]|이후)"
    r"|새[ ]출발부터|첫날부터|시작부터"
)
_TROUBLE = re.compile(r"장애|오류|먹통|불통|마비|지연|혼란|말썽|차질|화근|발단")
_CAUSED_BY_IT = re.compile(r"화근|발단|원인|몰리|몰려|몰렸|쏠리|쏠려|쏠렸|폭주")


def is_opening(words: Surroundings) -> bool:
    """Return whether something opened for use at a time: 4일 개통한 앱, 출시일인 21일."""
    if _OPENED_BEFORE.search(words.head):
        return _CAUSED_BY_IT.search(words.rest) is not None or fails_in(words.rest)
    if _OF_PAPER.search(words.head):
        return False
    return _OPENED_THEN.match(words.near) is not None


def begins(words: Surroundings) -> bool:
    """Return whether something for which people come began at a clock time: 8시 열린 예매에서."""
    return not words.is_day and _BEGUN_THEN.match(words.near) is not None


def opens_at_once(words: Surroundings) -> bool:
    """Return whether nothing stands between a time and an opening: 지난 6일 개통 뒤."""
    return _OPENED_AT_ONCE.match(words.near) is not None


def fails_from_opening(text: str) -> bool:
    """Return whether a sentence tells that it failed from its opening on: 문을 열자 로그인이 막혔다."""
    opening = _FROM_OPENING.search(text)
    return opening is not None and (fails_in(text[opening.end() :]) or fails_in(text))


def tells_trouble(text: str) -> bool:
    """Return whether a sentence speaks of any trouble."""
    return fails_in(text) or _TROUBLE.search(text) is not None
