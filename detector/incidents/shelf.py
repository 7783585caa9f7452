"""The groups as the database holds them, read at most once in a regrouping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from detector.incidents.groups import Group
from models.clock import parse_iso
from models.groups import StoredGroup, add_group, find_groups, remove_groups, set_parent


class Shelf:
    """The stored groups with their parents; what is put there is stored at once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._groups: dict[str, Group | None] = {}
        self._parents: dict[str, str | None] = {}

    def find(self, ids: Iterable[str]) -> dict[str, Group]:
        """Return the groups of these ids that there are."""
        wanted = set(ids)
        missing = wanted - self._groups.keys()
        self._groups.update(dict.fromkeys(missing))
        for stored in find_groups(self.session, missing):
            self._groups[stored.id] = group_of(stored)
            self._parents[stored.id] = stored.parent
        return {id: group for id in sorted(wanted) if (group := self._groups[id]) is not None}

    def parent(self, id: str) -> str | None:
        """Return the group that one continues, or None."""
        self.find([id])
        return self._parents.get(id)

    def root(self, id: str) -> str:
        """Return the group at whose head a group stands or that it continues."""
        while (above := self.parent(id)) is not None:
            id = above
        return id

    def replace(self, old: Iterable[str], groups: Mapping[str, Group]) -> None:
        """Put groups in the place of old ones; those of the same id keep what they continue."""
        gone = set(old)
        self.find(gone)
        remove_groups(self.session, gone)
        for id in gone - groups.keys():
            self._groups[id] = None
            self._parents.pop(id, None)
        for id, group in groups.items():
            self._groups[id] = group
            parent = self._parents.setdefault(id, None)
            if group.first is None or group.last is None:
                continue
            stored = StoredGroup(id, parent, summary_of(group))
            add_group(self.session, stored, group.kin, group.first, group.last)

    def continues(self, id: str, parent: str | None) -> bool:
        """Store which group one continues; return whether that is new."""
        if self.parent(id) == parent:
            return False
        self._parents[id] = parent
        set_parent(self.session, id, parent)
        return True


def summary_of(group: Group) -> dict[str, Any]:
    """Return what a group's reports say together, as JSON."""
    return {
        "names": dict(sorted(group.names.items())),
        "kin": dict(sorted(group.kin.items())),
        "words": dict(sorted(group.words.items())),
        "starts": [start.isoformat() for start in group.starts],
        "first": group.first.isoformat() if group.first else None,
        "last": group.last.isoformat() if group.last else None,
        "size": group.size,
        "posts": group.posts,
        "clear": group.clear,
        "dated": group.dated,
    }


def group_of(stored: StoredGroup) -> Group:
    """Return the group of a stored summary, without its reports."""
    told = stored.summary
    return Group(
        id=stored.id,
        names=Counter(told["names"]),
        kin=Counter(told["kin"]),
        words=Counter(told["words"]),
        starts=[parse_iso(start) for start in told["starts"]],
        first=_time(told["first"]),
        last=_time(told["last"]),
        size=told["size"],
        posts=told["posts"],
        clear=told["clear"],
        dated=told["dated"],
    )


def _time(stored: str | None) -> datetime | None:
    return parse_iso(stored) if stored else None
