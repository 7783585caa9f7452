"""Follows incidents through time: when each was first suspected, confirmed, over, gone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from models.records import Incident, Status

_SURE = frozenset({Status.CONFIRMED, Status.RECOVERING, Status.RESOLVED})


@dataclass
class Followed:
    """One incident and what became of it; whatever it is called, its documents make it the same."""

    incident: Incident  # as it is now, or was last
    course: list[tuple[datetime, Status | None]] = field(default_factory=list)  # None: it was gone
    ids: list[str] = field(default_factory=list)  # every id it had, in order
    rows: set[int] = field(default_factory=set)  # its documents now, or the last it had
    all_rows: set[int] = field(default_factory=set)  # every document it ever had
    is_absorbed: bool = False  # it became part of another one

    @property
    def suspected_at(self) -> datetime:
        """When it was first listed at all."""
        return self.course[0][0]

    @property
    def confirmed_at(self) -> datetime | None:
        """When it was first more than suspected."""
        return self.first(_SURE)

    @property
    def gone_at(self) -> datetime | None:
        """Since when it is listed no more, or None while it is."""
        at, status = self.course[-1]
        return at if status is None else None

    def first(self, statuses: Collection[Status]) -> datetime | None:
        """Return when it first was in one of these statuses."""
        return next((at for at, status in self.course if status in statuses), None)

    def becomes(self, incident: Incident, at: datetime) -> None:
        """Take down what it is from now on."""
        self.incident = incident
        self.rows = rows_of(incident)
        self.all_rows |= self.rows
        if incident.id not in self.ids:
            self.ids.append(incident.id)
        self._note(at, incident.status)

    def goes(self, at: datetime) -> None:
        """Take down that it is listed no more."""
        self._note(at, None)

    def _note(self, at: datetime, status: Status | None) -> None:
        if not self.course or self.course[-1][1] is not status:
            self.course.append((at, status))


def rows_of(incident: Incident) -> set[int]:
    """Return the rows of the documents that an incident is told by."""
    return {source.row for source in incident.evidence}


class Following:
    """All incidents met so far, each known again by its documents and not by its id."""

    def __init__(self) -> None:
        self.all: list[Followed] = []
        self._present: dict[str, Followed] = {}  # by the id it has now
        self._of_row: dict[int, Followed] = {}

    def step(self, at: datetime, changed: Sequence[Incident], alive: Collection[str]) -> None:
        """Take down how incidents changed at a time; alive are the ids of all that there are."""
        concerned = self._concerned(changed, alive)
        heirs = _heirs(changed, concerned)
        for one in concerned:
            if self._present.get(one.incident.id) is one:
                del self._present[one.incident.id]
        for incident in changed:
            one = heirs.get(incident.id) or self._new(incident)
            one.becomes(incident, at)
            self._present[incident.id] = one
            self._of_row.update(dict.fromkeys(one.rows, one))
        for one in concerned:
            if not any(one is heir for heir in heirs.values()):
                one.goes(at)
                one.is_absorbed = any(self._of_row[row] is not one for row in one.rows)

    def _new(self, incident: Incident) -> Followed:
        self.all.append(Followed(incident))
        return self.all[-1]

    def _concerned(self, changed: Sequence[Incident], alive: Collection[str]) -> list[Followed]:
        """Return those that may be one of the changed, or are not there any more."""
        ids = {incident.id for incident in changed} | (self._present.keys() - set(alive))
        found = [self._present[id] for id in sorted(ids) if id in self._present]
        found += [
            one
            for incident in changed
            for row in sorted(rows_of(incident))
            if (one := self._of_row.get(row)) and one.gone_at and not one.is_absorbed
        ]
        return list({id(one): one for one in found}.values())


def _heirs(changed: Sequence[Incident], concerned: Sequence[Followed]) -> dict[str, Followed]:
    """Return by id whom a changed incident goes on: whose documents it has most of, each once."""
    claims = sorted(
        (
            (len(common), incident.id == one.incident.id, -place, incident.id)
            for incident in changed
            for place, one in enumerate(concerned)
            if (common := rows_of(incident) & one.rows)
        ),
        reverse=True,
    )
    heirs: dict[str, Followed] = {}
    taken: set[int] = set()
    for _, _, place, id in claims:
        if id not in heirs and place not in taken:
            heirs[id] = concerned[-place]
            taken.add(place)
    return heirs
