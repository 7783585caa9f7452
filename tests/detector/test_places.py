"""Where short reports say a failure was felt, and how it showed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.facts.background import background_sentences
from detector.facts.causes import read_cause
from detector.facts.places import read_region, read_symptom
from detector.sentences import split_sentences
from models.clock import parse_iso
from models.records import Evidence
from models.text import compose

PUBLISHED = parse_iso("2024-05-08T15:00:00+09:00")

# One report a line: title ¶ body => place as written, "-" where none is given.
REGIONS = """
# wards alone, notices, zones that are no places
 ¶ 은평구인데 인터넷 안됨 => 은평구
 ¶ 저희 마포구 쪽은 통화가 안터져요 => 마포구
인터넷 끊김 ¶ 중구·용산구·마포구에서 인터넷이 끊겼다. => 중구·용산구·마포구
 ¶ 해운대구 사는데 여기도 티비 끊김 => 해운대구
통신 장애 ¶ 서대문구와 은평구 일대 기지국이 꺼졌다. => 서대문구와 은평구 일대
IPTV 먹통 ¶ 부울경에서 IPTV 접속이 안 된다는 신고가 이어졌다. => 부울경
 ¶ 공덕인데 카드 결제가 안되네요 => 공덕
SNS 장애 ¶ 페이스북은 미국 동부시간 오전 11시 접속 장애가 발생했다고 밝혔다. => -
X 먹통 ¶ 미 동부 현지시간 오전 9시에 접속이 끊겼다. => -
클라우드 장애 ¶ 미국 동부 지역 이용자가 접속 오류를 겪었다. => 미국 동부 지역
서비스 장애 안내 ¶ ○ 대상: 초고속인터넷을 이용하시는 전국 고객 => 전국
행정망 중단 ¶ 서버가 있는 대전 국가정보자원관리원에 직원이 급히 투입됐다. 발급이 멈췄다. => 대전
구청 민원 중단 ¶ 강남구청 누리집 접속이 안 된다. => -
 ¶ 서대문구 주민인데 인터넷 티비 폰 전멸 => 서대문구
# cloud regions first
아마존 클라우드 장애 ¶ 8일 AWS 서울 리전에서 접속 장애가 발생해 국내 앱이 멈췄다. => 서울 리전
전 세계 앱 먹통 ¶ AWS 미국 동부(버지니아 북부) 리전에 문제가 생겨 접속이 안 됐다. => 미국 동부(버지니아 북부) 리전
클라우드 오류 ¶ us-east-1에서 API 오류가 늘었다. => us-east-1
알리바바 클라우드 중단 ¶ 홍콩 리전의 C존이 멈췄다. 중국 리전은 정상이다. => 홍콩 리전
AWS 정전 ¶ 도쿄 리전 전원 장애로 접속이 끊겼다. => 도쿄 리전
구글 클라우드 장애 ¶ 대부분 살아났으나 아이오와(us-central1)는 오류가 이어졌다. => 아이오와(us-central1)
# wards, towns, parts of a city
KT 화재로 통신 두절 ¶ 서울 서대문·마포구 일대 휴대전화가 불통이다. => 서울 서대문·마포구 일대
인터넷 끊김 ¶ 8일 오전 부산 해운대구 일대에서 인터넷이 끊겼다. => 부산 해운대구 일대
통신 장애 ¶ 수도권 일부 지역에서 통화가 되지 않고 있다. => 수도권 일부 지역
기지국 정전 ¶ 거제·통영 지역에서 휴대전화가 연결되지 않는다. => 거제·통영 지역
카드 결제 먹통 ¶ 제주 전역에서 카드 결제가 막혔다. => 제주 전역
IPTV 중단 ¶ 대구와 경북 일부 지역에서 IPTV가 끊겼다. => 대구와 경북 일부 지역
# bare places beside the failing words
인터넷 장애 ¶ 대전에서 인터넷 접속이 되지 않는다는 신고가 이어졌다. => 대전
소셜미디어 먹통 ¶ 미국과 유럽에서 접속 장애가 발생했다. => 미국과 유럽
112 불통 ¶ 충남에서 112 전화가 연결되지 않았다. => 충남
 ¶ 여기 부산인데 kt 안터짐 => 부산
