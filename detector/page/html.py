"""An answer as HTML: made of its JSON alone, escaped, readable without the script."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from detector.incidents.duty import DutyState
from detector.korean import clock_of, day_of
from detector.messages import Language, say
from detector.messages.amounts import number_in
from detector.messages.reader_words import said_text, wrong_word
from detector.messages.words import (
    cause_word,
    field_word,
    kind_word,
    label_word,
    severity_word,
    source_word,
    status_word,
)
from detector.page import charts, words
from detector.page.answers import Answer
from detector.page.claim_groups import claim_groups
from detector.page.problems import Problem
from detector.page.record import Record
from detector.page.static import address_of
from detector.page.step_words import claimed, step_text
from detector.views.own_trouble import INTERVALS, own_text
from detector.views.reader_json import said_alike
from models.clock import parse_iso
from models.records import Cause, Kind, Label, Precision, Status

_TEMPLATES = Path(__file__).with_name("templates")
#: Minutes after which an open page may turn to a warning: the classes that the style sheet knows.
_OLD_IN = (5, 10, 15, 20, 30, 45, 60, 90, 120, 240)
#: A page of so long ago was asked for as of then.
_PAST = timedelta(minutes=5)
_WEB = ("http://", "https://")
#: Documents, claims and victims of one incident that its page shows; the other forms have all.
_SHOWN = {"evidence": 40, "affected": 60, "claims": 28, "steps": 30, "readers": 20}


def as_html(answer: Answer, record: Record) -> bytes:
    """Return the page of an answer."""
    with record.reading() as session:
        count = record.open_count(session)
    values = {
        "a": answer.content,
        "page": answer.page,
        "path": answer.path,
        "title": answer.title,
        "open_count": count,
        "shown": answer.shown,
        "past": _past_query(answer, record),
        "is_past": record.now() - parse_iso(answer.content["as_of"]) > _PAST,
        "old_in": _old_in(answer.content, record),
        "interval": int(record.settings.interval.total_seconds() // 60),
    }
    return _rendered(f"{answer.page}.html", record.language, values)


def as_problem(problem: Problem, record: Record) -> bytes:
    """Return the page that tells people what went wrong."""
    values = {"problem": problem, "past": "", "title": say("page.problems.title", record.language)}
    return _rendered("problem.html", record.language, values)


def as_part(template: str, record: Record, values: Mapping[str, Any]) -> bytes:
    """Return what others embed."""
    return _rendered(template, record.language, values)


def icon_of(count: int) -> str:
    """Return the icon of a page as an address: the number of open incidents, a ring where none is."""
    if count:
        text = f"{min(count, 99)}"
        size = 22 if len(text) == 1 else 18
        drawn = (
            '<rect width="32" height="32" rx="7" fill="#b3261e"/><text x="16" y="23.5" fill="#fff"'
            f' font-family="sans-serif" font-weight="700" font-size="{size}"'
            f' text-anchor="middle">{text}</text>'
        )
    else:
        drawn = '<circle cx="16" cy="16" r="11" fill="none" stroke="#2e7d4f" stroke-width="6"/>'
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{drawn}</svg>'
    return "data:image/svg+xml," + quote(picture)


def _rendered(template: str, language: Language, values: Mapping[str, Any]) -> bytes:
    text = _environment(language).get_template(template).render(**values)
    return text.encode("utf-8", "replace")


@cache
def _environment(language: Language) -> Environment:
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.globals |= {
        "t": partial(_say, language),
        "lang": language.value,
        "css": address_of("page.css"),
        "js": address_of("page.js"),
        "icon_of": icon_of,
        "timeline_of": charts.timeline_of,
        "day_bars": charts.day_bars,
        "neighbourhood_of": charts.neighbourhood_of,
        "claim_groups": claim_groups,
        "said_alike": said_alike,
        "limits": _SHOWN,
    }
    found.filters |= _filters(language)
    return found


def _filters(language: Language) -> dict[str, Any]:
    return {
        "when": partial(words.when, language),
        "lasting": partial(words.lasting, language),
        "age": partial(words.age, language),
        "going": partial(words.going_on, language),
        "who": partial(words.who, language),
        "span": partial(words.span, language),
        "victims": partial(words.victims, language),
        "number": partial(number_in, language),
        "status": lambda value: status_word(Status(value), language),
        "cause": lambda value: cause_word(Cause(value), language),
        "kind": lambda value: kind_word(Kind(value), language),
        "label": lambda value: label_word(Label(value), language),
        "rule": lambda value: say(f"words.rule.{value}", language),
        "severity": lambda value: severity_word(value, language),
        "source_state": lambda value: source_word(value, language),
        "field": lambda value: field_word(value, language),
        "own": lambda trouble: own_text(trouble, language),
        "said": lambda one: said_text(one.says, one.about, one.name, language),
        "wrong": lambda value: wrong_word(value, language),
        "claimed": lambda claim: claimed(language, claim["field"], claim["value"]),
        "step": partial(step_text, language),
        "duty": partial(_duty, language),
        "short": partial(_short, language),
        "day": partial(_day, language),
        "is_web": lambda url: str(url).startswith(_WEB),
        "part": lambda text: quote(str(text), safe=""),
        "query": lambda asked: urlencode({key: value for key, value in asked.items() if value}),
    }


def _say(language: Language, key: str, **values: Any) -> str:
    return say(key, language, **values)


def _short(language: Language, value: str | None, now: str, precision: str | None = None) -> str:
    """Return a time of JSON as short as it can be seen from now."""
    if not value:
        return "–"
    at = parse_iso(value)
    if language is Language.KO and precision in (None, Precision.MINUTE.value):
        return clock_of(at, parse_iso(now))
    return words.when(language, value, precision)


def _day(language: Language, value: str) -> str:
    day = date.fromisoformat(value[:10])
    return day_of(day) if language is Language.KO else day.strftime("%a %d %b %Y")


def _duty(language: Language, duty: Mapping[str, Any]) -> str:
    """Return where the duty to tell users stands, in a sentence."""
    values = {
        "limit": words.lasting(language, duty["limit_minutes"]),
        "due": words.when(language, duty["due"]),
        "minutes": words.lasting(language, duty["minutes"]),
    }
    text = say(f"page.duty.{DutyState(duty['state']).value}", language, **values)
    if duty["counted_from"] == "first_seen" and duty["due"]:
        text += say("page.duty.from_first", language)
    return text


def _past_query(answer: Answer, record: Record) -> str:
    """Return what keeps a reader who looks at an earlier time in that time."""
    asked = answer.shown.get("asked", {}).get("as_of")
    is_past = record.now() - parse_iso(answer.content["as_of"]) > _PAST
    return f"?{urlencode({'as_of': asked})}" if asked and is_past else ""


def _old_in(content: Mapping[str, Any], record: Record) -> int:
    """Return after how many minutes an open page is old: one of those that the style sheet knows."""
    if content["is_old"] or not content["data_through"]:
        return 0
    age = parse_iso(content["as_of"]) - parse_iso(content["data_through"])
    left = (INTERVALS * record.settings.interval - age) // timedelta(minutes=1)
    return next((one for one in _OLD_IN if one >= left), _OLD_IN[-1])


__all__ = ["as_html", "as_part", "as_problem", "icon_of"]
