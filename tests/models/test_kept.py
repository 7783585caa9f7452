"""What was made of files is kept until one of them changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from models.kept import kept


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEOKTONG_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "a.toml"
    file.write_text("a = 1")
    return file


def counting() -> tuple[list[int], Callable[[], object]]:
    calls: list[int] = []

    def make() -> object:
        calls.append(1)
        return {"가": [len(calls)]}

    return calls, make


def test_it_is_made_once_while_the_files_stay(file: Path) -> None:
    calls, make = counting()
    assert kept("x", [file], make) == kept("x", [file], make) == {"가": [1]}
    assert len(calls) == 1


def test_it_is_made_again_when_a_file_changes_or_another_comes(file: Path, tmp_path: Path) -> None:
    calls, make = counting()
    kept("x", [file], make)
    file.write_text("a = 22")
    kept("x", [file], make)
    os.utime(file, (0, 0))  # as long, but of another time
    kept("x", [file], make)
    other = tmp_path / "b.toml"
    other.write_text("")
    kept("x", [file, other], make)
    assert len(calls) == 4


@pytest.mark.parametrize("content", ["", "{", "[]", '{"stamp": "other", "made": 1}', "\udcff"])
def test_a_broken_cache_is_made_anew(file: Path, tmp_path: Path, content: str) -> None:
    calls, make = counting()
    kept("x", [file], make)
    place = next((tmp_path / "cache").rglob("x.json"))
    place.write_text(content, errors="surrogateescape")
    assert kept("x", [file], make) == {"가": [2]}
    assert kept("x", [file], make) == {"가": [2]}
    assert len(calls) == 2


def test_where_nothing_can_be_kept_it_is_made_each_time(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("MEOKTONG_CACHE", str(blocked))
    calls, make = counting()
    kept("x", [file], make)
    kept("x", [file], make)
    assert len(calls) == 2


def test_nothing_half_written_is_left(file: Path, tmp_path: Path) -> None:
    kept("x", [file], lambda: 1)
    assert [path.name for path in (tmp_path / "cache").rglob("*") if path.is_file()] == ["x.json"]
