"""Scores the classifier against labelled documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import json_option
from detector.cli.screen import Progress, say, write_json
from detector.cli.words import KIND, LABEL
from models import clock
from models.records import Kind, Label

if TYPE_CHECKING:
    from detector.training.evaluate import Detection, Evaluation, Mistake


@click.command("evaluate", cls=KoreanCommand)
@click.argument("gold", metavar="파일", type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="틀린 문서를 하나씩, 심하게 틀린 것부터 보입니다.")
@json_option
def command(gold: Path, errors: bool, as_json: bool) -> None:
    """사람이 분류한 문서로 점수를 매깁니다.

    파일은 들여올 때와 같은 JSON Lines에 label(outage·recovery·aftermath·maintenance·other)이 더
    있는 것입니다. 뒷이야기(aftermath)는 어느 쪽으로도 세지 않습니다. 글마다 혼자만 보고
    매깁니다. 'meoktong detect'는 게시글을 이웃과 함께 봅니다.

    \b
    예: meoktong evaluate 정답.jsonl --errors
    """
    from detector.classify.model import load_model
    from detector.cli.gold import read_gold
    from detector.training.evaluate import evaluate

    documents = read_gold(gold, clock.now())
    progress = Progress("읽은 문서")
    evaluation = evaluate(documents, load_model(progress.say), progress)
    progress.done()
    if as_json:
        write_json(_json(evaluation, with_mistakes=errors))
    else:
        _print(evaluation, with_mistakes=errors)


def _print(evaluation: Evaluation, *, with_mistakes: bool) -> None:
    for found in evaluation.detections:
        name = "모두" if found.kind == "all" else KIND[Kind(found.kind)]
        say(
            f"{name}: 문서 {found.documents:,}건, 정밀도 {found.precision:.3f},"
            f" 재현율 {found.recall:.3f}, F1 {found.f1:.3f} (낱말 규칙 {found.baseline_f1:.3f})"
        )
    say(f"다섯 갈래 macro F1 {evaluation.macro_f1:.3f}")
    for line in _confusion(evaluation):
        say(line)
    for part in evaluation.calibration:
        say(
            f"확률 {part.low:.1f}~{part.high:.1f}: 문서 {part.documents:,}건,"
            f" 평균 {part.mean_probability:.2f}, 실제 {part.share_of_reports:.2f}"
        )
    for mistake in evaluation.mistakes if with_mistakes else ():
        say(
            f"{mistake.id}: {LABEL[mistake.label]}인데 {LABEL[mistake.concluded]}"
            f" ({mistake.probability:.2f})  {mistake.text}"
        )


def _confusion(evaluation: Evaluation) -> list[str]:
    """Return a line for each label: as what its documents were taken, the most often first."""
    by_label: dict[Label, list[tuple[int, Label]]] = {}
    for (label, concluded), count in evaluation.confusion.items():
        by_label.setdefault(label, []).append((count, concluded))
    return [
        f"{LABEL[label]} {sum(count for count, _ in found):,}건을 이렇게 보았습니다: "
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
