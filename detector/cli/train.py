"""Rebuilds the classifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import database_option, json_option, opened
from detector.cli.screen import note, say, write_json
from models.errors import ModelError, UsageError

if TYPE_CHECKING:
    from detector.classify.model import Classifier
    from detector.training.corrections import Trained


@click.command("train", cls=KoreanCommand)
@click.option(
    "--with-corrections", is_flag=True,
    help="데이터베이스에 있는 사람의 정정도 배웁니다.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="점수가 낮아져도 정정을 배운 것을 씁니다.")
@database_option
@json_option
def command(with_corrections: bool, force: bool, db: str | None, as_json: bool) -> None:
    """분류기를 다시 만듭니다.

    프로그램에 들어 있는 말뭉치로 만들고, 보지 않은 장애의 문서로 잰 점수를 보입니다(1분쯤).

    --with-corrections는 'meoktong label'과 'meoktong review'로 정정한 글을 더 배웁니다. 점수는
    말뭉치의 글로만 재고, 말뭉치만 배운 것보다 나빠지면 쓰지 않습니다. 만든 것은 모든
    데이터베이스에 쓰이며, --with-corrections 없이 다시 만들면 처음으로 돌아갑니다. 이미 읽은
    문서는 'meoktong detect --again'으로 다시 읽습니다.

    \b
    예: meoktong train
        meoktong train --with-corrections
    """
    if force and not with_corrections:
        raise UsageError("--force는 --with-corrections와 함께 씁니다")
    if with_corrections:
        _train_with_corrections(db, force=force, as_json=as_json)
        return
    from detector.training.cached import train

    classifier = train(note)
    _print_scores(classifier, as_json=as_json)
    if not as_json:
        say(f"분류기 {classifier.version}을(를) 만들었습니다")


def _train_with_corrections(db: str | None, *, force: bool, as_json: bool) -> None:
    """Train, show the scores, and fail where the new classifier is not taken into use."""
    from detector.training.corrections import corrected_documents, train_with_corrections

    with opened(db) as database, database.reading() as session:
        corrections = corrected_documents(session)
    trained = train_with_corrections(corrections, note, force=force)
    _print_scores(trained.classifier, as_json=as_json)
    if not trained.is_used:
        raise ModelError(trained.classifier.version, f"{_worse(trained)}. 쓰던 것을 그대로 씁니다")
    if trained.worse:
        note(f"{_worse(trained)}. --force라서 씁니다")
    if not as_json:
        say(
            f"정정 {trained.corrections:,}건을 더 배운 분류기 {trained.classifier.version}을(를)"
            " 만들었습니다. 이제 이것을 씁니다"
        )


def _worse(trained: Trained) -> str:
    parts = [f"{now.family} F1 {before.f1:.3f} → {now.f1:.3f}" for before, now in trained.worse]
    return f"정정을 배우니 점수가 낮아졌습니다 ({', '.join(parts)})"


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
                f"{score.family}: 문서 {score.documents:,}건, 정밀도 {score.precision:.3f},"
                f" 재현율 {score.recall:.3f}, F1 {score.f1:.3f}, 문턱 {score.threshold}"
            )
