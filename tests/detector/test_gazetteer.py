from __future__ import annotations

from pathlib import Path

import pytest

from detector.facts.names import fold, name_finder
from detector.gazetteer import gazetteer, read_gazetteer
from models.errors import GazetteerError

_GOOD = '[[entry]]\nid = "a"\nname = "가나"\nname_en = "A"\nkind = "service"\nsector = "other"\n'


def test_every_name_of_an_entry_leads_to_an_entry() -> None:
    finder = name_finder()
    assert all(finder.meanings(surface) for e in gazetteer().values() for surface in e.surfaces)


def test_an_ambiguous_alias_needs_company_unless_another_entry_is_surely_called_so() -> None:
    sure = {fold(surface) for entry in gazetteer().values() for surface in entry.surfaces}
    for entry in gazetteer().values():
        for doubtful in entry.ambiguous:
            assert doubtful.near, (entry.id, doubtful.alias)
            if fold(doubtful.alias) not in sure:
                assert name_finder().known(doubtful.alias) is None


def test_no_name_is_a_single_letter_of_certain_meaning() -> None:
    short = [(e.id, s) for e in gazetteer().values() for s in e.surfaces if len(s) < 2]
    assert short == []


def test_owners_form_no_ring() -> None:
    entries = gazetteer()
    for entry in entries.values():
        seen, current = {entry.id}, entry.part_of or entry.operator
        while current is not None:
            assert current not in seen, entry.id
            seen.add(current)
            current = entries[current].part_of or entries[current].operator


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (_GOOD + 'colour = "red"\n', "colour"),
        (_GOOD.replace('kind = "service"', 'kind = "thing"'), "thing"),
        (_GOOD.replace('sector = "other"\n', ""), "sector"),
        (_GOOD + _GOOD, "두 번"),
        (_GOOD + 'operator = "none"\n', "none"),
        (_GOOD + 'ambiguous = [{alias = "가"}]\n', "near"),
        ("[[entry]\n", "읽을 수"),
        ("x = 1\n", "밖의 키"),
    ],
)
def test_a_broken_file_is_an_error_that_says_what(
    tmp_path: Path, content: str, problem: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match=problem):
        read_gazetteer([file])
