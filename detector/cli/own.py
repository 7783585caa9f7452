"""Says on standard error what is our own fault, so that it is taken for nobody's outage."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from detector.cli.screen import note
from detector.cli.spoken import language

if TYPE_CHECKING:
    from detector.views.own_trouble import OwnTrouble
    from models.database import Database


def note_own(database: Database, now: datetime) -> list[OwnTrouble]:
    """Say what is wrong with ourselves now, a line each, and return it."""
    from crawler.catalogue import load_catalogue
    from detector.views.own_trouble import own_troubles, trouble_text

    found = own_troubles(database, load_catalogue(), now)
    for one in found:
        note(trouble_text(one, language()))
    return found
