"""What the crawler will not reach, and what it does not open."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from scrapy.exceptions import DropItem
from scrapy.http import Request

from crawler import settings
from crawler.ledger import Ledger
from crawler.middlewares import AddressGuard, AddressRefused, CrawlDelay
from crawler.pipelines.dedupe import DedupePipeline
from crawler.pipelines.validate import find_defect, tidy
from crawler.resolver import is_allowed
from models.records import Document, Kind

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1",
     "192.0.0.8", "168.63.129.16", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
     "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "::127.0.0.1", "100.64.0.1", "not an address"],
)  # fmt: skip
def test_what_is_not_the_public_internet_is_refused(address: str) -> None:
    assert not is_allowed(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "211.115.106.1", "2001:4860:4860::8888", "::ffff:8.8.8.8"]
)
def test_public_addresses_are_allowed(address: str) -> None:
    assert is_allowed(address)


def test_loopback_opens_only_on_request_and_nothing_else_does() -> None:
    assert is_allowed("127.0.0.1", allow_loopback=True)
    assert is_allowed("::ffff:127.0.0.1", allow_loopback=True)
    assert not is_allowed("10.0.0.1", allow_loopback=True)
    assert not settings.MEOKTONG_ALLOW_LOOPBACK


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "ftp://example.com/"]
)
def test_a_literal_address_is_refused_before_any_connection(url: str) -> None:
    with pytest.raises(AddressRefused):
        AddressGuard(allow_loopback=False).process_request(Request(url))


def test_a_crawl_delay_spaces_the_requests_of_its_site() -> None:
    class Robots:
        def crawl_delay(self, user_agent: str) -> float:
            return 0.05

    async def three_requests() -> float:
        delays = CrawlDelay("meoktong")
        request = Request("https://example.com/a")
        delays.note(Robots(), request)
        begin = time.monotonic()
        await asyncio.gather(*(delays.process_request(request) for _ in range(3)))
        return time.monotonic() - begin

    assert asyncio.run(three_requests()) >= 0.09


PROBE = """
import socket, sys
listening = []
listen = socket.socket.listen
socket.socket.listen = lambda self, *a: (listening.append(self.getsockname()), listen(self, *a))[1]
import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from crawler import settings as ours

class Probe(scrapy.Spider):
    name = "probe"
    async def start(self):
        s = self.crawler.settings
        for name in ("DOWNLOAD_VERIFY_CERTIFICATES", "REMOTE_CONTROL_ENABLED", "TELNETCONSOLE_ENABLED",
                     "REFERER_ENABLED", "COOKIES_ENABLED", "METAREFRESH_ENABLED", "ROBOTSTXT_OBEY",
                     "HTTPPROXY_ENABLED"):
            print(name, s.getbool(name))
        print("REDIRECTS", s.getint("REDIRECT_MAX_TIMES"), "SIZE", s.getint("DOWNLOAD_MAXSIZE"))
        handlers = self.crawler.engine.downloader.handlers
        print("SCHEMES", *sorted(x for x in ("http", "https", "file", "data", "ftp", "s3") if handlers._get_handler(x)))
        from twisted.internet import reactor
        print("RESOLVER", type(reactor.nameResolver._simpleResolver).__name__)
        return
        yield

settings = Settings()
settings.setdict({**ours.as_dict(), "ITEM_PIPELINES": {}, "LOG_ENABLED": False}, priority="project")
process = AsyncCrawlerProcess(settings)
process.crawl(Probe)
process.start()
print("LISTENING", listening)
"""


def test_a_real_crawl_listens_nowhere_and_uses_the_guards() -> None:
    ran = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [
        "DOWNLOAD_VERIFY_CERTIFICATES True",
        "REMOTE_CONTROL_ENABLED False",
        "TELNETCONSOLE_ENABLED False",
        "REFERER_ENABLED False",
        "COOKIES_ENABLED False",
        "METAREFRESH_ENABLED False",
        "ROBOTSTXT_OBEY True",
        "HTTPPROXY_ENABLED False",
        "REDIRECTS 5 SIZE 4194304",
        "SCHEMES http https",
        "RESOLVER GuardedResolver",
        "LISTENING []",
    ]


def document(**changes: object) -> Document:
    fields: dict[str, object] = {
        "source": "dawn", "external_id": "1", "url": "https://example.com/1", "kind": Kind.NEWS,
        "published_at": NOW, "title": "제목", "body": "본문", "fetched_at": NOW, **changes,
    }  # fmt: skip
    return Document(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "", "body": ""},
        {"external_id": ""},
        {"url": "javascript:void(0)"},
        {"published_at": NOW + timedelta(minutes=11)},
        {"published_at": NOW.replace(tzinfo=None)},
    ],
)
def test_an_unusable_document_has_a_defect(changes: dict[str, object]) -> None:
    assert find_defect(document(**changes))


def test_a_document_is_stored_in_composed_hangul_and_with_an_id_that_fits() -> None:
    tidied = tidy(document(title="ᄌ\u1161ᆼ애\n속보", body="본\x00문\u200b", external_id="x" * 2000))
    assert (tidied.title, tidied.body, len(tidied.external_id)) == ("장애 속보", "본문", 64)
    assert find_defect(tidied) is None


def test_a_document_passes_once_in_a_crawl() -> None:
    pipeline = DedupePipeline()
    assert pipeline.process_item(document()) == document()
    pipeline.process_item(document(source="other"))
    with pytest.raises(DropItem):
        pipeline.process_item(document(title="다른 제목"))


def test_a_source_that_brought_nothing_is_broken_never_quiet() -> None:
    ledger = Ledger(["none", "some", "mostly-bad", "walled", "status"], NOW)
    ledger.see("some", 3)
    ledger.fail("some", "one page")
    ledger.see("mostly-bad", 3)
    for number in range(20):
        ledger.fail("mostly-bad", f"page {number}")
    ledger.block("walled", "HTTP 430")
    ledger.accept_empty("status")
    found = {outcome.source: outcome for outcome in ledger.outcomes(NOW)}
    assert {name: outcome.state for name, outcome in found.items()} == {
        "none": "broken", "some": "ok", "mostly-bad": "broken", "walled": "blocked", "status": "ok",
    }  # fmt: skip
    assert found["none"].errors
    assert len(found["mostly-bad"].errors) == 10
    assert found["status"].errors == ()
