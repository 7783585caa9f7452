"""A period's figures in words, each beside the one of the period before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from detector.digests.cells import one_line
from detector.digests.period import bounds_of
from detector.digests.summary import Coverage, Figures, Summary
from detector.digests.wording import days_text, delay_text, period_text
from detector.messages import Language, say
from detector.messages.amounts import lasting_in

#: Providers that people are shown; the table has all.
MOST_PROVIDERS = 10
#: Periods whose sources saw so differently much should not be compared without a word of it.
_UNLIKE = 0.1


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure in words, and the same of the period before."""

    name: str
    value: str
    before: str


def compared(summary: Summary, language: Language) -> Iterator[Comparison]:
    """Yield the figures of a period with those of the one before."""
    for name, text in _TEXTS.items():
        now = text(summary.now, language)
        before = text(summary.before, language) if summary.before else _none(language)
        yield Comparison(say(f"digest.figure.{name}", language), now, before)


def providers_compared(summary: Summary, language: Language) -> Iterator[Comparison]:
    """Yield the providers with the most incidents, and what they had in the period before."""
    past = {one.name: one for one in summary.before.providers} if summary.before else {}
    for one in summary.now.providers[:MOST_PROVIDERS]:
        then = past.get(one.name)
        before = _none(language)
        if summary.before:
            before = _incidents(then.incidents if then else 0, language)
        value = _incidents(one.incidents, language)
        if one.minutes:
            value += f" · {lasting_in(language, timedelta(minutes=one.minutes))}"
        unknown = say("digest.figure.unknown_provider", language)
        yield Comparison(one_line(one.name) if one.name else unknown, value, before)


def comparison_note(summary: Summary, language: Language) -> str:
    """Return with what the period is compared, and what makes the comparison doubtful."""
    told = []
    if summary.now.last < summary.last:
        told.append(say("digest.figure.not_over", language, count=summary.now.coverage.days))
    if summary.before is None:
        told.append(say("digest.figure.nothing_before", language))
    else:
        first, last = summary.before.first, summary.before.last
        is_whole = bounds_of(summary.period, first) == (first, last)
        days = (
            period_text(summary.period, first, last, language)
            if is_whole
            else days_text(first, last, language)
        )
        told.append(say("digest.figure.compared", language, days=days))
        if _is_unlike(summary.now.coverage, summary.before.coverage):
            told.append(say("digest.figure.unlike", language))
    told.append(say("digest.figure.how", language))
    return " ".join(told)


def _is_unlike(now: Coverage, before: Coverage) -> bool:
    """Tell whether the sources saw much more of one period than of the other."""
    seen = [1 - one.unknown_days / one.days for one in (now, before)]
    shares = [now.share, before.share]
    if abs(seen[0] - seen[1]) > _UNLIKE or (shares[0] is None) != (shares[1] is None):
        return True
    return shares[0] is not None and shares[1] is not None and abs(shares[0] - shares[1]) > _UNLIKE


def _none(language: Language) -> str:
    return say("digest.value.none", language)


def _incidents(count: int, language: Language) -> str:
    return say("digest.figure.count", language, count=count)


def _count_text(figures: Figures, language: Language) -> str:
    told = _incidents(figures.incidents, language)
    if figures.suspected:
        told += say("digest.figure.of_them_suspected", language, count=figures.suspected)
    return told


def _minutes_text(figures: Figures, language: Language) -> str:
    told = lasting_in(language, timedelta(minutes=figures.minutes)) if figures.minutes else "0"
    if figures.unknown_length:
        told += say("digest.figure.without_length", language, count=figures.unknown_length)
    return told


def _longest_text(figures: Figures, language: Language) -> str:
    if figures.longest is None:
        return _none(language)
    minutes, incident = figures.longest
    whose = incident.provider_name or incident.headline
    return f"{lasting_in(language, timedelta(minutes=minutes))} · {one_line(whose)}"


def _notice_text(figures: Figures, language: Language) -> str:
    if figures.notice_delay is None:
        return _none(language)
    told = delay_text(round(figures.notice_delay), language)
    return told + say("digest.figure.of_notices", language, count=figures.with_notice)


def _retracted_text(figures: Figures, language: Language) -> str:
    return _incidents(figures.retracted, language)


def _coverage_text(figures: Figures, language: Language) -> str:
    coverage = figures.coverage
    if coverage.share is None:
        return say("digest.figure.no_crawls", language)
    told = say("digest.figure.seen", language, share=coverage.share, count=coverage.source_days)
    if coverage.unknown_days:
        told += say("digest.figure.unknown_days", language, count=coverage.unknown_days)
    return told


_TEXTS = {
    "incidents": _count_text,
    "minutes": _minutes_text,
    "longest": _longest_text,
    "notice": _notice_text,
    "retracted": _retracted_text,
    "coverage": _coverage_text,
}
