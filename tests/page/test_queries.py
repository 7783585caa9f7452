"""What may be asked, how far a list goes on, and what is said of a wrong question."""

from __future__ import annotations

from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from told_page import GOING_ON, NOW, OVER

from detector.page.cursors import read_cursor, write_cursor
from detector.page.problems import Problem
from models.database import Database
from models.incidents import find_incident, replace_incidents
from models.tables import IncidentRedirectRow


def ids(answer: object) -> list[str]:
    return [one["id"] for one in answer.json()["incidents"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [GOING_ON, OVER]),
        ("?status=confirmed", [GOING_ON]),
        ("?affected=쿠팡", [OVER]),
        ("?provider=케이티", [GOING_ON]),
        ("?q=배민", [OVER]),
        ("?q=배달의민족 AWS", [OVER]),
        ("?since=2026-11-22", [GOING_ON]),
        ("?until=2026-11-21", [OVER]),
        ("?min_confidence=0.99", []),
        ("?q=없는말", []),
        ("?q=&status=&since=&until=&provider=", [GOING_ON, OVER]),
        ("?since=2026-11-22T00:00+09:00", [GOING_ON]),
    ],
)
def test_a_list_holds_what_was_asked_for(
    client: TestClient, query: str, expected: list[str]
) -> None:
    assert ids(client.get(f"/incidents.json{query}")) == expected


def test_a_list_goes_on_from_where_it_ended_and_misses_none(client: TestClient) -> None:
    first = client.get("/incidents.json?limit=1")
    second = client.get("/incidents.json", params={"limit": 1, "next": first.json()["next"]})
    assert ids(first) + ids(second) == [GOING_ON, OVER]
    assert second.json()["next"] is None


def test_a_cursor_is_read_back_and_refused_for_another_list() -> None:
    word = write_cursor("incidents", NOW, "한글-id")
    assert read_cursor("incidents", word) == (NOW, "한글-id")
    with pytest.raises(Problem):
        read_cursor("documents", word)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/incidents.json?next=zzz", 400),
        ("/incidents.json?next=한글", 400),
        ("/incidents.json?limit=0", 422),
        ("/incidents.json?as_of=어제쯤", 422),
        ("/incidents.json?status=down", 422),
        ("/incidents/20200101-nobody.json", 404),
        ("/services/no-such-one.json", 404),
        ("/services/kt.json?first=2026-11-20&last=2026-11-01", 422),
        ("/services/kt.json?first=2020-01-01&last=2026-11-01", 422),
        ("/nowhere.json", 404),
    ],
)
def test_a_wrong_question_is_told_as_a_problem(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["detail"]
    assert told["instance"] == answer.request.url.path


def test_people_are_told_of_a_problem_on_a_page(client: TestClient) -> None:
    answer = client.get("/incidents/20200101-nobody", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "보일 수 없습니다" in answer.text


def test_an_id_that_went_leads_to_its_successor_in_the_same_form(
    client: TestClient, stored: Database
) -> None:
    with stored.writing() as session:
        session.add(IncidentRedirectRow(old_id="20261120-coupang", new_id=OVER))
    for ending in ("", ".json", ".atom"):
        answer = client.get(f"/incidents/20261120-coupang{ending}?x=1", follow_redirects=False)
        assert answer.status_code == 308
        assert answer.headers["location"] == f"/incidents/{OVER}{ending}?x=1"


def test_another_name_of_a_service_leads_to_it(client: TestClient) -> None:
    answer = client.get("/services/케이티.json", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/services/kt.json")


def test_search_finds_incidents_and_documents(client: TestClient) -> None:
    told = client.get("/search.json?q=쿠팡").json()
    assert [one["id"] for one in told["incidents"]] == [OVER]
    assert [one["document_id"] for one in told["documents"]] == ["4", "3", "1"]
    assert "쿠팡" in told["documents"][0]["excerpt"]


def test_a_day_without_data_is_unknown_and_never_good(client: TestClient) -> None:
    days = client.get("/services/kt.json").json()["days"]
    states = {day["date"]: day["state"] for day in days}
    assert len(days) == 90
    assert states["2026-11-22"] == "major"
    assert states["2026-11-20"] == "none"
    assert states["2026-11-21"] == "unknown"


def test_figures_of_a_service_count_its_failures(client: TestClient) -> None:
    figures = client.get("/services/aws-seoul.json").json()["figures"]
    assert (figures["incidents"], figures["as_root"], figures["longest_id"]) == (1, 1, OVER)
    assert figures["median_notice_delay_minutes"] == 51
    assert figures["duty"] == {"in-time": 1}


def test_a_withdrawn_incident_is_no_failure(client: TestClient, stored: Database) -> None:
    from dataclasses import replace

    from models.records import Status

    with stored.writing() as session:
        found = find_incident(session, OVER)
        assert found is not None
        replace_incidents(session, [OVER], [replace(found, status=Status.RETRACTED)])
    told = client.get("/services/aws-seoul.json").json()
    assert told["figures"]["incidents"] == 0
    assert all(day["state"] in ("none", "unknown") for day in told["days"])


def test_the_future_is_not_known(client: TestClient) -> None:
    later = (NOW + timedelta(days=3)).isoformat()
    assert (
        client.get("/now.json", params={"as_of": later})
        .json()["as_of"]
        .startswith("2026-11-22T15:04")
    )
