"""A whole text with the parts that facts quote underlined, or in «» where nothing can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from detector.cli.shown import shown
from models.records import Evidence, Facts

#: A text is shown whole up to so many characters; of a longer one, the lines that are quoted.
WHOLE = 3000


def quotes_in(facts: Facts) -> list[Evidence]:
    """Return every quote that the facts of one document rest on."""
    entities = [*filter(None, (facts.provider,)), *facts.affected]
    stated = [*filter(None, (facts.started, facts.ended))]
    quotes = [
        *(entity.evidence for entity in entities),
        *(moment.evidence for moment in stated),
        *(step.evidence for step in facts.recovery_steps),
    ]
    others = (facts.duration_evidence, facts.cause_evidence, facts.region, facts.symptom)
    return [*quotes, *filter(None, others)]


def underlined_lines(text: str, quotes: Iterable[Evidence], *, is_plain: bool) -> Iterator[Text]:
    """Yield the lines of a text with its quoted parts marked; of a long text those that have any."""
    spans = _merged(quotes)
    begin, first = 0, 0
    for line in text.split("\n"):
        end = begin + len(line)
        while first < len(spans) and spans[first][1] <= begin:
            first += 1
        is_quoted = first < len(spans) and spans[first][0] < end
        if line.strip() and (is_quoted or len(text) <= WHOLE):
            yield _marked(line, begin, spans[first:], is_plain=is_plain)
        begin = end + 1


def _merged(quotes: Iterable[Evidence]) -> list[tuple[int, int]]:
    """Return the quoted stretches in order, overlapping ones as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted({(quote.start, quote.end) for quote in quotes}):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged


def _marked(line: str, begin: int, spans: Iterable[tuple[int, int]], *, is_plain: bool) -> Text:
    """Return one line with the stretches in it underlined, its controls as visible marks."""
    marked = Text(style="")
    done = 0
    for start, end in spans:
        first, last = max(0, start - begin), min(len(line), end - begin)
        if first >= len(line):
            break
        marked.append(shown(line[done:first]))
        quote = shown(line[first:last])
        marked.append(f"«{quote}»" if is_plain else quote, "" if is_plain else "underline")
        done = last
    marked.append(shown(line[done:]))
    return marked
