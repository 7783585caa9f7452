from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.facts.name_shape import (
    is_coined,
    is_refused,
    is_transcribed,
    without_kind,
    without_particle,
)
from detector.facts.names import name_finder
from detector.facts.unknown_names import candidate, find_unknown
from detector.sentences import split_sentences


def _unknown(text: str) -> list[str]:
    sentences = split_sentences(text)
    found = find_unknown(text, sentences, name_finder().find(text, sentences))
    return [mention.entry.name for mention in found]


NAMED = {
    "KB금융지주 협업 플랫폼 ‘클레이온’ 서비스가 제공되지 않았고": ["클레이온"],
    "두나무의 증권 앱 ‘카카오스탁’ 서비스도 중단됐다.": ["카카오스탁"],
    "증권 앱 카카오스탁이 접속 장애를 겪었다.": ["카카오스탁"],
    "암호화폐거래소 코인즈빗도 서비스가 멈췄다.": ["코인즈빗"],
    "\n배달대행업체 '달려콜' 접속이 막혔다.": ["달려콜"],
    "클레이온(CLAYON)이 먹통이 됐다.": ["클레이온"],
    "쿠팡, 클레이온, 업비트 등이 접속 장애를 겪었다.": ["클레이온"],
    "쿠팡·클레이온·업비트 접속 장애": ["클레이온"],
    "장애를 겪은 곳은 △쿠팡 △업비트 △코인즈빗 △빗썸이다.": ["코인즈빗"],
    "열혈강호m 접속 안되던데": ["열혈강호m"],
    "게임 “블레이즈소울” 접속이 끊겼다.": ["블레이즈소울"],
    "‘클레이온’ 앱이 먹통이다.": ["클레이온"],
    "메신저 '톡톡이'가 멈췄다.\n메신저 '톡톡이'의 접속 장애가 이어졌다.": ["톡톡이", "톡톡이"],
    "쿠팡·업비트·퀵스타 접속 장애가 났다. 퀵스타는 사과했다.": ["퀵스타", "퀵스타"],
    "솔비은행의 창구 업무가 중단됐다.": ["솔비은행"],
    "하늘가람항공은 이날 예약 접수가 막혔다.": ["하늘가람항공"],
    "RX화물의 운행 정보가 끊겼다.": ["RX화물"],
    "영향: Nimbus Storage, Quillboard\n원인: 접속 오류": ["Nimbus Storage", "Quillboard"],
    "게임 <에픽세븐>, <블레이즈소울>, <리니지M>의 접속이 끊겼다.": ["블레이즈소울"],
    "새솔여행사와 대한이음학회 등의 누리집이 열리지 않았다.": ["새솔여행사", "대한이음학회"],
    "푸른섬도시철도의 발매기가 멈췄다.": ["푸른섬도시철도"],
    "가람의료원은 전산이 멈춰 접수를 받지 못했다.": ["가람의료원"],
    "늘봄소방본부의 긴급전화가 20분간 끊겼다.": ["늘봄소방본부"],
    "칠레 재무부 홈페이지도 접속이 막혔다.": ["칠레 재무부"],
    "페루 내무부와 헝가리 의회의 전산이 마비됐다.": ["페루 내무부", "헝가리 의회"],
    "교토·고베·히로시마 거래소가 거래를 멈췄다.": ["교토거래소", "고베거래소", "히로시마거래소"],
    "코인거래소 '비트링고'와 '코인팡팡'의 출금이 막혔다.": ["비트링고", "코인팡팡"],
    "\n이 업체가 운영하는 '달빛상점'도 장애를 겪었다.": ["달빛상점"],
    "수속 소프트웨어 '플라잉고(FLYGO)'가 멈췄다.": ["플라잉고"],
    "알뜰폰 텔레핑(Teleping)과 심플톡도 불통이다.": ["텔레핑", "심플톡"],
    "전철 노던트레인스가 한동안 멈췄다.": ["노던트레인스"],
    "\n차량공유 '달려카'의 앱이 열리지 않는다.": ["달려카"],
    "다음 접속이 안 되고 다음 메일·카페 접속 장애가 이어졌다.": ["다음카페"],
}


@pytest.mark.parametrize("text", NAMED)
def test_unknown_names_are_found_where_a_failure_is_told(text: str) -> None:
    assert _unknown(text) == NAMED[text]


def test_parts_share_the_head_of_a_known_name() -> None:
    text = "네이버 뉴스·카페·블로그 접속 장애"
    sentences = split_sentences(text)
    found = find_unknown(text, sentences, name_finder().find(text, sentences))
    assert [(m.surface, m.entry.id) for m in found] == [
        ("카페", "naver-cafe"),
        ("블로그", "naver-blog"),
    ]


