"""Which days are those of statements, deadlines or failings, and where a sentence goes back."""

from __future__ import annotations

import re

from detector.facts.time_roles import Role, fails_in, is_mailed, role_after

# A day on which somebody speaks, or one named beside the day that is told of.
_ASIDE = re.compile(
    r"[^.\n]{0,40}?(?:에[ ]따르면|에[ ]의하면|의[ ]말을[ ]종합하면|자료를[ ]보면"
    r"|(?:말|설명|이야기|얘기|주장|집계|자료|발표|공지|공시|통계|증언|제보)(?:을|를)[ ]"
    r"(?:들어[ ]?보면|들으면|종합하면|종합해|빌리면|보면|모아[ ]?보면|살펴보면|인용하면))"
    r"|(?:[^.\n]{0,12}?,[ ]?\d{1,2}일)?[^.\n]{0,12}?에[ ]이어(?=[ ,])"
    r"|[ ](?:밝혔|발표했|말했|전했|알렸)"
)
_EARLIER = re.compile(r"[^.\n]{0,12}?에[ ]이어(?=[ ,])")
_DEADLINE = re.compile(
    r"[ ]?까지[^.\n]{0,20}?(?:자료|제출|신청|접수|내[라도]|요구|답변|납부|모집|연장|운영|보상"
    r"|하겠|할[ ])"
)
_CLAUSE = re.compile(r"[^.\n]{0,80}")
# 지난 14일 장애 시간, 지난달 28일의 혼란과 관련해: a failing known to all.
_FAILING_OF_IT = re.compile(
    r"^(?:(?!발표|밝혔|공개|열린|체결|출범|취임)[^.\n]){4,60}?(?:장애|사고(?!가[ ]잇)|사태|먹통"
    r"|대란|혼란|오류|불통|중단|마비"
    r"|차질|두절|접속|멈[춰춘췄]|세[운웠]|끊[긴어겼])"
)
_SAYING = frozenset({Role.NOTICE, Role.REPORT, Role.PLAN, Role.MAINTENANCE, Role.OTHER})
_FAILING = frozenset({Role.ONSET, Role.TRIGGER})
_THEN = re.compile(r"^[\"“'‘]?(?:당시|사고 당일|그때)|당시[ ](?:장애|사고|오류|먹통|서비스)[는가]")
_KOREA_WORDS = re.compile(r"국내|(?:한국|우리나라)(?![ ]?(?:표준)?(?:시간|시각|기준))")


def role_of_day(text: str, end: int) -> Role:
    """Return what the words after a day make of it: the day of a failing, of a statement …"""
    if _DEADLINE.match(text, end):
        return Role.PLAN
    match = _CLAUSE.match(text, end)
    clause = match.group() if match else ""
    return Role.NOTICE if is_mailed(clause) else role_after(clause, since=False).role


def is_of_statement(role: Role) -> bool:
    """Return whether a day with this role is one of a statement, a meeting or a plan."""
    return role in _SAYING


def is_of_failing(role: Role) -> bool:
    """Return whether a day with this role is one on which it failed."""
    return role in _FAILING


def is_of_known_failing(text: str, start: int) -> bool:
    """Return whether the day that begins there is that of a failing known to all: 지난 25일 …"""
    if not text.startswith(("지난", "이달"), start):
        return False
    clause = _CLAUSE.match(text, start)
    if clause is None or _DEADLINE.search(clause.group()[:30]):
        return False
    return fails_in(clause.group()) or _FAILING_OF_IT.search(clause.group()) is not None


def is_deadline(text: str, end: int) -> bool:
    """Return whether something is to be done by the day that ends there: 15일까지 제출하라."""
    return _DEADLINE.match(text, end) is not None


def is_said(text: str, end: int) -> bool:
    """Return whether the day that ends there is one of a statement, a meeting or a deadline."""
    return role_of_day(text, end) in _SAYING


def is_aside(text: str, end: int) -> bool:
    """Return whether the day that ends there is not the day of what the sentence tells."""
    return _ASIDE.match(text, end) is not None


def is_earlier(text: str, end: int) -> bool:
    """Return whether the day that ends there is one on which it had failed before: 13일에 이어."""
    return _EARLIER.match(text, end) is not None


def mentions_korea(sentence: str) -> bool:
    """Return whether the sentence speaks of what happened in Korea."""
    return _KOREA_WORDS.search(sentence) is not None


def is_then(sentence: str) -> bool:
    """Return whether the sentence goes back to when the outage happened: 당시 장애는."""
    return _THEN.search(sentence) is not None
