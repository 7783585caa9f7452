"""Pages made to cost time or to hide text."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crawler.encoding import decode
from crawler.parsers.page import PageKind, read_page

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECONDS = 10.0  # each takes well under 3 s; a quadratic one takes minutes

HOSTILE: dict[str, Callable[[], str]] = {
    "scripts that never end": lambda: "<script " * 100_000,
    "comments": lambda: "<!-- a -->" * 100_000 + "<rss",
    "open tags in an entry": lambda: (
        "<rss version='2.0'><channel><item><title>가</title><description><![CDATA["
        + "<a " * 100_000
        + "]]></description></item></channel></rss>"
    ),
    "deep elements": lambda: "<b>" * 100_000 + "글",
    "paragraphs": lambda: "<p>가" * 200_000,
    "digits": lambda: "<time>" + "2026 " * 200_000 + "</time>",
    "doubled signs": lambda: "ë\x90" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_answered_in_time_and_never_with_an_error(name: str) -> None:
    begin = time.monotonic()
    read_page(decode(HOSTILE[name]().encode()).text, "https://example.com/", NOW)
    assert time.monotonic() - begin < SECONDS


def test_a_page_too_deep_to_be_read_whole_is_an_error_not_a_quiet_page() -> None:
    page = "<ul>" + "<b>" * 2500 + "</ul><p>가람톡 접속 장애</p>"
    found = read_page(page, "https://example.com/", NOW)
    assert found.kind is PageKind.UNKNOWN
    assert "포개져" in found.problem
