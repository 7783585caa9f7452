"""A page as the sample site serves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape

from crawler.sample.publishers import Publisher
from models.clock import to_kst

__all__ = ["Page", "as_html", "escape", "kst", "paragraphs", "related_list"]


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes with their content type."""

    body: bytes
    content_type: str


def as_html(text: str, publisher: Publisher) -> Page:
    """Return text as a page in the publisher's encoding, other characters as references."""
    body = text.encode(publisher.encoding, "xmlcharrefreplace")
    return Page(body, f"text/html; charset={publisher.declared}")


def kst(moment: datetime, form: str) -> str:
    """Return the moment in Korean time, written in the form."""
    return to_kst(moment).strftime(form)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a document's text, escaped for a page."""
    return [escape(line, quote=False) for line in text.split("\n") if line]


def related_list(links: list[tuple[str, str]], css: str) -> str:
    """Return the list of other articles that news pages show under their text."""
    rows = "".join(f'<li><a href="{escape(url)}">{escape(title)}</a></li>' for url, title in links)
    return f'<div class="{css}"><h4>많이 본 뉴스</h4><ul>{rows}</ul></div>'
