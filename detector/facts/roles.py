"""Who failed at the root, who was hit, and who is only spoken of, by weighed signs.

Each mention gets points from what stands around it in its clause (role_signs.py); a document's
entities then take the role that their mentions speak for. These weights are few and hand-set; a
model that learned from labelled reports then judges again (role_judge.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from detector.facts.mention import Mention
from detector.facts.role_elsewhere import burns_somewhere, is_elsewhere
from detector.facts.role_features import Judged
from detector.facts.role_judge import judge_again
from detector.facts.role_model import RoleModel
from detector.facts.role_root import ROOT_AT, WITH_APPS, find_root
from detector.facts.role_talk import SERVED
from detector.facts.role_tally import Tally, tally_up
from detector.facts.written_forms import written_forms
from detector.gazetteer.kin import (
    is_carrier,
    is_infrastructure,
    is_place,
    is_supplier,
    is_under_others,
    is_user_facing,
    kin_of,
)
from detector.sentences import Sentence
from models.records import Evidence, Kind, Label, NamedEntity

# Networks of payment that apps stand on, as much as people use them: 비자.
_NETWORKS = frozenset({"card", "pay", "van"})
# What every card company has: its own app.
_CARDS_APP = "app-card"
# What is named as what it is for, not by whose it is.
_SHARED_FUNCTIONS = frozenset({"openbanking", "kakao-alimtalk"})
_EVERY_SCHOOL_HAS = frozenset({"univ-sugang"})
# From how many points on such a network is told as failing itself, not only under others.
_HIT_ITSELF = 3.0
# How far the first words of a post reach.
_FIRST_WORDS = 30
# Customers in general: when a CDN fails they, not the CDN, are those hit.
_CUSTOMERS = re.compile(
    r"(?:웹)?사이트|쇼핑몰|고객사|기업들|홈페이지|커뮤니티|게임사|앱 다수|서비스들"
)
# How near its beginning a post that says of a name only that it works tells that it works again.
_FIRST = 12


@dataclass(frozen=True, slots=True)
class Roles:
    """The entities of a document by role, each with its surfaces and a quote."""

    provider: NamedEntity | None
    affected: tuple[NamedEntity, ...]
    mentioned: tuple[NamedEntity, ...]


def read_roles(
    text: str,
    sentences: tuple[Sentence, ...],
    mentions: Sequence[Mention],
    background: Set[int],
    kind: Kind = Kind.NEWS,
    label: Label = Label.OUTAGE,
    model: RoleModel | None = None,
) -> Roles:
    """Return the entities of a document by role; sentences in background tell older stories.

    They are judged by the rules, and again by the model, if one is given.
    """
    judged = judge_by_rules(text, sentences, mentions, background, kind, label)
    if model is None:
        return _roles(judged, judged.root, judged.affected)
    return _roles(judged, *judge_again(judged, model))


def judge_by_rules(
    text: str,
    sentences: tuple[Sentence, ...],
    mentions: Sequence[Mention],
    background: Set[int],
    kind: Kind,
    label: Label,
) -> Judged:
    """Return a document's names with what the rules make of them."""
    tallies = tally_up(text, sentences, mentions, background, kind)
    failing = _hit(tallies, kind)
    fire = burns_somewhere(sentences, mentions, background)
    root, hits = _decide(text, tallies, failing, fire=fire)
    failed = frozenset(tally.entry.id for tally in failing)
    return Judged(text, sentences, tallies, failed, hits, root, fire, kind, label)


def _decide(
    text: str, tallies: dict[str, Tally], failing: list[Tally], *, fire: bool
) -> tuple[Tally | None, list[Tally]]:
    """Return who failed at the root, and who was hit."""
    hits = [t for t in failing if not _is_function(t, failing)]
    root = find_root(tallies, hits)
    elsewhere = is_elsewhere(root, fire=fire)
    if root is not None:
        hits = _with_lifted(root, tallies, hits)
    root = None if elsewhere else root
    hits = [*hits, *_whose_apps(hits, tallies)]
    return root, _affected(text, root, hits, elsewhere=elsewhere)


