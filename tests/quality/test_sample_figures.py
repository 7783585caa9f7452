from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawler.sample.documents import load_documents
from detector.classify.model import Classifier
from detector.detect import detect
from models.clock import now
from models.database import open_database
from models.documents import store_documents
from models.records import ABOUT_AN_OUTAGE, Document, Report
from models.reports import all_reports
from tests.quality.figures import b_cubed_f1


@pytest.fixture(scope="module")
def reports(
    tmp_path_factory: pytest.TempPathFactory, classifier: Classifier
) -> dict[str, tuple[str, Report]]:
    """Return each sample document's topic and report, by id."""
    folder: Path = tmp_path_factory.mktemp("sample")
    database = open_database(f"sqlite:///{folder / 'sample.db'}")
    sample = list(load_documents())
    store_documents(
        database,
        [
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
            for document in sample
        ],
    )
    detect(database, classifier=classifier)
    topics = {document.id: document.topic for document in sample}
    with database.reading() as session:
        found = {r.external_id: (topics[r.external_id], r) for r in all_reports(session)}
    database.close()
    return found


def is_ordinary(topic: str) -> bool:
    return topic.startswith(("hard/", "plain/"))


def test_the_sample_sites_outages_are_found_among_its_ordinary_texts(
    reports: dict[str, tuple[str, Report]], floors: dict[str, Any]
) -> None:
    flagged = [topic for topic, r in reports.values() if r.reading.label in ABOUT_AN_OUTAGE]
    outages = sum(not is_ordinary(topic) for topic, _ in reports.values())
    hits = sum(not is_ordinary(topic) for topic in flagged)
    assert hits / len(flagged) >= floors["sample"]["detection_precision"]
    assert hits / outages >= floors["sample"]["detection_recall"]


def test_the_sample_sites_reports_land_in_their_own_incidents(
    reports: dict[str, tuple[str, Report]], floors: dict[str, Any]
) -> None:
    told = [(topic, r) for topic, r in reports.values() if not is_ordinary(topic)]
    found = [(r.incident_ids or (f"alone:{r.external_id}",))[0] for _, r in told]
    f1 = b_cubed_f1([topic for topic, _ in told], found)
    assert f1 >= floors["sample"]["incidents_b3_f1"]


def test_every_quote_of_a_report_stands_in_its_document(
    reports: dict[str, tuple[str, Report]],
) -> None:
    texts = {document.id: f"{document.title}\n{document.text}" for document in load_documents()}
    for external_id, (_, report) in reports.items():
        facts = report.reading.facts
        named = [*facts.affected, *facts.mentioned, *((facts.provider,) if facts.provider else ())]
        stated = [time for time in (facts.started, facts.ended) if time]
        quotes = [entity.evidence for entity in named] + [time.evidence for time in stated]
        quotes += [
            quote
            for quote in (
                facts.cause_evidence,
                facts.region,
                facts.symptom,
                facts.duration_evidence,
            )
            if quote
        ]
        for quote in quotes:
            assert texts[external_id][quote.start : quote.end] == quote.text
