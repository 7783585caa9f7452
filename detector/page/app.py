"""The application: which address leads to which page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import StreamingResponse
from starlette.middleware.gzip import GZipMiddleware

from detector.messages import say
from detector.page import schemas
from detector.page.answers import Answer, Form
from detector.page.badges import badge_of, strip_of
from detector.page.failures import add_failures
from detector.page.guard import Guard
from detector.page.health import health_of
from detector.page.ical import MEDIA_TYPE as CALENDAR
from detector.page.ical import as_calendar
from detector.page.live import Live
from detector.page.metrics import MEDIA_TYPE as METRICS
from detector.page.metrics import Metrics, record_lines
from detector.page.pages import (
    about,
    incident,
    incidents,
    maintenance,
    now,
    party,
    search,
    services,
    sources,
)
from detector.page.params import AsOf, Id, RecordOf
from detector.page.problems import MEDIA_TYPE, Problem
from detector.page.readers import add_readers
from detector.page.record import Record
from detector.page.responding import endpoint
from detector.page.settings import PageSettings
from detector.page.static import add_static
from detector.page.twins import MEDIA_TYPES
from models.database import Database
from models.records import Status

#: name, address, what it answers, what its JSON is.
_PAGES: tuple[tuple[str, str, Callable[..., Answer], type], ...] = (
    ("now", "/now", now.answer, schemas.Now),
    ("incidents", "/incidents", incidents.answer, schemas.Incidents),
    ("incident", "/incidents/{id}", incident.answer, schemas.IncidentPage),
    ("services", "/services", services.answer, schemas.Services),
    ("party", "/services/{id}", party.answer, schemas.PartyPage),
    ("search", "/search", search.answer, schemas.Search),
    ("maintenance", "/maintenance", maintenance.answer, schemas.Maintenance),
    ("sources", "/sources", sources.answer, schemas.Sources),
    ("about", "/about", about.answer, schemas.About),
)
_GZIP_FROM = 1000


def create_app(database: Database, settings: PageSettings) -> FastAPI:
    """Return the application on a database."""
    app = FastAPI(
        title="meoktong",
        version="1",
        summary="Outages of digital services in Korea, as news, boards and notices tell them",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    record, metrics = Record(database, settings), Metrics()
    app.state.record, app.state.metrics, app.state.live = record, metrics, Live(record)
    for name, address, answer, model in _PAGES:
        _add_page(app, name, address, answer, model)
    if settings.takes_claims:
        add_readers(app)
    _add_machines(app)
    _add_embedded(app)
    add_static(app)
    add_failures(app)
    _describe(app)
    app.add_middleware(GZipMiddleware, minimum_size=_GZIP_FROM)
    app.add_middleware(Guard, settings=settings, metrics=metrics)
    return app


def _add_page(
    app: FastAPI, name: str, address: str, answer: Callable[..., Answer], model: type
) -> None:
    """Add all forms of a page; those with an ending first, since an id would take it for its own."""
    for form in (Form.JSON, Form.CSV, Form.ATOM, Form.TXT, Form.HTML):
        path = f"{address}.{form.value}" if form.value else address
        if name == "now" and form is Form.HTML:
            path = "/"
        app.add_api_route(
            path,
            endpoint(name, form, answer),
            methods=["GET"],
            name=f"{name}.{form.value or 'html'}",
            operation_id=f"{name}_{form.value or 'html'}",
            tags=[name],
            response_class=Response,
            response_model=None,
            responses=_responses(form, model),
        )


def _responses(form: Form, model: type) -> dict[int | str, dict[str, Any]]:
    found: dict[int | str, dict[str, Any]] = {
        308: {"description": "It has another id now: Location"},
        "4XX": {"description": "A problem of the request", **_PROBLEM},
        503: {"description": "The record cannot be read now", **_PROBLEM},
    }
    if form is Form.JSON:
        found[200] = {"model": model, "description": "The data of the page"}
    else:
        media = MEDIA_TYPES[form].partition(";")[0]
        found[200] = {
            "description": "The same as it is read",
            "content": {media: {"schema": {"type": "string"}}},
        }
    return found


_PROBLEM: dict[str, Any] = {
    "content": {
        MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}},
        "text/html": {"schema": {"type": "string"}},
    }
}


def _add_machines(app: FastAPI) -> None:
    """Add what only programs ask for."""

    @app.get("/now", include_in_schema=False)
    def now_page() -> Response:
        return Response(status_code=308, headers={"location": "/"})

    @app.get("/maintenance.ics", tags=["maintenance"], response_class=Response,
             responses={200: {"content": {"text/calendar": {"schema": {"type": "string"}}}}, "4XX": _PROBLEM})  # fmt: skip
    def maintenance_ics(record: RecordOf, as_of: AsOf = None) -> Response:
        content = maintenance.answer(record, as_of).content
        return Response(as_calendar(content, record), media_type=CALENDAR)

    @app.get("/healthz", tags=["machine"], response_class=Response,
             responses={200: {"model": schemas.Health}, 503: {"model": schemas.Health}})  # fmt: skip
    def healthz(record: RecordOf) -> Response:
        status, content = health_of(record)
        return Response(json.dumps(content), status, media_type="application/json")

    @app.get("/metrics", tags=["machine"], response_class=Response,
             responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}})  # fmt: skip
    def metrics(record: RecordOf) -> Response:
        with record.reading() as session:
            envelope = record.envelope(session, None)
            count = record.open_count(session)
            by_status = _by_status(record)
        lines = [
            *record_lines(envelope, count, by_status, record.now()),
            *app.state.metrics.lines(),
        ]
        return Response("\n".join(lines) + "\n", media_type=METRICS)

    @app.get("/events", include_in_schema=False)
    def events() -> Response:
        live: Live = app.state.live
        if live.is_full:
            raise Problem(503, say("page.problems.full", app.state.record.language))
        return StreamingResponse(
            live.events(), media_type="text/event-stream", headers={"cache-control": "no-store"}
        )


def _by_status(record: Record) -> dict[str, int]:
    content = about.answer(record).content["record"]["incidents"]
    return {status.value: content[status.value] for status in Status}


def _add_embedded(app: FastAPI) -> None:
    """Add what others show on their pages: a badge as a picture, a strip in a frame."""
    picture = {200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}, "4XX": _PROBLEM}

    @app.get("/badge.svg", tags=["embedded"], response_class=Response, responses=picture)  # type: ignore[arg-type]
    def badge(record: RecordOf) -> Response:
        return badge_of(record, None)

    @app.get("/badge/{id}.svg", tags=["embedded"], response_class=Response, responses=picture)  # type: ignore[arg-type]
    def badge_of_one(record: RecordOf, id: Id) -> Response:
        return badge_of(record, id)

    @app.get("/strip", tags=["embedded"], response_class=Response,
             responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}})  # fmt: skip
    def strip(record: RecordOf) -> Response:
        return strip_of(record)


def _describe(app: FastAPI) -> None:
    """Add to the OpenAPI document what no route refers to by its model."""
    made = app.openapi

    def described() -> dict[str, Any]:
        content = made()
        content.setdefault("components", {}).setdefault("schemas", {}).update(
            schemas.extra_schemas()
        )
        for path in content["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)  # told as a problem, under 4XX
        return content

    app.openapi = described  # type: ignore[method-assign]
