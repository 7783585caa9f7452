"""What short reports state of why a service failed."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.facts import cause_context, cause_unknown
from detector.facts.background import background_sentences
from detector.facts.cause_cues import find_cues
from detector.facts.cause_patterns import CAUSE_PATTERNS
from detector.facts.causes import StatedCause, read_cause
from detector.sentences import split_sentences
from models.clock import parse_iso
from models.text import compose

PUBLISHED = parse_iso("2024-05-08T15:00:00+09:00")

# One report a line: title ¶ body => cause, "-" where none is stated.
REPORTS = """
# config
○○뱅크 2시간 먹통 ¶ 은행은 방화벽 정책을 잘못 설정해 접속이 막혔다고 밝혔다. => config
전국 인터넷 85분 마비 ¶ 통신사는 라우팅 설정 오류가 원인이라고 설명했다. => config
통신 대란 조사 결과 ¶ 라우터 교체 작업 중 명령어 한 줄을 누락한 것이 원인으로 드러났다. => config
앱 로그인 불가 ¶ 담당자의 조작 실수로 인증 서버가 내려갔다고 회사는 전했다. => config
SNS 6시간 중단 ¶ 회사는 백본 라우터 설정 변경 과정에서 문제가 생겼다고 해명했다. => config
클라우드 장애 ¶ 엔지니어가 명령어를 잘못 입력해 서버가 대거 꺼졌다. => config
게임 접속 오류 ¶ 운영자 실수로 서버 구성이 어긋난 것으로 확인됐다. => config
MS 팀즈 중단 ¶ 광역네트워크(WAN) 변경이 원인이라며 되돌리고 있다고 했다. => config
 ¶ 직원이 설정 잘못 건드렸대 => config
# dns
포털 접속 불가 ¶ 포털은 DNS 설정 오류로 일부 지역에서 접속이 안 됐다고 밝혔다. => dns
통신사 인터넷 끊김 ¶ DNS 서버 과부하로 웹사이트 주소를 찾지 못했다. => dns
미국 동부 클라우드 장애 ¶ 데이터베이스 주소를 찾아 주는 도메인 네임 시스템에 결함이 생긴 탓이다. => dns
 ¶ 또 DNS 터진 듯 => dns
사이트 안 열림 ¶ 네임서버 문제라네요 => dns
# software
결제 앱 오류 ¶ 회사는 프로그램 버그로 이중 결제가 발생했다고 사과했다. => software
은행 앱 먹통 ¶ 은행은 내부 시스템 오류 탓이라며 복구 중이라고 말했다. => software
관제 중단 ¶ 숨은 소프트웨어 결함이 원인으로 확인됐다. => software
거래소 정지 ¶ 배치 프로그램 충돌로 개장이 늦어졌다고 밝혔다. => software
메신저 지연 ¶ 메모리 누수로 서버가 차례로 멈췄다고 설명했다. => software
연말정산 자료 노출 ¶ 프로그램이 잘못 짜여 있었던 것으로 드러났다. => software
# deployment
메신저 10분 먹통 ¶ 새 버전 배포 과정에서 오류가 발생해 메시지 전송이 안 됐다. => deployment
항공 대란 ¶ 보안업체의 업데이트 결함이 원인으로 드러났다. => deployment
차세대 시스템 개통 직후 먹통 ¶ 은행 앱에 들어가지지 않고 있다. => deployment
게임 튕김 ¶ 패치 이후 로그인이 안 된다는 글이 잇따랐다. => deployment
업데이트하고 나서부터 튕김 ¶ 업뎃 직후부터 계속 이래요 => deployment
검색 38분 장애 ¶ 네이버는 잘못된 배포로 오류가 났다며 되돌렸다고 밝혔다. => deployment
ATM 멈춤 ¶ 서버 교체 작업 중 오류가 발생했다고 은행은 밝혔다. => deployment
# overload
수강신청 사이트 다운 ¶ 접속자가 한꺼번에 몰리면서 서버가 멈췄다. => overload
HTS 먹통 ¶ 증권사는 주문 폭주로 체결이 늦어졌다고 해명했다. => overload
예매 앱 마비 ¶ 명절 표를 사려는 이용자가 몰려 과부하가 걸렸다. => overload
 ¶ 접속자 몰려서 터짐 => overload
 ¶ 사람 너무 많아서 서버 죽음 ㅋㅋ => overload
