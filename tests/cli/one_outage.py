"""Builders of one outage, its article and its report; and the type of the `run` fixture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from click.testing import Result

from models.clock import parse_iso
from models.database import Database
from models.documents import find_documents, store_documents
from models.incidents import replace_incidents
from models.records import (
    AffectedService,
    Cause,
    Claim,
    Document,
    Evidence,
    Facts,
    Incident,
    Kind,
    Label,
    NamedEntity,
    Precision,
    Reading,
    Status,
    StoredDocument,
    SupportingDocument,
)
from models.reports import store_readings

Run = Callable[..., Result]
START = parse_iso("2018-11-22T08:19:00")
TITLE = "쿠팡·배민 접속 장애…AWS 서울 리전 문제"
BODY = "22일 오전 8시 19분부터 AWS 서울 리전 오류로 쿠팡이 84분 동안 멈췄다."


def article(**changed: object) -> Document:
    fields: dict[str, object] = {
        "source": "example.com",
        "external_id": "1",
        "url": "https://example.com/1",
        "kind": Kind.NEWS,
        "published_at": START + timedelta(minutes=41),
        "title": TITLE,
        "body": BODY,
        "fetched_at": START + timedelta(minutes=42),
    }
    return Document(**(fields | changed))  # type: ignore[arg-type]


def evidence(document: Document, words: str) -> Evidence:
    start = document.text.index(words)
    return Evidence(start, start + len(words), words)


def reading_of(document: Document) -> Reading:
    aws = NamedEntity("aws-seoul", "AWS 서울 리전", ("AWS 서울 리전",), evidence(document, "AWS"))
    coupang = NamedEntity("coupang", "쿠팡", ("쿠팡",), evidence(document, "쿠팡"))
    return Reading(Label.OUTAGE, 0.97, Facts(provider=aws, affected=(coupang,)), "test")


def incident_of(stored: StoredDocument, **changed: object) -> Incident:
    document = stored.document
    fields: dict[str, object] = {
        "id": "20181122-aws-seoul",
        "headline": document.title,
        "provider_id": "aws-seoul",
        "provider_name": "AWS 서울 리전",
        "region": "서울 리전",
        "cause": Cause.DNS,
        "symptom": None,
        "status": Status.CONFIRMED,
        "confidence": 0.93,
        "severity": "minor",
        "started_at": START,
        "started_precision": Precision.MINUTE,
        "ended_at": START + timedelta(minutes=84),
        "ended_precision": Precision.MINUTE,
        "duration_minutes": 84,
        "first_seen": document.published_at,
        "last_seen": document.published_at,
        "official_notice_at": None,
        "affected": (AffectedService("coupang", "쿠팡", document.published_at, 1),),
        "counts": {Kind.NEWS: 1},
        "independent_sources": 1,
        "claims": (
            claim(stored, "duration", "84", "84분 동안"),
            claim(stored, "duration", "90", "22일"),
            claim(stored, "cause", "dns", "오류"),
        ),
        "evidence": (
            SupportingDocument(
                stored.row, document.source, document.url, document.title,
                document.published_at, document.kind, Label.OUTAGE,
            ),
        ),
    }  # fmt: skip
    return Incident(**(fields | changed))  # type: ignore[arg-type]


def claim(stored: StoredDocument, field: str, value: str, words: str) -> Claim:
    document = stored.document
    quote = evidence(document, words)
    return Claim(
        field, value, quote, document.published_at, stored.row, document.source, document.url,
        document.kind,
    )  # fmt: skip


def store_outage(database: Database, **changed: object) -> Incident:
    store_documents(database, [article()])
    with database.writing() as session:
        stored = find_documents(session, [1])[0]
        store_readings(session, [(stored, reading_of(stored.document))])
        incident = incident_of(stored, **changed)
        replace_incidents(session, [], [incident])
    return incident
