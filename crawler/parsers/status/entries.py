"""A feed entry's text → the updates in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.dates import read_date
from crawler.parsers.records import FeedEntry
from crawler.parsers.status.incident import Phase, StatusUpdate, in_order, phase_of
from models.errors import ParseError
from models.problems import Problem

# "Jun 5, 17:25 UTC", without a year; only zones that crawler.dates knows, for it takes any other
# time for Korean.
_STAMP = re.compile(
    r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (?P<day>\d{1,2}) ?, "
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?) (?P<zone>UTC|GMT|KST|JST|[ECMP][SD]T)\b\s*"
)
_WORD = re.compile(r"(?P<word>[A-Z][a-z]+(?: [a-z]+)?) (?:-|–) ")
# incident.io: "Status: Resolved", the text, then the components with their states.
_STATUS_LINE = re.compile(r"Status: (?P<word>[A-Za-z ]+)")
_COMPONENTS_LINE = re.compile(r"Affected components:?", re.IGNORECASE)
_COMPONENT = re.compile(
    r"(?P<name>.+?)(?: \((?:operational|degraded|partial|full|major)[^()]*\))?", re.IGNORECASE
)
_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class EntryText:
    """What the text of an entry holds."""

    updates: tuple[StatusUpdate, ...]  # oldest first
    components: tuple[str, ...]


def told_time(entry: FeedEntry, url: str) -> datetime:
    """Return the time of an entry. Raises ParseError where the feed gives it none."""
    if entry.published_at is None:
        raise ParseError(
            url, Problem("problem.status.entry_time", time=repr(entry.published_text[:40]))
        )
    return entry.published_at


def read_entry(entry: FeedEntry, at: datetime) -> EntryText:
    """Return the stamped updates of an entry; its whole text as one update where it has none."""
    stamped = _stamped(entry.body.split("\n"), at)
    if stamped:
        return EntryText(in_order(stamped), ())
    return _unstamped(entry, at)


def _stamped(lines: list[str], at: datetime) -> list[StatusUpdate]:
    found: list[tuple[datetime, list[str]]] = []
    for line in lines:
        stamp = _STAMP.match(line)
        moment = _moment(stamp, at) if stamp else None
        if stamp and moment:
            found.append((moment, [line[stamp.end() :]]))
        elif found:
            found[-1][1].append(line)
    return [_update(moment, "\n".join(filter(None, rest))) for moment, rest in found]


def _moment(stamp: re.Match[str], near: datetime) -> datetime | None:
    """Return the stamp's time in the year that brings it nearest to the entry's own."""
    moments = [
        moment
        for year in (near.year - 1, near.year, near.year + 1)
        if (
            moment := read_date(
                f"{stamp['month']} {stamp['day']}, {year} {stamp['clock']} {stamp['zone']}",
                near + _HALF_A_YEAR,
            )
        )
    ]
    return min(moments, key=lambda moment: abs(moment - near), default=None)


def _update(at: datetime, text: str) -> StatusUpdate:
    word = _WORD.match(text)
    if word is None:
        return StatusUpdate(at, None, text)
    return StatusUpdate(at, phase_of(word["word"]), text[word.end() :])


def _unstamped(entry: FeedEntry, at: datetime) -> EntryText:
    phase: Phase | None = None
    prose: list[str] = []
    components: list[str] = []
    in_components = False
    for line in entry.body.split("\n"):
        if status := _STATUS_LINE.fullmatch(line):
            phase = phase_of(status["word"])
        elif _COMPONENTS_LINE.fullmatch(line):
            in_components = True
        elif in_components and (component := _COMPONENT.fullmatch(line)):
            components.append(component["name"])
        else:
            prose.append(line)
    return EntryText((StatusUpdate(at, phase, "\n".join(prose)),), tuple(components))
