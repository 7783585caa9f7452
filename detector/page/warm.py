"""Reads what every page needs before the first reader comes."""

from __future__ import annotations

import gc

from fastapi import FastAPI

from detector.facts.names import name_finder
from detector.incidents.dependencies import parts_of, places
from detector.page.static import address_of, content_of
from detector.views.incident_filters import names_of


def warm(app: FastAPI) -> None:
    """Read the gazetteer, its names and the files of the page, and keep them from the collector.

    Else each full collection goes through the gazetteer's hundred thousand objects: a tenth of a
    second for whoever asks just then.
    """
    names_of("")
    parts_of("")
    places()
    name_finder()
    for name in ("page.css", "page.js"):
        content_of(name)
        address_of(name)
    app.openapi()
    gc.collect()
    gc.freeze()
