"""What stands right beside an everyday word and makes it a name: 통신사 로저스, 안녕하세요 웨이브입니다."""

from __future__ import annotations

import re

from detector.cues import FAILURE, RECOVERY

#: What joins it to another name.
LISTED_BEFORE = re.compile(r"[·ㆍ・/]$|(?P<comma>,\s?)$")
LISTED_AFTER = re.compile(r"[·ㆍ・/]|(?P<comma>,\s?)")
# What joins the names of a list of those that failed: 링크드인, 줌 등; <에픽세븐>, <카이저>; 롤과 클로드.
_LINK = r"\s?[·ㆍ・/,△▲▷▶]\s?"
JOINED_BEFORE = re.compile(rf"['’\"”>》]?(?:{_LINK}|(?:와|과|이랑|랑|하고)\s|\s및\s)['‘\"“<《]?$")
JOINED_AFTER = re.compile(rf"['’\"”>》]?(?:{_LINK}|(?:와|과|이랑|랑|하고)\s|\s및\s)['‘\"“<《]?")
ENDS_ITEM = re.compile(r"['’\"”>》]?(?:\s?등|[은는이가을를의도에]|에서|까지|[.,·ㆍ…\n]|$)")
# Whole sentences, as no complaint has them.
WRITTEN_OUT = re.compile(r"[가-힣]다\.(?:\s|$)")
# What kind of companies a list names: 미래에셋·NH·KB 등 증권사.
_KIND_AFTER = re.compile(
    r"(?:[·ㆍ・,/]\s?[가-힣a-z]{1,6}){0,4}\s?등?\s(?P<kind>증권사|은행|카드사|보험사)"
)
_SECTOR_OF = {"증권사": "broker", "은행": "bank", "카드사": "card", "보험사": "insurance"}
# The word for what it is, and the sectors of the gazetteer that it may mean.
_SECTORS_OF = {
    "통신사|통신업체|이통사|이동통신사|이동통신업체|이동통신|알뜰폰|통신 기업": "telecom isp",
    "ott|스트리밍 서비스|동영상 서비스|스트리밍업체|인터넷방송|인터넷 방송": "streaming",
    "은행|인터넷은행|인터넷전문은행|저축은행": "bank",
    "증권사|증권": "broker",
    "보험사|손해보험사|생명보험사": "insurance",
    "카드사": "card",
    "거래소|코인거래소|가상자산거래소|암호화폐거래소|가상화폐거래소|가상자산 거래소|암호화폐 거래소|지갑": "crypto",
    "간편결제|간편결제 서비스|결제 서비스|결제 앱|결제대행사|pg사|전자지갑": "pay",
    "메신저|채팅앱|모바일 메신저": "messenger",
    "게임|모바일게임|온라인게임|모바일 게임|온라인 게임|신작": "game",
    "항공사|저비용항공사|저가항공사": "airline",
    "소셜미디어|소셜 미디어|sns|커뮤니티|소셜네트워크서비스": "social",
    "협업툴|협업 도구|업무용 메신저|화상회의|화상회의 서비스|화상회의 앱|화상회의 플랫폼|문서 서비스": "work",
    "음원 서비스|음원사이트|음원 플랫폼|음악 서비스|음악 앱": "music",
    "챗봇|ai 챗봇|인공지능|생성형 ai|인공지능 챗봇|영상 생성 ai": "ai",
    "쇼핑몰|오픈마켓|온라인몰|쇼핑앱|중고거래 플랫폼|중고거래 앱|패션 플랫폼|편의점|대형마트|한정판 거래 플랫폼": "commerce food",
    "배달앱|배달 앱|배달대행업체|배달대행": "delivery",
    "택시|차량호출|차량호출 서비스|차량공유|차량 호출|공유킥보드|킥보드": "mobility",
    "포털|포털사이트|검색엔진|포털 사이트": "portal",
    "전자책|전자책 서비스|온라인서점|온라인 서점|서점": "book",
    "클라우드|클라우드 업체|호스팅업체|호스팅 업체": "cloud",
    "cdn|cdn 업체": "cdn",
    "학습 플랫폼|교육 플랫폼|어학시험|학습관리시스템|알림장 앱": "education",
}
_KINDS = {
    kind: frozenset(sectors.split())
    for kinds, sectors in _SECTORS_OF.items()
    for kind in kinds.split("|")
}
_KIND_BEFORE = re.compile(
    rf"(?:^|[\s·,(\[])(?P<kind>{'|'.join(sorted(map(re.escape, _KINDS), key=len, reverse=True))})"
    r"(?:인|의)?\s?['‘\"“<]?$"
)
_REACH = 18
_LAST_LETTERS = frozenset(kind[-1] for kind in _KINDS)
_GREETING = re.compile(r"(?:안녕하세요|안녕하십니까)[,.!]?\s?(?:고객님[,.!]?\s?)?$")
_IS = re.compile(
    r"입니다|\s?(?:고객센터|운영진|고객지원팀|개발팀|팀|운영팀)입니다|서비스입니다|운영팀입니다"
)
_TEAM_IS = re.compile(r"\s?(?:고객센터|운영진|고객지원팀|개발팀|서비스팀|운영팀|팀)입니다")
_AT_ONCE = re.compile(
    r"(?:은|는|이|가|도|만|에서|앱|어플)?\s?(?:이제|다시|또|지금|서버|접속|로그인|앱|어플|아직|계속|방금|드디어|나만|저만|왜)?"
    r"(?:이|도)?\s?(?:[가-힣\d]{1,5}부터\s)?(?P<told>\S{1,4}\s?\S{0,6})"
)
_OPENS = re.compile(
    r"붙[네는음었더]|열[립렸림려]|풀[렸림리린]|들어가[지집짐져진]|돌아[왔옴온]|살아[났남]|[됩됐됨]|되[시네나]"
)
_COMPLAINED = re.compile(
    r"(?:은|는|이|가|도|만|앱|어플)?\s?(?:드디어|이제|이제야|왜\s?이[래럼러]|왜\s?또|나만|저만|또\s?(?:왜|터|이|안)|아직도?\s(?:안|못|먹)|갑자기|"
    r"지금\s?(?:나만|저만|안|왜|터)|혹시\s?(?:나만|저만|지금)|언제\s?(?:열|되|풀|복구)|서버|섭\s|접속|로그인|저만|에러|오류|"
    r"(?:책|결제|주문|영상|노래|화면|검색|예약|지도|배달|송금|입금|출금|이체|채팅|메시지|메세지|알림|재생|음악|방송|게임|매칭)\s?(?:이|가|도|은)?\s?"
    r"(?:안|못|왜|먹통|오류|터[졌짐져]|튕|멈|끊))"
)
_AT_WORK = re.compile(r"점검\s?중")


