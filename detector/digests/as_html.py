"""A digest as one mail: no file beside it, styles inlined, read well by mail programs and phones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from detector.digests.paper import Paper
from detector.messages import Language, say

#: Gmail cuts a mail that is longer; some room is left for what a sender adds.
_MOST_BYTES = 95_000
_MOST_STORIES = 60
_FOLDER = Path(__file__).parent


def html_bytes(paper: Paper, language: Language) -> bytes:
    """Return the mail; of too many incidents it tells the gravest, and how many more there are."""
    most = _MOST_STORIES
    while True:
        mail = _mail(paper, language, most)
        if len(mail) <= _MOST_BYTES or most <= 1:
            return mail
        most = min(most, len(paper.stories)) * 3 // 4


def _mail(paper: Paper, language: Language, most: int) -> bytes:
    import css_inline  # only this format needs it, as it does Jinja
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    surroundings = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    page = surroundings.get_template("mail.html").render(
        paper=paper, language=language.value, heading=_headings(language),
        stories=paper.stories[:most], left=_left(len(paper.stories) - most, language),
    )  # fmt: skip
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
    # What no attribute can say (small screens, the dark) goes in after: the inliner would put it
    # before the line that says the page is UTF-8, too far down for some to find.
    screens = (_FOLDER / "mail.css").read_text(encoding="utf-8")
    inlined = inliner.inline(page.strip())
    mail = inlined.replace("</head>", f"<style>\n{screens}</style>\n</head>", 1)
    return (mail.strip() + "\n").encode("utf-8", "replace")


def _headings(language: Language) -> Any:
    return lambda name: say(f"digest.heading.{name}", language)


def _left(count: int, language: Language) -> str:
    return say("digest.heading.more", language, count=count) if count > 0 else ""
