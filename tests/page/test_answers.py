"""Every page in every form: the same facts, at one address, with how fresh they are."""

from __future__ import annotations

import csv
import io
from html import unescape
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient
from told_page import GOING_ON, HOSTILE, OVER

from detector.page import app
from detector.page.schemas.incidents import Incident
from models.clock import parse_iso

PAGES = (
    "/now", "/incidents", f"/incidents/{OVER}", f"/incidents/{GOING_ON}", "/services",
    "/services/aws-seoul", "/services/kt", "/search?q=쿠팡", "/maintenance", "/sources", "/about",
)  # fmt: skip
ATOM = "{http://www.w3.org/2005/Atom}"


def at(page: str, ending: str) -> str:
    path, mark, query = page.partition("?")
    return f"{path}.{ending}{mark}{query}"


@pytest.mark.parametrize("page", PAGES)
def test_the_json_of_a_page_has_just_the_keys_that_it_promises(
    client: TestClient, page: str
) -> None:
    answer = client.get(at(page, "json"))
    assert answer.status_code == 200
    path = page.partition("?")[0]
    models = {address: model for _, address, _, model in app._PAGES}
    model = models.get(path) or models[f"/{path.split('/')[1]}/{{id}}"]
    assert model.model_validate(answer.json(), strict=False)
    assert set(model.model_fields) == set(answer.json())


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_says_as_of_when_it_is_and_what_was_not_seen(
    client: TestClient, page: str
) -> None:
    told = client.get(at(page, "json")).json()
    assert told["as_of"] == "2026-11-22T15:04:00+09:00"
    assert told["data_through"] == "2026-11-22T15:02:00+09:00"
    assert [spot["source"] for spot in told["blind_spots"]] == ["ruliweb-best"]
    assert {key: told["sources"][key] for key in ("watched", "ok")} == {"watched": 3, "ok": 2}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_its_age_and_the_count_of_what_goes_on(
    client: TestClient, page: str
) -> None:
    html = client.get("/" if page == "/now" else page).text
    assert "2026. 11. 22.(일) 15:04 기준" in html
    assert "출처 3곳 중 2곳 정상" in html
    assert "<title>(1) " in html


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("ending", ["json", "csv", "atom", "txt"])
def test_every_page_has_its_data_at_its_address(client: TestClient, page: str, ending: str) -> None:
    answer = client.get(at(page, ending))
    assert answer.status_code == 200
    assert answer.headers["as-of"] == "2026-11-22T15:04:00+09:00"
    assert answer.content


def test_the_front_page_says_what_goes_on(client: TestClient) -> None:
    html = client.get("/").text
    assert "장애 1건이 이어지고 있습니다" in html
    assert "14:10부터 54분째" in html


def test_an_incident_of_the_page_is_that_of_the_command_line(client: TestClient) -> None:
    told = client.get(f"/incidents/{OVER}.json").json()
    assert set(Incident.model_fields) <= set(told)
    assert told["duration_minutes"] == 84
    assert [claim["value"] for claim in told["claims"] if claim["field"] == "duration"] == [84, 90]


def test_an_incident_shows_its_dissent_and_its_quotes(client: TestClient) -> None:
    html = unescape(client.get(f"/incidents/{OVER}").text)
    assert "84분 동안" in html
    assert '1시간 30분</b> <span class="tag">다름' in html
    assert "62/647" in html


def test_hostile_titles_neither_run_nor_break_a_form(client: TestClient) -> None:
    html = client.get(f"/incidents/{GOING_ON}").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    rows = list(csv.reader(io.StringIO(client.get("/now.csv").content.decode("utf-8-sig"))))
    headline = rows[1][rows[0].index("headline")]
    assert headline.startswith("'=HYPERLINK")
    assert ElementTree.fromstring(client.get("/now.atom").content) is not None
    assert "\x1b" not in client.get("/now.txt").text
    assert HOSTILE.partition(" ")[0] in client.get("/now.txt").text


def test_an_address_that_is_no_web_address_is_no_link(client: TestClient) -> None:
    assert "javascript:" not in client.get(f"/incidents/{OVER}").text


def test_a_feed_has_permanent_ids_and_is_new_only_when_something_changed(
    client: TestClient,
) -> None:
    feed = ElementTree.fromstring(client.get("/incidents.atom").content)
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    assert f"tag:localhost,2026:incident/{OVER}" in ids
    updated = {
        entry.findtext(f"{ATOM}id"): entry.findtext(f"{ATOM}updated")
        for entry in feed.iter(f"{ATOM}entry")
    }
    # The fourth document claims another length and a cause: that is news, its copy would be none.
    assert updated[f"tag:localhost,2026:incident/{OVER}"] == "2026-11-20T10:20:00+09:00"


def test_an_incident_has_a_feed_of_its_steps(client: TestClient) -> None:
    feed = ElementTree.fromstring(client.get(f"/incidents/{OVER}.atom").content)
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert any("첫 공지" in title for title in titles)
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == len(client.get(f"/incidents/{OVER}.json").json()["steps"])


def test_planned_work_has_its_window_and_a_calendar(client: TestClient) -> None:
    [work] = client.get("/maintenance.json").json()["maintenance"]
    assert (work["begins"], work["ends"]) == (
        "2026-11-23T03:00:00+09:00",
        "2026-11-23T05:00:00+09:00",
    )
    calendar = client.get("/maintenance.ics")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "DTSTART:20261122T180000Z\r\nDTEND:20261122T200000Z" in calendar.text
    assert all(len(line.encode()) <= 75 for line in calendar.text.split("\r\n"))


def test_a_text_begins_with_its_age_and_its_blind_spots(client: TestClient) -> None:
    lines = client.get("/now.txt").text.splitlines()
    assert lines[1] == "2026. 11. 22.(일) 15:04 기준, 출처 3곳 중 2곳 정상"
    assert lines[3].startswith("! ruliweb-best: broken")


def test_a_press_line_says_who_when_and_how_sure(client: TestClient) -> None:
    html = client.get(f"/incidents/{OVER}").text
    assert (
        "[복구] AWS 서울 리전 장애, 2026. 11. 20.(금) 08:19 – 2026. 11. 20.(금) 09:43 (1시간 24분)."
        " 영향: 쿠팡, 배달의민족. 원인: DNS. 첫 공지 2026. 11. 20.(금) 09:10."
        " 서로 다른 출처 4곳, 확신 0.97."
    ) in html


def test_a_csv_ends_with_the_blind_spots(client: TestClient) -> None:
    rows = list(
        csv.DictReader(io.StringIO(client.get("/incidents.csv").content.decode("utf-8-sig")))
    )
    assert rows[-1]["status"] == "blind-spot"
    assert rows[-1]["headline"] == "ruliweb-best"
    assert rows[1]["started"] == "2026-11-20T08:19:00+09:00"
    assert parse_iso(rows[1]["started"])