카톡 지연 ¶ 카카오는 지진 뒤 트래픽이 급증한 탓이라고 설명했다. => overload
재난지원금 신청 지연 ¶ 첫날 신청자가 몰린 영향으로 접속이 원활하지 않다. => overload
백신 예약 멈춤 ¶ 예상보다 많은 요청이 들어와 서버가 버티지 못했다. => overload
# hardware
은행 전산 중단 ¶ 스토리지 컨트롤러 고장으로 거래가 멈췄다. => hardware
행정망 먹통 ¶ 과부하로 추정됐으나 L4 스위치 이상을 거쳐 라우터 포트 불량이 원인으로 최종 결론 났다. => hardware
항공 교신 두절 ¶ 광전송 기판 고장이 원인이라고 6일 발표했다. => hardware
지하철 앱 중단 ¶ 노후 장비가 말썽을 일으켰다고 공사는 밝혔다. => hardware
우체국 창구 마비 ¶ 서버 부품 불량 때문에 접속이 끊겼다. => hardware
예탁 조회 지연 ¶ 서버 디스크 고장이 원인으로 파악됐다. => hardware
# network
카드 승인 지연 ¶ 회사는 네트워크 장비 이상으로 승인이 늦어졌다고 밝혔다. => network
거래소 접속 오류 ¶ 내부 통신망 문제로 접속이 안 됐다고 설명했다. => network
민원 발급 중단 ¶ 전용선 이상이 원인으로 파악됐다. => network
# power
데이터센터 정지 ¶ 전원 공급 문제로 서버가 내려갔다고 회사는 밝혔다. => power
휴대전화 불통 ¶ 정전으로 기지국이 꺼지면서 통화가 끊겼다. => power
방송 중단 ¶ 무정전전원장치(UPS) 고장이 원인으로 확인됐다. => power
폭우에 전산 마비 ¶ 폭우로 전원이 불안정해지면서 시스템이 멈췄다고 밝혔다. => power
# fire
메신저 나흘째 장애 ¶ 데이터센터 화재로 전원이 차단되면서 서버 3만여 대가 멈췄다. => fire
 ¶ 판교 센터 불났대 => fire
행정 시스템 647개 중단 ¶ 배터리 교체 중 불이 나 전산실이 탔다. => fire
통신 두절 ¶ 지하 통신구 화재로 카드 결제가 막혔다. => fire
국정자원 화재 ¶ 항온항습기까지 꺼져 서버 전원을 모두 내렸다. => fire
# cooling
거래소 거래 정지 ¶ 데이터센터 냉각 설비 고장으로 서버가 멈췄다. => cooling
수협 위판 중단 ¶ 전산실 에어컨이 고장 나 서버가 과열됐다. => cooling
클라우드 15시간 중단 ¶ 냉각탑 순환수가 모자라 냉동기 네 대가 차례로 섰다. => cooling
# fiber-cut
마을 인터넷 두절 ¶ 굴착기가 광케이블을 끊어 2000가구가 불편을 겪었다. => fiber-cut
 ¶ 공사하다 케이블 끊어먹었대요 => fiber-cut
해외 접속 지연 ¶ 해저케이블 절단으로 속도가 느려졌다. => fiber-cut
동네 와이파이 먹통 ¶ 도로 공사 중 통신선이 잘려 나간 탓이다. => fiber-cut
# attack
예매 사이트 닷새째 먹통 ¶ 랜섬웨어 공격을 받아 서버가 암호화됐다고 밝혔다. => attack
인터넷 접속 끊김 ¶ 통신사는 디도스 공격이 원인이라고 말했다. => attack
 ¶ 디도스래 => attack
