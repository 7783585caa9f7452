"""Words for what records hold, in the language spoken, and times and lengths for people."""

from __future__ import annotations

from datetime import datetime, timedelta

from detector.cli.spoken import Words, language
from detector.messages.amounts import lasting_in, time_in
from models.records import Precision

STATUS = Words("words.status")
LABEL = Words("words.label")
KIND = Words("words.kind")
SEVERITY = Words("words.severity")
CAUSE = Words("words.cause")
SOURCE_STATE = Words("words.source")
FIELD = Words("words.field")
RULE = Words("words.rule")
OWN_NETWORK = "cli.common.own_network"


def when(moment: datetime | None, precision: Precision | None = None) -> str:
    """Return a time in Korea as exactly as it is known, or "-"."""
    if moment is None:
        return "-"
    return time_in(language(), moment, precision or Precision.MINUTE)


def how_long(minutes: int | None) -> str:
    """Return a length in two units, or "-"."""
    return "-" if minutes is None else lasting_in(language(), timedelta(minutes=minutes))
