"""The model card: what the classifier in use learned from, how well it does, what it is not for.

`python -m detector.training.card` writes docs/model-card.md for the shipped corpus.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import sklearn

from detector.classify.model import Classifier
from detector.training.corpus import corpus_digest, corpus_files, read_corpus
from models.records import Label

CARD = Path(__file__).parents[2] / "docs" / "model-card.md"


def model_card(classifier: Classifier) -> str:
    """Return the card of the classifier of the shipped corpus, in Markdown."""
    files = corpus_files()
    documents = read_corpus(files)
    outages = {one.group for one in documents if one.is_about_an_outage}
    negatives = sum(one.label in (Label.OTHER, Label.MAINTENANCE) for one in documents)
    lines = [
        "# Model card",
        "",
        "Two multinomial logistic regressions, one for articles and notices, one for posts, that say",
        "whether a Korean text reports an outage of a digital service. Built on the machine that uses",
        "it from the corpus in `detector/training/corpus/`; kept as numbers and strings.",
        "",
        "| | |",
        "|---|---|",
        f"| learned from | {len(documents):,} documents, {negatives:,} of them negatives, on"
        f" {len(outages):,} outages and on everything else |",
        f"| corpus, SHA-256 | `{corpus_digest(files)}` |",
        f"| built with | scikit-learn {sklearn.__version__}, NumPy {np.__version__} |",
        f"| outputs | {', '.join(label.value for label in Label)}; a calibrated probability of a report |",
        "",
        "Scores on documents whose outage the model had not seen (four folds, each outage on one side",
        "only, through the gate, each text by its own words; an aftermath counts neither way):",
        "",
        "| family | documents | precision | recall | F1 | threshold |",
        "|---|--:|--:|--:|--:|--:|",
        *(
            f"| {score.family} | {score.documents:,} | {score.precision:.3f} | {score.recall:.3f}"
            f" | {score.f1:.3f} | {score.threshold} |"
            for score in classifier.scores
        ),
        "",
        "Posts are then judged in their neighbourhood (docs/decisions/0010-neighbourhood.md), which",
        "these folds do not have.",
        "",
        "**Not for**: other languages; texts about machines, roads and power that no digital service",
        "depends on; deciding about people. Its texts are made up after real outages, so what they say",
        "is no source of facts. Outages are told in many more ways than it has seen: `meoktong review`",
        "shows where it doubts, and `meoktong label` corrects it.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Write the card of the shipped corpus's classifier."""
    from detector.training.cached import base_version, stored_version, train_base

    classifier = stored_version(base_version()) or train_base()
    CARD.write_text(model_card(classifier), encoding="utf-8")


if __name__ == "__main__":
    main()
