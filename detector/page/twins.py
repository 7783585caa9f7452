"""An answer as JSON, CSV, Atom or text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from detector.digests.cells import safe_cell
from detector.messages import say
from detector.page.answers import Answer, Entry, Form
from detector.page.record import Record
from detector.page.words import when
from detector.views.own_trouble import own_text
from models.clock import parse_iso, show_iso
from models.text import normalize

MEDIA_TYPES = {
    Form.HTML: "text/html; charset=utf-8",
    Form.JSON: "application/json",
    Form.CSV: "text/csv; charset=utf-8",
    Form.ATOM: "application/atom+xml; charset=utf-8",
    Form.TXT: "text/plain; charset=utf-8",
}
#: The year from which the ids of our feeds are ours (RFC 4151 wants a date).
_TAG_YEAR = "2026"


def as_json(answer: Answer) -> bytes:
    """Return the content as JSON."""
    text = json.dumps(answer.content, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "replace")


def as_csv(answer: Answer) -> bytes:
    """Return the rows as a spreadsheet takes them: BOM, CRLF, cells that none runs."""
    table = answer.table()
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def as_text(answer: Answer, record: Record) -> bytes:
    """Return the lines, after when they are from and what was not seen."""
    content, language = answer.content, record.language
    head = [
        answer.title,
        say(
            "page.age.line",
            language,
            at=when(language, content["as_of"]),
            ok=content["sources"]["ok"],
            watched=content["sources"]["watched"],
        ),
        say("page.age.through", language, at=when(language, content["data_through"])),
    ]
    spots = [
        f"! {spot['source']}: {spot['state']} {spot['why']}" for spot in content["blind_spots"]
    ]
    own = [f"! {own_text(one, record.language)}" for one in content["own_troubles"]]
    lines = [_line(line) for line in (*head, *own, *spots, "", *answer.lines())]
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "replace")


def _line(text: str) -> str:
    """Return text on one line without what a terminal would obey."""
    return normalize(text).replace("\n", " ").replace("\t", " ")


def as_atom(answer: Answer, record: Record, base: str) -> bytes:
    """Return the entries as a feed (RFC 4287); it is as new as its newest entry."""
    entries = answer.entries()
    tag = f"tag:{record.settings.authority},{_TAG_YEAR}:"
    # Of an empty feed nothing ever changed: a fixed day keeps it the same, so that 304 can be said.
    updated = max((entry.updated for entry in entries), default=parse_iso(f"{_TAG_YEAR}-01-01"))
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{record.language.value}">',
        f"<title>{_xml(say('page.site.name', record.language))} – {_xml(answer.title)}</title>",
        f"<id>{_xml(tag + answer.path.lstrip('/'))}</id>",
        f"<updated>{show_iso(updated)}</updated>",
        f"<author><name>{_xml(say('page.site.name', record.language))}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_attribute(base + answer.path + ".atom")}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(base + answer.path)}/>',
    ]
    return "\n".join([*head, *(_entry(one, tag, base) for one in entries), "</feed>", ""]).encode(
        "utf-8", "replace"
    )


def _entry(entry: Entry, tag: str, base: str) -> str:
    return (
        f"<entry><id>{_xml(tag + entry.key)}</id><title>{_xml(entry.title)}</title>"
        f"<published>{show_iso(entry.published)}</published>"
        f"<updated>{show_iso(entry.updated)}</updated>"
        f"<category term={_attribute(entry.category)}/>"
        f'<link rel="alternate" type="text/html" href={_attribute(base + entry.path)}/>'
        f'<summary type="text">{_xml(chr(10).join(entry.lines))}</summary></entry>'
    )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(safe_cell(str(part).replace(";", ",")) for part in value)
    return safe_cell(value) if isinstance(value, str) and not _is_time(value) else str(value)


def _is_time(value: str) -> bool:
    """Tell whether a text is a time of ours, which no spreadsheet takes for a formula."""
    return len(value) == 25 and value[4] == "-" and value[10] == "T"


def _xml(text: str) -> str:
    return escape(normalize(text))


def _attribute(text: str) -> str:
    return quoteattr(normalize(text))
