"""What a reader says of an incident, read strictly from a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import parse_qsl, unquote

from detector.messages import Language, say
from detector.page.problems import Problem
from models.reader_claims import ReaderClaim, ReaderSays
from models.records import Incident
from models.text import normalize

#: What may be wrong of an incident: that it is one, or one of its values.
WRONG = (
    "outage", "provider", "affected", "started", "ended", "duration", "cause", "region", "headline",
)  # fmt: skip
MOST_NOTE = 300
MOST_ABOUT = 200
_NAMES = ("says", "about", "note")

Find = Callable[[str], Incident | None]


def read_form(body: bytes, language: Language) -> dict[str, str]:
    """Return the fields of a form, each once. Raises Problem for what no form of ours sends."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict",
            max_num_fields=len(_NAMES),
        )  # fmt: skip
    except ValueError as error:  # no form, no UTF-8, or too many fields
        raise Problem(422, say("page.saying.no_form", language)) from error
    fields = dict(pairs)
    if len(fields) != len(pairs) or not fields.keys() <= set(_NAMES):
        raise Problem(422, say("page.saying.no_form", language))
    return fields


def claim_from(
    fields: Mapping[str, str], incident: Incident, find: Find, at: datetime, language: Language
) -> ReaderClaim:
    """Return what these fields say of the incident. Raises Problem with the field that is wrong."""
    says = _says(fields.get("says", ""), language)
    about, name = _ABOUT[says](_line(fields.get("about", "")), incident, find, language)
    note = _line(fields.get("note", ""))
    if len(note) > MOST_NOTE:
        raise Problem(422, say("page.saying.long", language, count=MOST_NOTE), "note")
    return ReaderClaim(0, incident.id, says, about, name, note or None, at)


def _says(value: str, language: Language) -> ReaderSays:
    try:
        return ReaderSays(value)
    except ValueError as error:
        raise Problem(422, say("page.problems.value", language, name="says"), "says") from error


def _wrong(
    about: str, incident: Incident, find: Find, language: Language
) -> tuple[str, str | None]:
    if about not in WRONG:
        raise _no_value(language)
    return about, None


def _same(about: str, incident: Incident, find: Find, language: Language) -> tuple[str, str | None]:
    """Return the other incident; its id or the address of its page may be given."""
    id = unquote(about.partition("?")[0].partition("#")[0].rpartition("/")[2])
    other = find(id) if 0 < len(id) <= MOST_ABOUT else None
    if other is None:
        raise Problem(422, say("page.saying.no_incident", language), "about")
    if other.id == incident.id:
        raise Problem(422, say("page.saying.itself", language), "about")
    return other.id, other.headline


def _not_hit(
    about: str, incident: Incident, find: Find, language: Language
) -> tuple[str, str | None]:
    name = next((hit.name for hit in incident.affected if hit.id == about), None)
    if name is None:
        raise _no_value(language)
    return about, name


_ABOUT = {ReaderSays.WRONG: _wrong, ReaderSays.SAME: _same, ReaderSays.NOT_HIT: _not_hit}


def _no_value(language: Language) -> Problem:
    return Problem(422, say("page.problems.value", language, name="about"), "about")


def _line(value: str) -> str:
    """Return a text as we keep it (NFC, nothing hidden), in one line."""
    return " ".join(normalize(value).split())
