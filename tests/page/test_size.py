"""A page stays small however large the outage is, and still names everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from told_page import AWS_START, OVER, document, reader_at, store_record

from models.database import Database
from models.documents import find_documents, store_documents
from models.incidents import find_incident, replace_incidents
from models.records import (
    AffectedService,
    Facts,
    Kind,
    Label,
    Reading,
    SupportingDocument,
)
from models.reports import store_readings

VICTIMS, REPORTS, MOST_BYTES = 40, 300, 60_000


def store_fire(database: Database) -> None:
    """Make the outage that is over one of 40 victims and 300 reports, each victim claimed for a root."""
    store_record(database)
    kinds = (Kind.COMMUNITY, Kind.NEWS, Kind.COMMUNITY)
    documents = [
        document(
            number, kinds[number % 3], number % 240,
            f"판교 데이터센터 화재로 서비스{number % VICTIMS} 등 접속 장애…복구는 언제쯤", "접속이 안 됩니다", AWS_START,
        )
        for number in range(100, 100 + REPORTS)
    ]  # fmt: skip
    store_documents(database, documents)
    with database.writing() as session:
        stored = [
            one
            for one in find_documents(session, range(1, REPORTS + 20))
            if int(one.document.external_id) >= 100
        ]
        store_readings(session, [(one, Reading(Label.OUTAGE, 0.9, Facts(), "t")) for one in stored])
        found = find_incident(session, OVER)
        assert found is not None
        evidence = tuple(
            SupportingDocument(
                one.row, one.document.source, one.document.url, one.document.title,
                one.document.published_at, one.document.kind, Label.OUTAGE,
            )
            for one in stored
        )  # fmt: skip
        affected = tuple(
            AffectedService(f"s{n}", f"긴이름서비스{n}", AWS_START + timedelta(minutes=n), 7)
            for n in range(VICTIMS)
        )
        claims = tuple(
            replace(found.claims[0], value=f"긴이름서비스{n}", row=one.row, url=one.document.url)
            for n, one in enumerate(stored[:VICTIMS])
        )
        fire = replace(
            found,
            affected=affected,
            evidence=(*found.evidence, *evidence),
            claims=(*found.claims, *claims),
        )
        replace_incidents(session, [OVER], [fire])


def test_a_fire_of_forty_victims_fits_and_names_them_all(database: Database) -> None:
    store_fire(database)
    client = reader_at(database, 0)
    answer = client.get(f"/incidents/{OVER}")
    parts = [client.get(f"/static/{name}") for name in ("page.css", "page.js")]
    assert all(f"긴이름서비스{n}</a>" in answer.text for n in range(VICTIMS))
    assert "그 밖에 264건" in answer.text
    assert sum(len(part.content) for part in (answer, *parts)) < MOST_BYTES
    told = client.get(f"/incidents/{OVER}.json").json()
    assert len(told["evidence"]) == REPORTS + 4
