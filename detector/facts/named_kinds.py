"""Names that stand beside the word for what they are: 결제대행사 X, 게임 'X', X가 운영하는 'Y'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detector.facts.name_shape import is_coined, is_refused, without_particle
from detector.quick import quick
from detector.sentences import Sentence

Place = tuple[int, int]

# Kinds of which one is called by its name: whatever is quoted after them is that name.
_PRODUCT = (
    r"(?:플랫폼|앱|어플|애플리케이션|게임|메신저|거래소|사이트|포털|쇼핑몰|커뮤니티|솔루션|챗봇|브라우저|협업툴|협업 도구|도구|"
    r"내비게이션|내비|백신|누리집|뱅킹|OTT|MTS|HTS|MMORPG|RPG|대행업체|대행사|소프트웨어|간편결제|전자지갑|교통카드|알뜰폰|이통사|통신사|"
    r"차량공유|카셰어링|차량호출|택시호출|중고장터|중고거래|장터|배달앱|쇼핑앱|음원|검색엔진|협업 서비스|채용사이트|구직사이트|"
    r"학습관리시스템|강의실|가계부|다이어리|캘린더|전자책|웹툰|동영상|스트리밍|음악|지역화폐|상품권|예약시스템|예매시스템|체계|통지체계|전산망|결제망|"
    r"신작|모바일게임|온라인게임|배틀로얄|슈팅게임|콘솔게임|공유킥보드|킥보드|공유자전거|자전거|SNS|"
    r"소셜미디어|AI 비서|비서|스피커|모델)"
)
_MAKER = (
    r"(?:업체|기업|회사|스타트업|운영사|개발사|게임사|증권사|서비스|시스템|프로그램|인공지능|AI|항공사|은행|카드사|보험사|결제사|대행사|"
    r"호스팅사|보안사|제조사|배급사|유통사|방송사|공영방송|편의점|프랜차이즈|카페|대형마트|백화점|서점|영화관|지하철|전철|철도|버스|택시|"
    r"병원|의료원|대학|대학교|학원|학습지|인터넷은행|저축은행|핀테크|결제|송금|브랜드|체인|통신|호텔)"
)
# Those that stand before a name without quotation marks: 결제업체 X, 알뜰폰 X, 공영방송 X.
_BARE = (
    r"(?:업체|스타트업|운영사|개발사|게임사|항공사|카드사|보험사|결제사|호스팅사|보안사|제조사|배급사|방송사|공영방송|프랜차이즈|"
    r"지하철|전철|인터넷은행|핀테크|브랜드|체인|사업자|호스팅업체|운송사|여행사|제작사|출판사|언론사|공기업|재단)"
)
_LEFT, _RIGHT = "'‘\"“「<《〈", "'’\"”」>》〉"
_INSIDE = rf"[^{_LEFT}{_RIGHT}()\n]{{2,20}}"
_BRACKET = r"(?:\s?\([^()\n]{2,20}\))?"
_AFTER = r"(?=(?:은|는|이|가|을|를|의|에|에서|도|와|과|까지|,|·|\(|\s|$)(?!라|란|며))"
_QUOTED = quick(
    rf"(?:(?P<product>{_PRODUCT})|(?P<maker>{_MAKER}))(?:인|의)?\s?(?:신작\s)?"
    rf"[{_LEFT}](?P<name>{_INSIDE}){_BRACKET}[{_RIGHT}]{_AFTER}"
)
_NEXT = re.compile(
    rf"(?:와|과|이나|및|,|·|ㆍ)?\s?(?:와|과|및|,)?\s?[{_LEFT}](?P<name>{_INSIDE}){_BRACKET}[{_RIGHT}]"
)
_QUOTED_BEFORE = re.compile(
    rf"[{_LEFT}](?P<name>{_INSIDE}){_BRACKET}[{_RIGHT}]"
    r"\s?(?:\([^()\n]{2,20}\)\s?)?(?:앱|어플|게임|플랫폼|메신저|누리집|홈페이지|사이트|서비스|온라인|시스템|프로그램)"
    r"(?:은|는|이|가|을|를|의|에|도|와|과|\s)"
)
# Whoever runs, makes or uses it is named before: KB금융지주가 운영하는 '클래온'도.
_RUN_BY = re.compile(
    r"(?:운영하는|운영 중인|운영해 온|서비스하는|서비스 중인|제공하는|공급하는|만든|개발한|개발해|내놓은|출시한|선보인|"
    r"유통하는|배급하는)"
    rf"\s(?:[가-힣A-Za-z]{{1,8}}\s){{0,3}}[{_LEFT}](?P<name>{_INSIDE}){_BRACKET}[{_RIGHT}]"
    r"(?=은|는|이|가|도|의|에서|에\s|와|과|\s)"
)
_WORD = r"[A-Za-z가-힣0-9][A-Za-z가-힣0-9&+.]{1,15}"
_APPOSITION = quick(
    rf"(?<![A-Za-z0-9])(?:{_PRODUCT}|{_BARE})(?:인)?\s(?P<name>{_WORD})(?=[\s,.·ㆍ(]|$)"
)
# The second of two: 알뜰폰 에이메이심(Amaysim)과 서클스라이프도.
_PAIRED = re.compile(
    rf"(?<=[과와])\s(?P<name>{_WORD}?)(?:은|는|이|가|도|의|에서|에서도|에서는)(?=\s|$)"
)
_TOPICS = frozenset({"은", "는", "도", "의", "에서도", "에서는"})
# After these more is a part of them than a name: 지하철 발매기, 교통카드 단말.
_VAGUE_KIND = re.compile(
    r"(?:지하철|전철|교통카드|상품권|전산망|결제망|체계|스피커|모델|결제|버스|택시|항공사|은행)"
)
_FAILS_NEXT = re.compile(
    r"\s(?:장애|먹통|오류|다운|마비|불통|접속|서버|중단|결제|예약|로그인|이틀|사흘|나흘|또\s|\d{1,2}(?:시간|분|일)째)"
)
# How far a text is searched for a name told of again, so that long ones take no longer each.
_COUNTED_IN = 20_000
_LONGEST_PLAIN = 10


def named_by_kind(sentence: Sentence, text: str) -> Iterator[Place]:
    """Return where a sentence of a text names something beside the word for what it is."""
    yield from _quoted(sentence)
    yield from _unquoted(sentence, text)


def _quoted(sentence: Sentence) -> Iterator[Place]:
    text = sentence.text
    for match in _QUOTED.finditer(text):
        plain = match["product"] is not None and _is_plain(sentence, match["name"])
        if plain or is_coined(match["name"]):
            yield _within(sentence, match.span("name"))
            yield from _listed_after(sentence, match.end(), plain=plain)
    for match in _QUOTED_BEFORE.finditer(text):
        if is_coined(match["name"]) and match["name"].count(" ") < 3:
            yield _within(sentence, match.span("name"))
    for match in _RUN_BY.finditer(text):
        if is_coined(match["name"]) or _is_plain(sentence, match["name"]):
            yield _within(sentence, match.span("name"))


def _listed_after(sentence: Sentence, end: int, *, plain: bool) -> Iterator[Place]:
    """Return the quoted names that a list goes on with: 거래소 '자이프'와 '코인체크'."""
    while (match := _NEXT.match(sentence.text, end)) is not None:
        if plain or is_coined(match["name"]):
            yield _within(sentence, match.span("name"))
        end = match.end()


def _is_plain(sentence: Sentence, name: str) -> bool:
    return " " not in name and len(name) <= _LONGEST_PLAIN and not sentence.in_title


def _unquoted(sentence: Sentence, text: str) -> Iterator[Place]:
    for match in _APPOSITION.finditer(sentence.text):
        name = without_particle(match["name"])
        vague = _VAGUE_KIND.match(match.group()) is not None
        fails = not vague and _FAILS_NEXT.match(sentence.text, match.end()) is not None
        if not (fails and _may_be_named(match["name"])) and not _is_named(
            match["name"], name, text
        ):
            continue
        start, _ = _within(sentence, match.span("name"))
        yield start, start + len(name)
        joined = match.end("name")
        if match["name"][-1] in "과와" or sentence.text[joined : joined + 1] == "(":
            yield from _partner(sentence, joined)


def _may_be_named(word: str) -> bool:
    """Whether a word between its kind and what fails of it may be its name: 대행사 사인브릿지 장애."""
    return not is_refused(word) and re.fullmatch("[가-힣]{3,7}", word) is not None


def _is_named(word: str, name: str, text: str) -> bool:
    """Whether the word after a kind is its name: coined, a topic, or a subject told of again."""
    if is_refused(word) or is_refused(name):
        return False
    if len(name) > 2 and is_coined(name):
        return True
    if word[len(name) :] in {"이", "가"}:
        return (
            text.count(name, 0, _COUNTED_IN) > 1 and re.fullmatch("[가-힣]{3,6}", name) is not None
        )
    return (
        name != word
        and word[len(name) :] in _TOPICS
        and re.fullmatch("[가-힣]{2,6}", name) is not None
    )


def _partner(sentence: Sentence, place: int) -> Iterator[Place]:
    """Return the second of two that one word of kind stands before."""
    text = sentence.text
    if text[place : place + 1] == "(":
        closing = text.find(")", place, place + 24)
        place = (
            closing + 2 if closing > 0 and text[closing + 1 : closing + 2] in ("과", "와") else 0
        )
    match = _PAIRED.match(text, place) if place else None
    if match is not None and len(match["name"]) > 2 and is_coined(match["name"]):
        yield _within(sentence, match.span("name"))


def _within(sentence: Sentence, span: Place) -> Place:
    return sentence.start + span[0], sentence.start + span[1]
