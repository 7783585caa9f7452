"""What people say of a name in passing: that it works, that they go there, that they read it there."""

from __future__ import annotations

import re

from detector.facts.mention import Mention

_ALIAS = r"(?:\s?\([^()\n]{1,30}\))?"
# 카뱅은 로그인 되더라, 빗썸만 되는중, 네이버는 잘만 열림; not 안 됨, 안 열림.
_WORKS = re.compile(
    rf"^{_ALIAS}(?:은|는|만|이랑|도|쪽은|거는|건|이?라)?\s?(?:(?!안|못|왜|아직|계속|자꾸|"
    rf"나만)[가-힣A-Za-z]{{1,6}}\s){{0,2}}?(?:잘만?\s?)?"
    r"(?:되(?:더[라만군]|던데|는데|는\s?중|고|네|긴|는 듯|는듯|나봄|는거|는 거)|됨|됩니다|되요|돼요|된다|됐음|"
    r"됐다(?:는데|던데|고|함)|"
    r"열림|열리네|열리던|열렸[던는]데|나오는데|나오던데|나온[다대]|열리는데|열리더|들어가(?:짐|지네|져|지던|집니다)|"
    r"돌아[가감]|굴러|"
    r"멀쩡|정상|이상 ?무|괜찮|빠르|쌩쌩|살아\s?있|안\s?터[졌짐]|문제\s?없|켜[짐지졌]|체결됨|(?:이런|그런)\s?(?:적|"
    r"일)\s?[이은]?\s?없|"
    rf"(?:상관|관계)\s?없)|^{_ALIAS}(?:은|는|도)\s?(?:잘\s)?(?:뜸|나옴|뜨는데)|^{_ALIAS}\s?잘\s?써|"
    rf"^{_ALIAS}(?:은|는|만|도)?\s?잘만?\s?(?:터[지진짐져]|돼|되|된|됨|열리|열림|뜨|뜬|나와|나옴|굴러|돌아)"
)
# 트위터로 피난, 우티 깔아서, 텔레로 옮김.
_GOES = re.compile(
    r"^\s?(?:으로|로|나|이나|에|한테|보고)?\s?(?:다들?\s|다시\s|전부\s|그냥\s|빨리\s|바로\s|급하게\s|대신\s)?"
    r"(?:피난|피신|대피|망명|이사|도망|갈아[탐타탔]|넘어[왔와가옴]|옮[김겨겼긴길]|ㄱㄱ|고고|깔[아고았음]|설치|켜서|"
    r"켜놓|보니|봤더니|쓰는 사람)|"
    r"^\s?(?:으로|로|이나|나|에서|에)\s?(?:다들?\s|다시\s|전부\s|그냥\s|빨리\s|바로\s|대신\s)?"
    r"(?:가자|가야|가서|모여|오셈|오세요|연락|물어|검색|구경|시[켰킴켜]|주문|보면|찾아|쳐보|쳐봤|들어와|확인|봐야|보는|봤|"
    r"해야|말고|충전|환불|"
    r"결제해|결제하|송금해|보내야|쓰고|써야|써라|쓰세요|도배|켜면|보내|보냄|이체)|"
    r"^\s?켜고|^\s[가-힣]{0,6}\s?(?:봄|봤음|보는 ?중|봐야)|^(?:을|를)?\s?쓰는\s(?:옆|룸메|친구|사람|분|동료|회사|팀|애)|"
    r"^\s?(?:좀\s)?돌아와(?:라|줘)"
)
# 인스타도 안 하는 사람, 카톡 안 쓰는: the person does not use it.
# 삼성페이로 긁었는데, 크롬 엣지 다 해봤는데: tried by means of it.
_TRIED = re.compile(
    r"^(?:으)?로\s(?:[가-힣]{1,5}\s){0,2}(?:긁|결제했|해봐|해봤|시도|들어가봐|접속해)|"
    r"^(?:\s[가-힣A-Za-z]{1,6}){0,2}\s(?:다|전부|둘\s?다|모두)\s(?:해봤|해봐|깔아|테스트|시도)"
)
_UNUSED = re.compile(
    r"^\s?(?:은|는|도|을|를|만)?\s?(?:(?:[가-힣]{1,5}\s)?안\s?(?:하는|쓰는|써서|해서|씀|함)|쓸 일|쓰다가?\s?(?:갈아|"
    r"넘어|옮)|지운|지웠|탈퇴)"
)
# 키움도?, 카배도 그럼?: asked, not told.
_ASKED = re.compile(
    r"^(?:은|는|도|만)?\s?(?:그럼|그래|그런가|그러[냐나]|이럼|되나|됨|안\s?[됨되돼]|똑같)?(?:요|여|용)?\s?\?|"
    r"^[가-힣 ]{0,14}그런가|^(?:은|는|도)?\s?(?:[가-힣]{1,4}\s)?(?:안\s?하나|없나|어때|있나)\s?\??|^(?:\s?(?:서버|앱|"
    r"계정))?(?:만|"
    r"도)?\s?(?:그런가|그런 ?건가|문제인가|문제인지|탓인가|때문인가|문제일까)"
)
_WHY = re.compile(
    r"^(?:이|가|은|는|도)?\s?(?:또|진짜|오늘|요즘|지금)?\s?왜\s?(?:이래|이럼|이러|그래|그러|저래|이런)"
)
# 스벅 와이파이로 쓰는 중: the shop is where one sits.
_SITS_AT = re.compile(
    rf"^{_ALIAS}(?:\s매장)?\s?와이파이|^{_ALIAS}(?:에|으로|로)?\s?(?:갔더니|갔는데|가니까?|왔더니|왔는데|와서|왔다가|들렀)"
)
_ONLY_ASKED = re.compile(r"^(?:은|는|도)\s?\?")
# 아마존 씁니다, 아마존 하나 죽으니까 다 죽네, 아마존 서울이 죽은.
_STANDS = re.compile(
    r"^(?:을|를|꺼|거)?\s?(?:씁니다|쓰는데|써서|씀|쓴다|쓰니까?)|^(?:이|가)?\s?(?:하나\s)?(?:죽|터지|뒤지|나가)(?:으니까?|"
    r"니까?|니|어서|서)\s|"
    r"^\s(?:서울|버지니아|리전)"
)
# The same as the first thing a post says tells that it does fail there.
_FAILS_ASKED = re.compile(
    r"^(?:은|는|만)?\s?(?:서버\s|접속\s|앱\s)?(?:안\s?[됨되돼]|먹통|터[졌짐]|죽|오류|에러|안\s?[들열켜떠])"
)
_FIRST_WORD = 4
_WRITTEN = frozenset({"social", "news"})
_WRITERS = re.compile(r"카페$|블로그$|커뮤니티|게시판|지식인")
# A place where people write, and not what fails there at once: 네이버 카페엔, 트위터에 이용자들이.
_AT = re.compile(
    rf"^{_ALIAS}(?:\s(?:공식|계정|채널|페이지|본사|코리아|등)){{0,3}}"
    r"(?:에|에는|에도|엔|에다|에다가|상에|상에는)\s(?!(?:[^\s]{1,6}\s)?(?:접속|로그인|연결|장애|오류|이상|문제|차질|"
    r"들어가|먹통|피드|"
    r"게시물|사진|영상|댓글|화면|서비스|결함|버그|지연|끊|안\s|못))"
)
# What is put there: 트위터에 "…, 트위터로 이용자에게 알렸다.
_WAY = rf"^{_ALIAS}(?:\s(?:공식|계정|채널|페이지)){{0,3}}"
_PUT = re.compile(
    rf"{_WAY}(?:에|에서|에는|로|으로|을 통해|를 통해)\s?[\"“'‘]|"
    rf"{_WAY}(?:에|로|으로|을 통해|를 통해)\s(?:(?!장애|오류|먹통|접속|문제)[^.\"“\n]){{0,30}}?"
    r"(?:알렸|알리|공지|밝혔|전했|올렸|안내했|사과했|썼|적었|남겼|게시)"
)
# What is read there: 트위터 보니까, 디시 실시간, 블라에서 봄.
_READ = re.compile(
    r"^\s?(?:실트|실시간 트렌드|실시간|타임라인|보니|봤더니|에서 (?:봄|봤|보고|보니)|에 (?:글|뜸|떴|올라|난리))"
)


