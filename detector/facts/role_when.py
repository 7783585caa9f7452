"""Which sentences tell an older story, so that their names take no role in this one."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from detector.cues import FAILURE, RECOVERY
from detector.facts.role_cues import UNDONE
from detector.facts.role_predicates import FAILS
from detector.quick import quick
from detector.sentences import Sentence

#: An older outage told in passing, where the day alone does not show it.
_OLDER = quick(
    r"(?:지난해|작년|재작년|그해|지난달|(?:19|20)\d\d년|\d{1,2}년 전|올해 초|앞서)[^,.]{0,16}?(?:에도|에는|당시|바 있)|"
    r"데 이어.{0,30}?(?:번째|만에|새\s)|(?:과는|와는)\s별개|같은 날 앞서|"
    r"(?:열흘|보름|일주일|한\s?달) 전|별개의\s(?:\S{1,8}\s)?(?:장애|사고|사건)|"
    r"(?:19|20)\d\d년\s?\d{1,2}월[^.\n]{0,60}?(?:[을던은]\s때|당시|적이|사례|일\s역시|일도|사태|이후)|"
    r"(?:올해 들어|최근|근래|요즘)\s[^.\n]{0,60}?(?:사고|장애|사태|먹통|오류|해킹)[가이]\s(?:꼬리|잇따|잇달|줄을 이|"
    r"이어지|반복|끊이지|거듭)|지난달에는|지난해에는|적이 있다|바 있다|"
    # Counts over years: 최근 5년간 전산장애는 31건.
    r"(?:최근|지난)\s(?:\d{1,2}|[한두세네]|다섯|십)\s?년\s?(?:간|동안|새|사이)[^.\n]{0,80}?\d\s?(?:건|차례|번|회)"
)
#: A day set against the one of this outage: 전날에는, 공교롭게도 하루 전에는, 이보다 이틀 앞선 23일.
_ANOTHER_DAY = re.compile(
    r"^[\"“'‘]?(?:한편\s|공교롭게도\s|하필\s|이에\s앞서\s|앞서\s|불과\s|바로\s)?"
    r"(?:(?:전날|그제|엊그제|하루|이틀|사흘|나흘|닷새|엿새|열흘|보름|일주일|\d{1,2}일|(?:한|두|세|네|몇|"
    r"\d{1,2})\s?(?:주|달|개월))"
    r"\s?(?:전|저녁|밤|오후|오전|새벽|낮)?(?:인\s[^,.\n]{0,14}?)?(?:에는|엔|에도)\s|"
    r"(?:이보다|그보다)\s\S{1,4}\s앞[선서])"
)
#: What failed by itself meanwhile: 한편 같은 날 스포티파이도 멎었다, 공교롭게 이날 아침에는.
_MEANWHILE = re.compile(
    r"^[\"“'‘]?(?:(?:한편\s)?같은\s(?:날|밤|날 밤|날 오전|날 오후|날 저녁)|(?:공교롭게도?|하필)\s(?:이날|"
    r"같은\s\S{1,3}|이\s시각|비슷한\s\S{1,3})|"
    r"(?:이와|이번\s(?:일|장애|사고|사태)(?:와|과)(?:는)?)\s?(?:별개로|별도로|무관하게))[^.\n]{0,12}?\s"
)
#: An earlier day told as such: 앞서 17일, 앞서 지난달 3일, 이보다 앞선 7일.
_BEFORE_ON = re.compile(
    r"^(?:앞서|[이그]보다\s앞[선서])\s(?:지난\s?|지난달\s)?(?:\d{1,2}월\s)?(?P<day>\d{1,2}일)"
)
#: What puts a background sentence into another time.
_OTHER_TIME = re.compile(
    r"지난해|작년|재작년|지난달|지난\s?\d{1,2}월|올해\s?\d{1,2}월|[월일년]에도|그때|그해|당시|(?:19|20)\d\d년|"
    r"\d{1,2}(?:년|개월|달) 전|예전|옛날|지난번|저번|과거|앞서|역대"
)
#: What makes a background sentence one of figures or plans.
_FIGURES = re.compile(r"점유율|활성|매출|출시|주가|시행령|예정(?!대로)|계획(?!대로)|추진|방침|향후")
_DATED = re.compile(r"\d{1,2}월\s?\d{1,2}일|\d{1,2}월에|지난\s?\d{1,2}일|\d{1,2}일\s?\(현지")
_THEN = re.compile(
    r"^[\"“'‘]?(?:당시|그때|이 장애|이 사고|이 사건|같은 [해달]|그해|그달|이듬해|이듬달)"
)
# A time before this one, and what shows that the sentence tells of now as well.
_BEFORE = re.compile(
    r"(?:지난해|작년|재작년|지지난해|(?:19|20)\d\d년|지난달|\d{1,2}년 전)(?!\s?(?:부터|이후|출시|설립|창업|개통|도입))"
)
_NOW = re.compile(
    r"이날|오늘|현재|이번|오전|오후|새벽|\d시(?!간)|어제|전날|[고중][ ]?있[다습]|이와 별개|처음(?:이|으로)|만에|이후"
)
# What is to be done about failures in general.
_RULES = re.compile(
    r"(?:방안|법안|개정안|제도|의무화|가이드라인|특별법|시행령|입법)[을를]?\s(?:\S{1,6}\s)?(?:제시했|제시한|마련|추진|"
    r"발의|검토|제안했|논의|예고|내놓|담)|"
    r"(?:의무화|법제화|제도화)(?:하는|하자|해야|하기로|한다)"
)
# How much of the title and lead is looked at.
_LEAD = 1000
_FIRST = 4
_TOPIC = re.compile(r"(?P<name>\S{2,12}?)[은는이가의]\s")
_TOPICS = re.compile(r"(\S{2,12}?)[은는이가도의]\s")
_THE_OUTAGE = re.compile(
    r"지난달\s(?:\d{1,2}일\s)?(?:의\s)?(?:사고|장애|사태|중단|먹통)[은는의]?\s|데\s(?:따른|대한)|[를을] 계기로"
)
_GOES_ON = re.compile(
    r"(?:못하|않|멈춰|끊겨|막혀|이어지|계속되|안 되|겪|앓|보이|빚)[고]? ?(?:있[다습는어]|중)"
)
_MONTH = re.compile(r"(?<!\d)(\d{1,2})월")


def older_sentences(sentences: Sequence[Sentence], background: Set[int]) -> frozenset[int]:
    """Return the indices of sentences whose names play no part in this incident.

    The title and the lead always tell it; a month that they name is this incident's own, so that a
    report written weeks later may tell of it as of something past.
    """
    main = _main_sentences(sentences)
    months = {month for index in main for month in _MONTH.findall(sentences[index].text)}
    told = " ".join(sentences[index].text[:_LEAD] for index in main)
    body = [sentence.text[:_LEAD] for sentence in sentences if not sentence.in_title]
    wide = told + " ".join(body[:_FIRST])
    found: set[int] = set()
    for index, sentence in enumerate(sentences):
        text = sentence.text
        if index in main or (months and months & set(_MONTH.findall(text))):
            continue
        if _THEN.match(text):
            if index - 1 in found and _is_dated(sentences[index - 1].text):
                found.add(index)
        elif (
            _OLDER.search(text)
            or (index in background and not _tells_it(text))
            or _tells_of_before(text, told, wide)
            or _tells_of_another_day(text, told)
            or _RULES.search(text)
        ):
            found.add(index)
    return frozenset(found)


def _main_sentences(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the indices of the title's sentences and of the first one of the body."""
    body = [index for index, sentence in enumerate(sentences) if not sentence.in_title]
    titles = [index for index, sentence in enumerate(sentences) if sentence.in_title]
    return frozenset([*titles, *body[:1]])