NO_NAMES = [
    "국내 주요 금융회사와 인터넷업체들의 사이트가 먹통이 됐다.",
    "몇몇 모바일 게임도 접속이 되지 않았다.",
    "카카오톡 메시지 수발신, 이미지 전송, 로그인 등이 안 된다.",
    "뉴스, 검색, 로그인 등 기능에 장애가 났다.",
    "카카오톡·로그인·결제 장애",
    "쿠팡·이용자·고객 불편이 컸다. 접속 장애 탓이다.",
    "KT·서울·경기 접속 장애",
    "카카오, 22일, 오전 등 접속 장애",
    "쿠팡, 홍길동 대표, 업비트 등이 장애에 사과했다.",
    "앱 '먹통'에 이용자 분통",
    "서비스 '중단'에 접속 장애",
    "시스템 '점검 중'이라는 문구만 뜨고 접속이 안 된다.",
    "화면에는 ‘502 Bad Gateway’란 오류 메시지가 떴다.",
    "인공지능(AI) 서비스에 장애가 났다.",
    "도메인네임시스템(DNS) 오류로 접속이 막혔다.",
    "최근 대한항공이 전사 인프라를 AWS로 전환하는 업무협약을 체결하다 오류",
    "앱 업데이트가 안 된다.",
    "게임 캐릭터가 멈췄다.",
    "게임 서버가 다운됐다.",
    "증권 앱 이용자가 접속 장애를 겪었다.",
    "A사, 쿠팡, B은행 등이 장애를 겪었다.",
    "쿠팡·업비트·3곳 접속 장애",
    "서버 안됨",
    "와이파이 안됨",
    "인터넷 안되네",
    "컴퓨터 렉 걸림",
    "SD카드 안돼",
    "나만 안됨?",
    "쿠팡·클레이온·업비트가 다음 달 서버를 옮길 예정이다. 접속 불가 예정",
    "쿠팡·클레이온·업비트가 새 상품을 내놨다.",
    "장애 대응 훈련에 쿠팡·클레이온·업비트가 참여했다.",
    "업비트, 키움증권, 이틀 연속 주문 장애",
    "시중은행의 창구 업무가 중단됐다.",
    "저비용항공은 예약 접수가 막혔다.",
    "다른 은행은 이체가 막혔고 지방은행도 장애를 겪었다.",
    "영향: 인터넷뱅킹, 이체, API\n원인: 접속 오류",
    "우리은행 앱·인터넷뱅킹 2시간째 먹통",
    "국내 저비용항공사의 발권이 멈췄다.",
    "인근 병원과 대학병원의 접수가 막혔다.",
    "민자고속도로의 요금 결제가 막혔다.",
    "관할 구청과 시공사는 '먹통'이라는 말만 했다.",
    "영국은 접속 장애가 없었고 쿠웨이트의 이용자는 불편을 겪었다.",
    "지방은행과 저축은행의 이체가 막혔다.",
    "해저케이블 두 가닥이 끊겼다.",
    "응용프로그램 인터페이스에서 오류가 늘었다.",
    "생방송을 내보내지 못하는 장애가 났다.",
    "카카오톡은 사진과 동영상, PC버전이 여전히 막혀 있다.",
]


@pytest.mark.parametrize("text", NO_NAMES)
def test_common_nouns_functions_places_and_plans_bring_no_names(text: str) -> None:
    assert _unknown(text) == []


@pytest.mark.parametrize(
    "word",
    [
        "금융회사",
        "이용자",
        "로그인",
        "결제",
        "앱",
        "서버",
        "서울",
        "오전",
        "22일",
        "3곳",
        "A사",
        "B은행",
        "홍대표",
        "멈췄다",
        "관계자",
        "AI",
        "DNS",
        "502",
    ],
)
def test_common_words_are_refused(word: str) -> None:
    assert is_refused(word)


@pytest.mark.parametrize(
    "word",
    ["클레이온", "카카오스탁", "고팍스", "열혈강호m", "CLAYON", "퍼플렉시티", "캔바", "코인빗"],
)
def test_made_up_words_look_coined(word: str) -> None:
    assert is_coined(word)
    assert not is_refused(word)


@pytest.mark.parametrize(
    ("hangul", "latin", "same"),
    [
        ("클레이온", "CLAYON", True),
        ("코인원", "Coinone", True),
        ("인공지능", "AI", False),
        ("정보기술", "IT", False),
        ("무정전전원장치", "UPS", False),
    ],
)
def test_latin_letters_that_spell_the_same_are_told(hangul: str, latin: str, same: bool) -> None:
    assert is_transcribed(hangul, latin) is same


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("카카오스탁도", "카카오스탁"),
        ("클레이온은", "클레이온"),
        ("고팍스에서는", "고팍스"),
        ("바로고", "바로고"),
        ("캔바가", "캔바"),
        ("클레이온가", "클레이온가"),
    ],
)
def test_particles_are_taken_off_by_the_sound_rules(word: str, stem: str) -> None:
    assert without_particle(word) == stem


def test_a_candidate_is_a_service_of_no_known_sector() -> None:
    entry = candidate("클레이온CLAYON")
    assert (entry.id, entry.kind, entry.sector) == ("candidate:클레이온clayon", "service", "other")


