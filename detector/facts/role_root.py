"""Who failed at the root: whoever is blamed, else the one that failed by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from detector.facts.mention import Mention
from detector.facts.role_bearing import PLAYED, bears_others
from detector.facts.role_tally import Tally
from detector.gazetteer import Entry, gazetteer
from detector.gazetteer.kin import (
    is_carrier,
    is_government,
    is_infrastructure,
    is_place,
    is_platform,
    is_run_by_body,
    is_supplier,
    is_under_others,
    kin_of,
)

#: From how many points on an entity counts as the root.
ROOT_AT = 2.0
#: From how many on one that serves companies counts as the root.
SUPPLIER_AT = 1.5
#: How much more a cloud is believed to be the root than one of its customers.
_CARRIES_OTHERS = 1.5
#: A sign that others stand on it, though too weak to blame it.
_BEARS = 0.5
#: Banks and brokers fail where their apps do, an exchange where its markets do: 키움 영웅문.
WITH_APPS = frozenset({"bank", "broker", "card", "insurance", "exchange"})
#: Systems that the gazetteer lacks belong to somebody, who is then the root: 수하물처리시스템.
_SYSTEMS = ("시스템", "전산망")
# Whose name alone often means its cloud.
_SHORT_FOR = {"amazon": "aws", "google": "gcp"}
_NEVER_ROOT = frozenset({"monitor"})
#: Of more companies than these, hit side by side, none leads because the title names it alone.
_FEW = 3
#: From how many mentions on a name is told of often.
_OFTEN = 3


def find_root(tallies: Mapping[str, Tally], hits: Sequence[Tally]) -> Tally | None:
    """Return who failed at the root, as a tally of its own if the text names it only inside a name."""
    root = _blamed_or_failed(tallies, hits)
    if root is None:
        return None
    owner = _owner_of(plant_of(_runner_of(root, tallies), tallies), tallies)
    return cloud_meant(owner, tallies, hits)


def cloud_meant(company: Tally, tallies: Mapping[str, Tally], failing: Sequence[Tally]) -> Tally:
    """Return the cloud that a company's name is short for where others fell: 아마존發 대란 is AWS."""
    cloud = tallies.get(_SHORT_FOR.get(company.entry.id, ""))
    others = any(not t.belongs_to(company) and t is not company for t in failing)
    return cloud if cloud is not None and cloud.current and others else company


def plant_of(tally: Tally, tallies: Mapping[str, Tally]) -> Tally:
    """Return the cloud or network that a product at the root is a part of, if the text names it."""
    part_of = tally.entry.part_of or ""
    whole = tallies.get(part_of) or _named_inside([tally], frozenset({part_of}))
    return whole if whole is not None and is_infrastructure(whole.entry) else tally


def _runner_of(tally: Tally, tallies: Mapping[str, Tally]) -> Tally:
    """Return who runs it as its own plant or ships it to others, if the text names that."""
    owner = tallies.get(tally.entry.operator or "")
    if owner is None or not owner.current:
        return tally
    ships = is_under_others(tally.entry)
    return owner if ships or is_run_by_body(tally.entry, owner.entry) else tally


def _blamed_or_failed(tallies: Mapping[str, Tally], hits: Sequence[Tally]) -> Tally | None:
    blamed = [t for t in tallies.values() if _is_blamed(t)]
    if blamed:
        best = max(blamed, key=lambda t: (_believed(t), t.hit))
        return _titled_company(_owner_of(best, tallies), tallies)
    if not hits:
        return None
    signed = [t for t in hits if t.signs] or [t for t in tallies.values() if t.closes]
    if len(signed) == 1:
        return signed[0]
    owner = _common_owner(hits, tallies)
    if owner is not None:
        return owner
    failing = _failing(hits)
    if len(failing) == 1:
        return failing[0]
    shipped = [t for t in hits if is_under_others(t.entry) and t.title and len(hits) > 1]
    if len(shipped) == 1 and _runner_of(shipped[0], tallies) is not shipped[0]:
        return shipped[0]
    host = _sole_supplier(tallies)
    if host is not None and is_infrastructure(host.entry):
        return host
    return (
        _leader(hits)
        or _titled_owner(hits, tallies)
        or _face(hits)
        or _sole_supplier(tallies)
        or _most_told(hits)
    )


