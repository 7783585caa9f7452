"""What was known at a time: nothing of later shows, and what was stored then is found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from outage_stream import ARTICLE, BACK, NINE, POSTS, SECOND, VAGUE, article, outage, post

from crawler.sample.documents import load_documents
from detector.classify.model import Classifier, load_model
from detector.detect import detect
from detector.incidents.as_of import incidents_as_of, named_as_of
from detector.incidents.known_then import reports_then
from detector.labelling import label_document
from models.clock import now
from models.database import Database, open_database
from models.documents import store_documents
from models.incidents import list_incidents
from models.records import Document, Incident, Kind, Label, Rule, Status
from models.reports import all_reports


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return load_model()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'then.db'}")
    yield opened
    opened.close()


def add(database: Database, documents: list[Document], classifier: Classifier) -> None:
    store_documents(database, documents)
    detect(database, classifier=classifier, now=max(one.published_at for one in documents))


def then(database: Database, minutes: float) -> list[Incident]:
    with database.reading() as session:
        return incidents_as_of(session, NINE + timedelta(minutes=minutes))


def content(incident: Incident) -> dict[str, object]:
    found = {field.name: getattr(incident, field.name) for field in fields(incident)}
    found["counts"] = {kind: count for kind, count in incident.counts.items() if count}
    found["evidence"] = sorted(incident.evidence, key=lambda source: source.row)
    return found


def by_id(incidents: list[Incident]) -> dict[str, dict[str, object]]:
    return {incident.id: content(incident) for incident in incidents}


def test_at_every_time_it_is_what_was_stored_then(
    database: Database, classifier: Classifier
) -> None:
    sample = [
        Document(
            source=one.site, external_id=one.id, url=f"https://sample.example/{one.id}",
            kind=one.kind, published_at=one.published, title=one.title, body=one.text,
            fetched_at=now(),
        )
        for one in load_documents()
    ]  # fmt: skip
    ordered = sorted(sample, key=lambda document: document.published_at)
    times = sorted({document.published_at for document in ordered})
    stops = [times[len(times) * part // 12 - 1] for part in range(1, 13)]
    stored: dict[datetime, dict[str, dict[str, object]]] = {}
    earlier: datetime | None = None
    for stop in stops:
        come = [d for d in ordered if (not earlier or d.published_at > earlier)]
        add(database, [d for d in come if d.published_at <= stop], classifier)
        with database.reading() as session:
            stored[stop] = by_id(list_incidents(session))
        earlier = stop
    assert len(stored[stops[-1]]) > len(stored[stops[3]]) > 0
    for stop in stops:
        with database.reading() as session:
            assert by_id(incidents_as_of(session, stop)) == stored[stop]


def test_an_incident_that_did_not_exist_yet_is_not_listed(
    database: Database, classifier: Classifier
) -> None:
    add(database, outage(), classifier)
    assert then(database, 7) == []
    (suspected,) = then(database, 10)
    assert suspected.status is Status.SUSPECTED
    assert suspected.ended_at is None
    (over,) = then(database, 50)
    assert over.status is Status.RESOLVED


def test_nothing_is_stored_by_looking_back(database: Database, classifier: Classifier) -> None:
    add(database, outage(), classifier)
    with database.reading() as session:
        before = by_id(list_incidents(session))
    then(database, 10)
    with database.reading() as session:
        assert by_id(list_incidents(session)) == before


def test_a_post_that_later_ones_raised_was_none_before(
    database: Database, classifier: Classifier
) -> None:
    vague = post(0, VAGUE, 4)
    add(database, [vague, *outage()[1:4]], classifier)
    with database.reading() as session:
        (present,) = (r for r in all_reports(session) if r.external_id == vague.external_id)
        (early,) = reports_then(session, [present.row], NINE + timedelta(minutes=5))
        (late,) = reports_then(session, [present.row], NINE + timedelta(minutes=20))
        assert reports_then(session, [present.row], NINE + timedelta(minutes=3)) == []
    assert early.reading.label is Label.OTHER
    assert early.reading.probability < late.reading.probability
    assert late.reading == present.reading
    assert late.reading.label is Label.OUTAGE


def test_a_persons_later_judgement_is_not_heard_before_it_was_made(
    database: Database, classifier: Classifier
) -> None:
    documents = [article("daily", ARTICLE, 20), article("evening", SECOND, 30)]
    add(database, documents, classifier)
    with database.reading() as session:
        before = by_id(list_incidents(session))
    assert before
    for document in documents:
        label_document(
            database, document.external_id, Label.OTHER, at=NINE + timedelta(hours=5)
        )  # fmt: skip
    with database.reading() as session:
        (retracted,) = list_incidents(session)
    assert (retracted.status, retracted.steps[-1].rule) == (Status.RETRACTED, Rule.CORRECTED)
    assert by_id(then(database, 60)) == before
    assert then(database, 301) == [retracted]


def test_a_text_that_was_changed_later_is_read_as_it_was(
    database: Database, classifier: Classifier
) -> None:
    first = article("daily", ARTICLE, 20)
    add(database, [first, article("evening", SECOND, 30)], classifier)
    with database.reading() as session:
        before = by_id(list_incidents(session))
    changed = replace(first, title=BACK[0], body=BACK[1], fetched_at=NINE + timedelta(minutes=55))
    add(database, [changed], classifier)
    (known,) = then(database, 40)
    assert by_id([known]) == before
    (present,) = then(database, 60)
    assert Label.RECOVERY in {source.label for source in present.evidence}


def test_a_notice_of_an_archive_is_unknown_until_it_was_last_written_on(
    database: Database, classifier: Classifier
) -> None:
    notice = article(
        "status", BACK, 8, kind=Kind.OFFICIAL, fetched_at=NINE + timedelta(days=30),
        extra={"modified": (NINE + timedelta(minutes=55)).isoformat()},
    )  # fmt: skip
    add(database, [notice, *outage()], classifier)
    (early,) = then(database, 40)
    assert early.official_notice_at is None
    assert early.ended_at is None
    (late,) = then(database, 55)
    assert late.official_notice_at == notice.published_at


def test_an_incident_is_found_by_the_name_it_had_and_by_the_one_it_has(
    database: Database, classifier: Classifier
) -> None:
    posts = [post(n, text, 1442 + 2 * n) for n, text in enumerate(POSTS, 1)]
    told = ARTICLE[0], ARTICLE[1].replace("2일 오전 9시 5분께", "2일 밤 11시 50분께")
    add(database, [*posts, article("daily", told, 1470)], classifier)
    with database.reading() as session:
        (present,) = list_incidents(session)
        moment = NINE + timedelta(minutes=1450)
        (early,) = incidents_as_of(session, moment)
        assert early.id != present.id
        assert named_as_of(session, early.id, moment) == [early]
        assert named_as_of(session, present.id, moment) == [early]
        assert named_as_of(session, present.id, moment - timedelta(days=1)) == []
        assert named_as_of(session, "20000101-nobody", moment) == []


def test_bounds_leave_out_what_is_far_away(database: Database, classifier: Classifier) -> None:
    add(database, outage(), classifier)
    with database.reading() as session:
        moment = NINE + timedelta(days=800)
        around = incidents_as_of(
            session, moment, since=NINE, until=NINE + timedelta(days=1)
        )  # fmt: skip
        assert len(around) == 1
        assert incidents_as_of(session, moment, since=NINE + timedelta(days=700)) == []
