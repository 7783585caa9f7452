"""What a time in a sentence is the time of: onset, recovery, a notice, a report, a plan …"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a stated time is the time of."""

    ONSET = "onset"
    RECOVERY = "recovery"
    PARTIAL = "partial recovery"
    NOTICE = "notice"
    NOTICE_OF_RECOVERY = "notice of recovery"
    REPORT = "report"
    CURRENT = "current"
    PLAN = "plan"
    MAINTENANCE = "maintenance"
    OTHER = "other"
    NONE = "none"


_SUBJECT = (
    r"(?:장애|오류|먹통|문제|이상|현상|지연|불통|중단|차질|불안정|마비|에러|이슈|사태|다운|두절"
    r"|끊김"
    r"|버그|사고|대란|불능|증상|일)"
)
_JOSA = r"(?:들?이|들?가|들?은|들?는|을|를|도|까지|[ ]?등이|[ ]?등[ ]장애가|[ ]?등)?"
_ADVERB = (
    r"(?:[ ](?:일부|전면|모두|완전히|다시|잇따라|일시|잇달아|처음|일제히|대거|대부분|최종|정상|전부"
    r"|정상적으로|순차적으로|차례로|단계적으로|점차|속속|최초로?|동시에|갑자기|한때|또|간헐적으로"
    r"|전국적으로|이미|곧바로)){0,3}[ ]?"
)
_ENDS = r"(?=$|[\"'”’.,…)·!])"
_ONSET = (
    rf"{_SUBJECT}{_JOSA}{_ADVERB}(?:발생|시작|일으[켜켰키킨]|일어[나났난]|생[겼긴기겨]|나타[나났난]"
    r"|빚[어었은]|이어[지졌진]|지속|계속|났|나[고며서]|난[ ]|겪|불거|터졌|터진|감지|있었|잇따)"
    rf"|{_SUBJECT}[ ]?(?:발생|시작)"
    rf"|(?:발생|시작|불거|이어|벌어|빚어|나타)(?:한|했던|된|진|난)[^.\n]{{0,24}}?{_SUBJECT}"
    rf"|(?:중단|마비|지연|제한|차단|두절){_JOSA}{_ADVERB}(?:됐|되[고며자어었]|돼|된|했|당했|빚)"
    r"|멈[췄춰춘추]|멎[었은어]|먹통(?:이|[ ]?상태|으로|[ ]사태|됐|된|이다|$|[\"'”’ ,….·])"
    r"|다운(?:됐|된|돼|되|이)|뻗[었어은]|터[졌짐진져](?!나)|뒤[졌짐져]|죽[었음]"
    r"|끊[겼긴기김어]|튕[기겼김겨]|불가(?:능|하|했|한|$|[\"'”’ ,….·])|불능|불통"
    r"|안[ ]?(?:되|돼|됐|됨|된|가[고네는짐]|감|와[요서]|옴|나[와옴]|돌아|열[리려렸]|뜨|떠"
    r"|들어가|보내|켜"
    r"|잡[히혀]|터[지져])"
    r"|(?:되|지|하지|가지|리지|뜨지|보이지|이뤄지지|받지|내지|오지|나지|켜지지"
    r"|히지)[ ]?(?:를[ ])?(?:않|못|안)"
    r"|원활(?:하지|치)|불안정|어려[워웠움]|차질을|먹히지|막[혔혀히힌힘]|느려[졌짐지져]|말을[ ]듣지"
    r"|접속(?:이|에)?[ ](?:장애|불가|오류|지연|차질)"
    r"|(?:결제|로그인|송금|전송|수발신|서비스|통신|전산|인터넷|시스템|서버|네트워크|전산망|앱"
    r"|접속)[ ]?"
    r"(?:장애|오류|불가|먹통|마비|중단|지연)"
)
_RECOVERED = (
    rf"복구{_JOSA}{_ADVERB}(?:완료|됐|되었|됨|돼(?![ ]?가)|된|했(?!다가[ ]다시)|하고|마[쳤치무]"
    r"|끝[났내]|이뤄"
    rf"|이루어)|복구(?:{_ENDS}|(?=[ ](?:완료|이후|뒤|후|성공|$)))"
    rf"|정상화{_JOSA}{_ADVERB}(?:완료|됐|되었|됨|돼|된|했|마[쳤치]|이뤄)"
    rf"|정상화(?:{_ENDS}|(?=[ ](?:완료|공지|소식|$)))"
    r"|(?:거래|서비스|운영|접속|이용|이체|판매|주문|결제|운행|업무|영업|방송)?"
    rf"{_JOSA}[ ]?재개{_JOSA}{_ADVERB}(?:했|됐|되었|돼|된|하며|{_ENDS})"
    r"|(?:해결|해소|조치|수습|회복)(?:이|가|을|를|도)?[ ]?(?:모두[ ])?(?:됐|되었|됨|돼|된|했"
    rf"|완료|{_ENDS})"
    r"|(?:재개|복구|정상화)(?:되|하)기[ ]시작|복구를[ ]끝|조치를?[ ]?(?:마|완료)"
    r"|점검을[ ]?(?:마[쳤치친]|끝[냈내낸])"
    r"|정상[ ]?(?:작동|운영|가동|서비스|이용|접속|복구|동작|상태|응답|처리)"
    r"|정상으로[ ]?(?:돌아|회복|복귀|작동)"
    r"|정상적(?:으로|인)[ ]?(?:이용|접속|작동|서비스|운영|가동|돌아)"
    r"|되살[아렸려]|살아[났남난나]|풀[렸림려린었]|바로잡|잡혔|돌아[왔옴와온]"
    r"|다시[ ](?:열|문을|접속|가능|이용|켜|작동|됨|돼요|됩|되[네기])"
    r"|(?:접속|이용|거래|로그인|결제|송금|사용)(?:이|가|도)?[ ]?(?:다시[ ])?가능해[졌진져]|열렸"
    r"|(?:장애|오류|불통|사태|먹통)(?:가|는|이)?[ ]?(?:모두[ ])?(?:종료|해소|끝났|끝난)"
    r"|제자리를[ ]찾|다시[ ]?시작|다시[ ]나타|(?:수정|복구|롤백|교체)[ ]?작업을?[ ]?(?:마|끝"
    r"|완료)|정상(?=$|[\"'”,…)])|마무리|안정화(?:됐|되|돼|했|완료)|원상[ ]?복구|일단락"
    r"|들어가[지집][ㄴ네니]|이제[ ]됨"
)
_NOTICE = (
    r"공지(?:했|하|를|가|문|글|[ ]?사항|를[ ]?통|한|됐|$)|공식[ ]?(?:입장|트위터|채널)"
    r"|안내(?:했|하|문|를|됐|한)|밝[혔히힌혀]|발표(?:했|하|한|문)|알[렸려린]|고지(?!대)|전했"
    r"|설명했|설명하"
    r"|띄[웠운워]|게시(?!글|판|물|자)|통보|게재|올[렸린려]|트윗|알림(?!톡)|보도자료|문자(?:를"
    r"|메시지)?"
    r"|발령|경보|해명|사과문|입장문"
)
_REPORT = (
    r"신고|제보|접수|호소|보고(?:가|했|됐|를|받|된)|글(?:이|들이|도)?[ ]?(?:올라|쏟아|이어|잇따"
    r"|다수|게시|속속)"
    r"|쏟아[졌지진]|항의(?:가|를|도|[ ]?전화)|민원(?:이|을|도)|문의(?:가|를|도)|인지(?:했|한"
    r"|하고)|파악(?:했|하고|에)|감지했|확인(?:했|에|하고)|불만"
)
_OTHER = (
    r"원인을?[ ]?(?:찾|파악|확인|규명)|화재가|불이[ ]?(?:났|나)|정전이|폭발|지진|침수|선포|속보"
    r"|추락"
    r"|업데이트를[ ]?(?:배포|적용)|배포했|배포한"
    r"|신청을?[ ]?(?:받|접수|시작)|개장|개막|폐장|장[ ]?(?:마감|초반|중|시작)|거래를[ ]?마"
    r"|판매(?:를|가)?[ ]?(?:시작|개시)|예매(?:를|가)?[ ]?(?:시작|열)|티켓|콘서트|경기|킥오프"
    r"|개표|방영|방송된"
    r"|선고|발사|상장|출근|퇴근|등교|폭우|비가|접종|마감(?:했|됐)|거래됐|(?:하락|상승|급락"
    r"|급등)(?:했|한)|출시|문을[ ]연|개점|영업을[ ]시작"
    r"|개통|회의(?:를|가)|브리핑|간담회|대기[ ]?시간|국회|체포|구속|투표|입고|도착|주문했"
    r"|결제했|보냈"
)
_PLAN = (
    r"예정|계획|목표로|하겠다|할[ ]?것|복구될|복구할|정상화될|정상화할|재개할|재개될"
    r"|까지[ ]?(?:복구|정상화|해결)(?:를|을)?[ ]?(?:하겠|목표|완료하겠|마칠|마치겠)|전망|방침"
    r"|(?:될|할)[ ](?:듯|것으로)|앞두"
)
_MAINTENANCE = (
    r"정기[ ]?(?:점검|PM)|(?:사전|추가|시스템|서버|임시|야간|새벽|서비스|업데이트"
    r"|정비)[ ]?점검(?!을[ ]?(?:마|끝)|[ ]?중)"
    r"|점검[ ]?(?:시간|일정|예정|안내|을[ ]위해|으로[ ]인해[ ]?(?:이용|서비스)|한다|할)"
    r"|업데이트[ ]?(?:일정|예정)|작업[ ]?(?:시간|일정|예정|으로)"
)
_ROLE = re.compile(
    "|".join(
        f"(?P<{role.name}>{pattern})"
        for role, pattern in (
            (Role.PLAN, _PLAN),
            (Role.MAINTENANCE, _MAINTENANCE),
            (Role.RECOVERY, _RECOVERED),
            (Role.ONSET, _ONSET),
            (Role.REPORT, _REPORT),
            (Role.NOTICE, _NOTICE),
            (Role.OTHER, _OTHER),
        )
    )
)
_HEAD = re.compile(
    r"(?P<PLAN>예정|계획|목표)"
    r"|(?P<MAINTENANCE>(?:점검|작업)[ ]?(?:시간|일시|기간|일정))"
    r"|(?P<NOTICE>(?:공지|안내|발표)[가는은이]?[ ])"
    r"|(?P<RECOVERY>(?:복구|정상화|해결|해소|재개|종료|조치|완료)(?:가|이|를|을)?[ ]?(?:완료|된"
    r"|한|됐던)?[ ]?"
    r"(?:것은|건|시각|시간|일시|시점|때는|시기)"
    r"|(?:복구|정상화|종료|해결|조치[ ]?완료|완료)[ ]?[:：]|복구[ ]?완료[ ]?$)"
    r"|(?P<ONSET>(?:장애|오류|문제|사고|현상|이상|먹통|중단|지연|마비|발생|시작|접속)[^.\n]{0,14}?"
    r"(?:것은|건[ ]|시각|시간|일시|시점|기간|때는|발생일|일자)"
    r"|(?:장애|발생|시작|오류)[ ]?(?:일시|시간|시각|기간)?[ ]?[:：])"
)
_CURRENT = re.compile(
    r"[ ]?(?:\([^()\n]{0,12}\))?[ ]?(?:현재|기준(?!으로는)|까지도"
    r"|까지[ ]?(?:여전|아직|계속|이어|지속|복구되지))"
)
_NOT_YET = re.compile(
    r"복구[^.\n]{0,6}(?:되지|안[ ]?되|안[ ]?됐|못)"
    r"|복구[ ]?(?:중|작업|에[ ]|시점|여부|율|를[ ]위|계획)"
    r"|정상화[ ]?(?:를[ ]위|작업|시점|여부|되지)|아직|여전히|정상[^.\n]{0,12}(?:않|못|아니)"
    r"|해결되지|재개되지|가능하지"
)
_STILL_TO_COME = re.compile(
    r"[^.\n]{0,16}?(?:예정|계획|것으로[ ]?(?:보|예상|전망)|하겠|할[ ]것|목표)"
)
_PARTIAL = re.compile(
    r"일부|임시|먼저|우선|기[ ]시작|순차|단계적|부분|차례로|대부분|점차|상당|하나둘|속속"
    r"|\d{1,2}%|메시지[ ]|기능(?:이|은|부터)|텍스트"
)
_WHOLE = re.compile(r"완전|모두|전면|전체|100%|최종|전부|모든|전[ ]서비스")
_QUOTE_OPEN = re.compile(r"[\"“'‘]")
_QUOTED_NOTICE = re.compile(
    r"[\"”'’](?:[ ]?(?:이?라고|이?라는|라며|이?라면서|고|는|며|면서|등의?|란|이란))?[^\"“\n]{0,24}?"
    r"(?:공지|밝[혔히]|알[렸리려]|안내|발표|전했|설명|말했|올[렸라]|게[시재]|통보|고지|문자"
    r"|트윗|글을)"
)
_SAID_TO = re.compile(
    r"다는[ ](?:보고|신고|제보|글|게시|불만|민원|호소|문의|반응|내용)|다며[ ]|(?:불편|불만"
    r"|장애)을?[ ]?호소"
    r"|라는[ ](?:글|제보|신고|반응)"
)
_PLANNED_STOP = re.compile(
    r"(?:정기|전산|시스템|사전|서버|서비스)[ ]?점검|점검[ ](?:문자|안내|공지|예정|있|한대|때문)"
    r"|작업[ ](?:문자|안내|예정|있|한대)"
    r"|(?:할|될|한다고|된다고)[ ](?:예정|계획)|예정"
)
_REPORTED_OUTAGE = re.compile(rf"{_SUBJECT}|접속|로그인|되지[ ]않")
_NOT_THEN = re.compile(r"[ ]?(?:이전|전(?:에|까지)?(?![가-힣]))")  # 7시 전 is some other time
_HOWEVER = re.compile(r"[가-힣](?:으나|지만|는데)[ ,]")
_AT_ONCE = re.compile(r"[^.\n]{0,6}?(?:직후|하자마자|과[ ]동시에|와[ ]동시에|되자마자)")
_LOOK_AHEAD = 110
_LOOK_BACK = 60


