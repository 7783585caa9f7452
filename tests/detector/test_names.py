from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.facts.names import bracketed, build_finder, name_finder
from detector.gazetteer import AmbiguousAlias, Entry
from detector.sentences import split_sentences


def _found(text: str) -> list[tuple[str, str]]:
    mentions = name_finder().find(text, split_sentences(text))
    return [(mention.surface, mention.entry.id) for mention in mentions]


def _names(text: str) -> list[str]:
    return [surface for surface, _ in _found(text)]


NAMED = {
    "카톡 나만 안됨?": ["카톡"],
    "나만카톡안됨": ["카톡"],
    "업비트터졌네ㅋㅋ": ["업비트"],
    "지금쿠팡안들어가짐": ["쿠팡"],
    "인스타왜이럼": ["인스타"],
    "네이버페이만 안 돼요": ["네이버페이"],
    "SKT랑 LGU+ 둘 다 먹통": ["SKT", "LGU+"],
    "쿠팡플레이 재생 오류": ["쿠팡플레이"],
    "모임 앱 밴드에 새 글이 등록되지 않는다": ["밴드"],
    "라인 메시지 전송 오류로 메신저 라인이 멈췄다": ["라인", "라인"],
    "화상회의 줌 접속이 안 된다": ["화상회의 줌"],
    "신한·하나·우리은행 이체가 막혔다": ["신한", "하나", "우리은행"],
    "네이버와 다음의 접속이 끊겼다": ["네이버", "다음"],
    "롤 서버 터짐": ["롤 서버"],
    "스팀 접속되는사람?": ["스팀"],
    "당근 채팅 안됨": ["당근"],
    "음원 앱 멜론이 멈췄다": ["멜론"],
    "토스 송금이 안 된다": ["토스"],
    "퍼플렉시티, 캔바, 링크드인, 줌 등의 접속이 되지 않았다": [
        "퍼플렉시티",
        "캔바",
        "링크드인",
        "줌",
    ],
    "슬랙과 줌이 멈췄다": ["슬랙", "줌"],
    "미래에셋·NH 등 증권사 주문이 막혔다": ["미래에셋", "NH"],
    "키움 오늘도 뻗음?\n정정취소 다 먹통": ["키움"],
    "소라도 안 됨": ["소라"],
    "또 클라우드플레어냐": ["클라우드플레어"],
    "캐나다 통신사 로저스는 원인을 찾고 있다": ["로저스"],
    "안녕하세요, 웨이브입니다.\n일부 이용에 문제가 있었습니다": ["웨이브"],
    "노션 열립니다": ["노션"],
    "줌 풀렸습니다": ["줌"],
    "멜론 새벽부터 먹통…이용자 항의가 이어졌다. 회사는 사과했다.": ["멜론"],
    "패션 플랫폼 크림은 사과했다": ["크림"],
    "인하대 포털과 길병원 예약이 막혔다": ["인하대", "길병원"],
    "에어캐나다와 더블린 공항, 스코샤뱅크가 멈췄다": ["에어캐나다", "더블린 공항", "스코샤뱅크"],
    "모바일 운전면허증 발급이 막혔다": ["모바일 운전면허증"],
    "여민전 결제와 부산교통공사 앱이 안 된다": ["여민전", "부산교통공사"],
}


@pytest.mark.parametrize("text", NAMED)
def test_names_are_found_as_they_are_written(text: str) -> None:
    assert _names(text) == NAMED[text]


NO_NAMES = """
다음 달 서버를 증설한다 | 다음 주 접속 장애 대책을 낸다 | 우리 동네 앱이 안 된다
하나의 문제로 접속이 끊겼다 | 국민 여러분의 불편이 컸다 | 국내 기업 수십 곳이 멈췄다
이용 기업의 서버 장애 | 롤 모델 | 롤모델 서버가 다운 | 생산 라인 먹통 | 온라인 접속 장애
라인업 공개 서버 터짐 | 록 밴드 서버 먹통 | 스팀다리미 서버 | 토스하다 접속
음악을 지니고 재생했다 | 크레딧 결제 오류 | 애플리케이션 오류 | 넷플릭스법 개정안 | KT&G 서버
시리즈 우승 접속 폭주 | 비자 발급 카드 결제 | 아이스 크림 앱 접속 | 당근과 채찍 앱
올 시즌 서버 | 생각이 드네요 | 돈 많이 드네 | 마구마구 먹었다 | 버스타고 갔다 | 누구 앱이 안 돼?
배경 화면이 안 뜸 | 배라지만 괜찮다 | 미래의 서버 | 착한 서버 | 숲 속 접속
현대 사회의 접속 장애 | 하나 더 먹통 | 기업들이 멈췄다 | 국민들이 접속 못 한다 | 옥수수 밭
우리는 접속을 못 했다 | 아줌마 회의 | 줌마 회의 접속 | 다음으로 접속이 안 됨 | 하나씩 복구했다
하나님 | 얼마에요 서버 터짐 | 빈 공항에 접속 오류 안내 | 머스크는 서버 장애를 사과했다
통신 비용을 지고 접속한다 | 구름이 많아 접속이 끊겼다 | 크림이 녹았다
 대구로 가는 열차가 지연 | 어디가 고장인가
"""


@pytest.mark.parametrize(
    "text", [t.strip() for t in NO_NAMES.replace("\n", "|").split("|") if t.strip()]
)
def test_everyday_words_are_no_names(text: str) -> None:
    assert _names(text) == []


