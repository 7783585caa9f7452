"""Whether a name found in text stands there as a word of its own."""

from __future__ import annotations

import re
from functools import lru_cache

from detector.quick import quick

_HANGUL_RUN = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]{0,14}")
_RUN_BEFORE = re.compile(r"[가-힣]{1,12}$")
_FIRST_SYLLABLE, _FINALS, _RIEUL = ord("가"), 28, 8

# Words that posts write onto a name without a blank: 나만카톡안됨, 방금인스타터짐.
_BEFORE = (
    r"(?:나만|저만|나뿐|방금|지금|혹시|오늘|어제|다들|현재|갑자기|근데|그런데|아직|이제|드디어|진짜|아까|여기|저희|"
    r"우리집|울집|왜|또|아니|전국|국내|한국|미국|일본|이번|요즘|요새|맨날|자꾸|계속|구|옛|및|부터|까지|이랑|하고|"
    r"내|제|니네|너네|얘들아|님들|여러분|혹시나|설마|역시|에휴|아오|아놔|시발|씨발|존나|개|야|얘|헐|와|"
    r"해외|모바일|피시|피씨|온라인|새벽에|아침부터|어제부터|오늘부터|아까부터|방금부터|덬들|회사에서|집에서|"
    r"안되는데|안돼서|안되네|은행|증권사?|통신사?|게임|메신저|거래소|앱|포털|업체|사이트)"
)
_GLUED_BEFORE = quick(rf"{_BEFORE}{{1,4}}")
_GLUED_BEFORE_LONG = quick(rf"(?:{_BEFORE}|[는은도을를에과와])$")

# Particles; the Korean sound rules say which may follow a final consonant and which a vowel.
_EITHER = (
    r"의|에|에서|에게|에는|에도|에서는|에서도|에서의|에서만|에선|에만|에서부터|에까지|도|만|만의|만이|만은|로부터|까지|까지도|"
    r"까지는|까지의|부터|부터는|처럼|마저|조차|하고|보다|뿐|뿐만|뿐이|뿐인|인데|인|입니다|인가|인지|인가요|인줄|이라며|한테|한테서|서|서도|서만|"
    r"든|말고|말고는|빼고|같은|같이|만큼|대로|요|께서|께|라도|이라도|이었던|이던|임|밖에|따라|보고|더러|별로|마다|나름|커녕|치고|냐|이냐|구나|이구나|였네|였음|였나|임|거든|라네|이라네|인듯|인가봄|인가봐|인지|"
    r"뿐아니라|이라서|이니|니까|이니까|이네|이죠|이지|이지만|에서조차|에게서|에다|에다가|을통해|를통해|네"
)
_AFTER_CONSONANT = (
    r"은|이|을|과|과의|과는|과도|으로|으로는|으로도|으로의|으로서|으로부터|이나|이랑|이랑은|이란|이며|이고|이다|이야|이었다|이었습니다|이었고|이라는|"
    r"이라고|이라|이든|이든지|이면|이요|이자|이여|아|이가|이는|이도|이를"
)
_AFTER_VOWEL = (
    r"는|가|를|와|와의|와는|와도|나|랑|랑은|라|란|며|고|다|야|여|였다|였던|였습니다|였고|였으며|였는데|라는|라고|면|이면|이며|이고|이다|이자|이라는|이라고|이라|이|이나|"
    r"자|죠|지만|라서|이든|든지|ㄴ"
)
_ROUND_O = r"로|로는|로도|로의|로서"
_TAIL = r"[ㄱ-ㅎㅏ-ㅣ]*"
_NOUNS = r"(?:측|쪽|들|등|발|코리아|본사|사|씨|님)?"
_AFTER_C = re.compile(rf"{_NOUNS}(?:{_EITHER}|{_AFTER_CONSONANT})?{_TAIL}$")
_AFTER_L = re.compile(rf"{_NOUNS}(?:{_EITHER}|{_AFTER_CONSONANT}|{_ROUND_O})?{_TAIL}$")
_AFTER_V = re.compile(rf"{_NOUNS}(?:{_EITHER}|{_AFTER_VOWEL}|{_ROUND_O})?{_TAIL}$")
_ANY_END = re.compile(
    rf"{_NOUNS}(?:{_EITHER}|{_AFTER_CONSONANT}|{_AFTER_VOWEL}|{_ROUND_O})?{_TAIL}$"
)
# After a noun of two syllables the particle follows that noun: 카카오측은, 구글코리아가, KT발.
_NOUN_THEN_ANY = re.compile(
    rf"(?:측|쪽|들|등|발|코리아|본사|사|씨|님)(?:{_EITHER}|{_AFTER_CONSONANT}|{_AFTER_VOWEL}|"
    rf"{_ROUND_O}){_TAIL}$"
)
# Nouns and predicates that stand on a name without a blank: 쿠팡앱이, 카톡안됨, 업비트터짐.
_GLUED_AFTER = re.compile(
    r"(?:은|는|이|가|도|만|이나|도또|까지|부터|이랑|랑|하고)?"
    r"(?:앱|어플|웹|사이트|홈페이지|홈피|서버|섭(?:터|다|이|은|또)|서비스|접속|로그인|로긴|결제|장애(?!인|우|물)|먹통|오류|에러|계정|"
    r"이용|사용|고객|가입자|통신망|망(?!고|치|원|명|나|가)|인터넷|와이파이|전산|시스템|클라우드|뱅킹|공지|알림|메시지|메세지|주문|"
    r"송금|이체|배달|배송|로딩|실행|업데이트|업뎃|복구|점검|사태|화재(?!보험|해상)|관계자|대표|들어(?!메|올)|다운(?!로드|타운)|"
    r"안(?![가-힣]*전|마|녕|경|산|양|락|과|주|방|심|개|색)|터[졌지짐진져]|죽[었음네]|뒤[졌짐진]|뻗|튕|팅[김기겼]|렉(?!스|서|카|싱)|"
    r"왜[이그또안저 ]?|왜$|또(?!띠)|지금|나만|저만|됨|됐|돼[요나서]?|"
    r"되[는나네냐고던]|느[려리린]|멈|못[하들보쓰]|열[리려]|켜|끊|막[혔힘혀히]|"
    r"살아|이상|문제|불통|마비|중단|접(?:$|[가-힣]?안)|페이지|매장|점포|대란|발(?:장애|먹통|쇼크)|뭐|뭔|무슨|진짜|아예|계속|자꾸|갑자기|혹시|"
    r"오늘|어제|다시|전부|완전히?|망했|박살|폭발|폭파|미쳤|조짐|맛[이탱]|이거|돌아[와왔]|해결|정상|이제|"
    r"로그아웃|강종|백섭|튕겨|안뜨|안떠|먹힘|안먹|이안|가안|기지국|데이터[가도]?(?:안|끊|터|느|먹)|[가-힣]{0,4}(?:지사|국사|데이터센터|통신구|전산실|고객센터|물류센터)|"
    r"이용자|사용자|회원|유저|쓰[는시던고]|쓴다|개[객새같]|시[발팔]|ㅅㅂ|뭐[하함]|실화|돌려내|살려|일안|일해|새[끼기키]|놈|쉑|홈피|공홈|디엠|뱅킹|대시보드)"
)


