"""What was concluded of one document, on a terminal: each fact with its quote, and the text with all of them underlined."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from detector.cli.screen import console, print_item, styled
from detector.cli.shown import shown
from detector.cli.spoken import tell
from detector.cli.underlined import quotes_in, underlined_lines
from detector.cli.words import CAUSE, KIND, LABEL, how_long, when
from detector.sentences import split_sentences
from models.records import Document, Evidence, Facts, NamedEntity, RecoveryStep, Report, StatedTime

# Of a long sentence this much is shown on either side of the quote.
_AROUND = 70

_Fact = tuple[str, str, Evidence | None]


def print_report(report: Report, document: Document, *, is_dated: bool) -> None:
    """Print a report of a document that is at hand."""
    screen = console()
    reading = report.reading
    screen.print(styled(document.title or tell("cli.common.untitled"), "bold"))
    published = when(document.published_at) + (
        "" if is_dated else tell("cli.report_page.dated_now")
    )
    screen.print(styled(f"{KIND[document.kind]} · {document.source} · {published}", "dim"))
    screen.print()
    verdict = styled(tell("cli.report_page.judged"), "bold")
    verdict.append_text(
        styled(LABEL[reading.label], "bold red" if reading.facts.affected else "bold")
    )
    verdict.append_text(
        styled(tell("cli.report_page.probability", probability=reading.probability))
    )
    screen.print(verdict)
    is_plain = not screen.is_terminal or screen.no_color
    for name, value, evidence in _facts(reading.facts):
        _print_fact(screen, document.text, name, value, evidence, is_plain=is_plain)
    _print_text(screen, document, quotes_in(reading.facts), is_plain=is_plain)


def _print_text(
    screen: Console, document: Document, quotes: list[Evidence], *, is_plain: bool
) -> None:
    """Print the text with all that was quoted of it marked; nothing where nothing was."""
    if not quotes:
        return
    screen.print()
    screen.print(styled(tell("cli.common.texts"), "bold"))
    for line in underlined_lines(document.text, quotes, is_plain=is_plain):
        print_item(screen, line)


def _facts(facts: Facts) -> Iterator[_Fact]:
    for name, entities in (
        (tell("cli.common.who"), (facts.provider,)),
        (tell("cli.common.affected"), facts.affected),
    ):
        for entity in filter(None, entities):
            yield name, _named(entity), entity.evidence
    yield from _times_and_places(facts)
    if facts.mentioned:
        yield (
            tell("cli.report_page.mentioned"),
            ", ".join(entity.name for entity in facts.mentioned),
            None,
        )


def _times_and_places(facts: Facts) -> Iterator[_Fact]:
    for name, stated in (
        (tell("cli.common.start"), facts.started),
        (tell("cli.common.end"), facts.ended),
    ):
        if stated:
            yield name, _moment(stated), stated.evidence
    if facts.duration_minutes is not None:
        yield tell("cli.common.duration"), how_long(facts.duration_minutes), facts.duration_evidence
    if facts.cause:
        yield tell("cli.common.cause"), CAUSE[facts.cause], facts.cause_evidence
    for name, evidence in (
        (tell("cli.common.region"), facts.region),
        (tell("cli.report_page.symptom"), facts.symptom),
    ):
        if evidence:
            yield name, evidence.text, evidence
    for step in facts.recovery_steps:
        yield tell("cli.report_page.recovering"), _stage(step), step.evidence


def _stage(step: RecoveryStep) -> str:
    """Return a step of a recovery in a line: when, what is back, what is not, how many."""
    parts = [
        _moment(step.at) if step.at else "",
        tell("cli.report_page.restored", names=", ".join(step.restored)) if step.restored else "",
        tell("cli.report_page.still_down", names=", ".join(step.still_down))
        if step.still_down
        else "",
        _how_many(step),
    ]
    return " · ".join(part for part in parts if part)


def _how_many(step: RecoveryStep) -> str:
    of = tell("cli.report_page.of_total", total=step.total) if step.total is not None else ""
    count = (
        f"{of}{step.count:,}"
        if step.count is not None
        else of and tell("cli.report_page.all_of", total=step.total)
    )
    if step.percent is None:
        return count
    return f"{count} ({step.percent:g}%)" if count else f"{step.percent:g}%"


def _named(entity: NamedEntity) -> str:
    others = [surface for surface in entity.surfaces if surface != entity.name]
    return f"{entity.name} ({', '.join(others)})" if others else entity.name


def _moment(stated: StatedTime) -> str:
    return when(stated.at, stated.precision)


def _print_fact(
    screen: Console,
    text: str,
    name: str,
    value: str,
    evidence: Evidence | None,
    *,
    is_plain: bool,
) -> None:
    head = styled(f"{name}  ", "bold")
    head.append_text(styled(value))
    print_item(screen, head, hang=6)
    if evidence is not None:
        quoted = quote_in_sentence(text, evidence, is_plain=is_plain)
        print_item(screen, quoted, indent=6)


def quote_in_sentence(text: str, evidence: Evidence, *, is_plain: bool) -> Text:
    """Return the sentence around a quote with the quote underlined, or in «» where plain."""
    begin, end = _sentence_around(text, evidence)
    before = text[max(begin, evidence.start - _AROUND) : evidence.start]
    after = text[evidence.end : min(end, evidence.end + _AROUND)]
    line = Text(style="")
    line.append("…" if evidence.start - _AROUND > begin else "")
    line.append(shown(before.lstrip().replace("\n", " ")), "dim")
    quote = shown(text[evidence.start : evidence.end].replace("\n", " "))
    line.append(f"«{quote}»" if is_plain else quote, "" if is_plain else "underline")
    line.append(shown(after.rstrip().replace("\n", " ")), "dim")
    line.append("…" if evidence.end + _AROUND < end else "")
    return line


def _sentence_around(text: str, evidence: Evidence) -> tuple[int, int]:
    for sentence in split_sentences(text):
        if sentence.start <= evidence.start < sentence.end:
            return sentence.start, max(sentence.end, evidence.end)
    return evidence.start, evidence.end
