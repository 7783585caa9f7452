"""The model of times: its corpus, its numbers, what it makes of texts that the rules know no words for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detector.facts.background import background_sentences
from detector.facts.judged_times import judge_times
from detector.facts.stated import Times
from detector.facts.time_model import RUNS, Chooser, load_time_model, runs_in
from detector.facts.time_scene import MOST
from detector.facts.times import read_times
from detector.sentences import split_sentences
from detector.training.times import (
    fit_time_model,
    is_same,
    made_from,
    read_time_corpus,
    scene_of,
    time_files,
    write_model,
)
from detector.training.weighing import Choice, fit
from models.clock import parse_iso, to_kst
from models.errors import ModelError
from models.records import Kind

PUBLISHED = parse_iso("2024-05-09T18:00:00+09:00")


def read(text: str, kind: Kind = Kind.NEWS, *, by_rules: bool = False) -> Times:
    sentences = split_sentences(text)
    background = background_sentences(sentences, PUBLISHED)
    model = None if by_rules else load_time_model()
    return read_times(text, sentences, PUBLISHED, kind, background, model)


def test_the_numbers_are_of_this_corpus_and_these_signs() -> None:
    # If it fails: python -m detector.training.times
    assert load_time_model().made_from == made_from(time_files())


def test_the_corpus_holds_no_text_that_is_kept_for_measuring() -> None:
    kept = Path(__file__).parents[1] / "quality" / "reports"
    texts = {
        json.loads(line)["text"]
        for file in kept.glob("kept_*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    learned = {text.text.partition("\n")[2] for text in read_time_corpus(time_files())}
    assert texts
    assert not texts & learned


def test_the_corpus_tells_starts_ends_lengths_and_none_of_each() -> None:
    corpus = read_time_corpus(time_files())
    assert len(corpus) >= 1_800
    for told in ("started", "ended", "minutes"):
        share = sum(getattr(text, told) is not None for text in corpus) / len(corpus)
        assert 0.2 < share < 0.9
    for text in corpus:
        assert (
            text.started is None
            or text.ended is None
            or text.started <= text.ended
            or (is_same(text.ended, text.started))
            or to_kst(text.ended).hour == 0
        )  # only its day is known


def test_a_bad_line_is_told_with_its_number(tmp_path: Path) -> None:
    file = tmp_path / "told.jsonl"
    file.write_text('{"kind": "news"}\n', encoding="utf-8")
    with pytest.raises(ModelError, match=r"told\.jsonl:1"):
        read_time_corpus([file])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "택배 조회 앱 한때 주저앉아\n택배 조회 앱 '빠름'이 9일 오후 1시 10분쯤 손님을 받지 못하고 주저앉았다. "
            "오후 2시 30분 다시 손님을 맞았다.",
            "05-09 13:10",
            "05-09 14:30",
        ),
        (
            "지하철 안내 화면 깜깜\n9일 오전 8시 5분께 지하철 안내 화면이 깜깜해졌다. 화면에 불이 들어온 것은 "
            "오전 9시 20분이다.",
            "05-09 08:05",
            "05-09 09:20",
        ),
    ],
)
def test_words_that_no_rule_has_tell_start_and_end(text: str, start: str, end: str) -> None:
    times = read(text)
    shown = [at and to_kst(at.at).strftime("%m-%d %H:%M") for at in (times.started, times.ended)]
    assert shown == [start, end]


@pytest.mark.parametrize(
    "text",
    [
        "은행 앱 장애 사과\n한빛은행은 9일 오후 4시 사과문을 올렸다.",
        "게임 점검 안내\n9일 오후 2시부터 4시까지 정기점검을 진행할 예정이다.",
    ],
)
def test_notices_and_plans_begin_nothing(text: str) -> None:
    assert read(text).started is None


def test_what_rules_read_to_the_hour_is_kept() -> None:
    text = (
        "카드 결제 멈춰\n새롬카드 결제가 9일 오후 1시 20분부터 되지 않는 장애가 발생했다. "
        "오후 2시 5분 복구됐다."
    )
    assert read(text) == read(text, by_rules=True)


def test_every_judged_time_is_a_true_quote_and_the_end_follows_the_start() -> None:
    for labelled in read_time_corpus(time_files())[::7]:
        sentences = split_sentences(labelled.text)
        background = background_sentences(sentences, labelled.published_at)
        times = read_times(
            labelled.text,
            sentences,
            labelled.published_at,
            labelled.kind,
            background,
            load_time_model(),
        )
        quotes = [stated.evidence for stated in (times.started, times.ended) if stated]
        quotes += [times.duration_evidence] if times.duration_evidence else []
        assert all(labelled.text[one.start : one.end] == one.text for one in quotes)
        assert (times.duration_minutes is None) == (times.duration_evidence is None)
        if times.started and times.ended:
            assert to_kst(times.ended.at).date() >= to_kst(times.started.at).date()


def test_a_text_of_nothing_but_times_is_judged_by_its_first_ones() -> None:
    scene = scene_of("시각표\n" + "9일 오전 8시 5분 장애. " * 400, Kind.NEWS, PUBLISHED)
    assert len(scene.candidates) == MOST
    assert judge_times(scene, Times(), load_time_model()).ended is None


def test_a_run_counts_once_however_often_it_stands() -> None:
    chooser = Chooser({"clock": 1.0}, {"after": {"멈": 0.0, "멈춰": 2.0}})
    assert chooser.weigh(["clock", "unheard of"], [("after", "멈춰 멈춰")]) == 3.0


def test_runs_are_cut_in_the_lengths_of_their_window() -> None:
    runs = runs_in([("so far", "abcd")])
    assert {run for _, run in runs} == {"ab", "bc", "cd", "abc", "bcd"}
    assert set(RUNS) == {"after", "next", "before", "so far"}


def test_what_is_right_weighs_more_once_it_is_learned() -> None:
    fails, says = frozenset({("", "fails")}), frozenset({("", "says")})
    none = frozenset({("", "none")})
    choices = [Choice([fails, says, none], [True, False, False])] * 4
    learned = fit(choices)
    assert learned.choose(choices[0]) == 0
    assert learned.weight[("", "fails")] > learned.weight[("", "says")]


def test_the_same_texts_give_the_same_numbers(tmp_path: Path) -> None:
    corpus = read_time_corpus(time_files())[::30]
    scenes = [scene_of(text.text, text.kind, text.published_at) for text in corpus]
    files = [tmp_path / "first.json", tmp_path / "second.json"]
    for file in files:
        write_model(fit_time_model(corpus, scenes), "x", file)
    assert files[0].read_bytes() == files[1].read_bytes()
