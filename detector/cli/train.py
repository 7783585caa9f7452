"""Rebuilds the classifier."""

from __future__ import annotations

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import json_option
from detector.cli.screen import note, say, write_json


@click.command("train", cls=KoreanCommand)
@json_option
def command(as_json: bool) -> None:
    """분류기를 다시 만듭니다.

    프로그램에 들어 있는 말뭉치로 만들고, 보지 않은 장애의 문서로 잰 점수를 보입니다(1분쯤).

    \b
    예: meoktong train
    """
    from detector.training.cached import train

    classifier = train(note)
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
    if not as_json:
        say(f"분류기 {classifier.version}을(를) 만들었습니다")
