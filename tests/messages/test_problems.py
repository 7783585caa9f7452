"""What models and crawler tell of is said in every language, also after it was kept."""

from __future__ import annotations

import copy
import inspect
import json
import re
import string
from datetime import timedelta
from typing import Any

import pytest

import crawler.archives.found
import crawler.parsers.gone
import crawler.source_spider  # noqa: F401
from detector.messages import Language, said_in
from models.clock import parse_iso
from models.errors import MeoktongError, NotFoundError
from models.problems import Problem, as_stored, at, from_stored, keys_in, text_of
from models.records import Coverage, CrawlOutcome
from models.sources import record_crawl, source_healths
from models.wording import file_of

HANGUL = re.compile("[가-힣]")
NOW = parse_iso("2026-11-18T12:00:00")


def keys() -> list[str]:
    import tomllib

    content = tomllib.loads(file_of(Language.KO).read_text(encoding="utf-8"))["problem"]
    return [f"problem.{table}.{name}" for table, texts in content.items() for name in texts]


def made(key: str) -> Problem:
    """Return the problem of a key, with a number for what is counted and a word for the rest."""
    values: dict[str, Any] = {}
    for language in Language:
        for _, name, spec, _ in string.Formatter().parse(text_of(key, language)):
            if name is not None:
                is_number = "|" in (spec or "") or (spec or "").startswith(",")
                values[name] = 7 if is_number or isinstance(values.get(name), int) else "X1"
    return Problem(key, **values)


def errors() -> list[type[MeoktongError]]:
    found, todo = [], [MeoktongError]
    while todo:
        one = todo.pop()
        found.append(one)
        todo += one.__subclasses__()
    return found


@pytest.mark.parametrize("key", keys())
def test_every_problem_has_words_in_both_languages(key: str) -> None:
    problem = made(key)
    english = said_in(problem, Language.EN)
    assert english
    assert not HANGUL.search(english)
    assert "{" not in english.replace("{…}", "").replace("{env", "").replace("{file", "")
    assert said_in(problem, Language.KO)


@pytest.mark.parametrize("key", keys())
def test_every_problem_is_the_same_after_it_was_kept(key: str) -> None:
    problem = at("https://a.example/", made(key))
    kept = from_stored(as_stored(problem))
    assert kept == problem
    assert said_in(kept, Language.EN) == said_in(problem, Language.EN)
    assert list(keys_in(kept)) == ["problem.form.at", key]


@pytest.mark.parametrize("error", errors(), ids=lambda one: one.__name__)
def test_every_error_is_said_in_the_language_asked_for(error: type[MeoktongError]) -> None:
    names = [name for name in inspect.signature(error).parameters if name != "self"]
    problem = Problem("problem.form.unknown")
    known: dict[str, Any] = {"line": 3, "problem": problem, "said": problem, "hint": problem}
    raised = error(**{name: known.get(name, "X1") for name in names})
    assert HANGUL.search(str(raised))
    english = said_in(raised.said, Language.EN)
    assert "the reason is not known" in english
    assert not HANGUL.search(english)


def test_a_particle_is_sure_where_names_can_be_read_and_both_forms_in_logs() -> None:
    problem = Problem("problem.backup.not_sqlite", name="카카오톡")
    assert problem.startswith("카카오톡은(는) SQLite가")
    assert said_in(problem, Language.KO).startswith("카카오톡은 SQLite가")


def test_a_copy_of_a_problem_can_be_said_too() -> None:
    problem = at("x", Problem("problem.health.too_few", new=1, floor=20))
    assert said_in(copy.deepcopy(problem), Language.EN) == (
        "x: 1 new document in 24 hours, where 20 a day used to come"
    )


@pytest.mark.parametrize(
    "kept",
    [
        "HTTP 500", "옛 판이 적은 말입니다", '{"key": ', '{"key": "problem.gone.gone", "values": {}}',
        '{"key": "problem.form.at", "values": {}}', '{"key": 3, "values": {}}', '{"key": "x"}',
    ],
)  # fmt: skip
def test_what_was_kept_otherwise_is_read_as_it_stands(kept: str) -> None:
    assert from_stored(kept) == kept
    assert said_in(from_stored(kept), Language.EN) == kept


def test_a_source_keeps_its_problem_sayable(database: Any) -> None:
    problem = at("https://a.example/", Problem("problem.fetch.timeout"))
    crawled = CrawlOutcome(
        "a", NOW - timedelta(minutes=1), NOW, "broken", 0, 0, (problem,), coverage=Coverage()
    )
    record_crawl(database, crawled)
    with database.reading() as session:
        (health,) = source_healths(session)
    assert health.problem == problem
    assert said_in(health.problem or "", Language.EN) == (
        "https://a.example/: it did not come whole in time"
    )


def test_a_hint_follows_what_is_not_there() -> None:
    error = NotFoundError(
        Problem("problem.word.document"), "1", Problem("problem.document.how_named")
    )
    assert said_in(error.said, Language.EN).startswith(
        "There is no document '1'. Give a document_id"
    )
    assert json.loads(as_stored(error.said))["key"] == "problem.error.not_found_hint"
