"""Feeds of status pages and Slack's own API, as synthetic twins, and what their prose means."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime

import pytest

from crawler.parsers.status.incident import Phase, StatusIncident, phase_told
from crawler.parsers.status.registry import STATUS_PARSERS
from models.errors import ParseError

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
URL = "https://status.example.com/feed"


def read(parser: str, content: object) -> list[StatusIncident]:
    text = content if isinstance(content, str) else json.dumps(content)
    return STATUS_PARSERS[parser](text, URL, NOW)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}+00:00")


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Garam</title>'
        f"{''.join(items)}</channel></rss>"
    )


def item(
    title: str, text: str, moment: str, guid: str, link: str = "https://s.example.com/"
) -> str:
    text = text.replace("<", "&lt;").replace(">", "&gt;")
    return (
        f"<item><title>{title}</title><description>{text}</description><pubDate>{moment}</pubDate>"
        f"<link>{link}</link><guid isPermaLink='false'>{guid}</guid></item>"
    )


STATUSPAGE_TEXT = (
    "<p><small>Dec <var data-var='date'>31</var>, <var data-var='time'>23:50</var> UTC</small><br>"
    "<strong>Investigating</strong> - Pages are slow.</p>"
)
RESOLVED_TEXT = (
    "<p><small>Jan  1, 00:40 UTC</small><br><strong>Resolved</strong> - Pages load.</p>"
    + STATUSPAGE_TEXT
)


def test_a_statuspage_history_feed_dates_its_updates_over_new_year() -> None:
    feed = rss(
        item(
            "Slow pages",
            RESOLVED_TEXT,
            "Thu, 01 Jan 2026 00:40:00 +0000",
            "https://s.example.com/i/1",
        )
    )
    [found] = read("status-feed", feed)
    assert [entry.text for entry in found.updates] == ["Pages are slow.", "Pages load."]
    assert found.phase is Phase.RESOLVED
    assert found.started_at == datetime(2025, 12, 31, 23, 50, tzinfo=UTC)
    assert found.resolved_at == datetime(2026, 1, 1, 0, 40, tzinfo=UTC)


def test_a_stamp_in_a_zone_we_do_not_know_is_not_taken_for_korean_time() -> None:
    text = STATUSPAGE_TEXT.replace("UTC", "CEST")
    [found] = read("status-feed", rss(item("Slow", text, "Wed, 31 Dec 2025 23:50:00 GMT", "g1")))
    assert [entry.at for entry in found.updates] == [datetime(2025, 12, 31, 23, 50, tzinfo=UTC)]


def test_an_incident_io_feed_states_its_phase_and_components() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Garam</title><entry><title>Errors</title>'
        '<id>https://s.example.com/incidents/01K</id><link href="https://s.example.com/incidents/01K"/>'
        "<updated>2026-11-20T06:20:00Z</updated><content type='html'>&lt;b&gt;Status: Resolved&lt;/b&gt;"
        "&lt;br/&gt;It works.&lt;br/&gt;&lt;b&gt;Affected components&lt;/b&gt;&lt;ul&gt;"
        "&lt;li&gt;Chat (Operational)&lt;/li&gt;&lt;/ul&gt;</content></entry></feed>"
    )
    [found] = read("status-feed", atom)
    assert (found.phase, found.components) == (Phase.RESOLVED, ("Chat",))
    assert found.updates[-1].text == "It works."


def test_azure_incidents_keep_their_id_while_their_title_changes() -> None:
    link = "https://azure.example.com/status/"
    open_ = item(
        "VMs - Korea Central - Investigating", "We look.", "Fri, 20 Nov 2026 05:04:00 Z", link, link
    )
    done = item(
        "VMs - Korea Central - Mitigated", "Rolled back.", "Fri, 20 Nov 2026 06:04:00 Z", link, link
    )
    [first], [second] = read("azure-feed", rss(open_)), read("azure-feed", rss(done))
    assert first.id == second.id
    assert (first.regions, first.phase) == (("Korea Central",), Phase.INVESTIGATING)
    assert read("azure-feed", rss()) == []


def aws_item(title: str, moment: str, service: str = "ec2-ap-northeast-2") -> str:
    guid = f"https://status.example.com/#{service}_{zlib.crc32(moment.encode()):010d}"
    return item(title, f"About {title}", moment, guid)


def test_aws_posts_of_one_service_are_one_event_until_it_is_over_or_a_day_passes() -> None:
    feed = rss(
        aws_item("Service disruption: Power", "Fri, 20 Nov 2026 10:00:00 PST"),
        aws_item(
            "Service is operating normally: [RESOLVED] Power", "Thu, 19 Nov 2026 22:20:00 PST"
        ),
        aws_item("Informational message: Power", "Thu, 19 Nov 2026 21:04:00 PST"),
        aws_item("Performance issues: DNS", "Mon, 02 Nov 2026 21:04:00 PST"),
    )
    found = read("aws-feed", feed)
    assert [(one.title, one.phase, len(one.updates)) for one in found] == [
        ("DNS", Phase.INVESTIGATING, 1),
        ("Power", Phase.RESOLVED, 2),
        ("Power", Phase.INVESTIGATING, 1),
    ]
    assert found[1].started_at == at("20T05:04:00")
    assert found[1].resolved_at == at("20T06:20:00")
    assert (found[1].components, found[1].regions) == (("ec2",), ("ap-northeast-2",))
    assert [one.impact for one in found] == ["minor", "none", "major"]
    assert len({one.id for one in found}) == 3
    with pytest.raises(ParseError, match="guid"):
        read("aws-feed", rss(item("Power", "x", "Fri, 20 Nov 2026 10:00:00 PST", "plain")))


def test_fastly_posts_are_gathered_by_the_incident_in_their_guid() -> None:
    feed = rss(
        item(
            "Errors in Seoul (ICN)",
            "This incident has been resolved.",
            "Fri, 20 Nov 2026 06:20:00 GMT",
            "/77/3",
        ),
        item("Other", "We are investigating.", "Fri, 20 Nov 2026 05:30:00 GMT", "/78/2"),
        item(
            "Errors in Seoul (ICN)",
            "We are investigating.",
            "Fri, 20 Nov 2026 05:04:00 GMT",
            "/77/1",
        ),
    )
    found = {one.id: one for one in read("fastly-feed", feed)}
    assert (found["77"].phase, found["78"].phase) == (Phase.RESOLVED, Phase.INVESTIGATING)
    assert (found["77"].started_at, found["77"].resolved_at) == (
        at("20T05:04:00"),
        at("20T06:20:00"),
    )


def test_a_feed_entry_without_a_time_is_told() -> None:
    with pytest.raises(ParseError, match="시각"):
        read("status-feed", rss(item("Slow", "x", "some day", "g1")))


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("The issue is not yet resolved.", Phase.INVESTIGATING),
        ("We are working to get it resolved.", Phase.INVESTIGATING),
        ("This incident has been resolved.", Phase.RESOLVED),
        ("A fix has been implemented.", Phase.MONITORING),
        ("The cause was identified.", Phase.IDENTIFIED),
        ("A planned maintenance caused errors.", Phase.INVESTIGATING),
    ],
)
def test_prose_says_that_it_is_over_only_where_it_is(text: str, phase: Phase) -> None:
    assert phase_told(text) is phase


def test_only_its_title_makes_planned_work_of_an_entry() -> None:
    assert phase_told("It starts on Friday.", "Network maintenance") is Phase.SCHEDULED
    assert phase_told("The work has been completed.", "Network maintenance") is Phase.COMPLETED
    assert phase_told("Caused by a maintenance, resolved.", "Errors") is Phase.RESOLVED


SLACK = {
    "id": 991, "date_created": "2026-11-19T21:04:00-08:00", "date_updated": "2026-11-19T22:20:00-08:00",
    "title": "Messages are late", "type": "incident", "status": "resolved",
    "url": "https://status.example.com/2026-11/abc", "services": ["Messaging", "Search"],
    "notes": [
        {"date_created": "2026-11-19T22:20:00-08:00", "body": "<p>All is well.</p>"},
        {"date_created": "2026-11-19T21:04:00-08:00", "body": "<p>We look.</p>"},
    ],
}  # fmt: skip


def test_slack_tells_the_same_in_its_list_and_in_its_object() -> None:
    [from_history] = read("slack", [SLACK])
    [from_current] = read("slack", {"status": "active", "active_incidents": [SLACK]})
    assert from_history == from_current
    assert (from_history.id, from_history.phase) == ("991", Phase.RESOLVED)
    assert from_history.started_at == at("20T05:04:00")
    assert from_history.resolved_at == at("20T06:20:00")
    assert read("slack", {"status": "ok", "active_incidents": []}) == []
    [open_] = read("slack", [{**SLACK, "status": "active"}])
    assert (open_.phase, open_.resolved_at) == (Phase.INVESTIGATING, None)
