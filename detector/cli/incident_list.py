"""A list of incidents on a terminal: a line of columns, then a line with id and headline."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from detector.cli.screen import console
from detector.cli.shown import shown
from detector.cli.words import STATUS, when
from models.records import Incident, Status

_COLORS = {
    Status.SUSPECTED: "yellow",
    Status.CONFIRMED: "red",
    Status.RECOVERING: "cyan",
    Status.RESOLVED: "green",
    Status.RETRACTED: "dim",
}
# Columns of fixed width; what is left goes to 누가 and 영향.
_STATE, _SINCE, _COUNT, _SURE, _GAP = 7, 16, 7, 4, 2
_LEAST_NAME = 10


def print_incidents(incidents: Sequence[Incident]) -> None:
    """Print the incidents in the order given."""
    screen = console()
    room = screen.width - _STATE - _SINCE - _COUNT - _SURE - 5 * _GAP
    who = max(_LEAST_NAME, room * 2 // 5)
    widths = (_STATE, _SINCE, who, max(_LEAST_NAME, room - who), _COUNT, _SURE)
    heading = _row(("상태", "언제부터", "누가", "영향", "근거 수", "확신"), widths)
    screen.print(Text(heading, style="bold"), soft_wrap=True)
    for incident in incidents:
        line = Text(_row(_cells(incident), widths))
        line.stylize(_COLORS[incident.status], 0, len(STATUS[incident.status]))
        screen.print(line, soft_wrap=True)
        second = f"  {shown(incident.id)}  {shown(incident.headline)}"
        screen.print(Text(_fit(second, screen.width).rstrip(), style="dim"), soft_wrap=True)


def _cells(incident: Incident) -> tuple[str, ...]:
    begin, precision = incident.started_at, incident.started_precision
    if begin is None:
        begin, precision = incident.first_seen, None
    return (
        STATUS[incident.status],
        when(begin, precision),
        incident.provider_name or "모름",
        _names(incident),
        f"{len(incident.evidence):>5,}건",
        f"{incident.confidence:.2f}",
    )


def _names(incident: Incident) -> str:
    if not incident.affected:
        return "-"
    names = [hit.name for hit in incident.affected]
    return names[0] if len(names) == 1 else f"{len(names)}곳: {', '.join(names)}"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    fitted = (_fit(shown(cell), width) for cell, width in zip(cells, widths, strict=True))
    return (" " * _GAP).join(fitted).rstrip()


def _fit(text: str, width: int) -> str:
    """Return text cut or filled to a width in columns of the terminal."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…"
