"""The labelled corpus is what its README says, and no text stands in it over and over."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.training.corpus import LabelledDocument, corpus_files, read_corpus
from detector.training.describe import README, describe, with_counts
from models.errors import ModelError
from models.records import ABOUT_AN_OUTAGE, Label

RUN = 8  # tokens
MOST_SHARED = 0.01  # of one label's documents
ALIKE = 0.8
MOST_ALIKE = 0.02  # of all documents


@pytest.fixture(scope="module")
def corpus() -> list[LabelledDocument]:
    return read_corpus(corpus_files())


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of RUN tokens in a text."""
    tokens = re.findall(r"\w+", text)
    return {tuple(tokens[begin : begin + RUN]) for begin in range(len(tokens) - RUN + 1)}


def shingles(text: str) -> frozenset[str]:
    """Return a text's pieces of five characters, blanks made one."""
    plain = " ".join(text.split())
    return frozenset(plain[begin : begin + 5] for begin in range(max(1, len(plain) - 4)))


def alike(sets: Sequence[frozenset[str]], least: float) -> Iterator[tuple[int, int]]:
    """Yield each pair of sets whose Jaccard index is at least this; exact, none is missed.

    Two sets that share so much also share one of the rarest few of each (Bayardo 2007: prefix
    filtering), so only the sets that an index of those brings together are compared.
    """
    frequency = Counter(piece for one in sets for piece in one)
    index: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(sets):
        rarest = sorted(one, key=lambda piece: (frequency[piece], piece))
        prefix = rarest[: len(one) - math.ceil(least * len(one)) + 1]
        met = {other for piece in prefix for other in index[piece]}
        for other in sorted(met):
            shared = len(one & sets[other])
            if shared >= least * (len(one) + len(sets[other]) - shared):
                yield other, number
        for piece in prefix:
            index[piece].append(number)


def test_the_readme_counts_what_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_counts(text, describe(corpus_files())), (
        "the corpus changed: run python -m detector.training.describe --readme"
    )


def test_a_readme_with_its_counts_put_in_again_is_the_same() -> None:
    once = with_counts("앞\n<!-- counts -->\n옛것\n<!-- /counts -->\n뒤\n", "| 새 표 |\n")
    assert once == "앞\n<!-- counts -->\n\n| 새 표 |\n\n<!-- /counts -->\n뒤\n"
    assert with_counts(once, "| 새 표 |\n") == once


def test_no_run_of_words_stands_in_many_documents_of_a_label(
    corpus: list[LabelledDocument],
) -> None:
    for label in Label:
        documents = [one for one in corpus if one.label is label]
        counted = Counter(run for one in documents for run in runs(one.text))
        most = MOST_SHARED * len(documents)
        assert [" ".join(run) for run, count in counted.items() if count > max(1, most)] == []


def test_hardly_any_two_documents_are_nearly_the_same(corpus: list[LabelledDocument]) -> None:
    pairs = list(alike([shingles(one.text) for one in corpus], ALIKE))
    doubled = {number for pair in pairs for number in pair}
    named = [(corpus[one].id, corpus[other].id) for one, other in pairs]
    assert len(doubled) < MOST_ALIKE * len(corpus), named


def test_every_id_is_its_own(corpus: list[LabelledDocument]) -> None:
    assert [id for id, count in Counter(one.id for one in corpus).items() if count > 1] == []


def test_what_is_about_an_outage_says_which(corpus: list[LabelledDocument]) -> None:
    wrong = [one.id for one in corpus if one.is_about_an_outage != (one.label in ABOUT_AN_OUTAGE)]
    assert wrong == []


def test_every_document_says_something(corpus: list[LabelledDocument]) -> None:
    assert [one.id for one in corpus if not one.text.strip()] == []


def test_every_line_has_the_fields_that_the_readme_names() -> None:
    fields = {"id", "kind", "published", "source", "title", "text", "label", "incident", "topic"}
    for file in corpus_files():
        for line in file.read_text(encoding="utf-8").splitlines():
            assert set(json.loads(line)) == fields, file.name
    named = README.read_text(encoding="utf-8")
    assert [field for field in fields if f"`{field}`" not in named] == []


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "글.jsonl"
    file.write_text('{"id": "1", "kind": "letter"}\n', encoding="utf-8")
    with pytest.raises(ModelError, match=r"글\.jsonl:1"):
        read_corpus([file])


@given(st.lists(st.frozensets(st.sampled_from("abcdefgh"), min_size=1), max_size=12))
def test_the_index_finds_the_pairs_that_comparing_all_finds(sets: list[frozenset[str]]) -> None:
    every = {
        (one, other)
        for other in range(len(sets))
        for one in range(other)
        if len(sets[one] & sets[other]) >= ALIKE * len(sets[one] | sets[other])
    }
    assert set(alike(sets, ALIKE)) == every
