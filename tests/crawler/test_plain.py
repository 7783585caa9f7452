"""Pages copied as text: where the title, the time and the text are found, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.parsers.plain import parse_plain
from models.clock import parse_iso, show_iso

NOW = parse_iso("2026-01-01T00:00:00")
FIRST = "가온클라우드의 서버에 문제가 생겨 이를 쓰는 쇼핑몰과 은행 앱이 22일 오전 8시 19분부터 84분 동안 열리지 않았다."
SECOND = '업계에 따르면 이날 오전 10시쯤 대부분의 서비스가 정상으로 돌아왔다. 회사는 "설정을 잘못했다"고 설명했다.'


@dataclass(frozen=True)
class Page:
    """A page as it is copied, and what is in it."""

    text: str
    title: str
    published: str | None
    body: tuple[str, ...] = (FIRST, SECOND)


PAGES = {
    "daily with captions twice": Page(
        f"""
읽는 재미의 발견

새로워진 가온일보로그인/회원가입

  • 관심과 취향에 맞게 내맘대로 메인 뉴스 설정
  • 속보, 단독은 물론 관심기사와 활동내역까지 알림
자세히보기
구름 서비스 한 곳 멈추자…쇼핑몰·은행 '동시 정지'
알림

구름 서비스 한 곳 멈추자…쇼핑몰·은행 '동시 정지'

입력
2018.11.22 20:00
수정
2018.11.22 21:46
18면
0 0

 쇼핑몰·은행 접속 장애

게티이미지 뱅크
게티이미지 뱅크

{FIRST}

구름 서비스 점유율. 그래픽=김아무기자
구름 서비스 점유율. 그래픽=김아무기자

{SECOND}

김아무 기자 amu@example.com

기사 URL이 복사되었습니다.

세상을 보는 눈, 가온일보Copyright ⓒ Gaon 신문 구독신청
LIVE ISSUE
댓글0
0 / 250
중복 선택 불가 안내
""",
        "구름 서비스 한 곳 멈추자…쇼핑몰·은행 '동시 정지'",
        "2018-11-22T20:00:00+09:00",
        ("쇼핑몰·은행 접속 장애", FIRST, SECOND),
    ),
    "agency with labels in one line": Page(
        f"""
본문 바로가기
메뉴 바로가기
정치 경제 사회 국제 문화 스포츠
[속보] 가온클라우드 접속 장애 발생
송고시간 2018-11-22 08:41
공유
댓글
글자크기조정
인쇄
박아무 기자
기자 페이지
(서울=어느통신) 박아무 기자 = {FIRST}
{SECOND}
bak@example.com
제보는 카카오톡 okjebo <저작권자(c) 어느통신, 무단 전재-재배포 금지>
2018/11/22 08:41 송고
""",
        "[속보] 가온클라우드 접속 장애 발생",
        "2018-11-22T08:41:00+09:00",
        (f"(서울=어느통신) 박아무 기자 = {FIRST}", SECOND),
    ),
    "portal": Page(
        f"""
언론사 구독
구독
새벽경제 언론사 구독되었습니다. 메인 뉴스판에서 주요뉴스를 볼 수 있습니다.
84분 멈춘 구름…"설정 잘못했다"
입력2018.11.22. 오후 8:00  수정2018.11.22. 오후 9:12 기사원문
이아무 기자
추천
댓글
본문 요약봇
텍스트 음성 변환 서비스 사용하기
글자 크기 변경하기
SNS 보내기
{FIRST}

{SECOND}

이아무 기자 (lee@example.com)
Copyright ⓒ 새벽경제. All rights reserved. 무단 전재 및 재배포 금지.
이 기사는 언론사에서 IT 섹션으로 분류했습니다.
새벽경제 헤드라인
어제의 다른 기사 제목이 여기에 길게 나옵니다
""",
        '84분 멈춘 구름…"설정 잘못했다"',
        "2018-11-22T20:00:00+09:00",
    ),
    "online paper with the time below the byline": Page(
        f"""
홈 > 뉴스 > IT
가온클라우드 장애로 국내 서비스 줄줄이 멈춰 - 누리신문
누리신문
전체메뉴
가온클라우드 장애로 국내 서비스 줄줄이 멈춰
기자명 최아무 기자
승인 2018.11.22 10:24
댓글 3
기사공유하기
프린트
메일보내기
페이스북
트위터
{FIRST}
{SECOND}
저작권자 © 누리신문 무단전재 및 재배포 금지
관련기사
작년 장애 때도 2시간 멈춰
""",
        "가온클라우드 장애로 국내 서비스 줄줄이 멈춰",
        "2018-11-22T10:24:00+09:00",
    ),
    "time first, no label": Page(
        f"""
