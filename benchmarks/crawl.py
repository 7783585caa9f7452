"""How fast pages are collected, as a share of what Scrapy itself takes to download them.

    python -m benchmarks.crawl

The sample site is served under eight addresses of the loopback interface. Our crawl fetches,
parses and stores its articles; then a bare spider only downloads the same addresses with the same
settings. Both run in processes of their own and take turns; what a start costs is measured with one
page and taken off. Then parsing alone: our article reader against trafilatura on the same pages.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trafilatura

from crawler.catalogue import Source, source_from_fields
from crawler.encoding import decode
from crawler.parsers.article import parse_article
from crawler.run import crawl
from crawler.sample import site as sample_site
from crawler.sample.page import Page
from crawler.sample.pages import build_pages

_HOSTS = 8
_ROUNDS = 3
_FAST = {"DOWNLOAD_DELAY": 0.0, "AUTOTHROTTLE_ENABLED": False, "LOG_LEVEL": "ERROR"}
_BARE = """
import sys
import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from crawler import settings
from crawler.run import LEAST_DELAY

class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for url in open(sys.argv[1]).read().split():
            yield scrapy.Request(url)
    def parse(self, response):
        pass

own = {"ITEM_PIPELINES": {}, "AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_DELAY": LEAST_DELAY,
       "LOG_LEVEL": "ERROR", "MEOKTONG_ALLOW_LOOPBACK": True}
process = AsyncCrawlerProcess(settings.as_dict() | own)
process.crawl(Bare)
process.start()
"""


@contextmanager
def eight_sites() -> Iterator[tuple[list[Source], list[str]]]:
    """Yield the news sources of the sample under each address, and the list of what is asked."""
    asked: list[str] = []
    sources: list[Source] = []
    stops: list[Any] = []
    for number in range(1, _HOSTS + 1):
        host = f"127.0.0.{number}"
        server = sample_site._Server((host, 0), sample_site._Handler)
        base_url = f"http://{host}:{server.server_address[1]}"
        server.pages = {**build_pages(base_url), "/robots.txt": _no_delay()}
        server.on_request = _listener(base_url, asked)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        stops.append(server)
        for fields in sample_site.sample_sources(base_url):
            if fields["reader"] == "feed":
                fields["id"] = f"{fields['id']}-{number}"
                sources.append(source_from_fields(fields, "benchmark"))
    try:
        yield sources, asked
    finally:
        for server in stops:
            server.shutdown()
            server.server_close()


def _no_delay() -> Page:
    return Page(b"User-agent: *\nAllow: /\n", "text/plain")


def _listener(base_url: str, asked: list[str]) -> Any:
    return lambda path: asked.append(base_url + path)


def seconds_of_crawl(sources: Sequence[Source]) -> float:
    """Return how long our crawl of the sources takes, into a new database."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        crawl(
            sources,
            f"sqlite:///{folder}/bench.db",
            allow_loopback=True,
            extra_settings=_FAST,
            log_file=Path(folder, "log"),
        )
        return time.perf_counter() - began


def seconds_of_download(urls: Sequence[str]) -> float:
    """Return how long a bare spider takes for the addresses."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(urls))
        file.flush()
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", _BARE, file.name], check=True)  # noqa: S603
        return time.perf_counter() - began


def measure_crawl() -> tuple[int, float, float]:
    """Return the pages, and pages a second of our crawl and of the bare download (medians)."""
    ours: list[float] = []
    bare: list[float] = []
    with eight_sites() as (sources, asked):
        for _ in range(_ROUNDS):
            start = seconds_of_crawl(sources[:1])  # one feed and its articles
            few = len([url for url in asked if not url.endswith("/robots.txt")])
            asked.clear()
            whole = seconds_of_crawl(sources)
            urls = [url for url in asked if not url.endswith("/robots.txt")]
            ours.append((len(urls) - few) / (whole - start))
            asked.clear()
            bare_start = seconds_of_download(urls[:few])
            bare.append((len(urls) - few) / (seconds_of_download(urls) - bare_start))
            asked.clear()
    return len(urls), statistics.median(ours), statistics.median(bare)


def measure_parsing() -> tuple[float, float]:
    """Return pages a second of our article reader and of trafilatura on the sample's articles."""
    pages = build_pages("http://sample.example")
    now = datetime(2026, 11, 22, tzinfo=UTC)
    texts: list[tuple[str, str]] = []
    for path, page in pages.items():
        url = f"http://sample.example{path}"
        text = decode(page.body, page.content_type).text
        if "NewsArticle" in text or 'og:type" content="article' in text:
            texts.append((url, text))
    ours = _rate(lambda url, text: parse_article(text, url, now), texts)
    theirs = _rate(
        lambda url, text: trafilatura.bare_extraction(text, url=url, with_metadata=True), texts
    )
    return ours, theirs


def _rate(read: Any, texts: Sequence[tuple[str, str]]) -> float:
    read(*texts[0])  # first calls compile and load
    best = 0.0
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        for url, text in texts:
            read(url, text)
        best = max(best, len(texts) / (time.perf_counter() - began))
    return best


def main() -> None:
    """Print the rates and their ratios."""
    pages, ours, bare = measure_crawl()
    print(f"crawl: {pages} pages; fetched, parsed, stored {ours:.0f}/s, bare download {bare:.0f}/s, "  # noqa: T201
          f"ratio {ours / bare:.2f}")  # fmt: skip
    ours, theirs = measure_parsing()
    print(f"parsing: ours {ours:.0f}/s, trafilatura {theirs:.0f}/s, ratio {ours / theirs:.1f}")  # noqa: T201


if __name__ == "__main__":
    main()
