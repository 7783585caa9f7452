"""People's ways through the page, in a real browser."""

from __future__ import annotations

import json
from typing import Any
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.browser

AWS = "/incidents/20181122-aws"
PATHS = (
    "/", "/incidents", AWS, "/services", "/services/aws?first=2025-09-01&last=2025-11-29",
    "/search?q=쿠팡", "/maintenance?as_of=2025-11-18T21:30", "/sources", "/about", f"{AWS}/claims",
)  # fmt: skip
MOST_BYTES, MOST_REQUESTS = 60_000, 4


def get_json(site: str, path: str) -> Any:
    with urlopen(site + path) as answer:
        return json.load(answer)


def test_from_the_front_page_to_the_evidence(open_page: Any) -> None:
    page = open_page("/")
    page.get_by_role("link", name="모든 사건 보기").click()
    page.get_by_role("link", name="쿠팡·배달의민족 등 접속 장애").first.click()
    assert page.url.endswith(AWS)
    evidence = page.get_by_role("table").last
    link = evidence.get_by_role("link", name="클라우드 한 곳 멈추자")
    assert link.get_attribute("href").startswith("http://127.0.0.1")
    assert "noreferrer" in link.get_attribute("rel")


def test_search_finds_an_incident_by_a_word(open_page: Any) -> None:
    page = open_page("/")
    page.get_by_role("searchbox").fill("우체국")
    page.get_by_role("search").get_by_role("button").click()
    page.wait_for_url("**/search?q=**")
    assert page.get_by_role("link", name="[우체국예금] 금융 서비스 재개 안내").count() > 0


def test_a_list_is_filtered_by_state_and_name(open_page: Any) -> None:
    page = open_page("/incidents")
    page.get_by_label("상태").select_option("resolved")
    page.get_by_label("누가").fill("아마존웹서비스")
    page.get_by_role("button", name="보기").click()
    page.wait_for_url("**status=resolved**")
    rows = page.locator(".rows li")
    assert rows.count() == 2
    assert all("복구" in row for row in rows.all_inner_texts())


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Any, path: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(path, width=width, color_scheme=scheme, bypass_csp=True)
    for details in page.locator("details").all():
        details.evaluate("one => one.open = true")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    told = [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]
    assert told == []


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_a_small_screen(open_page: Any, path: str) -> None:
    page = open_page(path, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_small_and_asks_nobody_else(
    open_page: Any, chromium: Any, site: str, path: str
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    seen: list[Any] = []
    page.on("request", lambda request: seen.append(request))
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(_size(answer)))
    page.goto(site + path)
    page.wait_for_timeout(300)
    asked = [one.url for one in seen if not one.url.startswith("data:")]
    assert all(url.startswith(site) for url in asked)
    assert len(asked) <= MOST_REQUESTS
    assert sum(sizes) < MOST_BYTES
    context.close()


def _size(answer: Any) -> int:
    is_stream = "event-stream" in answer.headers.get("content-type", "")
    return 0 if is_stream or answer.url.startswith("data:") else len(answer.body())


def test_no_page_logs_an_error_or_breaks_its_own_policy(
    open_page: Any, chromium: Any, site: str
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    for path in PATHS:
        page.goto(site + path)
        page.wait_for_timeout(100)
    context.close()
    assert told == []


def test_without_the_script_a_page_says_what_its_json_says(open_page: Any, site: str) -> None:
    told = get_json(site, f"{AWS}.json")
    text = open_page(AWS, java_script_enabled=False).content()
    page = open_page(AWS, java_script_enabled=False)
    shown = page.inner_text("main")
    assert told["headline"] in shown
    for hit in told["affected"]:
        assert hit["name"] in shown
    for claim in told["claims"]:
        assert claim["source"] in shown
        assert claim["quote"]["text"] in shown
    for one in told["evidence"]:
        assert one["title"] in shown
    for step in told["recovery_steps"]:
        assert step["quote"] in shown
    assert told["id"] in text


def test_a_keyboard_is_enough(open_page: Any) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "본문으로 건너뛰기"
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/**")


def test_dark_is_dark_and_light_is_light(open_page: Any) -> None:
    for scheme, is_dark in (("dark", True), ("light", False)):
        page = open_page("/", color_scheme=scheme)
        color = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        channels = [int(part) for part in color[4:-1].split(",")]
        assert (max(channels) < 60) is is_dark


def test_an_open_page_hears_of_a_change(open_page: Any, demo: Any) -> None:
    from models.clock import now
    from models.database import open_database
    from models.records import CrawlOutcome
    from models.sources import record_crawl

    page = open_page("/")
    page.wait_for_timeout(4000)  # the first look has been taken
    database = open_database(f"sqlite:///{demo}")
    record_crawl(database, CrawlOutcome("yna", now(), now(), "broken", 0, 0, ("받지 못했습니다",)))
    database.close()
    page.wait_for_selector(".blind", timeout=15000)
    assert "보이지 않는 출처 1곳" in page.inner_text(".blind h2")


def test_a_press_line_is_copied(open_page: Any) -> None:
    page = open_page(AWS, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="복사").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("[복구] AWS")


def test_an_incident_prints_on_one_sheet(open_page: Any) -> None:
    pdf = open_page(AWS).pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1 or b"/Count 1" in pdf


def test_a_past_moment_shows_what_went_on_then(open_page: Any) -> None:
    page = open_page("/?as_of=2025-11-18T21:30")
    assert "이어지고 있습니다" in page.inner_text("h1")
    assert "알려졌던 대로입니다" in page.inner_text("#age")
    page.get_by_role("link", name="X·챗GPT 접속 장애").first.click()
    page.wait_for_url("**/incidents/**")
