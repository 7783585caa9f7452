"""Planned work that notices and stories announce, with its window where one is stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from detector.facts.expressions import TimeExpression, Width, find_times
from detector.sentences import split_sentences
from models.clock import show_iso
from models.documents import find_documents
from models.records import Document, Kind, Label, NamedEntity, Report
from models.reports import find_reports
from models.tables import DocumentRow, ReportRow

#: Announcements so old are of work that is done.
ANNOUNCED_WITHIN = timedelta(days=45)
#: A window that ended so long ago is still shown, as is one without times that was announced then.
_SHOWN_AFTER = timedelta(days=2)
_MOST = 200
#: Work that takes longer is no window but a season.
_LONGEST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Work:
    """One announcement of planned work."""

    document: Document
    who: tuple[NamedEntity, ...]
    begin: datetime | None
    end: datetime | None
    quote: str | None


def planned_work(session: Session, now: datetime) -> list[Work]:
    """Return the work of which the window is not long over, the next first, undated last."""
    query = (
        select(DocumentRow.id)
        .join(ReportRow, ReportRow.document_id == DocumentRow.id)
        .where(
            DocumentRow.published_at >= now - ANNOUNCED_WITHIN,
            DocumentRow.published_at <= now,
            ReportRow.label == Label.MAINTENANCE.value,
            DocumentRow.kind != Kind.COMMUNITY.value,
        )
        .order_by(DocumentRow.published_at.desc(), DocumentRow.id)
        .limit(_MOST)
    )
    rows = list(session.scalars(query))
    reports = {report.row: report for report in find_reports(session, rows)}
    works = [work_of(one.document, reports[one.row]) for one in find_documents(session, rows)]
    return _in_order(work for work in works if _is_shown(work, now))


def work_of(document: Document, report: Report) -> Work:
    """Return what a document announces."""
    begin, end, quote = _window(document)
    return Work(document, report.reading.facts.mentioned, begin, end, quote)


def work_json(work: Work) -> dict[str, Any]:
    """Return planned work as JSON."""
    document = work.document
    return {
        "document_id": document.external_id,
        "title": document.title,
        "services": [{"id": one.id, "name": one.name} for one in work.who],
        "begins": show_iso(work.begin),
        "ends": show_iso(work.end),
        "quote": work.quote,
        "source": document.source,
        "url": document.url,
        "kind": document.kind.value,
        "published": show_iso(document.published_at),
    }


def _window(document: Document) -> tuple[datetime | None, datetime | None, str | None]:
    """Return the first range with a clock that a text states after its publication's day began."""
    text = document.text
    sentences = split_sentences(text)
    times = find_times(text, sentences, document.published_at, document.kind)
    for time in times:
        if not time.is_range_start or time.partner is None or time.width is not Width.CLOCK:
            continue
        end = times[time.partner]
        if _is_window(time, end):
            return time.at, end.at, sentences[time.sentence].text.strip()
    return None, None, None


def _is_window(begin: TimeExpression, end: TimeExpression) -> bool:
    if begin.at is None or end.at is None or end.width is not Width.CLOCK:
        return False
    return timedelta(0) < end.at - begin.at <= _LONGEST


def _is_shown(work: Work, now: datetime) -> bool:
    return (work.end or work.document.published_at) >= now - _SHOWN_AFTER


def _in_order(works: Iterable[Work]) -> list[Work]:
    return sorted(
        works,
        key=lambda work: (
            work.begin is None,
            work.begin or work.document.published_at,
            work.document.external_id,
        ),
    )
