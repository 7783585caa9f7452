"""A person's judgement: label, review, what the digest says of it, and what detect leaves alone."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from judgements import (
    NOW,
    corrections,
    incidents,
    json_lines,
    put,
    recent,
    report_of,
    tiny_corpus,
)
from one_outage import TITLE, Run, article, reading_of

from detector.classify.model import Classifier
from detector.cli.review import KEYS, QUIT, SKIP
from detector.detect import detect
from detector.training.train import train_classifier
from models.corrections import ChosenBy
from models.database import Database
from models.documents import mark_all_unread, store_documents
from models.records import ABOUT_AN_OUTAGE, PERSON, Facts, Kind, Label, Reading, Report


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEOKTONG_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return train_classifier(tiny_corpus(), "cli")


def test_an_outage_that_is_none_has_its_incident_retracted_at_once(
    run: Run, url: str, database: Database
) -> None:
    put(database, (article(), Label.OUTAGE, 0.8))
    (incident,) = incidents(database)
    result = run("label", "1", "장애아님", "--by", "당번", "--db", url)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "장애 0.80 → 장애 아님 (사람)" in result.stdout
    shown = json.loads(run("show", incident, "--json", "--db", url).stdout)
    assert (shown["status"], shown["life"][-1]["rule"]) == ("retracted", "corrected")
    (kept,) = corrections(database)
    assert (kept.judged_by, kept.chosen_by) == ("당번", ChosenBy.USER)
    assert (kept.said_label, kept.said_probability, kept.said_model) == (
        Label.OUTAGE, 0.8, "모델-1",
    )  # fmt: skip


def test_an_outage_that_was_missed_is_read_for_its_facts_and_opens_an_incident(
    run: Run, url: str, database: Database
) -> None:
    put(database, (article(), Label.OTHER, 0.1))
    assert report_of(database).reading.facts.affected == ()
    shown = json.loads(run("label", "1", "outage", "--json", "--db", url).stdout)
    assert (shown["label"], shown["corrected"]) == ("outage", True)
    assert shown["said"] == {"label": "other", "probability": 0.1, "model": "모델-1"}
    assert [shown["incident_id"]] == shown["incidents"] == incidents(database)
    facts = report_of(database).reading.facts
    assert "쿠팡" in [entity.name for entity in facts.affected]
    assert facts.duration_minutes == 84


def test_a_corrected_report_says_so_and_drops_no_key(
    run: Run, url: str, database: Database
) -> None:
    put(database, (article(), Label.OUTAGE, 0.8))
    before = json.loads(run("reports", "--json", "--db", url).stdout)
    run("label", "1", "recovery", "--db", url)
    after = json.loads(run("reports", "--json", "--db", url).stdout)
    assert (before["corrected"], after["corrected"]) == (False, True)
    assert set(before) == set(after)
    assert (after["label"], after["probability"]) == ("recovery", 1.0)
    assert "사람이 정정함" in run("reports", "--db", url).stdout


@pytest.mark.parametrize("name", ["1", "example.com:1", "https://example.com/1"])
def test_a_document_is_named_by_id_source_or_address(
    run: Run, url: str, database: Database, name: str
) -> None:
    put(database, (article(), Label.OUTAGE, 0.8))
    assert run("label", name, "outage", "--db", url).exit_code == 0
    assert report_of(database).reading.model == PERSON


def test_a_new_model_does_not_override_a_person(database: Database, run: Run, url: str,
                                                classifier: Classifier) -> None:  # fmt: skip
    put(database, (article(), Label.OTHER, 0.1))
    run("label", "1", "aftermath", "--db", url)
    mark_all_unread(database)
    outcome = detect(database, classifier=classifier)
    assert outcome.by_label == {Label.AFTERMATH: 1}
    reading = report_of(database).reading
    assert (reading.label, reading.model) == (Label.AFTERMATH, PERSON)


def test_a_changed_text_is_the_programs_to_read_again_and_offered_again(
    database: Database, run: Run, url: str, classifier: Classifier
) -> None:
    put(database, (recent(1), Label.OTHER, 0.3))
    run("label", "글-1", "maintenance", "--db", url)
    changed = recent(
        1, title="서버 접속 장애로 앱이 멈췄다", body="서울에서 서버 접속 장애로 앱이 멈췄다."
    )
    store_documents(database, [changed])
    detect(database, classifier=classifier)
    assert report_of(database).reading.model == classifier.version
    (offer,) = [
        line for line in json_lines(run("review", "--json", "--db", url).stdout)
        if line["type"] == "document"
    ]  # fmt: skip
    assert offer["changed_since"] is True
    assert "글이 바뀌었습니다" in run("review", "--db", url).stdout


def test_what_was_undone_is_as_the_program_had_said(run: Run, url: str, database: Database) -> None:
    put(database, (article(), Label.OUTAGE, 0.8))
    before = (report_of(database), incidents(database))
    run("label", "1", "other", "--db", url)
    run("label", "1", "maintenance", "--db", url)  # the second judgement keeps what was said first
    result = run("label", "1", "--undo", "--db", url)
    assert "장애 (프로그램)" in result.stdout
    assert (report_of(database), incidents(database)) == before
    assert corrections(database) == []


def test_undoing_what_a_changed_text_made_void_leaves_the_report_alone(
    run: Run, url: str, database: Database, classifier: Classifier
) -> None:
    put(database, (article(), Label.OTHER, 0.1))
    run("label", "1", "outage", "--db", url)
    store_documents(database, [replace(article(), body="새 요금제를 선보이고 점유율을 높인다.")])
    detect(database, classifier=classifier)
    before = report_of(database)
    assert run("label", "1", "--undo", "--db", url).exit_code == 0
    assert report_of(database) == before
    assert corrections(database) == []


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["nothing", "outage"], 1, "document_id나 주소"),
        (["글-", "outage"], 1, "혹시 'example.com:글-1'?"),
        (["글-1", "고장"], 2, "쓸 수 있는 값: outage(장애)"),
        (["글-1"], 2, "--undo"),
        (["글-1", "outage", "--undo"], 2, "--undo"),
        (["글-1", "--undo"], 2, "되돌릴 정정이 없습니다"),
        ([], 2, "문서"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(
    run: Run, url: str, database: Database, arguments: Sequence[str], status: int, said: str
) -> None:
    put(database, (recent(1), Label.OUTAGE, 0.8))
    result = run("label", *arguments, "--db", url)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (status, "", 1)
    assert said in result.stderr
    assert corrections(database) == []


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_text_that_nobody_has_read_is_not_judged(
    run: Run, url: str, database: Database, *, is_changed: bool
) -> None:
    if is_changed:
        put(database, (article(), Label.OUTAGE, 0.8))
    store_documents(database, [replace(article(), body="바뀐 글")])
    result = run("label", "1", "other", "--db", url)
    assert result.exit_code == 2
    assert "meoktong detect" in result.stderr
    assert corrections(database) == []


def test_a_judgement_keeps_the_facts_of_a_report_that_was_right(
    run: Run, url: str, database: Database
) -> None:
    put(database, (article(), Label.OUTAGE, 0.8))
    before = report_of(database).reading
    run("label", "1", "outage", "--db", url)
    after = report_of(database).reading
    assert (after.facts, after.words) == (before.facts, before.words)
    assert after.label in ABOUT_AN_OUTAGE
    assert reading_of(article()).label is after.label


def test_review_offers_the_doubtful_ones_with_a_command_that_works(
    run: Run, url: str, database: Database
) -> None:
    put(database, (recent(1), Label.OUTAGE, 0.97), (recent(2), Label.OTHER, 0.45))
    lines = json_lines(run("review", "--json", "--db", url).stdout)
    assert [line["document_id"] for line in lines] == ["글-2", "글-1"]
    assert lines[0]["quote"]["text"] == "접속이 되지"  # type: ignore[index]
    for line in lines:
        assert run(*shlex.split(str(line["command"]))[1:]).exit_code == 0
    assert [one.label for one in corrections(database)] == [Label.OTHER, Label.OUTAGE]
    assert {one.chosen_by for one in corrections(database)} == {ChosenBy.DOUBT}
    again = json_lines(run("review", "--json", "--db", url).stdout)
    assert {line["type"] for line in again} == {"precision"}


def test_review_shows_title_source_conclusion_and_quote(
    run: Run, url: str, database: Database
) -> None:
    put(database, (recent(1, title=TITLE), Label.OUTAGE, 0.61))
    shown = run("review", "--db", url).stdout
    for part in (TITLE, "example.com:글-1", "장애를 알릴 확률 0.61", "«접속이 되지»", "사건 "):
        assert part in shown
    assert "meoktong label 'example.com:글-1' other --chosen-by doubt" in shown


def test_a_password_in_the_address_is_not_repeated() -> None:
    from detector.cli.review_page import Offer, command_of

    document = article()
    report = Report(1, "a", "1", "", Kind.NEWS, NOW, "", Reading(Label.OUTAGE, 0.5, Facts(), "m"))
    offer = Offer(report, document, 1.0, None, None, False, ChosenBy.DOUBT)
    assert "geheim" not in command_of(offer, "postgresql://me:geheim@host/db")
    assert command_of(offer, "sqlite:///x.db").endswith("--db sqlite:///x.db")


def test_older_documents_wait_for_more_days(run: Run, url: str, database: Database) -> None:
    put(database, (recent(24 * 10), Label.OUTAGE, 0.5))
    result = run("review", "--db", url)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "--days" in result.stderr
    assert "글-240" in run("review", "--days", "11", "--db", url).stdout


def test_review_offers_at_most_so_many(run: Run, url: str, database: Database) -> None:
    put(database, *((recent(n), Label.OUTAGE, 0.5) for n in range(1, 6)))
    assert len(json_lines(run("review", "--limit", "2", "--json", "--db", url).stdout)) == 2


def test_one_key_is_one_answer_until_q(run: Run, url: str, database: Database) -> None:
    put(database, *((recent(n), Label.OUTAGE, 0.5 + n / 100) for n in range(1, 7)))
    result = run("review", "--ask", "--by", "당번", "--db", url, input="o?ㅜXrqn")
    assert result.exit_code == 0
    kept = corrections(database)
    assert sorted(one.label for one in kept) == ["other", "outage", "recovery"]
    assert {(one.judged_by, one.chosen_by) for one in kept} == {("당번", ChosenBy.DOUBT)}
    assert "3건 가운데 2건이 맞음" in result.stdout


@pytest.mark.parametrize("keys", ["", "n", "\x04"])
def test_an_input_that_ends_keeps_what_was_answered(
    run: Run, url: str, database: Database, keys: str
) -> None:
    put(database, *((recent(n), Label.OUTAGE, 0.6) for n in (1, 2, 3)))
    assert run("review", "--ask", "--db", url, input=keys).exit_code == 0
    assert len(corrections(database)) == keys.count("n")


def test_without_a_terminal_asking_is_refused_in_one_line(url: str, database: Database) -> None:
    put(database, (recent(1), Label.OUTAGE, 0.6))
    result = subprocess.run(
        [sys.executable, "-W", "error", "-m", "detector.cli", "review", "--ask", "--db", url],
        stdin=subprocess.DEVNULL, start_new_session=True, capture_output=True, text=True,
        check=False, cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert "터미널" in result.stderr


def test_every_label_has_a_key_and_no_key_means_two_things() -> None:
    assert set(KEYS.values()) == set(Label)
    assert len(KEYS.keys() | SKIP | QUIT) == len(KEYS) + len(SKIP) + len(QUIT)


def test_asking_and_json_exclude_each_other(run: Run, url: str) -> None:
    assert run("review", "--ask", "--json", "--db", url).exit_code == 2


def test_a_random_sample_counts_earlier_judgements_that_it_meets(
    run: Run, url: str, database: Database
) -> None:
    put(database, *((recent(n), Label.OUTAGE, 0.9) for n in (1, 2, 3)))
    run("label", "글-2", "other", "--by", "먼저", "--db", url)
    (before,) = corrections(database)
    result = run("review", "--random", "--ask", "--db", url, input="oo")
    assert "3건 가운데 2건이 맞음" in result.stdout
    assert "무작위로 뽑음" in result.stdout
    by_row = {one.row: one for one in corrections(database)}
    assert {one.chosen_by for one in by_row.values()} == {ChosenBy.RANDOM}
    assert by_row[before.row] == replace(before, chosen_by=ChosenBy.RANDOM)