def _roles(judged: Judged, root: Tally | None, hits: Sequence[Tally]) -> Roles:
    hit_ids = {tally.entry.id for tally in hits}
    rest = [
        tally
        for tally in judged.tallies.values()
        if tally.entry.id not in hit_ids and (root is None or tally.entry.id != root.entry.id)
    ]
    return Roles(
        provider=entity_of(judged.text, root) if root else None,
        affected=tuple(entity_of(judged.text, tally) for tally in hits),
        mentioned=tuple(entity_of(judged.text, tally) for tally in rest),
    )


def _with_lifted(root: Tally, tallies: dict[str, Tally], hits: list[Tally]) -> list[Tally]:
    """Return those hit with the root's own service that is blamed: 오픈AI, 챗GPT 장애로 사과."""
    ids = {t.entry.id for t in hits}
    blamed = [
        t
        for t in tallies.values()
        if t.root >= ROOT_AT
        and t.entry.id not in ids
        and t.entry.kind == "service"
        and t.belongs_to(root)
    ]
    return hits if is_infrastructure(root.entry) else [*hits, *blamed]


def _affected(text: str, root: Tally | None, hits: list[Tally], *, elsewhere: bool) -> list[Tally]:
    """Return those hit: no places, not whose the root is, the root itself if it serves people."""
    all_hit = hits
    hits = [t for t in hits if not is_place(t.entry) and not _only_runs(t, root, hits, elsewhere)]
    if any(not is_under_others(t.entry) for t in hits):
        hits = [t for t in hits if not is_under_others(t.entry)]
    if root is None:
        return hits
    above = kin_of(root.entry) if is_infrastructure(root.entry) else frozenset()
    others = [t for t in hits if t.entry.id not in {root.entry.id, *above}]
    if is_infrastructure(root.entry):
        others = [t for t in others if t.entry.kind == "service" or not t.belongs_to(root)]
    return [root, *others] if _is_hit_itself(text, root, others, all_hit) else others


def _whose_apps(hits: list[Tally], tallies: dict[str, Tally]) -> list[Tally]:
    """Return the banks and brokers named as those whose apps were hit: 삼성증권 엠팝."""
    found = {t.entry.part_of for t in hits if t.entry.sector in WITH_APPS} - {None}
    named = [tallies[id] for id in found if id in tallies]
    return [t for t in named if t.is_open and t not in hits]


def _is_function(tally: Tally, hits: list[Tally]) -> bool:
    """Whether it is a function of a messenger that was hit as a whole: 보이스톡."""
    if tally.entry.id == _CARDS_APP:
        return any(t.entry.sector == "card" and t is not tally for t in hits)
    if tally.entry.id in _EVERY_SCHOOL_HAS:
        return any(t.entry.sector == "education" and t is not tally for t in hits)
    if tally.entry.id in _SHARED_FUNCTIONS:
        return any(t is not tally and t.entry.kind == "service" for t in hits)
    if tally.entry.id == "ktx":
        return any(t.entry.id == "korail" for t in hits)
    if tally.entry.sector != "messenger":
        return False
    return any(t.entry.id == tally.entry.part_of and t.entry.sector == "messenger" for t in hits)


def _is_hit_itself(text: str, root: Tally, others: list[Tally], all_hit: list[Tally]) -> bool:
    """Whether the root is also one of those hit: a carrier or bank is, a cloud under others not."""
    if not others:
        nameless = root.entry.sector == "cdn" and _CUSTOMERS.search(text)
        return (root.is_hit or not is_infrastructure(root.entry)) and not nameless
    if any(is_under_others(t.entry) and t.belongs_to(root) for t in all_hit):
        return False
    if any(t.belongs_to(root) for t in others):
        told = root.is_told and not (root.entry.sector == "transport" and root.root >= ROOT_AT)
        return (is_user_facing(root.entry) and told) or root.beside_own
    if root.hosts and is_carrier(root.entry):
        return False
    if root.serves and root.root >= ROOT_AT:
        return False
    if root.root >= ROOT_AT and root.entry.sector in _NETWORKS and root.hit < _HIT_ITSELF:
        return False
    itself = root.fails_itself or (root.title and root.root < ROOT_AT)
    return root.is_hit and itself and not is_supplier(root.entry)


