"""Puts into the outbox what each channel is to be told, in the transaction of its caller."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from detector.alerts.course import OVER
from detector.alerts.known_again import KnownAgain, know_again
from detector.alerts.policy import Above, Policy, lineage, rules_for
from detector.alerts.roots import Below, roots_of
from detector.alerts.telling import Telling
from models.alert_records import AlertThread
from models.alert_threads import mark_at, mutes_at, open_threads, save_threads, set_mark
from models.incidents import incident_ids_of, list_incidents
from models.records import Incident
from models.tables import IncidentRow

#: An incident that nobody wrote of for so long is told to nobody who has not heard of it.
RECENT = timedelta(hours=24)
#: What is still told of so long after its root was over is down by itself.
ROOT_OVER = timedelta(minutes=30)
BLIND = "blind:"


def plan(
    session: Session, policy: Policy, now: datetime, *, depends_on: Below, above: Above
) -> int:
    """Put into the outbox all that is due on incidents, and return how many messages.

    What is due is reckoned from what the incidents are and what was told, so a program that dies
    before or after loses nothing: the next planning finds the same difference.
    """
    channels = policy.told_channels
    if not channels:
        return 0
    threads = [one for one in open_threads(session, channels) if not one.about.startswith(BLIND)]
    incidents = _concerned(session, threads, now)
    roots = roots_of(incidents, depends_on, above)
    muted = frozenset(mute.party_id for mute in mutes_at(session, now))
    made = 0
    for channel in channels:
        telling = Telling(session, policy, channel, now)
        run = _Channel(telling, policy, above, muted, _since(session, channel, now))
        run.plan([one for one in threads if one.channel == channel], incidents, roots)
        save_threads(session, telling.changed.values())
        made += telling.made
    set_mark(session, "planned", now)
    return made


def _since(session: Session, channel: str, now: datetime) -> datetime:
    """Return since when a channel is told anything: what was over before then is old news."""
    since = mark_at(session, f"since:{channel}")
    if since is None:
        set_mark(session, f"since:{channel}", now)
    return since or now


def _concerned(session: Session, threads: Iterable[AlertThread], now: datetime) -> list[Incident]:
    """Return what was written of lately, and all that threads are about now."""
    rows = sorted({row for thread in threads for row in thread.rows})
    ids = incident_ids_of(session, rows) | {thread.about for thread in threads}
    recent = list_incidents(session, IncidentRow.last_seen >= now - RECENT)
    missing = sorted(ids - {incident.id for incident in recent})
    older = list_incidents(session, IncidentRow.id.in_(missing)) if missing else []
    found = [*recent, *older]
    return sorted(found, key=lambda incident: (incident.first_seen, incident.id))


class _Channel:
    """Plans for one channel."""

    def __init__(
        self,
        telling: Telling,
        policy: Policy,
        above: Above,
        muted: Collection[str],
        since: datetime,
    ) -> None:
        self._telling = telling
        self._rules = rules_for(policy, telling.channel)
        self._above = above
        self._muted = frozenset(muted)
        self._since = since

    def plan(
        self,
        threads: list[AlertThread],
        incidents: list[Incident],
        roots: Mapping[str, Incident],
    ) -> None:
        """Tell what is due on each incident, roots before what they took along."""
        known = know_again(threads, incidents)
        of_thread = {thread.id: thread for thread in threads}
        thread_of = {one.id: of_thread[id] for id, one in known.heirs.items()}
        split = {one.id for several in known.split.values() for one in several}
        told: dict[str, str] = {}  # by incident: the thread in which it is told
        below = {id for id, thread in thread_of.items() if thread.root_id} | roots.keys()
        for incident in sorted(incidents, key=lambda one: one.id in below):
            thread = thread_of.get(incident.id)
            if incident.id in split or (thread is None and not self._is_news(incident)):
                continue
            root = roots.get(incident.id)
            if root is not None and root.id in told:
                self._telling.mute_under(told[root.id], incident, thread)
            elif thread is not None and not self._is_released(thread, incident, of_thread):
                self._telling.keep(thread, incident)
            else:
                dependants = [one for one in incidents if roots.get(one.id) is incident]
                thread = self._tell(incident, thread, dependants, known)
                if thread is not None and not thread.silent:
                    told[incident.id] = thread.id
        for thread in known.gone:
            self._telling.retract(thread)

    def _tell(
        self,
        incident: Incident,
        thread: AlertThread | None,
        dependants: list[Incident],
        known: KnownAgain,
    ) -> AlertThread | None:
        if self._is_muted(incident):
            return thread
        return self._telling.tell(
            incident,
            thread,
            self._rules,
            self._above,
            dependants=dependants,
            merged=known.merged.get(thread.id, ()) if thread else (),
            split=known.split.get(thread.id, ()) if thread else (),
        )

    def _is_released(
        self, thread: AlertThread, incident: Incident, of_thread: Mapping[str, AlertThread]
    ) -> bool:
        """Tell whether a thread speaks for itself: no root muted it, or the root is long over."""
        if thread.root_id is None or not thread.silent:
            return True
        root = self._telling.changed.get(thread.root_id) or of_thread.get(thread.root_id)
        over = (root.recovered_at or root.last_at) if root else thread.last_at
        return incident.status not in OVER and incident.last_seen > over + ROOT_OVER

    def _is_news(self, incident: Incident) -> bool:
        return incident.last_seen > self._since or bool(
            incident.steps and incident.steps[-1].at > self._since
        )

    def _is_muted(self, incident: Incident) -> bool:
        if incident.provider_id is not None:
            return bool(self._muted & lineage(incident.provider_id, self._above))
        hit = {one.id for one in incident.affected}
        return bool(hit) and all(self._muted & lineage(id, self._above) for id in hit)
