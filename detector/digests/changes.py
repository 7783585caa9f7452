"""What a digest of a day said before and says otherwise now, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from detector.digests.rows import DigestRow
from models.clock import show_iso
from models.records import Claim, Rule, Step

#: What is a statement about the outage; ranks, confidence and counts grow with every report.
FACTS = (
    "status", "headline", "provider", "region", "cause", "started", "ended", "duration_minutes",
    "ongoing", "affected", "severity", "official_notice_at", "notice_delay_minutes",
)  # fmt: skip
_CLAIM_OF = {
    "provider": "provider", "region": "region", "cause": "cause", "started": "started",
    "ended": "ended", "duration_minutes": "duration",
}  # fmt: skip


class Change(StrEnum):
    """What happened to an incident between two digests of a day."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Because(StrEnum):
    """Why a digest says something else."""

    CLAIMED = "claimed"  # a report that came since states the new value
    STEPPED = "stepped"  # the incident took a step in its life, by a rule
    CORRECTED = "corrected"  # a person said what a document is
    EDITED = "edited"  # a document's text was changed where it was published
    REPORTED = "reported"  # reports came
    DROPPED = "dropped"  # reports that it rested on no longer belong to it
    REREAD = "reread"  # another model read the documents
    MERGED = "merged"  # it is one with another incident
    MOVED = "moved"  # its times changed, and it no longer touches the day
    SPLIT = "split"  # it was a part of another incident
    REGROUPED = "regrouped"  # none of these: the grouping itself came out otherwise


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was corrected: of how many documents, or of which incident or report."""

    because: Because
    count: int = 0
    name: str = ""  # the other incident's id, the report's source, the rule of the step
    at: datetime | None = None  # when the report said so, when the step was taken
    quote: str = ""


@dataclass(frozen=True, slots=True)
class SeenDocument:
    """A document as an incident rested on it: which text was read, and by which model."""

    version: int
    model: str
    corrected_at: datetime | None = None  # when a person last said what it is


@dataclass(frozen=True, slots=True)
class ToldIncident:
    """An incident as a digest told it, with what it rested on."""

    row: DigestRow
    documents: Mapping[int, SeenDocument]
    claims: tuple[Claim, ...] = ()  # of the present alone
    steps: tuple[Step, ...] = ()  # of the present alone

    @property
    def id(self) -> str:
        """The incident's id."""
        return self.row.incident_id or ""


