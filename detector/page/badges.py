"""What others show on their own pages: a badge as a picture, a strip in a frame; no script in either."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

from fastapi import Response
from sqlalchemy.orm import Session

from detector.messages import say
from detector.messages.words import status_word
from detector.page.guard import etag_of
from detector.page.html import as_part
from detector.page.record import Record
from detector.page.words import lasting, who
from detector.views.as_json import incident_json
from detector.views.listing import open_incidents
from detector.views.party import find_party, own_ids
from models.clock import parse_iso
from models.errors import NotFoundError
from models.records import Incident

#: Pixels that a character of 11 pixels takes, a Latin and a Hangul one.
_NARROW, _WIDE, _PAD = 6.6, 11.0, 8
_STRIP = 5


def badge_of(record: Record, id: str | None) -> Response:
    """Return the badge of all, or of one provider or service. Raises NotFoundError."""
    language = record.language
    with record.reading() as session:
        fresh = record.freshness(session, None)
        ongoing = open_incidents(session, record.now())
        name = say("page.site.name", language) if id is None else _name(record, session, id)
    if id is not None:
        ids = own_ids(id)
        ongoing = [one for one in ongoing if _is_of(one, ids)]
    is_old = fresh.is_old(record.settings.interval)
    state, text = _state(record, ongoing, is_old=is_old, is_of_one=id is not None)
    widths = [_width(part) + 2 * _PAD for part in (name, text)]
    values = {"name": name, "text": text, "state": state, "widths": widths}
    return _embedded(as_part("badge.svg", record, values), "image/svg+xml")


def strip_of(record: Record) -> Response:
    """Return a strip of what goes on, for a frame."""
    with record.reading() as session:
        envelope = record.envelope(session, None)
        found = [incident_json(one) for one in open_incidents(session, record.now())]
    language = record.language
    now = parse_iso(envelope["as_of"])
    items = [
        {
            "id": one["id"],
            "status": one["status"],
            "who": who(language, one),
            "length": lasting(
                language,
                (now - parse_iso(one["started"] or one["first_seen"])) / timedelta(minutes=1),
            ),
        }
        for one in found[:_STRIP]
    ]
    values = {
        "items": items,
        "more": len(found) - len(items),
        "a": envelope,
        "title": say("page.site.name", language),
        "past": "",
    }
    return _embedded(as_part("strip.html", record, values), "text/html; charset=utf-8")


def _embedded(body: bytes, media_type: str) -> Response:
    headers = {"cache-control": "public, max-age=60", "etag": etag_of(body)}
    return Response(body, headers=headers, media_type=media_type)


def _name(record: Record, session: Session, id: str) -> str:
    party = find_party(session, id)
    if party is None:
        raise NotFoundError(say("page.party.what", record.language), id)
    return party.name


def _is_of(incident: Incident, ids: frozenset[str]) -> bool:
    return incident.provider_id in ids or any(hit.id in ids for hit in incident.affected)


def _state(
    record: Record, ongoing: list[Incident], *, is_old: bool, is_of_one: bool
) -> tuple[str, str]:
    """Return the state of a badge and its words; old data are never called good."""
    language = record.language
    if ongoing and is_of_one:
        status = ongoing[0].status
        return status.value, status_word(status, language)
    if ongoing:
        return ongoing[0].status.value, say("page.badge.open", language, count=len(ongoing))
    if is_old:
        return "unknown", say("page.badge.unknown", language)
    return "resolved", say("page.badge.none", language)


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return round(wide * _WIDE + (len(text) - wide) * _NARROW)
