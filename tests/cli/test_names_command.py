"""The command that shows what a name means and checks one's own names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from one_outage import Run

from detector.gazetteer import gazetteer
from detector.gazetteer.own import own_folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MEOKTONG_DATA", str(tmp_path))
    gazetteer.cache_clear()
    own_folder().mkdir()
    yield own_folder()
    gazetteer.cache_clear()


def test_a_name_is_shown_with_its_aliases_and_operator(run: Run) -> None:
    shown = run("names", "카톡").stdout
    assert shown.startswith("카카오톡 (KakaoTalk)  kakaotalk\n")
    assert "서비스 · messenger · 운영 카카오" in shown
    assert "까톡" in shown


def test_an_ambiguous_name_is_shown_with_its_company(run: Run) -> None:
    assert "곁말이 있어야: 당근 ← 중고, 거래" in run("names", "당근").stdout


def test_entries_as_json(run: Run) -> None:
    (entry,) = map(json.loads, run("names", "업비트", "--json").stdout.splitlines())
    assert entry["id"] == "upbit"
    assert set(entry) == {
        *("id", "name", "name_en", "kind", "sector", "operator", "part_of", "aliases", "ambiguous"),
    }  # fmt: skip


def test_all_entries_as_json(run: Run) -> None:
    lines = run("names", "--json").stdout.splitlines()
    assert len(lines) == len(gazetteer())


def test_an_unknown_name_says_how_to_add_it(run: Run) -> None:
    result = run("names", "그런가게없음")
    assert result.exit_code == 1
    assert "names --help" in result.stderr


def test_of_several_names_the_known_are_shown(run: Run) -> None:
    result = run("names", "그런가게없음", "업비트")
    assert result.exit_code == 0
    assert "upbit" in result.stdout
    assert "그런가게없음" in result.stderr


def test_without_words_it_is_said_where_ones_own_go(run: Run, folder: Path) -> None:
    shown = run("names").stdout
    assert "내 이름: 아직 없음" in shown
    assert str(folder) in shown


def test_a_good_file_passes_the_check(run: Run, folder: Path) -> None:
    (folder / "mine.toml").write_text('[[more]]\nof = "kakaotalk"\naliases = ["국민톡"]\n', "utf-8")
    result = run("names", "--check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "내 파일 1개" in result.stderr


def test_a_wrong_file_fails_the_check_and_says_where(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "틀린.toml"
    file.write_text('[[more]]\nof = "nobody"\naliases = ["가나"]\n', "utf-8")
    result = run("names", "--check", file)
    assert result.exit_code == 1
    assert "틀림  틀린.toml" in result.stdout
    assert result.stderr.count("\n") == 1


def test_advice_is_no_failure(run: Run, folder: Path) -> None:
    (folder / "mine.toml").write_text('[[more]]\nof = "kakaotalk"\naliases = ["톡"]\n', "utf-8")
    result = run("names", "--check", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["is_error"] is False


def test_a_file_that_is_not_there_is_wrong_usage(run: Run) -> None:
    result = run("names", "--check", "/no/such.toml")
    assert result.exit_code == 2
    assert "그런 파일이 없습니다" in result.stderr
