"""Dependencies on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from detector.cli.columns import DAY, GAP, fitting, table_row
from detector.cli.incident_context import delay_line
from detector.cli.screen import console, print_item, styled
from detector.cli.spoken import tell
from detector.cli.words import when
from detector.incidents.dependencies import Edge, EdgeKind, Party
from detector.incidents.standing import QUOTED, Root, Standing, key_of
from models.dependencies import Attestation
from models.records import Precision

if TYPE_CHECKING:
    from rich.console import Console

#: Edges of one side that are shown unless more are asked for.
SHOWN = 30
_QUOTE_SHOWN = 120
_COUNTS, _DAY, _LEAST_NAME = 6, DAY, 20


def print_roots(roots: Sequence[Root]) -> None:
    """Print who others stand on, a line each."""
    screen = console()
    widths = _widths(screen)
    heading = (
        tell("cli.common.who"),
        tell("cli.dependency_page.dependants"),
        tell("cli.common.incident"),
        tell("cli.dependency_page.first"),
        tell("cli.dependency_page.last"),
    )
    screen.print(styled(table_row(heading, widths), "bold"), soft_wrap=True)
    for root in roots:
        cells = (
            f"{root.party.name} ({root.party.id})",
            f"{root.dependants:>4,}",
            f"{root.incidents:>4,}",
            _day(root.first_seen),
            _day(root.last_seen),
        )
        screen.print(styled(table_row(cells, widths)), soft_wrap=True)


def print_standing(found: Standing, most: int) -> None:
    """Print where one party stands: who stands on it, on whom it stands, its usual delays."""
    screen = console()
    screen.print(styled(f"{found.party.name}  {found.party.id}", "bold"))
    print_item(screen, styled(tell("cli.dependency_page.failures", failures=found.failures)))
    _print_edges(
        screen,
        tell("cli.dependency_page.its_dependants"),
        found,
        found.dependants,
        most,
        is_up=False,
    )
    _print_edges(
        screen, tell("cli.dependency_page.its_roots"), found, found.depends_on, most, is_up=True
    )
    _print_known(screen, found)
    if found.delays:
        _heading(screen, tell("cli.dependency_page.delays"))
        for step, usual in found.delays.items():
            print_item(
                screen,
                styled(
                    tell(
                        "cli.dependency_page.delay",
                        delay_line=delay_line(step, usual.minutes),
                        count=usual.count,
                    )
                ),
            )


def _print_edges(
    screen: Console, heading: str, found: Standing, edges: Sequence[Edge], most: int, *, is_up: bool
) -> None:
    if not edges:
        return
    _heading(screen, tell("cli.dependency_page.from_incidents", heading=heading, edges=len(edges)))
    widths = _widths(screen)
    cells = (
        tell("cli.common.who"),
        tell("cli.common.incident"),
        tell("cli.common.texts"),
        tell("cli.dependency_page.first"),
        tell("cli.dependency_page.last"),
    )
    screen.print(styled(table_row(cells, widths), "dim"), soft_wrap=True)
    for edge in edges[:most]:
        cells = (
            _called(edge, found.party, is_up=is_up),
            f"{len(edge.incidents):>4,}",
            f"{len(edge.evidence):>4,}",
            _day(edge.first_seen),
            _day(edge.last_seen),
        )
        screen.print(styled(table_row(cells, widths)), soft_wrap=True)
        best = _best(edge, found)
        quote = " ".join(_quoted(best, found).split())
        print_item(screen, styled(f"“{_cut(quote)}”", "italic"), indent=4)
        print_item(screen, styled(f"{best.source}, {best.pair.incident_id}", "dim"), indent=4)
    if len(edges) > most:
        print_item(
            screen, styled(tell("cli.dependency_page.more_edges", edges=len(edges) - most), "dim")
        )


def _best(edge: Edge, found: Standing) -> Attestation:
    """Return the document to show: one that names both in a sentence, else the first."""
    for one in edge.evidence[:QUOTED]:
        if one.named_quote in _quoted(one, found):
            return one
    return edge.evidence[0]


def _quoted(one: Attestation, found: Standing) -> str:
    quote = found.quotes.get(key_of(one))
    return quote.text if quote else one.hit_quote


def _called(edge: Edge, party: Party, *, is_up: bool) -> str:
    """Return the other end, and by whom the edge goes where that is not the party itself."""
    own, other = (edge.dependant, edge.provider) if is_up else (edge.provider, edge.dependant)
    return (
        other.name
        if own.id == party.id
        else tell("cli.dependency_page.by_way_of", name=other.name, name2=own.name)
    )


def _print_known(screen: Console, found: Standing) -> None:
    if not found.known:
        return
    _heading(screen, tell("cli.dependency_page.known_relations"))
    lines = (
        (tell("cli.dependency_page.operated_by"), EdgeKind.OPERATOR, True),
        (tell("cli.common.part_of"), EdgeKind.PART_OF, True),
        (tell("cli.dependency_page.operates"), EdgeKind.OPERATOR, False),
        (tell("cli.dependency_page.has_parts"), EdgeKind.PART_OF, False),
    )
    for word, kind, is_up in lines:
        ends = [
            edge.provider.name if is_up else edge.dependant.name
            for edge in found.known
            if edge.kind is kind and found.party == (edge.dependant if is_up else edge.provider)
        ]
        if ends:
            print_item(screen, styled(f"{word}: {', '.join(ends)}"), hang=2)


def _heading(screen: Console, text: str) -> None:
    screen.print()
    screen.print(styled(text, "bold"))


def _widths(screen: Console) -> list[int]:
    headings = ("cli.dependency_page.dependants", "cli.common.incident", "cli.common.texts")
    count = max(_COUNTS, *(cell_len(tell(key)) for key in headings))
    widths = [_LEAST_NAME, count, count, _DAY, _DAY]
    widths = widths[: fitting(widths, screen.width)]
    widths[0] += max(0, screen.width - sum(widths) - GAP * (len(widths) - 1))
    return widths


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTE_SHOWN else text[: _QUOTE_SHOWN - 1] + "…"


def _day(at: Any) -> str:
    return when(at, Precision.DAY)