def _titled_owner(hits: Sequence[Tally], tallies: Mapping[str, Tally]) -> Tally | None:
    """Return the company in the title of which several services were hit, beside somebody else's."""
    owners = [
        t
        for t in tallies.values()
        if t.title and t.entry.kind == "provider" and sum(h.belongs_to(t) for h in hits) > 1
    ]
    return owners[0] if len(owners) == 1 else None


def _sole_supplier(tallies: Mapping[str, Tally]) -> Tally | None:
    """Return the one company that serves others and owns up to something, if there is just one."""
    found = [t for t in tallies.values() if t.root > _BEARS and t.is_open and is_supplier(t.entry)]
    return found[0] if len(found) == 1 else None


def _face(hits: Sequence[Tally]) -> Tally | None:
    """Return the service that stands for a company which the text does not name (페이스북).

    It is told to run the others, it alone speaks, or the title names it and it is spoken of at
    least twice as often as the company's others.
    """
    if not frozenset.intersection(*(kin_of(t.entry) for t in hits)):
        return None
    for leads in ([t for t in hits if t.runs], [t for t in hits if t.voice > 0]):
        if len(leads) == 1:
            return leads[0]
    first, second = sorted(hits, key=lambda t: (t.title, len(t.mentions)), reverse=True)[:2]
    return first if first.title and len(first.mentions) >= 2 * len(second.mentions) else None


def _most_told(hits: Sequence[Tally]) -> Tally | None:
    """Return what the report is about: told of first and far more often than any other hit."""
    first, second = sorted(hits, key=lambda t: len(t.mentions), reverse=True)[:2]
    opens = first.mentions[0].start == min(t.mentions[0].start for t in hits)
    often = len(first.mentions) >= max(_OFTEN, 2 * len(second.mentions))
    alike = any(t.entry.sector == first.entry.sector for t in hits if t is not first)
    rivals = alike and first.entry.sector != PLAYED
    few = first.title or len(hits) <= _FEW
    return first if opens and often and few and not rivals else None


def _is_blamed(tally: Tally) -> bool:
    if tally.entry.name.endswith(_SYSTEMS) and tally.entry.operator is None:
        return False
    enough = SUPPLIER_AT if is_supplier(tally.entry) else ROOT_AT
    return tally.root >= enough and tally.safe < tally.root and tally.entry.kind not in _NEVER_ROOT


def _believed(tally: Tally) -> float:
    carries = is_infrastructure(tally.entry) or is_supplier(tally.entry)
    return tally.root + (_CARRIES_OTHERS if carries else 0.0)


def _leader(hits: Sequence[Tally]) -> Tally | None:
    """Return the one of several that the others stand on or followed, if the text shows it."""
    for bearing in (
        [t for t in hits if bears_others(t, hits)],
        [t for t in hits if t.root > _BEARS],
        [t for t in hits if t.title and not t.spread] if any(t.spread for t in hits) else [],
    ):
        if len(bearing) == 1:
            return bearing[0]
    titled = [t for t in hits if t.title]
    if len(titled) != 1:
        return None
    told_more = all(2 * len(t.mentions) <= len(titled[0].mentions) for t in hits if not t.title)
    return titled[0] if len(hits) <= _FEW or told_more else None


def _titled_company(tally: Tally, tallies: Mapping[str, Tally]) -> Tally:
    """Return the company of a service at the root if the title names it."""
    if tally.entry.kind != "service":
        return tally
    owner = tallies.get(tally.entry.operator or "")
    whole = tallies.get(tally.entry.part_of or "")
    if whole is not None and is_infrastructure(whole.entry):
        return whole
    if owner is not None and owner.title and not is_government(owner.entry):
        return owner
    return _named_inside([tally], kin_of(tally.entry)) or tally


def _owner_of(tally: Tally, tallies: Mapping[str, Tally]) -> Tally:
    """Return whose region or building it is, the name standing for its owner if need be."""
    if not is_place(tally.entry):
        return tally
    owners = [owner for owner in (tally.entry.part_of, tally.entry.operator) if owner]
    for owner in (*owners, *sorted(kin_of(tally.entry))):
        if owner in tallies:
            return tallies[owner]
    entry = gazetteer().get(owners[-1]) if owners else None
    return replace(tally, entry=entry) if entry else tally