def works(after: str) -> bool:
    """Return whether what follows a name says at once that it works."""
    return _WORKS.match(after) is not None


def is_resort(after: str) -> bool:
    """Return whether people go there meanwhile, or do not use it at all."""
    return any(sign.match(after) for sign in (_GOES, _UNUSED, _TRIED))


def sits_at(after: str) -> bool:
    """Return whether the name is only where one has a network: 스벅 와이파이로 쓰는 중."""
    return _SITS_AT.match(after) is not None


def is_asked(after: str, *, in_title: bool) -> bool:
    """Return whether it is only asked of the name whether the same happens to it.

    A title that asks is about the name, unless it asks with nothing but the name: 빗썸은?
    """
    if _WHY.match(after):  # which complains, rather than asks
        return False
    return (_ONLY_ASKED if in_title else _ASKED).match(after) is not None


def opens_asking(start: int, after: str) -> bool:
    """Return whether a post begins by asking whether its first name fails: 노션안됨??"""
    return start < _FIRST_WORD and _FAILS_ASKED.match(after) is not None


def is_stood_on(after: str) -> bool:
    """Return whether others are said to stand on it, as posts put it: 셋 다 아마존 씁니다."""
    return _STANDS.match(after) is not None


def is_written_at(mention: Mention, after: str) -> bool:
    """Return whether people or companies only write or read there: 트위터에 "…"라고 알렸다."""
    if _READ.match(after):
        return True
    is_place = mention.entry.sector in _WRITTEN or _WRITERS.search(mention.surface) is not None
    return is_place and (_AT.match(after) is not None or _PUT.match(after) is not None)
