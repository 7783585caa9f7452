from __future__ import annotations

from typing import Any

import pytest

from detector.baseline import mentions_an_outage_term
from detector.classify.model import FAMILY_OF, Classifier, FamilyScore
from detector.training.corpus import LabelledDocument, corpus_files, read_corpus
from models.records import Label

REPORTS = {Label.OUTAGE, Label.RECOVERY}


@pytest.fixture(scope="module")
def corpus() -> list[LabelledDocument]:
    return read_corpus(corpus_files())


@pytest.fixture(scope="module")
def scores(classifier: Classifier) -> dict[str, FamilyScore]:
    return {score.family: score for score in classifier.scores}


def term_rule_f1(documents: list[LabelledDocument]) -> float:
    counted = [d for d in documents if d.label is not Label.AFTERMATH]
    flagged = [d for d in counted if mentions_an_outage_term(d.text)]
    hits = sum(d.label in REPORTS for d in flagged)
    reports = sum(d.label in REPORTS for d in counted)
    return 2 * hits / (len(flagged) + reports)


@pytest.mark.parametrize("family", ["article", "post"])
def test_outages_that_training_never_saw_are_found(
    family: str, scores: dict[str, FamilyScore], floors: dict[str, Any]
) -> None:
    assert scores[family].f1 >= floors["corpus"][f"{family}_f1"]


@pytest.mark.parametrize("family", ["article", "post"])
def test_the_classifier_beats_the_term_rule_by_a_margin(
    family: str,
    corpus: list[LabelledDocument],
    scores: dict[str, FamilyScore],
    floors: dict[str, Any],
) -> None:
    rule = term_rule_f1([d for d in corpus if FAMILY_OF[d.kind] == family])
    assert scores[family].f1 >= rule + floors["corpus"]["margin_over_term_rule"]


@pytest.mark.parametrize("family", ["article", "post"])
def test_the_gate_lets_what_reports_an_outage_through(
    family: str, corpus: list[LabelledDocument], classifier: Classifier, floors: dict[str, Any]
) -> None:
    reports = [d for d in corpus if d.label in REPORTS and FAMILY_OF[d.kind] == family]
    passed = sum(classifier.could_report(d.text, d.kind) for d in reports)
    assert passed / len(reports) >= floors["corpus"][f"{family}_gate_recall"]
