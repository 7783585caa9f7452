"""Judges posts by their neighbourhood: those just read, and earlier ones that it now speaks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from detector.classify.beside import says_plainly
from detector.classify.model import FAMILY_OF, Classifier
from detector.classify.prepare import SIGNS, masked_head
from detector.gazetteer import with_owners
from detector.neighbourhood import DOUBTFUL, InForce, in_force, reach, signal_keys, support
from detector.reading import Read, read_as
from models.documents import find_documents, text_digest
from models.records import (
    ABOUT_AN_OUTAGE,
    PERSON,
    Facts,
    Kind,
    Label,
    Reading,
    Signal,
    StoredDocument,
)
from models.reports import judged, set_probabilities
from models.signals import find_signals, replace_signals, rows_near

_Readings = list[tuple[StoredDocument, Reading]]


def with_neighbours(
    session: Session, read: Sequence[tuple[StoredDocument, Read]], classifier: Classifier
) -> _Readings:
    """Return the readings with each post judged by its neighbourhood.

    Earlier posts whose label changes by what is new come after them, read anew. The signals of all
    are stored, and only signals decide: whatever order documents come in, the labels are the same.
    """
    rows = [stored.row for stored, _ in read]
    signals = [found for stored, one in read if (found := _signal(stored, one))]
    before = find_signals(session, rows)  # of earlier texts of these: they may have raised others
    replace_signals(session, rows, signals)
    posts = _posts_around(session, [*signals, *before])
    now_is = among_neighbours(session, posts, classifier)
    own = {stored.row: (stored, one.reading) for stored, one in read}
    changed = _changed(session, {row: now_is[row] for row in now_is.keys() - own.keys()})
    others = {stored.row: stored for stored in find_documents(session, changed)}
    for post in posts:
        stored, reading = own.get(post.row) or (others.get(post.row), None)
        if stored and stored.version == post.version:
            own[post.row] = stored, _read_again(stored, reading, now_is[post.row], post)
    return list(own.values())


def _changed(session: Session, now_is: Mapping[int, InForce]) -> list[int]:
    """Return the earlier posts whose label changes; where only the probability moved, store it."""
    known = judged(session, now_is)
    kept = {row for row, (label, _) in known.items() if _is_same(label, now_is[row].label)}
    moved = {
        row: now_is[row].probability for row in kept if known[row][1] != now_is[row].probability
    }
    set_probabilities(session, moved, unless_by=PERSON)
    return sorted(known.keys() - kept)


def _signal(stored: StoredDocument, read: Read) -> Signal | None:
    """Return what of a document its neighbours may hear: of doubtful posts, of reports."""
    document, judgement = stored.document, read.judgement
    is_post = document.kind is Kind.COMMUNITY
    if read.named is None or judgement.about < DOUBTFUL:
        return None
    if not is_post and read.reading.label not in ABOUT_AN_OUTAGE:
        return None
    names = _names(read.reading.facts, with_mentioned=is_post)
    return Signal(
        row=stored.row,
        version=stored.version,
        kind=document.kind,
        published_at=document.published_at,
        about=judgement.about,
        probability=judgement.probability,
        leaning=judgement.leaning,
        is_plain=says_plainly(masked_head(read.named, document.kind), SIGNS),
        model=read.reading.model,
        digest=text_digest(document),
        keys=signal_keys(with_owners(names), judgement.about, document.kind),
    )


def _names(facts: Facts, *, with_mentioned: bool) -> frozenset[str]:
    """Return the ids of whom a text is about; in a post that is whomever it names."""
    named = [*facts.affected, *((facts.provider,) if facts.provider else ())]
    named += facts.mentioned if with_mentioned else ()
    return frozenset(entity.id for entity in named)


def _posts_around(session: Session, signals: Sequence[Signal]) -> list[Signal]:
    """Return the posts among these signals and among all that are their neighbours."""
    rows = {signal.row for signal in signals} | _neighbours(session, signals)
    return [one for one in find_signals(session, rows) if one.kind is Kind.COMMUNITY]


def _neighbours(session: Session, signals: Iterable[Signal]) -> set[int]:
    places = defaultdict(list)
    for signal in signals:
        for key in signal.keys:
            places[reach(key)].append((key, signal.published_at))
    return {row for within, found in places.items() for row in rows_near(session, found, within)}


def among_neighbours(
    session: Session,
    posts: Sequence[Signal],
    classifier: Classifier,
    is_heard: Callable[[Signal], bool] = lambda _: True,
) -> dict[int, InForce]:
    """Return what each post is among those of its neighbours that are heard, by row."""
    by_key: dict[str, list[Signal]] = defaultdict(list)
    for other in filter(is_heard, find_signals(session, _neighbours(session, posts))):
        for key in other.keys:
            by_key[key].append(other)
    threshold = classifier.calibrations[FAMILY_OF[Kind.COMMUNITY]].threshold
    return {
        post.row: in_force(post, support(post, _sharing(post, by_key)), threshold) for post in posts
    }


def _sharing(post: Signal, by_key: Mapping[str, Sequence[Signal]]) -> Iterable[Signal]:
    return {other.row: other for key in post.keys for other in by_key[key]}.values()


def _read_again(
    stored: StoredDocument, before: Reading | None, now: InForce, post: Signal
) -> Reading:
    """Return a post's reading with the label of its neighbourhood."""
    if before and _is_same(before.label, now.label):
        return Reading(before.label, now.probability, before.facts, before.model, before.words)
    return read_as(stored.document, now.label, now.probability, post.model)


def _is_same(before: Label, now: Label) -> bool:
    """Return whether a neighbourhood leaves a label: what is no report may be maintenance, too."""
    return before is now or (now is Label.OTHER and before not in ABOUT_AN_OUTAGE)
