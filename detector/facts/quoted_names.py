"""Names in quotation marks, by how they stand in the sentence: 무인택배함 '집앞에'도, 현대차 '블루링크'와."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from detector.cues import FAILURE, RECOVERY
from detector.facts.role_cues import RETURNS, UNDONE, VICTIMS
from detector.facts.role_predicates import FAILS, IS_BACK
from detector.sentences import Sentence

Place = tuple[int, int]

_LEFT, _RIGHT = "'‘<《〈「", "'’>》〉」"
_QUOTE = re.compile(
    rf"[{_LEFT}](?P<name>[A-Za-z가-힣0-9][A-Za-z가-힣0-9&+.:\- ]{{1,18}}?)(?:\s?\([^()\n]{{2,20}}\))?[{_RIGHT}]"
)
# What makes it an argument of the sentence, not something said or shown.
_ARGUMENT = re.compile(
    r"(?:\s?\([^()\n]{2,20}\))?(?:(?:은|는|이|가|도|의|에|에서|에도|에서도|에서는|에선|에는|까지|까지도|과|와|를|을|로|으로|및)(?=[\s,])|"
    r"[,·ㆍ]|\s(?:앱|장애|오류|먹통|이용자|회원|고객|홈페이지|누리집|사이트|접속|서비스|서버|화면|제작팀|개발팀|운영사|측[은이도]?)(?![가-힣]{2}))"
)
# Who runs or uses it stands after it: '점프 타워' 제작팀은.
_ITS_PEOPLE = re.compile(r"\s(?:이용자|회원|제작팀|개발팀|운영사|운영팀|측|점주|가맹점)")
_SAID = re.compile(r"(?:이?라|이?란|며|고)")
# What stands before a name in a title, where much else is quoted.
_KIND = re.compile(
    r"(?:앱|게임|플랫폼|메신저|사이트|포털|쇼핑몰|커뮤니티|누리집|브라우저|챗봇|프로그램|시스템|서비스)\s?$"
)
# What is shown, said or played, not run.
_NO_KIND = re.compile(
    r"(?:코드|문구|메시지|메세지|안내|안내문|경고|경고문|경고창|알림|팝업|창|오류|에러|화면|글|글자|문장|제목|키워드|검색어|해시태그|표현|단어|"
    r"구호|용어|증상|현상|상태|모드|등급|단계|경보|위기경보|버튼|메뉴|탭|항목|문서|보고서|백서|법|법률|조항|원칙|정책|프로젝트|행사|이벤트|캠페인|"
    r"대회|영화|드라마|노래|책|칼럼|예능|조직|해커|그룹|랜섬웨어|악성코드|바이러스|취약점|태풍|위성|배우|가수|밴드|아이돌|팀|캐릭터|아이템|의혹|"
    r"논란|혐의|사유|이유|원인|답변|반응|지적|우려|요금제|상품|적금|예금|카드|기술|이론|작업|도구|프로토콜|명령어|명령|설정|기능|저장소|데이터베이스|DB|엔진|모듈|라이브러리|오픈소스|"
    r"인스턴스|리전|구역|장비|장치|음질|통화|할인전|세일|특가|기념일|항의|별명|오명|수식어)$"
)
_NO_NOUN = frozenset("은는이가을를에의도로와과만서고며면게지")
# 현대차, 고려대, but not 에서, 으로: what may stand for a kind or an owner right before.
_NOUN_BEFORE = re.compile(r"(?P<noun>[A-Za-z가-힣]{1,10})\s?$")
# What people do with it: 조종사들이 자료를 내려받는 '플라이가민'.
_USED = re.compile(
    r"(?:받|쓰|이용하|사용하|올리|내려받|보|듣|읽|즐기|파|사|맡기|운영하|제공하|만든|내놓은|선보인|공급하|연결하|연동하|관리하|예약하|주문하|"
    r"결제하|배달하|부르|찾|기록하|저장하|보내|주고받|공유하|모으|다루|구입하|빌리|갈아타|공부하|배우|신청하|발급하|"
    r"조회하)(?:는|던|아 보는|아 쓰는|어 쓰는|ㄴ)?\s?$"
)
_TELLS = (FAILURE, RECOVERY, UNDONE, RETURNS, IS_BACK, VICTIMS, FAILS)
_REACH = 24
# How far after a name its sentence is looked at.
_SIGHT = 300


def quoted_names(sentence: Sentence, known_ends: Set[int]) -> Iterator[Place]:
    """Return where a sentence that tells a failure names something in quotation marks.

    It must be a part of the sentence rather than something said, stand after its kind, its owner
    (known_ends has where known names end) or what people do with it, and tell nothing itself.
    """
    text = sentence.text
    for match in _QUOTE.finditer(text):
        name, after = match["name"], match.end()
        if name.count(" ") > 2 or any(sign.search(name) for sign in _TELLS):
            continue
        if sentence.in_title and not _KIND.search(text, max(0, match.start() - 8), match.start()):
            continue
        argument = _ARGUMENT.match(text, after)
        if argument is None or _SAID.match(text, after):
            continue
        if not any(sign.search(text, after, after + _SIGHT) for sign in _TELLS):
            continue
        people = _ITS_PEOPLE.match(text, after) is not None
        if people or _is_introduced(sentence, match.start(), known_ends):
            start = sentence.start + match.start("name")
            yield start, start + len(name)


def _is_introduced(sentence: Sentence, place: int, known_ends: Set[int]) -> bool:
    """Whether its kind, its owner or what people do with it stands right before."""
    before = sentence.text[max(0, place - _REACH) : place]
    owner = sentence.start + len(sentence.text[:place].rstrip())
    if owner in known_ends or (before.rstrip().endswith("의") and owner - 1 in known_ends):
        return True
    if _USED.search(before):
        return True
    noun = _NOUN_BEFORE.search(before)
    return (
        noun is not None
        and noun["noun"][-1] not in _NO_NOUN
        and _NO_KIND.search(noun["noun"]) is None
    )
