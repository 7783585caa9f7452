"""What a time in a sentence is the time of: onset, recovery, a notice, a report, a plan …"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from detector.facts import time_words as words


class Role(StrEnum):
    """What a stated time is the time of."""

    ONSET = "onset"
    RECOVERY = "recovery"
    PARTIAL = "partial recovery"
    SOME = "recovery of a few"  # 일부 지역에서 다시 됐다: not the end
    NOTICE = "notice"
    NOTICE_OF_RECOVERY = "notice of recovery"
    REPORT = "report"
    CURRENT = "current"
    PLAN = "plan"
    MAINTENANCE = "maintenance"
    TRIGGER = "trigger"  # the fire or power cut that brought the service down
    OTHER = "other"
    NONE = "none"


_ROLE = re.compile(
    "|".join(
        f"(?P<{role}>{pattern})"
        for role, pattern in (
            ("QUENCHED", words.QUENCHED),
            ("MAINTENANCE", words.MAINTENANCE),
            ("PLAN", words.PLAN),
            ("RECOVERY", words.RECOVERED),
            ("ONSET", words.ONSET),
            ("TRIGGER", words.TRIGGER),
            ("REPORT", words.REPORT),
            ("NOTICE", words.NOTICE),
            ("OTHER", words.OTHER),
        )
    )
)
_HEAD = re.compile(
    r"(?P<PLAN>당초[ ]?$|예정|계획|목표|(?:공지[된한]|예고[된한]|당초|약속한)[^.\n]{0,12}(?:시각|시간))"
    r"|(?P<MAINTENANCE>(?:점검|작업)[ ]?(?:시간|일시|기간|일정))"
    r"|(?P<NOTICE>(?:공지|안내|발표)[가는은이]?[ ])"
    r"|(?P<RECOVERY>(?:복구|정상화|해결|해소|재개|종료|조치|완료)(?:가|이|를|을)?[ ]?(?:완료|된"
    r"|한|됐던)?[ ]?"
    r"(?:것은|건|시각|시간|일시|시점|때는|시기)"
    r"|(?:복구|정상화|종료|해결|조치[ ]?완료|완료|[Ee]nd(?:ed)?|[Rr]esolved)[ ]?(?:일시|시간|시각)?[ ]?[:：]|(?:복구|정상화|재개|해소)[ ]?(?:완료)?[ ]?$)"
    r"|(?P<ONSET>(?:장애|오류|문제|사고|현상|이상|먹통|중단|지연|마비|발생|시작|접속|끊긴|멈춘|막힌|안[ ]된"
    r"|못[ ])[^.\n]{0,14}?"
    r"(?:것은|건[ ]|시각|시간|일시|시점|기간|때는|발생일|일자)"
    r"|(?:장애|발생|시작|오류|인지|감지|탐지|[Ss]tart(?:ed)?)[ ]?(?:일시|시간|시각|기간)?[ ]?[:：])"
)
_CURRENT = re.compile(
    r"[ ]?(?:\([^()\n]{0,12}\))?[ ]?(?:[를을이가][ ](?:지난|넘긴|넘은|넘어선)[ ](?:지금|현재|이[ ]?시각)"
    r"|[를을이가][ ](?:넘겨서|넘어서|지나서)도|집계|현재(?!가)|기준(?!으로는)|까지도"
    r"|까지[ ]?(?:여전|아직|(?:계속|이어|지속)(?![가-힣]{0,2}[졌됐했]|되었|하였|돼[ ]왔다가)|복구되지))"
)
_BY_NOW = re.compile(
    r"[ ]?(?:\([^()\n]{0,16}\))?[ ]?현재[ ](?:[가-힣]{1,8}[ ]){0,2}?(?:대부분|모두|모든|전부)[^.\n]{0,12}?(?:복구|정상|해소)"
)
_GUESSED = re.compile(r"[ ]?(?:까지|부터)?(?:으로|로)[ ](?:추정|파악|집계|예상|공지)했다가")
_PRICE = re.compile(
    r"[ ]?(?:에[ ])?[^.\n\d]{0,8}\d[\d,.만천백억조]*[ ]?(?:원|달러|포인트|퍼센트|%)(?:대|선)?(?:까지|에서?|으로|로|을|를|이[ ])"
)
# 4시 비행기, 2시쯤 들어가 보니: a time of something else that the writer did.
_APPOINTED = re.compile(
    r"[ ]?(?:비행|기차|버스|열차|회의|약속|예약|공연|수업|시험|마감)|(?:에[ ])?[^.\n]{0,10}?(?:들어가|접속해|확인해|켜|열어|써)[ ]?(?:봤|보니|봐도)"
)
_LASTED_UNTIL = re.compile(
    r"[ ]?까지(?!도)(?:[ ]?(?:[가-힣·%\d]+[ ,]){0,5}?)[ ]?"
    r"(?:이어졌|이어진|계속됐|계속되었|계속된|지속됐|지속되었|지속된|끌었|먹통이었|멈췄다|멈춰[ ]있었|끊겼"
    r"|막혔|중단됐|중단되었|마비됐)"
)
_NOT_YET = re.compile(
    r"복구[^.\n]{0,6}(?:되지|안[ ]?되|안[ ]?됐|못)"
    r"|복구[ ]?(?:중|작업|에[ ]|시점|여부|율|를[ ]위|계획)"
    r"|정상화[ ]?(?:를[ ]위|작업|시점|여부|되지)|아직|여전히|정상[^.\n]{0,12}(?:않|못|아니)"
    r"|해결되지|재개되지|가능하지"
)
_STILL_TO_COME = re.compile(
    r"[^.\n]{0,16}?(?:예정|예고|계획|것으로[ ]?(?:보|예상|전망)|하겠|할[ ]것|목표)"
)
_PARTIAL = re.compile(
    r"일부|임시|먼저|우선|기[ ]시작|순차|단계적|부분|차례로|대부분|점차|상당|하나둘|속속"
    r"|\d{1,2}%|메시지[ ]|기능(?:이|은|부터)|텍스트"
)
_WHOLE = re.compile(r"완전|모두|전면|전체|100%|최종|(?<![가-힣])전부|모든|전[ ]서비스")
_SOME = re.compile(r"일부|절반|먼저|우선")
_SOME_ONLY = re.compile(r"일부|임시|\d{1,2}%")
_QUOTE_OPEN = re.compile(r"[\"“'‘]")
_QUOTED_NOTICE = re.compile(
    r"[\"”'’](?:[ ]?(?:이?라고|이?라는|라며|이?라면서|고|는|며|면서|등의?|란|이란))?[^\"“\n]{0,24}?"
    r"(?:공지|밝[혔히]|알[렸리려]|안내|발표|전했|설명|말했|올[렸라]|게[시재]|통보|고지|문자"
    r"|트윗|글을)"
)
_SAID_TO = re.compile(
    r"다는[ ](?:보고|신고|제보|글|게시|불만|민원|호소|문의|반응|내용)|(?<!겠)다며[ ]|(?:불편|불만"
    r"|장애)을?[ ]?호소"
    r"|라는[ ](?:글|제보|신고|반응)"
)
_PLANNED_STOP = re.compile(
    r"(?:정기|전산|시스템|사전|서버|서비스)[ ]?점검|점검[ ](?:문자|안내|공지|예정|있|한대|때문)"
    r"|작업[ ](?:문자|안내|예정|있|한대)"
    r"|(?:할|될|한다고|된다고)[ ](?:예정|계획)|예정"
)
_REPORTED_OUTAGE = re.compile(rf"{words.SUBJECT}|접속|로그인|되지[ ]않")
_SAID_IN_PRESENT = re.compile(
    r"[^.\n]{0,8}?(?P<verb>[가-힣])다(?:고|는)[ ](?:[가-힣]{1,8}[ ]){0,2}?(?:알[렸리]|공지|안내|밝[혔히]"
    r"|전했|올렸|글)"
)
_SHOWN = re.compile(
    r"[\"”'’][ ]?(?:이?라는|는|란|다는|등의|가|이)?[ ]?(?:[가-힣]{1,6}[ ]){0,2}"
    r"(?:안내|문구|메시지|화면|창|알림|글자|글귀|팝업|공지|말)(?:문|문구|창|글|메시지)?(?:만|이|가|과|와)?[ ]"
    r"(?:[가-힣]{1,6}[ ]){0,2}(?:떴|뜨|뜬|떠|나타|나왔|나오|표시|출력|보였|보이)"
)
_SHOWN_SINCE = re.compile(
    r"[\"”'’][ ]?(?:이?라는|는)?[ ]?(?:안내|문구|메시지|화면|창)(?:나|와|과|만|가|이)[ ]"
)
_MAILED = re.compile(
    r"[^.\n\"“]{0,24}?(?:메일|공지|성명|입장문|보고서|설명문|자료|서한|블로그|홈페이지|트위터|페이지|문자|브리핑"
    r"|간담회|회견)(?:에서?|을|를|으로|에[ ]올)"
)
_TOPIC = re.compile(
    r"티켓|콘서트|도착|입고|출근|퇴근|등교|상장|접종|투표|국회|속보|지진|개통|출시|소방|경기|선고|개표"
    r"|장[ ]?(?:초반|중|마감)"
)
_TURN = re.compile(r"[가-힣](?:고|며|면서|지만|으나|자)[ ,]|,")
_PREVENTED = re.compile(r"[^.\n]{0,3}?(?:지[ ]?않)?도록")  # 불편을 겪지 않도록
_IMAGINED = re.compile(r"가정|꾸며|꾸민|훈련|대비[ 한해]")
_OPENING = re.compile(r"시행|시작|예매|판매|개시|열[린려렸]|신청|개장|선고|발사")
_PAST_ENDING = re.compile(r"[긴춘된힌린진난은킨]$")
_PLAIN_CLAUSE = re.compile(r"(?:고|며|면서|지만|으나)[ ,]|,")
_NOT_THEN = re.compile(
    r"[ ]?(?:이전|전(?:에|까지)?(?![가-힣]|[ ](?:세계|국|지역|서버|서비스|직원|고객|이용자|종목|노선|매장|기능)))"
    r"|[을를이가]?[ ](?:넘긴|넘은|지난)[ ](?:시각|시간)|[을를]?[ ]?(?:넘기면|지나면)|마다"
)  # 7시 전 is some other time
_HOWEVER = re.compile(r"[가-힣](?:으나|지만|(?<!려)(?<!릭했)(?<!들어갔)(?<!눌렀)는데)[ ,]")
_AT_ONCE = re.compile(r"[^.\n]{0,6}?(?:직후|자마자|시작되자|[ ](?:뒤|이후)[ ]|[과와][ ](?:동시에|함께)|[ ](?:당일|첫날|도중|중[ ])"
    r"|(?:시점|날|때)부터)|[^.\n]{0,20}?[은는][ ](?:첫날|시작)부터"
)
_CLEFT = re.compile(
    r"[ ](?:것은|건|것이|게|때는|시각은|시각이|시간은|시점은|시점이)[ ](?:[가-힣]{2,5}[ ]){0,2}$"
)  # 접속이 끊긴 것은 8시
_CLEFT_LENGTH = 24
_LOOK_AHEAD = 110
_LOOK_BACK = 60
_SUBJECT_LENGTH = 30


@dataclass(frozen=True, slots=True)
class RoleFound:
    """The role of a time, how surely it was read (0 to 1), and whether it speaks of the whole."""

    role: Role
    weight: float
    is_whole: bool = False  # 완전 복구, 모든 서비스


NOTHING = RoleFound(Role.NONE, 0.0)
_TOLD_BY_CLEFT = frozenset({Role.ONSET, Role.RECOVERY, Role.PARTIAL, Role.SOME, Role.REPORT, Role.TRIGGER})


def role_after(clause: str, *, since: bool) -> RoleFound:
    """Return the role that the words after a time give it; since says that 부터 follows it."""
    clause = clause[:_LOOK_AHEAD]
    if _LASTED_UNTIL.match(clause):
        return RoleFound(Role.RECOVERY, 0.8)
    if _BY_NOW.match(clause):
        return RoleFound(Role.PARTIAL, 0.6)
    if _CURRENT.match(clause):
        return RoleFound(Role.CURRENT, 1.0)
    if _GUESSED.match(clause) or _PRICE.match(clause) or _APPOINTED.match(clause):
        return RoleFound(Role.OTHER, 1.0)
    if _NOT_THEN.match(clause):
        return RoleFound(Role.OTHER, 1.0)
    quoted = _quoted_notice(clause, since=since)
    if quoted is not None:
        return quoted
    match = _ROLE.search(clause)
    if match is not None and match.lastgroup == "OTHER" and _AT_ONCE.match(clause, match.end()):
        match = _ROLE.search(clause, match.end())  # 9시 개장 직후 접속 장애가 발생했다
    if match is not None and match.lastgroup in {"OTHER", "NOTICE", "REPORT"}:
        match = _onset_behind(clause, match, since=since)
    return _settle(clause, match, since=since) if match is not None else NOTHING


def _onset_behind(clause: str, match: re.Match[str], *, since: bool) -> re.Match[str]:
    """Return the failing that "8시부터 …" goes on to, past a word on something else.

    Without 부터 only past a noun that names what failed: 도착 정보 앱이 멈췄다.
    """
    if since and (_OPENING.search(match.group()) or _OPENING.search(clause, 0, match.start())):
        return match
    if not since and not (_TOPIC.fullmatch(match.group()) and clause[match.end() :][:1] == " "):
        return match
    hits = _ROLE.finditer(clause, match.end())
    asides = {"OTHER", "NOTICE", "REPORT"} if since else frozenset()
    later = next((hit for hit in hits if hit.lastgroup not in asides), None)
    if later is None or later.lastgroup != "ONSET":
        return match
    is_one_clause = since or not _TURN.search(clause, match.end(), later.start())
    return later if is_one_clause else match


def is_mailed(clause: str) -> bool:
    """Return whether a day is that of a statement: 29일 보고서를 통해."""
    return _MAILED.match(clause) is not None


def fails_in(clause: str) -> bool:
    """Return whether anything in the words is a failing, whatever else they speak of."""
    clause = clause[:_LOOK_AHEAD]
    hits = (hit for hit in _ROLE.finditer(clause) if hit.lastgroup == "ONSET")
    return any(_onset(clause, hit, since=True).role is Role.ONSET for hit in hits)


def role_before(clause: str) -> RoleFound:
    """Return the role that the words before a time give it: 장애 발생 시각은 …, 복구된 것은 …"""
    if (cleft := _CLEFT.search(clause)) is not None:
        found_in = role_after(clause[max(0, cleft.start() - _CLEFT_LENGTH) : cleft.start()], since=True)
        if found_in.role in _TOLD_BY_CLEFT:
            return replace(found_in, weight=0.9)
    found = [match.lastgroup or "NONE" for match in _HEAD.finditer(clause[-_LOOK_BACK:])]
    return RoleFound(Role[found[-1]], 0.9) if found else NOTHING


def with_subject(found: RoleFound, before: str) -> RoleFound:
    """Return a recovery as the whole's or a part's, by the subject that stands before its time."""
    if found.role not in {Role.RECOVERY, Role.PARTIAL} or found.is_whole:
        return found
    turn = max((match.end() for match in _PLAIN_CLAUSE.finditer(before)), default=0)
    subject = before[max(turn, len(before) - _SUBJECT_LENGTH) :]
    if _WHOLE.search(subject):
        return replace(found, role=Role.RECOVERY, is_whole=True)
    if _SOME_ONLY.search(subject):
        return replace(found, role=Role.SOME)
    if _SOME.search(subject):
        return replace(found, role=Role.PARTIAL)
    return found


def _settle(clause: str, match: re.Match[str], *, since: bool) -> RoleFound:
    name = match.lastgroup or "NONE"
    role = Role.OTHER if name == "QUENCHED" else Role[name]
    match role:
        case Role.ONSET:
            return _onset(clause, match, since=since)
        case Role.RECOVERY:
            return _recovery(clause, match)
        case Role.REPORT if since and _REPORTED_OUTAGE.search(clause[: match.start()]):
            # "8시부터 접속 장애 신고가 쏟아졌다": the outage is told to have begun then.
            return RoleFound(Role.ONSET, 0.5)
    return RoleFound(role, 1.0)


def _onset(clause: str, match: re.Match[str], *, since: bool) -> RoleFound:
    if _is_planned(clause, match):
        return RoleFound(Role.MAINTENANCE, 1.0)
    if not since and _HOWEVER.search(clause, 0, match.start()):
        return NOTHING  # the outage word stands in the next clause
    if _PREVENTED.match(clause, match.end()):
        return RoleFound(Role.OTHER, 1.0)
    if _IMAGINED.search(clause, match.end(), match.end() + 24):
        return RoleFound(Role.OTHER, 1.0)
    if not since and _is_announced(clause, match):
        return RoleFound(Role.NOTICE, 1.0)
    if _SAID_TO.search(clause, match.end(), match.end() + 40) is None:
        return RoleFound(Role.ONSET, 1.0)
    return RoleFound(Role.ONSET if since else Role.REPORT, 0.5)


def _is_planned(clause: str, match: re.Match[str]) -> bool:
    """Return whether the stop is one to come: "끊긴 고객에게 보상할 계획" is none."""
    following = clause[match.end() : match.end() + 1]
    told = match.group() + (following if "가" <= following <= "힣" else "")
    if _PAST_ENDING.search(told) or any(_ends_in_past(letter) for letter in told[-2:]):
        return False
    return _PLANNED_STOP.search(clause, match.start(), match.end() + 30) is not None


def _is_announced(clause: str, match: re.Match[str]) -> bool:
    """Return whether "6시 3분 접속이 고르지 않다고 알렸다" tells when it was said."""
    said = _SAID_IN_PRESENT.match(clause, match.end())
    return said is not None and (said["verb"] in "있없" or not _ends_in_past(said["verb"]))


def _ends_in_past(letter: str) -> bool:
    """Return whether a syllable ends in ㅆ, the mark of the past: 됐, 했, 렸."""
    return "가" <= letter <= "힣" and (ord(letter) - ord("가")) % 28 == 20


def _recovery(clause: str, match: re.Match[str]) -> RoleFound:
    if _NOT_YET.match(clause[match.start() :]):
        return RoleFound(Role.CURRENT, 0.8)
    if _STILL_TO_COME.match(clause[match.end() :]):
        return RoleFound(Role.PLAN, 1.0)
    following = clause[match.end() : match.end() + 6]
    turn = _PLAIN_CLAUSE.search(following)
    near = clause[max(0, match.start() - 24) : match.end()] + following[: turn and turn.start()]
    is_whole = _WHOLE.search(near) is not None
    if not is_whole and _SOME_ONLY.search(near):
        return RoleFound(Role.SOME, 0.8)
    if not is_whole and _PARTIAL.search(near):
        return RoleFound(Role.PARTIAL, 0.8)
    return RoleFound(Role.RECOVERY, 1.0, is_whole)


def _quoted_notice(clause: str, *, since: bool) -> RoleFound | None:
    """Read 8시 37분 “순차적으로 거래를 재개한다”고 공지했다: the time of a notice."""
    opened = _QUOTE_OPEN.search(clause)
    if opened is None or opened.start() > 24 or _ROLE.search(clause[: opened.start()]):
        return None
    closed = _QUOTED_NOTICE.search(clause, opened.end())
    if closed is None:
        return None
    is_shown = _SHOWN.match(clause, closed.start()) or (
        since and _SHOWN_SINCE.match(clause, closed.start())
    )
    if is_shown and _REPORTED_OUTAGE.search(clause, opened.end()):
        return RoleFound(Role.ONSET, 0.9)  # '오류가 발생했다'는 안내가 떴다
    said = clause[opened.end() : closed.start() + 1]
    recovered = next((hit for hit in _ROLE.finditer(said) if hit.lastgroup == "RECOVERY"), None)
    if recovered is None or _NOT_YET.match(said[recovered.start() :]):
        return RoleFound(Role.NOTICE, 1.0)
    return RoleFound(Role.NOTICE_OF_RECOVERY, 0.6)
