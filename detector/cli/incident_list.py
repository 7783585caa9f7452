"""A list of incidents on a terminal: a line of columns, then a line with id and headline."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from detector.cli.columns import GAP, TIME, fit_width, fitting, table_row
from detector.cli.screen import console, styled
from detector.cli.shown import shown
from detector.cli.spoken import tell
from detector.cli.words import STATUS, when
from models.records import Incident, Status

COLORS = {
    Status.SUSPECTED: "yellow",
    Status.CONFIRMED: "red",
    Status.RECOVERING: "cyan",
    Status.RESOLVED: "green",
    Status.RETRACTED: "dim",
}
# Columns of fixed width; what is left goes to 누가 and 영향.
_SINCE, _COUNT, _SURE = TIME, 7, 4
_LEAST_NAME = 10
_WHO, _AFFECTED = 2, 3  # their places


def print_incidents(incidents: Sequence[Incident]) -> None:
    """Print the incidents in the order given."""
    screen = console()
    state = max(map(cell_len, STATUS.values()))
    widths = _widths(state, screen.width)
    heading = table_row(
        (
            tell("cli.common.state"),
            tell("cli.incident_list.since"),
            tell("cli.common.who"),
            tell("cli.common.affected"),
            tell("cli.incident_list.evidence"),
            tell("cli.incident_list.confidence"),
        ),
        widths,
    )
    screen.print(styled(heading, "bold"), soft_wrap=True)
    for incident in incidents:
        line = styled(table_row(_cells(incident), widths))
        line.stylize(COLORS[incident.status], 0, len(STATUS[incident.status]))
        screen.print(line, soft_wrap=True)
        second = f"  {shown(incident.id)}  {shown(incident.headline)}"
        screen.print(styled(fit_width(second, screen.width).rstrip(), "dim"), soft_wrap=True)


def _widths(state: int, room: int) -> list[int]:
    """Return how wide the columns are that a terminal has room for."""
    widths = [state, _SINCE, _LEAST_NAME, _LEAST_NAME, _COUNT, _SURE]
    widths = widths[: fitting(widths, room)]
    left = room - sum(widths) - GAP * (len(widths) - 1)
    if len(widths) > _AFFECTED and left > 0:
        widths[_WHO] += left * 2 // 5
        widths[_AFFECTED] += left - left * 2 // 5
    return widths


def _cells(incident: Incident) -> tuple[str, ...]:
    begin, precision = incident.started_at, incident.started_precision
    if begin is None:
        begin, precision = incident.first_seen, None
    return (
        STATUS[incident.status],
        when(begin, precision),
        incident.provider_name or tell("cli.common.unknown"),
        _names(incident),
        tell("cli.incident_list.evidence_count", evidence=len(incident.evidence)),
        f"{incident.confidence:.2f}",
    )


def _names(incident: Incident) -> str:
    if not incident.affected:
        return "-"
    names = [hit.name for hit in incident.affected]
    return (
        names[0]
        if len(names) == 1
        else tell("cli.incident_list.many_names", count=len(names), names=", ".join(names))
    )
