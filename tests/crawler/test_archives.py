"""Workbooks, tables and packed files: what is read of them, and how a broken one is named."""

from __future__ import annotations

import gzip
import io
import zipfile
from typing import Any

import pytest
from archive_files import NOW, export, lines, one, read, refusal, row, table, workbook, zipped
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from crawler.archives import csv_file, zip_guard
from crawler.archives.found import ArchiveBrokenError
from models.errors import ImportLineError
from models.records import Document, Kind


def test_a_cut_workbook_says_so_in_a_line() -> None:
    raw = export(*(row(number=str(n)) for n in range(50)))
    assert "잘렸거나 손상" in refusal(raw[: len(raw) // 2])
    assert "잘렸거나 손상" in refusal(zipped({"a.txt": "x"}))
    assert "잘렸거나 손상" in refusal(b"PK\x05\x06" + bytes(18))


def test_a_sheet_that_is_damaged_gives_what_came_before() -> None:
    sheet = export(row(number="a"), row(number="b"))
    with zipfile.ZipFile(io.BytesIO(sheet)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    whole = bytes(parts["xl/worksheets/sheet1.xml"])  # type: ignore[arg-type]
    parts["xl/worksheets/sheet1.xml"] = whole[: whole.index(b'r="3"')] + b"<<<"
    first, broken = read(zipped(parts))
    assert isinstance(first, Document)
    assert isinstance(broken, ArchiveBrokenError)
    assert "여기서부터" in str(broken)


def test_an_old_or_encrypted_workbook_is_named_with_what_to_do() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert "옛 엑셀 형식" in refusal(ole + bytes(5000), "a.xls")
    encrypted = ole + bytes(3 * 1024 * 1024) + "EncryptedPackage".encode("utf-16-le")
    assert "암호" in refusal(encrypted)


def test_a_web_page_that_is_called_a_workbook_is_named() -> None:
    assert "HTML" in refusal(b"<html><table></table></html>", "a.xls")
    assert "엑셀 파일(xlsx)이 아니거나" in refusal(b"\x00\x01", "a.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"[Content_Types].xml": bytes(64 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert "압축 폭탄" in refusal(bomb)
    monkeypatch.setattr(zip_guard, "MOST_BYTES", 100)
    assert "GiB" in refusal(export(row()))


def test_a_cell_without_an_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "LONGEST_TEXT", 50_000)
    assert "끝나지 않는" in str(read(export(row(), row(body="가" * 100_000)))[-1])
    monkeypatch.setattr(zip_guard, "LONGEST_ROW", 50_000)
    cells = '<row r="1">' + "<c/>" * 100_000
    assert "끝나지 않는" in refusal(workbook(f"<sheetData>{cells}</row></sheetData>"))


def test_entities_that_grow_are_refused() -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 50}">' for n in range(1, 8))
    sheet = workbook("<sheetData/>")
    with zipfile.ZipFile(io.BytesIO(sheet)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        f'<!DOCTYPE w [<!ENTITY a0 "가나다라">{grown}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c t="inlineStr"><is><t>&a7;</t></is></c></row></sheetData></worksheet>'
    )
    assert "읽을 수 없습니다" in refusal(zipped(parts))


@given(st.data())
def test_a_workbook_with_wrong_bytes_is_documents_or_named_errors(data: st.DataObject) -> None:
    raw = bytearray(_EXPORT)
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=20)):
        raw[place] = data.draw(st.integers(0, 255))
    assert all(isinstance(found, Document | ImportLineError) for found in read(bytes(raw)))


_EXPORT = export(row())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("by", [",", "\t", ";"])
def test_a_csv_is_read_in_whatever_encoding_and_by_whatever_delimiter(
    encoding: str, by: str
) -> None:
    line = row(title='제목, "인용""문"\t;똠', body="첫 줄\r\n둘째 줄")
    line["제목"] = line["제목"].replace('"', '""').replace('""""', '""')
    found = one(table(line, by=by).encode(encoding), "a.csv")
    assert found.title.startswith("제목, ")
    assert found.body == "첫 줄\n둘째 줄"


