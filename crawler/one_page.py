"""Fetches the one page that a user names, with the manners and guards of a crawl."""

from __future__ import annotations

import base64
import ipaddress
import json
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.rests import HostRests
from crawler.source_spider import content_type_of, explain
from models.errors import ParseError
from models.problems import Problem, as_stored, from_stored

#: Robots.txt and page, each with its redirects and one repeat.
TIMEOUT_SECONDS = 90
# The child imports the same packages wherever it is started from, installed or not.
_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from crawler.one_page import main; main(sys.argv[2:])"


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What a web address answered."""

    url: str  # after redirects
    body: bytes
    content_type: str


class PageSpider(scrapy.Spider):
    """Asks for one address and keeps the answer."""

    name = "page"

    def __init__(self, url: str, answer: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url = url
        self.answer = answer
        self.rests = HostRests()  # learns why a robots.txt could not be had

    async def start(self) -> AsyncIterator[Any]:
        """Yield the one request."""
        yield Request(self.url, callback=self.keep, errback=self.give_up)

    def keep(self, response: Response) -> None:
        """Keep what came."""
        self.answer["page"] = {
            "url": response.url,
            "body": base64.b64encode(response.body).decode(),
            "content_type": content_type_of(response),
        }

    def give_up(self, failure: Failure) -> None:
        """Keep why nothing came."""
        self.answer["problem"] = as_stored(explain(failure, self.rests))


def fetch_page(url: str) -> FetchedPage:
    """Return what a public address answers. Raises ParseError where it may not be asked or fails.

    It runs in a process of its own, since a stopped reactor cannot start again. A page on this
    computer is fetched only where the user names it; no redirect leads there.
    """
    with tempfile.TemporaryDirectory(prefix="meoktong-") as folder:
        told = Path(folder, "answer.json")
        try:
            child = subprocess.run(  # noqa: S603 - this interpreter and a file of our own
                [sys.executable, "-c", _CHILD, str(Path(__file__).parents[1]), url, str(told)],
                capture_output=True, check=False, timeout=TIMEOUT_SECONDS, encoding="utf-8",
                errors="replace",
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise ParseError(
                url, Problem("problem.fetch.not_within", seconds=TIMEOUT_SECONDS)
            ) from error
        if not told.exists():
            said = child.stderr.strip().splitlines()[-1:]
            why = said[0][:200] if said else Problem("problem.form.unknown")
            raise ParseError(url, Problem("problem.fetch.not_had", why=why))
        answer = json.loads(told.read_text(encoding="utf-8"))
    if "page" not in answer:
        told_why = answer.get("problem")
        why = from_stored(told_why) if told_why else Problem("problem.fetch.no_answer")
        raise ParseError(url, Problem("problem.fetch.not_fetched", problem=why))
    page = answer["page"]
    return FetchedPage(page["url"], base64.b64decode(page["body"]), page["content_type"])


def names_this_computer(url: str) -> bool:
    """Tell whether an address plainly names the computer it is typed on."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def main(arguments: Sequence[str]) -> None:
    """Fetch the address that is named first and write the answer into the file named second."""
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.settings import with_own

    url, told = arguments
    own = {
        "ITEM_PIPELINES": {}, "LOG_LEVEL": "ERROR", "MEMUSAGE_ENABLED": False, "RETRY_TIMES": 0,
        "MEOKTONG_ALLOW_LOOPBACK": names_this_computer(url),
    }  # fmt: skip
    answer: dict[str, Any] = {}
    process = AsyncCrawlerProcess(with_own(own))
    process.crawl(PageSpider, url=url, answer=answer)
    process.start()
    Path(told).write_text(json.dumps(answer), encoding="utf-8")
