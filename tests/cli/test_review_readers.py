"""What readers said, for a person at a terminal: `show` has it apart, `review` decides on it."""

from __future__ import annotations

import json
import shlex

import pytest
from one_outage import Run

from detector.cli.help_text import columns_of
from models import clock
from models.database import Database
from models.reader_claims import ReaderClaim, ReaderSays, Verdict, store_reader_claim
from models.records import Incident


@pytest.fixture
def told(database: Database, outage: Incident) -> Incident:
    """An incident of which readers said three things."""
    for says, about, name, note in (
        (ReaderSays.NOT_HIT, "coupang", "쿠팡", None),
        (ReaderSays.WRONG, "started", None, "9시부터였습니다 \x1b[31m\u202e"),
        (ReaderSays.SAME, "20181122-kt", "KT도 멈췄다", None),
    ):
        claim = ReaderClaim(0, outage.id, says, about, name, note, clock.now())
        with database.writing() as session:
            store_reader_claim(session, claim, outage)
    return outage


def waiting(run: Run, url: str) -> list[dict[str, object]]:
    text = run("review", "--readers", "--json", "--db", url).stdout
    return [json.loads(line) for line in text.splitlines()]


def test_show_tells_them_after_and_apart_from_the_claims_of_sources(
    run: Run, url: str, told: Incident
) -> None:
    shown = run("show", told.id, "--db", url, env={"COLUMNS": "80"}).stdout
    claims, readers = shown.index("주장 (● 위에"), shown.index("독자의 말 (출처의 주장이 아님)")
    assert claims < readers
    for line in ("1. 겪지 않음: 쿠팡  (", "2. 틀림: 시작  (", "아직 보지 않음)", "9시부터였습니다"):
        assert line in shown[readers:]
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert all(columns_of(line) <= 80 for line in shown.splitlines())


def test_its_json_has_them_in_a_key_of_their_own(run: Run, url: str, told: Incident) -> None:
    content = json.loads(run("show", told.id, "--json", "--db", url).stdout)
    assert [one["says"] for one in content["reader_claims"]] == ["not-hit", "wrong", "same"]
    assert {one["kind"] for one in content["reader_claims"]} == {"reader"}
    assert all(claim["kind"] != "reader" for claim in content["claims"])


@pytest.mark.usefixtures("outage")
def test_without_any_show_has_no_heading_for_them(run: Run, url: str, outage: Incident) -> None:
    assert "독자의 말" not in run("show", outage.id, "--db", url).stdout
    assert "독자의 말" not in run("review", "--db", url).stderr
    result = run("review", "--readers", "--db", url)
    assert (result.stdout, result.exit_code) == ("", 0)
    assert "기다리는 독자의 말이 없습니다" in result.stderr


def test_review_lists_them_with_commands_that_decide(run: Run, url: str, told: Incident) -> None:
    assert "독자의 말 3건이 기다립니다" in run("review", "--db", url).stderr
    first, second, third = waiting(run, url)
    assert first["type"] == "reader-claim"
    assert {one["incident_id"] for one in (first, second, third)} == {told.id}
    for command in (first["accept"], second["reject"]):
        done = run(*shlex.split(str(command))[1:], "--by", "당번")
        assert done.exit_code == 0
    assert [one["number"] for one in waiting(run, url)] == [3]
    content = json.loads(run("show", told.id, "--json", "--db", url).stdout)
    assert [one["verdict"] for one in content["reader_claims"]] == [
        Verdict.ACCEPTED, Verdict.REJECTED, Verdict.OPEN,
    ]  # fmt: skip


def test_the_list_reads_on_a_screen(run: Run, url: str, told: Incident) -> None:
    result = run("review", "--readers", "--limit", "2", "--db", url, env={"COLUMNS": "80"})
    assert "1. 겪지 않음: 쿠팡" in result.stdout
    assert f"사건 {told.id}" in result.stdout
    assert "meoktong review --accept 1" in result.stdout
    assert "1건 더" in result.stderr


def test_accepting_changes_nothing_of_the_incident(run: Run, url: str, told: Incident) -> None:
    def known() -> dict[str, object]:
        content: dict[str, object] = json.loads(run("show", told.id, "--json", "--db", url).stdout)
        del content["reader_claims"]
        return content

    before = known()
    run("review", "--accept", "1", "--accept", "2", "--reject", "3", "--db", url)
    assert known() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--accept", "1", "--reject", "99"], "그런 번호의 독자의 말이 없습니다: 99"),
        (["--accept", "1", "--reject", "1"], "받아들이면서 물리칠 수는 없습니다: 1"),
        (["--accept", "0"], "--accept"),
        (["--accept", "x"], "--accept"),
    ],
)
def test_a_mistake_is_one_line_and_decides_on_nothing(
    run: Run, url: str, told: Incident, arguments: list[str], said: str
) -> None:
    result = run("review", *arguments, "--db", url)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert said in result.stderr
    assert len(waiting(run, url)) == 3