def test_a_csv_is_known_without_its_name_and_packed() -> None:
    raw = table(row(), row(number="b")).encode("cp949")
    assert all(isinstance(found, Document) for found in read(raw, "기사"))
    assert len(read(gzip.compress(raw), "기사")) == 2
    assert len(read(zstd.compress(raw), "기사")) == 2


def test_a_csv_with_our_own_keys_is_read_too() -> None:
    raw = (
        "id,url,source,kind,published,title,text,fetched,기타\n"
        "1,,board.example,community,2026-01-15 08:00,먹통,안 된다,,메모\n"
    ).encode()
    found = one(raw, "a.csv")
    assert (found.kind, found.extra) == (Kind.COMMUNITY, {"기타": "메모"})
    assert found.fetched_at == NOW


@pytest.mark.parametrize(
    ("heading", "missing"),
    [("뉴스 식별자,일자,제목", "언론사, 본문"), ("id,url,title", "source, kind, published, text")],
)
def test_a_table_without_its_columns_says_which_are_missing(heading: str, missing: str) -> None:
    assert refusal(f"{heading}\n1,2,3\n".encode(), "a.csv") == f"a.csv: 열이 없습니다: {missing}"


def test_an_empty_csv_is_no_table() -> None:
    assert "빈 표" in refusal(b"\n", "a.csv")


def test_a_forgotten_quote_is_named_and_does_not_pass_for_a_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = table(row(number="a"), row(number="b"), row(number="c")).replace('"b"', '"b', 1).encode()
    first, bad, last = read(raw, "a.csv")
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert "따옴표" in str(bad)
    assert str(bad).startswith("a.csv:3: ")
    monkeypatch.setattr(csv_file, "LONGEST_CELL", 200)
    far = table(row(number="a", body="가" * 250)).encode()
    (bad,) = read(far, "a.csv")
    assert "CSV로 읽을 수 없는 줄" in str(bad)


def test_a_row_with_bytes_that_are_no_characters_is_refused_alone() -> None:
    raw = table(row(number="a"), row(number="b"), row(number="c")).encode()
    bad_text = raw.replace(b'"b"', b'"b\xff"')
    found = read(bad_text, "a.csv")
    assert [isinstance(one, Document) for one in found] == [True, False, True]
    assert "글자를 읽을 수 없습니다" in str(found[1])


def test_a_row_with_too_many_cells_is_refused() -> None:
    raw = table(row()).encode().rstrip() + b',"more"\r\n'
    assert "머리글의 열은 19개인데 20개" in refusal(raw, "a.csv")


@given(st.binary(max_size=300))
def test_any_bytes_of_a_csv_are_documents_or_named_errors(raw: bytes) -> None:
    head = b"id,url,source,kind,published,title,text\n"
    for found in read(head + raw, "a.csv"):
        assert isinstance(found, Document | ImportLineError)


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_documents_or_named_errors(raw: bytes) -> None:
    for found in read(raw, "a"):
        assert isinstance(found, Document | ImportLineError)


def test_zstandard_frames_one_after_the_other_are_one_file() -> None:
    found = read(zstd.compress(lines(1)) + zstd.compress(lines(2, 3)), "a")
    assert [one.external_id for one in found if isinstance(one, Document)] == ["1", "2", "3"]


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_of_a_cut_file_what_was_read_stays(pack: Any) -> None:
    whole = pack(lines(*range(20_000)))
    *found, broken = read(whole[: len(whole) * 3 // 4], "a")
    assert len(found) > 5_000
    assert isinstance(broken, ArchiveBrokenError)
    assert str(broken).startswith(f"a:{len(found) + 1}: 여기서부터")


def test_a_file_that_only_begins_like_zstandard_is_named() -> None:
    assert "손상" in refusal(b"\x28\xb5\x2f\xfd" + b"garbage" * 10, "a.zst")


def test_a_packed_line_without_an_end_does_not_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crawler.archives.json_lines.LONGEST_LINE", 10_000)
    bad, good = read(zstd.compress(b"x" * 1_000_000 + b"\n" + lines(1)), "a")
    assert isinstance(bad, ImportLineError)
    assert isinstance(good, Document)
