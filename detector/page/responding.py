"""Turns an answer into what goes over the wire."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from typing import Any

from fastapi import Request, Response

from detector.page.answers import Answer, Form
from detector.page.guard import etag_of
from detector.page.html import as_html
from detector.page.record import Record
from detector.page.twins import MEDIA_TYPES, as_atom, as_csv, as_json, as_text

#: What changes with the clock alone says nothing new.
_VOLATILE = ("as_of",)


def endpoint(page: str, form: Form, answer: Callable[..., Answer]) -> Callable[..., Response]:
    """Return what FastAPI calls for one form of a page; it has the parameters of its answer."""

    @functools.wraps(answer)
    def respond(record: Record, **asked: Any) -> Response:
        return response_of(answer(record, **asked), form, record)

    respond.__name__ = f"{page}_{form.value or 'html'}"
    return respond


def response_of(answer: Answer, form: Form, record: Record, status: int = 200) -> Response:
    """Return an answer in a form, with its tag and its age."""
    body = body_of(answer, form, record)
    headers = {
        "etag": _tag(answer, form, body),
        "cache-control": "no-cache",
        "as-of": answer.content["as_of"],
        "data-through": answer.content["data_through"] or "",
        "vary": "accept-encoding",
    }
    if form in (Form.JSON, Form.CSV, Form.ATOM):
        headers["access-control-allow-origin"] = "*"
        headers["cross-origin-resource-policy"] = "cross-origin"
    return Response(body, status, headers, MEDIA_TYPES[form])


def body_of(answer: Answer, form: Form, record: Record) -> bytes:
    """Return the bytes of an answer in a form."""
    if form is Form.JSON:
        return as_json(answer)
    if form is Form.CSV:
        return as_csv(answer)
    if form is Form.ATOM:
        return as_atom(answer, record, base_of(record))
    if form is Form.TXT:
        return as_text(answer, record)
    return as_html(answer, record)


def base_of(record: Record) -> str:
    """Return where readers reach the page."""
    return (record.settings.public_url or "http://localhost:8321").rstrip("/")


def form_of_request(request: Request) -> Form:
    """Return the form that a request's address asks for."""
    ending = request.url.path.rsplit("/", 1)[-1].rpartition(".")[2]
    return Form(ending) if ending in {form.value for form in Form if form.value} else Form.HTML


def _tag(answer: Answer, form: Form, body: bytes) -> str:
    if form in (Form.HTML, Form.CSV, Form.ATOM):
        return etag_of(body)
    lasting = {key: value for key, value in answer.content.items() if key not in _VOLATILE}
    text = json.dumps(lasting, ensure_ascii=False, sort_keys=True)
    return etag_of(form.value.encode() + text.encode("utf-8", "replace"))