# everywhere
카드 단말기 먹통 ¶ 전국 가맹점에서 결제가 안 됐다. => 전국
유튜브 접속 장애 ¶ 전 세계 이용자가 영상을 재생하지 못했다. 접속이 되지 않았다. => 전 세계
통신 장애 ¶ 8일 전국적으로 인터넷이 끊겼다. => 전국
# the failing building
메신저 장애 ¶ 판교 데이터센터 화재로 메시지 전송이 안 됐다. => 판교
행정망 중단 ¶ 국가정보자원관리원 대전 본원에 불이 나 서비스가 중단됐다. => 대전
# names, datelines and people's places
앱 먹통 ¶ (서울=연합뉴스) 은행 앱 접속이 안 되고 있다. => -
앱 접속 장애 ¶ [세종=뉴시스] 누리집 접속이 지연됐다. => -
병원 예약 오류 ¶ 서울대병원과 서울아산병원 예약 앱이 멈췄다. => -
은행 앱 먹통 ¶ 부산은행과 경남은행, 대구은행 앱 접속이 안 된다. => -
보증 업무 중단 ¶ SGI서울보증 전산이 랜섬웨어로 마비됐다. => -
항공권 예매 오류 ¶ 제주항공 앱에서 결제가 되지 않는다. => -
무인 발급기 중단 ¶ 강남구청은 접속 장애가 발생했다고 밝혔다. => -
앱 먹통 ¶ 서울에 사는 김모씨는 결제가 안 돼 발을 굴렀다. => -
배달앱 먹통 ¶ 경기 용인의 한 식당은 주문이 끊겼다고 했다. => -
로그인 오류 ¶ 서울경제 취재 결과 로그인이 안 되는 것으로 나타났다. => -
접속 장애 ¶ 카카오톡 접속이 안 된다. => -
# more, written before the rules were run on them
일본 통신 장애 ¶ 일본 수도권에서 8일 오후 음성통화가 연결되지 않았다. => 일본 수도권
가스 검침 앱 오류 ¶ 경기 수원·화성·오산 일대에서 검침 단말기가 먹통이 됐다. => 경기 수원·화성·오산 일대
애저 장애 ¶ 마이크로소프트는 한국 중부 리전에서 접속 오류가 발생했다고 공지했다. => 한국 중부 리전
기지국 고장 ¶ 강원 영동 지역 휴대전화가 먹통이다. => 강원 영동 지역
광주은행 앱 먹통 ¶ 광주은행 모바일뱅킹 로그인이 안 된다. => -
세계 항공 대란 ¶ 세계 곳곳에서 공항 체크인 시스템이 멈췄다. => 세계 곳곳
 ¶ 분당 서현동 유플 인터넷 끊김 => 분당 서현동
전산 장애 ¶ 인천국제공항 수하물 처리 시스템이 멈췄다. => -
SKB 먹통 ¶ 서울과 경기 일부에서 인터넷 접속이 끊겼다. => 서울과 경기 일부
"""

# One report a line: title ¶ body => how the failure showed, "-" where nothing tells.
SYMPTOMS = """
# how posts tell it, and what is no symptom
 ¶ 로그인하면 하얀화면만 나와요 => 하얀화면만
 ¶ 눌러도 반응이없음 => 눌러도 반응이없음
 ¶ 인터넷 전화 전부 전멸 => 인터넷 전화 전부 전멸
민원 발급 중단 ¶ 주민센터에서 등본을 뗄 수 없게 됐다. => 등본을 뗄 수 없게
은행 앱 장애 ¶ 해킹 여부는 아직 확인되지 않았다. 이체가 되지 않는다. => 이체가 되지 않는다
앱 장애 ¶ 아직 정상화되지 않았다. 로그인이 안 된다. => 로그인이 안 된다
'한 곳 의존' 경고음 ¶ 접속이 끊겼다. => 접속이 끊겼다
페이 오류 ¶ [디지털신문 백지영 기자] 결제가 실패했다. => 결제가 실패했다
 ¶ 휴대폰에 통화권이탈 뜨고 문자도 안감 => 통화권이탈
메신저 장애 ¶ 회사는 원인을 공개하지 않았다. 메시지 전송이 지연됐다. => 메시지 전송이 지연됐다
호가창 멈춤 ¶ 오전 11시 호가창이 얼어붙었다. => 호가창이 얼어붙었다
사이트 접속 불가 ¶ 이용자들은 사이트에 접속할 수 없었다. => 접속할 수 없었다
# messages and codes on the screen
누리집 접속 장애 ¶ 접속하면 '502 Bad Gateway'라는 문구가 나온다. => 502 Bad Gateway
앱 오류 ¶ 앱을 켜면 “네트워크 연결이 원활하지 않습니다”라는 메시지가 떴다. => 네트워크 연결이 원활하지 않습니다
사이트 다운 ¶ 503 오류가 표시되고 있다. => 503 오류
 ¶ 500 에러 뜨는데 나만? => 500 에러
 ¶ 클플 502 뜸 => 502
챗봇 멈춤 ¶ 화면에 Internal Server Error만 나온다. => Internal Server Error
은행 앱 ¶ '잠시 후 다시 이용해 주세요'라는 안내만 나온다. => 잠시 후 다시 이용해 주세요
자가진단 앱 ¶ 계속 네트워크 오류라고 나와요 => 네트워크 오류
 ¶ 서버 응답 없음이라고 뜸 => 서버 응답 없음
# the failing words with their subject
카톡 먹통 ¶ 이날 오전 메시지 수발신과 로그인이 원활하지 않았다. => 메시지 수발신과 로그인이 원활하지 않았다
 ¶ 인스타 안들어가짐 => 인스타 안들어가짐
 ¶ 결제가 안 됨 => 결제가 안 됨
