"""A source and its crawls, as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crawler.catalogue import Source
from crawler.health import recent_coverage
from detector.messages import Language, said_in
from detector.views.source_looks import SourceView
from models.clock import show_iso
from models.health import DAY_SPANS, SPANS, RecordedCrawl, SourceHistory
from models.records import Coverage


def source_json(
    view: SourceView, crawls: Sequence[RecordedCrawl] | None, language: Language
) -> dict[str, Any]:
    """Return a source with its promise, state and past, and its crawls if given."""
    content = {
        "id": view.id,
        **_promise(view.source, language),
        "state": view.health.state.value,
        "why": said_in(view.health.why, language) or None,
        "missing_key": said_in(view.missing_key, language) if view.missing_key else None,
        **_past(view, language),
    }
    if crawls is not None:
        content["crawls"] = [_crawl_json(crawl, language) for crawl in crawls]
    return content


def reason_in(source: Source, language: Language) -> str:
    """Return why a source is disabled, in a language where somebody wrote it; "" where it is not."""
    return source.reason_en or source.reason if language is Language.EN else source.reason


def _promise(source: Source | None, language: Language) -> dict[str, Any]:
    """Return what the catalogue says of a source; nothing but nulls for one that is not in it."""
    return {
        "name": source.name if source else None,
        "name_en": source.name_en if source else None,
        "kind": source.kind.value if source else None,
        "reader": source.reader if source else None,
        "urls": list(source.urls) if source else [],
        "enabled": source.enabled if source else None,
        "reason": (reason_in(source, language) or None) if source else None,
        "interval_minutes": source.interval_minutes if source else None,
        "least_documents_a_day": source.least_documents_a_day if source else None,
        "robots": source.robots if source else None,
    }


def _past(view: SourceView, language: Language) -> Mapping[str, Any]:
    history: SourceHistory = view.past
    spans, coverage = recent_coverage(history)
    day = history.over(DAY_SPANS)
    return {
        "last_crawl_at": show_iso(history.last.finished_at) if history.last else None,
        "last_success_at": show_iso(history.last_success_at),
        "last_new_document_at": show_iso(history.last_new_document_at),
        "failures": history.failures,
        "blocks": history.blocks,
        "rests_until": show_iso(history.rests_until),
        "problem": said_in(history.problem, language) if history.problem else None,
        "crawls_24h": day.crawls,
        "documents_24h": day.new,
        "coverage": {"hours": SPANS[spans - 1].total_seconds() / 3600, **_counts(coverage)},
    }


def _crawl_json(crawl: RecordedCrawl, language: Language) -> dict[str, Any]:
    return {
        "started": show_iso(crawl.started_at),
        "finished": show_iso(crawl.finished_at),
        "state": crawl.state,
        "documents": crawl.documents,
        "new": crawl.new,
        "unchanged": crawl.unchanged,
        "failed": crawl.failed,
        "late": crawl.late,
        "coverage": _counts(crawl.coverage),
        "errors": [said_in(error, language) for error in crawl.errors],
    }


def _counts(coverage: Coverage) -> dict[str, int]:
    return {
        "pages": coverage.pages,
        "titles": coverage.titles,
        "times": coverage.times,
        "bodies": coverage.bodies,
    }
