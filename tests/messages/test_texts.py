"""Every text is there in every language, is used, and speaks one way."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import crawler
import detector
import models
from detector.korean import PARTICLES
from detector.messages import Language, say
from detector.messages.texts import files_of, texts_of

_PACKAGES = [Path(str(one.__file__)).parent for one in (crawler, detector, models)]
_KEY = re.compile(r"[a-z]+\.[a-z_]+\.[a-z0-9_-]+")
_NUMBER = re.compile(r"(>?\d+)?,?(\.\d[f%])?|%H:%M(:%S)?")
_IN_TEMPLATE = re.compile(r"""["']([a-z]+\.[a-z_]+\.[a-z0-9_-]*)["']""")
_HANGUL = re.compile(r"[가-힣]")
#: Texts that are the same in Korean: names and what everybody writes in Latin letters.
_WITHOUT_HANGUL = {"words.cause.dns", "problem.key.kakao", "problem.word.null"}
#: Words that only look like a verb's ending.
_NOUNS = ("필요", "개요", "주요", "수요", "바다", "마다", "보다")


def _flat(language: Language) -> dict[str, str]:
    contents = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files_of(language)]
    return {
        f"{surface}.{table}.{name}": text
        for content in contents
        for surface, tables in content.items()
        for table, texts in tables.items()
        for name, text in texts.items()
    }


KO, EN = _flat(Language.KO), _flat(Language.EN)


def _literals() -> Iterator[tuple[str, bool]]:
    """Yield every string in the code and templates, and whether it goes on with something."""
    for file in (file for package in _PACKAGES for file in package.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                yield str(node.values[0].value), True
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, False
    for file in Path(str(detector.__file__)).parent.rglob("*.html"):
        for found in _IN_TEMPLATE.finditer(file.read_text(encoding="utf-8")):
            yield found[1], found[1].endswith(".")


def _asked() -> tuple[set[str], set[str]]:
    """Return the keys that code names in full, and the beginnings of those it makes."""
    surfaces = {key.partition(".")[0] for key in KO}
    tables = {key.rpartition(".")[0] for key in KO}
    whole, begun = set(), set()
    for text, goes_on in _literals():
        if text in tables:
            begun.add(f"{text}.")
        elif text.partition(".")[0] in surfaces:
            if goes_on and text.count(".") == 2:
                begun.add(text)
            elif _KEY.fullmatch(text):
                whole.add(text)
    return whole, begun


def _values(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_is_in_every_language() -> None:
    assert set(KO) == set(EN)


def test_every_text_that_code_asks_for_is_there() -> None:
    whole, begun = _asked()
    assert {key for key in whole if key not in KO} == set()
    assert {start for start in begun if not any(key.startswith(start) for key in KO)} == set()


def test_every_text_is_asked_for() -> None:
    whole, begun = _asked()
    assert {key for key in KO if key not in whole and not key.startswith(tuple(begun))} == set()


def _has_words(text: str) -> bool:
    """Return whether a text holds more than values, marks and what the reader types."""
    return bool(re.search(r"[A-Za-z]{2}", re.sub(r"\{[^}]*\}|\d+-\d+-\d+\S*", "", text)))


def _without_examples(text: str) -> str:
    """Return an English text without the Korean names that a reader of it would type."""
    lines = [line for line in text.split("\n") if not re.search(r"meoktong \w+|= \[?\"", line)]
    return re.sub(r"(?i)e\.g\. .*", "", "\n".join(lines))


def test_both_languages_fill_in_the_same_values() -> None:
    assert {key for key in KO if _values(KO[key]) != _values(EN[key])} == set()


def test_korean_texts_are_korean_and_english_ones_are_not() -> None:
    bare = {key for key, text in KO.items() if not _HANGUL.search(text) and _has_words(text)}
    assert bare == _WITHOUT_HANGUL
    assert {key for key, text in EN.items() if _HANGUL.search(_without_examples(text))} == set()


def test_no_korean_text_guesses_at_a_particle() -> None:
    written = re.compile(r"\(?[은이을과]\)?\((는|가|를|와)\)|\(으\)로|\(이\)(나|라)")
    bare = re.compile(r"\}(은|는|이|가|을|를|과|와|으로|로|이나|이라고|라고)(?![가-힣])")
    assert {key for key, text in KO.items() if written.search(text) or bare.search(text)} == set()


@pytest.mark.parametrize("key", sorted(KO))
def test_every_korean_sentence_speaks_in_one_register(key: str) -> None:
    assert _wrong_ending(KO[key]) is None


def _wrong_ending(text: str) -> str | None:
    """Return the first sentence that ends otherwise than in 합니다체 or a noun."""
    for sentence in re.split(r"[.!?:;\n…](?:\s|$)|\s\(|\)(?:\s|$)", text):
        word = sentence.rstrip(" .!?\"'”’)")
        if word.endswith(_NOUNS):
            continue
        if word.endswith("다") and not word.endswith("니다"):
            return sentence
        if word.endswith(("요", "죠", "네", "까나", "거든")) and not word.endswith("세요"):
            return sentence
    return None


def test_the_register_test_knows_other_registers() -> None:
    assert _wrong_ending("사건이 없다. 다시 해 보세요") is not None
    assert _wrong_ending("사건이 없어요") is not None
    assert _wrong_ending("사건이 없습니다. 다시 해 보세요 (자세히 보다)") is None


def test_a_surface_read_by_itself_is_as_the_whole_file_says() -> None:
    for language, flat in ((Language.KO, KO), (Language.EN, EN)):
        for key, text in flat.items():
            surface, table, name = key.split(".")
            assert texts_of(language, surface, table)[name] == text


def test_every_value_has_a_format_that_is_known() -> None:
    for key, text in (*KO.items(), *EN.items()):
        for _, name, spec, _ in string.Formatter().parse(text):
            form = (spec or "").removeprefix("'")
            is_known = not form or form in PARTICLES or "|" in form or _NUMBER.fullmatch(form)
            assert is_known, (key, name)


def test_a_text_gives_each_name_its_particle(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"gone": "{name:이} {place:으로} 갔습니다", "many": "{count:name|names}"}
    monkeypatch.setattr("detector.messages.saying.texts_of", lambda *_: texts)
    assert (
        say("a.b.gone", Language.KO, name="카카오톡", place="서울") == "카카오톡이 서울로 갔습니다"
    )
    assert say("a.b.gone", Language.KO, name="AWS", place="KT") == "AWS가 KT로 갔습니다"
    assert say("a.b.many", Language.EN, count=1) == "1 name"
    assert say("a.b.many", Language.EN, count=1200) == "1,200 names"


def test_a_text_that_is_not_there_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError, match=r"words\.status\.gone"):
        say("words.status.gone", Language.KO)
