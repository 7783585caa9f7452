"""Status pages that answer in JSON, as synthetic twins in our own words, and what must be refused."""

from __future__ import annotations

import codecs
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.encoding import decode
from crawler.parsers.status.incident import Phase, StatusIncident
from crawler.parsers.status.notice import body_of
from crawler.parsers.status.regions import matters_in_korea
from crawler.parsers.status.registry import STATUS_PARSERS
from models.errors import ParseError

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
URL = "https://status.example.com/api/v2/incidents.json"


def read(parser: str, content: Any, url: str = URL) -> list[StatusIncident]:
    text = content if isinstance(content, str) else json.dumps(content)
    return STATUS_PARSERS[parser](text, url, NOW)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}+00:00")


def update(status: str, body: str, moment: str, **more: Any) -> dict[str, Any]:
    return {"status": status, "body": body, "created_at": moment, "display_at": moment, **more}


def incident(**changed: Any) -> dict[str, Any]:
    return {
        "id": "a1b2", "name": "Slow builds", "status": "resolved", "impact": "minor",
        "created_at": "2026-11-20T05:04:31.100Z", "started_at": "2026-11-20T05:00:00Z",
        "resolved_at": "2026-11-20T15:20:00.000+09:00", "shortlink": "https://stspg.example/x1",
        "components": [{"name": "Builds"}, {"name": "API"}],
        "incident_updates": [
            update("resolved", "All builds run again.", "2026-11-20T06:20:00Z"),
            update("identified", "<p>A queue is full.<br>We add workers.</p>", "2026-11-20T05:30:00Z"),
            update("investigating", "Builds wait.", "2026-11-20T05:04:31Z"),
        ],
        **changed,
    }  # fmt: skip


def page(**lists: Any) -> dict[str, Any]:
    return {"page": {"id": "p", "name": "Garam", "url": "https://status.example.com"}, **lists}


MAINTENANCE = incident(
    id="m1", name="Database work", status="scheduled", impact="maintenance", resolved_at=None,
    scheduled_for="2026-11-25T17:00:00Z", scheduled_until="2026-11-25T19:00:00Z",
    incident_updates=[update("scheduled", "We move a database.", "2026-11-20T05:04:31Z")],
)  # fmt: skip


def test_a_statuspage_incident_is_read_with_its_updates_in_the_order_of_time() -> None:
    [found] = read("statuspage", page(incidents=[incident()]))
    assert (found.id, found.url, found.title) == ("a1b2", "https://stspg.example/x1", "Slow builds")
    assert (found.phase, found.impact) == (Phase.RESOLVED, "minor")
    assert found.started_at == at("20T05:00:00")
    assert found.resolved_at == at("20T06:20:00")
    assert found.components == ("Builds", "API")
    assert [entry.phase for entry in found.updates] == [
        Phase.INVESTIGATING,
        Phase.IDENTIFIED,
        Phase.RESOLVED,
    ]
    assert found.updates[1].text == "A queue is full.\nWe add workers."


def test_a_summary_tells_of_incidents_and_of_planned_work() -> None:
    found = read("statuspage", page(incidents=[incident()], scheduled_maintenances=[MAINTENANCE]))
    assert [(one.id, one.is_planned) for one in found] == [("a1b2", False), ("m1", True)]
    assert found[1].started_at == at("25T17:00:00")
    assert found[1].until == at("25T19:00:00")
    assert found[1].told_at < found[1].started_at


@pytest.mark.parametrize("key", ["incidents", "scheduled_maintenances"])
def test_an_empty_list_is_a_page_where_all_is_well(key: str) -> None:
    assert read("statuspage", page(**{key: []})) == []


def test_incident_io_writes_null_for_an_empty_list_and_no_components() -> None:
    assert read("incident-io", page(incidents=None, scheduled_maintenances=None)) == []
    bare = incident(shortlink=None)
    del bare["components"]
    [found] = read("incident-io", page(incidents=[bare]))
    assert found.components == ()
    assert found.url == "https://status.example.com/incidents/a1b2"
    with pytest.raises(ParseError, match=r"incidents.*목록"):
        read("statuspage", page(incidents=None))


