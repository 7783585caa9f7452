"""Archives of our own words, as the programs that write them lay them out."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from crawler.archives.found import Asked, Found
from crawler.archives.reader import read_file
from models.clock import parse_iso
from models.errors import ImportLineError
from models.records import Document

NOW = parse_iso("2026-04-02T12:00:00")
HEADINGS = (
    "뉴스 식별자", "일자", "언론사", "기고자", "제목", "통합 분류1", "통합 분류2", "통합 분류3",
    "사건/사고 분류1", "사건/사고 분류2", "사건/사고 분류3", "인물", "위치", "기관", "키워드",
    "특성추출(가중치순 상위 50개)", "본문", "URL", "분석제외 여부",
)  # fmt: skip
OLD_HEADINGS = (
    "주소", "일자", "언론사", "기고자", "제목", "통합 분류1", "통합 분류2", "통합 분류3",
    "사건_사고 분류1", "사건_사고 분류2", "사건_사고 분류3", "개체명(인물)", "개체명(지역)",
    "개체명(기업기관)", "키워드", "특성추출", "본문", "원본주소",
)  # fmt: skip
USUAL: dict[str, Any] = {
    "뉴스 식별자": "01109999.20260115083012001",
    "일자": "20260115",
    "언론사": "가람일보",
    "기고자": "홍길동 기자",
    "제목": "가나페이 결제 한때 먹통",
    "통합 분류1": "IT_과학>인터넷_SNS",
    "사건/사고 분류1": "사고>정보통신사고",
    "인물": "홍길동",
    "키워드": "가나페이,결제,먹통",
    "본문": "가나페이 결제가 15일 오전 8시부터 되지 않고 있다.",
    "URL": "https://www.garam.example/news/1",
}


def row(**changed: Any) -> dict[str, Any]:
    """Return a row of an export, these cells changed."""
    names = {"number": "뉴스 식별자", "day": "일자", "press": "언론사", "title": "제목"}
    names |= {"body": "본문", "url": "URL", "excluded": "분석제외 여부"}
    return USUAL | {names[key]: value for key, value in changed.items()}


def export(*rows: dict[str, Any], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """Return a workbook as the service's writer makes it: texts in the cells, a size of "A1"."""
    lines = [dict(zip(headings, headings, strict=True)), *rows]
    data = "".join(
        f'<row r="{number}">'
        + "".join(
            cell_xml(line.get(heading), number, place) for place, heading in enumerate(headings)
        )
        + "</row>"
        for number, line in enumerate(lines, 1)
    )
    return workbook(f'<dimension ref="A1"/><sheetData>{data}</sheetData>')


def cell_xml(value: Any, number: int, place: int) -> str:
    where = f'r="{chr(65 + place)}{number}"'
    if value is None or value == "":
        return ""
    if isinstance(value, int | float):
        return f"<c {where}><v>{value}</v></c>"
    return f'<c {where} t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def workbook(sheet: str, texts: str = "") -> bytes:
    """Return a workbook of one sheet, with shared texts where there are any."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{sheet_type}.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{sheet_type}.worksheet+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" '
        f'ContentType="{sheet_type}.sharedStrings+xml"/></Types>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{texts}</sst>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="sheet" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
    }
    return zipped(parts)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def saved_again(*rows: dict[str, Any]) -> bytes:
    """Return a workbook as Excel saves it: the texts apart from the cells that share them."""
    texts: list[str] = []

    def cell(value: Any) -> str:
        if not isinstance(value, str):
            return "<c/>" if value is None else f"<c><v>{value}</v></c>"
        texts.append(escape(value))
        return f'<c t="s"><v>{len(texts) - 1}</v></c>'

    lines = [dict(zip(HEADINGS, HEADINGS, strict=True)), *rows]
    data = "".join(
        f"<row>{''.join(cell(line.get(heading)) for heading in HEADINGS)}</row>" for line in lines
    )
    return workbook(
        f"<sheetData>{data}</sheetData>", "".join(f"<si><t>{t}</t></si>" for t in texts)
    )


def table(*rows: dict[str, Any], headings: tuple[str, ...] = HEADINGS, by: str = ",") -> str:
    """Return the text of a CSV."""
    lines = [headings, *([line.get(heading, "") for heading in headings] for line in rows)]
    return "".join(by.join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)


def read(raw: bytes, name: str = "a.xlsx", **more: Any) -> list[Found]:
    """Return all that is found in a file."""
    return list(read_file(io.BufferedReader(io.BytesIO(raw)), Asked(name, NOW, **more)))  # type: ignore[arg-type]


def one(raw: bytes, name: str = "a.xlsx", **more: Any) -> Document:
    """Return the only document of a file."""
    (found,) = read(raw, name, **more)
    assert isinstance(found, Document), found
    return found


def refusal(raw: bytes, name: str = "a.xlsx", **more: Any) -> str:
    """Return the one line that says why nothing of a file can be read."""
    (found,) = read(raw, name, **more)
    assert isinstance(found, ImportLineError), found
    assert "\n" not in str(found)
    return str(found)


def lines(*numbers: int) -> bytes:
    """Return JSON Lines of documents with these numbers."""
    fields = {
        "url": "https://example.com/1", "source": "example.com", "kind": "news",
        "published": "2026-01-15T08:41:00+09:00", "title": "가나페이 먹통", "text": "멈췄다.",
    }  # fmt: skip
    return b"".join(json.dumps(fields | {"id": str(n)}).encode() + b"\n" for n in numbers)
