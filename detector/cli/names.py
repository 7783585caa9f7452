"""Shows what a name means to the program, and checks the user's own names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detector.cli.completing import NAME
from detector.cli.korean import KoreanCommand
from detector.cli.options import records_option
from detector.cli.screen import note, say, write_json
from detector.cli.spoken import said, tell, told

if TYPE_CHECKING:
    from detector.gazetteer import Entry

_KIND = {
    "provider": "cli.names.provider",
    "service": "cli.names.service",
    "institution": "cli.names.institution",
    "monitor": "cli.names.monitor",
    "media": "cli.names.media",
    "region": "cli.common.region",
    "facility": "cli.names.facility",
}


@click.command("names", cls=KoreanCommand, help="cli.names.help")
@click.argument("words", nargs=-1, type=NAME, metavar="cli.names.names")
@click.option(
    "--check", "is_check", is_flag=True,
    help="cli.names.check_help",
)  # fmt: skip
@records_option
def command(words: tuple[str, ...], is_check: bool, as_json: bool) -> None:
    """Run `meoktong names`."""
    if is_check:
        _check([Path(word) for word in words], as_json=as_json)
    elif words or as_json:
        _print_found(words, as_json=as_json)
    else:
        _print_summary()


def _print_found(words: tuple[str, ...], *, as_json: bool) -> None:
    from detector.cli.near_names import understood
    from detector.gazetteer import gazetteer
    from detector.gazetteer.looking_up import look_up
    from detector.views.near_names import near_names
    from models.errors import NotFoundError

    entries = gazetteer()
    found: dict[str, Entry] = {} if words else dict(entries)
    for word in words:
        matches = look_up(entries, understood(word) or word)
        if not matches:
            near = ", ".join(near_names(entries, word))
            hint = tell("cli.help.perhaps", near=near) + " " if near else ""
            hint += tell("cli.names.see_help")
            if len(words) == 1:
                raise NotFoundError(tell("cli.common.name_word"), word, hint)
            note(tell("cli.names.unknown", word=word, hint=hint))
        found.update({entry.id: entry for entry in matches})
    for entry in found.values():
        if as_json:
            write_json(_entry_json(entry, entries))
        else:
            _print_entry(entry, entries)


def _entry_json(entry: Entry, entries: Mapping[str, Entry]) -> dict[str, object]:
    def named(id: str | None) -> dict[str, str] | None:
        return {"id": id, "name": entries[id].name} if id else None

    return {
        "id": entry.id,
        "name": entry.name,
        "name_en": entry.name_en,
        "kind": entry.kind,
        "sector": entry.sector,
        "operator": named(entry.operator),
        "part_of": named(entry.part_of),
        "aliases": list(entry.aliases),
        "ambiguous": [{"alias": a.alias, "near": list(a.near)} for a in entry.ambiguous],
    }


def _print_entry(entry: Entry, entries: Mapping[str, Entry]) -> None:
    say(f"{entry.name} ({entry.name_en})  {entry.id}")
    parts = [told(_KIND[entry.kind]), entry.sector]
    for word, id in (
        (tell("cli.names.operator"), entry.operator),
        (tell("cli.common.part_of"), entry.part_of),
    ):
        if id:
            parts.append(f"{word} {entries[id].name}")
    say("    " + " · ".join(parts))
    aliases = [name for name in entry.surfaces if name not in {entry.name, entry.name_en}]
    if aliases:
        say(tell("cli.names.aliases", names=", ".join(aliases)))
    for doubtful in entry.ambiguous:
        say(tell("cli.names.ambiguous", alias=doubtful.alias, near=", ".join(doubtful.near)))


def _print_summary() -> None:
    from detector.gazetteer import gazetteer
    from detector.gazetteer.own import own_files, own_folder

    entries = gazetteer()
    counts = Counter(entry.kind for entry in entries.values())
    surfaces = sum(len(entry.surfaces) + len(entry.ambiguous) for entry in entries.values())
    say(tell("cli.names.entries", entries=len(entries), surfaces=surfaces))
    say(
        "    " + ", ".join(f"{told(_KIND[kind])} {count:,}" for kind, count in counts.most_common())
    )
    own = own_files()
    say(
        tell(
            "cli.names.own",
            files=", ".join(str(file) for file in own) or tell("cli.names.none_yet"),
        )
    )
    if not own:
        say(tell("cli.names.add_here", file=own_folder() / tell("cli.names.file_name")))


def _check(files: list[Path], *, as_json: bool) -> None:
    from detector.gazetteer.checking import check_gazetteer
    from detector.gazetteer.own import own_files
    from models.errors import GazetteerError, UsageError

    for file in files:
        if not file.is_file():
            raise UsageError(tell("cli.common.no_such_file", file=file))
    given = {file.resolve() for file in files}
    own = [file for file in own_files() if file.resolve() not in given]
    checked = check_gazetteer([*own, *files])
    for problem in checked.problems:
        if as_json:
            write_json(
                {
                    "where": problem.where,
                    "problem": said(problem.what),
                    "is_error": problem.is_error,
                }
            )
        else:
            grade = tell("cli.names.wrong") if problem.is_error else tell("cli.names.unwise")
            say(f"{grade}  {problem.where}: {said(problem.what)}")
    errors = sum(problem.is_error for problem in checked.problems)
    if errors:
        raise GazetteerError(
            tell("cli.names.check"), tell("cli.names.unreadable_files", errors=errors)
        )
    note(tell("cli.names.readable", files=len(own) + len(files), entries=len(checked.entries)))
