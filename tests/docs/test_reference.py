"""docs/reference is what the code says."""

from __future__ import annotations

import re
from pathlib import Path

from detector.cli.commands import COMMANDS
from detector.cli.reference import FOLDER, main, pages, stale
from detector.digests.summary import MEASURES
from models.config import SETTINGS


def test_the_committed_reference_is_what_the_code_says() -> None:
    assert stale() == [], "run python -m detector.cli.reference"
    assert main(["--check"]) == 0


def test_a_page_that_was_changed_or_is_not_of_the_code_is_noticed(tmp_path: Path) -> None:
    for name, text in pages().items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert stale(tmp_path) == []
    (tmp_path / "json.md").write_text("old", encoding="utf-8")
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    assert stale(tmp_path) == ["json.md", "mine.md"]


def test_every_command_and_setting_has_its_place_in_both_languages() -> None:
    made = pages()
    assert set(made) == {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.md")}
    for folder in ("", "en/"):
        for name in COMMANDS:
            assert f"`meoktong {name}`" in made[f"{folder}commands.md"]
        for setting in SETTINGS:
            assert f"`{setting.key}` | `{setting.variable}`" in made[f"{folder}settings.md"]


def test_the_english_reference_has_no_korean_but_in_examples() -> None:
    english = {name: text for name, text in pages().items() if name.startswith("en/")}
    outside = {name: text.split("```")[::2] for name, text in english.items()}
    hangul = [
        line
        for parts in outside.values()
        for part in parts
        for line in part.split("\n")
        if any("가" <= sign <= "힣" for sign in line) and "e.g." not in line.lower()
    ]
    assert hangul == []


def test_the_page_on_digests_names_every_figure_of_a_period() -> None:
    text = (FOLDER.parent / "digest.md").read_text(encoding="utf-8")
    assert set(MEASURES) - set(re.findall(r"`(\w+)`", text)) == set()
