"""Who failed at the root, who was hit, and who is only spoken of, by weighed signs.

Each mention gets points from what stands around it in its clause (role_signs.py); a document's
entities then take the role that their mentions speak for. The weights are few and hand-set: no
labelled roles were at hand that are not the test set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from detector.facts import role_cues as cue
from detector.facts.clauses import Clause, split_clauses
from detector.facts.names import Mention, bracketed
from detector.facts.role_kin import (
    is_carrier,
    is_infrastructure,
    is_place,
    is_supplier,
    is_user_facing,
    kin_of,
)
from detector.facts.role_signs import Scene, Signs, follows, read_signs, spreads, stood_under
from detector.gazetteer import Entry, gazetteer
from detector.sentences import Sentence
from models.records import Evidence, Kind, NamedEntity

#: From how many points on an entity counts as hit, and as the root.
HIT_AT = 1.0
ROOT_AT = 2.0
#: What a failing name gains when the next sentence begins with 이 여파로.
_FOLLOWED = 1.5
#: What a name gains that speaks of a failure in a clause where nobody else is named.
_SPOKEN = 0.5
#: How much more a cloud is believed to be the root than one of its customers.
_CARRIES_OTHERS = 1.5
_NEVER_ROOT = frozenset({"monitor"})


@dataclass(frozen=True, slots=True)
class Roles:
    """The entities of a document by role, each with its surfaces and a quote."""

    provider: NamedEntity | None
    affected: tuple[NamedEntity, ...]
    mentioned: tuple[NamedEntity, ...]


@dataclass
class _Tally:
    entry: Entry
    mentions: list[Mention] = field(default_factory=list)
    hit: float = 0.0
    root: float = 0.0
    safe: float = 0.0
    talk: float = 0.0
    title: bool = False
    fails_itself: bool = False
    spread: bool = False
    speaks: bool = False

    @property
    def is_hit(self) -> bool:
        return self.hit >= HIT_AT and self.hit > self.safe and self.hit > self.talk * 0.7

    def add(self, signs: Signs) -> None:
        self.hit += signs.hit
        self.root += signs.root
        self.safe += signs.safe
        self.talk += signs.talk
        self.fails_itself |= signs.fails_itself
        self.speaks |= signs.speaks


def read_roles(
    text: str,
    sentences: tuple[Sentence, ...],
    mentions: Sequence[Mention],
    background: Set[int],
    kind: Kind = Kind.NEWS,
) -> Roles:
    """Return the entities of a document by role; sentences in background tell older stories."""
    clauses = split_clauses(text, sentences)
    tallies: dict[str, _Tally] = {}
    previous_fails = False
    for position, named in enumerate(_by_clause(_merged(mentions), clauses)):
        clause = clauses[position]
        sentence = sentences[clause.sentence]
        scene = Scene(text, clause, sentence, previous_fails, tuple(named))
        older = clause.sentence in background or _is_older(sentence)
        for index, mention in enumerate(named):
            tally = tallies.setdefault(mention.entry.id, _Tally(mention.entry))
            tally.mentions.append(mention)
            if not older:
                _count(tally, scene, index, followed=follows(clauses, position + 1))
        previous_fails = scene.fails and not older
    return _decide(text, tallies, kind)


def _count(tally: _Tally, scene: Scene, index: int, *, followed: bool) -> None:
    tally.add(read_signs(scene, index))
    tally.title |= scene.sentence.in_title
    tally.spread |= scene.sentence.in_title and spreads(scene, index)
    if followed and stood_under(scene, index):
        tally.root += _FOLLOWED


def _is_older(sentence: Sentence) -> bool:
    return not sentence.in_title and cue.OLDER.search(sentence.text) is not None


def _merged(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions without overlaps: of a part, its owner in full, of a place, the place.

    KT 인터넷 is KT; SK C&C 판교 데이터센터 stays a place, whose owner is found by the gazetteer.
    """
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda found: (found.start, -found.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif not is_place(kept[-1].entry):
            whole = kept[-1]
            kept[-1] = replace(mention, end=whole.end, surface=whole.surface)
    return kept


def _by_clause(mentions: Sequence[Mention], clauses: Sequence[Clause]) -> list[list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    index = 0
    for mention in mentions:
        while index < len(clauses) - 1 and mention.start >= clauses[index].end:
            index += 1
        found[index].append(mention)
    return [found[i] for i in range(len(clauses))]


def _decide(text: str, tallies: dict[str, _Tally], kind: Kind) -> Roles:
    _count_speakers(tallies)
    hits = [tally for tally in tallies.values() if tally.is_hit] or _likeliest(tallies, kind)
    root = _root(tallies, hits)
    if root is not None:
        hits = _with_lifted(root, tallies, hits)
    hits = _affected(text, root, hits)
    hit_ids = {tally.entry.id for tally in hits}
    rest = [
        tally
        for tally in tallies.values()
        if tally.entry.id not in hit_ids and (root is None or tally.entry.id != root.entry.id)
    ]
    return Roles(
        provider=_entity(text, root) if root else None,
        affected=tuple(_entity(text, tally) for tally in hits),
        mentioned=tuple(_entity(text, tally) for tally in rest),
    )


def _count_speakers(tallies: dict[str, _Tally]) -> None:
    """Count as hit who tells of a failure that can be no other's: not a company of named services."""
    companies = {owner for t in tallies.values() if t.hit > t.safe for owner in kin_of(t.entry)}
    for tally in tallies.values():
        if tally.speaks and tally.entry.id not in companies:
            tally.hit += _SPOKEN


def _with_lifted(
    root: _Tally, tallies: dict[str, _Tally], hits: list[_Tally]
) -> list[_Tally]:
    """Return those hit with the root's own service that is blamed: 오픈AI, 챗GPT 장애로 사과."""
    ids = {t.entry.id for t in hits}
    blamed = [
        t
        for t in tallies.values()
        if t.root >= ROOT_AT and t.entry.id not in ids and t.entry.kind == "service" and _is_of(t, root)
    ]
    return hits if is_infrastructure(root.entry) else [*hits, *blamed]


def _affected(text: str, root: _Tally | None, hits: list[_Tally]) -> list[_Tally]:
    """Return those hit: no places, not whose the root is, the root itself if it serves people."""
    hits = [t for t in hits if not is_place(t.entry)]
    if root is None:
        return hits
    above = kin_of(root.entry) if is_infrastructure(root.entry) else frozenset()
    others = [t for t in hits if t.entry.id not in {root.entry.id, *above}]
    if is_infrastructure(root.entry):
        others = [t for t in others if not (_is_of(t, root) and is_infrastructure(t.entry))]
    return [root, *others] if _is_hit_itself(text, root, others) else others


def _is_hit_itself(text: str, root: _Tally, others: list[_Tally]) -> bool:
    """Whether the root is also one of those hit: a carrier or bank is, a cloud under others not."""
    if not others:
        alone = root.is_hit or not is_infrastructure(root.entry)
        return alone and not (is_infrastructure(root.entry) and cue.CUSTOMERS.search(text))
    if any(_is_of(t, root) for t in others):
        return is_user_facing(root.entry)
    return root.is_hit and root.fails_itself and not is_supplier(root.entry)


def _is_of(tally: _Tally, owner: _Tally) -> bool:
    return owner.entry.id in kin_of(tally.entry)


def _likeliest(tallies: dict[str, _Tally], kind: Kind) -> list[_Tally]:
    """Return whom a report is about that says of nobody in so many words that it failed."""
    open_ones = [
        t
        for t in tallies.values()
        if t.entry.kind in {"service", "provider"}
        and not (t.safe or t.talk)
        and (t.hit > 0 or kind is Kind.COMMUNITY)
    ]
    if kind is Kind.COMMUNITY:
        return open_ones
    return [max(open_ones, key=lambda t: (t.title, t.hit, len(t.mentions)))] if open_ones else []


def _root(tallies: dict[str, _Tally], hits: list[_Tally]) -> _Tally | None:
    """Return who failed at the root: who is blamed, else the one that failed by itself."""
    blamed = [t for t in tallies.values() if t.root >= ROOT_AT and t.safe < t.root]
    blamed = [t for t in blamed if t.entry.kind not in _NEVER_ROOT]
    if blamed:
        best = max(blamed, key=lambda t: (_believed(t), t.hit))
        return _titled_company(_owner_of(best, tallies), tallies)
    if not hits:
        return None
    owner = _common_owner(hits, tallies)
    if owner is not None:
        return owner
    if len(hits) == 1:
        return _owner_of(hits[0], tallies)
    return _leader(hits)


def _believed(tally: _Tally) -> float:
    carries = is_infrastructure(tally.entry) or is_supplier(tally.entry)
    return tally.root + (_CARRIES_OTHERS if carries else 0.0)


def _leader(hits: list[_Tally]) -> _Tally | None:
    """Return the one of several that the others stand on or followed, if the text shows it."""
    for bearing in (
        [t for t in hits if is_carrier(t.entry) or is_infrastructure(t.entry)],
        [t for t in hits if t.root > 0.5],
        [t for t in hits if t.title and not t.spread] if any(t.spread for t in hits) else [],
    ):
        if len(bearing) == 1:
            return bearing[0]
    titled = [t for t in hits if t.title]
    return titled[0] if len(titled) == 1 and len(hits) <= 3 else None


def _titled_company(tally: _Tally, tallies: dict[str, _Tally]) -> _Tally:
    """Return the company of a service at the root if the title names it."""
    if tally.entry.kind != "service":
        return tally
    owner = tallies.get(tally.entry.operator or "")
    if owner is not None and owner.title:
        return owner
    return _named_inside([tally], kin_of(tally.entry)) or tally


def _owner_of(tally: _Tally, tallies: dict[str, _Tally]) -> _Tally:
    """Return whose region or building it is, the name standing for its owner if need be."""
    if not is_place(tally.entry):
        return tally
    owners = [owner for owner in (tally.entry.part_of, tally.entry.operator) if owner]
    for owner in owners:
        if owner in tallies:
            return tallies[owner]
    entry = gazetteer().get(owners[-1]) if owners else None
    return replace(tally, entry=entry) if entry else tally


def _common_owner(hits: list[_Tally], tallies: dict[str, _Tally]) -> _Tally | None:
    """Return the named company whose own services these all are."""
    shared = frozenset.intersection(*(kin_of(t.entry) | {t.entry.id} for t in hits))
    several = len(hits) > 1
    if not several:
        shared = kin_of(hits[0].entry)
    for tally in sorted((tallies[id] for id in shared & set(tallies)), key=lambda t: -t.hit):
        if several or tally.title:
            return tally
    return _named_inside(hits, shared)


def _named_inside(hits: list[_Tally], shared: frozenset[str]) -> _Tally | None:
    """Return the company that the names themselves begin with: EBS 온라인클래스, 구글 드라이브."""
    for owner in sorted(shared):
        entry = gazetteer().get(owner)
        for mention in (m for t in hits for m in t.mentions if t.entry.id != owner):
            head = mention.surface.split(" ")[0]
            if entry is not None and head != mention.surface and head in entry.surfaces:
                named = Mention(mention.start, mention.start + len(head), head, entry)
                return _Tally(entry, [named])
    return None


def _entity(text: str, tally: _Tally) -> NamedEntity:
    surfaces: dict[str, None] = {}
    for mention in tally.mentions:
        surfaces[mention.surface] = None
        bracket = bracketed(text, mention)
        if bracket is not None:
            surfaces[bracket[1]] = None
    first = tally.mentions[0]
    evidence = Evidence(first.start, first.end, text[first.start : first.end])
    return NamedEntity(tally.entry.id, tally.entry.name, tuple(surfaces), evidence)
