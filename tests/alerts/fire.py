"""A fire in a data centre as 300 articles, posts and notices tell it: 40 services, six hours."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from models.clock import parse_iso
from models.records import Document, Kind

BEGAN = parse_iso("2026-10-17T15:19:00")  # a Saturday
VICTIMS = (
    "카카오톡", "카카오T", "카카오페이", "카카오맵", "카카오버스", "카카오지하철", "카카오페이지",
    "카카오웹툰", "카카오게임즈", "카카오뱅크", "카카오스토리", "카카오TV", "카카오내비",
    "카카오헤어샵", "다음메일", "다음카페", "다음뉴스", "티스토리", "업비트", "네이버쇼핑",
    "네이버 뉴스", "네이버 카페", "네이버 블로그", "네이버페이", "케이뱅크", "직방", "당근", "쿠팡",
    "야놀자", "여기어때", "배달의민족", "요기요", "왓챠", "티빙", "무신사", "밀리의서재",
    "지니뮤직", "빗썸", "코인원", "오늘의집",
)  # fmt: skip
REPORTS = 300
_LEADS = (
    "17일 오후 3시 19분께 경기 성남시 SK C&C 판교 데이터센터에서 불이 나 {names} 등이 멈췄다.",
    "SK C&C 판교 데이터센터 화재로 17일 오후 3시 19분부터 {names} 접속이 되지 않고 있다.",
    "17일 오후 3시 19분쯤 시작된 SK C&C 판교 데이터센터 화재로 {names} 이용자들이 불편을 겪고 있다.",
    "SK C&C 판교 데이터센터에서 난 불로 전원이 내려가면서 17일 오후 3시 19분부터 {names}에서 장애가 이어지고 있다.",
)
_TITLES = (
    "SK C&C 판교 데이터센터 화재…{first} 등 먹통",
    "{first} 또 멈췄다, 판교 데이터센터 불로 서비스 장애",
    "판교 데이터센터 화재에 {first} 접속 장애 이어져",
    "[속보] {first} 장애, SK C&C 데이터센터 화재 탓",
)
_MORE = (
    "소방당국은 배터리가 있는 지하 3층에서 불이 시작된 것으로 보고 있다.",
    "회사 쪽은 서버의 전원을 다시 넣는 작업을 하고 있다고 밝혔다.",
    "과학기술정보통신부는 상황실을 꾸리고 복구 상황을 살피고 있다.",
    "주말 저녁 약속을 잡지 못했다는 호소가 이어졌다.",
    "택시를 부르지 못한 시민들은 정류장으로 몰렸다.",
    "입점 업체들은 주문을 받지 못했다고 했다.",
    "업계에서는 예비 전원이 충분했는지 따져야 한다는 말이 나온다.",
    "불은 큰 불길이 잡혔으나 연기가 빠지지 않아 들어가지 못하고 있다.",
)
_POSTS = (
    "{name} 지금 안 되는 거 맞죠? 접속이 계속 실패하네요",
    "{name} 먹통이네 로그인도 안되고 아무것도 안 뜸",
    "{name} 나만 안되나 아까부터 오류만 뜨네요",
    "{name} 서버 터짐 접속 안돼요",
)
_BACK = (
    "{first} 등 일부 서비스 복구…SK C&C 판교 데이터센터 화재 여파",
    "17일 오후 3시 19분 SK C&C 판교 데이터센터 화재로 멈췄던 {names} 가운데 일부가 이날 저녁 복구돼 다시 이용할 수 있게 됐다.",
)
_OVER = (
    "SK C&C 판교 데이터센터 화재로 멈춘 {first} 등 6시간 만에 모두 복구",
    "17일 오후 3시 19분 SK C&C 판교 데이터센터 화재로 장애를 겪은 {names} 서비스가"
    " 이날 오후 9시 20분 모두 정상화됐다고 회사가 밝혔다.",
)


def at(minutes: float) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


def fire() -> list[Document]:
    """Return the documents in the order in which they come."""
    dice = random.Random(15)
    found = [_post(n, dice) for n in range(90)]
    found += [_article(n, dice, _named(n, dice)) for n in range(REPORTS - 90 - 20)]
    found += [_told(300 + n, dice, _BACK, 200 + 6 * n) for n in range(10)]
    found += [_told(320 + n, dice, _OVER, 365 + 4 * n) for n in range(10)]
    return sorted(found, key=lambda one: one.published_at)


def _named(number: int, dice: random.Random) -> list[str]:
    """Return whom an article names: at first a few, later ever more of all."""
    known = VICTIMS[: min(len(VICTIMS), 8 + number // 4)]
    return dice.sample(known, k=min(len(known), dice.randint(4, 9)))


def _article(number: int, dice: random.Random, names: list[str]) -> Document:
    lead = dice.choice(_LEADS).format(names=", ".join(names))
    body = " ".join([lead, *dice.sample(_MORE, k=3), f"({number}보)"])
    minutes = 8 + number * 1.7 + dice.random()
    title = dice.choice(_TITLES).format(first=names[0])
    return _document(f"press{number % 25}", number, Kind.NEWS, minutes, title, body)


def _told(number: int, dice: random.Random, told: tuple[str, str], minutes: float) -> Document:
    names = dice.sample(VICTIMS, k=6)
    body = told[1].format(names=", ".join(names)) + " " + dice.choice(_MORE)
    title = told[0].format(first=names[0])
    return _document(f"press{number % 25}", number, Kind.NEWS, minutes, title, body)


def _post(number: int, dice: random.Random) -> Document:
    name = VICTIMS[number % 20]
    text = dice.choice(_POSTS).format(name=name) + "ㅠ" * (number % 5)
    minutes = 2 + number * 0.9
    return _document(f"board{number % 6}", 1000 + number, Kind.COMMUNITY, minutes, "", text)


def _document(
    source: str, number: int, kind: Kind, minutes: float, title: str, body: str
) -> Document:
    when = at(minutes)
    return Document(
        f"{source}.example", str(number), f"https://{source}.example/{number}", kind, when,
        title, body, when,
    )  # fmt: skip
