"""Prints the OpenAPI document of the page: what docs/openapi.json holds."""

from __future__ import annotations

import json
import sys

from detector.page.app import create_app
from detector.page.settings import PageSettings
from models.database import open_database


def described() -> str:
    """Return the document as it is committed, with what an operator may switch on."""
    database = open_database("sqlite://")
    try:
        content = create_app(database, PageSettings(takes_claims=True)).openapi()
    finally:
        database.close()
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(described())
