"""Sources and their health on a terminal: a table of all, or one in detail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crawler.health import (
    LEAST_TOGETHER,
    TROUBLES,
    State,
    is_network_trouble,
    recent_coverage,
)
from detector.cli.columns import GAP, fit_width, fitting, table_row
from detector.cli.coverage import seen_text
from detector.cli.screen import console, print_item, styled
from detector.cli.shown import shown
from detector.cli.spoken import language, said, tell
from detector.cli.words import KIND, OWN_NETWORK, SOURCE_STATE, when
from detector.messages import Language
from detector.views.source_json import reason_in
from detector.views.source_looks import SourceView
from detector.views.watch import watch_of
from models.clock import to_kst
from models.health import DAY_SPANS, SPANS, RecordedCrawl
from models.records import Coverage

if TYPE_CHECKING:
    from rich.console import Console

_COLOR = {"ok": "green", "broken": "red", "blocked": "red", "late": "yellow"}
# Columns of fixed width; what is left goes to the name.
_COUNT, _WHEN = 9, 13
_LONGEST_ID = 30
_LEAST_NAME = 10
_NAME = 2  # its place
_LABEL = 16  # the column of labels of a source in detail


def print_table(views: Sequence[SourceView], *, is_everything: bool) -> None:
    """Print a line of counts, the sources in use with what ails them, and the unused ones."""
    screen = console()
    used = [view for view in views if view.is_used and not view.missing_key]
    if is_everything:
        print_item(screen, styled(_summary(views), "bold"), indent=0, hang=2)
    together = _own_fault([view for view in used if view.is_watched])
    if together:
        many = tell(
            "cli.source_view.together", together=len(together), own_network=tell(OWN_NETWORK)
        )
        print_item(screen, styled(many, "red"), indent=0)
    state = _state_width()
    id = min(_LONGEST_ID, max((cell_len(shown(view.id)) for view in used), default=0))
    widths = [state, id, _LEAST_NAME, _COUNT, _WHEN]
    widths = widths[: fitting(widths, screen.width)]
    if len(widths) > _NAME:
        widths[_NAME] += max(0, screen.width - sum(widths) - GAP * (len(widths) - 1))
    if used:
        heading = table_row(
            (
                tell("cli.common.state"),
                tell("cli.source_view.source"),
                tell("cli.common.name_word"),
                tell("cli.source_view.new_a_day"),
                tell("cli.source_view.last_success"),
            ),
            widths,
        )
        screen.print(styled(heading, "bold"), soft_wrap=True)
    for view in used:
        line = styled(table_row(_cells(view), widths))
        line.stylize(_COLOR.get(view.health.state, ""), 0, len(SOURCE_STATE[view.health.state]))
        screen.print(line, soft_wrap=True)
        if view.health.state in TROUBLES and view.id not in together:
            print_item(screen, styled(said(view.health.why), "dim"), indent=_state_width() + GAP)
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
            part.rstrip()
            head = styled("  " + fit_width("" if number else label, _LABEL))
            screen.print(head + part, soft_wrap=True)
    if crawls:
        screen.print(styled(tell("cli.source_view.last_crawls"), "bold"))
    for crawl in crawls:
        late = tell("cli.source_view.late") if crawl.late else ""
        text = tell(
            "cli.source_view.crawl",
            finished_at=when(crawl.finished_at),
            source_state=SOURCE_STATE[crawl.state],
            documents=crawl.documents,
            new=crawl.new,
            unchanged=crawl.unchanged,
            failed=crawl.failed,
            late=late,
        )
        print_item(screen, styled(text), hang=4)
        for error in crawl.errors:
            print_item(screen, styled(said(error), "dim"), indent=6)


def _summary(views: Sequence[SourceView]) -> str:
    watch = watch_of(views)
    counts = Counter(view.health.state for view in watch.seen)
    ill = [one for one in State if counts[one] and one is not State.OK]
    rest = {
        tell("cli.source_view.never_read"): watch.never_read,
        tell("cli.source_view.keyless"): sum(view.missing_key is not None for view in views),
        tell("cli.source_view.uncatalogued"): sum(view.source is None for view in views),
        tell("cli.source_view.unused"): sum(not view.is_used for view in views),
    }
    others = "".join(f" · {word} {count}" for word, count in rest.items() if count)
    states = "".join(f" · {SOURCE_STATE[one]} {counts[one]}" for one in ill)
    return f"{seen_text(watch)}{states}" + (f"  ({others[3:]})" if others else "")


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
    if view.source is None:
        return tell("cli.source_view.uncatalogued_name")
    return view.source.name if language() is Language.KO else view.source.name_en


def _state_width() -> int:
    return max(map(cell_len, SOURCE_STATE.values()))


def _short(moment: datetime | None) -> str:
    """Return a day and time without the year: 11. 22. 15:04."""
    if moment is None:
        return "-"
    local = to_kst(moment)
    return tell("cli.source_view.short", month=local.month, day=local.day, at=local)


def _print_keyless(screen: Console, views: Sequence[SourceView]) -> None:
    """Print what keys are lacking and for which sources; one key opens several."""
    if views:
        screen.print(styled(tell("cli.source_view.keyless_heading", views=len(views)), "bold"))
    for lacking in dict.fromkeys(view.missing_key for view in views):
        names = ", ".join(view.id for view in views if view.missing_key == lacking)
        print_item(screen, styled(names), indent=0)
        print_item(screen, styled(said(lacking or ""), "dim"), indent=_state_width() + GAP)


def _print_unused(screen: Console, views: Sequence[SourceView]) -> None:
    screen.print(styled(tell("cli.source_view.unused_heading", views=len(views)), "bold"))
    for view in views:
        screen.print(styled(f"{view.id}  {_name(view)}"), soft_wrap=True)
        reason = reason_in(view.source, language()) if view.source else ""
        print_item(screen, styled(reason, "dim"), indent=_state_width() + GAP)


def _details(view: SourceView) -> Iterator[tuple[str, str]]:
    past, source = view.past, view.source
    state = SOURCE_STATE[view.health.state] if view.is_used else tell("cli.source_view.unused")
    yield tell("cli.common.state"), tell("cli.source_view.keyless") if view.missing_key else state
    why = view.health.why
    if source is not None and not view.is_used:
        why = reason_in(source, language())
    if why:
        yield tell("cli.source_view.reason"), said(why)
    yield tell("cli.source_view.last_crawl"), when(past.last.finished_at if past.last else None)
    yield tell("cli.source_view.last_success"), when(past.last_success_at)
    yield tell("cli.source_view.last_new"), when(past.last_new_document_at)
    floor = (
        tell("cli.source_view.floor", least_documents_a_day=source.least_documents_a_day)
        if source
        else ""
    )
    day = past.over(DAY_SPANS)
    yield (
        tell("cli.source_view.day"),
        tell("cli.source_view.day_counts", crawls=day.crawls, new=day.new, floor=floor),
    )
    spans, coverage = recent_coverage(past)
    if coverage.pages:
        yield tell("cli.source_view.filled"), _shares(spans, coverage)
    yield (
        tell("cli.source_view.failures"),
        tell("cli.source_view.failure_count", failures=past.failures, blocks=past.blocks),
    )
    if past.rests_until:
        yield (
            tell("cli.source_view.rests"),
            tell("cli.source_view.rests_until", rests_until=when(past.rests_until)),
        )
    if source:
        yield (
            tell("cli.source_view.interval"),
            tell("cli.source_view.every", interval_minutes=source.interval_minutes),
        )
        yield tell("cli.source_view.reader"), f"{source.reader} / {source.parser}"
        for url in source.urls:
            yield tell("cli.source_view.address"), url
        yield "robots.txt", source.robots or "-"
        yield tell("cli.source_view.checked"), source.evidence


def _shares(spans: int, coverage: Coverage) -> str:
    named = (
        (tell("cli.source_view.title"), coverage.titles),
        (tell("cli.source_view.time"), coverage.times),
        (tell("cli.source_view.body"), coverage.bodies),
    )
    shares = ", ".join(f"{name} {100 * count // coverage.pages}%" for name, count in named)
    hours = int(SPANS[spans - 1].total_seconds() // 3600)
    return tell("cli.source_view.shares", shares=shares, hours=hours, pages=coverage.pages)