def sectors_before(lowered: str, start: int) -> frozenset[str]:
    """Return the sectors that the word for a kind right before a place allows, none if none."""
    if lowered[start - 2 : start - 1] not in _LAST_LETTERS or start < 2:
        return frozenset()
    match = _KIND_BEFORE.search(lowered, max(0, start - _REACH), start)
    return _KINDS[match["kind"]] if match else frozenset()


def sector_after(lowered: str, end: int) -> str | None:
    """Return the sector that a list ends in: 미래에셋·NH·KB 등 증권사."""
    match = _KIND_AFTER.match(lowered, end)
    return _SECTOR_OF[match["kind"]] if match else None


def introduces_itself(text: str, start: int, end: int) -> bool:
    """Return whether a notice greets in this name: 안녕하세요, 웨이브입니다."""
    if text[start - 1 : start] == "\n" and _TEAM_IS.match(text, end):
        return True
    return bool(_IS.match(text, end) and _GREETING.search(text, max(0, start - _REACH), start))


def is_told_at_once(text: str, end: int) -> bool:
    """Return whether the words right after a name tell that it fails or is back: 줌 풀렸습니다."""
    match = _AT_ONCE.match(text, end)
    if match is None:
        return False
    told = match["told"]
    return bool(FAILURE.match(told) or RECOVERY.match(told) or _OPENS.match(told))


def is_complained_of(text: str, end: int) -> bool:
    """Return whether a post goes on as complaints do: 시그널 드디어, 줌 이제, 플로 왜 이래."""
    return _COMPLAINED.match(text, end) is not None


def is_told(text: str) -> bool:
    """Return whether a text tells that something fails, is worked on or is back."""
    return bool(FAILURE.search(text) or _AT_WORK.search(text) or _OPENS.search(text))
