"""How long it took until posts, articles and the official notice told of an outage, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from models.records import Incident, Kind, Label, Precision


@dataclass(frozen=True, slots=True)
class Delays:
    """Minutes between the steps of an outage becoming known; None where a step is not known.

    One may be negative: a notice that came before the first article.
    """

    onset_to_post: int | None
    onset_to_article: int | None
    onset_to_notice: int | None
    onset_to_recovery: int | None
    post_to_article: int | None
    article_to_notice: int | None
    notice_to_recovery: int | None


@dataclass(frozen=True, slots=True)
class Typical:
    """The median of one delay over several incidents, and of how many it is."""

    minutes: float
    count: int


STEPS = tuple(field.name for field in fields(Delays))


def delays_of(incident: Incident) -> Delays:
    """Return the delays of an incident; a start or end told to the day only is no start or end.

    The recovery is the stated end, else the first document that tells of one.
    """
    onset = _exact(incident.started_at, incident.started_precision)
    post = _first(incident, Kind.COMMUNITY)
    article = _first(incident, Kind.NEWS)
    notice = noticed_at(incident)
    recovery = recovered_at(incident)
    return Delays(
        onset_to_post=_minutes(onset, post),
        onset_to_article=_minutes(onset, article),
        onset_to_notice=_minutes(onset, notice),
        onset_to_recovery=_minutes(onset, recovery),
        post_to_article=_minutes(post, article),
        article_to_notice=_minutes(article, notice),
        notice_to_recovery=_minutes(notice, recovery),
    )


def recovered_at(incident: Incident) -> datetime | None:
    """Return when service was back: as stated, else when that was first written."""
    told = (one.published_at for one in incident.evidence if one.label is Label.RECOVERY)
    return _exact(incident.ended_at, incident.ended_precision) or min(told, default=None)


def noticed_at(incident: Incident) -> datetime | None:
    """Return when users were first told officially; a report on causes weeks later tells nobody."""
    return _first(incident, Kind.OFFICIAL)


def typical_delays(incidents: Sequence[Incident]) -> dict[str, Typical]:
    """Return by step the median over the incidents that have it, with how many those are."""
    from statistics import median  # not needed for one incident

    found: dict[str, list[int]] = {step: [] for step in STEPS}
    for delays in map(delays_of, incidents):
        for step in STEPS:
            if (minutes := getattr(delays, step)) is not None:
                found[step].append(minutes)
    return {step: Typical(median(all_), len(all_)) for step, all_ in found.items() if all_}


def _first(incident: Incident, kind: Kind) -> datetime | None:
    """Return when one of this kind first told of it; looking back at it tells nothing new."""
    return min(
        (
            one.published_at
            for one in incident.evidence
            if one.kind is kind and one.label is not Label.AFTERMATH
        ),
        default=None,
    )


def _exact(at: datetime | None, precision: Precision | None) -> datetime | None:
    return None if precision is Precision.DAY else at


def _minutes(begin: datetime | None, end: datetime | None) -> int | None:
    if begin is None or end is None:
        return None
    return int((end - begin).total_seconds() // 60)
