"""What stored reports attest of who stands on whom, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from models.clock import parse_iso
from models.database import Database
from models.dependencies import (
    attestations_of,
    blamed_in,
    failures_of,
    incidents_of,
    pairs_of,
    parties_called,
    shared_failures,
    watched_since,
)
from models.incidents import replace_incidents
from models.records import (
    AffectedService,
    Evidence,
    Facts,
    Incident,
    Label,
    NamedEntity,
    Reading,
    Status,
    StoredDocument,
    SupportingDocument,
)
from models.reports import store_readings

Store = Callable[..., list[StoredDocument]]


def named(id: str, start: int = 0) -> NamedEntity:
    return NamedEntity(id, id.upper(), (id,), Evidence(start, start + 3, id[:3]))


def told(
    database: Database, stored: StoredDocument, id: str, root: str, *hit: str, status: Status = Status.CONFIRMED,
    mentioned: tuple[str, ...] = (),
) -> None:  # fmt: skip
    document, at = stored.document, stored.document.published_at
    facts = Facts(
        provider=named(root),
        affected=tuple(named(one, 7) for one in hit),
        mentioned=tuple(named(one) for one in mentioned),
    )
    incident = Incident(
        id=id, headline="제목", provider_id=root, provider_name=root.upper(), region=None,
        cause=None, symptom=None, status=status, confidence=0.9, severity="minor", started_at=None,
        started_precision=None, ended_at=None, ended_precision=None, duration_minutes=None,
        first_seen=at, last_seen=at, official_notice_at=None,
        affected=tuple(AffectedService(one, one.upper(), at, 1) for one in hit), counts={},
        independent_sources=1, claims=(),
        evidence=(SupportingDocument(stored.row, document.source, document.url, document.title, at,
                                     document.kind, Label.OUTAGE),),
    )  # fmt: skip
    with database.writing() as session:
        store_readings(session, [(stored, Reading(Label.OUTAGE, 0.9, facts, "test"))])
        replace_incidents(session, [], [incident])


@pytest.fixture
def three(database: Database, stored: Store) -> list[StoredDocument]:
    """Two incidents of a cloud, the second withdrawn to suspicion; one of a bank by itself."""
    documents = stored(3)
    told(database, documents[0], "1", "cloud", "shop", "coin", mentioned=("hall", "rival"))
    told(database, documents[1], "2", "cloud", "shop", status=Status.SUSPECTED)
    told(database, documents[2], "3", "bank", "bank")
    return documents


def test_a_pair_is_a_root_and_a_hit_of_one_document(
    database: Database, three: list[StoredDocument]
) -> None:
    with database.reading() as session:
        found = sorted(pairs_of(session, ["hall"]), key=lambda pair: pair.hit_id)
    assert [(p.incident_id, p.named_id, p.hit_id, p.is_hit) for p in found] == [
        ("1", "cloud", "coin", True),
        ("1", "cloud", "hall", False),
        ("1", "cloud", "shop", True),
    ]
    assert found[0].began == three[0].document.published_at


def test_an_attestation_has_its_document_and_both_quotes(
    database: Database, three: list[StoredDocument]
) -> None:
    with database.reading() as session:
        found = list(attestations_of(session, [], ["1"]))
    assert {(one.pair.hit_id, one.named_quote, one.hit_quote, one.hit_start) for one in found} == {
        ("coin", "clo", "coi", 7),
        ("shop", "clo", "sho", 7),
    }
    assert {(one.row, one.url) for one in found} == {(three[0].row, three[0].document.url)}


def test_incidents_are_found_by_who_failed_was_blamed_or_hit(
    database: Database, three: list[StoredDocument]
) -> None:
    with database.reading() as session:
        assert incidents_of(session, ["shop"]) == ["1", "2"]
        assert incidents_of(session, ["cloud", "bank"]) == ["1", "2", "3"]
        assert incidents_of(session, ["cloud"], three[1].document.published_at) == ["1"]
        assert incidents_of(session, ["rival"]) == []


def test_only_sure_failures_count(database: Database, three: list[StoredDocument]) -> None:
    late = three[2].document.published_at + timedelta(days=1)
    with database.reading() as session:
        assert failures_of(session, ["cloud", "bank", "shop"]) == {"cloud": 1, "bank": 1}
        assert failures_of(session, ["cloud"], three[0].document.published_at) == {}
        assert shared_failures(session, late) == 1
        assert watched_since(session) == three[0].document.published_at
        assert blamed_in(session, "1") == {"cloud"}


def test_parties_are_found_by_id_or_name(database: Database, three: list[StoredDocument]) -> None:
    with database.reading() as session:
        assert parties_called(session, "SHOP") == [("shop", "SHOP")]
        assert parties_called(session, "coin") == [("coin", "COIN")]
        assert parties_called(session, "nobody") == []


def test_an_empty_database_has_been_watched_for_no_time(database: Database) -> None:
    with database.reading() as session:
        assert watched_since(session) is None
        assert shared_failures(session, parse_iso("2020-01-01T00:00:00")) == 0
