"""What became of an archive's incidents, as JSON objects."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from detector.incidents.replay import Replayed
from detector.incidents.replay_figures import IncidentCourse, Milestones, OutageCourse, tally
from models.clock import show_iso
from models.records import Kind, Status


def course_json(course: IncidentCourse) -> dict[str, Any]:
    """Return one incident with its milestones, its times and its delays in minutes."""
    one, incident = course.followed, course.followed.incident
    reached = {
        "suspected": one.suspected_at,
        "confirmed": one.confirmed_at,
        "recovering": one.first({Status.RECOVERING}),
        "resolved": one.first({Status.RESOLVED}),
        "retracted": one.first({Status.RETRACTED}),
        "gone": None if one.is_absorbed else one.gone_at,
    }
    return {
        "id": incident.id,
        "ids": one.ids,
        "headline": incident.headline,
        "provider": incident.provider_name,
        "status": None if one.gone_at else incident.status.value,
        **_milestones_json(course.milestones),
        **{name: show_iso(at) for name, at in reached.items()},
        "merged": one.is_absorbed,
        "delays": {name: _delays(at, course.milestones) for name, at in reached.items()},
        "course": [
            {"at": show_iso(at), "status": status.value if status else None}
            for at, status in one.course
        ],
        "reports": {kind.value: incident.counts.get(kind, 0) for kind in Kind},
        "independent_sources": incident.independent_sources,
        "gold": course.keys,
        "is_false": course.is_false,
    }


def summary_json(found: Replayed) -> dict[str, Any]:
    """Return the figures over all incidents, and of each real outage where they are known."""
    counted = tally(course.followed for course in found.incidents)
    content: dict[str, Any] = {
        "summary": True,
        "documents": found.documents,
        "from": show_iso(found.first),
        "to": show_iso(found.last),
        "days": found.days,
        **asdict(counted),
        "per_day": per(counted.incidents, found.days),
        "per_week": per(counted.incidents, found.days / 7),
    }
    if found.outages:
        content |= _false_json(found)
        content["gold"] = [_outage_json(course) for course in found.outages]
    return content


def per(count: int, units: float) -> float | None:
    """Return how many there are to a unit, or None where there is no unit."""
    return round(count / units, 3) if units else None


def minutes_between(begin: datetime | None, end: datetime | None) -> int | None:
    """Return the minutes from one to the other, or None where one is missing."""
    if begin is None or end is None:
        return None
    return round((end - begin).total_seconds() / 60)


def _false_json(found: Replayed) -> dict[str, Any]:
    false = tally(course.followed for course in found.incidents if course.is_false)
    return {
        "false_suspected": false.incidents,
        "false_confirmed": false.confirmed,
        "false_suspected_per_week": per(false.incidents, found.days / 7),
        "most_false_in_a_week": false.most_in_a_week,
        "suspected_in_time": _share([c.is_suspected_in_time for c in found.outages]),
        "confirmed_in_time": _share([c.is_confirmed_in_time for c in found.outages]),
    }


def _share(claims: list[bool | None]) -> dict[str, int]:
    return {"yes": claims.count(True), "of": len(claims) - claims.count(None)}


def _outage_json(course: OutageCourse) -> dict[str, Any]:
    outage = course.outage
    reached = {"suspected": outage.suspected_at, "confirmed": outage.confirmed_at}
    return {
        "key": outage.key,
        "ids": outage.ids,
        "documents": len(outage.arrivals),
        **_milestones_json(course.milestones),
        **{name: show_iso(at) for name, at in reached.items()},
        "delays": {name: _delays(at, course.milestones) for name, at in reached.items()},
        "suspected_in_time": course.is_suspected_in_time,
        "confirmed_in_time": course.is_confirmed_in_time,
        "confirmable": show_iso(course.confirmable_at),
        "read_as_reports_when_overdue": list(course.reported_posts or ()) or None,
    }


def _milestones_json(milestones: Milestones) -> dict[str, Any]:
    return {
        "first_document": show_iso(milestones.first_document),
        "third_post": show_iso(milestones.third_post),
        "second_source": show_iso(milestones.second_source),
    }


def _delays(at: datetime | None, since: Milestones) -> dict[str, int | None]:
    return {
        "first_document": minutes_between(since.first_document, at),
        "third_post": minutes_between(since.third_post, at),
        "second_source": minutes_between(since.second_source, at),
    }
