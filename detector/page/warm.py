"""Reads what every page needs before the first reader comes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import suppress

from fastapi import FastAPI

from detector.facts.names import name_finder
from detector.incidents.dependencies import parts_of, places
from detector.page.answers import Answer, Form, Moved
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
from detector.page.problems import Problem
from detector.page.record import Record
from detector.page.responding import response_of
from detector.page.static import address_of, content_of
from detector.views.incident_filters import names_of
from models.errors import NotFoundError
from models.incidents import list_incidents


def warm(app: FastAPI) -> None:
    """Read the gazetteer, its names and the files of the page, and make each page once.

    The first time compiles a page's template and its queries, which takes as long as a hundred
    readers. What is there then is kept from the collector: else each full collection goes through
    the gazetteer's hundred thousand objects, a tenth of a second for whoever asks just then.
    """
    names_of("")
    parts_of("")
    places()
    name_finder()
    for name in ("page.css", "page.js"):
        content_of(name)
        address_of(name)
    app.openapi()
    record: Record = app.state.record
    for answer in _answers(record):
        with suppress(Problem, NotFoundError, Moved):  # a reader who asks for it is told
            response_of(answer(), Form.HTML, record)
    gc.collect()
    gc.freeze()


def _answers(record: Record) -> Iterator[Callable[[], Answer]]:
    """Yield each page, and the newest incident with those who failed in it."""
    for page in (now, incidents, services, maintenance, sources, about):
        yield lambda page=page: page.answer(record)  # type: ignore[misc]
    yield lambda: search.answer(record, q="장애")
    with record.reading() as session:
        newest = list_incidents(session, limit=1)
    for one in newest:
        yield lambda one=one: incident.answer(record, one.id)  # type: ignore[misc]
        for id in {one.provider_id, *(hit.id for hit in one.affected[:1])} - {None}:
            yield lambda id=id: party.answer(record, str(id))  # type: ignore[misc]
