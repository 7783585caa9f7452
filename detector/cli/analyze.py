"""Reads one document and says what it concludes; stores nothing."""

from __future__ import annotations

from datetime import datetime

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import MOMENT, WordType, json_option
from detector.cli.screen import Progress, note, write_json
from detector.cli.words import KIND
from models import clock
from models.records import Document, Kind, Report


@click.command("analyze", cls=KoreanCommand)
@click.argument("target", metavar="파일|주소|-")
@click.option(
    "--kind", type=WordType({kind.value: word for kind, word in KIND.items()}), default="news",
    metavar="KIND", help="news(뉴스, 기본), community(커뮤니티 글), official(공지)",
)  # fmt: skip
@click.option("--published", type=MOMENT, help="나온 때. 글 안에 있으면 필요 없습니다.")
@click.option("--title", metavar="TITLE", help="제목. 글 안에서 찾은 것을 대신합니다.")
@json_option
def command(
    target: str, kind: str, published: datetime | None, title: str | None, as_json: bool
) -> None:
    """문서 하나를 읽고 판단을 보입니다 (저장하지 않음).

    텍스트(페이지에서 복사한 것도)나 HTML을 읽습니다. '-'는 표준 입력입니다. 근거가 된 말은 밑줄로,
    터미널이 아니면 «»로 표시합니다.

    \b
    예: meoktong analyze 기사.txt
        meoktong analyze 글.txt --kind community --published 2022-10-15T15:40
        meoktong analyze https://example.com/news/1 --json
    """
    from detector.cli.one_document import document_of
    from detector.cli.target import read_target

    now = clock.now()
    found = document_of(read_target(target), Kind(kind), now, published=published, title=title)
    if not found.is_dated:
        note(
            "글에 나온 때가 없어 지금 나온 것으로 보고 읽습니다."
            " 다르면 --published로 알려 주세요 (예: --published 2018-11-22T20:00)"
        )
    report = _read(found.document)
    if as_json:
        from detector.views.as_json import report_json

        write_json({**report_json(report), "text": found.document.text})
    else:
        from detector.cli.report_page import print_report

        print_report(report, found.document, is_dated=found.is_dated)


def _read(document: Document) -> Report:
    from detector.classify.model import load_model
    from detector.reading import read_document

    model = load_model(Progress("분류기").say)
    return Report(
        row=0,
        source=document.source,
        external_id=document.external_id,
        url=document.url,
        kind=document.kind,
        published_at=document.published_at,
        title=document.title,
        reading=read_document(document, model),
    )