보험사 전산 마비 ¶ 해킹으로 업무가 중단됐다. => attack
LCK 중단 ¶ 주최 측은 디도스 공격으로 추정된다고 했다. => attack
# dependency
○○페이 송금 지연 ¶ 회사는 금융결제원 전산 문제로 이체가 늦어졌다고 안내했다. => dependency
쇼핑몰 결제 불가 ¶ 외부 결제대행사 시스템 장애로 카드 결제가 안 된다고 공지했다. => dependency
쇼핑몰 접속 안 돼 ¶ 쿠폰몰은 AWS 장애 여파로 접속이 어렵다고 알렸다. => dependency
AWS 장애로 쿠팡·배민 접속 오류 ¶ AWS 서울 리전 장애로 쿠팡 접속이 안 됐다. => -
클라우드플레어 먹통 ¶ 클라우드플레어 장애로 여러 누리집에서 500 오류가 났다. => -
은행 이체 지연 ¶ 금융결제원 공동망 회선 장애 탓으로, 금융결제원 스위치 고장이 원인으로 확인됐다. => hardware
# certificate
그룹웨어 접속 경고 ¶ 보안 인증서가 만료된 탓이라고 공지했다. => certificate
음원 재생 불가 ¶ 인증서 갱신 누락이 원인이었다. => certificate
통신 두절 ¶ 교환기 인증서 유효기간이 끝나면서 접속이 끊겼다. => certificate
# water
도서관 전산 중단 ¶ 전산실이 침수돼 서버가 멈췄다. => water
병원 예약 마비 ¶ 배관 누수로 전원 장치가 고장 났다. => water
은행 지점 업무 중단 ¶ 천장에서 물이 새 서버가 젖은 것이 원인이었다. => water
# unknown, only where nobody knows
카톡 또 먹통 ¶ 카카오는 현재 원인을 파악 중이라고 밝혔다. => unknown
은행 앱 장애 ¶ 정확한 원인은 조사 중이다. => unknown
티맵 멈춤 ¶ 회사는 원인을 밝히지 않았다. => unknown
카드 결제 오류 ¶ 접속자가 몰린 영향으로 보이며 정확한 원인을 파악 중이다. => overload
# retracted: the newer claim wins
전국 통신 마비 ¶ 초기에는 디도스 공격으로 추정됐으나 라우팅 오류로 드러났다. => config
전국 통신 마비 ¶ 당초 대규모 디도스 공격 탓이라고 했다. 이후 라우팅 오류가 원인이라고 정정했다. => config
윈도 먹통 ¶ 처음엔 MS 클라우드가 의심받았지만 원인은 보안업체 업데이트로 드러났다. => deployment
누리집 먹통 ¶ 해킹이 아닌 접속 급증이 원인이라고 밝혔다. => overload
행정망 마비 ¶ 정부는 네트워크 스위치 고장을 원인으로 지목했으나 조사 결과 라우터 포트 불량으로 밝혀졌다. => hardware
은행 앱 오류 ¶ 과부하로 알려졌던 이번 장애는 조사 결과 프로그램 버그로 확인됐다. => software
서버 다운 ¶ 디도스인 줄 알았는데 정전이래요 => power
# denied, doubted or feared: nothing
접속 장애 ¶ 회사는 "디도스 등 외부 공격은 아니다"라고 말했다. => -
앱 오류 ¶ 해킹 가능성은 낮다고 밝혔다. => -
로그인 오류 ¶ 해킹 흔적은 발견되지 않았다. => -
 ¶ 이거 해킹당한 거 아님? => -
접속 불가 ¶ 당국은 사이버 공격 여부를 확인하고 있다. => -
거래 중단 ¶ 회사는 해킹이나 디도스와는 무관하다고 선을 그었다. => -
 ¶ 학교 서버실에 불났냐 => -