WHOLE = {
    "\n25일 오전 네이버 검색과 뉴스가 열리지 않았다.": ["네이버 검색", "네이버 뉴스"],
    "\n카카오게임즈·넷마블·컴투스 게임이 동시에 멈췄다.": ["카카오게임즈", "넷마블", "컴투스"],
    "유튜브뮤직또안됨": ["유튜브뮤직"],
    "아니 디코 왜이럼 나만 튕김?": ["디코"],
    "\n페이팔(PayPal) 결제가 실패했다.": ["페이팔", "PayPal"],
    "\n메타(옛 페이스북)의 인스타그램이 먹통이다.": ["메타", "페이스북", "인스타그램"],
    "크트 인터넷 죽었네": ["크트"],
    "유플 와이파이 끊김 저만 그런가요": ["유플"],
    "\nKT와 SK텔레콤, LG유플러스는 정상이다.": ["KT", "SK텔레콤", "LG유플러스"],
    "\n애플리케이션 오류로 크레딧 결제가 안 된다.": [],
    "\n가상자산 거래소 코인베이스와 크라켄이 멈췄다.": ["코인베이스", "크라켄"],
    "\n과학기술정보통신부(과기정통부)는 장애 원인을 조사한다.": [
        "과학기술정보통신부",
        "과기정통부",
    ],
    "\n네이버 카페·블로그·메일이 접속되지 않는다.": ["네이버 카페", "네이버 블로그", "네이버 메일"],
    "\n업무 도구 '워크플레임'이 먹통이 됐다.": ["워크플레임"],
    "\n슬랙, 노션, 워크플레임 등이 접속되지 않았다.": ["슬랙", "노션", "워크플레임"],
    "\n게임 '스타폴 온라인' 서버가 다운됐다.": ["스타폴 온라인"],
    "\n△토스 △카카오페이 △페이링고 결제가 막혔다.": ["토스", "카카오페이", "페이링고"],
    "리니지x 서버 터짐": ["리니지x"],
    "\n배달 앱 요기요와 배달의민족 주문이 안 된다.": ["요기요", "배달의민족"],
    "\n카카오뱅크, 이체, 송금 등 서비스가 중단됐다.": ["카카오뱅크"],
    "\n쿠팡·서울·부산 물류센터 정전으로 장애가 났다.": ["쿠팡"],
    "\n앱 '접속 불가'에 이용자 항의가 빗발쳤다.": [],
    "\n서비스 업체 관계자는 장애라고 말했다.": [],
    "\n인터넷 커뮤니티에는 먹통이라는 글이 올라왔다.": [],
    "\nGS리테일의 GS25 앱이 먹통이다.": ["GS리테일", "GS25"],
    "\nAT&T 통신망이 끊겼다.": ["AT&T"],
    "\n춘천 네이버 데이터센터 각에서 정전이 났다.": ["네이버"],
    "\nKT 과천 데이터센터 장애": ["KT"],
    "\n하나투어 홈페이지가 안 열린다": ["하나투어"],
    "\n하나같이 접속 오류를 호소했다.": [],
    "우리은행앱 안열려요": ["우리은행", "우리은행앱"],
    "국민은행 왜 또 터짐": ["국민은행"],
    "\n기업은행·국민은행 이체가 지연됐다.": ["기업은행", "국민은행"],
    "롤 나만 튕김?": ["롤"],
    "\n스타벅스 사이렌오더가 먹통이다.": ["스타벅스", "사이렌오더"],
    "\n줌 수업이 끊겼다. 화상회의 접속이 안 된다.": ["줌"],
    "지금쿠팡이츠주문안됨": ["쿠팡이츠"],
}


@pytest.mark.parametrize("text", WHOLE)
def test_known_and_unknown_names_together_are_what_a_reader_would_mark(text: str) -> None:
    sentences = split_sentences(text)
    known = name_finder().find(text, sentences)
    unknown = find_unknown(text, sentences, known)
    named = {(m.start, m.end): m.surface for m in known}
    named |= {(m.start, m.end): m.entry.name for m in unknown}
    assert [named[place] for place in sorted(named)] == WHOLE[text]


_WORDS = """
쿠팡 클레이온 업비트 게임 앱 ‘ ’ ( ) · , △ ▲ 등 CLAYON m 접속 장애 먹통 안됨 네이버 뉴스
카페 이 는 도 . ⏎ 다.
"""
_PIECES = st.lists(
    st.sampled_from([word.replace("⏎", "\n") for word in _WORDS.split()]),
    max_size=16,
)


@given(st.one_of(st.text(max_size=80), _PIECES.map("".join), _PIECES.map(" ".join)))
def test_unknown_mentions_quote_the_text_and_overlap_nothing(text: str) -> None:
    sentences = split_sentences(text)
    known = name_finder().find(text, sentences)
    found = find_unknown(text, sentences, known)
    for mention in found:
        assert text[mention.start : mention.end] == mention.surface
        assert all(mention.end <= m.start or m.end <= mention.start for m in known)
    for one, other in pairwise(found):
        assert one.end <= other.start


def test_a_tab_parts_words_as_a_blank_does() -> None:
    assert without_kind("업무 메신저\t딩톡") == "딩톡"