@dataclass(frozen=True, slots=True)
class RoleFound:
    """The role of a time, how surely it was read (0 to 1), and whether it speaks of the whole."""

    role: Role
    weight: float
    is_whole: bool = False  # 완전 복구, 모든 서비스


NOTHING = RoleFound(Role.NONE, 0.0)


def role_after(clause: str, *, since: bool) -> RoleFound:
    """Return the role that the words after a time give it; since says that 부터 follows it."""
    clause = clause[:_LOOK_AHEAD]
    if _CURRENT.match(clause):
        return RoleFound(Role.CURRENT, 1.0)
    if _NOT_THEN.match(clause):
        return RoleFound(Role.OTHER, 1.0)
    quoted = _quoted_notice(clause)
    if quoted is not None:
        return quoted
    match = _ROLE.search(clause)
    if match is not None and match.lastgroup == "OTHER" and _AT_ONCE.match(clause, match.end()):
        match = _ROLE.search(clause, match.end())  # 9시 개장 직후 접속 장애가 발생했다
    return _settle(clause, match, since=since) if match is not None else NOTHING


def role_before(clause: str) -> RoleFound:
    """Return the role that the words before a time give it: 장애 발생 시각은 …, 복구된 것은 …"""
    found = [match.lastgroup or "NONE" for match in _HEAD.finditer(clause[-_LOOK_BACK:])]
    return RoleFound(Role[found[-1]], 0.9) if found else NOTHING


