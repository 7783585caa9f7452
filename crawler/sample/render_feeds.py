"""The newspapers' feeds: RSS 2.0, RSS in CP949 with zone-less times, and Atom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.sample.documents import SampleDocument
from crawler.sample.page import Page, escape, kst
from crawler.sample.publishers import Publisher
from crawler.sample.render_articles import article_path
from models.clock import to_kst


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article."""

    title: str
    url: str
    published: datetime
    summary: str


def entry_of(document: SampleDocument, base_url: str) -> Entry:
    """Return the feed entry of an article."""
    first = document.text.partition("\n")[0]
    return Entry(document.title, base_url + article_path(document), document.published, first[:120])


def render_rss(publisher: Publisher, entries: list[Entry], base_url: str) -> Page:
    """Return an RSS 2.0 feed in UTF-8 with RFC 822 times."""
    items = "".join(_rss_item(entry, _rfc822(entry.published)) for entry in entries)
    return _rss(publisher, items, base_url)


def render_naive_rss(publisher: Publisher, entries: list[Entry], base_url: str) -> Page:
    """Return an RSS 2.0 feed whose times have no zone, as old Korean feeds write them."""
    items = "".join(
        _rss_item(entry, kst(entry.published, "%Y-%m-%d %H:%M:%S")) for entry in entries
    )
    return _rss(publisher, items, base_url)


def render_atom(publisher: Publisher, entries: list[Entry], base_url: str) -> Page:
    """Return an Atom feed."""
    form = "%Y-%m-%dT%H:%M:%S+09:00"
    items = "".join(
        f'<entry><title>{escape(entry.title)}</title><link href="{escape(entry.url)}"/>'
        f"<id>{escape(entry.url)}</id><published>{kst(entry.published, form)}</published>"
        f"<updated>{kst(entry.published, form)}</updated>"
        f"<summary>{escape(entry.summary)}</summary></entry>"
        for entry in entries
    )
    newest = kst(max(entry.published for entry in entries), form)
    text = (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{publisher.name}</title><id>{base_url}/{publisher.key}/</id>"
        f"<updated>{newest}</updated>{items}</feed>"
    )
    return Page(text.encode(), "application/atom+xml; charset=utf-8")


def _rss_item(entry: Entry, published: str) -> str:
    return (
        f"<item><title><![CDATA[{entry.title}]]></title><link>{escape(entry.url)}</link>"
        f"<guid>{escape(entry.url)}</guid><pubDate>{published}</pubDate>"
        f"<description><![CDATA[{entry.summary}]]></description></item>\n"
    )


def _rss(publisher: Publisher, items: str, base_url: str) -> Page:
    # Old feeds shout their encoding: EUC-KR stands in the declaration though the bytes are CP949.
    text = (
        f'<?xml version="1.0" encoding="{publisher.declared.upper()}"?>\n<rss version="2.0">'
        f"<channel><title>{publisher.name}</title><link>{base_url}/{publisher.key}/</link>"
        f"<description>{publisher.name} 전체 기사</description>\n{items}</channel></rss>"
    )
    body = text.encode(publisher.encoding, "xmlcharrefreplace")
    return Page(body, f"application/rss+xml; charset={publisher.declared}")


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _rfc822(moment: datetime) -> str:
    # By hand, for strftime's %a and %b follow the machine's locale.
    local = to_kst(moment)
    day, month = _DAYS[local.weekday()], _MONTHS[local.month - 1]
    return f"{day}, {local:%d} {month} {local:%Y %H:%M:%S} +0900"
