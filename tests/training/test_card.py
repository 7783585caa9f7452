"""The committed model card is of the corpus that is there."""

from __future__ import annotations

from detector.classify.model import load_model
from detector.training.card import CARD, model_card
from detector.training.corpus import corpus_digest, corpus_files


def test_the_card_names_the_corpus_that_is_there() -> None:
    assert corpus_digest(corpus_files()) in CARD.read_text(encoding="utf-8"), (
        "the corpus changed: run python -m detector.training.card"
    )


def test_a_card_tells_how_well_each_family_does() -> None:
    classifier = load_model()
    card = model_card(classifier)
    for score in classifier.scores:
        assert f"| {score.family} | {score.documents:,} | {score.precision:.3f} |" in card
