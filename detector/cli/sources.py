"""Lists the sources and how each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import database_option, json_option, opened
from detector.cli.screen import console, note, styled, write_json
from detector.cli.words import KIND, when
from models.clock import show_iso

if TYPE_CHECKING:
    from crawler.catalogue import Source
    from models.sources import SourceHealth

_STATE = {"ok": "정상", "broken": "고장", "blocked": "막힘", "late": "늦음", "unknown": "모름"}
_COLOR = {"ok": "green", "broken": "red", "blocked": "red", "late": "yellow"}


@click.command("sources", cls=KoreanCommand)
@database_option
@json_option
def command(db: str | None, as_json: bool) -> None:
    """출처의 목록과 상태를 보입니다.

    상태는 마지막 수집이 어땠는지입니다. 쓰지 않는 출처는 그 까닭과 함께 나옵니다.

    \b
    예: meoktong sources
        meoktong sources --json
    """
    from crawler.catalogue import load_catalogue
    from models.sources import source_healths

    catalogue = load_catalogue()
    with opened(db) as database, database.reading() as session:
        healths = {health.id: health for health in source_healths(session)}
    ids = [*catalogue, *(id for id in sorted(healths) if id not in catalogue)]
    for id in ids:
        if as_json:
            write_json(_json(id, catalogue.get(id), healths.get(id)))
        else:
            _print_one(id, catalogue.get(id), healths.get(id))
    if not ids:
        note("출처가 하나도 없습니다")


def _json(id: str, source: Source | None, health: SourceHealth | None) -> dict[str, Any]:
    return {
        "id": id,
        "name": source.name if source else None,
        "name_en": source.name_en if source else None,
        "kind": source.kind.value if source else None,
        "reader": source.reader if source else None,
        "urls": list(source.urls) if source else [],
        "enabled": source.enabled if source else None,
        "reason": (source.reason or None) if source else None,
        "interval_minutes": source.interval_minutes if source else None,
        "least_documents_a_day": source.least_documents_a_day if source else None,
        "robots": source.robots if source else None,
        "state": health.state if health else "unknown",
        "last_success_at": show_iso(health.last_success_at) if health else None,
        "last_new_document_at": show_iso(health.last_new_document_at) if health else None,
        "failures": health.failures if health else 0,
        "problem": health.problem if health else None,
    }


def _print_one(id: str, source: Source | None, health: SourceHealth | None) -> None:
    screen = console()
    state = health.state if health else "unknown"
    line = styled(f"{id}  ", "bold")
    if source is None:
        line.append_text(styled("(목록에 없음)  "))
    else:
        line.append_text(styled(f"{source.name} · {KIND[source.kind]}  "))
    if source is not None and not source.enabled and health is None:
        line.append_text(styled("쓰지 않음", "dim"))
    else:
        line.append_text(styled(_STATE.get(state, state), _COLOR.get(state, "")))
    if health and health.last_success_at:
        line.append_text(styled(f"  마지막 성공 {when(health.last_success_at)}"))
    screen.print(line)
    if health and health.problem:
        screen.print(styled(f"    {health.failures}번 내리 실패: {health.problem}"))
    elif source is not None and not source.enabled:
        screen.print(styled(f"    {source.reason}", "dim"))
