"""What a model of roles is told of each name of a text: its points, its kind, its kin, its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from detector.facts.role_root import ROOT_AT, SUPPLIER_AT
from detector.facts.role_tally import Tally
from detector.gazetteer import Entry
from detector.gazetteer import kin as kin_rules
from detector.gazetteer.kin import is_place, is_supplier, kin_of
from detector.sentences import Sentence
from models.records import Kind, Label

Features = dict[str, float]
_POINTS = ("hit", "root", "safe", "talk", "voice")
_MARKS = (
    *("title", "fails_itself", "spread", "speaks", "direct", "beside_own", "hosts", "serves"),
    *("signs", "closes", "headline", "runs", "apart", "current", "is_open", "is_told", "is_hit"),
)
_KINDS_OF_ENTRY = (
    *("is_place", "is_under_others", "is_carrier", "is_infrastructure", "is_supplier"),
    *("is_platform", "is_user_facing", "is_shared_rail", "is_government", "runs_services"),
    "is_airport",
)
# What says more together with another than by itself.
CROSSED = (
    *("by_rule_hit", "by_rule_root", "among_hits", "title", "blamed", "lead", "is_supplier"),
    *("is_infrastructure", "kids", "owner", "owner_titled", "owner_hit", "kids_hit", "peers"),
    *("unknown", "no_root", "kid_is_root", "owner_is_root", "only_hit", "k=service"),
    *("k=institution", "only_in_tail", "hits_are_kids", "is_platform", "is_carrier", "older"),
    *("fire", "most_to_blame", "places"),
)
_BY_DOCUMENT = ("by_rule_hit", "by_rule_root", "is_hit", "title", "blamed", "lead")
_MOST_POINTS = 4.0
_ENTRIES_KEPT = 4096
_LONG_TEXT = 4  # sentences; the last two of fewer are no tail
_PARTICLE = re.compile(
    r"에서|에게|으로|에는|에|은|는|이|가|을|를|의|와|과|도|로|만|발|측| 측|[ ,·ㆍ”\"’'…(]"
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A document's names with what the rules made of them."""

    text: str
    sentences: Sequence[Sentence]
    tallies: Mapping[str, Tally]
    failing: Set[str]  # those of whom it is told that they failed or were hit
    affected: Sequence[Tally]  # the rules' verdict
    root: Tally | None
    fire: bool
    kind: Kind
    label: Label


