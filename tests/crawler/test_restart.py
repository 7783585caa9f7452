"""Crawls that are killed, and crawls that run at the same time, lose and double nothing."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from board_site import FAST, BoardSite, Channel, serve, stored

from crawler.run import crawl
from models import clock
from models.database import open_database
from models.upkeep import check

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds; what takes longer hangs
YOUNG = 15  # of each channel: read again by every crawl
PROGRAM = """
import json, sys
sys.path.insert(0, sys.argv[1])
from crawler.catalogue import source_from_fields
from crawler.run import crawl
plan = json.loads(sys.argv[2])
sources = [source_from_fields(fields, "test") for fields in plan["sources"]]
outcomes = crawl(sources, plan["url"], allow_loopback=True, extra_settings=plan["settings"])
print(json.dumps([[one.source, one.state, one.new] for one in outcomes]))
"""


@pytest.fixture
def site() -> Iterator[BoardSite]:
    """Serve 195 documents of three sources: most settled, some of the last minutes."""
    now = clock.now().replace(microsecond=0)
    channels = [Channel("park", "board"), Channel("notices", "notice"), Channel("daily", "feed")]
    for channel in channels:
        channel.fill(35, now - timedelta(hours=5), timedelta(minutes=20))
        channel.fill(YOUNG, now - timedelta(minutes=1), timedelta(seconds=30))
    feed = channels[-1]
    feed.items = {}
    feed.fill(80, now - timedelta(hours=5), timedelta(minutes=20))
    feed.fill(YOUNG, now - timedelta(minutes=1), timedelta(seconds=30))
    with serve(*channels) as serving:
        yield serving


@pytest.fixture
def start(site: BoardSite) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a crawl of all channels in a process group of its own; end what is left of it."""
    started: list[subprocess.Popen[str]] = []

    def begin(path: Path, **settings: Any) -> subprocess.Popen[str]:
        sources = [site.source(name).as_dict() for name in site.channels]
        plan = {"sources": sources, "url": f"sqlite:///{path}", "settings": {**FAST, **settings}}
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(ROOT), json.dumps(plan)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        kill_group(process)


def kill_group(process: subprocess.Popen[str]) -> None:
    """End a crawl and the process it started, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def wait_until(is_met: Callable[[], bool]) -> None:
    """Wait for a condition; fail where it is not met in time."""
    deadline = time.monotonic() + PATIENCE
    while not is_met():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


def crawl_all(site: BoardSite, path: Path) -> list[tuple[str, str]]:
    """Crawl to the end; return each source's state."""
    sources = [site.source(name) for name in site.channels]
    outcomes = crawl(sources, f"sqlite:///{path}", allow_loopback=True, extra_settings=FAST)
    return [(outcome.source, outcome.state) for outcome in outcomes]


def problems_of(path: Path) -> list[str]:
    if not path.exists():
        return []
    database = open_database(f"sqlite:///{path}")
    try:
        return check(database)
    finally:
        database.close()


def edit(site: BoardSite) -> None:
    """Change the text of some young documents of each source."""
    for channel in site.channels.values():
        for number in sorted(channel.items)[-YOUNG::3]:
            channel.items[
                number
            ].text = f"{number}번 글을 고칩니다. 가람톡은 20분 만에 복구됐습니다."


def test_crawls_that_are_killed_store_what_an_undisturbed_one_does(
    site: BoardSite, start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    undisturbed, killed = tmp_path / "온전.db", tmp_path / "끊긴.db"
    dice = random.Random(20181124)
    kills = 0
    for phase in (1, 2):
        crawl_all(site, undisturbed)
        for _ in range(5):
            site.asked.clear()
            process = start(killed)
            # Now and then more than is left to be asked: then the crawl ends by itself.
            requests = dice.randint(3, 150 if phase == 1 else 35)
            wait_until(lambda: len(site.asked) >= requests or process.poll() is not None)  # noqa: B023
            time.sleep(dice.uniform(0, 0.1))  # so that some are killed while they store
            kills += process.poll() is None
            kill_group(process)
            assert problems_of(killed) == []
        assert {state for _, state in crawl_all(site, killed)} == {"ok"}
        assert stored(killed) == stored(undisturbed)
        assert len(stored(killed)) == 195
        assert max(len(texts) for _, _, texts in stored(killed)) == phase
        edit(site)
    assert kills >= 6


def test_two_crawls_at_once_store_everything_once(
    site: BoardSite, start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    path = tmp_path / "함께.db"
    told = []
    for process in [start(path), start(path)]:
        said, complaint = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, complaint
        told.append(json.loads(said))
    assert {state for outcomes in told for _, state, _ in outcomes} == {"ok"}
    assert sum(new for outcomes in told for _, _, new in outcomes) == len(stored(path)) == 195
    assert {len(texts) for _, _, texts in stored(path)} == {1}
    assert problems_of(path) == []


def test_a_crawl_ends_and_stores_when_the_process_that_started_it_is_killed(
    site: BoardSite, start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    path = tmp_path / "고아.db"
    process = start(path, DOWNLOAD_DELAY=0.3)
    wait_until(lambda: len(site.asked) > 20)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    wait_until(lambda: not is_alive(process.pid))
    asked = len(site.asked)
    assert asked < 195  # it was far from its end
    assert stored(path)
    assert problems_of(path) == []


def is_alive(group: int) -> bool:
    """Tell whether a process group has a member that runs; one that only waits to be reaped does not."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pgid=,stat="], capture_output=True, check=True, encoding="utf-8"
    )
    members = (line.split() for line in listed.stdout.splitlines())
    return any(int(found) == group and not state.startswith("Z") for found, state in members)
