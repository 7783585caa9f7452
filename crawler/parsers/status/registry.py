"""Which function reads a status source; the names stand in its TOML file as parser."""

from __future__ import annotations

from crawler.parsers.status.aws_events import parse_aws_events
from crawler.parsers.status.google import parse_google
from crawler.parsers.status.incident import StatusParser
from crawler.parsers.status.post_feed import parse_aws_feed, parse_fastly_feed
from crawler.parsers.status.slack import parse_slack
from crawler.parsers.status.status_feed import parse_azure_feed, parse_status_feed
from crawler.parsers.status.statuspage import parse_incident_io, parse_statuspage

STATUS_PARSERS: dict[str, StatusParser] = {
    "statuspage": parse_statuspage,
    "incident-io": parse_incident_io,
    "google": parse_google,
    "aws-events": parse_aws_events,
    "slack": parse_slack,
    "status-feed": parse_status_feed,
    "azure-feed": parse_azure_feed,
    "aws-feed": parse_aws_feed,
    "fastly-feed": parse_fastly_feed,
}
#: Parsers whose pages are JSON; the others read feeds.
JSON_PARSERS = frozenset({"statuspage", "incident-io", "google", "aws-events", "slack"})
