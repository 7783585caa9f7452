"""Documents of the last hours as a program read them, and the judgements that are kept of them."""

from __future__ import annotations

import json
from datetime import timedelta

from one_outage import article

from detector.detect import store_and_group
from detector.reading import read_as
from detector.training.corpus import LabelledDocument
from models import clock
from models.corrections import ChosenBy, Correction, judged_until
from models.database import Database
from models.documents import find_documents, store_documents
from models.incidents import list_incidents
from models.records import Document, Kind, Label, Report
from models.reports import find_reports

NOW = clock.now()


def recent(number: int, **changes: object) -> Document:
    """An article of some hours ago; each has a text of its own."""
    at = NOW - timedelta(hours=number)
    usual: dict[str, object] = {
        "external_id": f"글-{number}",
        "url": f"https://example.com/{number}",
        "published_at": at,
        "fetched_at": at,
        "title": f"{number}번째 소식",
        "body": f"{number}시간 전부터 쿠팡 앱 접속이 되지 않고 있다.",
    }
    return article(**(usual | changes))


def put(database: Database, *said: tuple[Document, Label, float]) -> None:
    """Store documents as read by a program that said so of them."""
    store_documents(database, [document for document, _, _ in said])
    by_id = {document.external_id: (label, p) for document, label, p in said}
    with database.writing() as session:
        readings = [
            (stored, read_as(stored.document, *by_id[stored.document.external_id], "모델-1"))
            for stored in find_documents(session, range(1, 1000))
            if stored.document.external_id in by_id
        ]
        store_and_group(session, readings)


def report_of(database: Database, row: int = 1) -> Report:
    with database.reading() as session:
        return find_reports(session, [row])[0]


def incidents(database: Database) -> list[str]:
    with database.reading() as session:
        return [incident.id for incident in list_incidents(session)]


def corrections(database: Database) -> list[Correction]:
    with database.reading() as session:
        return [one for _, one in judged_until(session)]


def judged(row: int, way: ChosenBy = ChosenBy.USER, **changes: object) -> Correction:
    usual: dict[str, object] = {
        "row": row, "version": 1, "label": Label.OTHER, "judged_by": None, "judged_at": NOW,
        "chosen_by": way, "said_label": Label.OUTAGE, "said_probability": 0.5, "said_model": "m",
    }  # fmt: skip
    return Correction(**(usual | changes))  # type: ignore[arg-type]


def json_lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def tiny_corpus() -> list[LabelledDocument]:
    """Sixty short texts: enough that something is concluded."""
    texts = {
        Label.OUTAGE: "서버 접속 장애로 앱이 멈췄다",
        Label.RECOVERY: "장애가 모두 복구돼 다시 접속된다",
        Label.AFTERMATH: "지난주 장애의 보상안을 내놓고 사과했다",
        Label.MAINTENANCE: "내일 새벽 정기 점검으로 이용이 제한됩니다",
        Label.OTHER: "새 요금제를 선보이고 점유율을 높인다",
    }
    return [
        LabelledDocument(
            id=f"{kind}-{label}-{place}", kind=kind, published_at=NOW, title=f"{place} {text}",
            body=f"{place}에서 {text}.", label=label, group=f"{label}-{place}",
            is_about_an_outage=True,
        )
        for kind in (Kind.NEWS, Kind.COMMUNITY)
        for label, text in texts.items()
        for place in ("서울", "부산", "대구", "인천", "광주", "대전")
    ]  # fmt: skip
