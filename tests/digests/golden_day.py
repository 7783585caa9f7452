"""A day with everything that a table can get wrong: hostile titles, negative delays, open ends."""

from __future__ import annotations

from datetime import date, timedelta

from detector.digests.digest import Digest, digest_of
from detector.digests.rows import DayOfDigest, FailedSource
from models.clock import parse_iso
from models.records import (
    AffectedService,
    Cause,
    Claim,
    Evidence,
    Incident,
    Kind,
    Label,
    Precision,
    Status,
    SupportingDocument,
)

DAY = date(2018, 11, 22)
SEEN = parse_iso("2018-11-22T08:33:00")
#: Beginnings of which a spreadsheet makes a formula, a call or a broken line.
HOSTILE = (
    "=1+1", "+82-2-1234", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "\t=1", "\r=1", "\n=1",
    "\x00=1", '=HYPERLINK("http://evil.example","눌러 보세요")', "=cmd|' /C calc'!A0",
)  # fmt: skip


def incident(**changed: object) -> Incident:
    fields: dict[str, object] = {
        "id": "20181122-aws",
        "headline": "쿠팡·배민 먹통",
        "provider_id": "aws",
        "provider_name": "AWS",
        "region": "서울 리전",
        "cause": Cause.DNS,
        "symptom": None,
        "status": Status.RESOLVED,
        "confidence": 0.98765,
        "severity": "critical",
        "started_at": parse_iso("2018-11-22T08:19:00"),
        "started_precision": Precision.MINUTE,
        "ended_at": parse_iso("2018-11-22T09:43:00"),
        "ended_precision": Precision.MINUTE,
        "duration_minutes": 84,
        "first_seen": SEEN,
        "last_seen": parse_iso("2018-11-22T16:30:00"),
        "official_notice_at": parse_iso("2018-11-22T08:59:00"),
        "affected": (hit("쿠팡"), hit("배달의민족")),
        "counts": {Kind.NEWS: 5, Kind.COMMUNITY: 12, Kind.OFFICIAL: 1},
        "independent_sources": 4,
        "claims": (),
        "evidence": (
            document(1, "https://news.example/1", Kind.NEWS, 30),
            document(2, "https://status.example/1", Kind.OFFICIAL, 90),
        ),
    }
    return Incident(**(fields | changed))  # type: ignore[arg-type]


def hit(name: str) -> AffectedService:
    return AffectedService(name, name, SEEN, 1)


def document(row: int, url: str, kind: Kind = Kind.NEWS, minutes: int = 0) -> SupportingDocument:
    published = SEEN + timedelta(minutes=minutes)
    return SupportingDocument(row, "yna", url, "제목", published, kind, Label.OUTAGE)


def claim(row: int, field: str, value: str, quote: str = "") -> Claim:
    words = Evidence(0, len(quote), quote) if quote else None
    return Claim(field, value, words, SEEN, row, "yna", "https://news.example/1", Kind.NEWS)


def hostile(number: int, title: str) -> Incident:
    """An outage whose every text tries to be run, noticed before it began."""
    return incident(
        id=f"20181122-hostile-{number:02}", headline=title, provider_name=title, region=title,
        severity="minor", affected=(hit(title), hit(f"가; {title}")),
        official_notice_at=parse_iso("2018-11-22T08:09:00"), cause=None,
    )  # fmt: skip


def golden_incidents() -> list[Incident]:
    open_end = incident(
        id="20181122-kt", headline="KT 전국 인터넷 장애", provider_name="KT", severity="major",
        status=Status.CONFIRMED, started_at=None, started_precision=None, ended_at=None,
        ended_precision=None, duration_minutes=None, official_notice_at=None, region=None,
        cause=None, affected=(), last_seen=parse_iso("2018-11-22T23:50:00"),
    )  # fmt: skip
    since_yesterday = incident(
        id="20181121-kakao", headline="카카오톡 이틀째 오류", provider_name="카카오",
        severity="major", independent_sources=3, started_at=parse_iso("2018-11-21T23:40:00"),
        ended_at=parse_iso("2018-11-23T01:05:00"), duration_minutes=1525,
        official_notice_at=parse_iso("2018-11-22T00:10:00"),
    )  # fmt: skip
    evil = [hostile(number, title) for number, title in enumerate(HOSTILE, 1)]
    return [incident(), open_end, since_yesterday, *evil]


def golden_digest() -> Digest:
    failed = (
        FailedSource("hankookilbo", "blocked", "403 Forbidden", parse_iso("2018-11-22T03:10:00")),
        FailedSource(
            "=clien", "late", "그동안 수집하지 않았습니다",
            parse_iso("2018-11-22T01:00:00"), parse_iso("2018-11-22T09:30:00"),
        ),
    )  # fmt: skip
    return digest_of([DayOfDigest(DAY, failed, watched=41)], golden_incidents())
