"""Trains the classifier on the corpus and on what people corrected."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from detector.classify.model import Classifier, FamilyScore
from detector.reading import as_of
from detector.training.cached import base_version, keep, stored_version, train_base
from detector.training.corpus import LabelledDocument, corpus_digest, corpus_files, read_corpus
from detector.training.in_use import InUse, write_in_use
from detector.training.train import train_classifier
from models.corrections import CorrectedText, corrected_texts
from models.errors import UsageError
from models.problems import Problem
from models.records import ABOUT_AN_OUTAGE

#: A classifier whose held-out F1 falls by more in any family is not taken into use. Added texts
#: shuffle the held-out folds anew: ten and thirty plain ones moved F1 by at most 0.006 (measured).
TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class Trained:
    """A classifier that learned from corrections, and how it does beside the corpus's own.

    The scores of both are of the corpus's documents alone, held out: the same test for both.
    """

    classifier: Classifier
    base: Classifier
    corrections: int
    is_used: bool

    @property
    def worse(self) -> tuple[tuple[FamilyScore, FamilyScore], ...]:
        """The families whose F1 falls by more than TOLERANCE: their scores before and now."""
        before = {score.family: score for score in self.base.scores}
        return tuple(
            (before[score.family], score)
            for score in self.classifier.scores
            if score.family in before and before[score.family].f1 - score.f1 > TOLERANCE
        )


def corrected_documents(session: Session) -> list[LabelledDocument]:
    """Return what people corrected as documents to learn from, in order of source and id.

    Each is the text that was judged, also where the document has changed since.
    """
    return [_labelled(text) for text in corrected_texts(session)]


def train_with_corrections(
    corrections: Sequence[LabelledDocument],
    progress: Callable[[str], None] | None = None,
    *,
    force: bool = False,
) -> Trained:
    """Return the classifier of the corpus and the corrections, trained now and kept.

    It is in use from now on unless it does worse than the corpus's own (which is trained first
    where the cache has none) and force is False. The same corrections give the same classifier.
    Raises UsageError without corrections, ModelError.
    """
    if not corrections:
        raise UsageError(Problem("problem.model.no_corrections"))
    version = base_version()
    base = stored_version(version, progress) or train_base(progress)
    files = corpus_files()
    digest = f"{corpus_digest(files)} {corrections_digest(corrections)}"
    classifier = train_classifier(read_corpus(files), digest, progress, extra=corrections)
    keep(classifier)
    trained = Trained(classifier, base, len(corrections), is_used=False)
    if trained.worse and not force:
        return trained
    write_in_use(InUse(version, classifier.version, len(corrections)))
    return Trained(classifier, base, len(corrections), is_used=True)


def corrections_digest(corrections: Sequence[LabelledDocument]) -> str:
    """Return the SHA-256 over all that is learned from the corrections, in their order."""
    digest = hashlib.sha256()
    for document in corrections:
        fields = asdict(document) | {"published_at": document.published_at.isoformat()}
        digest.update(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode() + b"\n")
    return digest.hexdigest()


def _labelled(text: CorrectedText) -> LabelledDocument:
    document = text.document
    id = f"correction:{document.source}:{document.external_id}"
    return LabelledDocument(
        id=id,
        kind=document.kind,
        published_at=as_of(document),
        title=document.title,
        body=document.body,
        label=text.correction.label,
        group=text.incident_id or id,
        is_about_an_outage=text.correction.label in ABOUT_AN_OUTAGE,
    )
