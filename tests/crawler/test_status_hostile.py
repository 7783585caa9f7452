"""Whatever a status page answers, it is read or refused by name: nothing else ever happens."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.parsers.status.notice import body_of, extra_of, title_of
from crawler.parsers.status.registry import JSON_PARSERS, STATUS_PARSERS
from models.errors import ParseError

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
URL = "https://status.example.com/api"
T0, T1 = "2026-11-20T05:04:00Z", "2026-11-20T06:20:00Z"
GOOD: dict[str, Any] = {
    "statuspage": {
        "page": {"url": "https://s.example"},
        "incidents": [{
            "id": "a", "name": "b", "status": "resolved", "impact": "minor", "created_at": T0,
            "started_at": T0, "resolved_at": T1, "shortlink": None, "components": [{"name": "c"}],
            "incident_updates": [{"status": "resolved", "body": "d", "created_at": T1, "display_at": T1}],
        }],
    },
    "google": [{
        "id": "a", "begin": T0, "end": T1, "created": T0, "external_desc": "b", "severity": "low",
        "status_impact": "SERVICE_OUTAGE", "service_name": "c", "uri": "incidents/a",
        "affected_products": [{"title": "c", "id": "p"}],
        "updates": [{"when": T0, "status": "AVAILABLE", "text": "d"}],
        "currently_affected_locations": [{"id": "global", "title": "g"}],
    }],
    "aws-events": [{
        "date": "1763615040", "arn": "arn:aws:health:us-east-1::event/E/1", "status": "0",
        "service_name": "AWS Lambda", "summary": "b", "end_time": 1763620000,
        "event_log": [{"summary": "b", "message": "c", "status": 1, "timestamp": 1763615040}],
    }],
    "slack": {
        "active_incidents": [{
            "id": "1", "date_created": T0, "date_updated": T1, "title": "b", "type": "outage",
            "status": "resolved", "url": "https://s.example/1", "services": ["c"],
            "notes": [{"date_created": T0, "body": "d"}],
        }],
    },
}  # fmt: skip
GOOD["incident-io"] = GOOD["statuspage"]
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
    | st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9" * 400, T1, "<p>", ""])
)  # fmt: skip
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value inside a JSON value."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    found = [path] if path else []
    for key, item in inner:
        found += places(item, (*path, key))
    return found


def read_whole(parser: str, content: Any) -> int:
    """Read and compose all that a page tells; return how many incidents it told of."""
    try:
        found = STATUS_PARSERS[parser](json.dumps(content), URL, NOW)
    except ParseError:
        return 0
    for incident in found:
        assert title_of(incident, "가람").startswith(("[장애] ", "[복구] ", "[점검] "))
        assert "(KST)" in body_of(incident, "가람")
        json.dumps(extra_of(incident))
    return len(found)


@pytest.mark.parametrize("parser", sorted(JSON_PARSERS))
def test_the_sound_page_tells_of_one_incident(parser: str) -> None:
    assert read_whole(parser, GOOD[parser]) == 1


@pytest.mark.parametrize("parser", sorted(JSON_PARSERS))
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_one_strange_value_is_read_or_refused_by_name(parser: str, data: st.DataObject) -> None:
    page = copy.deepcopy(GOOD[parser])
    *way, last = data.draw(st.sampled_from(places(page)))
    target = page
    for key in way:
        target = target[key]
    target[last] = data.draw(ANYTHING)
    read_whole(parser, page)


@pytest.mark.parametrize("parser", sorted(JSON_PARSERS))
@settings(max_examples=40, deadline=None)
@given(content=ANYTHING)
def test_any_json_is_read_or_refused(parser: str, content: Any) -> None:
    read_whole(parser, content)


@pytest.mark.parametrize("parser", sorted(STATUS_PARSERS))
def test_a_page_nested_without_end_is_refused(parser: str) -> None:
    with pytest.raises(ParseError):
        STATUS_PARSERS[parser]("[" * 100_000, URL, NOW)