def test_components_come_from_the_updates_where_the_incident_names_none() -> None:
    told = update(
        "investigating", "x", "2026-11-20T05:04:31Z", affected_components=[{"name": "Git"}]
    )
    [found] = read("statuspage", page(incidents=[incident(components=[], incident_updates=[told])]))
    assert found.components == ("Git",)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"id": 7}, r"incidents\[0\].id"),
        ({"name": None}, r"incidents\[0\].name"),
        ({"name": ""}, "name"),
        ({"created_at": "yesterday"}, "created_at"),
        ({"created_at": "2026-11-20T05:00:00"}, "created_at.*시간대"),
        ({"resolved_at": 5}, "resolved_at"),
        ({"incident_updates": None}, "incident_updates"),
        ({"incident_updates": ["x"]}, r"incident_updates\[0\]"),
        ({"incident_updates": [{"status": "x", "body": "y"}]}, "created_at"),
        ({"components": {}}, "components"),
    ],
)
def test_a_key_that_is_wrong_names_itself(changed: dict[str, Any], named: str) -> None:
    with pytest.raises(ParseError, match=named) as refused:
        read("statuspage", page(incidents=[incident(**changed)]))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("key", ["id", "name", "status", "created_at", "incident_updates"])
def test_a_key_that_is_missing_names_itself(key: str) -> None:
    broken = incident()
    del broken[key]
    with pytest.raises(ParseError, match=key):
        read("statuspage", page(incidents=[broken]))


@pytest.mark.parametrize("parser", sorted(STATUS_PARSERS))
@pytest.mark.parametrize(
    "content",
    [
        "",
        "   ",
        "<!DOCTYPE html><html><head><title>Status</title></head><body>All good</body></html>",
        '{"error": "not found"}',
        '{"page": {}, "incidents": ',
        '"fine"',
        "null",
    ],
)
def test_anything_else_is_refused_and_never_taken_for_a_quiet_page(
    parser: str, content: str
) -> None:
    with pytest.raises(ParseError):
        read(parser, content)


def test_an_unknown_status_word_is_judged_by_whether_the_page_gives_an_end() -> None:
    over = incident(status="wrapped_up")
    open_ = incident(id="c3", status="triaging", resolved_at=None)
    found = read("statuspage", page(incidents=[over, open_]))
    assert [one.phase for one in found] == [Phase.RESOLVED, Phase.INVESTIGATING]


def test_data_centres_among_the_components_are_places() -> None:
    here = incident(components=[{"name": "Seoul, South Korea - (ICN)"}])
    there = incident(id="d4", components=[{"name": "Lima, Peru - (LIM)"}])
    both = incident(id="e5", components=[{"name": "DNS"}, {"name": "Lima, Peru - (LIM)"}])
    found = read("statuspage", page(incidents=[here, there, both]))
    assert [matters_in_korea(one.regions) for one in found] == [True, False, True]
    assert found[2].components == ("DNS",)


GOOGLE = {
    "id": "gX9", "number": "1", "begin": "2026-11-20T05:04:00+00:00", "end": None,
    "created": "2026-11-20T05:40:00+00:00", "modified": "2026-11-20T06:00:00+00:00",
    "external_desc": "# Incident Report\n\n## Summary\n\n**Summary:**\nQueries fail in one region\n",
    "severity": "high", "status_impact": "SERVICE_DISRUPTION", "service_key": "k",
    "service_name": "Multiple Products", "uri": "incidents/gX9",
    "affected_products": [{"title": "Cloud SQL", "id": "p1"}, {"title": "BigQuery", "id": "p2"}],
    "updates": [
        {"when": "2026-11-20T06:00:00+00:00", "status": "AVAILABLE", "text": "**Done**"},
        {"when": "2026-11-20T05:40:00+00:00", "status": "SERVICE_DISRUPTION", "text": "We look."},
    ],
    "currently_affected_locations": [{"title": "Seoul (asia-northeast3)", "id": "asia-northeast3"}],
    "previously_affected_locations": [],
}  # fmt: skip
GCP_URL = "https://status.cloud.google.com/incidents.json"
WORKSPACE_URL = "https://www.google.com/appsstatus/dashboard/incidents.json"


def test_google_cloud_names_products_regions_and_both_times() -> None:
    [found] = read("google", [GOOGLE], GCP_URL)
    assert found.url == "https://status.cloud.google.com/incidents/gX9"
    assert (found.title, found.impact) == ("Queries fail in one region", "critical")
    assert (found.phase, found.resolved_at) == (Phase.INVESTIGATING, None)
    assert (found.started_at, found.told_at) == (at("20T05:04:00"), at("20T05:40:00"))
    assert found.components == ("Cloud SQL", "BigQuery")
    assert found.regions == ("asia-northeast3",)
    assert [entry.text for entry in found.updates] == ["We look.", "Done"]


