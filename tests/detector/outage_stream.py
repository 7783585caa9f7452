"""A small stream of documents on one outage, among ordinary ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from models.records import Document, Kind

NINE = datetime(2026, 3, 2, 0, tzinfo=UTC)  # 09:00 in Korea
VAGUE = "카카오야 또 너냐 ㅋㅋ"
POSTS = (
    "카톡 지금 안 되는 거 맞죠? 메시지 전송이 계속 실패하네요",
    "카카오톡 먹통이네 로그인도 안되고 전송도 안됨",
    "카톡 나만 안되나 메시지가 안 보내져요",
)
ORDINARY = ("점심 뭐 먹지 김치찌개?", "내일 비 온다는데 우산 챙기세요", "이 배우 연기 진짜 늘었다")
ARTICLE = (
    "카카오톡 메시지 전송 장애…이용자 불편",
    (
        "2일 오전 9시 5분께부터 카카오톡에서 메시지가 전송되지 않는 장애가 발생했다. 카카오는 원인을 파악하고 있다."
    ),
)
SECOND = (
    '카카오톡 한때 먹통…회사 "긴급 점검 중"',
    (
        "메신저 카카오톡이 2일 오전 접속 오류를 일으켰다. 이용자들은 로그인이 되지 않고 대화가 보내지지 않는다고 호소했다."
    ),
)
BACK = (
    "카카오톡 장애 40분 만에 복구",
    (
        "카카오는 2일 오전 9시 45분 카카오톡 서비스가 정상화됐다고 밝혔다. 내부 시스템 오류가 원인이었다고 설명했다."
    ),
)


def post(number: int, text: str, minutes: float, **changes: Any) -> Document:
    at = NINE + timedelta(minutes=minutes)
    fields: dict[str, Any] = {
        "source": "board.example", "external_id": f"post/{number}",
        "url": f"https://board.example/{number}", "kind": Kind.COMMUNITY, "published_at": at,
        "title": "", "body": text, "fetched_at": at,
    }  # fmt: skip
    return Document(**(fields | changes))


def article(site: str, told: tuple[str, str], minutes: float, **changes: Any) -> Document:
    at = NINE + timedelta(minutes=minutes)
    fields: dict[str, Any] = {
        "source": f"{site}.example", "external_id": f"{site}/{minutes}",
        "url": f"https://{site}.example/{minutes}", "kind": Kind.NEWS, "published_at": at,
        "title": told[0], "body": told[1], "fetched_at": at,
    }  # fmt: skip
    return Document(**(fields | changes))


def outage() -> list[Document]:
    """A vague post, then plain ones from 09:06, an article at 09:20, another at 09:30, the end."""
    plain = [post(number, text, 4 + 2 * number) for number, text in enumerate(POSTS, 1)]
    return [
        post(0, VAGUE, 4),
        *plain,
        article("daily", ARTICLE, 20),
        article("evening", SECOND, 30),
        article("daily", BACK, 50),
    ]


def ordinary() -> list[Document]:
    return [post(100 + n, ORDINARY[n % 3] + "!" * n, -200 + 7 * n) for n in range(40)]