#: Beside these a name always begins and ends.
FREE = frozenset(" \n\t\"'‘’“”()[]<>《》「」,·ㆍ…!~")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether text[start:end] is a whole word, Korean particles on it allowed.

    Refuses names inside other words: 레딧 in 크레딧, 애플 in 애플리케이션, 넷플릭스 in 넷플릭스법.
    """
    if start and text[start - 1] not in FREE and not _left_is_free(text, start, end):
        return False
    return end >= len(text) or text[end] in FREE or _right_is_free(text, start, end)


def _left_is_free(text: str, start: int, end: int) -> bool:
    before, first = text[start - 1], text[start]
    if _is_latin(first):
        return _left_of_latin_is_free(text, start, end)
    if _is_latin(before):
        return end - start >= 3 or (end - start == 2 and before.isdigit())
    if _is_hangul(before):
        return _is_written_together(text, start, end)
    return True


def _left_of_latin_is_free(text: str, start: int, end: int) -> bool:
    before = text[start - 1]
    if _is_latin(before):
        return False
    if before in "@_=" or (before == "&" and end - start < 4):
        return False
    if before in "./-?" and start > 1 and _is_latin(text[start - 2]):
        return not _is_in_address(text, start)
    if before == "/" and text[max(0, start - 3) : start] == "://":
        return False
    return end - start > 1 or not _is_hangul(before)


def _is_in_address(text: str, start: int) -> bool:
    """Return whether text[start] stands in a web address (www.ilbe.com) or a dotted word."""
    if text[start - 1] == ".":
        return True
    word = text[max(0, start - 120) : start].rsplit(None, 1)[-1]
    return "://" in word or "www." in word or ".com" in word or ".kr" in word


def _is_written_together(text: str, start: int, end: int) -> bool:
    """Return whether what stands before without a blank is a word of its own: 나만카톡안됨."""
    if end - start < 2:
        return False
    run = _RUN_BEFORE.search(text, max(0, start - 12), start)
    before = run.group() if run else ""
    if end - start >= 4:
        return bool(_GLUED_BEFORE_LONG.search(before))
    return bool(_GLUED_BEFORE.fullmatch(before))


def _right_is_free(text: str, start: int, end: int) -> bool:
    last, after = text[end - 1], text[end]
    if _is_latin(after):
        if after.isdigit():
            return not _is_latin(last)
        # One letter makes another game of it: 리니지 is not 리니지x.
        goes_on = end + 1 < len(text) and _is_latin(text[end + 1])
        return goes_on and not _is_latin(last) and end - start >= 3
    if after in "&_@" and end + 1 < len(text) and _is_latin(text[end + 1]):
        return False
    if not _is_hangul(after):
        return True
    run = _HANGUL_RUN.match(text, end)
    return _may_follow(last, run.group() if run else "", end - start > 1)


@lru_cache(maxsize=8192)  # a few hundred particles and verbs follow most names
def _may_follow(last: str, word: str, is_long: bool) -> bool:
    """Return whether a name that ends in last may be followed by word without a blank."""
    return _ends_word(last, word) or (is_long and bool(_GLUED_AFTER.match(word)))


def _ends_word(last: str, word: str) -> bool:
    """Return whether word is nothing but a particle that may follow the letter last."""
    if not _is_hangul(last):
        return bool(_ANY_END.match(word))
    final = (ord(last) - _FIRST_SYLLABLE) % _FINALS
    by_final = _AFTER_L if final == _RIEUL else _AFTER_C
    rule = by_final if final else _AFTER_V
    return bool(rule.match(word)) or bool(_NOUN_THEN_ANY.match(word))


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _is_hangul(letter: str) -> bool:
    return "가" <= letter <= "힣"