def test_google_workspace_has_the_same_shape_without_places() -> None:
    ended = {**GOOGLE, "end": "2026-11-20T06:00:00+00:00", "status_impact": "SERVICE_INFORMATION"}
    for key in ("currently_affected_locations", "previously_affected_locations"):
        del ended[key]
    [found] = read("google", [ended], WORKSPACE_URL)
    assert found.url == "https://www.google.com/appsstatus/dashboard/incidents/gX9"
    assert (found.phase, found.impact, found.regions) == (Phase.RESOLVED, "none", ())
    assert read("google", [], WORKSPACE_URL) == []


def test_an_incident_that_ended_keeps_the_regions_it_hit() -> None:
    ended = {
        **GOOGLE,
        "end": "2026-11-20T06:00:00+00:00",
        "currently_affected_locations": [],
        "previously_affected_locations": [{"title": "Iowa", "id": "us-central1"}],
    }
    [found] = read("google", [ended], GCP_URL)
    assert found.regions == ("us-central1",)
    assert not matters_in_korea(found.regions)


AWS_EVENT = {
    "date": "1763615040", "arn": "arn:aws:health:ap-northeast-2::event/EC2/AWS_EC2_ISSUE/1",
    "region_name": "Seoul", "status": "3", "service": "ec2-ap-northeast-2",
    "service_name": "Amazon EC2", "summary": "Increased launch errors",
    "event_log": [
        {"summary": "Launch errors", "message": "We look at 서울.", "status": 1, "timestamp": 1763615040},
        {"summary": "Launch errors", "message": "We identified it.", "status": 3, "timestamp": 1763616840},
    ],
}  # fmt: skip
AWS_OVER = {
    **AWS_EVENT,
    "status": "0",
    "event_log": [
        *AWS_EVENT["event_log"],  # type: ignore[misc]
        {"summary": "[RESOLVED] Launch errors", "message": "Over.", "status": 0, "timestamp": 1763620440},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        codecs.BOM_UTF16_BE + json.dumps([AWS_EVENT], ensure_ascii=False).encode("utf-16-be"),
        codecs.BOM_UTF16_LE + json.dumps([AWS_EVENT], ensure_ascii=False).encode("utf-16-le"),
        json.dumps([AWS_EVENT], ensure_ascii=False).encode("utf-16-be"),
        json.dumps([AWS_EVENT], ensure_ascii=False).encode("utf-16-le"),
        json.dumps([AWS_EVENT], ensure_ascii=False).encode(),
    ],
)
def test_aws_events_are_read_in_utf_16_with_and_without_its_mark(body: bytes) -> None:
    [found] = read("aws-events", decode(body, "application/json;charset=utf-16").text)
    assert (found.phase, found.impact, found.regions) == (
        Phase.IDENTIFIED,
        "major",
        ("ap-northeast-2",),
    )
    assert found.started_at == datetime(2025, 11, 20, 5, 4, tzinfo=UTC)
    assert found.components == ("EC2",)
    assert found.updates[0].text == "We look at 서울."


def test_an_aws_event_is_over_when_its_status_says_so() -> None:
    [over] = read("aws-events", [AWS_OVER])
    assert (over.phase, over.resolved_at) == (
        Phase.RESOLVED,
        datetime(2025, 11, 20, 6, 34, tzinfo=UTC),
    )
    told_over = [{**AWS_EVENT["event_log"][0], "message": "Power has been restored."}]  # type: ignore[index]
    [told] = read("aws-events", [{**AWS_EVENT, "status": "1", "event_log": told_over}])
    assert (told.phase, told.resolved_at) == (Phase.MONITORING, None)
    assert read("aws-events", []) == []
    with pytest.raises(ParseError, match=r"\[0\].date"):
        read("aws-events", [{**AWS_EVENT, "date": "soon"}])


def test_a_changed_update_changes_the_text_and_nothing_else_does() -> None:
    [first] = read("statuspage", page(incidents=[incident()]))
    [again] = read("statuspage", page(incidents=[incident(updated_at="2026-11-21T00:00:00Z")]))
    edited = incident()
    edited["incident_updates"][0]["body"] = "Builds run, and we watch."
    [other] = read("statuspage", page(incidents=[edited]))
    assert body_of(first, "가람") == body_of(again, "가람") != body_of(other, "가람")
