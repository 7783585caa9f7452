"""How long the outage lasted, as a text states it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from detector.facts.clause_patterns import OTHER_LENGTH, OVER_AT_LAST, TOPIC_JUST_BEFORE
from detector.facts.durations import DurationExpression, Form
from detector.facts.time_roles import Role, role_after
from detector.sentences import Sentence
from models.records import Kind

_NOUN = (
    r"(?:장애|오류|먹통|중단|지연|불통|마비|접속|이상|문제|서비스|다운|현상|차질|불편|멈|끊|막|튕"
    r"|안[ ]?[되돼됐됨열나뜨떠터먹눌와옴감]|않|못|무한|로그인|두절|불능|불가|셧다운|수[ ]없|실패|거부|거절|느려|늦|정지"
    r"|침묵|멎|에러|로딩|비틀|흔들|휘청|마비|꺼[졌지]|사라[졌진]|무너|버벅|먹지|섰|세[웠운]|암흑|악몽|블랙아웃|공백"
    r"|대란|혼란|소동|고립)"
)
_OUTAGE_NEAR = re.compile(rf"(?:[^.\n]|\.(?=\S)){{0,50}}?{_NOUN}")
_OUTAGE_NEXT = re.compile(
    rf"[ ]?[\"'‘“]?(?:의[ ]|[ ]?(?:에[ ](?:이르는|달하는|걸친|가까운|육박하는)[ ](?:[가-힣]{{1,4}}[ ])?"
    r"|전면|일시|넘는[ ]|넘게[ ]|이상[ ]|가까이[ ])?)?"
    rf"(?:{_NOUN}"
    rf"|[가-힣]{{1,4}}지[ ](?:않|못))"
)
_OUTAGE_BEFORE = re.compile(rf"{_NOUN}|공격|사고|사태|소동|대란")
_LENGTH_BEFORE = re.compile(
    r"(?:장애|중단|지연|복구|먹통|오류|불통|해소|정상화|지속)[ ]?(?:까지|시간|기간|에"
    r"|[ ]?지속[ ]?시간)?(?:은|는|이|가|에|인)?[ ]?[:：]?[ ]?(?:모두[ ]|총[ ]|약[ ]"
    r"|걸린[ ]시간은[ ])?[(]?$"
    r"|(?:사라진|멈춘|멈췄던|멈춰[ ]선|멎은|멎었던|끊긴|끊겼던|막힌|막혔던|중단된|중단됐던|먹통이던|못[ ]쓴|안[ ]된)[ ]"
    r"(?:약[ ]|무려[ ])?$"
)
_TOOK = re.compile(
    r"[ ]?(?:이|가|을|를)?[ ]?(?:넘게[ ]|넘도록[ ]|가까이[ ]|내내[ ])?(?:소요|걸[렸려린]|지속|이어[졌진지]|계속|허비"
    r"|지나서야|지나서"
    r"|지난|넘긴)"
)
# What the writer of a post says of it: 2시간 날렸네, 24시간 꽉채웠네.
_ENDURED = re.compile(
    r"[ ]?(?:넘게|가까이|동안|내내|통으로|통째로|정도|쯤|꼬박|을|를)?[ ]?(?:[가-힣]{1,4}[ ]){0,2}?[가-힣]{0,3}"
    r"(?:붙들|붙잡고|매달|새로[ ]?고침|[Ff]5|누[르른]|눌[렀러]|뭐[ ]?[한하했]|뭘[ ]?[한하했]|헤맸|헤매|씨름|허비|낭비"
    r"|삽질|날[렸려림]|버[렸림]|걸[렸려림]|고생|졸였"
    r"|꽉[ ]?[채찼]|허송|공쳤|멘붕|지옥|존버|손[ ]?놓|구경|벽돌|멍[ ]?때|지났는데|넘었는데)"
)
# 30분째 손 흔드는 중: something else that the writer does.
_OWN_DOING = re.compile(
    r"[ ]?[^.\n]{0,12}?(?:찍는|찍고|흔드|흔들|생각|서[ ]?있|걷|기다|검색|통화|대기[ ]?중|운전|누워|앉아)"
)
_NOT_LENGTH = re.compile(
    r"(?:방송|통화|운영|영업|상담|근무)(?![이가은는도][ ])"
    r"|대기[ ]?(?:시간)?|기다[리려렸]|줄을|시도|마다|간격|이용권|무료|연장|이내"
    r"|훈련|보관|공지|정정|고지|입장|사과|통보|늑장|재시도|당일|단축"
)
_PLANNED = re.compile(
    r"예정|예상|계획|목표|점검[ ]?시간|정기[ ]?점검|할[ ]것|하겠|될[ ]것|전망|연장"
)
_GIVEN = re.compile(r"보상|이용권|(?<!수)기로[ ]")
_RULE = re.compile(r"약관|기준[은이]|하루[ ]|고시|법[은상]")
_LAW = re.compile(
    r"경우|의무|시행령|법|기준|이상[ ](?:중단|장애)(?:되면|시)|고지해야|알려야|보고해야|(?:어지|되|추|기"
    r"|넘으)면[ ]|약관|손해배상"
)
_OFFICIAL = re.compile(r"따르면|측은|측이|관계자|밝혔|공지|설명했|발표|공식|[\"“]")
_BYSTANDER = re.compile(
    r"누리꾼|네티즌|[ ]모[ ]?씨|모\(\d\d\)[ ]?씨|[가-힣]{1,3}씨[는가도]|[A-Z][ ]?씨|직장인|한[ ]이용자|점주"
    r"|고객사|투자자[ ]|학생|손님"
)
_SINCE_IT_BEGAN = re.compile(
    r"(?:시작|발생|끊|멈|멎|중단|장애|먹통|막[히힌]|불통|마비|문제|이상|오류|고장|사라|닫[힌은]|꺼[진]|다운|무너|터진"
    r"|감지|신고)[^.\n]{0,14}[ ]지[ ](?:약[ ]|무려[ ]|꼭[ ]|정확히[ ]|꼬박[ ])?$"
    r"|(?:시|분)(?:쯤|께|경)?[ ]?이후[ ](?:약[ ]|무려[ ])?$"
)
# 이용자 고지가 30분 늦은 점도: how late it was told.
_TOLD_LATE = re.compile(
    r"(?:고지|공지|안내|통보|알림|문자|대응|보고|신고|발표|출발|도착|운항)[가는은이도을를]?[ ](?:약[ ])?$"
)
_LATE = re.compile(r"[ ]?(?:가량|이나|쯤|정도|넘게)?[ ]?늦")
_WAITING = re.compile(r"(?:점검|대기|작업|줄|통화)(?:만|이|은|중)?[ ]?$")
_A_WEEK = 7 * 24 * 60
# 5분 만에 원인을 짚었고 30분 안에 복구했다: each length has its own verb
_NEXT_SPAN = re.compile(r"(?:며|고)[ ,](?=[^.\n]{0,8}\d{1,3}[ ]?(?:분|시간))")
_CLAUSE_END = re.compile(r"[\"”’]|[고며서][ ,]")
_SINCE_A_TIME = re.compile(r"[시분반](?:쯤|께|경)?부터[ ](?:약[ ]|무려[ ])?$")
_SINCE_A_START = re.compile(
    r"[시분반](?:쯤|께|경)?[ ](?:시작|발생)(?:돼|되어|해|됐|된)[^.\n]{0,30}$"
)
_LETTERS = re.compile(r"[ ]?[가-힣]")
_BACK_BEFORE = re.compile(r"복구|회복|정상화|되살|되돌|끝났|풀[렸린]|재개|열[렸린]|되찾|돌아")
# 2시간 만이다. 꼬박 58분이다. 2시간 35분이 걸렸다: a sentence of nothing but the length.
_ALL_BEFORE = re.compile(r"[\"“]?(?:약|무려|꼬박|총|모두|정확히|꼭|장애[ ]발생|그로부터|발생)?[ ]?")
_ALL_AFTER = re.compile(
    r"[ ]?(?:(?:만)?(?:이다|이었다|입니다|이었습니다|인[ ]셈이다)|(?:이|가)[ ](?:넘게[ ])?걸[렸린][^.]{0,6})?[.!…\n ]*"
)
_RULE_NEXT = re.compile(r"이상[ ](?:중단|장애)|[되추기지으]면|경우|(?<![가-힣])시[ ]|땐|의무|해야")
_STILL_FOR_DAYS = re.compile(
    r"[ ][^.\n]{0,24}?(?:먹통|마비|중단|막[혀혔힌]|끊|멈|접속|안[ ]열|불통|복구[ ]?(?:중|안|되지)|셧다운)"
)
_STILL = re.compile(
    r"[^.\n]{0,60}?(?:흰|빈[ ]|로딩|대기|않고[ ]있|못하고[ ]있|이어지고|지속되|계속되|있다|있습니다|중$|중[ ]|먹통"
    r"|장애|안[ ]?[되돼됨]|불통|마비|중['’])"
)
_CUT = re.compile(r"[ ]?(?:…|\.{2,3}|·|,)")
_STILL_BEFORE = re.compile(rf"(?:{_NOUN}|화면|문구|중['’\"”]|기다려|['’\"”]만)[^.\n]{{0,12}}$")
# 나흘간 접속 오류 민원 3,900건: over how long complaints were counted
_COMPLAINTS = re.compile(
    r"[^.\n,]{0,20}?(?:민원|신고|문의|제보|불만|글)[^.\n,]{0,10}?\d[\d,.만천백]*[ ]?(?:여[ ]?)?(?:건|명|개)"
)
_COMPLAINED = re.compile(r"(?:민원|신고|문의|제보|불만|글)(?:은|는|이|가|도)[ ]$")
_COUNTED = re.compile(r"[ ]?(?:모두[ ]|약[ ]|총[ ])?\d[\d,.만천백]*[ ]?(?:여[ ]?)?(?:건|명|개)")
# 특히 3시부터 10분 동안: the worst of it
_WORST = ("특히", "그중", "이 가운데")


@dataclass(frozen=True, slots=True)
class Length:
    """A stated length of the outage with how much weight it carries."""

    span: DurationExpression
    weight: float

    @property
    def is_so_far(self) -> bool:
        """Return whether it is the length up to now."""
        return self.span.form is Form.SO_FAR


def read_lengths(
    text: str,
    sentences: Sequence[Sentence],
    spans: Sequence[DurationExpression],
    kind: Kind,
    background: frozenset[int],
) -> list[Length]:
    """Return the spans that are lengths of this outage, heaviest first."""
    lengths: list[Length] = []
    speakers = [_bonus(sentence, kind) for sentence in sentences]
    bystanders = [_bystander(sentence, kind) for sentence in sentences]
    index = 0
    for span in spans:
        while index < len(sentences) and sentences[index].end <= span.start:
            index += 1
        if index >= len(sentences):
            break
        if index not in background and span.minutes > 0:
            weight = _weight(text, sentences[index], span, kind, is_lead=index < 4)
            if weight > 0 and span.start < bystanders[index]:
                weight += speakers[index]
                lengths.append(Length(span, weight))
    return sorted(lengths, key=lambda length: (-length.weight, length.span.start))


def _bonus(sentence: Sentence, kind: Kind) -> float:
    """Return how much more a length weighs by who says it; a title quotes whom it likes."""
    is_said = kind is Kind.OFFICIAL or _OFFICIAL.search(sentence.text)
    return 0.3 if is_said and not sentence.in_title else 0.0


def _bystander(sentence: Sentence, kind: Kind) -> float:
    """Return from where on a sentence of the news tells what a customer says; endless if never."""
    match = _BYSTANDER.search(sentence.text) if kind is Kind.NEWS else None
    return sentence.start + match.start() if match else inf


def _weight(
    text: str, sentence: Sentence, span: DurationExpression, kind: Kind, *, is_lead: bool
) -> float:
    before = text[max(sentence.start, span.start - 60) : span.start]
    after = text[span.end : min(sentence.end, span.end + 70)]
    base = _base(span, before, after)
    if kind is Kind.COMMUNITY:
        base = _in_a_post(span, before, after, base)
    if after.startswith("치"):
        return 0.0  # 장애 15시간치 감면
    is_named = _OUTAGE_NEXT.match(after) is not None
    if _RULE_NEXT.search(after[:12]) if is_named else _LAW.search(after[:24]):
        return 0.0
    if _is_of_else(span, before, after):
        return 0.0
    if base <= 0 or _PLANNED.search(_CLAUSE_END.split(after[:30])[0]):
        return 0.0
    is_bare = span.form is not Form.AFTER and not _TOOK.match(after)
    if is_bare and _NOT_LENGTH.search(after[:14]):
        return 0.0
    is_endured = kind is Kind.COMMUNITY and _ENDURED.match(after)
    if _RULE.search(before[-24:]) or (_GIVEN.search(after[:16]) and not is_endured):
        return 0.0
    base += 0.1 if is_lead else 0.0
    base -= 0.6 if sentence.text.startswith(_WORST) else 0.0
    base += 0.15 if span.minutes % 60 else 0.0
    base -= 0.1 if span.approximate else 0.0
    base -= 0.25 if span.is_lower_bound else 0.0
    return base - (0.3 if span.in_days else 0.0)


def _is_of_else(span: DurationExpression, before: str, after: str) -> bool:
    """Return whether it is over how long complaints were counted, or how late it was told."""
    counted = _COMPLAINTS.match(after) or (
        _COMPLAINED.search(before) and _COUNTED.match(after) is not None
    )
    if span.in_days and counted:
        return True
    return bool(_TOLD_LATE.search(before[-14:]) and _LATE.match(after))


def _in_a_post(span: DurationExpression, before: str, after: str, base: float) -> float:
    """Return how much a length in a post weighs: who waits, tells how long it was down."""
    if _OWN_DOING.match(after):
        return 0.0
    is_still = span.form is Form.SO_FAR and not span.in_days
    if is_still and not (_NOT_LENGTH.search(after[:14]) or _WAITING.search(before)):
        return max(base, 0.6)  # 연결중만 20분째
    if span.form is Form.AFTER and not _NOT_LENGTH.search(after[:14]):
        return max(base, 0.8)
    return max(base, 0.7) if _ENDURED.match(after) else base


def _base(span: DurationExpression, before: str, after: str) -> float:
    if _ALL_BEFORE.fullmatch(before) and after.strip(" .") and _ALL_AFTER.fullmatch(after):
        return 0.9
    is_long = span.minutes >= _A_WEEK and span.form is Form.AFTER
    if span.in_days and span.form not in {Form.FOR, Form.SO_FAR} and not is_long:
        return 0.0  # 이틀 만에 may be 25 hours
    match span.form:
        case Form.AFTER:
            return _of_after(before, after)
        case Form.FOR:
            return _of_outage(before, after)
        case Form.SO_FAR:
            return _of_so_far(span, before, after)
        case Form.LATER if role_after(after, since=False).role is Role.RECOVERY:
            return 0.6 if _OUTAGE_BEFORE.search(before) else 0.0
        case Form.PLAIN:
            return _of_plain(span, before, after)
    return 0.0


def _of_after(before: str, after: str) -> float:
    """Read 30분 만에 복구됐다, (복구됐다.) 장애가 난 지 30분 만이다."""
    if _SINCE_IT_BEGAN.search(before) and not _LETTERS.match(after):
        return 1.1
    if _ALL_BEFORE.fullmatch(before) and _ALL_AFTER.fullmatch(after):
        return 0.9
    if not after.strip(" .…") and role_after(before, since=False).role is Role.RECOVERY:
        return 0.9
    if TOPIC_JUST_BEFORE.search(before) and OVER_AT_LAST.match(after):
        return 0.95  # 불로 시작된 장애는 127시간 30분 만에 끝났다
    turn = _NEXT_SPAN.search(after)
    role = role_after(after[: turn.start()] if turn else after, since=False).role
    return {Role.RECOVERY: 0.95, Role.PARTIAL: 0.4}.get(role, 0.0)


def _of_so_far(span: DurationExpression, before: str, after: str) -> float:
    """Read 4시간째; 사흘째 is also said of anything that takes days."""
    still = _STILL_FOR_DAYS if span.in_days else _STILL
    if not span.in_days and _CUT.match(after) and _STILL_BEFORE.search(before):
        return 0.6  # 깃허브 장애 7시간째…"복구 중"
    if not span.in_days and not after.strip(' .…"”’') and _STILL_BEFORE.search(before):
        return 0.6  # 접속 대기 화면만 1시간째
    is_still = still.match(after) or (not span.in_days and _OUTAGE_NEAR.match(after))
    return 0.6 if is_still else 0.0


def _of_outage(before: str, after: str) -> float:
    if _TOOK.match(after) and _OUTAGE_BEFORE.search(before):
        return 1.15
    if _TOOK.match(after) and _SINCE_A_START.search(before):
        return 0.9  # 밤 8시 40분 시작돼 이튿날 새벽까지 7시간 20분간 이어졌다
    if _OUTAGE_NEAR.match(after):
        return 1.0
    if _SINCE_A_TIME.search(before) and not OTHER_LENGTH.search(after[:60]):
        return 0.8  # 5시 47분부터 25분 동안 요청을 돌려보냈다
    return 0.8 if _OUTAGE_BEFORE.search(before) else 0.0


def _of_plain(span: DurationExpression, before: str, after: str) -> float:
    if _TOOK.match(after) and not before.strip(" 약총무려모두꼬박"):
        return 0.8  # the sentence begins with it: "14시간 반이 넘게 걸린 셈이다."
    if _TOOK.match(after) and (_OUTAGE_BEFORE.search(before) or _BACK_BEFORE.search(before)):
        return 0.9
    if _LENGTH_BEFORE.search(before):
        return 0.9
    if _SINCE_A_TIME.search(before) and _OUTAGE_NEAR.match(after):
        return 0.9  # 12시 8분부터 한 시간 반가량 결제가 승인되지 않았다
    if _OUTAGE_NEXT.match(after):
        return 0.75
    if span.approximate and role_after(after, since=False).role is Role.ONSET:
        return 0.8  # 9시간 반가량 제대로 돌아가지 않았다
    if span.is_lower_bound and _OUTAGE_NEAR.match(after[:40]):
        return 0.7
    return 0.0
