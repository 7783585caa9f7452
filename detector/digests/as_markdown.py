"""A digest as Markdown: for a wiki, an issue, a chat that takes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from detector.digests.figures import Comparison
from detector.digests.paper import CorrectedIncident, Paper, Spot
from detector.digests.telling import Link, ToldFacts
from detector.messages import Language, say

#: What makes Markdown of a text wherever it stands, and the brackets of HTML in it.
_MARKS = re.compile(r"[\\`*_\[\]<>|&$]|~(?=\S)|(?<=\S)~")
#: What begins a list, a heading, a quote or a rule at the start of a line.
_AT_START = re.compile(r"^(?:([-+=#])|(\d+)([.)]))")
#: What GitHub makes a link of by itself.
_BARE_LINK = re.compile(r"(https?|ftp):(?=//)|(www)\.", re.IGNORECASE)
_IN_ADDRESS = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "|": "%7C", "\\": "%5C"}


def markdown_bytes(paper: Paper, language: Language) -> bytes:
    """Return the Markdown file of a digest, with tables as GitHub writes them."""
    lines = [f"# {escaped(paper.title)}", "", paragraph(" ".join(paper.lead)), ""]
    lines += _corrected(paper, language)
    lines += _figures(paper, language)
    if paper.stories:
        lines += [f"## {_heading('incidents', language)}", ""]
    for number, story in enumerate(paper.stories, 1):
        lines += _story(number, story, language)
    lines += _spots(paper.spots, language)
    lines += ["---", "", *(f"{paragraph(note)}  " for note in paper.closing)]
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "replace")


def escaped(text: str) -> str:
    """Return text of which Markdown makes nothing, on one line."""
    plain = _MARKS.sub(r"\\\g<0>", " ".join(text.split()))
    return _BARE_LINK.sub(lambda link: f"{link[1]}\\:" if link[1] else f"{link[2]}\\.", plain)


def paragraph(text: str) -> str:
    """Return text that stands at the start of a line, and is a paragraph there."""
    plain = escaped(text)
    return _AT_START.sub(lambda at: f"\\{at[1]}" if at[1] else f"{at[2]}\\{at[3]}", plain)


def _heading(name: str, language: Language) -> str:
    return say(f"digest.heading.{name}", language)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(map(escaped, row)) + " |"
    yield ""


def _corrected(paper: Paper, language: Language) -> Iterator[str]:
    if paper.corrected is None:
        return
    yield from (f"## {_heading('corrections', language)}", "", paragraph(paper.corrected_note), "")
    for one in paper.corrected:
        yield from _corrected_incident(one)


def _corrected_incident(one: CorrectedIncident) -> Iterator[str]:
    yield from (f"**{escaped(one.headline)}** ({escaped(one.id)})", "")
    for line, why in one.lines:
        yield f"- {escaped(line)} ({escaped(why)})"
    yield ""


def _figures(paper: Paper, language: Language) -> Iterator[str]:
    if not paper.figures:
        return
    yield from (f"## {_heading('figures', language)}", "")
    yield from _compared(_heading("figure", language), paper.figures, language)
    yield from (paragraph(paper.figures_note), "")
    if paper.providers:
        yield from (f"## {_heading('providers', language)}", "")
        yield from _compared(_heading("providers", language), paper.providers, language)


def _compared(head: str, rows: Iterable[Comparison], language: Language) -> Iterator[str]:
    heads = (head, _heading("value", language), _heading("before", language))
    yield from _table(heads, ((row.name, row.value, row.before) for row in rows))


def _story(number: int, story: ToldFacts, language: Language) -> Iterator[str]:
    yield f"### {number}. {escaped(story.headline)}"
    yield ""
    yield f"**{story.state}** · {story.severity_word} · {escaped(story.id)}"
    yield ""
    for label, value in story.facts:
        yield f"- {label}: {escaped(value)}"
    if story.links:
        links = ", ".join(_link(link) for link in story.links)
        yield f"- {_heading('links', language)}: {links}"
    yield ""


def _link(link: Link) -> str:
    address = "".join(_IN_ADDRESS.get(sign, sign) for sign in link.url)
    return f"[{escaped(f'{link.kind} {link.host}')}]({address})"


def _spots(spots: Sequence[Spot], language: Language) -> Iterator[str]:
    if not spots:
        return
    yield from (f"## {_heading('spots', language)}", "")
    heads = [_heading(name, language) for name in ("source", "state", "time", "reason")]
    yield from _table(heads, ((one.name, one.state, one.when, one.reason) for one in spots))
