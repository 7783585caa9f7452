"""Scores the classifier against labelled documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import json_option
from detector.cli.progress import Progress
from detector.cli.screen import say, write_json
from detector.cli.spoken import tell
from detector.cli.words import KIND, LABEL
from models import clock
from models.records import Kind, Label

if TYPE_CHECKING:
    from detector.training.evaluate import Detection, Evaluation, Mistake


@click.command("evaluate", cls=KoreanCommand, help="cli.evaluate.help")
@click.argument("gold", metavar="cli.common.file", type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="cli.evaluate.errors_help")
@json_option
def command(gold: Path, errors: bool, as_json: bool) -> None:
    """Run `meoktong evaluate`."""
    from detector.classify.model import load_model
    from detector.cli.gold import read_gold
    from detector.training.evaluate import evaluate

    documents = read_gold(gold, clock.now())
    with Progress(tell("cli.common.documents_read")) as progress:
        evaluation = evaluate(documents, load_model(progress.say), progress)
    if as_json:
        write_json(_json(evaluation, with_mistakes=errors))
    else:
        _print(evaluation, with_mistakes=errors)


def _print(evaluation: Evaluation, *, with_mistakes: bool) -> None:
    for found in evaluation.detections:
        name = tell("cli.common.all") if found.kind == "all" else KIND[Kind(found.kind)]
        say(
            tell(
                "cli.evaluate.scores",
                name=name,
                documents=found.documents,
                precision=found.precision,
                recall=found.recall,
                f1=found.f1,
                baseline_f1=found.baseline_f1,
            )
        )
    say(tell("cli.evaluate.macro", macro_f1=evaluation.macro_f1))
    for line in _confusion(evaluation):
        say(line)
    for part in evaluation.calibration:
        say(
            tell(
                "cli.evaluate.calibration",
                low=part.low,
                high=part.high,
                documents=part.documents,
                mean_probability=part.mean_probability,
                share_of_reports=part.share_of_reports,
            )
        )
    for mistake in evaluation.mistakes if with_mistakes else ():
        say(
            tell(
                "cli.evaluate.mistake",
                id=mistake.id,
                label=LABEL[mistake.label],
                label2=LABEL[mistake.concluded],
                probability=mistake.probability,
                text=mistake.text,
            )
        )


def _confusion(evaluation: Evaluation) -> list[str]:
    """Return a line for each label: as what its documents were taken, the most often first."""
    by_label: dict[Label, list[tuple[int, Label]]] = {}
    for (label, concluded), count in evaluation.confusion.items():
        by_label.setdefault(label, []).append((count, concluded))
    return [
        tell(
            "cli.evaluate.confusion",
            label=LABEL[label],
            documents=sum((count for count, _ in found)),
        )
        + ", ".join(
            f"{LABEL[concluded]} {count:,}"
            for count, concluded in sorted(found, key=lambda pair: (-pair[0], pair[1].value))
        )
        for label in Label
        if (found := by_label.get(label))
    ]


def _json(evaluation: Evaluation, *, with_mistakes: bool) -> dict[str, Any]:
    confusion = sorted(evaluation.confusion.items())
    content: dict[str, Any] = {
        "detection": {found.kind: _detection(found) for found in evaluation.detections},
        "macro_f1": round(evaluation.macro_f1, 4),
        "confusion": [
            {"label": label.value, "concluded": concluded.value, "documents": count}
            for (label, concluded), count in confusion
        ],
        "calibration": [
            {
                "low": part.low,
                "high": part.high,
                "documents": part.documents,
                "mean_probability": round(part.mean_probability, 4),
                "share_of_reports": round(part.share_of_reports, 4),
            }
            for part in evaluation.calibration
        ],
    }
    if with_mistakes:
        content["mistakes"] = [_mistake(mistake) for mistake in evaluation.mistakes]
    return content


def _detection(found: Detection) -> dict[str, Any]:
    return {
        "documents": found.documents,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "f1": round(found.f1, 4),
        "baseline_f1": round(found.baseline_f1, 4),
    }


def _mistake(mistake: Mistake) -> dict[str, Any]:
    return {
        "document_id": mistake.id,
        "kind": mistake.kind.value,
        "label": mistake.label.value,
        "concluded": mistake.concluded.value,
        "probability": mistake.probability,
        "text": mistake.text,
    }
