"""Sources and their health on a terminal: a table of all, or one in detail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.cells import cell_len
from rich.console import Console

from crawler.health import (
    LEAST_TOGETHER,
    TROUBLES,
    State,
    is_network_trouble,
    recent_coverage,
)
from detector.cli.columns import GAP, fit_width, table_row
from detector.cli.screen import console, print_item, styled
from detector.cli.shown import shown
from detector.cli.words import KIND, OWN_NETWORK, SOURCE_STATE, when
from detector.views.source_looks import SourceView
from models.clock import to_kst
from models.health import DAY_SPANS, SPANS, RecordedCrawl
from models.records import Coverage

_COLOR = {"ok": "green", "broken": "red", "blocked": "red", "late": "yellow"}
# Columns of fixed width; what is left goes to the name.
_STATE, _COUNT, _WHEN = 4, 9, 11
_LONGEST_ID = 30
_LEAST_NAME = 10
_LABEL = 16  # the column of labels of a source in detail


def print_table(views: Sequence[SourceView], *, is_everything: bool) -> None:
    """Print a line of counts, the sources in use with what ails them, and the unused ones."""
    screen = console()
    used = [view for view in views if view.is_used and not view.missing_key]
    if is_everything:
        screen.print(styled(_summary(views), "bold"), soft_wrap=True)
    together = _own_fault([view for view in used if view.is_watched])
    if together:
        many = f"{len(together):,}곳이 함께 연결되지 않았습니다. {OWN_NETWORK}"
        print_item(screen, styled(many, "red"), indent=0)
    id = min(_LONGEST_ID, max((cell_len(shown(view.id)) for view in used), default=0))
    name = max(_LEAST_NAME, screen.width - _STATE - id - _COUNT - _WHEN - 4 * GAP)
    widths = (_STATE, id, name, _COUNT, _WHEN)
    if used:
        heading = table_row(("상태", "출처", "이름", "하루 새글", "마지막 성공"), widths)
        screen.print(styled(heading, "bold"), soft_wrap=True)
    for view in used:
        line = styled(table_row(_cells(view), widths))
        line.stylize(_COLOR.get(view.health.state, ""), 0, len(SOURCE_STATE[view.health.state]))
        screen.print(line, soft_wrap=True)
        if view.health.state in TROUBLES and view.id not in together:
            print_item(screen, styled(view.health.why, "dim"), indent=_STATE + GAP)
    _print_keyless(screen, [view for view in views if view.missing_key])
    if unused := [view for view in views if not view.is_used]:
        _print_unused(screen, unused)


def print_source(view: SourceView, crawls: Sequence[RecordedCrawl]) -> None:
    """Print all that is known of a source, then its last crawls, the newest first."""
    screen = console()
    kind = f" · {KIND[view.source.kind]}" if view.source else ""
    screen.print(styled(f"{view.id}  {_name(view)}{kind}", "bold"), soft_wrap=True)
    for label, value in _details(view):
        room = max(screen.width - 2 - _LABEL, _LEAST_NAME)
        for number, part in enumerate(styled(value).wrap(screen, room)):
            head = styled("  " + fit_width("" if number else label, _LABEL))
            screen.print(head + part, soft_wrap=True)
    if crawls:
        screen.print(styled("최근 수집", "bold"))
    for crawl in crawls:
        late = ", 늦음" if crawl.late else ""
        text = (
            f"{when(crawl.finished_at)}  {SOURCE_STATE[crawl.state]}  문서 {crawl.documents:,}건,"
            f" 새것 {crawl.new:,}건, 그대로(304) {crawl.unchanged:,}번,"
            f" 못 읽은 쪽 {crawl.failed:,}{late}"
        )
        print_item(screen, styled(text), hang=4)
        for error in crawl.errors:
            print_item(screen, styled(error, "dim"), indent=6)


def _summary(views: Sequence[SourceView]) -> str:
    watched = [view for view in views if view.is_watched]
    counts = Counter(view.health.state for view in watched)
    states = " · ".join(f"{SOURCE_STATE[one]} {counts[one]}" for one in State if counts[one])
    rest = {
        "열쇠 없음": sum(view.missing_key is not None for view in views),
        "목록에 없음": sum(view.source is None for view in views),
        "쓰지 않음": sum(not view.is_used for view in views),
    }
    others = "".join(f" · {word} {count}" for word, count in rest.items() if count)
    return f"출처 {len(watched):,}곳: {states or '없음'}{f'  ({others[3:]})' if others else ''}"


def _own_fault(watched: Sequence[SourceView]) -> frozenset[str]:
    """Return the sources that fail by the network, where those are most of the ones crawled."""
    crawled = [view.history.last for view in watched if view.history and view.history.last]
    failing = frozenset(
        view.id
        for view in watched
        if view.health.state is State.BROKEN and is_network_trouble(_last_errors(view))
    )
    is_ours = len(failing) >= LEAST_TOGETHER and 2 * len(failing) > len(crawled)
    return failing if is_ours else frozenset()


def _last_errors(view: SourceView) -> tuple[str, ...]:
    last = view.past.last
    return last.errors if last and last.state == "broken" and not last.documents else ()


def _cells(view: SourceView) -> tuple[str, ...]:
    day = view.past.over(DAY_SPANS)
    floor = view.source.least_documents_a_day if view.source else 0
    count = f"{day.new:,}/{floor:,}" if floor else f"{day.new:,}"
    return (
        SOURCE_STATE[view.health.state],
        view.id,
        _name(view),
        f"{count if day.crawls else '-':>{_COUNT}}",
        _short(view.past.last_success_at),
    )


def _name(view: SourceView) -> str:
    return view.source.name if view.source else "(목록에 없음)"


def _short(moment: datetime | None) -> str:
    return to_kst(moment).strftime("%m-%d %H:%M") if moment else "-"


def _print_keyless(screen: Console, views: Sequence[SourceView]) -> None:
    """Print what keys are lacking and for which sources; one key opens several."""
    if views:
        screen.print(styled(f"열쇠 없음 {len(views):,}곳", "bold"))
    for lacking in dict.fromkeys(view.missing_key for view in views):
        names = ", ".join(view.id for view in views if view.missing_key == lacking)
        print_item(screen, styled(names), indent=0)
        print_item(screen, styled(lacking or "", "dim"), indent=_STATE + GAP)


def _print_unused(screen: Console, views: Sequence[SourceView]) -> None:
    screen.print(styled(f"쓰지 않음 {len(views):,}곳", "bold"))
    for view in views:
        screen.print(styled(f"{view.id}  {_name(view)}"), soft_wrap=True)
        reason = view.source.reason if view.source else ""
        print_item(screen, styled(reason, "dim"), indent=_STATE + GAP)


def _details(view: SourceView) -> Iterator[tuple[str, str]]:
    past, source = view.past, view.source
    state = SOURCE_STATE[view.health.state] if view.is_used else "쓰지 않음"
    yield "상태", "열쇠 없음" if view.missing_key else state
    why = view.health.why if view.is_used or source is None else source.reason
    if why:
        yield "까닭", why
    yield "마지막 수집", when(past.last.finished_at if past.last else None)
    yield "마지막 성공", when(past.last_success_at)
    yield "마지막 새 문서", when(past.last_new_document_at)
    floor = f" (하루 적어도 {source.least_documents_a_day:,}건)" if source else ""
    day = past.over(DAY_SPANS)
    yield "최근 24시간", f"수집 {day.crawls:,}번, 새 문서 {day.new:,}건{floor}"
    spans, coverage = recent_coverage(past)
    if coverage.pages:
        yield "채워진 칸", _shares(spans, coverage)
    yield "내리 실패", f"{past.failures:,}번 (그 가운데 막힘 {past.blocks:,}번)"
    if past.rests_until:
        yield "쉬는 때", f"{when(past.rests_until)}까지"
    if source:
        yield "간격", f"{source.interval_minutes:,}분마다"
        yield "읽는 법", f"{source.reader} / {source.parser}"
        for url in source.urls:
            yield "주소", url
        yield "robots.txt", source.robots or "-"
        yield "확인한 곳", source.evidence


def _shares(spans: int, coverage: Coverage) -> str:
    named = (("제목", coverage.titles), ("시각", coverage.times), ("본문", coverage.bodies))
    shares = ", ".join(f"{name} {100 * count // coverage.pages}%" for name, count in named)
    hours = int(SPANS[spans - 1].total_seconds() // 3600)
    return f"{shares} (최근 {hours}시간에 읽은 {coverage.pages:,}쪽)"
