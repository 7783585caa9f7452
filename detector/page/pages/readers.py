"""The forms by which readers say what is wrong with an incident."""

from __future__ import annotations

from detector.messages import say
from detector.page.answers import Answer
from detector.page.incident_twins import incident_path
from detector.page.params import Id, RecordOf
from detector.page.saying import MOST_ABOUT, MOST_NOTE, WRONG
from detector.views.as_json import incident_json
from models.errors import NotFoundError
from models.incidents import find_incident


def answer(record: RecordOf, id: Id) -> Answer:
    """What may be said of an incident."""
    with record.reading() as session:
        envelope = record.envelope(session, None)
        incident = find_incident(session, id)
    if incident is None:
        raise NotFoundError(say("page.incident.what", record.language), id)
    return Answer(
        page="readers",
        path=incident_path(incident.id),
        title=say("page.readers.open", record.language),
        content={**envelope, **incident_json(incident)},
        shown={"asked": {}, "wrong": WRONG, "most_note": MOST_NOTE, "most_about": MOST_ABOUT},
    )
