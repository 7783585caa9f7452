"""What readers say stays with its incident, whatever that is called, and changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from models.clock import parse_iso
from models.database import Database
from models.documents import find_documents, store_documents
from models.incidents import find_incident, replace_incidents
from models.reader_claims import (
    ReaderClaim,
    ReaderSays,
    Verdict,
    count_open_reader_claims,
    decide_reader_claims,
    incidents_spoken_of,
    open_reader_claims,
    reader_claims_of,
    store_reader_claim,
)
from models.records import (
    Document,
    Facts,
    Incident,
    Kind,
    Label,
    Reading,
    Status,
    SupportingDocument,
)
from models.reports import store_readings

AT = parse_iso("2026-11-22T15:04:00")
ROWS = (1, 2, 3, 4)


def store_four(database: Database) -> None:
    store_documents(
        database,
        [
            Document("board", str(n), f"https://example.com/{n}", Kind.COMMUNITY,
                     AT - timedelta(minutes=60 - n), f"먹통 {n}", "안 된다",
                     AT - timedelta(minutes=30))
            for n in ROWS
        ],
    )  # fmt: skip
    with database.writing() as session:
        stored = find_documents(session, ROWS)
        reading = Reading(Label.OUTAGE, 0.9, Facts(), "test")
        store_readings(session, [(one, reading) for one in stored])


def incident(id: str, rows: Sequence[int]) -> Incident:
    first = AT - timedelta(minutes=60 - min(rows))
    return Incident(
        id=id, headline=id, provider_id="kt", provider_name="KT", region=None, cause=None,
        symptom=None, status=Status.CONFIRMED, confidence=0.9, severity="minor", started_at=None,
        started_precision=None, ended_at=None, ended_precision=None, duration_minutes=None,
        first_seen=first, last_seen=first, official_notice_at=None, affected=(), counts={},
        independent_sources=1, claims=(),
        evidence=tuple(
            SupportingDocument(n, "board", f"https://example.com/{n}", f"먹통 {n}",
                               AT - timedelta(minutes=60 - n), Kind.COMMUNITY, Label.OUTAGE)
            for n in rows
        ),
    )  # fmt: skip


def claim(id: str, **changed: object) -> ReaderClaim:
    fields: dict[str, object] = {
        "number": 0, "incident_id": id, "says": ReaderSays.WRONG, "about": "cause", "name": None,
        "note": None, "said_at": AT,
    }  # fmt: skip
    return ReaderClaim(**(fields | changed))  # type: ignore[arg-type]


def said_of(database: Database, id: str) -> list[int]:
    with database.reading() as session:
        found = find_incident(session, id)
        assert found is not None
        return [one.number for one in reader_claims_of(session, found)]


def test_it_follows_its_documents_when_the_id_goes_to_another_incident(database: Database) -> None:
    store_four(database)
    with database.writing() as session:
        replace_incidents(session, [], [incident("20261122-kt", [3, 4])])
        known = find_incident(session, "20261122-kt")
        assert known is not None
        number = store_reader_claim(session, claim("20261122-kt"), known)
    assert said_of(database, "20261122-kt") == [number]

    with database.writing() as session:  # an earlier one of that day takes the id
        replace_incidents(session, [], [incident("20261122-kt", [1, 2])])
    assert said_of(database, "20261122-kt") == []
    assert said_of(database, "20261122-kt-2") == [number]
    with database.reading() as session:
        assert incidents_spoken_of(session, open_reader_claims(session, 9)) == {
            number: "20261122-kt-2"
        }

    with database.writing() as session:  # and then both turn out to be one
        both = [incident("20261122-kt", ROWS)]
        replace_incidents(session, ["20261122-kt", "20261122-kt-2"], both)
    assert said_of(database, "20261122-kt") == [number]


def test_of_an_earlier_time_only_what_was_said_and_decided_by_then_is_known(
    database: Database,
) -> None:
    store_four(database)
    one = incident("20261122-kt", ROWS)
    with database.writing() as session:
        replace_incidents(session, [], [one])
        number = store_reader_claim(session, claim(one.id, note="아니다"), one)
        later = AT + timedelta(hours=1)
        store_reader_claim(session, claim(one.id, said_at=later), one)
        assert decide_reader_claims(session, [number, 99], Verdict.REJECTED, later, "당번") == [99]
    with database.reading() as session:
        (then,) = reader_claims_of(session, one, AT)
        now = reader_claims_of(session, one)
    assert (then.verdict, then.decided_by, then.note) == (Verdict.OPEN, None, "아니다")
    assert [(one.verdict, one.decided_by) for one in now] == [
        (Verdict.REJECTED, "당번"), (Verdict.OPEN, None),
    ]  # fmt: skip


def test_a_person_may_think_better_of_it(database: Database) -> None:
    store_four(database)
    one = incident("20261122-kt", ROWS)
    with database.writing() as session:
        replace_incidents(session, [], [one])
        number = store_reader_claim(session, claim(one.id), one)
        assert count_open_reader_claims(session) == 1
        decide_reader_claims(session, [number], Verdict.REJECTED, AT, "당번")
        assert count_open_reader_claims(session) == 0
        decide_reader_claims(session, [number, number], Verdict.ACCEPTED, AT, None)
        (kept,) = reader_claims_of(session, one)
    assert (kept.verdict, kept.decided_by) == (Verdict.ACCEPTED, None)


def test_what_readers_say_changes_nothing_of_the_incident(database: Database) -> None:
    store_four(database)
    with database.writing() as session:
        replace_incidents(session, [], [incident("20261122-kt", ROWS)])
    with database.reading() as session:
        before = find_incident(session, "20261122-kt")
    assert before is not None
    with database.writing() as session:
        number = store_reader_claim(session, replace(claim(before.id), about="outage"), before)
        decide_reader_claims(session, [number], Verdict.ACCEPTED, AT, None)
    with database.reading() as session:
        assert find_incident(session, "20261122-kt") == before
