"""The list of incidents, by what is asked of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from detector.messages import say
from detector.page.answers import Answer
from detector.page.cursors import read_cursor, write_cursor
from detector.page.incident_twins import incident_entries, incident_lines, incident_table
from detector.page.params import (
    USUAL,
    AsOf,
    Limit,
    Name,
    Next,
    RecordOf,
    Share,
    Since,
    StatusOf,
    Until,
    Words,
    asked_time,
)
from detector.views.as_json import incident_json
from detector.views.incident_filters import Wanted
from detector.views.listing import Place, list_page, page_of

_KIND = "incidents"
#: Without bounds an earlier time is looked at so far back.
_PAST = timedelta(days=31)


def answer(
    record: RecordOf,
    q: Words = None,
    provider: Name = None,
    affected: Name = None,
    status: StatusOf = None,
    since: Since = None,
    until: Until = None,
    min_confidence: Share = None,
    as_of: AsOf = None,
    limit: Limit = USUAL,
    next: Next = None,
) -> Answer:
    """The incidents that meet what is asked, newest first."""
    language = record.language
    wanted = Wanted(since, until, provider or None, affected or None, status, min_confidence)
    words = (q or "").split()
    after = _place(next)
    with record.reading() as session:
        envelope = record.envelope(session, as_of)
        at = record.at(as_of)
        if as_of is not None and at < record.now():
            bounds = since or at - _PAST, min(until or at, at)
            known = record.known_then(session, at, *bounds)
            found, more = page_of(known, wanted, words, limit, after)
        else:
            found, more = list_page(session, wanted, words, limit, after)
    contents = [incident_json(one) for one in found]
    content = {
        **envelope,
        "incidents": contents,
        "next": write_cursor(_KIND, more.first_seen, more.id) if more else None,
    }
    asked = {
        "q": q, "provider": provider, "affected": affected,
        "status": status.value if status else None, "since": _day(since), "until": _day(until),
        "as_of": asked_time(as_of),
    }  # fmt: skip
    return Answer(
        page="incidents",
        path="/incidents",
        title=say("page.incidents.title", language),
        content=content,
        table=lambda: incident_table(contents, envelope["blind_spots"]),
        entries=lambda: incident_entries(found, contents, language),
        lines=lambda: incident_lines(contents, language),
        shown={"asked": {key: value or "" for key, value in asked.items()}},
    )


def _place(word: str | None) -> Place | None:
    if not word:
        return None
    at, id = read_cursor(_KIND, word)
    return Place(at, str(id))


def _day(moment: datetime | None) -> str | None:
    from models.clock import to_kst

    return to_kst(moment).strftime("%Y-%m-%d") if moment else None
