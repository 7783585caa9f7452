"""What `meoktong sources` and `meoktong crawl` tell of sources that are not well."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from one_outage import Run

from crawler.catalogue import load_catalogue
from detector.cli.crawl import report_failures
from detector.cli.help_text import columns_of
from models import clock
from models.database import Database
from models.problems import Problem, at
from models.records import Coverage, CrawlOutcome
from models.sources import record_crawl

CATALOGUE = load_catalogue()
USED = [one.id for one in CATALOGUE.values() if one.enabled and not one.needs_key]
UNUSED = [one.id for one in CATALOGUE.values() if not one.enabled]
KEYED = [one.id for one in CATALOGUE.values() if one.enabled and one.needs_key]
GONE = at("https://a.example/", Problem("problem.fetch.no_name"))


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KAKAO_KEY", "NAVER_HUB_ID", "NAVER_HUB_SECRET", "NAVER_CLIENT_ID"):
        monkeypatch.delenv(f"MEOKTONG_{name}", raising=False)


def crawl(
    database: Database, source: str, state: str = "ok", *errors: str, ago: int = 5, **more: Any
) -> None:
    ended = clock.now() - timedelta(minutes=ago)
    usual = {"documents": 30 if state == "ok" else 0, "new": 2 if state == "ok" else 0}
    record_crawl(
        database,
        CrawlOutcome(
            source,
            ended - timedelta(minutes=1),
            ended,
            state,
            errors=errors,
            **(usual | more),  # type: ignore[arg-type]
        ),
    )


def lines(run: Run, url: str, *arguments: str) -> list[str]:
    result = run("sources", *arguments, "--db", url, env={"COLUMNS": "80"})
    return [line for line in result.stdout.splitlines() if line.strip()]


def objects(run: Run, url: str, *arguments: str) -> dict[str, dict[str, Any]]:
    text = run("sources", "--json", *arguments, "--db", url).stdout
    return {one["id"]: one for one in map(json.loads, text.splitlines())}


def test_before_the_first_crawl_all_is_unknown_and_the_next_step_is_told(
    run: Run, url: str
) -> None:
    result = run("sources", "--db", url)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"여기서 읽은 출처 없음  (읽은 적 없음 {len(USED)}")
    assert "meoktong crawl" in result.stderr


def test_well_sources_end_with_status_0(run: Run, url: str, database: Database) -> None:
    crawl(database, USED[0])
    result = run("sources", "--db", url)
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("state", "more", "word", "status"),
    [
        ("broken", {"errors": ("HTTP 500",)}, "고장", 3),
        ("blocked", {"errors": ("HTTP 430",)}, "막힘", 3),
        ("ok", {"ago": 24 * 60}, "늦음", 3),
        ("ok", {"late": True}, "늦음", 3),
        ("ok", {"coverage": Coverage(9, 9, 9, 0)}, "고장", 3),
        ("ok", {"coverage": Coverage(9, 9, 9, 9)}, "정상", 0),
    ],
)
def test_a_source_in_trouble_comes_first_with_the_reason_and_status_3(
    run: Run, url: str, database: Database, state: str, more: dict[str, Any], word: str, status: int
) -> None:
    crawl(database, USED[0])
    crawl(database, USED[3], state, *more.pop("errors", ()), **more)
    assert run("sources", "--db", url).exit_code == status
    head, _columns, first, second, *_ = lines(run, url)
    assert f"{word} " in head
    if status:
        assert first.split()[:2] == [word, USED[3]]
        assert second.startswith("      ")


def test_the_list_fits_80_columns_and_names_every_source(
    run: Run, url: str, database: Database
) -> None:
    crawl(database, USED[0], "broken", "아주 긴 까닭 " * 30)
    crawl(database, "somewhere", "blocked", "HTTP 403")
    shown = lines(run, url)
    assert all(columns_of(line) <= 80 for line in shown)
    text = "\n".join(shown)
    assert all(id in text for id in (*USED, *UNUSED, *KEYED, "somewhere"))
    assert text.index("쓰지 않음 ", 200) > text.index(USED[-1])


def test_a_source_that_lacks_its_key_is_no_trouble(
    run: Run, url: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    kakao = next(id for id in KEYED if CATALOGUE[id].needs_key == "kakao")
    crawl(database, kakao, "broken", "HTTP 401")
    assert run("sources", "--db", url).exit_code == 0
    assert "열쇠" in objects(run, url)[kakao]["missing_key"]
    assert "열쇠 없음" in "\n".join(lines(run, url, kakao))
    monkeypatch.setenv("MEOKTONG_KAKAO_KEY", "x")
    assert run("sources", "--db", url).exit_code == 3
    assert objects(run, url)[kakao]["missing_key"] is None


def test_what_is_not_in_the_catalogue_or_not_in_use_is_no_trouble(
    run: Run, url: str, database: Database
) -> None:
    crawl(database, "somewhere", "blocked", "HTTP 403")
    crawl(database, UNUSED[0], "broken", "HTTP 500")
    result = run("sources", "--db", url)
    assert result.exit_code == 0
    assert "막힘  somewhere" in result.stdout
    assert "(목록에 없음)" in result.stdout


@pytest.mark.parametrize("wanted", ["broken,late", "고장, 늦음"])
def test_states_can_be_chosen(run: Run, url: str, database: Database, wanted: str) -> None:
    crawl(database, USED[0], "broken", "HTTP 500")
    crawl(database, USED[1], "blocked", "HTTP 430")
    crawl(database, USED[2], ago=24 * 60)
    found = objects(run, url, "--state", wanted)
    assert {id: one["state"] for id, one in found.items()} == {USED[0]: "broken", USED[2]: "late"}
    assert len(lines(run, url, "--state", wanted)) == 1 + 2 * 2


def test_json_has_the_catalogue_the_health_and_the_counts(
    run: Run, url: str, database: Database
) -> None:
    crawl(database, "yna", ago=30)
    rest = clock.now() + timedelta(hours=1)
    crawl(database, "yna", "blocked", "HTTP 403", blocks=1, rests_until=rest)
    crawl(database, "yna", "blocked", "쉬는 출처라 요청하지 않았습니다", ago=2, rests_until=rest)
    one = objects(run, url)["yna"]
    earlier = {
        "id", "name", "name_en", "kind", "reader", "urls", "enabled", "reason", "interval_minutes",
        "least_documents_a_day", "robots", "state", "last_success_at", "last_new_document_at",
        "failures", "problem",
    }  # fmt: skip
    assert earlier <= set(one)
    assert (one["state"], one["failures"], one["blocks"], one["problem"]) == (
        "blocked", 1, 1, "HTTP 403",
    )  # fmt: skip
    assert (one["documents_24h"], one["crawls_24h"]) == (2, 3)
    assert one["coverage"] == {"hours": 168.0, "pages": 0, "titles": 0, "times": 0, "bodies": 0}
    assert one["why"].endswith("까지 쉽니다: HTTP 403")
    assert one["rests_until"] > one["last_crawl_at"] > one["last_success_at"]
    assert "crawls" not in one


def test_one_source_is_told_with_its_last_crawls_and_their_errors(
    run: Run, url: str, database: Database
) -> None:
    for number in range(12):
        crawl(database, "yna", ago=20 + number, coverage=Coverage(2, 2, 2, 1))
    crawl(database, "yna", "broken", "첫째 탈", "둘째 탈")
    shown = lines(run, url, "yna")
    text = "\n".join(shown)
    assert all(columns_of(line) <= 80 for line in shown)
    assert all(part in text for part in ("고장", "첫째 탈", "둘째 탈", "본문 50%", "마지막 성공"))
    assert sum("문서 30건" in line for line in shown) == 9
    crawls = objects(run, url, "yna")["yna"]["crawls"]
    assert len(crawls) == 10
    assert crawls[0]["errors"] == ["첫째 탈", "둘째 탈"]
    assert run("sources", "yna", "--db", url).exit_code == 3
    assert run("sources", USED[0], "--db", url).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["no-such-source"], "없는 출처"), (["--state", "나쁨"], "쓸 수 있는 값: ok(정상)")],
)
def test_wrong_usage_is_one_line_and_status_2(
    run: Run, url: str, arguments: list[str], said: str
) -> None:
    result = run("sources", *arguments, "--db", url)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert said in result.stderr


def test_a_network_that_is_down_is_one_line_in_the_list(
    run: Run, url: str, database: Database
) -> None:
    for id in USED[:4]:
        crawl(database, id, "broken", GONE)
    crawl(database, USED[4])
    shown = lines(run, url)
    assert shown[1].startswith("4곳이 함께 연결되지 않았습니다. 인터넷 연결이나 이 컴퓨터의 탈")
    assert sum("이름을 찾을 수 없" in line for line in shown) == 0


def outcome(source: str, state: str, *errors: str) -> CrawlOutcome:
    return CrawlOutcome(source, clock.now(), clock.now(), state, 0, 0, errors)


def test_a_crawl_tells_each_failed_or_resting_source(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [
        outcome("a", "ok"),
        outcome("b", "broken", "HTTP 500", "HTTP 404"),
        outcome("c", "blocked", "쉬는 출처라 요청하지 않았습니다"),
        outcome("d", "broken"),
    ]
    assert report_failures(outcomes) == 3
    assert capsys.readouterr().err.splitlines() == [
        "출처 b (고장): HTTP 500",
        "출처 b (고장): HTTP 404",
        "출처 c (막힘): 쉬는 출처라 요청하지 않았습니다",
        "출처 d (고장): 까닭을 알 수 없습니다",
    ]


def test_a_crawl_without_a_network_is_one_line_that_names_the_sources(
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcomes = [outcome(name, "broken", GONE) for name in "abc"] + [outcome("d", "broken", "x")]
    assert report_failures(outcomes) == 4
    first, second = capsys.readouterr().err.splitlines()
    assert first == (
        "출처 4곳 가운데 3곳이 함께 연결되지 않았습니다."
        " 인터넷 연결이나 이 컴퓨터의 탈일 수 있습니다: a, b, c"
    )
    assert second == "출처 d (고장): x"
