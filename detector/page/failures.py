"""How each failure is told: as a page to people, as a problem (RFC 9457) to programs."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from detector.messages import Language, said_in, say
from detector.page.answers import Form, Moved
from detector.page.html import as_problem
from detector.page.problems import MEDIA_TYPE, Problem
from detector.page.record import Record
from detector.page.responding import form_of_request
from models.errors import MeoktongError, ModelError, NotFoundError, StorageError


def add_failures(app: FastAPI) -> None:
    """Register how each kind of failure is answered."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(NotFoundError, _not_found)
    app.add_exception_handler(StorageError, _unavailable)
    app.add_exception_handler(ModelError, _unavailable)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Moved, _moved)


def _told(request: Request, problem: Problem) -> Response:
    record: Record = request.app.state.record
    wants_page = "text/html" in request.headers.get("accept", "")
    if wants_page and form_of_request(request) is Form.HTML:
        page = as_problem(problem, record)
        return Response(
            page, problem.status, problem.headers, media_type="text/html; charset=utf-8"
        )
    body = problem.body(request.url.path)
    return Response(body, problem.status, problem.headers, media_type=MEDIA_TYPE)


def _language(request: Request) -> Language:
    language: Language = request.app.state.record.language
    return language


def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    if error.detail == error.pointer:  # a word of ours that somebody changed
        detail = say("page.problems.next", _language(request))
        error = Problem(error.status, detail, error.pointer)
    return _told(request, error)


def _said(request: Request, error: Exception) -> str:
    assert isinstance(error, MeoktongError)
    return said_in(error.said, _language(request))


def _not_found(request: Request, error: Exception) -> Response:
    return _told(request, Problem(404, _said(request, error)))


def _unavailable(request: Request, error: Exception) -> Response:
    return _told(request, Problem(503, _said(request, error)))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    name = str(error.errors()[0]["loc"][-1])
    detail = say("page.problems.value", _language(request), name=name)
    return _told(request, Problem(422, detail, name))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    key = "page.problems.method" if error.status_code == 405 else "page.problems.address"
    response = _told(request, Problem(error.status_code, say(key, _language(request))))
    response.headers.update(error.headers or {})
    return response


def _moved(request: Request, error: Exception) -> Response:
    """Send on to the present address, in the same form and with the same query."""
    assert isinstance(error, Moved)
    head, _, _ = request.url.path.rpartition("/")
    ending = form_of_request(request).value
    place = f"{head}/{quote(error.new, safe='')}" + (f".{ending}" if ending else "")
    query = f"?{request.url.query}" if request.url.query else ""
    return Response(status_code=308, headers={"location": place + query})