def _only_runs(tally: Tally, root: Tally | None, hits: list[Tally], elsewhere: bool) -> bool:
    """Whether it is the company of others that fail, and nothing says that it fails itself.

    Under somebody else's fire or cloud a company with several failing services was hit as well.
    """
    own = [t for t in hits if t.belongs_to(tally)]
    if not own or tally.direct:
        return False
    if tally.entry.kind == "service":
        return not tally.title and any(t.title for t in own)
    if root is None:
        return not (elsewhere and len(own) > 1)
    is_others = root.entry.id != tally.entry.id
    is_others = is_others and not (tally.belongs_to(root) or root.belongs_to(tally))
    return not (is_others and len(own) > 1)


def _hit(tallies: dict[str, Tally], kind: Kind) -> list[Tally]:
    """Return who was hit: by what is told of it, in a post also whoever it names and excepts not."""
    told = [tally for tally in tallies.values() if tally.is_hit]
    if kind is not Kind.COMMUNITY:
        signers = [t for t in tallies.values() if t.closes and t.is_open and t not in told]
        return [*told, *signers] or _likeliest(tallies)
    titled = any(t.title for t in tallies.values())
    complaints = [t for t in tallies.values() if _is_complained_of(t, titled=titled)]
    told = [t for t in told if not _carries(t)] or told
    named = {t.entry.id: t for t in (*told, *complaints)}
    if any(is_carrier(t.entry) for t in named.values()):  # who plays is cut off by his carrier
        named = {id: t for id, t in named.items() if t.entry.sector != "game"}
    works_again = [
        t for t in tallies.values() if t.safe and t.mentions[0].start < _FIRST and _may_fail(t)
    ]
    others = [t for t in tallies.values() if t.is_open and _may_fail(t) and not _carries(t)]
    clouds = [t for t in tallies.values() if t.is_open and not is_place(t.entry)]
    asked_of = [t for t in clouds if is_infrastructure(t.entry) and t.mentions[0].start < _FIRST]
    return list(named.values()) or others or works_again or asked_of


def _is_complained_of(tally: Tally, *, titled: bool) -> bool:
    """Whether a post is about it: its title or first words name it, and nothing excepts it."""
    if not tally.is_open or not _may_fail(tally) or _carries(tally):
        return False
    return tally.title or (not titled and tally.mentions[0].start <= _FIRST_WORDS)


def _carries(tally: Tally) -> bool:
    """Whether a company is blamed as what others stand on: 셋 다 아마존 씁니다."""
    return tally.entry.kind == "provider" and tally.root >= ROOT_AT and not is_carrier(tally.entry)


def _may_fail(tally: Tally) -> bool:
    served = tally.entry.kind == "institution" and tally.entry.sector in SERVED
    return served or (
        tally.entry.kind in {"service", "provider"} and not is_infrastructure(tally.entry)
    )


def _likeliest(tallies: dict[str, Tally]) -> list[Tally]:
    """Return whom a report is about that says of nobody in so many words that it failed."""
    named = [
        t
        for t in tallies.values()
        if t.entry.kind in {"service", "provider"}
        or (t.entry.kind == "institution" and t.entry.sector in SERVED)
    ]
    spoken = [t for t in named if t.is_open and t.hit + t.voice > 0]
    for some in (spoken, [t for t in named if t.is_open and not is_infrastructure(t.entry)]):
        if some:
            return [max(some, key=lambda t: (t.title, t.hit + t.voice, len(t.mentions)))]
    return []


def entity_of(text: str, tally: Tally) -> NamedEntity:
    """Return who it is, with every way in which this text writes it and its first place."""
    surfaces = dict.fromkeys(
        surface for mention in tally.mentions for surface in written_forms(text, mention)
    )
    first = tally.mentions[0]
    evidence = Evidence(first.start, first.end, text[first.start : first.end])
    return NamedEntity(tally.entry.id, tally.entry.name, tuple(surfaces), evidence)
