"""Lists the sources and how each is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import WordType, database_option, json_option, opened
from detector.cli.screen import note, write_json
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


@click.command("sources", cls=KoreanCommand)
@click.argument("names", metavar="[출처]…", nargs=-1)
@click.option(
    "--state", "states", type=StatesType(), metavar="상태,…",
    help="이 상태만: ok(정상), late(늦음), broken(고장), blocked(막힘), unknown(모름)",
)  # fmt: skip
@database_option
@json_option
def command(
    names: tuple[str, ...], states: frozenset[str] | None, db: str | None, as_json: bool
) -> None:
    """출처의 목록과 상태를 보입니다.

    나쁜 것부터 나옵니다. 쓰지 않는 출처는 그 까닭과 함께 끝에 나오고, 출처를 주면 최근 수집과
    오류까지 자세히 보입니다.

    \b
    고장  마지막 수집이 실패함, 본문 같은 칸이 비어 감, 하루 문서가 너무 적음
    막힘  사이트가 막았거나, 쉬어 달라고 해서 쉬는 중
    늦음  수집할 때가 지났는데 하지 않음 (간격의 세 배, 적어도 90분)
    모름  아직 수집한 적 없음
    하루 새글  지난 24시간에 새로 온 문서 / 하루에 적어도 와야 할 문서

    \b
    끝날 때의 상태: 0 탈이 없음, 3 쓰는 출처 가운데 고장·막힘·늦음이 있음

    \b
    예: meoktong sources
        meoktong sources --state 고장,막힘
        meoktong sources yna
    """
    from crawler.catalogue import load_catalogue
    from crawler.health import TROUBLES
    from detector.cli.source_view import print_source, print_table
    from detector.views.source_json import source_json
    from detector.views.source_looks import look
    from models.health import recent_crawls, source_histories

    now = clock.now()
    with opened(db) as database, database.reading() as session:
        histories = source_histories(session, now)
        everything = look(load_catalogue(), histories, now)
        views = _choose(everything, names, states)
        crawls = {name: recent_crawls(session, name, _CRAWLS) for name in names}
    if as_json:
        for view in views:
            write_json(source_json(view, crawls.get(view.id)))
    elif names:
        for view in views:
            print_source(view, crawls[view.id])
    else:
        print_table(views, is_everything=states is None)
    if not any(view.history and view.history.last for view in everything):
        note("아직 수집한 적이 없습니다. 'meoktong crawl'로 모으세요")
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
            raise UsageError(f"'{name}'은(는) 없는 출처입니다. 'meoktong sources'로 목록을 보세요")
    chosen = [known[name] for name in wanted] if wanted else list(views)
    if states is None:
        return chosen
    return [view for view in chosen if view.is_used and view.health.state.value in states]
