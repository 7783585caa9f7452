"""Who failed at the root, who was hit, and who is only spoken of, by weighed signs.

Each mention gets points from what stands around it in its clause; a document's entities then take
the role that their mentions speak for. The weights are few and hand-set: no labelled roles were at
hand that are not the test set (docs/decisions/0004-roles.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from detector.cues import FAILURE, RECOVERY
from detector.facts import role_cues as cue
from detector.facts.clauses import Clause, split_clauses
from detector.facts.names import Mention, bracketed
from detector.gazetteer import Entry, gazetteer
from detector.sentences import Sentence
from models.records import Evidence, Kind, NamedEntity

#: From how many points on an entity counts as hit, and as the root.
HIT_AT = 1.0
ROOT_AT = 2.0
_TALKERS = frozenset({"monitor", "media", "institution"})
_RUNNERS = frozenset({"provider", "media"})
_PLACES = frozenset({"facility", "region"})
_INFRASTRUCTURE = frozenset({"cloud", "cdn", "dns", "datacenter", "van", "security"})


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
    subject: bool = False

    @property
    def is_hit(self) -> bool:
        return self.hit >= HIT_AT and self.hit > self.safe and self.hit > self.talk * 0.7


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
    by_sentence = _mentions_by_clause(mentions, clauses)
    previous_fails = False
    for clause, named in by_sentence:
        sentence = sentences[clause.sentence]
        weight = 0.0 if clause.sentence in background else 1.0
        scene = _Scene(clause, sentence, text, _fails(clause.text), previous_fails, tuple(named))
        for mention in named:
            tally = tallies.setdefault(mention.entry.id, _Tally(mention.entry))
            tally.mentions.append(mention)
            tally.title |= sentence.in_title and weight > 0
            if weight:
                _score(tally, mention, scene)
        previous_fails = scene.fails
    return _decide(text, tallies, kind)


def _mentions_by_clause(
    mentions: Sequence[Mention], clauses: Sequence[Clause]
) -> list[tuple[Clause, list[Mention]]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    index = 0
    for mention in mentions:
        while index < len(clauses) - 1 and mention.start >= clauses[index].end:
            index += 1
        found[index].append(mention)
    return [(clause, found[i]) for i, clause in enumerate(clauses)]


def _fails(clause: str) -> bool:
    return FAILURE.search(clause) is not None or cue.VICTIMS.search(clause) is not None


@dataclass(frozen=True, slots=True)
class _Scene:
    """The clause in which a name stands."""

    clause: Clause
    sentence: Sentence
    text: str
    fails: bool
    previous_fails: bool
    named: tuple[Mention, ...]

    def before(self, mention: Mention) -> str:
        return self.text[self.clause.start : mention.start]

    def after(self, mention: Mention) -> str:
        return cue.without_quotes(self.text[mention.end : self.sentence.end])

    def within(self, mention: Mention) -> str:
        return self.text[mention.end : self.clause.end]


def _score(tally: _Tally, mention: Mention, scene: _Scene) -> None:
    """Add to an entity's points what this one mention says."""
    after, within = scene.after(mention), scene.within(mention)
    if _is_byline(mention, scene.sentence) or cue.PERSON_OF.match(after):
        return
    _score_root(tally, mention, scene.before(mention), after)
    if _is_talk(mention, scene, after):
        tally.talk += 1
    elif cue.SAFE.search(within) and not cue.VICTIMS.search(within):
        tally.safe += 1.5
    elif not _only_owns(mention, scene, after) and not cue.CUSTOMER.search(within):
        _score_hit(tally, scene, after)


def _score_hit(tally: _Tally, scene: _Scene, after: str) -> None:
    if scene.sentence.in_title:
        tally.hit += 0.7
    if scene.fails:
        tally.hit += 1.0
        tally.subject |= bool(cue.HIT_AFTER.match(after))
    elif RECOVERY.search(scene.clause.text):
        tally.hit += 1.0
    elif cue.OWNS_UP.match(after):
        tally.hit += 0.5
    elif scene.previous_fails and len(scene.named) > 1:
        tally.hit += 0.3


def _only_owns(mention: Mention, scene: _Scene, after: str) -> bool:
    """Whether the name only says whose the service beside it is."""
    if cue.OPERATOR_BEFORE.search(scene.before(mention)) or cue.OPERATED.match(after):
        return True
    position = scene.named.index(mention)
    if position + 1 >= len(scene.named):
        return False
    following = scene.named[position + 1]
    between = scene.text[mention.end : following.start]
    return mention.entry.id in _owners(following.entry) and bool(cue.OWNS_NEXT.match(between))


def _is_byline(mention: Mention, sentence: Sentence) -> bool:
    return any(
        sentence.start + match.start() <= mention.start
        and mention.end <= sentence.start + match.end()
        for match in cue.BYLINE.finditer(sentence.text)
    )


