"""Official status pages: every address of a source, and a notice for each incident on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Request, Response

from crawler.catalogue import Source
from crawler.encoding import decode
from crawler.parsers.status.incident import StatusIncident
from crawler.parsers.status.notice import body_of, extra_of, title_of
from crawler.parsers.status.regions import matters_in_korea
from crawler.parsers.status.registry import JSON_PARSERS, STATUS_PARSERS
from crawler.parsers.wall import WALL_STATUSES
from crawler.source_spider import SourceSpider, content_type_of
from models import clock
from models.errors import ParseError
from models.problems import Problem
from models.records import Document

_SUFFIX = " 상태"  # "GitHub 상태" is the page, GitHub whose it is


class StatusSpider(SourceSpider):
    """Reads status pages: `scrapy crawl status -a source=github-status`."""

    name = "status"
    reader = "status"

    def first_requests(self, source: Source) -> Iterable[Request]:
        """Return a request for each address: all are read, incidents and planned work."""
        return [
            self.ask(source, url, self.read_page, is_list=True, asked=url) for url in source.urls
        ]

    async def read_page(
        self, response: Response, text: str, source: Source, asked: str, **_known: Any
    ) -> AsyncIterator[Document | Request]:
        """Yield a document for each incident that matters in Korea."""
        check_origin(response, source, asked)
        now = clock.now()
        found = STATUS_PARSERS[source.parser](text, response.url, now)
        self.ledger.accept_empty(source.id)  # only of what was read: all is well there
        for incident in found:
            if matters_in_korea(incident.regions):
                yield document_of(incident, source)

    def _text(self, response: Response) -> str:
        """Return the text; the words of an incident ("access denied") make no wall of JSON."""
        text = decode(response.body, content_type_of(response)).text
        if response.status not in WALL_STATUSES and text.lstrip()[:1] in {"{", "["}:
            return text
        return super()._text(response)


def check_origin(response: Response, source: Source, asked: str) -> None:
    """Raise ParseError where another site answered, or a web page instead of JSON.

    A provider that moves to another platform has the old address lead to the new page's front, or
    to another provider's page: either is to be told, and neither says that all is well.
    """
    if _site(response.url) != _site(asked):
        raise ParseError(asked, Problem("problem.status.moved", url=response.url))
    header = content_type_of(response).lower()
    if source.parser in JSON_PARSERS and "html" in header:
        raise ParseError(
            response.url, Problem("problem.status.other_type", found=header.split(";")[0])
        )


def _site(url: str) -> str:
    """Return the last two labels of the host: www.githubstatus.com and githubstatus.com are one."""
    parts = urlsplit(url)
    return ".".join((parts.hostname or "").split(".")[-2:])


def document_of(incident: StatusIncident, source: Source) -> Document:
    """Return the notice that tells of an incident, dated when its page first told of it."""
    now = clock.now()
    provider = source.name.removesuffix(_SUFFIX)
    return Document(
        source=source.id,
        external_id=incident.id,
        url=incident.url,
        kind=source.kind,
        published_at=min(incident.told_at, now),  # feeds date planned work by when it will be
        title=title_of(incident, provider),
        body=body_of(incident, provider),
        fetched_at=now,
        extra={"provider": provider, **extra_of(incident)},
    )