2025.10.20 18:42
가온클라우드 또 멈췄다…하루 만에 두 번째
{FIRST}
{SECOND}
좋아요 12
""",
        "가온클라우드 또 멈췄다…하루 만에 두 번째",
        "2025-10-20T18:42:00+09:00",
    ),
    "broadcaster": Page(
        f"""
뉴스홈
최신뉴스
가온클라우드 84분 먹통, 쇼핑몰·은행 앱 이용자 불편
등록 2018.11.22 (21:05) | 수정 2018.11.22 (21:40)
읽어주기 기능은 크롬기반의
브라우저에서만 사용하실 수 있습니다.
[앵커]
{FIRST}
[리포트]
{SECOND}
■ 제보하기
▷ 카카오톡 : '어느방송제보' 검색, 채널 추가
""",
        "가온클라우드 84분 먹통, 쇼핑몰·은행 앱 이용자 불편",
        "2018-11-22T21:05:00+09:00",
        ("[앵커]", FIRST, "[리포트]", SECOND),
    ),
    "published and updated in words": Page(
        f"""
로그인
회원가입
기업
가온클라우드 장애, 한 시간 반 만에 복구
발행일 : 2018-11-22 11:05    지면 : 2018-11-23 3면
업데이트 : 2018-11-22 13:00
f 공유
{FIRST}
{SECOND}
정아무기자 jung@example.com
""",
        "가온클라우드 장애, 한 시간 반 만에 복구",
        "2018-11-22T11:05:00+09:00",
    ),
    "day only": Page(
        f"""
공지사항
공지사항 홈 고객센터
서비스 접속 장애 안내 (복구 완료)
작성일 2018-11-22
조회수 1,204
{FIRST}
{SECOND}
목록
이전 다음
""",
        "서비스 접속 장애 안내 (복구 완료)",
        "2018-11-22T00:00:00+09:00",
    ),
    "text without a page around it": Page(
        f"가온클라우드 84분 먹통\n\n{FIRST}\n\n{SECOND}\n",
        "가온클라우드 84분 먹통",
        None,
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_copied_page_gives_its_title_time_and_text(name: str) -> None:
    page = PAGES[name]
    found = parse_plain(page.text, NOW)
    assert found.title == page.title
    assert show_iso(found.published_at) == page.published
    kept = found.body.split("\n")
    assert [line for line in kept if len(line) > 40] == [one for one in page.body if len(one) > 40]
    assert set(page.body) <= set(kept)
    for noise in (
        "페이스북",
        "@example.com",
        "재배포",
        "댓글",
        "게티이미지",
        "그래픽",
        "조회수",
        "LIVE",
    ):
        assert noise not in found.body


@pytest.mark.parametrize(
    "post", ["카톡 안됨?", "카톡 나만 안됨?\n아까 3시부터 메시지 안가는데", "ㅁㅊ"]
)
def test_a_short_post_keeps_every_word(post: str) -> None:
    found = parse_plain(post, NOW)
    assert f"{found.title}\n{found.body}".split() == post.split()
    assert found.published_at is None


def test_a_date_inside_a_sentence_is_not_when_it_was_published() -> None:
    assert parse_plain(f"{FIRST}\n2018년 11월 22일 8시 19분부터 멈췄다.", NOW).published_at is None


def test_a_time_in_the_future_is_not_believed() -> None:
    assert (
        parse_plain(f"제목이 되는 첫 줄\n입력 2031.01.01 10:00\n{FIRST}", NOW).published_at is None
    )


def test_a_lead_that_stands_twice_is_kept_once() -> None:
    text = f"제목이 되는 첫 줄\n입력 2018.11.22 20:00\n{FIRST}\n{FIRST}\n{SECOND}"
    assert parse_plain(text, NOW).body.split("\n") == [FIRST, SECOND]


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = parse_plain(text, NOW)
    assert "\n" not in found.title


def test_a_long_line_of_one_word_takes_no_time() -> None:
    parse_plain("입력 2018.11.22 20:00\n" + "추천 " * 40 + "x\n" + "가" * 1_000_000, NOW)
