"""Tells one channel: makes messages, holds them where they must wait, and keeps its threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from detector.alerts.content import gone_content, incident_content, name_of
from detector.alerts.course import OVER, course_of, told_after
from detector.alerts.due import Due, Reason, after, due
from detector.alerts.holding import HOUR, held_for
from detector.alerts.known_again import rows_of
from detector.alerts.policy import Above, Policy, Rule
from detector.alerts.text import LIMIT, SENDING_ROOM, Sending, write
from models.alert_records import AlertThread, NewMessage
from models.outbox import add_messages, released_since
from models.records import AffectedService, Incident, Status

#: So long after it was told to be over an incident may still come back, or be merged.
KEPT_OPEN = timedelta(hours=24)


class Telling:
    """The messages and threads of one channel in one planning."""

    def __init__(self, session: Session, policy: Policy, channel: str, now: datetime) -> None:
        self.channel = channel
        self.made = 0
        self.changed: dict[str, AlertThread] = {}
        self._session = session
        self._policy = policy
        self._now = now
        self._released = released_since(session, channel, now - HOUR)

    def tell(
        self,
        incident: Incident,
        thread: AlertThread | None,
        rules: Sequence[Rule],
        above: Above,
        *,
        dependants: Sequence[Incident] = (),
        merged: Sequence[AlertThread] = (),
        split: Sequence[Incident] = (),
    ) -> AlertThread | None:
        """Tell what is due of an incident, and return its thread as it is since."""
        told = due(_with(incident, dependants), thread, rules, above, self._now)
        merged = self._close(merged)
        if thread is not None and not thread.silent and (merged or split):
            told = _corrected(told, thread, incident, is_merged=bool(merged))
        if told is None:
            return self.keep(thread, incident) if thread is not None else None
        if thread is None or told.is_new_thread:
            if thread is not None:
                self._save(replace(thread, closed_at=self._now))
            thread = self._new_thread(incident)
        others = [{"id": one.about, "name": one.name} for one in merged]
        others += [{"id": one.id, "name": name_of(one)} for one in split]
        named_ids = self._send(incident, thread, told, dependants, others)
        for one in split:
            self._save(_told_already(self._new_thread(one), one))
        everyone = _with(incident, dependants)
        thread = after(replace(thread, rows=_rows(incident)), everyone, told, named_ids, self._now)
        return self._save(replace(thread, name=name_of(incident)))

    def mute_under(self, root: str, incident: Incident, thread: AlertThread | None) -> None:
        """Tell nothing of an incident while its root, told in that thread, is open."""
        if thread is None:
            new = self._new_thread(incident)
            thread = replace(_told_already(new, incident), silent=True)
        self._save(replace(thread, root_id=root, rows=_rows(incident), about=incident.id))

    def retract(self, thread: AlertThread) -> None:
        """Say that nothing is left of what was told in a thread."""
        self._save(replace(thread, closed_at=self._now))
        if thread.silent or (thread.told and thread.told[-1] == Status.RETRACTED):
            return
        content = gone_content(thread, self._now)
        self.put(thread.id, Reason.RETRACTED, self._now, content, thread.severity)

    def put(
        self,
        thread_id: str | None,
        reason: Reason,
        at: datetime,
        content: dict[str, Any],
        severity: str,
    ) -> None:
        """Put a message into the outbox, held where it must wait."""
        why = held_for(self._policy, severity, self._released, self._now)
        message = NewMessage(
            new_id("msg"), self.channel, thread_id, reason.value, at, content, severity, why
        )
        add_messages(self._session, [message], self._now)
        self.made += 1
        self._released += why is None

    def _send(
        self,
        incident: Incident,
        thread: AlertThread,
        told: Due,
        dependants: Sequence[Incident],
        others: Sequence[dict[str, str]],
    ) -> tuple[str, ...]:
        """Put a message on an incident into the outbox; return the ids that its text names."""
        link = self._policy.page_url
        content = incident_content(
            incident,
            told,
            thread_id=thread.id,
            link=f"{link}/incidents/{incident.id}" if link else None,
            dependants=_parties(dependants),
        )
        if others:
            content["others"] = list(others)
        at = told.steps[-1].at if told.steps else self._now
        self.put(thread.id, told.reason, at, content, incident.severity)
        room = LIMIT - SENDING_ROOM
        return write(content, self._policy.language, Sending(self._now), room).named

    def _close(self, merged: Sequence[AlertThread]) -> list[AlertThread]:
        """Close merged threads, and return those in which something was told."""
        for one in merged:
            self._save(replace(one, closed_at=self._now))
        return [one for one in merged if not one.silent]

    def keep(self, thread: AlertThread, incident: Incident) -> AlertThread:
        """Note the documents by which it is known again; close it when it is long over."""
        kept = replace(thread, rows=_rows(incident), about=incident.id)
        ended = course_of(incident)[-1].at
        is_over = incident.status in (Status.RESOLVED, Status.RETRACTED)
        if is_over and self._now - max(ended, thread.last_at) > KEPT_OPEN:
            kept = replace(kept, closed_at=self._now)
        return kept if kept == thread else self._save(kept)

    def _save(self, thread: AlertThread) -> AlertThread:
        self.changed[thread.id] = thread
        return thread

    def _new_thread(self, incident: Incident) -> AlertThread:
        return AlertThread(
            id=new_id("thr"),
            channel=self.channel,
            about=incident.id,
            name=name_of(incident),
            rows=_rows(incident),
            told=(),
            named=(),
            hit=0,
            severity=incident.severity,
            opened_at=self._now,
            last_at=self._now,
        )


def new_id(kind: str) -> str:
    """Return an id that nothing else has."""
    return f"{kind}_{uuid4().hex}"


def _rows(incident: Incident) -> tuple[int, ...]:
    return tuple(sorted(rows_of(incident)))


def _parties(incidents: Sequence[Incident]) -> list[AffectedService]:
    return [
        AffectedService(one.provider_id, name_of(one), one.first_seen, len(one.evidence))
        for one in incidents
        if one.provider_id is not None
    ]


def _with(incident: Incident, dependants: Sequence[Incident]) -> Incident:
    """Return an incident that hit also the parties of those that it took along."""
    known = {one.id for one in incident.affected}
    more = [one for one in _parties(dependants) if one.id not in known]
    return replace(incident, affected=(*incident.affected, *more)) if more else incident


def _told_already(thread: AlertThread, incident: Incident) -> AlertThread:
    """Return a thread that has nothing to tell before the next step."""
    over = incident.status in OVER
    return replace(
        thread,
        told=told_after((), course_of(incident)),
        named=tuple(one.id for one in incident.affected),
        hit=len(incident.affected),
        recovered_at=course_of(incident)[-1].at if over else None,
    )


def _corrected(
    told: Due | None, thread: AlertThread, incident: Incident, *, is_merged: bool
) -> Due:
    """Return one message that corrects what was told, and tells what else is due."""
    reason = Reason.MERGED if is_merged else Reason.SPLIT
    if told is not None:
        return replace(told, reason=reason, is_new_thread=False)
    new = tuple(one for one in incident.affected if one.id not in thread.named)
    return Due(reason, (), new)
