"""Keeping documents, each once, with every text it had."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from models.database import Database, open_database
from models.documents import (
    count_documents,
    count_unread,
    find_documents,
    mark_all_unread,
    mark_gone,
    store_documents,
    text_digest,
    unread_documents,
)
from models.errors import StorageError
from models.records import Document, Facts, Kind, Label, Reading, StoredCounts, StoredDocument
from models.reports import store_readings
from models.tables import DocumentRow, DocumentVersionRow

Make = Callable[..., Document]


def unread(database: Database) -> list[StoredDocument]:
    with database.reading() as session:
        return unread_documents(session, 10_000)


def read_all(database: Database) -> None:
    """Have every unread document read as one about something else."""
    nothing = Reading(Label.OTHER, 0.0, Facts(), "시험")
    with database.writing() as session:
        store_readings(session, [(one, nothing) for one in unread_documents(session, 10_000)])


def texts_of(database: Database, row: int) -> list[str]:
    """Return every text that a document had, oldest first."""
    query = select(DocumentVersionRow.body).where(DocumentVersionRow.document_id == row)
    with database.reading() as session:
        return list(session.scalars(query.order_by(DocumentVersionRow.number)))


def columns_of(database: Database, one: Document) -> tuple[datetime, datetime | None]:
    """Return when a document's page was last read, and when it was found gone."""
    query = select(DocumentRow.fetched_at, DocumentRow.gone_at)
    with database.reading() as session:
        row = session.execute(query.where(DocumentRow.external_id == one.external_id)).one()
    return row.fetched_at, row.gone_at


def test_a_document_comes_back_as_it_was_stored(database: Database, document: Make) -> None:
    one = document(
        kind=Kind.COMMUNITY,
        title="",
        body="카톡 나만 안 됨? 🤔\n\nㅠㅠ",
        extra={"조회": 12, "a": [None]},
    )
    assert store_documents(database, [one]) == StoredCounts(new=1)
    (read,) = unread(database)
    assert (read.document, read.version) == (one, 1)


def test_the_same_documents_twice_change_nothing(database: Database, document: Make) -> None:
    documents = [document() for _ in range(3)]
    store_documents(database, documents)
    read_all(database)
    again = [replace(one, fetched_at=one.fetched_at + timedelta(days=1)) for one in documents]
    assert store_documents(database, again) == StoredCounts(unchanged=3)
    with database.reading() as session:
        assert (count_documents(session), count_unread(session)) == (3, 0)


def test_a_changed_text_is_a_new_version_and_unread_again(
    database: Database, document: Make
) -> None:
    first = document(body="카카오톡 메시지가 오지 않는다.")
    store_documents(database, [first])
    read_all(database)
    second = replace(
        first,
        body="카카오톡이 모두 복구됐다.",
        url=f"{first.url}?v=2",
        extra={"수정": True},
        fetched_at=first.fetched_at + timedelta(hours=1),
    )
    assert store_documents(database, [second]) == StoredCounts(changed=1)
    (read,) = unread(database)
    assert (read.document, read.version) == (second, 2)
    assert texts_of(database, read.row) == [first.body, second.body]


def test_a_changed_title_is_a_changed_text(database: Database, document: Make) -> None:
    first = document(title="[속보] 네이버 먹통")
    store_documents(database, [first])
    assert store_documents(database, [replace(first, title="네이버 10분 만에 복구")]).changed == 1


def test_a_text_that_is_changed_back_is_a_third_version(database: Database, document: Make) -> None:
    first = document(body="접속이 안 된다.")
    for body in ("접속이 안 된다.", "접속이 된다.", "접속이 안 된다."):
        store_documents(database, [replace(first, body=body)])
    (read,) = unread(database)
    assert read.version == 3
    assert texts_of(database, read.row) == ["접속이 안 된다.", "접속이 된다.", "접속이 안 된다."]


def test_one_id_in_two_sources_is_two_documents(database: Database, document: Make) -> None:
    pair = [document(source=source, external_id="1") for source in ("yna.co.kr", "clien.net")]
    assert store_documents(database, pair).new == 2
    assert {one.document.source for one in unread(database)} == {"yna.co.kr", "clien.net"}


def test_copies_within_one_batch_are_one_document(database: Database, document: Make) -> None:
    one = document()
    assert store_documents(database, [one, one, one]) == StoredCounts(new=1, unchanged=2)
    assert len(unread(database)) == 1


def test_changes_within_one_batch_are_versions(database: Database, document: Make) -> None:
    first = document(body="1보")
    batch = [first, replace(first, body="2보"), first, replace(first, body="2보")]
    assert store_documents(database, batch) == StoredCounts(new=1, changed=3)
    (read,) = unread(database)
    assert texts_of(database, read.row) == ["1보", "2보", "1보", "2보"]


