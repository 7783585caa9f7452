"""Lists the sources and how each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import WordType, database_option, json_option, opened
from detector.cli.screen import note, write_json
from detector.cli.spoken import tell
from detector.cli.words import SOURCE_STATE
from models import clock
from models.clock import show_iso
from models.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.catalogue import Source
    from detector.cli.source_view import SourceView
    from models.health import RecordedCrawl, SourceHistory
    from models.records import Coverage

#: Crawls that are shown of a source asked for by name.
_CRAWLS = 10
_SOME_TROUBLE = 3


class StatesType(click.ParamType):  # type: ignore[type-arg]
    """States, in English or Korean, separated by commas; a set of the English ones comes out."""

    name = "STATE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[str]:
        """Return the states that the text names."""
        if isinstance(value, frozenset):
            return value
        word = WordType(SOURCE_STATE)
        return frozenset(word.convert(one.strip(), param, ctx) for one in value.split(","))


@click.command("sources", cls=KoreanCommand, help="cli.sources.help")
@click.argument("names", metavar="cli.common.sources", nargs=-1)
@click.option(
    "--state", "states", type=StatesType(), metavar="cli.sources.states",
    help="cli.sources.state_help",
)  # fmt: skip
@database_option
@json_option
def command(
    names: tuple[str, ...], states: frozenset[str] | None, db: str | None, as_json: bool
) -> None:
    """Run `meoktong sources`."""
    from crawler.catalogue import load_catalogue
    from crawler.health import TROUBLES
    from detector.cli.source_view import look, print_source, print_table
    from models.health import recent_crawls, source_histories

    now = clock.now()
    with opened(db) as database, database.reading() as session:
        histories = source_histories(session, now)
        everything = look(load_catalogue(), histories, now)
        views = _choose(everything, names, states)
        crawls = {name: recent_crawls(session, name, _CRAWLS) for name in names}
    if as_json:
        for view in views:
            write_json(_json(view, crawls.get(view.id)))
    elif names:
        for view in views:
            print_source(view, crawls[view.id])
    else:
        print_table(views, is_everything=states is None)
    if not any(view.history and view.history.last for view in everything):
        note(tell("cli.sources.never_crawled"))
    if any(view.is_watched and view.health.state in TROUBLES for view in views):
        click.get_current_context().exit(_SOME_TROUBLE)


def _choose(
    views: Sequence[SourceView], names: Iterable[str], states: frozenset[str] | None
) -> list[SourceView]:
    """Return the sources that a user asks for. Raises UsageError for an unknown name."""
    known = {view.id: view for view in views}
    wanted = list(dict.fromkeys(names))
    for name in wanted:
        if name not in known:
            raise UsageError(tell("cli.sources.unknown_source", name=name))
    chosen = [known[name] for name in wanted] if wanted else list(views)
    if states is None:
        return chosen
    return [view for view in chosen if view.is_used and view.health.state.value in states]


def _json(view: SourceView, crawls: Sequence[RecordedCrawl] | None) -> dict[str, Any]:
    content = {
        "id": view.id,
        **_promise(view.source),
        "state": view.health.state.value,
        "why": view.health.why or None,
        "missing_key": view.missing_key,
        **_past(view),
    }
    if crawls is not None:
        content["crawls"] = [_crawl_json(crawl) for crawl in crawls]
    return content


def _promise(source: Source | None) -> dict[str, Any]:
    """Return what the catalogue says of a source; nothing but nulls for one that is not in it."""
    return {
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
    }


def _past(view: SourceView) -> Mapping[str, Any]:
    from crawler.health import recent_coverage
    from models.health import DAY_SPANS, SPANS

    history: SourceHistory = view.past
    spans, coverage = recent_coverage(history)
    day = history.over(DAY_SPANS)
    return {
        "last_crawl_at": show_iso(history.last.finished_at) if history.last else None,
        "last_success_at": show_iso(history.last_success_at),
        "last_new_document_at": show_iso(history.last_new_document_at),
        "failures": history.failures,
        "blocks": history.blocks,
        "rests_until": show_iso(history.rests_until),
        "problem": history.problem,
        "crawls_24h": day.crawls,
        "documents_24h": day.new,
        "coverage": {"hours": SPANS[spans - 1].total_seconds() / 3600, **_counts(coverage)},
    }


def _crawl_json(crawl: RecordedCrawl) -> dict[str, Any]:
    return {
        "started": show_iso(crawl.started_at),
        "finished": show_iso(crawl.finished_at),
        "state": crawl.state,
        "documents": crawl.documents,
        "new": crawl.new,
        "unchanged": crawl.unchanged,
        "failed": crawl.failed,
        "late": crawl.late,
        "coverage": _counts(crawl.coverage),
        "errors": list(crawl.errors),
    }


def _counts(coverage: Coverage) -> dict[str, int]:
    return {
        "pages": coverage.pages,
        "titles": coverage.titles,
        "times": coverage.times,
        "bodies": coverage.bodies,
    }
