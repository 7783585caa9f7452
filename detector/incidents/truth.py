"""Real outages that an archive knows of, and when detection noticed each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from detector.incidents.following import rows_of
from models.records import Incident, Kind, Label, Status

#: How long after its third post an outage may stay unsuspected.
GRACE = timedelta(minutes=5)
_THIRD = 3


@dataclass
class RealOutage:
    """One outage that the archive knows of, with all its documents, however they were read."""

    key: str
    arrivals: list[tuple[datetime, Kind]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)  # of those that have come
    suspected_at: datetime | None = None
    confirmed_at: datetime | None = None
    ids: list[str] = field(default_factory=list)  # of incidents that were mostly about it
    heard: Mapping[int, tuple[Label, float]] | None = None  # its documents when it was overdue

    @property
    def third_post_at(self) -> datetime | None:
        """When its third post came."""
        posts = sorted(at for at, kind in self.arrivals if kind is Kind.COMMUNITY)
        return posts[_THIRD - 1] if len(posts) >= _THIRD else None

    @property
    def first_at(self) -> datetime:
        """When its first document came."""
        return min(at for at, _ in self.arrivals)

    @property
    def is_late(self) -> bool:
        """Whether it was not yet suspected some minutes after its third post."""
        third = self.third_post_at
        if third is None:
            return False
        return self.suspected_at is None or minute_of(self.suspected_at) > minute_of(third) + GRACE


class Truth:
    """The real outages of an archive, by key."""

    def __init__(self, arrivals: Iterable[tuple[datetime, Kind, str]]) -> None:
        self.outages: dict[str, RealOutage] = {}
        self._key_of: dict[int, str] = {}
        for at, kind, key in arrivals:
            self.outages.setdefault(key, RealOutage(key)).arrivals.append((at, kind))
        self._deadlines = sorted(
            (minute_of(third) + GRACE, key)
            for key, outage in self.outages.items()
            if (third := outage.third_post_at) is not None
        )

    def learn(self, rows: Iterable[tuple[int, str]]) -> None:
        """Take down which rows are of which outage."""
        for row, key in rows:
            if row not in self._key_of:
                self._key_of[row] = key
                self.outages[key].rows.append(row)

    def rows_of(self, key: str) -> Sequence[int]:
        """Return the rows of an outage's documents that have come."""
        return self.outages[key].rows

    def keys_of(self, rows: Iterable[int]) -> dict[str, int]:
        """Return of which outages these documents are, and how many of each."""
        return dict(Counter(self._key_of[row] for row in rows if row in self._key_of))

    def step(self, at: datetime, changed: Iterable[Incident]) -> None:
        """Take down which outages the incidents that changed at a time are about."""
        for incident in changed:
            outage = self._outage_of(incident)
            if outage is None or incident.status is Status.RETRACTED:
                continue
            outage.suspected_at = outage.suspected_at or at
            if incident.status is not Status.SUSPECTED:
                outage.confirmed_at = outage.confirmed_at or at
            if incident.id not in outage.ids:
                outage.ids.append(incident.id)

    def _outage_of(self, incident: Incident) -> RealOutage | None:
        """Return the outage that most of an incident's documents are of, if they are of any."""
        rows = rows_of(incident)
        counted = self.keys_of(rows)
        if not counted:
            return None
        key = max(counted, key=lambda key: (counted[key], key))
        others = len(rows) - sum(counted.values())
        return self.outages[key] if counted[key] >= others else None

    def overdue(self, now: datetime | None) -> list[str]:
        """Return each outage once when it is not suspected though it should be; None: at the end."""
        passed: list[str] = []
        while self._deadlines and (now is None or self._deadlines[0][0] < minute_of(now)):
            _, key = self._deadlines.pop(0)
            if self.outages[key].suspected_at is None:
                passed.append(key)
        return passed

    def explain(self, key: str, heard: Mapping[int, tuple[Label, float]]) -> None:
        """Take down what was concluded of an outage's documents when it was overdue."""
        self.outages[key].heard = heard


def minute_of(moment: datetime) -> datetime:
    """Return the minute of the clock that a moment is in: what falls into one is not late."""
    return moment.replace(second=0, microsecond=0)
