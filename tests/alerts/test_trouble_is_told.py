"""A source, the crawler, the disk stops: page, commands, digest and heartbeat say so in two intervals.

Real sites on loopback, real crawls, a real database, real commands at the real time. That time goes
by is done the other way round: everything that is stored is made as much older.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from alert_receiver import Receiver, receiving
from click.testing import CliRunner, Result
from sqlalchemy import select, update
from starlette.testclient import TestClient
from told_incidents import policy

from crawler.catalogue import Source, load_catalogue
from crawler.run import crawl
from crawler.sample.site import sample_sources, serve_sample_site
from detector.cli.alert_worker import AlertSettings, AlertWorker
from detector.cli.commands import meoktong
from detector.page.app import create_app
from detector.page.settings import PageSettings
from models import clock
from models.clock import to_kst
from models.database import Database, open_database
from models.errors import UnwritableError
from models.tables import CrawlRow, DocumentRow, SourceRow

FAST = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "RETRY_TIMES": 0}
INTERVAL = timedelta(minutes=30)
OWN = "먹통 자신의 탈"


@dataclass
class Scene:
    """Sources of two sites, a database, somebody who waits for heartbeats."""

    url: str
    sources: list[Source]
    stopping: Source  # the one of the second site
    second_site: ExitStack
    monitor: Receiver

    def crawl(self, url: str = "") -> None:
        """Do what a round of `watch` does, with nothing to be read."""
        crawl(self.sources, url or self.url, allow_loopback=True, extra_settings=FAST)
        database = open_database(url or self.url)
        try:
            settings = AlertSettings(policy(), self.monitor.url)
            AlertWorker(database, settings, self.sources).after_round()
        finally:
            database.close()

    def later(self, length: timedelta) -> None:
        """Make all that is stored so much older."""
        columns = (
            CrawlRow.started_at, CrawlRow.finished_at, SourceRow.last_success_at,
            SourceRow.last_new_document_at, SourceRow.rests_until, DocumentRow.fetched_at,
        )  # fmt: skip
        database = open_database(self.url)
        with database.writing() as session:
            for column in columns:
                rows = session.query(column.class_).all()
                for row in rows:
                    if (old := getattr(row, column.key)) is not None:
                        setattr(row, column.key, old - length)
            session.execute(update(DocumentRow).values(unread=False))  # as if `detect` had run
        database.close()

    @property
    def agents(self) -> list[str]:
        """Who called the heartbeat's address, as its log shows."""
        return [got.headers["user-agent"] for got in self.monitor.taken]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with ExitStack() as sites, ExitStack() as second, receiving() as monitor:
        first_url = sites.enter_context(serve_sample_site())
        second_url = second.enter_context(serve_sample_site())
        here = [one for one in sample_sources(first_url) if one["reader"] == "notice"][:1]
        there = [one for one in sample_sources(second_url) if one["reader"] == "feed"][:1]
        folder = tmp_path / "data" / "sources"
        folder.mkdir(parents=True)
        for one in (*here, *there):
            write_source(folder, one)
        catalogue = load_catalogue()
        ids = [str(one["id"]) for one in (*here, *there)]
        sources = [catalogue[id] for id in ids]
        url = f"sqlite:///{tmp_path / 'test.db'}"
        made = Scene(url, sources, sources[-1], second, monitor)
        made.crawl()
        made.later(timedelta(seconds=1))
        yield made


