"""Figures on reports of our own that nobody looked at while the program was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detector.classify.model import Classifier
from detector.detect import detect
from detector.training.roles import role_files
from models.database import open_database
from models.documents import store_documents
from models.records import ABOUT_AN_OUTAGE, Label
from models.reports import all_reports
from tests.quality.figures import b_cubed_f1, document_of
from tests.quality.scoring import Fact, facts_of, wrongly_hit

KEPT = Path(__file__).parent / "reports"
REPORTS = {Label.OUTAGE, Label.RECOVERY}


def read_gold(part: str) -> list[dict[str, Any]]:
    files = sorted(KEPT.glob("kept_*.jsonl")) if part == "kept" else role_files()
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module", params=["kept", "shaping"])
def figures(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, classifier: Classifier
) -> dict[str, float]:
    """The figures of one part, and its name under `part`."""
    gold = {one["id"]: one for one in read_gold(request.param)}
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('reports') / 'reports.db'}")
    store_documents(database, [document_of(one) for one in gold.values()])
    detect(database, classifier=classifier)
    with database.reading() as session:
        reports = {report.external_id: report for report in all_reports(session)}
    database.close()
    pairs = [(one, reports[id]) for id, one in gold.items()]
    counted = [pair for pair in pairs if pair[0]["label"] != "aftermath"]
    truth = [Label(one["label"]) in REPORTS for one, _ in counted]
    flagged = [report.reading.label in ABOUT_AN_OUTAGE for _, report in counted]
    hits = sum(a and b for a, b in zip(truth, flagged, strict=True))
    told = [pair for pair in pairs if Label(pair[0]["label"]) in ABOUT_AN_OUTAGE]
    facts = [fact for one, report in told for fact in facts_of(one, report)]
    named = [fact.is_right for fact in facts if fact.sort == "affected"]
    wrong = sum(wrongly_hit(one, report) for one, report in told)
    incidents = [r.incident_ids[0] if r.incident_ids else f"alone {r.row}" for _, r in told]
    return {
        "part": request.param,
        "detection_f1": 2 * hits / (sum(truth) + sum(flagged)),
        "facts_correct": _share(facts),
        "affected_precision": sum(named) / (sum(named) + wrong),
        "incidents_b3_f1": b_cubed_f1([one["incident"] for one, _ in told], incidents),
        **{f"{sort}_right": _share([f for f in facts if f.sort == sort]) for sort in _SORTS},
    }  # type: ignore[dict-item]


_SORTS = ("provider", "affected", "started", "ended", "duration", "cause")


def _share(facts: list[Fact]) -> float:
    return sum(fact.is_right for fact in facts) / len(facts)


@pytest.mark.parametrize("figure", ["detection_f1", "facts_correct", "incidents_b3_f1"])
def test_reports_that_nobody_tuned_on_are_read_as_well_as_before(
    figure: str, figures: dict[str, float], floors: dict[str, Any]
) -> None:
    floor = floors[f"reports_{figures['part']}"][figure]
    assert figures[figure] >= floor, figures


def test_none_of_these_reports_is_in_the_corpus() -> None:
    from detector.training.corpus import corpus_files, read_corpus

    learned = {document.text for document in read_corpus(corpus_files())}
    for part in ("kept", "shaping"):
        texts = {f"{one['title']}\n{one['text']}" for one in read_gold(part)}
        assert not texts & learned