# what follows, plans, screens and other incidents: nothing
은행 앱 먹통 ¶ 고객센터에 문의가 폭주했다. => -
카드 결제 중단 ¶ 은행 창구로 고객이 몰렸다. => -
접속 오류 ¶ 화면에는 '네트워크 오류로 접속할 수 없습니다'라는 문구가 떴다. => -
통신 장애 보상 ¶ 회사는 이중화를 강화해 과부하에 대비하겠다고 했다. => -
앱 먹통 ¶ 8일 오후 1시부터 접속이 되지 않고 있다. 이 회사는 2022년 10월에도 데이터센터 화재로 서비스가 중단됐다. => -
비밀번호 입력하면 오류 ¶ 비밀번호를 입력하면 오류가 납니다 => -
 ¶ 디엔에스는 모르겠고 그냥 안됨 DNS 캐시 비워도 똑같음 => -
단톡이 새벽에 불났습니다 ¶ 거래소 들어가지는 사람이 없네요 => -
# roots and what they bring about
쇼핑몰 먹통 ¶ 할인 행사에 접속이 몰리면서 DB 장애가 발생했다. => overload
메신저 중단 ¶ 설정 오류로 트래픽이 급증해 서버가 멈췄다. => config
서비스 중단 ¶ 과부하를 부른 원인은 프로그램 버그였다. => software
# more, written before the rules were run on them
공항 탑승 수속 지연 ¶ 항공사 예약 시스템을 맡은 협력업체 서버가 먹통이 된 탓에 수기 발권을 했다. => dependency
전국 주유소 카드 먹통 ¶ 밴사 쪽 전산 문제로 승인이 나지 않고 있다. => dependency
◇◇증권 MTS 로그인 지연 ¶ 공모주 청약 마지막 날 투자자가 대거 몰린 데 따른 것이다. => overload
왜 안되나 했더니 ¶ 인증서 날짜 지난거 갱신을 안했다네요 => certificate
모바일 신분증 중단 ¶ 시연을 위해 운영 서버 설정을 만지다 범한 실수로 확인됐다. => config
편의점 결제 멈춤 ¶ 본사 전산센터 배전반에서 불꽃이 튀어 전기가 끊겼다. => power
철도 예매 장애 ¶ 코레일은 추석 승차권 수요가 예상을 넘어서며 대기열 서버가 멈췄다고 했다. => overload
 ¶ 포크레인이 광케이블 찍었대 오늘 안에 못고침 => fiber-cut
게임 서버 다운 ¶ 넥슨은 "인증 데이터베이스 오류"라며 외부 침입은 아니라고 했다. => software
온라인 강의 중단 ¶ 학교 관계자는 "해커의 소행으로 볼 증거는 없다"고 말했다. => -
보험 조회 중단 ¶ 사고 뒤 닷새째지만 원인은 여전히 오리무중이다. 회사는 원인 규명에 나섰다. => unknown
민원24 먹통 ¶ 행안부는 애초 네트워크 장비 고장이라고 했지만 최종적으로 광케이블 포트 불량이라고 결론 내렸다. => hardware
지도 앱 오류 ¶ 위치 정보 모듈을 교체한 직후 앱이 꺼지는 현상이 나타났다. => deployment
데이터센터 침수 ¶ 지하 전산실에 물이 들어차 서버를 껐다고 시는 밝혔다. => water
 ¶ 서버실 에어컨 나가서 과열로 죽었대 => cooling
