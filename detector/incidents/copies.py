"""Which reports are copies of one text: an agency's story under other mastheads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from datasketch import MinHash
from sqlalchemy.orm import Session

from models.copies import copies_of, replace_bands, set_origins, sharing_a_band
from models.documents import find_documents
from models.records import ABOUT_AN_OUTAGE, Document, Kind, Reading, StoredDocument

#: Copies appear within hours; a story of the same words a week later is of another outage.
WITHIN = timedelta(days=3)
#: Share of common shingles from which two leads are one text (docs/decisions/0007-copies.md).
LEAST_SIMILARITY = 0.35
# 24 bands of 3 rows: of pairs at 0.5 similarity 96 % share a band, at 0.1 2 % (1-(1-s^3)^24).
_BANDS, _ROWS = 24, 3
_SHINGLE = 5
# A masthead that cuts a story keeps its beginning, so that is what is compared.
_LEAD = 600
# Less text than this is alike by chance.
_LEAST_LEAD = 60
_DATELINE = re.compile(
    r"^[^\n]{0,80}?(?:기자|특파원|뉴스팀)\s*(?:\([^)]{0,40}\)\s*)?[=ㅣ|]\s*|^[\[(【][^\])】\n]{0,40}[\])】]\s*"
)
_UNWRITTEN = re.compile(r"[\W_]+")


def link_copies(session: Session, readings: Sequence[tuple[StoredDocument, Reading]]) -> set[int]:
    """Link each article that was read with its near-copies; return the rows linked otherwise now.

    Copies point to the one published first. Which documents hang together depends on their texts
    alone, not on the order in which they came.
    """
    fresh = {stored.row: (stored, reading) for stored, reading in readings}
    before = copies_of(session, fresh)
    texts = {row: _shingles_of(*pair) for row, pair in fresh.items()}
    replace_bands(
        session,
        {
            row: (fresh[row][0].document.published_at, bands_of(shingles))
            for row, shingles in texts.items()
        },
    )
    groups, documents = _components(session, before)
    origins: dict[int, int | None] = dict.fromkeys(before)
    for group in groups:
        if len(group) == 1:
            continue
        first = min(group, key=lambda row: _age(documents[row]))
        origins |= {row: None if row == first else first for row in group}
    return set_origins(session, origins)


def bands_of(shingles: Iterable[bytes]) -> list[str]:
    """Return the bands of a text's MinHash: LSH of Leskovec, Rajaraman and Ullman (2014), ch. 3.4."""
    sketch = MinHash(num_perm=_BANDS * _ROWS, seed=1, scheme="affine32")
    content = list(shingles)
    if not content:
        return []
    sketch.update_batch(content)
    values = sketch.hashvalues.reshape(_BANDS, _ROWS)
    return [
        f"{number:02d}{hashlib.sha256(band.tobytes()).hexdigest()[:30]}"
        for number, band in enumerate(values)
    ]


def shingles_of(document: Document) -> frozenset[bytes]:
    """Return the lead's overlapping runs of five letters; none where the text is too short."""
    lead = _DATELINE.sub("", document.body.lstrip(), count=1)[: 2 * _LEAD]
    letters = _UNWRITTEN.sub("", lead)[:_LEAD].lower()
    if len(letters) < _LEAST_LEAD:
        return frozenset()
    return frozenset(
        letters[begin : begin + _SHINGLE].encode() for begin in range(len(letters) - _SHINGLE + 1)
    )


def similarity(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    """Return the share of shingles that two texts have in common, 0 to 1 (Jaccard)."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def _shingles_of(stored: StoredDocument, reading: Reading) -> frozenset[bytes]:
    """Return the shingles of an article about an outage; nothing else is compared."""
    is_compared = stored.document.kind is Kind.NEWS and reading.label in ABOUT_AN_OUTAGE
    return shingles_of(stored.document) if is_compared else frozenset()


def _components(
    session: Session, rows: Iterable[int]
) -> tuple[list[list[int]], Mapping[int, StoredDocument]]:
    """Return the groups of copies that these documents are in, and the documents met."""
    documents: dict[int, StoredDocument] = {}
    shingles: dict[int, frozenset[bytes]] = {}
    edges: dict[int, set[int]] = {}
    frontier = set(rows)
    while frontier:
        candidates = sharing_a_band(session, frontier, WITHIN)
        # Most documents share a band with none, and then their texts are not needed.
        wanted = candidates.keys() | set().union(*candidates.values())
        wanted -= documents.keys()
        for stored in find_documents(session, wanted):
            documents[stored.row] = stored
            shingles[stored.row] = shingles_of(stored.document)
        for row in frontier:
            near = candidates.get(row, ())
            edges[row] = {
                other
                for other in near
                if similarity(shingles[row], shingles[other]) >= LEAST_SIMILARITY
            }
        frontier = set().union(*edges.values()) - edges.keys()
    return _connected(edges), documents


def _connected(edges: Mapping[int, set[int]]) -> list[list[int]]:
    groups: list[list[int]] = []
    met: set[int] = set()
    for begin in sorted(edges):
        if begin in met:
            continue
        group, frontier = set(), {begin}
        while frontier:
            group |= frontier
            frontier = set().union(*(edges[row] for row in frontier)) - group
        met |= group
        groups.append(sorted(group))
    return groups


def _age(stored: StoredDocument) -> tuple[object, str, str]:
    document = stored.document
    return document.published_at, document.source, document.external_id
