"""A small record: an outage that is over, one that goes on, planned work, and a broken source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from starlette.testclient import TestClient

from detector.page.app import create_app
from detector.page.settings import PageSettings
from models.clock import parse_iso
from models.database import Database
from models.documents import find_documents, store_documents
from models.incidents import replace_incidents
from models.records import (
    AffectedService,
    Cause,
    Claim,
    CrawlOutcome,
    Document,
    Evidence,
    Facts,
    Incident,
    Kind,
    Label,
    NamedEntity,
    Precision,
    Reading,
    RecoveryStep,
    StatedTime,
    Status,
    StoredDocument,
    SupportingDocument,
)
from models.reports import store_readings
from models.sources import record_crawl

NOW = parse_iso("2026-11-22T15:04:00")
SETTINGS = PageSettings(now=lambda: NOW)
Client = Callable[..., TestClient]
OVER = "20261120-aws-seoul"
GOING_ON = "20261122-kt"
#: A title as somebody may post it: a formula, markup, a control, and a right-to-left mark.
HOSTILE = '=HYPERLINK("http://x") <script>alert(1)</script> \x1b[31m인터넷 먹통\u202e'


def document(
    number: int, kind: Kind, minutes: float, title: str, body: str, start: datetime
) -> Document:
    at = start + timedelta(minutes=minutes)
    url = f"https://example.com/{number}" if number != 3 else "javascript:alert(1)"
    return Document(
        source=f"source-{kind.value}-{number}",
        external_id=str(number),
        url=url,
        kind=kind,
        published_at=at,
        title=title,
        body=body,
        fetched_at=at + timedelta(minutes=1),
    )


AWS_START = parse_iso("2026-11-20T08:19:00")
KT_START = parse_iso("2026-11-22T14:10:00")
DOCUMENTS = (
    document(1, Kind.COMMUNITY, 14, "쿠팡 나만 안돼?", "쿠팡 앱이 안 열려요", AWS_START),
    document(2, Kind.OFFICIAL, 51, "[업비트] 서비스 일시 이용 불가 안내", "네트워크 문제로 점검합니다.", AWS_START),
    document(3, Kind.NEWS, 62, "쿠팡·배민 접속 장애…AWS 서울 리전 문제",
             "20일 오전 8시 19분부터 AWS 서울 리전 오류로 쿠팡이 84분 동안 멈췄다. 오전 9시 43분 복구됐다.", AWS_START),
    document(4, Kind.NEWS, 121, "AWS DNS 오류로 쿠팡 90분 멈춰", "DNS 설정 오류로 쿠팡이 90분 멈췄다가 돌아왔다.", AWS_START),
    document(5, Kind.COMMUNITY, 0, HOSTILE, "인터넷 안 됨", KT_START),
    document(6, Kind.COMMUNITY, 3, "KT 터졌네", "KT 인터넷 안 됨", KT_START),
    document(7, Kind.NEWS, 20, "KT 인터넷 전국 장애", "22일 오후 2시 10분부터 KT 인터넷이 끊겼다.", KT_START),
    document(8, Kind.OFFICIAL, -600, "[빗썸] 11월 23일 새벽 정기 점검 안내",
             "23일 오전 3시부터 5시까지 입출금 정기 점검이 있습니다.", KT_START),
)  # fmt: skip


def store_record(database: Database) -> None:
    """Store everything."""
    store_documents(database, DOCUMENTS)
    with database.writing() as session:
        stored = sorted(
            find_documents(session, range(1, 9)), key=lambda one: one.document.external_id
        )
        store_readings(session, [(one, _reading(one)) for one in stored])
        replace_incidents(session, [], [_over(stored[:4]), _going_on(stored[4:7])])
    crawled = NOW - timedelta(minutes=2)
    for source, state, errors in (
        ("yna", "ok", ()),
        ("etnews", "ok", ()),
        ("ruliweb-best", "broken", ("목록의 모양이 바뀌었습니다",)),
    ):
        record_crawl(
            database,
            CrawlOutcome(source, crawled - timedelta(minutes=1), crawled, state, 40, 3, errors),
        )


def quote(one: StoredDocument, words: str) -> Evidence:
    start = one.document.text.index(words)
    return Evidence(start, start + len(words), words)


def _reading(one: StoredDocument) -> Reading:
    number = one.document.external_id
    if number == "8":
        bithumb = NamedEntity("bithumb", "빗썸", ("빗썸",), quote(one, "빗썸"))
        return Reading(Label.MAINTENANCE, 0.02, Facts(mentioned=(bithumb,)), "test")
    if number in ("3", "4"):
        aws = NamedEntity("aws-seoul", "AWS 서울 리전", ("AWS",), quote(one, "AWS"))
        coupang = NamedEntity("coupang", "쿠팡", ("쿠팡",), quote(one, "쿠팡"))
        steps = ()
        if number == "3":
            at = StatedTime(
                AWS_START + timedelta(minutes=84), Precision.MINUTE, quote(one, "9시 43분")
            )
            steps = (
                RecoveryStep(at, quote(one, "오전 9시 43분 복구됐다"), ("쿠팡",), (), 62, 647),
            )
        facts = Facts(provider=aws, affected=(coupang,), recovery_steps=steps)
        return Reading(Label.OUTAGE if number == "3" else Label.RECOVERY, 0.97, facts, "test")
    return Reading(Label.OUTAGE, 0.8, Facts(), "test")


def _over(stored: Sequence[StoredDocument]) -> Incident:
    first, _, third, fourth = stored
    claims = (
        _claim(third, "provider", "AWS 서울 리전", "AWS 서울 리전"),
        _claim(third, "started", "2026-11-20T08:19:00+09:00", "오전 8시 19분"),
        _claim(third, "ended", "2026-11-20T09:43:00+09:00", "오전 9시 43분"),
        _claim(third, "duration", "84", "84분 동안"),
        _claim(fourth, "duration", "90", "90분"),
        _claim(fourth, "cause", "dns", "DNS 설정 오류"),
    )
    return _incident(
        stored,
        id=OVER,
        headline=third.document.title,
        provider_id="aws-seoul",
        provider_name="AWS 서울 리전",
        region="서울 리전",
        cause=Cause.DNS,
        status=Status.RESOLVED,
        severity="major",
        started_at=AWS_START,
        started_precision=Precision.MINUTE,
        ended_at=AWS_START + timedelta(minutes=84),
        ended_precision=Precision.MINUTE,
        duration_minutes=84,
        official_notice_at=stored[1].document.published_at,
        affected=(
            AffectedService("coupang", "쿠팡", first.document.published_at, 3),
            AffectedService("baemin", "배달의민족", third.document.published_at, 1),
        ),
        claims=claims,
    )


def _going_on(stored: Sequence[StoredDocument]) -> Incident:
    return _incident(
        stored,
        id=GOING_ON,
        headline=stored[0].document.title,
        provider_id="kt",
        provider_name="KT",
        status=Status.CONFIRMED,
        severity="major",
        started_at=KT_START,
        started_precision=Precision.MINUTE,
        affected=(AffectedService("kt", "KT", KT_START, 3),),
        claims=(_claim(stored[2], "started", "2026-11-22T14:10:00+09:00", "오후 2시 10분"),),
    )


def _incident(stored: Sequence[StoredDocument], **changed: object) -> Incident:
    documents = [one.document for one in stored]
    fields: dict[str, object] = {
        "region": None,
        "cause": None,
        "symptom": None,
        "confidence": 0.97,
        "ended_at": None,
        "ended_precision": None,
        "duration_minutes": None,
        "official_notice_at": None,
        "first_seen": min(one.published_at for one in documents),
        "last_seen": max(one.published_at for one in documents),
        "counts": {kind: sum(one.kind is kind for one in documents) for kind in Kind},
        "independent_sources": len(stored),
        "evidence": tuple(
            SupportingDocument(
                one.row, one.document.source, one.document.url, one.document.title,
                one.document.published_at, one.document.kind, _reading(one).label,
            )
            for one in stored
        ),
    }  # fmt: skip
    return Incident(**(fields | changed))  # type: ignore[arg-type]


def _claim(one: StoredDocument, field: str, value: str, words: str) -> Claim:
    document = one.document
    return Claim(
        field, value, quote(one, words), document.published_at, one.row, document.source,
        document.url, document.kind,
    )  # fmt: skip


def reader_at(database: Database, minutes: float) -> TestClient:
    """Return a reader of the page so many minutes later."""
    settings = PageSettings(now=lambda: NOW + timedelta(minutes=minutes))
    return TestClient(create_app(database, settings), base_url="http://localhost")