카페 주문 앱 먹통 ¶ 다이어리 행사 첫날 주문이 쏟아지며 앱이 멈췄다. => overload
통신사 문자 불통 ¶ 펌웨어 버그로 교환기가 재부팅을 거듭했다. => software
해외 결제 거절 ¶ 카드사는 글로벌 브랜드사 시스템 점검 여파라고 안내했다. => dependency
언론사 홈페이지 마비 ¶ 경찰은 북한발 사이버테러로 결론지었다. => attack
은행 이체 오류 ¶ 새 전산 시스템으로 전환한 첫 영업일에 접속이 끊겼다. => deployment
클라우드 멈춤 ¶ 변압기 폭발로 전력 공급이 끊기면서 서버가 꺼졌다. => power
포털 뉴스 오류 ¶ 회사 측은 캐시 서버 설정이 잘못 반영됐다고 설명했다. => config
병원 진료 차질 ¶ "디도스 공격 가능성도 열어두고 조사 중"이라고 했다. 정확한 원인은 아직 알려지지 않았다. => unknown
 ¶ 해킹은 아니고 걍 서버 증설하다 터진듯 => deployment
메신저 로그인 장애 ¶ 동시에 수백만 명이 다시 로그인하면서 서버에 부하가 걸렸다. => overload
"""


def labelled(table: str) -> list[tuple[str, str, str]]:
    """Return each line of a table as title, body and what is to be read."""
    rows = [line for line in table.strip().splitlines() if line and not line.startswith("#")]
    split = (row.split(" => ") for row in rows)
    return [
        (title.strip(), body.strip(), want)
        for report, want in split
        for title, body in [report.split("¶")]
    ]


def stated(title: str, body: str, published: datetime = PUBLISHED) -> StatedCause | None:
    """Return the cause that a report states."""
    sentences = split_sentences(compose(title, body))
    return read_cause(sentences, background_sentences(sentences, published))


#: More of them, a file a round, each written before the rules were run on it.
MORE = sorted((Path(__file__).parent / "cause_reports").glob("*.txt"))


@pytest.mark.parametrize(
    ("title", "body", "want"),
    labelled("\n".join([REPORTS, *(file.read_text(encoding="utf-8") for file in MORE)])),
)
def test_a_report_states_its_cause(title: str, body: str, want: str) -> None:
    found = stated(title, body)
    assert (found.cause.value if found else "-") == want
    if found:
        evidence = found.evidence
        assert compose(title, body)[evidence.start : evidence.end] == evidence.text


_PIECES = [
    "해킹",
    "화재로 ",
    "아니다. ",
    "원인은 ",
    "DNS ",
    "\n",
    "'",
    "오류",
    "몰려 ",
    "추정됐으나 ",
    "가",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_every_quote_stands_in_the_text(pieces: list[str]) -> None:
    text = compose("제목", "".join(pieces))
    found = read_cause(split_sentences(text), frozenset())
    if found:
        assert text[found.evidence.start : found.evidence.end] == found.evidence.text


def test_the_newer_claim_wins_over_one_repeated_often() -> None:
    body = "당초 디도스 공격으로 추정됐다. " * 5 + "조사 결과 라우팅 설정 오류가 원인으로 밝혀졌다."
    found = stated("인터넷 마비", body)
    assert found is not None
    assert found.cause.value == "config"


def test_an_empty_text_states_no_cause() -> None:
    assert read_cause((), frozenset()) is None


def test_causes_named_in_order_never_overlap() -> None:
    sentences = split_sentences(
        compose("DNS 설정 오류", "서버 디스크 고장과 정전으로 과부하가 걸렸다.")
    )
    cues = find_cues(sentences)
    assert all(one.end <= two.start for one, two in pairwise(cues))


def test_no_bound_of_a_pattern_was_lost_in_its_writing() -> None:
    # A single brace in an f-string makes {0,8} the tuple (0, 8), which then matches nothing.
    patterns = [entry.pattern for entry in CAUSE_PATTERNS]
    words = [*vars(cause_context).values(), *vars(cause_unknown).values()]
    patterns += [found for found in words if isinstance(found, re.Pattern)]
    assert not [p.pattern for p in patterns if re.search(r"\(\d+, ?\d+\)|\{\{", p.pattern)]
