"""The user's own names add to the program's gazetteer, strictly, and are checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from detector.facts.names import build_finder
from detector.gazetteer import gazetteer, owners_of, program_entries
from detector.gazetteer.checking import check_gazetteer
from detector.gazetteer.looking_up import MOST, look_up
from detector.gazetteer.own import own_files, own_folder
from detector.sentences import split_sentences
from models.errors import GazetteerError

ENTRY = (
    '[[entry]]\nid = "my-shop"\nname = "우리가게"\nname_en = "My Shop"\nkind = "service"\n'
    'sector = "commerce"\naliases = ["우리가게 앱"]\n'
)
MORE = '[[more]]\nof = "kakaotalk"\naliases = ["국민톡"]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of one's own; the gazetteer is read anew for it."""
    monkeypatch.setenv("MEOKTONG_DATA", str(tmp_path))
    gazetteer.cache_clear()
    owners_of.cache_clear()
    own_folder().mkdir()
    yield own_folder()
    gazetteer.cache_clear()
    owners_of.cache_clear()


def write(folder: Path, content: str, name: str = "mine.toml") -> Path:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return file


def found_in(text: str) -> list[str]:
    stored = "\n" + text
    mentions = build_finder(gazetteer()).find(stored, split_sentences(stored))
    return [mention.entry.id for mention in mentions]


def test_a_file_in_the_folder_adds_a_service(folder: Path) -> None:
    before = len(program_entries())
    write(folder, ENTRY)
    assert len(gazetteer()) == before + 1
    assert found_in("우리가게 앱이 안 열려요") == ["my-shop"]


def test_more_names_for_a_service_of_ours(folder: Path) -> None:
    ours = program_entries()["kakaotalk"]
    write(folder, MORE)
    assert gazetteer()["kakaotalk"].aliases == (*ours.aliases, "국민톡")
    assert found_in("국민톡 먹통") == ["kakaotalk"]


def test_a_name_may_need_company(folder: Path) -> None:
    write(
        folder, '[[more]]\nof = "kakaotalk"\nambiguous = [{alias = "노랑이", near = ["메시지"]}]\n'
    )
    assert found_in("노랑이 귀엽다") == []
    assert found_in("노랑이 메시지 안 가요") == ["kakaotalk"]


def test_files_may_speak_of_each_other_in_any_order(folder: Path) -> None:
    write(folder, '[[more]]\nof = "my-shop"\naliases = ["울가게"]\n', "a.toml")
    write(folder, ENTRY, "b.toml")
    assert gazetteer()["my-shop"].aliases == ("우리가게 앱", "울가게")
    assert check_gazetteer(own_files()).problems == ()


def test_the_single_file_of_before_still_counts(folder: Path) -> None:
    write(folder.parent, ENTRY, "gazetteer.toml")
    write(folder, MORE)
    assert [file.name for file in own_files()] == ["gazetteer.toml", "mine.toml"]
    assert "my-shop" in gazetteer()


def test_without_files_there_is_only_ours(folder: Path) -> None:
    assert own_files() == []
    assert gazetteer() == program_entries()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('[[more]]\nof = "nobody"\naliases = ["가나"]\n', "nobody"),
        ('[[more]]\naliases = ["가나"]\n', "of에"),
        ('[[more]]\nof = "kakaotalk"\nalias = ["가나"]\n', "alias"),
        ('[[more]]\nof = "kakaotalk"\naliases = "가나"\n', "목록"),
        ('[[more]]\nof = "kakaotalk"\naliases = [""]\n', "빈 글"),
        ('[[more]]\nof = "kakaotalk"\nambiguous = [{alias = "가", near = []}]\n', "near"),
        ('[[more]]\nof = "kakaotalk"\nambiguous = {alias = "가"}\n', "near"),
        (ENTRY.replace('["우리가게 앱"]', '"우리가게 앱"'), "목록"),
        (ENTRY.replace("my-shop", "kakaotalk"), "두 번"),
        ("entry = 3\n", "entry"),
        ("[more]\nof = 1\n", "more"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, content: str, problem: str) -> None:
    file = write(folder, content)
    with pytest.raises(GazetteerError, match=problem):
        gazetteer()
    (found,) = check_gazetteer([file]).problems
    assert found.is_error
    assert found.where == "mine.toml"
    assert problem in found.what


def test_one_broken_file_does_not_hide_what_is_wrong_in_another(folder: Path) -> None:
    files = [write(folder, "x = 1\n", "a.toml"), write(folder, ENTRY + "y = 2\n", "b.toml")]
    assert [problem.where for problem in check_gazetteer(files).problems] == ["a.toml", "b.toml"]


@pytest.mark.parametrize(
    ("alias", "advice"),
    [("톡", "한 글자"), ("라인", "흔한 말"), ("업비트", "upbit")],
)
def test_names_that_find_too_much_are_advised_against(
    folder: Path, alias: str, advice: str
) -> None:
    file = write(folder, ENTRY.replace("우리가게 앱", alias))
    problems = check_gazetteer([file]).problems
    assert problems
    assert not any(problem.is_error for problem in problems)
    assert any(advice in problem.what for problem in problems)


def test_our_own_files_have_no_problems() -> None:
    assert check_gazetteer([]).problems == ()


@pytest.mark.parametrize(
    ("word", "first"),
    [("카톡", "kakaotalk"), ("kakaotalk", "kakaotalk"), ("카카오 톡", "kakaotalk"), ("당근", "daangn")],
)  # fmt: skip
def test_a_word_leads_to_its_entry(word: str, first: str) -> None:
    assert look_up(program_entries(), word)[0].id == first


def test_part_of_a_name_leads_to_what_contains_it() -> None:
    found = look_up(program_entries(), "데이터센")
    assert 0 < len(found) <= MOST
    assert look_up(program_entries(), " ") == []
