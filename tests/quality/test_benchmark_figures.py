"""Figures on the benchmark, where it lies beside the project; users have none of it."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from detector.classify.model import Classifier
from detector.detect import detect
from models.database import open_database
from models.documents import store_documents
from models.facts_json import entity_json, facts_json
from models.records import Report
from models.reports import all_reports
from tests.quality.figures import document_of

BENCH = Path(__file__).parents[3] / "shared" / "bench"
FIGURES = (
    "detection.all.f1",
    "detection.news.f1",
    "detection.community.f1",
    "label.macro_f1",
    "facts.correct",
    "incidents.b3_f1",
)

pytestmark = pytest.mark.skipif(not BENCH.exists(), reason="no benchmark beside the project")


def scored(report: Report) -> dict[str, Any]:
    facts = report.reading.facts
    return {
        "document_id": report.external_id,
        "label": report.reading.label.value,
        "provider": entity_json(facts.provider),
        "affected": [entity_json(entity) for entity in facts.affected],
        "incident_id": report.incident_ids[0] if report.incident_ids else None,
        **facts_json(facts),
    }


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory, classifier: Classifier) -> dict[str, float]:
    lines = (BENCH / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    folder = tmp_path_factory.mktemp("bench")
    database = open_database(f"sqlite:///{folder / 'bench.db'}")
    store_documents(database, [document_of(one) for one in gold])
    detect(database, classifier=classifier)
    with database.reading() as session:
        reports = [scored(report) for report in all_reports(session)]
    database.close()
    score: dict[str, float] = runpy.run_path(str(BENCH / "score.py"))["score"](gold, reports)
    return score


@pytest.mark.parametrize("figure", FIGURES)
def test_the_benchmarks_figures_hold_their_floors(
    figure: str, figures: dict[str, float], floors: dict[str, Any]
) -> None:
    assert figures[figure] >= floors["benchmark"][figure]