def test_more_documents_than_a_batch_are_all_stored(
    database: Database, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.documents.BATCH", 4)
    documents = [document() for _ in range(9)]
    assert store_documents(database, documents).new == len(documents)
    assert store_documents(database, documents).unchanged == len(documents)
    with database.reading() as session:
        assert count_documents(session) == count_unread(session) == len(documents)


def test_a_batch_with_a_bad_document_stores_none_of_it(database: Database, document: Make) -> None:
    bad = document()
    bad = replace(bad, published_at=bad.published_at.replace(tzinfo=None))
    with pytest.raises(StorageError):
        store_documents(database, [document(), bad])
    assert unread(database) == []


def test_unread_documents_come_by_publication_up_to_a_limit(
    database: Database, document: Make
) -> None:
    documents = [document() for _ in range(5)]
    store_documents(database, documents[::-1])
    with database.reading() as session:
        found = unread_documents(session, 3)
    assert [one.document for one in found] == documents[:3]


def test_documents_are_found_by_row_with_their_newest_text(
    database: Database, document: Make
) -> None:
    first, second = document(), document()
    store_documents(database, [first, second, replace(first, body="고침")])
    rows = [one.row for one in unread(database)]
    with database.reading() as session:
        found = find_documents(session, rows + rows)
        assert find_documents(session, []) == []
        assert find_documents(session, [10_000]) == []
    assert sorted(one.document.body for one in found) == sorted(["고침", second.body])


def test_any_number_of_rows_may_be_asked_for(database: Database, document: Make) -> None:
    store_documents(database, [document()])
    with database.reading() as session:
        assert len(find_documents(session, range(70_000))) == 1


def test_all_documents_can_be_read_again(database: Database, document: Make) -> None:
    store_documents(database, [document(), document()])
    read_all(database)
    assert unread(database) == []
    assert mark_all_unread(database) == 2
    assert len(unread(database)) == 2


def test_a_document_keeps_one_text_for_each_version(database: Database, document: Make) -> None:
    store_documents(database, [document() for _ in range(4)])
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(DocumentVersionRow)) == 4


def test_a_digest_depends_on_the_text_alone(document: Make) -> None:
    one = document()
    assert text_digest(one) == text_digest(replace(one, url="https://other", extra={"a": 1}))
    assert text_digest(one) != text_digest(replace(one, body=one.body + "."))


def test_a_mixed_batch_stores_new_changed_and_unchanged_documents(
    database: Database, document: Make
) -> None:
    same, edited, unseen = document(), document(source="clien.net"), document()
    store_documents(database, [same, edited])
    batch = [unseen, replace(edited, body="고침"), same, replace(unseen, body="2보")]
    assert store_documents(database, batch) == StoredCounts(new=1, changed=2, unchanged=1)
    rows = {one.document.external_id: one for one in unread(database)}
    assert texts_of(database, rows[edited.external_id].row) == [edited.body, "고침"]
    assert texts_of(database, rows[unseen.external_id].row) == [unseen.body, "2보"]
    assert rows[same.external_id].version == 1


def test_reading_a_page_again_keeps_the_time_its_text_was_first_read(
    database: Database, document: Make
) -> None:
    one = document()
    later = replace(one, fetched_at=one.fetched_at + timedelta(days=1))
    store_documents(database, [one])
    store_documents(database, [later])
    assert columns_of(database, one) == (later.fetched_at, None)
    assert unread(database)[0].document.fetched_at == one.fetched_at
    store_documents(database, [one])  # an older copy of the page says nothing new
    assert columns_of(database, one) == (later.fetched_at, None)


def test_a_document_whose_page_is_deleted_stays_and_is_marked_once(
    database: Database, document: Make
) -> None:
    one, other, elsewhere = document(), document(), document(source="clien.net")
    store_documents(database, [one, other, elsewhere])
    found_at = one.fetched_at + timedelta(hours=1)
    ids = [one.external_id, elsewhere.external_id, "없는 글"]
    assert mark_gone(database, one.source, ids, found_at) == 1
    assert mark_gone(database, one.source, ids, found_at + timedelta(hours=1)) == 0
    assert columns_of(database, one)[1] == found_at
    assert columns_of(database, other)[1] is columns_of(database, elsewhere)[1] is None
    assert len(unread(database)) == 3


@pytest.mark.parametrize("body", ["접속이 되지 않는다.", "접속이 된다."])
def test_a_document_that_is_read_after_it_was_gone_is_back(
    database: Database, document: Make, body: str
) -> None:
    one = document(body="접속이 되지 않는다.")
    store_documents(database, [one])
    mark_gone(database, one.source, [one.external_id], one.fetched_at + timedelta(hours=1))
    store_documents(database, [one])  # an archive's copy from before
    assert columns_of(database, one)[1] is not None
    store_documents(
        database, [replace(one, body=body, fetched_at=one.fetched_at + timedelta(hours=2))]
    )
    assert columns_of(database, one)[1] is None


def test_any_number_of_documents_may_be_gone(database: Database, document: Make) -> None:
    one = document()
    store_documents(database, [one])
    ids = [*map(str, range(2_000)), one.external_id]
    assert mark_gone(database, one.source, ids, one.fetched_at) == 1


def test_writers_at_the_same_time_store_each_document_once(
    database: Database, url: str, document: Make
) -> None:
    documents = [document() for _ in range(60)]
    ready = threading.Barrier(3)

    def write(part: list[Document]) -> StoredCounts:
        own = open_database(url)
        try:
            ready.wait(timeout=60)
            batches = (part[begin : begin + 7] for begin in range(0, len(part), 7))
            return sum((store_documents(own, batch) for batch in batches), StoredCounts())
        finally:
            own.close()

    with ThreadPoolExecutor(3) as pool:
        shares = [documents, documents[::-1], documents[20:] + documents[:20]]
        counts = sum(pool.map(write, shares), StoredCounts())
    assert counts == StoredCounts(new=60, unchanged=120)
    assert {one.version for one in unread(database)} == {1}
    assert len(unread(database)) == 60
