"""The same documents give the same incidents, however they come."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from crawler.sample.documents import load_documents
from detector.classify.model import Classifier
from detector.detect import detect
from models.clock import now
from models.database import open_database
from models.documents import store_documents
from models.incidents import list_incidents
from models.records import Document

Told = dict[str, tuple[object, ...]]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [
        Document(
            source=document.site,
            external_id=document.id,
            url=f"https://sample.example/{document.id}",
            kind=document.kind,
            published_at=document.published,
            title=document.title,
            body=document.text,
            fetched_at=now(),
        )
        for document in load_documents()
    ]


def incidents_of(
    path: Path, documents: list[Document], classifier: Classifier, *, batch: int, parts: int
) -> Told:
    database = open_database(f"sqlite:///{path}")
    size = len(documents) // parts + 1
    for begin in range(0, len(documents), size):
        store_documents(database, documents[begin : begin + size])
        detect(database, classifier=classifier, batch=batch)
    with database.reading() as session:
        found = {
            incident.id: (
                incident.status,
                incident.headline,
                incident.started_at,
                incident.ended_at,
                incident.confidence,
                tuple(hit.id for hit in incident.affected),
                tuple(sorted(source.url for source in incident.evidence)),
            )
            for incident in list_incidents(session)
        }
    database.close()
    return found


def test_batches_and_order_of_arrival_do_not_change_the_incidents(
    tmp_path: Path, documents: list[Document], classifier: Classifier
) -> None:
    at_once = incidents_of(tmp_path / "a.db", documents, classifier, batch=500, parts=1)
    in_sips = incidents_of(tmp_path / "b.db", documents, classifier, batch=7, parts=1)
    shuffled = random.Random(1).sample(documents, len(documents))
    late = incidents_of(tmp_path / "c.db", shuffled, classifier, batch=50, parts=9)
    assert at_once
    assert in_sips == at_once
    assert late == at_once
