"""What is wrong or unwise in gazetteer files, said so that their writer can mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detector.facts.lookalikes import EVERYDAY, STRICT
from detector.facts.mention import fold
from detector.gazetteer import Entry, program_entries, read_gazetteer
from models import problems
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
    found = [errors[file] for file in waiting]
    return Checked(entries, (*found, *_unwise(program_entries(), entries)))


def _error_in(good: Sequence[Path], file: Path) -> Problem | None:
    try:
        read_gazetteer([*good, file], program_entries())
    except GazetteerError as error:
        return Problem(file.name, _what(error, file), is_error=True)
    return None


def _what(error: GazetteerError, file: Path) -> str:
    """Return what is wrong, with where unless that is the file itself."""
    return error.problem if error.file == file.name else problems.at(error.file, error.problem)


def _unwise(before: Mapping[str, Entry], entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield the names that will find too much; of the program's own files, those that clash."""
    owners: dict[str, str] = {}
    for entry in entries.values():
        known = set(before[entry.id].surfaces) if entry.id in before else set()
        for surface in entry.surfaces:
            first = owners.setdefault(fold(surface), entry.id)
            if first != entry.id:
                yield _advice(
                    entry, problems.Problem("problem.names.taken", name=surface, id=first)
                )
            elif surface not in known:
                yield from _too_common(entry, surface)


def _too_common(entry: Entry, surface: str) -> Iterator[Problem]:
    if len(surface) == 1:
        yield _advice(entry, problems.Problem("problem.names.one_letter", name=surface))
    elif surface in STRICT or surface in EVERYDAY:
        yield _advice(entry, problems.Problem("problem.names.common", name=surface))


def _advice(entry: Entry, what: str) -> Problem:
    return Problem(entry.id, what, is_error=False)