@dataclass(frozen=True, slots=True)
class ToldDay:
    """What a digest of a day said, and when."""

    day: date
    said_at: datetime
    incidents: tuple[ToldIncident, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """One value that a digest gives otherwise than the one before."""

    day: date
    incident_id: str
    headline: str
    change: Change
    column: str | None  # None where the whole incident came or went
    old: object
    new: object
    why: tuple[Reason, ...]
    said_at: datetime  # when the old value was told


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that was corrected since the last digests."""

    found: tuple[Correction, ...]
    since: Mapping[date, datetime] = field(default_factory=dict)  # days that had a digest, its time
    without: tuple[date, ...] = ()  # days that had none, so that nothing can be said of them


def corrections_of(
    told: ToldDay, now: Sequence[ToldIncident], homes: Mapping[int, str] | None = None
) -> list[Correction]:
    """Return what a day's digest says otherwise than the one that was told, in the order of now.

    An incident is the one with which it shares most documents: ids are given anew when earlier
    outages of a name come to light. homes tells of which incident a document is now, on any day.
    """
    pairs = _pairs(told.incidents, now)
    found: list[Correction] = []
    for new in now:
        old = pairs.get(new.id)
        if old is None:
            found.append(_whole(told, new, Change.ADDED, _why_added(told, new)))
        else:
            found += _changed(told, old, new)
    paired = {old.id for old in pairs.values()}
    for old in told.incidents:
        if old.id not in paired:
            why = _why_removed(told, old, now, homes or {})
            found.append(_whole(told, old, Change.REMOVED, why))
    return found


def _pairs(old: Sequence[ToldIncident], new: Sequence[ToldIncident]) -> dict[str, ToldIncident]:
    """Return the earlier incident of each one, by the new id; most documents in common first."""
    likely = sorted(
        (-_shared(before, after), before.id != after.id, before.id, after.id, before)
        for before in old
        for after in new
        if _shared(before, after) or before.id == after.id
    )
    found: dict[str, ToldIncident] = {}
    taken: set[str] = set()
    for _, _, before_id, after_id, before in likely:
        if after_id not in found and before_id not in taken:
            found[after_id] = before
            taken.add(before_id)
    return found


def _shared(one: ToldIncident, other: ToldIncident) -> int:
    return len(one.documents.keys() & other.documents.keys())


def _whole(told: ToldDay, one: ToldIncident, change: Change, why: tuple[Reason, ...]) -> Correction:
    """Return that a whole incident came or went; it stands for itself by its headline."""
    old, new = (None, one.row.headline) if change is Change.ADDED else (one.row.headline, None)
    return Correction(told.day, one.id, one.row.headline, change, None, old, new, why, told.said_at)


def _changed(told: ToldDay, old: ToldIncident, new: ToldIncident) -> Iterator[Correction]:
    for column in FACTS:
        before, after = getattr(old.row, column), getattr(new.row, column)
        if before != after and not _same_names(before, after):
            why = _why_changed(told, old, new, column, after)
            yield Correction(
                told.day, new.id, new.row.headline, Change.CHANGED, column, before, after, why,
                told.said_at,
            )  # fmt: skip


def _same_names(before: object, after: object) -> bool:
    """Tell whether two lists hold the same, in whatever order."""
    return (
        isinstance(before, tuple) and isinstance(after, tuple) and sorted(before) == sorted(after)
    )


def _why_changed(
    told: ToldDay, old: ToldIncident, new: ToldIncident, column: str, value: object
) -> tuple[Reason, ...]:
    came = [row for row in new.documents if row not in old.documents]
    edited = [
        row
        for row, seen in new.documents.items()
        if row in old.documents and seen.version != old.documents[row].version
    ]
    found = list(_claims_for(new.claims, {*came, *edited}, column, value))
    found += _steps_to(new, column, value)
    found += _counted(Because.CORRECTED, _corrected(told, old, new))
    if not found:
        found += _counted(Because.EDITED, edited)
        found += _counted(Because.REPORTED, came)
        found += _counted(
            Because.DROPPED, [row for row in old.documents if row not in new.documents]
        )
    if not found:
        found += _counted(Because.REREAD, _reread(old, new))
    return tuple(found) or (Reason(Because.REGROUPED),)


def _why_added(told: ToldDay, new: ToldIncident) -> tuple[Reason, ...]:
    parts = [old.id for old in told.incidents if _shared(old, new)]
    if parts:
        return tuple(Reason(Because.SPLIT, name=id) for id in parts)
    corrected = _counted(Because.CORRECTED, _corrected(told, new))
    return (*corrected, Reason(Because.REPORTED, len(new.documents)))


def _why_removed(
    told: ToldDay, old: ToldIncident, now: Sequence[ToldIncident], homes: Mapping[int, str]
) -> tuple[Reason, ...]:
    merged = [new.id for new in now if _shared(old, new)]
    if merged:
        return tuple(Reason(Because.MERGED, name=id) for id in merged)
    corrected = _counted(Because.CORRECTED, _corrected(told, old))
    moved = sorted({homes[row] for row in old.documents if row in homes})
    if moved:
        return (*corrected, *(Reason(Because.MOVED, name=id) for id in moved))
    return tuple(corrected) or (Reason(Because.DROPPED, len(old.documents)),)


def _claims_for(
    claims: Iterable[Claim], rows: set[int], column: str, value: object
) -> Iterator[Reason]:
    """Yield the first report among these documents that states the value, with its words."""
    wanted = show_iso(value) if isinstance(value, datetime) else str(value)
    for claim in claims:
        if claim.row in rows and claim.field == _CLAIM_OF.get(column) and claim.value == wanted:
            quote = claim.quote.text if claim.quote else ""
            yield Reason(Because.CLAIMED, 1, claim.source, claim.said_at, quote)
            return


def _steps_to(new: ToldIncident, column: str, value: object) -> Iterator[Reason]:
    """Yield the step that gave an incident its status; a person's is told by what was judged."""
    last = new.steps[-1] if new.steps and column == "status" else None
    if last is not None and last.status.value == value and last.rule is not Rule.CORRECTED:
        yield Reason(Because.STEPPED, name=last.rule.value, at=last.at)


def _corrected(told: ToldDay, *incidents: ToldIncident) -> set[int]:
    """Return the documents of which a person spoke after the digest was told."""
    return {
        row
        for one in incidents
        for row, seen in one.documents.items()
        if seen.corrected_at is not None and seen.corrected_at > told.said_at
    }


def _reread(old: ToldIncident, new: ToldIncident) -> list[int]:
    return [
        row
        for row, seen in new.documents.items()
        if row in old.documents and seen.model != old.documents[row].model
    ]


def _counted(because: Because, rows: Iterable[int]) -> list[Reason]:
    count = len(list(rows))
    return [Reason(because, count)] if count else []
