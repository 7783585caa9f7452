"""How far back a list is read: from its first page to what is known, and one page more.

Posts are fetched oldest first once the walk has ended, so what a crawl that is killed has stored is
always older than what it has not: meeting a stored post means that everything behind it is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.known import Known
from crawler.parsers.records import BoardRow

#: List pages a crawl reads when the last one was as long ago as it should be, and at the very most.
PAGES = 5
MOST_PAGES = 20
# A row this much older than one below it does not stand where it stands by its age.
PINNED_BEHIND = timedelta(days=1)


def most_pages(last_success: datetime | None, interval: timedelta, now: datetime) -> int:
    """Return how many pages of a list may be read: five for each interval missed, at most 20."""
    if last_success is None:
        return PAGES
    return max(PAGES, min(MOST_PAGES, int(PAGES * ((now - last_success) / interval))))


def without_pinned(rows: Sequence[BoardRow]) -> list[BoardRow]:
    """Return the rows without those that are far older than a row further down the page."""
    kept: list[BoardRow] = []
    newest_below: datetime | None = None
    for row in reversed(rows):
        posted = row.posted_at
        if posted and newest_below and posted < newest_below - PINNED_BEHIND:
            continue
        if posted:
            newest_below = max(posted, newest_below or posted)
        kept.append(row)
    return kept[::-1]


@dataclass(slots=True)
class ListWalk:
    """One list on its way back from its newest page."""

    most_pages: int = PAGES
    is_first: bool = True  # no crawl of the source has ended well before
    pages: int = 0  # read so far
    met_known: bool = False
    seen: set[str] = field(default_factory=set)
    wanted: dict[str, BoardRow] = field(default_factory=dict)  # to be fetched, newest first

    def take(self, rows: Sequence[BoardRow], known: Known) -> bool:
        """Take in a page; tell whether the next one is worth reading.

        It is not where this page had nothing new, and not where a page before it had something
        known: then this page was the overlap. Rows out of their place in time decide nothing.
        """
        was_overlap = self.met_known
        in_place = without_pinned(rows)
        has_new = any(row.id not in known.stored and row.id not in self.seen for row in in_place)
        self.met_known |= any(row.id in known.stored for row in in_place)
        self.pages += 1
        for row in rows:
            if row.id not in self.seen and row.id not in known.settled:
                self.wanted[row.id] = row
            self.seen.add(row.id)
        return has_new and not was_overlap

    @property
    def may_go_on(self) -> bool:
        """Whether the bound leaves another page."""
        return self.pages < self.most_pages

    @property
    def leaves_gap(self) -> bool:
        """Whether posts between the last page read and what is known may be missing."""
        return not self.met_known and not self.is_first

    def oldest_first(self) -> Iterable[BoardRow]:
        """Return the rows to be fetched, from the end of the list to its top."""
        return reversed(self.wanted.values())
