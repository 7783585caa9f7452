"""Shows what a name means to the program, and checks the user's own names."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import json_option
from detector.cli.screen import note, say, write_json

if TYPE_CHECKING:
    from detector.gazetteer import Entry

_KIND = {
    "provider": "사업자",
    "service": "서비스",
    "institution": "기관",
    "monitor": "감시 서비스",
    "media": "매체",
    "region": "지역",
    "facility": "시설",
}


@click.command("names", cls=KoreanCommand)
@click.argument("words", nargs=-1, metavar="[이름|파일]…")
@click.option(
    "--check", "is_check", is_flag=True,
    help="내 이름 파일(또는 이 파일들)에 틀린 것이 없는지 봅니다.",
)  # fmt: skip
@json_option
def command(words: tuple[str, ...], is_check: bool, as_json: bool) -> None:
    """이름이 무엇을 가리키는지 보이고, 내가 더한 이름을 점검합니다.

    이름을 더하려면 자료 폴더의 gazetteer 안에 내이름.toml처럼 두면 됩니다. 딸려 온 사전은 그대로
    두고 그 위에 더해집니다.

    \b
    [[entry]]                  새 서비스
    id = "my-shop"
    name = "우리가게"
    name_en = "My Shop"
    kind = "service"
    sector = "commerce"
    aliases = ["우리가게 앱"]

    \b
    [[more]]                   있는 서비스에 이름 더하기
    of = "kakaotalk"
    aliases = ["국민톡"]

    \b
    예: meoktong names 카톡
        meoktong names 당근 토스 --json
        meoktong names --check
        meoktong names --check 내이름.toml
    """
    if is_check:
        _check([Path(word) for word in words], as_json=as_json)
    elif words or as_json:
        _print_found(words, as_json=as_json)
    else:
        _print_summary()


def _print_found(words: tuple[str, ...], *, as_json: bool) -> None:
    from detector.gazetteer import gazetteer
    from detector.gazetteer.looking_up import look_up
    from models.errors import NotFoundError

    entries = gazetteer()
    found: dict[str, Entry] = {} if words else dict(entries)
    for word in words:
        matches = look_up(entries, word)
        if not matches:
            hint = "'meoktong names --help'가 이름을 더하는 법을 보입니다"
            if len(words) == 1:
                raise NotFoundError("이름", word, hint)
            note(f"'{word}': 아는 이름이 아닙니다. {hint}")
        found.update({entry.id: entry for entry in matches})
    for entry in found.values():
        if as_json:
            write_json(_entry_json(entry, entries))
        else:
            _print_entry(entry, entries)


def _entry_json(entry: Entry, entries: dict[str, Entry]) -> dict[str, object]:
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


def _print_entry(entry: Entry, entries: dict[str, Entry]) -> None:
    say(f"{entry.name} ({entry.name_en})  {entry.id}")
    parts = [_KIND[entry.kind], entry.sector]
    for word, id in (("운영", entry.operator), ("속한 곳", entry.part_of)):
        if id:
            parts.append(f"{word} {entries[id].name}")
    say("    " + " · ".join(parts))
    aliases = [name for name in entry.surfaces if name not in {entry.name, entry.name_en}]
    if aliases:
        say(f"    다른 이름: {', '.join(aliases)}")
    for doubtful in entry.ambiguous:
        say(f"    곁말이 있어야: {doubtful.alias} ← {', '.join(doubtful.near)}")


def _print_summary() -> None:
    from detector.gazetteer import gazetteer
    from detector.gazetteer.own import own_files, own_folder

    entries = gazetteer()
    counts = Counter(entry.kind for entry in entries.values())
    surfaces = sum(len(entry.surfaces) + len(entry.ambiguous) for entry in entries.values())
    say(f"항목 {len(entries):,}개, 이름 {surfaces:,}개")
    say("    " + ", ".join(f"{_KIND[kind]} {count:,}" for kind, count in counts.most_common()))
    own = own_files()
    say(f"내 이름: {', '.join(str(file) for file in own) or '아직 없음'}")
    if not own:
        say(f"    {own_folder() / '내이름.toml'}에 쓰면 더해집니다 ('meoktong names --help')")


def _check(files: list[Path], *, as_json: bool) -> None:
    from detector.gazetteer.checking import check_gazetteer
    from detector.gazetteer.own import own_files
    from models.errors import GazetteerError, UsageError

    for file in files:
        if not file.is_file():
            raise UsageError(f"{file}: 그런 파일이 없습니다")
    given = {file.resolve() for file in files}
    own = [file for file in own_files() if file.resolve() not in given]
    checked = check_gazetteer([*own, *files])
    for problem in checked.problems:
        if as_json:
            write_json(
                {"where": problem.where, "problem": problem.what, "is_error": problem.is_error}
            )
        else:
            say(f"{'틀림' if problem.is_error else '주의'}  {problem.where}: {problem.what}")
    errors = sum(problem.is_error for problem in checked.problems)
    if errors:
        raise GazetteerError("점검", f"읽을 수 없는 파일 {errors}개. 위의 말대로 고쳐 주세요")
    note(
        f"읽을 수 있습니다: 내 파일 {len(own) + len(files)}개, 모두 {len(checked.entries):,}개 항목"
    )