BRACKETS = {
    "아마존웹서비스(AWS)에 장애": [("아마존웹서비스", "aws"), ("AWS", "aws")],
    "X(옛 트위터)가 먹통이다": [("X", "x-twitter"), ("트위터", "x-twitter")],
    "푹(POOQ) 재생 오류": [("푹", "wavve"), ("POOQ", "wavve")],
    "뉴욕타임스(NYT)도 멈췄다": [("뉴욕타임스", "nytimes"), ("NYT", "nytimes")],
    "국가정보자원관리원(국정자원)에서 불": [("국가정보자원관리원", "nirs"), ("국정자원", "nirs")],
    "한국투자증권(한투) 앱 장애": [("한국투자증권", "korea-invest"), ("한투", "korea-invest")],
    "스마일게이트알피지(이하 스마일게이트RPG) 접속 장애": [
        ("스마일게이트알피지", "smilegate"),
        ("스마일게이트RPG", "smilegate"),
    ],
    "넷플릭스(NFX) 장애. NFX는 사과했다": [
        ("넷플릭스", "netflix"),
        ("NFX", "netflix"),
        ("NFX", "netflix"),
    ],
    "배달의민족(이하 배달민)이 멈췄다. 배달민은 복구됐다": [
        ("배달의민족", "baemin"),
        ("배달민", "baemin"),
        ("배달민", "baemin"),
    ],
    "쿠팡(대표 김범석) 장애": [("쿠팡", "coupang")],
    "네이버(PC) 접속 오류": [("네이버", "naver")],
    "멜론(앱) 음원 재생 오류": [("멜론", "melon")],
    "업비트(서울) 접속 오류": [("업비트", "upbit")],
}


@pytest.mark.parametrize("text", BRACKETS)
def test_brackets_give_other_names_of_the_same(text: str) -> None:
    assert _found(text) == BRACKETS[text]


OWNERS = {
    "SK C&C 판교 데이터센터 화재": ["SK C&C", "SK C&C 판교 데이터센터"],
    "LG유플러스 유선인터넷 장애": ["LG유플러스", "LG유플러스 유선인터넷"],
    "AWS 서울 리전 장애": ["AWS", "AWS 서울 리전"],
    "KT 아현지사 화재": ["KT", "KT 아현지사"],
    "카카오 T 호출 장애": ["카카오 T"],
    "네이버 카페 접속 장애": ["네이버 카페"],
    "카카오맵이 멈췄다": ["카카오맵"],
    "네이버 뉴스가 안 열린다": ["네이버 뉴스"],
}


@pytest.mark.parametrize("text", OWNERS)
def test_the_owner_of_a_facility_or_a_part_is_named_too(text: str) -> None:
    assert _names(text) == OWNERS[text]


def _entry(name: str, near: tuple[str, ...] = ()) -> Entry:
    doubtful = (AmbiguousAlias(name, near),) if near else ()
    return Entry(name, name, "", "service", "other", None, None, (), doubtful, None)


def _found_by(entries: list[Entry], text: str) -> list[int]:
    finder = build_finder({entry.id: entry for entry in entries})
    return [mention.start for mention in finder.find(text, split_sentences(text))]


def test_a_strict_word_is_decided_in_each_sentence() -> None:
    text = "포털 다음이 멈췄다.\n다음은 복구했다."
    assert _found_by([_entry("다음", ("포털",))], text) == [3]


def test_another_doubtful_name_holds_for_the_document() -> None:
    text = "코인 거래소 가가가 멈췄다.\n가가가는 사과했다."
    assert len(_found_by([_entry("가가가", ("거래소",))], text)) == 2


def test_an_everyday_word_named_once_is_the_name_again_where_something_fails() -> None:
    entries = [_entry("당근", ("중고",))]
    assert len(_found_by(entries, "중고 앱 당근이 멈췄다.\n당근 접속 장애는 계속됐다.")) == 2
    assert len(_found_by(entries, "중고 앱 당근이 멈췄다.\n시장에서 당근 값을 물었다.")) == 1


def test_the_longest_name_wins_but_a_doubtful_one_gives_way() -> None:
    entries = [_entry("가나"), _entry("가나 다라", ("마바",))]
    assert _found_by(entries, "가나 다라 장애") == [0]


def test_bracketed_tells_the_end_the_whole_and_the_inside() -> None:
    text = "아마존웹서비스(AWS) 장애"
    mention = name_finder().find(text, split_sentences(text))[0]
    assert bracketed(text, mention) == (12, "아마존웹서비스(AWS)", "AWS")


_WORDS = """
카카오 네이버 뉴스 AWS 아마존웹서비스 ( ) [ · , △ 옛 이하 X 트위터 SK C&C 판교 데이터센터
서울 리전 다음 우리 하나 이 는 의 먹통 터짐 ⏎ . 라인 줌 LG유플러스 인터넷 İ ‘ ’
"""
_PIECES = st.lists(
    st.sampled_from([word.replace("⏎", "\n") for word in _WORDS.split()]),
    max_size=14,
)


@given(st.one_of(st.text(max_size=80), _PIECES.map("".join), _PIECES.map(" ".join)))
def test_mentions_quote_the_text_in_order_and_overlap_only_as_owner_and_part(text: str) -> None:
    mentions = name_finder().find(text, split_sentences(text))
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    assert len({(m.start, m.end) for m in mentions}) == len(mentions)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.surface
    for one, other in pairwise(mentions):
        if other.start < one.end:
            inside = one.start <= other.start and other.end <= one.end
            assert inside or (one.start == other.start)