def read_features(judged: Judged) -> dict[str, Features]:
    """Return what is to be known of each name, by the entity's id."""
    seen = _Whole.of(judged)
    return {id: _features(judged, seen, tally) for id, tally in judged.tallies.items()}


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is counted once a document."""

    mentions: int
    most: int
    first: int
    affected: Set[str]
    root: str | None
    placed: Mapping[str, float]  # companies by the blame of their buildings and regions
    kin: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, judged: Judged) -> _Whole:
        counts = [len(tally.mentions) for tally in judged.tallies.values()]
        placed: dict[str, float] = {}
        for tally in judged.tallies.values():
            if is_place(tally.entry):
                for owner in kin_of(tally.entry):
                    placed[owner] = max(placed.get(owner, 0.1), tally.root)
        return cls(
            mentions=sum(counts),
            most=max(counts, default=1),
            first=min((t.mentions[0].start for t in judged.tallies.values()), default=0),
            affected=frozenset(tally.entry.id for tally in judged.affected),
            root=judged.root.entry.id if judged.root else None,
            placed=placed,
            kin={id: kin_of(tally.entry) for id, tally in judged.tallies.items()},
        )


def _features(judged: Judged, seen: _Whole, tally: Tally) -> Features:
    found = dict(_of_entry(tally.entry))
    found |= _of_points(tally)
    found |= _of_place(judged, seen, tally)
    found |= _of_verdict(judged, seen, tally)
    found |= _of_kin(judged, seen, tally)
    found |= _of_others(judged, seen, tally)
    for name, by_kind, by_label in _by_document(judged.kind, judged.label):
        if name in found:
            found[by_kind] = found[by_label] = found[name]
    crossed = [name for name in CROSSED if name in found]
    found.update((_PAIRS[pair], 1.0) for pair in combinations(crossed, 2))
    found[judged.kind.value] = found[judged.label.value] = 1.0
    return found


_PAIRS = {pair: " & ".join(pair) for pair in combinations(CROSSED, 2)}


@cache
def _by_document(kind: Kind, label: Label) -> list[tuple[str, str, str]]:
    return [(name, f"{name}, {kind.value}", f"{name}, {label.value}") for name in _BY_DOCUMENT]


@lru_cache(_ENTRIES_KEPT)
def _of_entry(entry: Entry) -> Features:
    told = {f"k={entry.kind}": 1.0, f"s={entry.sector}": 1.0}
    told |= {name: 1.0 for name in _KINDS_OF_ENTRY if getattr(kin_rules, name)(entry)}
    return told | ({"unknown": 1.0} if entry.id.startswith("candidate:") else {})


def _of_points(tally: Tally) -> Features:
    found: Features = {}
    for name in _POINTS:
        points = getattr(tally, name)
        if points > 0:
            found[name] = min(points, _MOST_POINTS)
            found[f"any {name}"] = 1.0
    found |= {name: 1.0 for name in _MARKS if getattr(tally, name)}
    if tally.root >= ROOT_AT:
        found["blamed"] = 1.0
    return found


def _of_place(judged: Judged, seen: _Whole, tally: Tally) -> Features:
    """Return where it stands in the text, how often, and with which particle at first."""
    count, last = len(tally.mentions), len(judged.sentences)
    first = min(tally.sentences, default=last)
    found: Features = {
        "count": float(min(count, 8)),
        "share": count / seen.mentions,
        "sentence": float(first),
        "depth": first / max(last, 1),
    }
    if tally.older:
        found["older"] = tally.older / count
    starts_title = tally.title and tally.mentions[0].start == seen.first
    marks = {
        "named_most": count == seen.most,
        "lead": first <= 1,
        "in_lead": (1 if judged.sentences and judged.sentences[0].in_title else 0)
        in tally.sentences,
        "only_in_tail": last > _LONG_TEXT and first >= last - 2,
        "first_in_title": starts_title,
    }
    found |= {name: 1.0 for name, is_so in marks.items() if is_so}
    mention = tally.mentions[0]
    particle = _PARTICLE.match(judged.text, mention.end)
    found[f"then {particle.group() if particle else '~'}"] = 1.0
    return found


def _of_verdict(judged: Judged, seen: _Whole, tally: Tally) -> Features:
    id = tally.entry.id
    marks = {
        "among_hits": id in judged.failing,
        "by_rule_hit": id in seen.affected,
        "by_rule_root": id == seen.root,
        "no_root": seen.root is None,
        "only_hit": judged.failing == {id},
        "fire": judged.fire,
    }
    return {name: 1.0 for name, is_so in marks.items() if is_so}


def _of_kin(judged: Judged, seen: _Whole, tally: Tally) -> Features:
    """Return what is told of its services and parts, and of whose it is."""
    id, own = tally.entry.id, seen.kin[tally.entry.id]
    owners = [judged.tallies[owner] for owner in own if owner in judged.tallies and owner != id]
    kids = [t for other, t in judged.tallies.items() if id in seen.kin[other] and other != id]
    hit_kids = sum(t.entry.id in judged.failing for t in kids)
    is_kid = {t.entry.id for t in kids} | {id}
    found: Features = {
        "kids": float(min(len(kids), 3)),
        "kids_hit": float(min(hit_kids, 3)),
        "kids_blamed": min(max((t.root for t in kids), default=0.0), _MOST_POINTS),
        "owner_blame": min(max((t.root for t in owners), default=0.0), _MOST_POINTS),
        "place_blame": min(seen.placed.get(id, 0.0), _MOST_POINTS),
        "kid_titled": float(any(t.title for t in kids)),
        "owner": float(bool(owners)),
        "owner_titled": float(any(t.title for t in owners)),
        "owner_hit": float(any(t.entry.id in judged.failing for t in owners)),
        "owner_blamed": float(any(t.root >= ROOT_AT for t in owners)),
        "places": float(id in seen.placed),
        "kid_is_root": float(any(t.entry.id == seen.root for t in kids)),
        "owner_is_root": float(any(t.entry.id == seen.root for t in owners)),
        "hits_are_kids": float(bool(kids) and judged.failing <= is_kid),
    }
    return {name: value for name, value in found.items() if value}


def _of_others(judged: Judged, seen: _Whole, tally: Tally) -> Features:
    """Return how it stands beside the text's other names."""
    id, kin = tally.entry.id, seen.kin[tally.entry.id]
    others = [t for other, t in judged.tallies.items() if other != id]
    alike = [t for t in others if t.entry.sector == tally.entry.sector]
    peers = [
        t
        for t in alike
        if t.entry.id in judged.failing and t.entry.id not in kin and id not in seen.kin[t.entry.id]
    ]
    more_to_blame = sum(t.root > tally.root for t in others)
    more_hit = sum(t.hit + t.voice > tally.hit + tally.voice for t in others)
    found: Features = {
        "peers": float(min(len(peers), 3)),
        "peer_titled": float(any(t.title for t in peers)),
        "titled_beside_peers": float(tally.title and bool(peers)),
        "equal_peer": float(
            any(abs(t.hit - tally.hit) < 1 and t.title == tally.title for t in peers)
        ),
        "others_hit": min(len(judged.failing - {id}), 6) / 3,
        "others_titled": min(sum(t.title for t in others), 4) / 2,
        "another_blamed": float(
            any(t.root >= SUPPLIER_AT and is_supplier(t.entry) for t in others)
        ),
        "names": min(len(judged.tallies), 12) / 4,
        "alone": float(not others),
        "alike": min(len(alike), 4) / 2,
        "more_to_blame": float(more_to_blame),
        "most_to_blame": float(tally.root > 0 and not more_to_blame),
        "more_hit": min(more_hit, 6) / 3,
        "most_hit": float(not more_hit),
        "most_blame": min(
            max((t.root for t in judged.tallies.values()), default=0.0), _MOST_POINTS
        ),
    }
    return {name: value for name, value in found.items() if value}
