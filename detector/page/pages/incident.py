"""One incident: its course, whom it hit, who claims what, and what is known around it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from detector.incidents.context import Context
from detector.messages import Language, say
from detector.page.answers import Answer, Entry, Moved, Table
from detector.page.incident_twins import incident_path
from detector.page.params import AsOf, Id, RecordOf, asked_time
from detector.page.record import Record
from detector.page.step_words import said_line, step_line
from detector.page.words import press_line
from detector.views.around import load_around
from detector.views.as_json import incident_json
from detector.views.context_json import context_json
from detector.views.reader_json import public_json, said_alike
from detector.views.recovery import recovery_of
from detector.views.steps import step_json, steps_of, updated_at
from models.clock import parse_iso
from models.errors import NotFoundError
from models.incidents import find_incident
from models.reader_claims import reader_claims_of
from models.records import Incident

_COLUMNS = (
    "at", "precision", "known_at", "kind", "field", "value", "affected_id", "quote", "source", "url",
)  # fmt: skip


def answer(record: RecordOf, id: Id, as_of: AsOf = None) -> Answer:
    """All that is known of one incident, or was known then."""
    language = record.language
    with record.reading() as session:
        envelope = record.envelope(session, as_of)
        incident, also = _found(record, session, id, as_of)
        context = _context(record, session, incident, as_of)
        content = {
            **envelope,
            **incident_json(incident),
            **context_json(context),
            "updated": step_time(incident),
            "steps": [step_json(step) for step in steps_of(incident)],
            "recovery_steps": recovery_of(session, incident) if as_of is None else [],
            "reader_claims": public_json(reader_claims_of(session, incident, as_of)),
            "also_then": [one.id for one in also],
        }
    steps = content["steps"]
    return Answer(
        page="incident",
        path=incident_path(incident.id),
        title=incident.headline,
        content=content,
        table=lambda: Table(_COLUMNS, [[step[name] for name in _COLUMNS] for step in steps]),
        entries=lambda: _entries(content, language),
        lines=lambda: _lines(content, language),
        shown={
            "press_line": press_line(language, content),
            "asked": {"as_of": asked_time(as_of)},
            "takes_claims": record.settings.takes_claims and as_of is None,
        },
    )


def step_time(incident: Incident) -> str | None:
    """Return when state, claims or affected last changed, as JSON has times."""
    from models.clock import show_iso

    return show_iso(updated_at(incident))


def _found(
    record: Record, session: Session, id: str, as_of: AsOf
) -> tuple[Incident, list[Incident]]:
    """Return the incident, and the others that it was told as then. Raises Moved, NotFoundError."""
    at = record.at(as_of)
    if as_of is not None and at < record.now():
        known = record.named_then(session, id, at)
        if not known:
            raise NotFoundError(say("page.incident.what", record.language), id)
        return known[0], known[1:]
    found = find_incident(session, id)
    if found is None:
        raise NotFoundError(say("page.incident.what", record.language), id)
    if found.id != id:
        raise Moved(id, found.id)
    return found, []


def _context(record: Record, session: Session, incident: Incident, as_of: AsOf) -> Context:
    """Return what is known around an incident; it is kept while the record is the same."""
    at = record.at(as_of)
    key = ("context", incident.id, as_of, record.version(session))
    return record.around.get(key, lambda: load_around(session, incident, at))


def _entries(content: dict[str, Any], language: Language) -> list[Entry]:
    """Return an entry a step, the last known first."""
    found = []
    for step in content["steps"]:
        at = parse_iso(step["known_at"])
        key = f"{step['kind']}/{step['field'] or ''}/{step['affected_id'] or step['value'] or ''}"
        found.append(
            Entry(
                key=f"step/{content['id']}/{key}",
                title=step_line(language, step),
                path=incident_path(content["id"]),
                published=at,
                updated=at,
                lines=[step["quote"] or step_line(language, step)],
                category=step["kind"],
            )
        )
    return sorted(found, key=lambda entry: entry.updated, reverse=True)


def _lines(content: dict[str, Any], language: Language) -> list[str]:
    found = [press_line(language, content), "", content["headline"], content["id"], ""]
    found += [step_line(language, step) for step in content["steps"]]
    if content["reader_claims"]:
        found += ["", say("page.readers.heading", language, count=len(content["reader_claims"]))]
        found += [said_line(language, one) for one in said_alike(content["reader_claims"])]
    found.append("")
    found += [f"{one['published']}  {one['source']}  {one['title']}" for one in content["evidence"]]
    return found