def _common_owner(hits: Sequence[Tally], tallies: Mapping[str, Tally]) -> Tally | None:
    """Return the named company or service whose own services these all are."""
    failing = _failing(hits)
    if len(failing) == 1:
        return _owner_of_one(failing[0], tallies)
    shared = frozenset.intersection(*(kin_of(t.entry) | {t.entry.id} for t in failing))
    named = [tallies[id] for id in shared if id in tallies]
    named = [t for t in named if not is_government(t.entry) or t.runs or t in failing]
    titled = [t for t in failing if t.title and t.entry.kind == "provider"]
    if shared and len(titled) == 1 and not any(t.title for t in named):
        return titled[0]
    return max(named, key=_weight) if named else _named_inside(failing, shared)


def _failing(hits: Sequence[Tally]) -> list[Tally]:
    """Return what fails itself: no companies of others, no parts of what fails as a whole."""
    bodies = [t for t in hits if not any(_only_owns(t, other) for other in hits)] or list(hits)
    return [t for t in bodies if not any(_is_part(t, other) for other in bodies)]


def _only_owns(owner: Tally, other: Tally) -> bool:
    if not other.belongs_to(owner):
        return False
    return owner.entry.kind != "service" or (other.title and not owner.title)


def _is_part(part: Tally, whole: Tally) -> bool:
    """Whether it is a part of another service, by the gazetteer or by its name: 유튜브 뮤직."""
    if whole.entry.kind != "service" or part is whole:
        return False
    if part.entry.part_of == whole.entry.id:
        return True
    same = part.entry.operator is not None and part.entry.operator == whole.entry.operator
    return same and part.entry.name.startswith(whole.entry.name)


def _owner_of_one(failing: Tally, tallies: Mapping[str, Tally]) -> Tally | None:
    """Return whose failing service it is, where the text makes the owner the one that failed."""
    above = [tallies[id] for id in kin_of(failing.entry) if id in tallies]
    for owner in sorted(above, key=_weight, reverse=True):
        if is_government(owner.entry):
            continue
        if is_carrier(owner.entry) and owner.current and owner.voice > 0:
            return owner
        whole = failing.entry.sector in WITH_APPS or owner.title or not failing.title
        is_one_place = owner.entry.kind == "service" or owner.entry.sector in WITH_APPS
        if is_one_place and owner.current and whole:
            return owner
        is_wide = failing.title and is_platform(owner.entry)
        if owner.title and not (is_wide and not _stands_before(owner, failing)):
            return owner
    first = failing.mentions[0].surface
    if " " not in first:
        return None
    inside = _named_inside([failing], kin_of(failing.entry))
    if inside is not None and inside.entry.kind == "institution":
        return None
    return tallies.get(inside.entry.id, inside) if inside is not None else None


def _stands_before(owner: Tally, service: Tally) -> bool:
    """Whether the owner's name is told as part of its service's: MS 팀즈, 구글 검색."""
    starts = {mention.start for mention in service.mentions}
    return any(mention.end + 1 in starts for mention in owner.mentions)


def _weight(tally: Tally) -> tuple[float, float]:
    return tally.hit + tally.voice, len(tally.mentions)


def _named_inside(hits: Sequence[Tally], shared: frozenset[str]) -> Tally | None:
    """Return the company that the names themselves begin with: EBS 온라인클래스, 구글 드라이브."""
    for owner in sorted(shared):
        entry = gazetteer().get(owner)
        for mention in (m for t in hits for m in t.mentions if t.entry.id != owner):
            head = mention.surface.split(" ")[0]
            if entry is not None and head != mention.surface and _means(entry, head):
                named = Mention(mention.start, mention.start + len(head), head, entry)
                return Tally(entry, [named])
    return None


def _means(entry: Entry, head: str) -> bool:
    if head in entry.surfaces:
        return True
    if entry.sector in WITH_APPS:  # 신한 쏠 is the bank's or the broker's
        return False
    return any(head == doubtful.alias for doubtful in entry.ambiguous)
