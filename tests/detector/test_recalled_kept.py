"""What an article looks back on is read once, and again when it or what reads it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from detector.incidents import looking_back
from detector.incidents.looking_back import recalled_outages
from detector.incidents.recalled_kept import recalled_in, shelf
from models.clock import parse_iso
from models.records import Document, Kind

NOW = parse_iso("2023-05-08T15:00:00")
BODY = (
    "8일 오후 1시 35분부터 카카오톡 메시지가 전송되지 않았다."
    " 앞서 지난 1월 17일에도 카카오톡이 9분간 멈춘 바 있다."
)
ARTICLE = Document("a.com", "1", "https://a.com/1", Kind.NEWS, NOW, "카카오톡 또 먹통", BODY, NOW)


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Yield the texts that were read anew, with a cache of this test's own."""
    monkeypatch.setenv("MEOKTONG_CACHE", str(tmp_path / "cache"))
    shelf.cache_clear()
    texts: list[str] = []

    def counted(text: str, at: object) -> object:
        texts.append(text)
        return recalled_outages(text, at)  # type: ignore[arg-type]

    monkeypatch.setattr(looking_back, "recalled_outages", counted)
    yield texts
    shelf.cache_clear()


def test_the_same_is_found_the_second_time_without_reading(read: list[str]) -> None:
    fresh = recalled_outages(ARTICLE.text, NOW)
    assert fresh
    assert recalled_in([ARTICLE]) == recalled_in([ARTICLE]) == [fresh]
    assert len(read) == 1


def test_a_changed_text_or_day_is_read_anew(read: list[str]) -> None:
    recalled_in([ARTICLE])
    recalled_in([replace(ARTICLE, body=BODY + " 끝.")])
    recalled_in([replace(ARTICLE, published_at=NOW + timedelta(days=30))])
    assert len(read) == 3


def test_an_article_that_recalls_nothing_is_remembered_too(read: list[str]) -> None:
    quiet = replace(ARTICLE, body="카카오톡이 멈췄다.")
    assert recalled_in([quiet, ARTICLE])[0] == []
    assert recalled_in([quiet])[0] == []
    assert len(read) == 2


def test_the_next_process_reads_nothing_again(read: list[str]) -> None:
    first = recalled_in([ARTICLE])
    shelf.cache_clear()
    assert recalled_in([ARTICLE]) == first
    assert len(read) == 1


def test_a_server_keeps_what_it_read_at_the_latest_when_it_ends(read: list[str]) -> None:
    recalled_in([ARTICLE])
    later = replace(ARTICLE, body="카카오톡이 멈췄다.")
    recalled_in([later])  # a moment after something was kept
    shelf().keep()  # as at the end of the program
    shelf.cache_clear()
    assert recalled_in([later]) == [[]]
    assert len(read) == 2


def test_a_broken_cache_is_read_anew(read: list[str], tmp_path: Path) -> None:
    recalled_in([ARTICLE])
    next((tmp_path / "cache").rglob("recalled.json")).write_text("{")
    shelf.cache_clear()
    assert recalled_in([ARTICLE])[0]
    assert len(read) == 2
