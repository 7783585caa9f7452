"""What of a public body fails when it fails: what people do with it, 자격조회, 여권 발급, 산재보험 신고."""

from __future__ import annotations

import re

from detector.facts.role_cues import ALIAS

# What people do with a public body, and with what it does that.
_SERVICE = (
    r"(?:조회|자격\s?확인|본인\s?확인|신원\s?확인|발급|재발급|접수|예약|예매|신고|납부|신청|등록|열람|제출|심사|결제|"
    r"승인|송금|이체|"
    r"로그인|가입|증명|인증|출입국\s?심사|통관|등기|고지|청구|정산|수납|환급|지급|충전|발권|검색|전송|회신|채용|시험|원서|강의|"
    r"수강\s?신청|상담|콜센터|상황판|알림|예보|특보|경보|문자|통신망|업무망|행정망|내부망|네트워크|단말기|"
    r"데이터베이스|DB|서비스|"
    r"플랫폼|창구|키오스크|통합\s?망|정보망|전산망|전산실|전산센터|전산|시스템|서버|포털|앱)"
)
# Its failing or being back is told of that, not of somebody else's: no other subject between.
_OWN = re.compile(
    rf"^(?:\s?\([^()\n]{{1,30}}\))?\s?(?:의\s)?(?:[가-힣A-Za-z0-9·ㆍ'‘’]{{1,12}}\s){{0,3}}?"
    rf"['‘]?[가-힣A-Za-z0-9·ㆍ]{{0,10}}?{_SERVICE}['’]?(?:\([^()\n]{{1,20}}\))?"
    r"(?:[이가은는도에을를과와]|에서|까지|마저)?(?:[\s,…·.]|$)"
)
# Between name and service a subject or object of its own makes the service another's.
_OTHER_SUBJECT = re.compile(
    r"^(?:\s?\([^()\n]{1,30}\))?(?:은|는|이|가|도|에|에서|과|와|을|를|측은|측이)\s"
)
_SUBJECT_BETWEEN = re.compile(r"[가-힣](?:은|는|을|를|에게|에서)\s")

#: What of an institution fails: its site or system, not the institution that speaks of it.
SITE = re.compile(
    rf"^{ALIAS}\s?(?:의\s)?(?:[가-힣]{{2,8}}\s(?=홈페이지|누리집|사이트))?(?:홈페이지|누리집|사이트|시스템|서버|전산|앱|"
    rf"포털|접속|(?:온라인|인터넷)(?=\s?(?:[은는이가도의에,]|접속|민원|신청|예약|서비스))|민원|예약|신청)"
)
#: A name that is itself the site: 중앙선거관리위원회 홈페이지.
SITE_END = re.compile(
    r"(?:홈페이지|누리집|사이트|시스템|서버|전산|전산망|앱|포털|온라인|인터넷|망|네트워크)$"
)


def own_service(after: str) -> int | None:
    """Return how far what people do with a body reaches behind its name: 여권 발급 전산에, or None."""
    if _OTHER_SUBJECT.match(after):
        return None
    match = _OWN.match(after)
    if match is None or _SUBJECT_BETWEEN.search(after[: match.end() - 2]):
        return None
    return match.end()
