"""Keeping what people said of documents, and finding the document that is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.corrections import (
    ChosenBy,
    Correction,
    corrected_texts,
    find_corrections,
    judged_until,
    remove_correction,
    reported_version,
    store_correction,
)
from models.database import Database
from models.document_names import document_row
from models.documents import find_documents, store_documents
from models.errors import NotFoundError, StorageError, UsageError
from models.judgeable import judgeable_reports
from models.records import Document, Facts, Kind, Label, Reading, StoredDocument
from models.reports import store_readings

Stored = Callable[..., list[StoredDocument]]
AT = datetime(2018, 11, 23, 1, 0, tzinfo=UTC)
OUTAGE = Reading(Label.OUTAGE, 0.7, Facts(), "모델-1")


def correction(stored: StoredDocument, **changes: Any) -> Correction:
    usual = Correction(
        stored.row,
        stored.version,
        Label.OTHER,
        None,
        AT,
        ChosenBy.USER,
        Label.OUTAGE,
        0.7,
        "모델-1",
    )
    return replace(usual, **changes)


def keep(database: Database, *corrections: Correction) -> None:
    with database.writing() as session:
        for one in corrections:
            store_correction(session, one)


def change_text(database: Database, stored: StoredDocument) -> StoredDocument:
    """Store a new text of the document and return it as the database holds it."""
    store_documents(database, [replace(stored.document, body="바로잡은 글입니다.")])
    with database.reading() as session:
        return find_documents(session, [stored.row])[0]


def test_a_correction_is_read_back_as_it_was_stored(database: Database, stored: Stored) -> None:
    (one,) = stored()
    kept = correction(one, judged_by="당번", chosen_by=ChosenBy.RANDOM)
    keep(database, kept)
    with database.reading() as session:
        assert find_corrections(session, [one.row, 999]) == {one.row: kept}


def test_a_later_correction_takes_the_place_of_the_earlier(
    database: Database, stored: Stored
) -> None:
    (one,) = stored()
    later = correction(one, label=Label.RECOVERY, judged_at=AT + timedelta(hours=1))
    keep(database, correction(one), later)
    with database.reading() as session:
        assert [kept for _, kept in judged_until(session)] == [later]


def test_a_correction_can_be_forgotten(database: Database, stored: Stored) -> None:
    (one,) = stored()
    keep(database, correction(one))
    with database.writing() as session:
        remove_correction(session, one.row)
        remove_correction(session, one.row)
        assert find_corrections(session, [one.row]) == {}


def test_a_correction_needs_a_document(database: Database, stored: Stored) -> None:
    (one,) = stored()
    with pytest.raises(StorageError):
        keep(database, correction(one, row=999))


def test_only_what_was_judged_before_a_moment_counts_up_to_it(
    database: Database, stored: Stored
) -> None:
    early, late = stored(2)
    late_one = correction(late, judged_at=AT + timedelta(days=1))
    keep(database, correction(early), late_one)
    with database.reading() as session:
        until = judged_until(session, AT + timedelta(days=1))
        assert until == [(Kind.NEWS, correction(early))]
        assert len(judged_until(session)) == 2


def test_the_text_to_learn_from_is_the_one_that_was_judged(
    database: Database, stored: Stored
) -> None:
    (one,) = stored()
    keep(database, correction(one))
    change_text(database, one)
    with database.reading() as session:
        (text,) = corrected_texts(session)
    assert (text.document.title, text.document.body) == (one.document.title, one.document.body)
    assert text.incident_id is None


def test_a_correction_of_an_earlier_text_is_stale(database: Database, stored: Stored) -> None:
    (one,) = stored()
    with database.writing() as session:
        store_readings(session, [(one, OUTAGE)])
    keep(database, correction(one))
    since = one.document.published_at
    with database.reading() as session:
        (found,) = judgeable_reports(session, since)
        assert (found.correction, found.is_stale) == (correction(one), False)
    changed = change_text(database, one)
    with database.writing() as session:
        assert judgeable_reports(session, since) == []  # nobody has read the new text yet
        store_readings(session, [(changed, OUTAGE)])
        (found,) = judgeable_reports(session, since)
        assert (found.correction, found.is_stale) == (None, True)


def test_reports_of_older_documents_are_not_offered(database: Database, stored: Stored) -> None:
    (one,) = stored()
    with database.writing() as session:
        store_readings(session, [(one, OUTAGE)])
        assert reported_version(session, one.row) == 1
        assert reported_version(session, 999) is None
        later = one.document.published_at + timedelta(seconds=1)
        assert judgeable_reports(session, later) == []


@pytest.mark.parametrize(
    "name",
    ["기사-하나", "yna.co.kr:기사-하나", "https://yna.co.kr/1"],
)
def test_a_document_is_found_by_its_id_its_source_and_its_address(
    database: Database, document: Callable[..., Document], name: str
) -> None:
    one = document(external_id="기사-하나", url="https://yna.co.kr/1")
    store_documents(database, [document(), one])
    with database.reading() as session:
        (stored,) = find_documents(session, [document_row(session, name)])
    assert stored.document == one


def test_colons_in_source_and_id_are_no_obstacle(
    database: Database, document: Callable[..., Document]
) -> None:
    store_documents(database, [document(source="127.0.0.1:80", external_id="a:b")])
    with database.reading() as session:
        assert document_row(session, "127.0.0.1:80:a:b") == document_row(session, "a:b")


def test_an_id_that_two_sources_have_is_told_with_both(
    database: Database, document: Callable[..., Document]
) -> None:
    store_documents(
        database, [document(source=name, external_id="1", url=name) for name in ("a", "b")]
    )
    with database.reading() as session:
        with pytest.raises(UsageError, match=r"a:1, b:1$"):
            document_row(session, "1")
        assert document_row(session, "a:1") != document_row(session, "b:1")


@pytest.mark.parametrize("name", ["기사-10", "yna.co.kr:기사-10"])
def test_a_beginning_that_only_one_id_has_is_asked_about(
    database: Database, document: Callable[..., Document], name: str
) -> None:
    store_documents(database, [document(external_id=id) for id in ("기사-100", "기사-200")])
    with (
        database.reading() as session,
        pytest.raises(NotFoundError, match=r"혹시 'yna\.co\.kr:기사-100'\?"),
    ):
        document_row(session, name)


@pytest.mark.parametrize("name", ["기사-", "없음", "%", "", ":"])
def test_a_name_that_means_nothing_says_what_to_give(
    database: Database, document: Callable[..., Document], name: str
) -> None:
    store_documents(database, [document(external_id=id) for id in ("기사-100", "기사-200")])
    with database.reading() as session, pytest.raises(NotFoundError, match="document_id나 주소"):
        document_row(session, name)
