"""The article that 뉴스1 puts in its page as data for its own script."""

from __future__ import annotations

from html import unescape

from parsel import Selector

from crawler.parsers.embedded import (
    EmbeddedArticle,
    decode_at,
    first_text,
    objects_with,
    scripts_with,
)


def find_news1_article(page: Selector) -> EmbeddedArticle | None:
    """Return the article in __NEXT_DATA__; None where there is none."""
    for script in scripts_with(page, "contentArrange"):
        data = decode_at(script.strip(), 0)
        for article in objects_with(data, "contentArrange"):
            body = _markup(article["contentArrange"])
            if body:
                published = first_text(article, ("published_time", "pubdate_at"))
                modified = first_text(article, ("modified_time", "updated_at"))
                title = unescape(first_text(article, ("title",)))
                return EmbeddedArticle(title, body, published, modified)
    return None


def _markup(parts: object) -> str:
    texts = [
        part["content"]
        for part in (parts if isinstance(parts, list) else [])
        if isinstance(part, dict) and part.get("type") == "text"
        if isinstance(part.get("content"), str)
    ]
    return "".join(f"<p>{text}</p>" for text in texts)
