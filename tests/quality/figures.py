"""Labelled texts as documents, and B-cubed as the benchmark counts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from models.clock import now, parse_iso
from models.records import Document, Kind
from models.text import normalize


def document_of(fields: Mapping[str, Any]) -> Document:
    """Return a line of an import file, or a labelled one, as a document."""
    return Document(
        source=fields["source"],
        external_id=fields["id"],
        url=fields["url"],
        kind=Kind(fields["kind"]),
        published_at=parse_iso(fields["published"]),
        title=normalize(fields["title"]),
        body=normalize(fields["text"]),
        fetched_at=now(),
    )


def b_cubed_f1(truth: Sequence[str], found: Sequence[str]) -> float:
    by_truth: dict[str, set[int]] = defaultdict(set)
    by_found: dict[str, set[int]] = defaultdict(set)
    for index, (t, f) in enumerate(zip(truth, found, strict=True)):
        by_truth[t].add(index)
        by_found[f].add(index)
    pairs = list(zip(truth, found, strict=True))
    shared = [len(by_truth[t] & by_found[f]) for t, f in pairs]
    precision = sum(s / len(by_found[f]) for s, (_, f) in zip(shared, pairs, strict=True))
    recall = sum(s / len(by_truth[t]) for s, (t, _) in zip(shared, pairs, strict=True))
    return 2 * precision * recall / (precision + recall) / len(pairs)
