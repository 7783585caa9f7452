"""What an incident is, from the reports that tell it."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from detector.gazetteer import PLACES, gazetteer, owners_of
from detector.gazetteer.kin import is_carrier, is_infrastructure
from detector.incidents.claims import collect_claims, pick_cause, pick_duration, pick_times
from detector.incidents.lifecycle import NEEDED, confidence_of, severity_of, steps_of
from detector.incidents.opening import UsualOf, nothing_usual, opens
from detector.incidents.outlets import independent_sources
from models.clock import to_kst
from models.incident_ids import slug
from models.records import (
    AffectedService,
    Incident,
    Kind,
    Label,
    NamedEntity,
    Report,
    Step,
    SupportingDocument,
)

_KIND_WEIGHT = {Kind.OFFICIAL: 3.0, Kind.NEWS: 2.0, Kind.COMMUNITY: 0.5}
#: A service needs this share of the best-supported one's weight to count as hit.
_AFFECTED_SHARE = 0.04
_Draft = tuple[Sequence[Report], NamedEntity | None, tuple[AffectedService, ...]]


def build_incidents(
    groups: Sequence[Sequence[Report]], usual: UsualOf = nothing_usual
) -> list[Incident]:
    """Return one incident for each group of reports that makes one.

    Their ids depend on the groups alone. usual says how many posts on a name are usual at an hour.
    """
    drafts = [_draft(group) for group in groups if opens(group, usual)]
    ids = _ids(drafts)
    return [
        _incident(id, draft, steps_of(draft[0], usual))
        for id, draft in zip(ids, drafts, strict=True)
    ]


def _draft(group: Sequence[Report]) -> _Draft:
    provider = _provider(group)
    return group, provider, _without_root(_affected(group), provider)


def _without_root(
    affected: tuple[AffectedService, ...], provider: NamedEntity | None
) -> tuple[AffectedService, ...]:
    """Leave out what only stands under those hit: the failed cloud, its company, its regions."""
    entry = gazetteer().get(provider.id) if provider else None
    if entry is None or not is_infrastructure(entry):
        return affected
    under = {entry.id, *owners_of(entry.id)}
    return tuple(
        hit
        for hit in affected
        if hit.id not in under
        and not ((found := gazetteer().get(hit.id)) is not None and found.kind in PLACES)
    )


def _is_wide(provider: NamedEntity | None, region: str | None) -> bool:
    """Return whether more stood on what failed than reports name: a carrier, a whole country."""
    entry = gazetteer().get(provider.id) if provider else None
    return "전국" in (region or "") or (entry is not None and is_carrier(entry))


def _is_needed(provider: NamedEntity | None, affected: Sequence[AffectedService]) -> bool:
    """Return whether what failed or was hit is of a sector that people cannot put off."""
    ids = [hit.id for hit in affected] + ([provider.id] if provider else [])
    found = (gazetteer().get(id) for id in ids)
    return any(entry is not None and entry.sector in NEEDED for entry in found)


def _incident(id: str, draft: _Draft, steps: tuple[Step, ...]) -> Incident:
    group, provider, affected = draft
    started, ended = pick_times(group)
    counts = Counter(report.kind for report in group)
    sources = independent_sources(group)
    live = [r for r in group if r.reading.label is not Label.AFTERMATH] or list(group)
    official = [r.published_at for r in group if r.kind is Kind.OFFICIAL]
    duration = pick_duration(group, started, ended)
    region = _most_said(r.reading.facts.region.text for r in group if r.reading.facts.region)
    return Incident(
        id=id,
        headline=_headline(group, provider, affected),
        provider_id=provider.id if provider else None,
        provider_name=provider.name if provider else None,
        region=region,
        cause=pick_cause(group),
        symptom=_most_said(r.reading.facts.symptom.text for r in group if r.reading.facts.symptom),
        status=steps[-1].status,
        confidence=confidence_of(group, sources),
        severity=severity_of(
            len(affected),
            duration,
            is_wide=_is_wide(provider, region),
            is_needed=_is_needed(provider, affected),
        ),
        started_at=started.at if started else None,
        started_precision=started.precision if started else None,
        ended_at=ended.at if ended else None,
        ended_precision=ended.precision if ended else None,
        duration_minutes=duration,
        first_seen=min(report.published_at for report in group),
        last_seen=max(report.published_at for report in live),
        official_notice_at=min(official, default=None),
        affected=affected,
        counts=dict(counts),
        independent_sources=sources,
        steps=steps,
        claims=collect_claims(group),
        evidence=tuple(_supporting(report) for report in group),
    )


def _provider(group: Sequence[Report]) -> NamedEntity | None:
    """Return whom the reports blame: weighed by kind, later stories correct early ones."""
    weights: dict[str, float] = defaultdict(float)
    entities: dict[str, NamedEntity] = {}
    for position, report in enumerate(group):
        provider = report.reading.facts.provider
        if provider is None:
            continue
        # One that others stand on is named by those who looked into it; a victim is named as its
        # own root by whoever saw only that.
        reach = len(report.reading.facts.affected)
        weight = _KIND_WEIGHT[report.kind] * (1 + 0.3 * min(reach, 10))
        weights[provider.id] += weight * (1 + 0.5 * position / len(group))
        entities.setdefault(provider.id, provider)
    if not weights:
        return None
    return entities[max(weights, key=lambda id: (weights[id], id))]


def _affected(group: Sequence[Report]) -> tuple[AffectedService, ...]:
    weights: dict[str, float] = defaultdict(float)
    names: dict[str, str] = {}
    first: dict[str, datetime] = {}
    count: Counter[str] = Counter()
    for report in group:
        for entity in report.reading.facts.affected:
            weights[entity.id] += _KIND_WEIGHT[report.kind]
            names.setdefault(entity.id, entity.name)
            first.setdefault(entity.id, report.published_at)
            count[entity.id] += 1
    best = max(weights.values(), default=0.0)
    kept = [id for id in weights if weights[id] >= best * _AFFECTED_SHARE]
    kept.sort(key=lambda id: (-weights[id], first[id], id))
    return tuple(AffectedService(id, names[id], first[id], count[id]) for id in kept)


def _headline(
    group: Sequence[Report],
    provider: NamedEntity | None,
    affected: Sequence[AffectedService],
) -> str:
    """Return the title that says most: of an outage story with provider and services in it."""
    names = [hit.name for hit in affected[:5]] + ([provider.name] if provider else [])

    def value(report: Report) -> tuple[float, float]:
        told = sum(name in report.title for name in names)
        kind = {Kind.NEWS: 2.0, Kind.OFFICIAL: 1.5, Kind.COMMUNITY: 0.0}[report.kind]
        label = 1.0 if report.reading.label is not Label.AFTERMATH else 0.0
        return (kind + label + min(told, 3) * 0.5, -report.published_at.timestamp())

    titled = [report for report in group if report.title]
    if titled:
        return max(titled, key=value).title
    return f"{names[-1]} 장애" if names else "이름을 알 수 없는 서비스 장애"


def _most_said(values: Iterable[str]) -> str | None:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _supporting(report: Report) -> SupportingDocument:
    return SupportingDocument(
        row=report.row,
        source=report.source,
        url=report.url,
        title=report.title,
        published_at=report.published_at,
        kind=report.kind,
        label=report.reading.label,
    )


def _ids(drafts: Sequence[_Draft]) -> list[str]:
    """Return an id for each draft: the day it began, whose it is, and a number when that is taken.

    An outage of which nobody is named gets a hash of its first document in the place of a name.
    """
    taken: Counter[str] = Counter()
    ids: list[str] = []
    for group, provider, affected in drafts:
        started, _ = pick_times(group)
        day = to_kst(started.at if started else group[0].published_at).strftime("%Y%m%d")
        if provider is not None:
            whose = provider.id
        elif affected:
            whose = affected[0].id
        else:
            first = f"{group[0].source}\n{group[0].external_id}"
            whose = "unnamed-" + hashlib.sha256(first.encode()).hexdigest()[:8]
        base = f"{day}-{slug(whose)}"
        taken[base] += 1
        ids.append(base if taken[base] == 1 else f"{base}-{taken[base]}")
    return ids
