"""A long line is broken at spaces on a terminal, and stays one line in a pipe."""

from __future__ import annotations

import io

import pytest

from detector.cli.columns import fitting
from detector.cli.folding import fold, for_screen
from detector.cli.help_text import columns_of


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("width", [20, 40, 60])
def test_no_part_is_wider_and_nothing_is_lost(width: int) -> None:
    line = "    공지 · sample-al · 116 | 누가 국가정보자원관리원 | 영향 정부24 | 사건 20231117-nirs"
    parts = list(fold(line, width))
    assert all(columns_of(part) <= width or " " not in part.strip() for part in parts)
    assert " ".join(" ".join(parts).split()) == " ".join(line.split())
    assert all(part.startswith("      ") for part in parts[1:])
    assert parts[0].startswith("    공지")


def test_a_line_that_fits_keeps_its_blanks() -> None:
    assert list(fold("복구  2025. 11. 18.  AWS", 40)) == ["복구  2025. 11. 18.  AWS"]


def test_a_word_longer_than_the_line_stays_whole() -> None:
    address = "https://example.com/" + "a" * 80
    assert list(fold(f"    {address} 뒤", 40)) == [f"    {address}", "      뒤"]
    assert list(fold(address, 40)) == [address]


def test_a_pipe_and_a_command_to_copy_keep_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    long = "문서가 하나도 없습니다. 'meoktong crawl'로 모으세요"
    assert for_screen(long, io.StringIO()) == long
    assert "\n" in for_screen(long, Terminal())
    command = "    meoktong label example.com:1 other --chosen-by doubt"
    assert for_screen(command, Terminal()) == command


def test_a_narrow_terminal_has_fewer_columns() -> None:
    assert [fitting([6, 23, 10, 10, 7, 4], room) for room in (80, 70, 60, 50, 10)] == [
        6,
        6,
        4,
        3,
        2,
    ]
