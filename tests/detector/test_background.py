"""Which sentences do not tell of the incident that a text is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.facts.background import background_sentences
from detector.sentences import split_sentences
from models.clock import parse_iso

PUBLISHED = "2023-05-31T12:00"
LEAD = "카카오톡이 31일 오전 9시 10분께부터 접속 장애를 일으켰다."


def background(*body: str, published: str = PUBLISHED) -> list[str]:
    """Return the sentences of a body that count as background."""
    text = "\n" + " ".join(body)
    sentences = split_sentences(text)
    found = background_sentences(sentences, parse_iso(published))
    return [sentence.text for index, sentence in enumerate(sentences) if index in found]


@pytest.mark.parametrize(
    "tail",
    [
        "한편 카카오는 지난해 10월 15일에도 127시간 30분 동안 서비스가 중단됐다.",
        "카카오톡은 지난 1월에도 메시지 전송 장애를 겪었다.",
        "앞서 지난 9일 오전 10시께도 20분간 접속 장애가 발생한 바 있다.",
        "카카오톡은 2022년 10월 데이터센터 화재로 멈췄다.",
        "재작년 5월 5일 밤에는 2시간 40분 동안 먹통이 됐다.",
        "3년 전에도 비슷한 장애가 있었다.",
        "두 달 전 장애 때는 복구에 1시간이 걸렸다.",
        "과거 장애는 2시간 넘게 이어졌다.",
        "이번 달에만 세 번째다.",
        "이번이 처음이 아니다.",
        "이전에도 30분 동안 접속 장애를 겪은 바 있다.",
        "국내 메신저 시장 점유율은 90%다.",
        "카카오는 2010년 3월 서비스를 시작했다.",
        "이 회사는 2006년 설립됐다.",
        "카카오 주가는 1.5% 하락했다.",
        "카카오는 내년 상반기까지 서버를 이중화할 계획이다.",
        "카카오는 다음 달 3일 설명회를 열 예정이다.",
        "개정 시행령에 따라 2시간 이상 멈추면 이용자에게 고지해야 한다.",
        "월간 활성 이용자는 4천800만명이다.",
        "작년 12월 장애가 발생했다.",
        "지난 2월 10일에는 로그인 오류가 발생했다.",
        "데이터센터는 24시간 무중단 훈련을 한다.",
    ],
)
def test_a_sentence_on_something_else_is_background(tail: str) -> None:
    assert background(LEAD, tail) == [tail]


@pytest.mark.parametrize(
    "tail",
    [
        "카카오에 따르면 장애는 이날 오전 9시 40분께 복구됐다.",
        "앞서 카카오는 오전 9시 20분께 긴급 점검 중이라고 공지했다.",
        "카카오는 84분 동안 이상이 있었다고 설명했다.",
        "현재는 정상화된 상태다.",
        "이용자들은 접속이 안 된다고 호소했다.",
        "전날 오후 11시에도 일부 이용자가 오류를 겪었다고 한다.",
        "오전 9시 30분 현재 접속이 원활하지 않다.",
        "카카오는 원인을 파악하고 있다고 밝혔다.",
        "오전 9시 10분 발생한 장애는 오후 1시까지 복구될 예정이다.",
        "이날 장애는 이번 달 들어 두 번째다.",
    ],
)
def test_a_sentence_on_this_incident_is_not_background(tail: str) -> None:
    assert background(LEAD, tail) == []


def test_what_follows_an_older_incident_with_then_belongs_to_it() -> None:
    older = "지난해 10월 15일에는 데이터센터 화재로 서비스가 중단됐다."
    then = "당시 복구에는 127시간 30분이 걸렸다."
    assert background(LEAD, older, then) == [older, then]


def test_then_without_an_older_incident_before_it_is_this_incident() -> None:
    assert background(LEAD, "회사는 당시 10분 만에 대응했다고 밝혔다.") == []


def test_an_aftermath_that_tells_only_of_weeks_ago_tells_its_own_incident() -> None:
    assert (
        background(
            "카카오가 지난달 15일 발생한 서비스 장애의 보상안을 내놨다.",
            "지난달 15일 오후 3시 30분께 데이터센터 화재로 서비스가 중단됐다.",
            "서비스는 지난달 20일 오후 11시에 모두 복구됐다.",
            published="2022-11-14T10:00",
        )
        == []
    )


def test_an_anniversary_piece_tells_its_own_incident() -> None:
    assert (
        background(
            "지난해 10월 15일 오후 3시 30분부터 카카오 서비스가 127시간 30분 동안 멈췄다.",
            published="2023-10-15T09:00",
        )
        == []
    )


def test_the_most_told_of_several_old_incidents_is_the_main_one() -> None:
    told = [
        "지난달 25일 오전 11시 16분부터 통신 장애가 발생했다.",
        "지난달 25일 장애는 89분 동안 이어졌다.",
    ]
    older = "2018년 11월에는 아현지사 화재로 통신이 끊겼다."
    assert background(*told, older, published="2021-11-20T10:00") == [older]


def test_new_year_news_of_the_last_day_of_december_is_fresh() -> None:
    fresh = "지난해 12월 31일 오후 11시 50분께부터 접속이 지연됐다."
    assert background(fresh, published="2022-01-01T09:00") == []


def test_nothing_is_background_in_an_empty_text() -> None:
    assert background("") == []


@given(st.text())
def test_any_text_gives_indices_of_its_sentences(text: str) -> None:
    sentences = split_sentences(text)
    found = background_sentences(sentences, parse_iso(PUBLISHED))
    assert found <= set(range(len(sentences)))
