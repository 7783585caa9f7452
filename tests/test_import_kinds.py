"""Every kind of archive through the command, and what it says of those it cannot take."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from backports import zstd

from tests.test_import import line, run, stored

ARTICLE = """<html><head><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-01-15T08:30:00+09:00">
<title>가나페이 먹통</title>{}</head><body><h1>가나페이 먹통</h1>
<div id="articleBody"><p>가나페이 결제가 15일 오전 8시부터 되지 않고 있다.</p></div></body></html>"""
CANONICAL = '<link rel="canonical" href="https://garam.example/news/7">'


def bigkinds(file: Path) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["뉴스 식별자", "일자", "언론사", "제목", "본문", "URL"])
    for number in range(3):
        cells = [f"01109999.2026011508301200{number}", 20260115, "가람일보", "먹통", "안 된다", ""]
        book.active.append(cells)
    book.save(file)
    return file


def test_every_kind_of_archive_is_imported_at_once(tmp_path: Path) -> None:
    lines = tmp_path / "a.zst"
    lines.write_bytes(zstd.compress(line()))
    page = tmp_path / "page.html"
    page.write_text(ARTICLE.format(CANONICAL), encoding="utf-8")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "1.html").write_text(ARTICLE.format(CANONICAL.replace("/7", "/8")), encoding="utf-8")
    result = run(tmp_path, lines, bigkinds(tmp_path / "b.xlsx"), page, folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "새 문서 6건" in result.stdout


def test_an_address_for_more_than_one_file_is_wrong_usage(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(ARTICLE.format(""), encoding="utf-8")
    assert run(tmp_path, file, "--url", "https://garam.example/1").exit_code == 0
    assert run(tmp_path, file, file, "--url", "https://garam.example/1").exit_code == 2
    assert run(tmp_path, tmp_path, "--url", "https://garam.example/1").exit_code == 2


def test_a_folder_without_pages_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(tmp_path, tmp_path / "empty")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_a_page_that_was_refused_is_taken_when_its_address_is_given(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(ARTICLE.format(""), encoding="utf-8")
    refused = run(tmp_path, file)
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert run(tmp_path, file, "--url", "https://garam.example/1").exit_code == 0
    assert [one.source for one in stored(tmp_path)] == ["garam.example"]


def test_a_broken_file_does_not_keep_out_the_others(tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 and nothing")
    (tmp_path / "a.jsonl").write_bytes(line())
    result = run(tmp_path, tmp_path / "broken.xlsx", tmp_path / "a.jsonl")
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
    assert len(stored(tmp_path)) == 1
    assert run(tmp_path, tmp_path / "broken.xlsx").exit_code == 1


def test_a_workbook_from_standard_input_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, "-", input=bigkinds(tmp_path / "a.xlsx").read_bytes())
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "파일로 주세요" in result.stderr
