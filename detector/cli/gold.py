"""Documents with the labels that people gave them, read strictly from JSON Lines."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from crawler.archives.json_lines import read_archive
from detector.training.corpus import LabelledDocument
from models.errors import ImportLineError, UsageError
from models.records import Document, Label


def read_gold(file: Path, now: datetime) -> list[LabelledDocument]:
    """Return the labelled documents of a file, plain or gzip.

    Raises UsageError for a file that cannot be read, ImportLineError at its first bad line.
    """
    try:
        with file.open("rb") as archive:
            lines = list(read_archive(archive, file.name, now))
    except FileNotFoundError as error:
        raise UsageError(f"{file}: 그런 파일이 없습니다") from error
    except OSError as error:
        raise UsageError(f"{file}: 읽을 수 없습니다 ({error.strerror})") from error
    found = []
    for number, line in enumerate(lines, 1):
        if isinstance(line, ImportLineError):
            raise line
        found.append(_labelled(line, file.name, number))
    if not found:
        raise UsageError(f"{file}: 문서가 하나도 없습니다")
    return found


def _labelled(document: Document, name: str, number: int) -> LabelledDocument:
    label, incident = document.extra.get("label"), document.extra.get("incident")
    if label not in set(Label):
        known = ", ".join(label.value for label in Label)
        problem = f"{number}번째 문서의 키 'label'이(가) 없거나 틀립니다. 쓸 수 있는 값: {known}"
        raise ImportLineError(name, number, problem)
    return LabelledDocument(
        id=document.external_id,
        kind=document.kind,
        published_at=document.published_at,
        title=document.title,
        body=document.body,
        label=Label(label),
        group=str(incident or document.external_id),
        is_about_an_outage=bool(incident),
    )
