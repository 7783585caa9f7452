"""Lists the sources and how each is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from detector.cli.completing import SOURCE
from detector.cli.korean import KoreanCommand
from detector.cli.near_words import perhaps
from detector.cli.options import WordType, database_option, opened, records_option
from detector.cli.own import note_own
from detector.cli.screen import note, write_json
from detector.cli.spoken import language, tell
from detector.cli.words import SOURCE_STATE
from models import clock
from models.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detector.views.source_looks import SourceView

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

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the states that the last one may become, after those that are given."""
        given, comma, begun = incomplete.rpartition(",")
        found = WordType(SOURCE_STATE).shell_complete(ctx, param, begun)
        return [CompletionItem(f"{given}{comma}{item.value}", help=item.help) for item in found]


@click.command("sources", cls=KoreanCommand, help="cli.sources.help")
@click.argument("names", type=SOURCE, metavar="cli.common.sources", nargs=-1)
@click.option(
    "--state", "states", type=StatesType(), metavar="cli.sources.states",
    help="cli.sources.state_help",
)  # fmt: skip
@database_option
@records_option
def command(
    names: tuple[str, ...], states: frozenset[str] | None, db: str | None, as_json: bool
) -> None:
    """Run `meoktong sources`."""
    from crawler.catalogue import load_catalogue
    from crawler.health import TROUBLES
    from detector.cli.source_view import print_source, print_table
    from detector.views.own_trouble import own_troubles
    from detector.views.source_json import source_json
    from detector.views.source_looks import look
    from models.health import recent_crawls, source_histories

    now = clock.now()
    with opened(db) as database, database.reading() as session:
        histories, catalogue = source_histories(session, now), load_catalogue()
        everything = look(catalogue, histories, now)
        views = _choose(everything, names, states)
        crawls = {name: recent_crawls(session, name, _CRAWLS) for name in names}
        own = own_troubles(session, catalogue, histories, now)
    note_own(own)
    if as_json:
        for view in views:
            write_json(source_json(view, crawls.get(view.id), language()))
    elif names:
        for view in views:
            print_source(view, crawls[view.id])
    else:
        print_table(views, is_everything=states is None)
    if not any(view.history and view.history.last for view in everything):
        note(tell("cli.sources.never_crawled"))
    if own or any(view.is_watched and view.health.state in TROUBLES for view in views):
        click.get_current_context().exit(_SOME_TROUBLE)


def _choose(
    views: Sequence[SourceView], names: Iterable[str], states: frozenset[str] | None
) -> list[SourceView]:
    """Return the sources that a user asks for. Raises UsageError for an unknown name."""
    known = {view.id: view for view in views}
    wanted = list(dict.fromkeys(names))
    for name in wanted:
        if name not in known:
            near = perhaps(name, known)
            raise UsageError(tell("cli.sources.unknown_source", name=name) + near)
    chosen = [known[name] for name in wanted] if wanted else list(views)
    if states is None:
        return chosen
    return [view for view in chosen if view.is_used and view.health.state.value in states]
