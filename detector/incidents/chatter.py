"""How many doubtful posts on a service are usual around an hour, from those of the weeks before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from detector.incidents.bursts import Usual
from detector.incidents.shelf import Shelf
from models.clock import to_kst
from models.documents import first_published
from models.groups import groups_begun
from models.signals import find_signals, times_of_posts

#: How many days back posts say what is usual, and how far from the hour.
DAYS = 56
AROUND = timedelta(hours=1)
#: The day itself is left out: what is written then may be of the outage in question.
_SINCE = timedelta(days=1)
_SATURDAY = 5


class Chatter:
    """What is usual, asked of a database; each answer is fetched once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, datetime], Usual] = {}

    def usual(self, name: str, at: datetime) -> Usual:
        """Return what earlier days of the kind showed of a name (its id) around that hour."""
        if (name, at) not in self._known:
            self._known[name, at] = self._fetch(name, at)
        return self._known[name, at]

    def _fetch(self, name: str, at: datetime) -> Usual:
        begun = first_published(self._session)
        spans = [(a, b) for a, b in spans_before(at) if begun is not None and a >= begun]
        counts = [0] * len(spans)
        for time in times_of_posts(self._session, name, spans):
            counts[next(n for n, (a, b) in enumerate(spans) if a <= time <= b)] += 1
        return Usual(tuple(counts), 2 * AROUND / timedelta(hours=1))


def spans_before(at: datetime) -> list[tuple[datetime, datetime]]:
    """Return the hours around one time on earlier days of its kind: working days, or weekends."""
    is_weekend = to_kst(at).weekday() >= _SATURDAY
    days = [at - _SINCE * number for number in range(1, DAYS + 1)]
    alike = [day for day in days if (to_kst(day).weekday() >= _SATURDAY) is is_weekend]
    return [(day - AROUND, day + AROUND) for day in alike]


def bursts_after(shelf: Shelf, rows: Iterable[int]) -> set[str]:
    """Return the groups of posts alone that came after these documents, whose usual they change.

    Nothing where documents come in order: what is usual is asked of the days before.
    """
    places = [
        (key, signal.published_at + _SINCE - AROUND, signal.published_at + _SINCE * DAYS + AROUND)
        for signal in find_signals(shelf.session, rows)
        for key in sorted(signal.keys)
    ]
    groups = shelf.find(groups_begun(shelf.session, places))
    return {id for id, group in groups.items() if group.posts == group.size}