def _is_talk(mention: Mention, scene: _Scene, after: str) -> bool:
    if cue.SOURCE.match(after) or cue.CHANNEL.match(after) or cue.COMPARED.match(after):
        return True
    if cue.STOCK.search(scene.clause.text) and not scene.fails:
        return True
    if mention.entry.kind == "monitor":
        return True
    if mention.entry.kind == "institution":
        return not (scene.fails and cue.SITE.match(after))
    return mention.entry.kind in _TALKERS and len(scene.named) == 1 and not scene.fails


def _score_root(tally: _Tally, mention: Mention, before: str, after: str) -> None:
    infrastructure = (
        mention.entry.kind in {"provider", "facility", "region"}
        or mention.entry.sector in _INFRASTRUCTURE
    )
    if cue.ROOT_AFTER.match(after):
        tally.root += 2.5 if infrastructure else 2.0
    if mention.entry.kind == "facility" and cue.BURNT.match(after):
        tally.root += 2.0
    if cue.STOOD_ON.match(after):
        tally.root += 1.5 if infrastructure else 0.5
    if cue.BLAMED_BEFORE.search(before) or cue.BLAMED_AFTER.match(after):
        tally.root += 1.5 if infrastructure else 0.8
    if cue.OWNS_UP.match(after):
        tally.root += 0.8 if infrastructure else 0.4


def _decide(text: str, tallies: dict[str, _Tally], kind: Kind) -> Roles:
    hits = [tally for tally in tallies.values() if tally.is_hit] or _likeliest(tallies, kind)
    root = _root(tallies, hits)
    hits = _without_root(root, hits)
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


def _without_root(root: _Tally | None, hits: list[_Tally]) -> list[_Tally]:
    """Return those hit: not what only stands under them, and not where it stands."""
    if root is None:
        return [t for t in hits if t.entry.kind not in _PLACES] or hits
    under = {root.entry.id, *_owners(root.entry)} if _is_infrastructure(root) else {root.entry.id}
    others = [t for t in hits if t.entry.id not in under and t.entry.kind not in _PLACES]
    if _fails_itself(root, hits) or (not others and not _is_infrastructure(root)):
        return [root, *(t for t in others if t.entry.id != root.entry.id)]
    return others


def _is_infrastructure(tally: _Tally) -> bool:
    return tally.entry.sector in _INFRASTRUCTURE or tally.entry.kind in {*_PLACES, "institution"}


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
    blamed = [t for t in blamed if t.entry.kind not in {"monitor", "media"}]
    if blamed:
        best = max(blamed, key=lambda t: (t.root, t.hit))
        return _owner_of(best, tallies)
    if not hits:
        return None
    owner = _common_owner(hits, tallies)
    if owner is not None:
        return owner
    if len({t.entry.id for t in hits}) == 1:
        return hits[0]
    titled = [t for t in hits if t.title]
    return titled[0] if len(titled) == 1 and len(hits) <= 3 else None


def _owner_of(tally: _Tally, tallies: dict[str, _Tally]) -> _Tally:
    """Return whose region or building it is, the name standing for its owner if need be."""
    if tally.entry.kind not in _PLACES:
        return tally
    owners = [owner for owner in (tally.entry.part_of, tally.entry.operator) if owner]
    for owner in owners:
        if owner in tallies:
            return tallies[owner]
    entry = gazetteer().get(owners[-1]) if owners else None
    return replace(tally, entry=entry) if entry else tally


def _common_owner(hits: list[_Tally], tallies: dict[str, _Tally]) -> _Tally | None:
    """Return the named company whose own services these all are."""
    owners = [_owners(tally.entry) | {tally.entry.id} for tally in hits]
    shared = set.intersection(*owners) & set(tallies)
    for tally in sorted((tallies[id] for id in shared), key=lambda t: -t.hit):
        several = len({t.entry.id for t in hits} - {tally.entry.id}) > 1
        if several or (tally.title and tally.entry.kind in _RUNNERS):
            return tally
    return _head(hits) if set.intersection(*owners) else None


def _head(hits: list[_Tally]) -> _Tally | None:
    """Return the one that speaks for services of one company which the text does not name."""
    return (
        max(hits, key=lambda tally: (tally.title, len(tally.mentions))) if len(hits) > 1 else None
    )


def _owners(entry: Entry) -> set[str]:
    return {owner for owner in (entry.operator, entry.part_of) if owner}


def _fails_itself(root: _Tally, hits: list[_Tally]) -> bool:
    """Whether the root is also one of those hit: a carrier or bank is, a cloud under others not."""
    if not root.is_hit:
        return False
    others = [t for t in hits if t.entry.id != root.entry.id]
    if not others:
        return True
    own = all(root.entry.id in _owners(t.entry) for t in others)
    if _is_infrastructure(root):
        return False
    return (own and root.subject) or not own


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