def _tells_of_before(text: str, main: str, first: str) -> bool:
    """Whether a sentence tells a failure of a time before, which title and lead do not name."""
    match = _BEFORE.search(text)
    if match is None or match.group() in main or _NOW.search(text):
        return False
    if match.group() == "지난달" and _tells_of_its_own(text, first):
        return False
    return any(sign.search(text, match.end()) for sign in (FAILURE, RECOVERY, UNDONE, FAILS))


def _tells_of_another_day(text: str, main: str) -> bool:
    """Whether a sentence sets a day against this outage's, of what title and lead do not name."""
    before = _BEFORE_ON.match(text)
    if before is not None:
        return re.search(rf"(?<!\d){before['day']}", main) is None
    match = _ANOTHER_DAY.match(text) or _MEANWHILE.match(text)
    if match is None or (match.re is _ANOTHER_DAY and match.group().split()[0] in main):
        return False
    if "보다" in match.group():
        return True
    subjects = _TOPICS.findall(text, match.end())
    return not any(subject in main for subject in subjects)


def _tells_of_its_own(text: str, main: str) -> bool:
    """Whether it tells of what title and lead name, as reports of the month after do."""
    topic = _TOPIC.match(text)
    return _THE_OUTAGE.search(text) is not None or (topic is not None and topic["name"] in main)


def _tells_it(text: str) -> bool:
    """Whether a background sentence tells that something failed, and of no other time."""
    if _GOES_ON.search(text) and not _OTHER_TIME.search(text):
        return True
    if _DATED.search(text):
        return False
    told = FAILURE.search(text) or RECOVERY.search(text) or FAILS.search(text)
    return told is not None and not (_OTHER_TIME.search(text) or _FIGURES.search(text))


def _is_dated(text: str) -> bool:
    return bool(_OLDER.search(text) or _OTHER_TIME.search(text) or _DATED.search(text))
