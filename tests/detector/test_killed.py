"""Detection that is killed, whenever that is, goes on to the same incidents and loses no report."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from crawler.sample.documents import load_documents
from detector.classify.model import load_model
from models.clock import now
from models.database import open_database
from models.documents import count_unread, store_documents
from models.incidents import list_incidents
from models.records import Document
from models.reports import all_reports
from models.upkeep import check

pytestmark = pytest.mark.long
KILLS = 12
#: Small batches, so that there is much to be killed between.
DETECT = """
import sys
from detector.detect import detect
from models.database import open_database
database = open_database(sys.argv[1])
sys.stdout.write("reading\\n"); sys.stdout.flush()
detect(database, batch=7)
"""


def sample() -> list[Document]:
    return [
        Document(
            source=one.site, external_id=one.id, url=f"https://sample.example/{one.id}",
            kind=one.kind, published_at=one.published, title=one.title,
            body=one.text, fetched_at=now(),
        )
        for one in load_documents()
    ]  # fmt: skip


def start(url: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", DETECT, url], stdout=subprocess.PIPE)


def told(url: str) -> tuple[list[object], Counter[str]]:
    """Return the incidents without the rows that the database gave, and how often each is reported."""
    database = open_database(url)
    with database.reading() as session:
        incidents: list[object] = [
            (
                one.id, one.status, one.confidence, one.started_at, one.ended_at, one.headline,
                sorted(source.url for source in one.evidence),
                [(step.status, step.rule, step.at) for step in one.steps],
            )
            for one in list_incidents(session)
        ]  # fmt: skip
        reports = Counter(report.external_id for report in all_reports(session))
        assert count_unread(session) == 0
    assert check(database) == []
    database.close()
    return incidents, reports


def test_a_detection_killed_again_and_again_ends_as_one_that_was_left_alone(tmp_path: Path) -> None:
    load_model()  # trained once, before any process is killed
    chance = random.Random(11)
    urls = [f"sqlite:///{tmp_path}/{name}.db" for name in ("killed", "alone")]
    for url in urls:
        database = open_database(url)
        store_documents(database, sample())
        database.close()
    killed = 0
    for _ in range(KILLS):
        process = start(urls[0])
        assert process.stdout is not None
        assert process.stdout.readline() == b"reading\n"
        time.sleep(chance.uniform(0.0, 4.0))
        killed += process.poll() is None
        process.kill()
        process.wait()
        process.stdout.close()
    assert killed
    for url in urls:
        process = start(url)
        process.communicate()
        assert process.returncode == 0
    assert told(urls[0]) == told(urls[1])
    assert set(told(urls[0])[1].values()) == {1}
