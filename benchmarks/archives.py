"""Archives to measure with: the same made-up documents as JSON Lines or as an export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

_FIRST = datetime(2026, 1, 1)  # noqa: DTZ001 - written without a zone, as exports do
_SENTENCE = "가나페이는 {n}번째 점검 뒤 결제와 송금이 되지 않는다는 문의가 이어졌다고 밝혔다. "
_HEADINGS = (
    "뉴스 식별자", "일자", "언론사", "기고자", "제목", "통합 분류1", "키워드",
    "특성추출(가중치순 상위 50개)", "본문", "URL", "분석제외 여부",
)  # fmt: skip


def write_archive(file: Path, documents: int) -> Path:
    """Write an archive of this many documents, by its name's ending .jsonl or .xlsx; return it."""
    if file.suffix == ".xlsx":
        _write_workbook(file, documents)
    else:
        with file.open("w", encoding="utf-8") as lines:
            for fields in _documents(documents):
                lines.write(json.dumps(fields, ensure_ascii=False) + "\n")
    return file


def _documents(how_many: int) -> Iterator[dict[str, Any]]:
    for n in range(how_many):
        yield {
            "id": str(n),
            "url": f"https://press{n % 20}.example/news/{n}",
            "source": f"press{n % 20}.example",
            "kind": "news",
            "published": (_FIRST + timedelta(minutes=n % 100_000)).isoformat(),
            "title": f"가나페이 결제 장애 {n}보",
            "text": "".join(_SENTENCE.format(n=n * 10 + part) for part in range(10)),
        }


def _write_workbook(file: Path, documents: int) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("sheet")
    sheet.append(_HEADINGS)
    for n, fields in enumerate(_documents(documents)):
        moment = datetime.fromisoformat(fields["published"])
        words = ",".join(f"낱말{n}-{number}" for number in range(50))
        sheet.append(
            [
                f"01109999.{moment:%Y%m%d%H%M%S}{n % 1000:03}", int(f"{moment:%Y%m%d}"),
                f"언론사{n % 20}", "", fields["title"], "IT_과학>인터넷_SNS", words, words,
                fields["text"][:200], fields["url"], "",
            ]
        )  # fmt: skip
    book.save(file)
