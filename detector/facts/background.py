"""Which sentences speak of older incidents, plans or figures instead of this incident."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from detector.facts.clock_times import find_clocks
from detector.facts.day_context import DayContext
from detector.facts.days import Basis, DayToken, Scale, find_days
from detector.facts.said_days import is_aside, is_of_known_failing, is_said
from detector.facts.time_roles import fails_in
from detector.sentences import Sentence
from models.clock import to_kst

#: An outage told by its day is fresh news for about this long; after that a date means the past.
_FRESH = timedelta(days=6)
#: One incident may stretch over this many days (2022 data centre fire: five and a half).
_SAME_STORY = timedelta(days=6)

#: What began longer ago is told as history even where it goes on.
_STILL_GOING_ON = timedelta(days=45)
_TAIL = 110
#: What no clock time is written without.
_CLOCK_SIGN = re.compile(r"[\d한두세네섯곱덟홉열][ \t\u00a0]{0,2}[시분:：]|자정|정오")
_YESTERDAY = timedelta(days=1)

_OUTAGE = re.compile(
    r"장애|먹통|마비|다운(?!로드|디텍터)|오류|중단|지연|불통|멈[췄춰추춘춤]|멎|접속"
    r"|끊[기겼어긴김은는]"
    r"|안[ ]?[되돼됐된]|안되|세[웠운]|쓰러[졌진]|주저앉|사라[졌진]|혼란|대란|사고|사태|로그인"
    r"|막[히혀혔힌]|흔[든들]|지[ ](?:않|못)|"
    r"복구|정상화|재개|불능|불가|불안정|화재|두절|차질|불편|꺼[졌지진]|불거|셧다운|파행|튕"
    r"|늦어[졌지진]|거부"
    r"|발화|불이[ ]|불길|문제가|공격을|마비시|무너[졌진]|느려[졌진지]|꺼뜨|멎|떨어[졌지]"
)
_HAPPENING = re.compile(
    r"발생[해했하한]|일으[켜켰키]|일어[나났난]|빚[어었]|나타[나났]|겪[고었는은]|멈[췄춰추춘]|멎"
    r"|먹통[이됐]|먹통|마비[됐되돼]|중단[됐되돼]|끊[기겼어긴은]|마비시|무너[졌진]|느려[졌진]"
    r"|안[ ]?[되돼됐된]"
    r"|않[고는았은아던]|막[혔힌혀]|"
    r"복구[됐되돼를했가]|정상화|재개|이어[지졌진]|불거|꺼[졌지진]|벌어[졌지진]|터[졌지진]"
    r"|늦어[졌지진]|튕[겼기겨]"
    r"|거부[됐되당]|공격을[ ]받|지연[됐되돼]|불가능|오류를|장애를|장애가"
)
_AFTERMATH = re.compile(
    r"보상|배상|과징금|과태료|국정감사|국감|청문|사과문|재발[ ]?방지|대책|조사[ ]?결과|결과를"
    r"|보고서|소송|점검회의|간담회|약관|환불"
)
_DAY_OF_IT = re.compile(r"(?:하루|이틀|사흘|나흘|닷새|\d일)째(?:인|를[ ]맞은|인데)?[ ]")
_LEAD = 4  # title and the first three sentences
_SAID = re.compile(r"밝혔|발표|공개|회견|회의|국회|국감|개장|거래를[ ]마|낸[ ]|열린")
_INQUIRY = re.compile(r"조사[ ]?결과|보고서|사후[ ]?분석|보상안|배상안")
_MEMORY = re.compile(
    r"바[ ]있|적이[ ]있|적도[ ]있|전력이|과거|예전|이전에도|지난번|처음이[ ]아니|번째(?:다|이다"
    r"|로|며|인|라|입|$|[.])|잇따라[ ]일어|"
    r"(?:월|년|해|달|일|전|당시)에도|주년|되풀이|반복돼[ ]왔|끊이지|데[ ]이어|이후[ ]처음"
    r"|지[ ](?:\d+|한|두"
    r"|세|몇)[ ]?(?:년|달|개월|주)[ ]?만"
)
_GOES_BACK = re.compile(r"거슬러[ ]올라[가간갔]|(?:사건|사고|일)의[ ](?:발단|시작)은")
_ANOTHER = re.compile(
    r"[와과]는?[ ]별개|별개의[ ](?:장애|사고|문제)|별도의[ ](?:장애|사고)"
    r"|던[ ](?:일|사고|장애|사태|오류|중단|먹통)[과와]는?[ ](?:전혀[ ]|아무런?[ ])?"
    r"(?:무관|(?:관련|관계|상관)(?:이|은)?[ ]?없)"
)
# 이보다 하루 앞선 23일 앱이 멈춘 일은: another one, told beside this
_DAYS_BEFORE = re.compile(
    r"(?:이|그|이번|사고)(?:보다|에)?[ ](?:하루|이틀|사흘|나흘|닷새|엿새|열흘|일주일|보름|\d{1,2}일"
    r"|한[ ]달)[ ](?:앞선|앞서|먼저|전인)[ ]"
    r"|^(?:하루|이틀|사흘|나흘|닷새|엿새|열흘|일주일|보름)[ ](?:앞선|앞서|먼저|전인)[ ]"
)
_THEN = re.compile(
    r"^(?:[\"“'‘]?)(?:당시|그때|이때|그해|그날|이[ ]사고로|이[ ]사고는|그[ ]사고)|당시에는"
    r"|당시[ ](?:장애|사고|화재|먹통)"
)
_THE_OTHER = re.compile(r"(?:이|그)[ ](?:장애|사고|오류|문제)")
_GOING_ON = re.compile(
    r"이날|오늘|현재|복구[ ]중|(?:않|못하|이어지|[되지]|겪|끊기|튕기|멈춰|막혀|호소하|쏟아지"
    r"|잇따르)고?[ ]있(?!는[ ]것)"
)
_STILL_DOES = re.compile(
    r"[가-힣](?:고|져|혀|려|해|여|워)[ ]있(?:다|습니다|어|는[ ]상태)|째[ ]|상태(?:다|입니다)"
)
_ON_THAT_DAY = re.compile(r"당시|그날|(?:사고|발생|장애)[ ]당일|사고[ ]이튿날")
# 3일 당시 장애로 불편을 겪은 고객에게: the day is that of what is done about it.
_THEN_FAILED = re.compile(r"당시[ ](?:[가-힣]{1,6}[ ])?(?:장애|사고|사태|먹통|오류|대란|혼란)")
_NOW = re.compile(r"이날|오늘|금일|현재|이번[ ](?:장애|사태|사고|먹통|오류)")
_FIGURES = re.compile(
    r"점유율|설립|창립|진출|개설|시가총액|시총|매출|영업이익|주가|코스피|코스닥|나스닥|뉴욕증시"
    r"|월간[ ]?(?:활성|이용|순)|MAU|"
    r"가입자[ ]수|회원[ ]수|이용자[ ]수는|누적|평균|업계[ ]\d위|훈련을|모의[ ]?훈련|시행령"
    r"|전기통신사업법|고지해야|의무화"
)
_PLAN = re.compile(
    r"예정|계획|방침|검토하|추진|목표로|내년|내달|다음[ ]달|(?<![가-힣])오는[ ]\d|향후"
)
_YEARS_AGO = re.compile(r"(?:\d{1,2}|한|두|세|네|다섯|수|몇)[ ]?(?:년|개월|달)(?:여)?[ ]?전")
_SERVICE_LIFE = re.compile(r"출시[한된]|서비스를[ ]시작한|문을[ ]연[ ]")


@dataclass(frozen=True, slots=True)
class _Told:
    """What one sentence says of days."""

    newest: date | None  # the newest day, month or year it states by the calendar
    day: date | None  # the newest day alone
    has_clock: bool
    is_outage: bool
    is_happening: bool
    is_said: bool  # its days are days of statements
    is_of_past: bool  # 지난 5일, 이달 7일: written for something known


def background_sentences(sentences: Sequence[Sentence], published_at: datetime) -> frozenset[int]:
    """Return the indices of sentences that do not tell of the incident this text is about."""
    today = to_kst(published_at).date()
    context = DayContext(today)
    told = [_read(sentence, context) for sentence in sentences]
    main = _main_day(sentences, told, today)
    found: set[int] = set()
    for index, sentence in enumerate(sentences):
        if _is_background(sentence.text, told[index], main, in_title=sentence.in_title) or (
            index - 1 in found and _follows(sentence.text, told[index], sentences[index - 1].text)
        ):
            found.add(index)
    return frozenset(found)


def _read(sentence: Sentence, context: DayContext) -> _Told:
    context.begin_sentence()
    today = context.published
    tokens = [
        token
        for token in find_days(sentence.text)
        if token.basis not in {Basis.SAME, Basis.THAT} and not is_aside(sentence.text, token.end)
    ]
    if not any(token.basis in {Basis.CALENDAR, Basis.PUBLICATION} for token in tokens):
        is_told_of = _ON_THAT_DAY.search(sentence.text) is not None
        tokens = [token for token in tokens if token.basis is Basis.BEFORE and not is_told_of]
    said = [
        is_said(sentence.text, token.end) and not is_of_known_failing(sentence.text, token.start)
        for token in tokens
    ]
    has_known = any(is_of_known_failing(sentence.text, token.start) for token in tokens)
    days = [
        (last, token.scale is Scale.DAY)
        for token, is_of_statement in zip(tokens, said, strict=True)
        if not token.is_coming and not (is_of_statement and has_known)
        if (last := _last_day(token, context, is_said=is_of_statement)) is not None
        and last <= today + timedelta(days=31)
    ]
    text = sentence.text
    has_clock = _CLOCK_SIGN.search(text) is not None and any(
        not clock.is_part_of_day for clock in find_clocks(text)
    )
    return _Told(
        max((day for day, _ in days), default=None),
        max((day for day, is_day in days if is_day), default=None),
        has_clock,
        bool(_OUTAGE.search(text)),
        bool(_HAPPENING.search(text)),
        bool(said) and all(said) and not has_clock,
        any(text.startswith(("지난", "이달"), token.start) for token in tokens),
    )


def _last_day(token: DayToken, context: DayContext, *, is_said: bool) -> date | None:
    """Return the last day that the token covers: a month or year ends late."""
    first = context.resolve(token, is_said=is_said)
    if first is None or token.scale is Scale.DAY:
        return first
    span = 31 if token.scale is Scale.MONTH else 366
    last = first + timedelta(days=span - 1)
    return min(last, context.published) if first <= context.published else None


def _main_day(sentences: Sequence[Sentence], told: Sequence[_Told], today: date) -> date:
    """Return the day around which this text's own incident happened.

    Publication day, unless nothing fresh is told to have happened and an older day is.
    """
    back = (f.day for s, f in zip(sentences, told, strict=True) if _GOES_BACK.search(s.text))
    if (day := next((day for day in back if day is not None), None)) is not None:
        return day
    old: Counter[date] = Counter()
    days: Counter[date] = Counter()  # the same, told to the day
    after_old = False
    is_inquiry = any(_INQUIRY.search(sentence.text) for sentence in sentences)
    for index, (sentence, facts) in enumerate(zip(sentences, told, strict=True)):
        is_old = facts.newest is not None and today - facts.newest > _FRESH
        if index < _LEAD and _opens_today(sentence.text, facts, today):
            return today
        is_of_inquiry = facts.day is not None and is_old and not facts.is_said
        is_of_inquiry &= is_inquiry or facts.is_of_past
        if not facts.is_outage and not (is_old and facts.has_clock) and not is_of_inquiry:
            continue
        if _is_fresh(sentence, facts, today, after_old=after_old):
            return today
        if facts.newest is not None and is_old:
            is_memory = _MEMORY.search(sentence.text) is not None
            old[facts.newest] += 1
            if facts.day is not None:
                is_lead = index < _LEAD and facts.is_of_past
                days[facts.day] += 1 if is_memory else 5 if is_lead else 3
            after_old = after_old or not is_memory
    old = days or old
    return max(old, key=lambda day: (old[day], day)) if old else today


def _opens_today(text: str, facts: _Told, today: date) -> bool:
    """Return whether a sentence of the lead tells of a clock time of these days."""
    is_new = facts.day is not None and today - facts.day <= _FRESH
    if is_new and _DAY_OF_IT.search(text):
        return True
    is_of_old = _AFTERMATH.search(text) or _MEMORY.search(text) or _SAID.search(text)
    return is_new and facts.has_clock and not is_of_old


def _is_fresh(sentence: Sentence, facts: _Told, today: date, *, after_old: bool) -> bool:
    text = sentence.text
    if not facts.is_happening or _AFTERMATH.search(text) or _MEMORY.search(text):
        return False
    if facts.is_said or _THEN_FAILED.search(text):
        return False
    if facts.day is not None:
        return today - facts.day <= _FRESH
    if facts.newest is not None and today - facts.newest > _FRESH:
        return False
    if _ON_THAT_DAY.search(text):
        return False
    if after_old:  # the day of what was told before holds on
        return re.search(r"오늘|금일", text) is not None
    return bool(facts.has_clock or _GOING_ON.search(text))


def _is_background(text: str, facts: _Told, main: date, *, in_title: bool) -> bool:
    if _ANOTHER.search(text) or _DAYS_BEFORE.search(text):
        return True
    if facts.day is not None and facts.is_of_past and facts.day == main:
        return bool(_MEMORY.search(text)) and not facts.has_clock
    if facts.newest is not None and main - facts.newest > _SAME_STORY:
        return not (facts.day is not None and _still_fails(text, main - facts.day))
    if facts.newest is not None and abs(main - facts.newest) <= _SAME_STORY and facts.is_happening:
        return _is_memory(text, main - facts.newest) and main != facts.newest
    return _is_of_elsewhen(text, facts, in_title=in_title)


def _is_of_elsewhen(text: str, facts: _Told, *, in_title: bool) -> bool:
    """Return whether a sentence speaks of other years, of figures or of plans."""
    if _YEARS_AGO.search(text) or (_SERVICE_LIFE.search(text) and not facts.has_clock):
        return True
    if _MEMORY.search(text) and not facts.has_clock and not _NOW.search(text):
        return True
    if _FIGURES.search(text) and not _fails_beside_figures(text, facts, in_title=in_title):
        return True
    if facts.is_happening or (facts.is_of_past and fails_in(text)):
        return False
    return _PLAN.search(text) is not None


def _still_fails(text: str, ago: timedelta) -> bool:
    """Read "지난 6일 바뀐 시스템이 보름 넘게 말을 듣지 않고 있다"."""
    is_going_on = _STILL_DOES.search(text) and not _MEMORY.search(text)
    return ago <= _STILL_GOING_ON and is_going_on is not None and fails_in(text[-_TAIL:])


def _fails_beside_figures(text: str, facts: _Told, *, in_title: bool) -> bool:
    """Read "업계 1위 X의 시스템은 9시 5분부터 비틀거렸다": figures of who fails here."""
    return (facts.has_clock or in_title) and (facts.is_happening or fails_in(text))


def _is_memory(text: str, ago: timedelta) -> bool:
    """Return whether it tells of an earlier failure; "전날 밤 끊긴 바 있다" is this one."""
    memory = _MEMORY.search(text)
    if memory is None or _NOW.search(text):
        return False
    return ago > _YESTERDAY or not memory.group().startswith("바")


def _follows(text: str, facts: _Told, before: str) -> bool:
    """Return whether a sentence after a background one goes on with it."""
    if _ANOTHER.search(before) and _THE_OTHER.match(text):
        return True
    return facts.newest is None and bool(_THEN.search(text)) and not _NOW.search(text)
