"""What a status page tells of one incident or one planned maintenance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Phase(StrEnum):
    """How far an incident or a maintenance has come."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


#: Phases of planned work; the others are of incidents.
PLANNED = frozenset({Phase.SCHEDULED, Phase.IN_PROGRESS, Phase.COMPLETED})
#: Phases after which nothing more is expected.
OVER = frozenset({Phase.RESOLVED, Phase.COMPLETED})

_WORDS = {
    "postmortem": Phase.RESOLVED,
    "mitigated": Phase.MONITORING,
    "in progress": Phase.IN_PROGRESS,
    "verifying": Phase.IN_PROGRESS,
    "cancelled": Phase.COMPLETED,
    "canceled": Phase.COMPLETED,
}
# A page that has no word for its phase says it in its headline or in its newest text.
_NOT_OVER = re.compile(
    r"\b(?:not|isn't|yet to be|partially|partial|working to|until|once)\b[^.]{0,40}"
    r"\b(?:resolved|restored|recovered|mitigated)\b|\bunresolved\b",
    re.IGNORECASE,
)
_TOLD = (
    (Phase.RESOLVED, re.compile(r"\b(?:resolved|fully (?:restored|recovered)|has been restored"
                                r"|operating normally|has recovered)\b", re.I)),
    (Phase.MONITORING, re.compile(r"\bmonitoring\b|\bmitigat(?:ed|ion applied)\b|\bfix has been"
                                  r" (?:implemented|deployed|applied)\b", re.I)),
    (Phase.IDENTIFIED, re.compile(r"\bidentified\b|\broot cause\b", re.I)),
)  # fmt: skip
_PLANNED = re.compile(r"\bmaintenance\b|\bplanned work\b", re.I)
_DONE = re.compile(r"\b(?:complete|completed|concluded|cancelled|canceled)\b", re.I)


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """One message about an incident, as its page wrote it."""

    at: datetime  # aware, UTC
    phase: Phase | None  # None where the page gives the message no phase of its own
    text: str


@dataclass(frozen=True, slots=True)
class StatusIncident:
    """One incident or maintenance; all times aware, UTC."""

    id: str
    url: str
    title: str
    phase: Phase
    told_at: datetime  # when the page first told of it
    started_at: datetime  # of a maintenance: when it is to begin
    resolved_at: datetime | None  # of a maintenance: when it ended
    impact: str  # "none", "minor", "major", "critical", "maintenance"; "" where not said
    components: tuple[str, ...]
    regions: tuple[str, ...]  # as the page names them; () where it names none, or all
    updates: tuple[StatusUpdate, ...]  # oldest first
    until: datetime | None = None  # of a maintenance: when it is to end

    @property
    def is_planned(self) -> bool:
        """Whether this is work that was announced, no failure."""
        return self.phase in PLANNED


#: A status parser: text, its address, when it was fetched → incidents. Raises ParseError.
StatusParser = Callable[[str, str, datetime], list[StatusIncident]]


def phase_of(word: str) -> Phase | None:
    """Return the phase that a page's status word names; None for one that names none."""
    word = word.strip().lower()
    if word in _WORDS:
        return _WORDS[word]
    try:
        return Phase(word.replace(" ", "_"))
    except ValueError:
        return None


def phase_told(text: str, title: str = "") -> Phase:
    """Return the phase that English prose tells of, for pages without a word for it.

    Where nothing says that it is over, it is not. Only a title makes planned work of it: texts of
    incidents speak of maintenance as well, as their cause.
    """
    if _PLANNED.search(title):
        return Phase.COMPLETED if _DONE.search(text) else Phase.SCHEDULED
    rest = _NOT_OVER.sub(" ", f"{title}. {text}")
    return next((phase for phase, told in _TOLD if told.search(rest)), Phase.INVESTIGATING)


def in_order(updates: Iterable[StatusUpdate]) -> tuple[StatusUpdate, ...]:
    """Return the updates oldest first; those of one moment keep their order."""
    return tuple(sorted(updates, key=lambda update: update.at))
