"""Crawls sources once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import database_option, json_option
from detector.cli.screen import note, say, write_json
from detector.cli.words import OWN_NETWORK
from models import config
from models.clock import show_iso
from models.errors import UsageError

if TYPE_CHECKING:
    from crawler.catalogue import Source
    from models.records import CrawlOutcome

_PROBLEMS_SHOWN = 5


@click.command("crawl", cls=KoreanCommand)
@click.argument("names", metavar="[출처]…", nargs=-1)
@click.option("--log", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="수집 기록을 여기에 씁니다.")  # fmt: skip
@database_option
@json_option
def command(names: tuple[str, ...], log: Path | None, db: str | None, as_json: bool) -> None:
    """목록에 있는 출처에서 문서를 한 번 모읍니다.

    출처를 주지 않으면 쓰기로 된 모두에서 모읍니다. 출처의 이름은 'meoktong sources'가 보입니다.

    \b
    끝날 때의 상태: 0 모두 됨, 3 몇 곳이 안 되거나 쉼(표준 오류에), 1 다 안 됨

    \b
    예: meoktong crawl
        meoktong crawl hankookilbo dcinside
    """
    from crawler.run import crawl

    sources = choose(names)
    outcomes = crawl(sources, db or config.database_url(), log_file=log)
    for outcome in outcomes:
        if as_json:
            write_json(outcome_json(outcome))
        else:
            say(f"{outcome.source}: 문서 {outcome.documents:,}건, 새것 {outcome.new:,}건")
    failed = report_failures(outcomes)
    if failed:
        click.get_current_context().exit(1 if failed == len(outcomes) else 3)


def report_failures(outcomes: list[CrawlOutcome]) -> int:
    """Name each source that failed on standard error; return how many did.

    Where most fail by the network alone, one line names them all: the fault is likely our own.
    """
    from crawler.health import failed_together

    failed = [outcome for outcome in outcomes if outcome.state != "ok"]
    together = failed_together(outcomes)
    if together:
        names = ", ".join(outcome.source for outcome in together)
        note(
            f"출처 {len(outcomes):,}곳 가운데 {len(together):,}곳이 함께 연결되지 않았습니다."
            f" {OWN_NETWORK}: {names}"
        )
    for outcome in failed:
        if outcome in together:
            continue
        problems = outcome.errors[:_PROBLEMS_SHOWN] or ("까닭을 알 수 없습니다",)
        for problem in problems:
            note(f"출처 {outcome.source} ({outcome.state}): {problem}")
        if len(outcome.errors) > _PROBLEMS_SHOWN:
            note(f"출처 {outcome.source}: 그 밖에 {len(outcome.errors) - _PROBLEMS_SHOWN}가지")
    return len(failed)


def outcome_json(outcome: CrawlOutcome) -> dict[str, object]:
    """Return what one crawl brought as a JSON object."""
    return {
        "source": outcome.source,
        "state": outcome.state,
        "started": show_iso(outcome.started_at),
        "finished": show_iso(outcome.finished_at),
        "documents": outcome.documents,
        "new": outcome.new,
        "errors": list(outcome.errors),
    }


def choose(names: tuple[str, ...]) -> list[Source]:
    """Return the sources that a user named, or all enabled ones. Raises UsageError."""
    from crawler.catalogue import choose_sources, load_catalogue

    catalogue = load_catalogue()
    unknown = [name for name in names if name not in catalogue]
    if unknown:
        raise UsageError(
            f"'{unknown[0]}'은(는) 목록에 없는 출처입니다. 'meoktong sources'를 보세요"
        )
    sources = choose_sources(catalogue, names)
    if not sources:
        raise UsageError("모을 출처가 없습니다. 'meoktong sources'로 목록을 보고 이름을 주세요")
    return sources
