"""What is wrong or unwise in gazetteer files, said so that their writer can mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detector.facts.lookalikes import EVERYDAY, STRICT
from detector.facts.mention import fold
from detector.gazetteer import Entry, program_entries, read_gazetteer
from models.errors import GazetteerError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in one entry or file; an error keeps the file from being read."""

    where: str
    what: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """The entries that can be read, and what is wrong or unwise."""

    entries: Mapping[str, Entry]
    problems: tuple[Problem, ...]


def check_gazetteer(files: Sequence[Path]) -> Checked:
    """Return what is wrong or unwise in these files, read on top of the program's own."""
    errors: dict[Path, Problem] = {}
    good: list[Path] = []
    waiting = list(files)
    while waiting:  # one file may speak of an entry of another: try again while more can be read
        left: list[Path] = []
        for file in waiting:
            problem = _error_in(good, file)
            if problem is None:
                good.append(file)
            else:
                errors[file] = problem
                left.append(file)
        if len(left) == len(waiting):
            break
        waiting = left
    entries = read_gazetteer(good, program_entries())
    problems = [errors[file] for file in waiting]
    return Checked(entries, (*problems, *_unwise(program_entries(), entries)))


def _error_in(good: Sequence[Path], file: Path) -> Problem | None:
    try:
        read_gazetteer([*good, file], program_entries())
    except GazetteerError as error:
        return Problem(file.name, str(error), is_error=True)
    return None


def _unwise(before: Mapping[str, Entry], entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield the names that will find too much; of the program's own files, those that clash."""
    owners: dict[str, str] = {}
    for entry in entries.values():
        known = set(before[entry.id].surfaces) if entry.id in before else set()
        for surface in entry.surfaces:
            first = owners.setdefault(fold(surface), entry.id)
            if first != entry.id:
                yield _advice(entry, f"'{surface}'은(는) 이미 {first}의 이름입니다")
            elif surface not in known:
                yield from _too_common(entry, surface)


def _too_common(entry: Entry, surface: str) -> Iterator[Problem]:
    if len(surface) == 1:
        yield _advice(entry, f"'{surface}'은(는) 한 글자라 아무 데서나 찾아집니다")
    elif surface in STRICT or surface in EVERYDAY:
        yield _advice(
            entry, f"'{surface}'은(는) 흔한 말입니다. 곁에 있을 말과 함께 ambiguous에 두세요"
        )


def _advice(entry: Entry, what: str) -> Problem:
    return Problem(entry.id, what, is_error=False)
