"""Keeps what a person says a document is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import WordType, database_option, json_option, opened
from detector.cli.screen import say, write_json
from detector.cli.words import LABEL
from models import clock
from models.errors import UsageError
from models.records import Label
from models.text import normalize

if TYPE_CHECKING:
    from detector.labelling import Judged

#: Words for models.corrections.ChosenBy.
CHOSEN_BY = {"user": "스스로", "doubt": "의심", "random": "무작위"}


@click.command("label", cls=KoreanCommand)
@click.argument("document", metavar="문서")
@click.argument(
    "label",
    metavar="[라벨]",
    required=False,
    type=WordType({label.value: word for label, word in LABEL.items()}),
)
@click.option("--undo", is_flag=True, help="정정을 지우고 그때 프로그램의 판단으로 되돌립니다.")
@click.option("--by", "judged_by", metavar="NAME", help="누가 판단했나. 적지 않아도 됩니다.")
@click.option(
    "--chosen-by", type=WordType(CHOSEN_BY), default="user", metavar="HOW",
    help="어떻게 고른 문서인가: user(스스로), doubt(의심), random(무작위). review가 적어 줍니다.",
)  # fmt: skip
@database_option
@json_option
def command(
    document: str,
    label: str | None,
    undo: bool,
    judged_by: str | None,
    chosen_by: str,
    db: str | None,
    as_json: bool,
) -> None:
    """문서 하나의 라벨을 사람이 정합니다.

    문서는 'meoktong reports --json'의 document_id나 출처:id나 주소, 라벨은 outage(장애),
    recovery(복구), aftermath(뒷이야기), maintenance(점검), other(장애 아님)입니다. 맞은 판단도 같은
    라벨로 적으면 정밀도에 셉니다. 곧바로 판단과 사건이 바뀌고, 다시 읽어도 그대로입니다. 글이
    바뀌면 힘을 잃습니다.

    \b
    예: meoktong label 20181122_1 장애아님
        meoktong label yna:AKR1 recovery --by 당번
        meoktong label 20181122_1 --undo
    """
    from detector.labelling import label_document, undo_label
    from models.corrections import ChosenBy

    if undo == (label is not None):
        raise UsageError("라벨이나 --undo 가운데 하나를 주세요 (예: meoktong label 문서 장애)")
    name = normalize(document).strip()
    with opened(db) as database:
        if label is None:
            judged = undo_label(database, name)
        else:
            judged = label_document(
                database,
                name,
                Label(label),
                at=clock.now(),
                judged_by=normalize(judged_by).strip() or None if judged_by else None,
                chosen_by=ChosenBy(chosen_by),
            )
    if as_json:
        write_json(judged_json(judged))
    else:
        say_judged(judged)


def say_judged(judged: Judged) -> None:
    """Write what the report says now, and which incidents were grouped anew."""
    from models.corrections import PERSON

    report, said = judged.report, judged.correction
    before = f"{LABEL[said.said_label]} {said.said_probability:.2f}"
    is_person = report.reading.model == PERSON
    now = f"{LABEL[report.reading.label]} ({'사람' if is_person else '프로그램'})"
    say(f"{report.title or '(제목 없음)'}")
    say(f"    프로그램 {before} → {now}")
    if report.incident_ids:
        say(f"    든 사건 {', '.join(report.incident_ids)}")
    else:
        say("    어느 사건에도 들지 않습니다")


def judged_json(judged: Judged) -> dict[str, Any]:
    """Return a judgement as the JSON object of the interface."""
    from models.clock import show_iso
    from models.corrections import PERSON

    report, correction = judged.report, judged.correction
    return {
        "document_id": report.external_id,
        "source": report.source,
        "label": report.reading.label.value,
        "corrected": report.reading.model == PERSON,
        "said": {
            "label": correction.said_label.value,
            "probability": round(correction.said_probability, 4),
            "model": correction.said_model,
        },
        "by": correction.judged_by,
        "at": show_iso(correction.judged_at),
        "chosen_by": correction.chosen_by.value,
        "incident_id": report.incident_ids[0] if report.incident_ids else None,
        "incidents": list(judged.incidents),
    }
