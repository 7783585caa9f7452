"""Rebuilds the classifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import database_option, json_option, opened
from detector.cli.progress import Progress
from detector.cli.screen import note, say, write_json
from detector.cli.spoken import tell
from models.errors import ModelError, UsageError

if TYPE_CHECKING:
    from detector.classify.model import Classifier
    from detector.training.corrections import Trained


@click.command("train", cls=KoreanCommand, help="cli.train.help")
@click.option(
    "--with-corrections", is_flag=True,
    help="cli.train.corrections_help",
)  # fmt: skip
@click.option("--force", is_flag=True, help="cli.train.force_help")
@database_option
@json_option
def command(with_corrections: bool, force: bool, db: str | None, as_json: bool) -> None:
    """Run `meoktong train`."""
    if force and not with_corrections:
        raise UsageError(tell("cli.train.force_alone"))
    if with_corrections:
        _train_with_corrections(db, force=force, as_json=as_json)
        return
    from detector.training.cached import train

    with Progress(tell("cli.common.classifier")) as progress:
        classifier = train(progress.say)
    _print_scores(classifier, as_json=as_json)
    if not as_json:
        say(tell("cli.train.built", version=classifier.version))


def _train_with_corrections(db: str | None, *, force: bool, as_json: bool) -> None:
    """Train, show the scores, and fail where the new classifier is not taken into use."""
    from detector.training.corrections import corrected_documents, train_with_corrections

    with opened(db) as database, database.reading() as session:
        corrections = corrected_documents(session)
    with Progress(tell("cli.common.classifier")) as progress:
        trained = train_with_corrections(corrections, progress.say, force=force)
    _print_scores(trained.classifier, as_json=as_json)
    if not trained.is_used:
        raise ModelError(trained.classifier.version, tell("cli.train.kept", worse=_worse(trained)))
    if trained.worse:
        note(tell("cli.train.forced", worse=_worse(trained)))
    if not as_json:
        say(
            tell(
                "cli.train.built_with",
                corrections=trained.corrections,
                version=trained.classifier.version,
            )
        )


def _worse(trained: Trained) -> str:
    parts = [f"{now.family} F1 {before.f1:.3f} → {now.f1:.3f}" for before, now in trained.worse]
    return tell("cli.train.worse", scores=", ".join(parts))


def _print_scores(classifier: Classifier, *, as_json: bool) -> None:
    for score in classifier.scores:
        if as_json:
            write_json(
                {
                    "model": classifier.version,
                    "family": score.family,
                    "documents": score.documents,
                    "precision": round(score.precision, 4),
                    "recall": round(score.recall, 4),
                    "f1": round(score.f1, 4),
                    "threshold": score.threshold,
                }
            )
        else:
            say(
                tell(
                    "cli.train.scores",
                    family=score.family,
                    documents=score.documents,
                    precision=score.precision,
                    recall=score.recall,
                    f1=score.f1,
                    threshold=score.threshold,
                )
            )
