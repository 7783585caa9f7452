"""The style sheet and the script: read once, named by what is in them, kept by browsers."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fastapi import FastAPI, Response

_FOLDER = Path(__file__).with_name("static")
_TYPES = {"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}


@cache
def content_of(name: str) -> bytes:
    """Return a file's bytes."""
    return (_FOLDER / name).read_bytes()


@cache
def address_of(name: str) -> str:
    """Return the address of a file as it is now."""
    return f"/static/{name}?v={hashlib.sha256(content_of(name)).hexdigest()[:10]}"


def add_static(app: FastAPI) -> None:
    """Serve the files."""
    for name, media_type in _TYPES.items():
        _add(app, name, media_type)


def _add(app: FastAPI, name: str, media_type: str) -> None:
    def file() -> Response:
        kept = {"cache-control": "public, max-age=31536000, immutable"}
        return Response(content_of(name), headers=kept, media_type=media_type)

    app.add_api_route(f"/static/{name}", file, include_in_schema=False)