def _settle(clause: str, match: re.Match[str], *, since: bool) -> RoleFound:
    role = Role[match.lastgroup or "NONE"]
    match role:
        case Role.ONSET:
            if _PLANNED_STOP.search(clause, match.start(), match.end() + 30):
                return RoleFound(Role.MAINTENANCE, 1.0)
            if not since and _HOWEVER.search(clause, 0, match.start()):
                return NOTHING  # the outage word stands in the next clause
            told = _SAID_TO.search(clause, match.end(), match.end() + 40)
            if told is None:
                return RoleFound(role, 1.0)
            return RoleFound(Role.ONSET if since else Role.REPORT, 0.5)
        case Role.RECOVERY:
            return _recovery(clause, match)
        case Role.REPORT if since and _REPORTED_OUTAGE.search(clause[: match.start()]):
            # "8시부터 접속 장애 신고가 쏟아졌다": the outage is told to have begun then.
            return RoleFound(Role.ONSET, 0.5)
    return RoleFound(role, 1.0)


def _recovery(clause: str, match: re.Match[str]) -> RoleFound:
    if _NOT_YET.match(clause[match.start() :]):
        return RoleFound(Role.CURRENT, 0.8)
    if _STILL_TO_COME.match(clause[match.end() :]):
        return RoleFound(Role.PLAN, 1.0)
    near = clause[max(0, match.start() - 24) : match.end() + 6]
    is_whole = _WHOLE.search(near) is not None
    if not is_whole and _PARTIAL.search(near):
        return RoleFound(Role.PARTIAL, 0.8)
    return RoleFound(Role.RECOVERY, 1.0, is_whole)


def _quoted_notice(clause: str) -> RoleFound | None:
    """Read 8시 37분 “순차적으로 거래를 재개한다”고 공지했다: the time of a notice."""
    opened = _QUOTE_OPEN.search(clause)
    if opened is None or opened.start() > 24 or _ROLE.search(clause[: opened.start()]):
        return None
    closed = _QUOTED_NOTICE.search(clause, opened.end())
    if closed is None:
        return None
    said = clause[opened.end() : closed.start() + 1]
    recovered = next((hit for hit in _ROLE.finditer(said) if hit.lastgroup == "RECOVERY"), None)
    if recovered is None or _NOT_YET.match(said[recovered.start() :]):
        return RoleFound(Role.NOTICE, 1.0)
    return RoleFound(Role.NOTICE_OF_RECOVERY, 0.6)