def write_source(folder: Path, fields: dict[str, object]) -> None:
    """Put a source into the user's own catalogue, where the commands find it."""
    kept = {key: value for key, value in fields.items() if key != "id"}
    kept |= {"interval_minutes": 30, "least_documents_a_day": 0}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in kept.items()]
    (folder / f"{fields['id']}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(meoktong, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@contextmanager
def page(url: str) -> Iterator[TestClient]:
    database = open_database(url)
    app = create_app(database, PageSettings(interval=INTERVAL))
    yield TestClient(app, base_url="http://localhost")
    database.close()


@dataclass
class Told:
    """What each surface says."""

    html: str
    data: dict[str, object]
    text: str
    badge: str
    health: int
    now: Result
    sources: Result
    rows: list[dict[str, str]]  # that close the CSV of today
    mail: str

    @property
    def everything(self) -> list[str]:
        """Return what each of them says, by itself."""
        now, sources = self.now.output, self.sources.output
        rows = " ".join(" ".join(row.values()) for row in self.rows)
        return [self.html, self.text, now, sources, rows, self.mail]

    @property
    def own(self) -> list[object]:
        """Return what of ourselves the page says is wrong."""
        troubles = self.data["own_troubles"]
        assert isinstance(troubles, list)
        return [one["kind"] for one in troubles]


def told_by(url: str) -> Told:
    today = to_kst(clock.now()).date().isoformat()
    with page(url) as client:
        answers = [client.get(path) for path in ("/", "/now.json", "/now.txt", "/badge.svg")]
        health = client.get("/healthz").status_code
    table = run("digest", "--date", today, "--db", url).stdout_bytes.decode("utf-8-sig")
    return Told(
        answers[0].text,
        answers[1].json(),
        answers[2].text,
        answers[3].text,
        health,
        run("now", "--db", url),
        run("sources", "--db", url),
        [row for row in csv.DictReader(io.StringIO(table, newline="")) if row["status"] == "blind-spot"],
        run("digest", "--date", today, "--format", "html", "--db", url).stdout,
    )  # fmt: skip


def open_incidents(told: Told) -> object:
    return told.data["open"]


def test_while_all_is_well_nothing_is_said_and_the_heart_beats(scene: Scene) -> None:
    told = told_by(scene.url)
    assert (told.data["blind_spots"], told.own, told.health) == ([], [], 200)
    assert (told.sources.exit_code, told.rows) == (0, [])
    assert not any(source.id in told.now.stderr for source in scene.sources)
    assert not any(OWN in said for said in told.everything)
    assert scene.agents == ["meoktong (sources ok 2/2)"]


def test_a_source_that_stops_is_named_everywhere_after_its_next_crawl(scene: Scene) -> None:
    scene.second_site.close()
    scene.later(INTERVAL)
    scene.crawl()
    told, id = told_by(scene.url), scene.stopping.id
    for said in (told.text, told.now.stderr, told.sources.stdout, told.mail):
        assert id in said
    assert scene.stopping.name in told.html
    spots = told.data["blind_spots"]
    assert isinstance(spots, list)
    assert [(spot["source"], spot["state"]) for spot in spots] == [(id, "broken")]
    assert [row["headline"] for row in told.rows] == [id]
    assert told.sources.exit_code == 3
    assert told.health == 200  # the others go on
    assert scene.agents[-1] == f"meoktong (sources ok 1/2; not ok: {id})"
    assert not any(OWN in said for said in told.everything)
    assert open_incidents(told) == []  # nobody's outage comes of it


def test_a_crawler_that_stops_is_told_as_our_own_fault_within_two_intervals(scene: Scene) -> None:
    scene.later(INTERVAL)
    assert not any(OWN in said for said in told_by(scene.url).everything)
    beats = len(scene.agents)

    scene.later(INTERVAL)
    told = told_by(scene.url)
    assert all(OWN in said for said in told.everything)
    assert told.own == ["stopped"]
    assert told.data["is_old"] is True
    assert "알 수 없음" in told.badge
    assert told.health == 503
    assert told.now.stdout.startswith("자료가 오래되어")
    assert told.sources.exit_code == 3
    assert [(row["headline"], row["cause"].split(":")[0]) for row in told.rows] == [
        ("meoktong", "late"),
    ]  # fmt: skip
    assert "조용했다고 할 수 없습니다" in told.mail
    assert open_incidents(told) == []
    assert len(scene.agents) == beats  # silence, which the monitor tells

    scene.crawl()  # and once it runs again, all is well
    assert not any(OWN in said for said in told_by(scene.url).everything)
    assert len(scene.agents) == beats + 1


def test_a_database_that_cannot_be_written_is_nobodys_fault_but_ours(scene: Scene) -> None:
    path = scene.url.removeprefix("sqlite:///")
    read_only = f"sqlite:///file:{path}?mode=ro&uri=true"
    beats, before = len(scene.agents), how_sources_are(scene.url)
    with pytest.raises(UnwritableError, match="읽기 전용"):
        scene.crawl(read_only)
    assert how_sources_are(scene.url) == before  # none is called broken for it
    assert len(scene.agents) == beats
    assert told_by(read_only).own == []  # it can be read, and is fresh

    scene.later(2 * INTERVAL)
    told = told_by(read_only)
    assert all(OWN in said for said in told.everything)
    assert (told.own, told.health) == (["stopped"], 503)
    assert [row["headline"] for row in told.rows] == ["meoktong"]


def test_a_heart_does_not_beat_where_nothing_can_be_written_down(scene: Scene) -> None:
    path = scene.url.removeprefix("sqlite:///")
    database = open_database(f"sqlite:///file:{path}?mode=ro&uri=true")
    beats = len(scene.agents)
    worker = AlertWorker(database, AlertSettings(policy(), scene.monitor.url), scene.sources)
    with pytest.raises(UnwritableError):
        worker.after_round()
    database.close()
    assert len(scene.agents) == beats


def test_a_watch_that_can_store_nothing_says_so_and_calls_no_heartbeat(
    scene: Scene, tmp_path: Path
) -> None:
    """The command itself: its rounds go on failing, and it tells whose fault that is."""
    path = scene.url.removeprefix("sqlite:///")
    beats = len(scene.agents)
    program = (
        "import sys; from crawler.catalogue import load_catalogue;"
        "from detector.cli.alert_worker import load_settings; from detector.cli.watch import Watcher;"
        "from models.database import open_database; from crawler.schedule import Batch;"
        "from detector.cli.screen import write_json; url = sys.argv[1];"
        "watcher = Watcher(open_database(url), url, write_json, allow_loopback=True,"
        " crawl_settings={'DOWNLOAD_DELAY': 0, 'AUTOTHROTTLE_ENABLED': False}, alerts=load_settings());"
        "sources = tuple(load_catalogue()[id] for id in sys.argv[2:]);"
        "watcher._start_alerts(sources); watcher._round(Batch(sources, frozenset()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, f"sqlite:///file:{path}?mode=ro&uri=true",
         *(one.id for one in scene.sources)],
        env={**os.environ, "MEOKTONG_HEARTBEAT_URL": scene.monitor.url,
             "MEOKTONG_DATA": str(tmp_path / "data"), "COLUMNS": "400"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    assert "읽기 전용" in done.stderr
    assert not any(one.id in done.stderr for one in scene.sources)
    assert len(scene.agents) == beats


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> None:
    """Take all that is left of a disk."""
    with (place / "filler").open("ab", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass


def test_a_full_disk_is_told_at_once_as_our_own_fault(scene: Scene, small_disk: Path) -> None:
    url = f"sqlite:///{small_disk / 'test.db'}"
    serving = open_database(url)  # as `serve` and `watch` have it open
    with serving.reading() as session:
        session.execute(select(SourceRow)).all()
        fill(small_disk)
    beats = len(scene.agents)
    with pytest.raises(UnwritableError, match="디스크"):
        scene.crawl(url)
    assert how_sources_are(url) == []  # no source is called broken for it
    assert len(scene.agents) == beats
    told = told_by(url)
    assert told.own == ["full"]
    assert told.health == 503
    assert told.sources.exit_code == 3
    assert all("디스크가 가득" in said for said in told.everything)
    serving.close()


def how_sources_are(url: str) -> list[tuple[str, str | None]]:
    database: Database = open_database(url)
    with database.reading() as session:
        found = [(row.state, row.problem) for row in session.query(SourceRow).all()]
    database.close()
    return found
