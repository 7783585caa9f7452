"""All that a digest of a day, or of several, says: what every format is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from detector.digests.changes import Corrections
from detector.digests.columns import (
    CORRECTION_COLUMNS,
    DIGEST_COLUMNS,
    SUMMARY_COLUMNS,
    Table,
)
from detector.digests.period import days_between
from detector.digests.rows import (
    DayOfDigest,
    DigestRow,
    activity,
    digest_rows,
    gravity,
    is_active_within,
)
from detector.digests.summary import Summary
from detector.digests.wording import reason_text
from detector.messages import Language
from models.clock import to_kst
from models.records import Incident


@dataclass(frozen=True, slots=True)
class Digest:
    """The incidents that were active within some KST days, and what nothing is known of."""

    days: tuple[DayOfDigest, ...]
    incidents: tuple[Incident, ...]  # each once, the gravest first
    data_through: datetime | None = None  # when the newest of its data came
    source_names: Mapping[str, str] = field(default_factory=dict)
    summary: Summary | None = None
    corrections: Corrections | None = None

    @property
    def first(self) -> date:
        """The first of its days."""
        return self.days[0].day

    @property
    def last(self) -> date:
        """The last of its days."""
        return self.days[-1].day

    @property
    def rows(self) -> list[DigestRow]:
        """The rows of all its days, day by day."""
        active = self._active()
        found: list[DigestRow] = []
        for one in self.days:
            found += digest_rows(active[one.day], one.failed, one.day, one.reviewed)
        return found

    @property
    def incident_rows(self) -> list[DigestRow]:
        """The rows of incidents alone, without those that close a day."""
        return [row for row in self.rows if row.incident_id is not None]

    def _active(self) -> Mapping[date, list[Incident]]:
        """Return the incidents of each day: a year has too many to look at all for every day."""
        found: dict[date, list[Incident]] = defaultdict(list)
        for incident in self.incidents:
            begin, end = (to_kst(moment).date() for moment in activity(incident))
            for day in days_between(max(begin, self.first), min(end, self.last)):
                found[day].append(incident)
        return found


def digest_of(days: Iterable[DayOfDigest], incidents: Iterable[Incident]) -> Digest:
    """Return the digest of days that follow each other: of the incidents, those that touch them."""
    told = tuple(days)
    first, last = told[0].day, told[-1].day
    active = [one for one in incidents if is_active_within(one, first, last)]
    return Digest(told, tuple(sorted(active, key=gravity)))


def table_of(digest: Digest, language: Language) -> Table:
    """Return what a digest has to say as one table: corrections, a period's figures, or its rows."""
    if digest.corrections is not None:
        return corrections_table(digest.corrections, language)
    return rows_table(digest.rows) if digest.summary is None else summary_table(digest.summary)


def rows_table(rows: Iterable[DigestRow]) -> Table:
    """Return the rows of days as a table."""
    names = [column.name for column in DIGEST_COLUMNS]
    return Table(
        "digest",
        DIGEST_COLUMNS,
        tuple(tuple(getattr(row, name) for name in names) for row in rows),
    )


def summary_table(summary: Summary) -> Table:
    """Return a period's figures, one a row, beside those of the period before."""
    span = (summary.period, summary.now.first, summary.now.last)
    rows = tuple(
        (*span, one.measure, one.name, one.value, one.before) for one in summary.measures()
    )
    return Table("summary", SUMMARY_COLUMNS, rows)


def corrections_table(corrections: Corrections, language: Language) -> Table:
    """Return what was corrected since the last digest, one value a row."""
    rows = tuple(
        (
            one.day, one.incident_id, one.headline, one.change.value, one.column, one.old, one.new,
            tuple(reason_text(reason, language) for reason in one.why),
            one.said_at,
        )
        for one in corrections.found
    )  # fmt: skip
    return Table("corrections", CORRECTION_COLUMNS, rows)
