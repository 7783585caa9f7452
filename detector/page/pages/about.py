"""How the record is made, how right it has been, and what it does not claim."""

from __future__ import annotations

from detector.messages import say
from detector.page.answers import Answer, Table
from detector.page.params import RecordOf
from detector.views.about import record_json

_PARTS = ("how", "states", "sure", "law", "not")


def answer(record: RecordOf) -> Answer:
    """How much the record holds, how it is made, how right it was, what it does not claim."""
    language = record.language
    with record.reading() as session:
        envelope = record.envelope(session, None)
        held = record.around.get(("about", record.version(session)), lambda: record_json(session))
    texts = [
        {
            "key": part,
            "heading": say(f"page.about_heading.{part}", language),
            "text": say(f"page.about_text.{part}", language),
        }
        for part in _PARTS
    ]
    content = {**envelope, "record": held, "texts": texts}
    return Answer(
        page="about",
        path="/about",
        title=say("page.about.title", language),
        content=content,
        shown={"asked": {}},
        table=lambda: Table(
            ("status", "incidents"), [list(pair) for pair in held["incidents"].items()]
        ),
        lines=lambda: [line for one in texts for line in (one["heading"], "", one["text"], "")],
    )