증권사 앱 ¶ 8일 개장 직후 주문이 체결되지 않는 현상이 나타났다. => 주문이 체결되지 않는 현상
은행 ¶ 오전 9시부터 타행 이체가 안 되고 있다. => 타행 이체가 안 되고
게임 ¶ 접속하면 캐릭터 창에서 튕긴다. => 캐릭터 창에서 튕긴다
유튜브 ¶ 오후 2시께부터 영상이 재생되지 않고 있다. => 영상이 재생되지 않고
 ¶ 로그인 무한로딩 => 로그인 무한로딩
예매 앱 ¶ 예매 화면이 멈췄다. => 예매 화면이 멈췄다
배달 ¶ 회사는 이날 주문 접수가 지연됐다고 밝혔다. => 주문 접수가 지연됐다
# names of a failure last
 ¶ 카톡 먹통 => 카톡 먹통
네이버 ¶ 8일 접속 장애가 발생했다. => 접속 장애
# counts, money, models, phone numbers
 ¶ 500원 이체했는데 => -
보상 안내 ¶ 502명에게 쿠폰을 지급합니다. => -
상담 안내 ¶ 전화 02-503-1234로 문의해 주십시오. => -
오늘 점심 ¶ 노트북 520 모델을 샀다. => -
# more, written before the rules were run on them
앱 오류 ¶ 결제 단추를 누르면 ‘일시적인 오류가 발생했습니다’라는 창이 뜬다. => 일시적인 오류가 발생했습니다
누리집 먹통 ¶ 접속하면 HTTP 503만 나온다. => HTTP 503
 ¶ 넷플릭스 로딩만 계속됨 => 넷플릭스 로딩만
버스 앱 ¶ 8일 출근길 도착 정보가 표시되지 않아 시민들이 불편을 겪었다. => 도착 정보가 표시되지 않아
 ¶ 유튜브 영상이 안 나와요 => 유튜브 영상이 안 나와요
보상 ¶ 429만 명에게 5000원씩 지급한다. => -
"""


def labelled(table: str) -> list[tuple[str, str, str]]:
    """Return each line of a table as title, body and what is to be read."""
    rows = [line for line in table.strip("\n").splitlines() if line and not line.startswith("#")]
    split = (row.split(" => ") for row in rows)
    return [
        (title.strip(), body.strip(), want)
        for report, want in split
        for title, body in [report.split("¶")]
    ]


def places(title: str, body: str) -> tuple[str, Evidence | None, Evidence | None]:
    """Return the stored text of a report, its region and its symptom."""
    text = compose(title, body)
    sentences = split_sentences(text)
    older = background_sentences(sentences, PUBLISHED)
    return text, read_region(text, sentences, older), read_symptom(text, sentences, older)


@pytest.mark.parametrize(("title", "body", "want"), labelled(REGIONS))
def test_a_report_gives_the_place_of_its_failure(title: str, body: str, want: str) -> None:
    text, region, _ = places(title, body)
    assert (region.text if region else "-") == want
    assert region is None or text[region.start : region.end] == region.text


@pytest.mark.parametrize(("title", "body", "want"), labelled(SYMPTOMS))
def test_a_report_tells_how_the_failure_showed(title: str, body: str, want: str) -> None:
    text, _, symptom = places(title, body)
    assert (symptom.text if symptom else "-") == want
    assert symptom is None or text[symptom.start : symptom.end] == symptom.text


def test_a_symptom_is_at_most_sixty_characters_and_starts_with_its_subject() -> None:
    body = "이날 " + "매우 " * 40 + "결제가 되지 않았다."
    _, _, symptom = places("앱", body)
    assert symptom is not None
    assert len(symptom.text) <= 60


def test_an_older_story_gives_no_place() -> None:
    body = "8일 오전 로그인이 안 되고 있다. 이 회사는 2021년 10월에도 부산 일대에서 접속 장애를 겪었다."
    assert places("앱 장애", body)[1] is None


_PIECES = [
    "서울 ",
    "서대문·",
    "마포구 ",
    "일대",
    "(서울=",
    ")",
    "접속이 ",
    "안 됨",
    "'오류'라는 문구",
    "502 ",
    "가",
    "\n",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_every_quote_stands_in_the_text(pieces: list[str]) -> None:
    text, region, symptom = places("제목", "".join(pieces))
    for quote in (region, symptom):
        assert quote is None or text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    "piece",
    ["가", "서울·", "서울 중구·", "'오류", "접속이 안 됨 ", "해킹이나 ", "원인은 ", "1", " "],
)
def test_ten_times_the_text_takes_about_ten_times_as_long(piece: str) -> None:
    short, long = (_seconds(piece, length) for length in (3_000, 30_000))
    assert long < 25 * max(short, 0.005)  # a square would be a hundred


def _seconds(piece: str, length: int) -> float:
    """Return the least of three times that reading so long a repeated piece takes."""
    text = compose("", (piece * (length // len(piece))))
    sentences = split_sentences(text)
    spent: list[float] = []
    for _ in range(3):
        began = time.process_time()
        read_cause(sentences, frozenset())
        read_region(text, sentences, frozenset())
        read_symptom(text, sentences, frozenset())
        spent.append(time.process_time() - began)
    return min(spent)
