"""Which sources bring less than they should."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crawler.catalogue import Source


def shortfalls(sources: Iterable[Source], counts: Mapping[str, int]) -> list[str]:
    """Return one line per source that brought fewer documents in a day than its floor.

    counts holds each source's documents of the day; a source it does not name brought none.
    """
    return [
        f"{source.id}: {counts.get(source.id, 0)} documents, expected {source.least_documents_a_day}"
        for source in sources
        if counts.get(source.id, 0) < source.least_documents_a_day
    ]
