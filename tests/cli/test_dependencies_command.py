"""dependencies, and what show tells around an incident, on real databases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from one_outage import START, Run, article, evidence, incident_of, store_outage
from rich.cells import cell_len

from detector.gazetteer import gazetteer
from detector.views.incident_filters import names_of
from models import clock
from models.database import Database
from models.documents import find_documents, store_documents
from models.incidents import replace_incidents
from models.records import (
    AffectedService,
    Facts,
    Incident,
    Kind,
    Label,
    NamedEntity,
    Reading,
    Status,
    StoredDocument,
)
from models.reports import store_readings

LATER = START + timedelta(days=100)
YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def cloud(database: Database) -> Incident:
    """The outage of the cloud that took 쿠팡 and 업비트 along."""
    body = "22일 오전 8시 19분부터 AWS 서울 리전 오류로 쿠팡과 업비트가 84분 동안 멈췄다."
    return _store(database, "cloud", "20181122-aws-seoul", body, "aws-seoul", ["coupang", "upbit"])


NAMES = {"aws-seoul": "AWS", "coupang": "쿠팡", "upbit": "업비트", "kakaotalk": "카카오톡"}


def _store(
    database: Database, key: str, id: str, body: str, root: str, hit: list[str], **changed: object
) -> Incident:
    """Store one article, its report and the incident of it."""
    fields = {"title": "22일 오류로 84분 동안 멈춰", "body": body, **changed}
    document = article(external_id=key, url=f"https://example.com/{key}", **fields)
    store_documents(database, [document])
    with database.writing() as session:
        stored = next(
            one for one in find_documents(session, range(1, 100)) if one.document.external_id == key
        )
        services = tuple(_named(stored, one) for one in hit)
        facts = Facts(provider=_named(stored, root), affected=services)
        store_readings(session, [(stored, Reading(Label.OUTAGE, 0.97, facts, "test"))])
        at = stored.document.published_at
        incident = incident_of(
            stored, id=id, provider_id=root, provider_name=NAMES[root], claims=(), cause=None,
            region=None, started_at=at, ended_at=None, ended_precision=None, first_seen=at,
            last_seen=at, duration_minutes=None,
            affected=tuple(AffectedService(one, NAMES[one], at, 1) for one in hit),
        )  # fmt: skip
        replace_incidents(session, [], [incident])
    return incident


def _named(stored: StoredDocument, id: str) -> NamedEntity:
    return NamedEntity(id, NAMES[id], (NAMES[id],), evidence(stored.document, NAMES[id]))


def lines(text: str) -> Iterator[str]:
    yield from (line for line in text.splitlines() if line)


def test_without_anything_learned_it_says_what_to_do(
    run: Run, url: str, database: Database
) -> None:
    result = run("dependencies", "--db", url)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "meoktong detect" in result.stderr


def test_the_roots_are_listed_by_how_many_stand_on_them(
    run: Run, url: str, cloud: Incident
) -> None:
    (found,) = map(json.loads, run("dependencies", "--json", "--db", url).stdout.splitlines())
    assert found == {
        "id": "aws-seoul", "name": "AWS", "dependants": 2, "incidents": 1,
        "first_seen": "2018-11-22T09:00:00+09:00", "last_seen": "2018-11-22T09:00:00+09:00",
    }  # fmt: skip
    assert "AWS (aws-seoul)" in run("dependencies", "--db", url).stdout


@pytest.mark.parametrize("name", ["aws-seoul", "AWS 서울 리전"])
def test_a_root_shows_who_stands_on_it_with_the_sentence(
    run: Run, url: str, cloud: Incident, name: str
) -> None:
    found = json.loads(run("dependencies", name, "--json", "--db", url).stdout)
    assert [edge["dependant"]["id"] for edge in found["dependants"]] == ["coupang", "upbit"]
    (told,) = found["dependants"][1]["evidence"]
    assert told["incident_id"] == cloud.id
    assert told["url"] == "https://example.com/cloud"
    assert (told["provider_as_written"], told["dependant_as_written"]) == ("AWS", "업비트")
    assert told["quote"]["text"].endswith("쿠팡과 업비트가 84분 동안 멈췄다.")
    assert found["failures"] == 1
    assert {"kind": "part-of", "provider": {"id": "aws", "name": "AWS"},
            "dependant": {"id": "aws-seoul", "name": "AWS 서울 리전"}} in found["known"]  # fmt: skip


def test_a_service_shows_whom_it_stands_on(run: Run, url: str, cloud: Incident) -> None:
    page = run("dependencies", "업빗", "--db", url).stdout
    assert "이곳이 기대는 곳 1" in page
    assert "AWS" in page
    assert "쿠팡과 업비트가 84분 동안 멈췄다" in " ".join(page.split())


def test_what_hangs_on_a_region_hangs_on_its_company(run: Run, url: str, cloud: Incident) -> None:
    found = json.loads(run("dependencies", "aws", "--json", "--db", url).stdout)
    assert {edge["dependant"]["id"] for edge in found["dependants"]} == {"coupang", "upbit"}
    assert found["failures"] == 0


def test_pages_fit_a_terminal_of_eighty_columns(run: Run, url: str, cloud: Incident) -> None:
    for arguments in (["dependencies"], ["dependencies", "AWS"], ["show", cloud.id]):
        page = run(*arguments, "--db", url).stdout
        assert max(cell_len(line) for line in lines(page) if "http" not in line) <= 80


def test_an_unknown_name_is_answered_with_near_ones(run: Run, url: str, cloud: Incident) -> None:
    result = run("dependencies", "카카호톡", "--db", url)
    assert result.exit_code == 1
    assert "혹시" in result.stderr
    assert "카카오톡" in result.stderr


def test_a_name_that_texts_use_for_other_things_too_is_understood(
    run: Run, url: str, cloud: Incident
) -> None:
    entry = next(
        entry
        for entry in gazetteer().values()
        if entry.ambiguous and len(names_of(entry.ambiguous[0].alias)) == 1
    )
    found = run("dependencies", entry.ambiguous[0].alias, "--json", "--db", url).stdout
    assert entry.id in {json.loads(line)["id"] for line in found.splitlines()}


def test_the_clock_runs_for_an_outage_of_this_hour(run: Run, url: str, database: Database) -> None:
    now = clock.now()
    body = "카카오톡이 멈췄다."
    live = _store(database, "live", "live-kakaotalk", body, "kakaotalk", ["kakaotalk"],
                  published_at=now - timedelta(minutes=30), fetched_at=now)  # fmt: skip
    found = json.loads(run("show", live.id, "--json", "--db", url).stdout)["duty"]
    assert found["state"] == "running"
    assert 85 <= found["minutes"] <= 90
    assert "남음" in run("show", live.id, "--db", url).stdout


def test_a_suspected_incident_teaches_nothing(run: Run, url: str, database: Database) -> None:
    store_outage(database, status=Status.SUSPECTED)
    assert run("dependencies", "--json", "--db", url).stdout == ""


def test_show_tells_delays_and_the_duty_beside_the_keys_of_the_interface(
    run: Run, url: str, outage: Incident
) -> None:
    found = json.loads(run("show", outage.id, "--json", "--db", url).stdout)
    assert found["delays"]["onset_to_article"] == 41
    assert found["delays"]["onset_to_recovery"] == 84
    assert found["duty"]["state"] == "none"
    assert found["recurrences"] == found["recalls"] == found["common_root_hypotheses"] == []
    page = run("show", outage.id, "--db", url).stdout
    assert "4시간이 되기 전에 복구되어 의무가 없습니다" in page
    assert "시작 → 첫 기사  41분" in page


def test_services_of_one_cloud_that_fail_together_make_it_a_hypothesis(
    run: Run, url: str, database: Database, cloud: Incident
) -> None:
    first = _store(database, "c", "20190302-coupang", "쿠팡이 멈췄다.", "coupang", ["coupang"],
                   published_at=LATER, kind=Kind.NEWS)  # fmt: skip
    _store(database, "u", "20190302-upbit", "업비트가 멈췄다.", "upbit", ["upbit"],
           published_at=LATER + timedelta(minutes=9))  # fmt: skip
    shown = run("show", first.id, "--json", "--db", url).stdout
    (found,) = json.loads(shown)["common_root_hypotheses"]
    assert found["provider"]["id"] == "aws-seoul"
    assert found["explains"] == ["coupang", "upbit"]
    assert 0.05 < found["probability"] < 1
    assert [one["id"] for one in json.loads(shown)["fails_with"]] == ["20190302-upbit"]
    assert json.loads(shown)["provider"]["id"] == "coupang"  # what is shown as fact stays
    page = run("show", first.id, "--db", url).stdout
    assert "추정: 어느 글도 말하지 않았습니다" in page


def test_services_that_fail_hours_apart_make_no_hypothesis(
    run: Run, url: str, database: Database, cloud: Incident
) -> None:
    first = _store(database, "c", "20190302-coupang", "쿠팡이 멈췄다.", "coupang", ["coupang"],
                   published_at=LATER)  # fmt: skip
    _store(database, "u", "20190302-upbit", "업비트가 멈췄다.", "upbit", ["upbit"],
           published_at=LATER + timedelta(hours=2))  # fmt: skip
    found = json.loads(run("show", first.id, "--json", "--db", url).stdout)
    assert found["common_root_hypotheses"] == []


def test_what_an_article_recalls_is_linked_both_ways(
    run: Run, url: str, database: Database
) -> None:
    old = _store(database, "old", "20171120-kakaotalk", "카카오톡이 멈췄다.", "kakaotalk",
                 ["kakaotalk"], published_at=START - YEAR)  # fmt: skip
    body = "22일 오전 카카오톡이 멈췄다. 카카오톡은 지난해 11월 22일에도 20분간 멈춘 바 있다."
    new = _store(database, "new", "20181122-kakaotalk", body, "kakaotalk", ["kakaotalk"])
    (link,) = json.loads(run("show", new.id, "--json", "--db", url).stdout)["recalls"]
    assert (link["id"], link["day"]) == (old.id, "2017-11-22")
    assert link["quote"]["text"].startswith("카카오톡은 지난해 11월 22일에도")
    (back,) = json.loads(run("show", old.id, "--json", "--db", url).stdout)["recalled_by"]
    assert (back["id"], back["url"]) == (new.id, "https://example.com/new")
    assert "기사에서 되짚은 지난 장애" in run("show", new.id, "--db", url).stdout


def test_its_help_names_an_example(run: Run, tmp_path: Path) -> None:
    assert "meoktong dependencies AWS" in run("dependencies", "--help").stdout
