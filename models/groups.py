"""Keeps groups of reports that tell of one outage, and what reports and groups are found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from models.grouping_tables import (
    GroupingKeyRow,
    ReportGroupKeyRow,
    ReportGroupMemberRow,
    ReportGroupRow,
)
from models.pages import in_pages

_CONDITIONS = 100
#: No group lasts longer: with it both ends of a search in time are known to the index.
LONGEST = timedelta(days=60)
#: A key and from when until when it is looked for, both included.
Place = tuple[str, datetime, datetime]


@dataclass(frozen=True, slots=True)
class StoredGroup:
    """A group as the database holds it."""

    id: str
    parent: str | None
    summary: dict[str, Any]


def replace_keys(session: Session, keys: Mapping[int, Iterable[tuple[str, datetime]]]) -> None:
    """Store what each document's report is found by, in place of what it was found by."""
    for page in in_pages(keys):
        session.execute(delete(GroupingKeyRow).where(GroupingKeyRow.document_id.in_(page)))
    fresh = [
        {"document_id": row, "key": key, "at": at}
        for row, own in keys.items()
        for key, at in sorted(set(own))
    ]
    if fresh:
        session.execute(insert(GroupingKeyRow), fresh)


def keys_of(session: Session, rows: Iterable[int]) -> dict[int, set[tuple[str, datetime]]]:
    """Return what the reports of these documents are found by, with the times."""
    found: dict[int, set[tuple[str, datetime]]] = defaultdict(set)
    for page in in_pages(rows):
        query = select(GroupingKeyRow).where(GroupingKeyRow.document_id.in_(page))
        for row in session.scalars(query):
            found[row.document_id].add((row.key, row.at))
    return found


def rows_at(session: Session, places: Iterable[Place]) -> set[int]:
    """Return the documents whose reports are found by one of these keys within its time."""
    key = GroupingKeyRow
    return {
        row
        for some in in_pages(places, _CONDITIONS)
        for row in session.scalars(
            select(key.document_id)
            .where(or_(*(and_(key.key == k, key.at.between(a, b)) for k, a, b in some)))
            .distinct()
        )
    }


def groups_between(session: Session, places: Iterable[Place]) -> set[str]:
    """Return the groups with one of these names that lie at least partly within its time."""
    key = ReportGroupKeyRow
    return _group_ids(
        session,
        places,
        lambda k, a, b: and_(key.key == k, key.last_at >= a, key.first_at.between(a - LONGEST, b)),
    )


def groups_begun(session: Session, places: Iterable[Place]) -> set[str]:
    """Return the groups with one of these names that began within its time."""
    key = ReportGroupKeyRow
    return _group_ids(
        session, places, lambda k, a, b: and_(key.key == k, key.first_at.between(a, b))
    )


def latest_groups(session: Session, place: Place, limit: int) -> list[str]:
    """Return the groups with a name within a time, those last told of first, so many at most."""
    key, since, until = place
    column = ReportGroupKeyRow
    query = select(column.group_id).where(
        column.key == key,
        column.last_at.between(since, until + LONGEST),
        column.first_at <= until,
    )
    ordered = query.order_by(column.last_at.desc(), column.group_id.desc())
    return list(session.scalars(ordered.limit(limit)))


def time_of_later(session: Session, key: str, after: datetime, place: int) -> datetime | None:
    """Return when the so-manieth group with a name that ended after a time did, or None."""
    column = ReportGroupKeyRow
    query = select(column.last_at).where(column.key == key, column.last_at > after)
    return session.scalar(query.order_by(column.last_at).offset(place - 1).limit(1))


def find_groups(session: Session, ids: Iterable[str]) -> list[StoredGroup]:
    """Return the groups of these ids that there are."""
    found: list[StoredGroup] = []
    for page in in_pages(ids):
        query = select(ReportGroupRow.id, ReportGroupRow.parent_id, ReportGroupRow.summary)
        found += [
            StoredGroup(*fields)
            for fields in session.execute(query.where(ReportGroupRow.id.in_(page)))
        ]
    return found


def children_of(session: Session, ids: Iterable[str]) -> set[str]:
    """Return the groups that continue one of these."""
    found: set[str] = set()
    for page in in_pages(ids):
        found.update(
            session.scalars(select(ReportGroupRow.id).where(ReportGroupRow.parent_id.in_(page)))
        )
    return found


def remove_groups(session: Session, ids: Iterable[str]) -> None:
    """Remove groups with what they are found by; their members' entries stay."""
    for page in in_pages(ids):
        session.execute(delete(ReportGroupKeyRow).where(ReportGroupKeyRow.group_id.in_(page)))
        session.execute(delete(ReportGroupRow).where(ReportGroupRow.id.in_(page)))


def add_group(
    session: Session, group: StoredGroup, keys: Iterable[str], first: datetime, last: datetime
) -> None:
    """Store a group that is not there, with the names it is found by."""
    values = {"id": group.id, "parent_id": group.parent, "summary": group.summary}
    session.execute(insert(ReportGroupRow).values(values))
    own = [
        {"group_id": group.id, "key": key, "first_at": first, "last_at": last}
        for key in sorted(keys)
    ]
    if own:
        session.execute(insert(ReportGroupKeyRow), own)


def set_parent(session: Session, id: str, parent: str | None) -> None:
    """Store which group one continues."""
    query = update(ReportGroupRow).where(ReportGroupRow.id == id)
    session.execute(query.values(parent_id=parent))


def groups_of(session: Session, rows: Iterable[int]) -> dict[tuple[int, int], str]:
    """Return the group of each of the outages that these documents tell, by row and part."""
    member = ReportGroupMemberRow
    return _members(session, member.document_id, rows)


def members_of(session: Session, ids: Iterable[str]) -> dict[tuple[int, int], str]:
    """Return what is in these groups: row and part, with the group's id."""
    return _members(session, ReportGroupMemberRow.group_id, ids)


def put_members(session: Session, places: Mapping[tuple[int, int], str | None]) -> None:
    """Store which group each of the outages that reports tell is in, or that it is in none."""
    now = groups_of(session, {row for row, _ in places})
    for (row, part), id in sorted(places.items()):
        if now.get((row, part)) == id:
            continue
        if (row, part) in now:
            member = ReportGroupMemberRow
            session.execute(delete(member).where(member.document_id == row, member.part == part))
        if id is not None:
            values = {"document_id": row, "part": part, "group_id": id}
            session.execute(insert(ReportGroupMemberRow).values(values))


def _members(session: Session, column: Any, values: Iterable[Any]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for page in in_pages(values):
        member = ReportGroupMemberRow
        query = select(member.document_id, member.part, member.group_id).where(column.in_(page))
        found.update({(row, part): id for row, part, id in session.execute(query)})
    return found


def _group_ids(
    session: Session,
    places: Iterable[Place],
    meets: Callable[[str, datetime, datetime], ColumnElement[bool]],
) -> set[str]:
    return {
        id
        for some in in_pages(places, _CONDITIONS)
        for id in session.scalars(
            select(ReportGroupKeyRow.group_id)
            .where(or_(*(meets(*place) for place in some)))
            .distinct()
        )
    }
