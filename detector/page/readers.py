"""Takes what readers say of an incident, where the operator switched it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse

from detector.messages import say
from detector.page import schemas
from detector.page.answers import Form
from detector.page.incident_twins import incident_path
from detector.page.pages import readers
from detector.page.params import Id, RecordOf, get_record
from detector.page.problems import MEDIA_TYPE, Problem
from detector.page.record import Record
from detector.page.responding import response_of
from detector.page.same_site import is_from_here
from detector.page.saying import MOST_ABOUT, MOST_NOTE, claim_from, read_form
from detector.page.turnstile import Turnstile
from detector.views.reader_json import reader_json
from models.errors import NotFoundError
from models.incidents import find_incident
from models.reader_claims import (
    ReaderClaim,
    ReaderSays,
    reader_claims_of,
    store_reader_claim,
)
from models.records import Incident

#: All that a form may weigh: its longest note of Korean in parts (NFD), percent-encoded, and the rest.
MOST_BYTES = 16_384
#: So many readers' claims an incident holds; a person has to look at them first.
MOST_CLAIMS = 200
_FORM = "application/x-www-form-urlencoded"


async def _admitted(request: Request) -> bytes:
    """Return the body of a request that may be read. Raises Problem."""
    record = get_record(request)
    if not is_from_here(request.headers, record.settings.public_url):
        raise Problem(403, say("page.saying.elsewhere", record.language))
    turnstile: Turnstile = request.app.state.turnstile
    address = request.client.host if request.client else ""
    wait = turnstile.wait(address, record.now())
    if wait is not None:
        problem = Problem(429, say("page.saying.too_many", record.language))
        problem.headers["retry-after"] = str(int(wait.total_seconds()))
        raise problem
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise Problem(415, say("page.saying.no_form", record.language))
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise Problem(413, say("page.saying.large", record.language))
    return body


def add_readers(app: FastAPI) -> None:
    """Add the address that shows the forms, and to which they send."""
    app.state.turnstile = Turnstile()

    @app.get("/incidents/{id}/claims", tags=["readers"], operation_id="reader_forms",
             response_class=Response, responses=_FORMS)  # fmt: skip
    def forms(record: RecordOf, id: Id) -> Response:
        response = response_of(readers.answer(record, id), Form.HTML, record)
        # under "no-referrer" a browser would not say that what is sent is from here
        response.headers["referrer-policy"] = "same-origin"
        return response

    @app.post("/incidents/{id}/claims", tags=["readers"], operation_id="reader_claim",
              status_code=201, response_class=Response, openapi_extra=_BODY,
              responses=_RESPONSES)  # fmt: skip
    def said(
        request: Request, record: RecordOf, id: Id, body: Annotated[bytes, Depends(_admitted)]
    ) -> Response:
        incident, claim = _read(record, id, read_form(body, record.language))
        with record.database.writing() as session:
            claim = replace(claim, number=store_reader_claim(session, claim, incident))
        path = incident_path(incident.id)
        if "text/html" in request.headers.get("accept", ""):
            return Response(status_code=303, headers={"location": f"{path}#thanks"})
        content = reader_json(claim, with_note=True)
        return JSONResponse(content, 201, {"location": f"{path}.json"})


def _read(record: Record, id: str, fields: Mapping[str, str]) -> tuple[Incident, ReaderClaim]:
    """Return the incident that a reader speaks of, and what is said. Raises Problem, NotFoundError."""
    with record.reading() as session:
        incident = find_incident(session, id)
        if incident is None:
            raise NotFoundError(say("page.incident.what", record.language), id)
        if len(reader_claims_of(session, incident)) >= MOST_CLAIMS:
            raise Problem(429, say("page.saying.full", record.language))
        find = partial(find_incident, session)
        return incident, claim_from(fields, incident, find, record.now(), record.language)


_PROBLEM: dict[str, Any] = {
    "content": {
        MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}},
        "text/html": {"schema": {"type": "string"}},
    }
}
_FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The forms, for people",
        "content": {"text/html": {"schema": {"type": "string"}}},
    },
    "4XX": {"description": "A problem of the request", **_PROBLEM},
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    201: {"model": schemas.ReaderClaim, "description": "Kept; a person will look at it"},
    303: {"description": "Kept; a browser goes back to the incident"},
    "4XX": {"description": "A problem of the request", **_PROBLEM},
    503: {"description": "The record cannot be written now", **_PROBLEM},
}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {
                "schema": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["says", "about"],
                    "properties": {
                        "says": {"enum": [one.value for one in ReaderSays]},
                        "about": {
                            "type": "string",
                            "maxLength": MOST_ABOUT,
                            "description": "What is wrong; the other incident; who was not hit",
                        },
                        "note": {"type": "string", "maxLength": MOST_NOTE},
                    },
                }
            }
        },
    }
}
