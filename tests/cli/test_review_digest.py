"""The digest says how right the program was on what people reviewed."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from judgements import (
    judged,
    put,
)
from one_outage import Run, article

from models.corrections import store_correction
from models.database import Database
from models.records import Label


def test_the_digest_closes_with_the_precision_before_the_blind_spots(
    run: Run, url: str, database: Database
) -> None:
    put(database, (article(), Label.OUTAGE, 0.8))
    with database.writing() as session:
        judged_at = datetime(2018, 11, 22, 14, 59, tzinfo=UTC)  # 23:59 in Korea
        store_correction(session, judged(1, label=Label.OUTAGE, judged_at=judged_at))
    rows, again = (_digest(run, url, "2018-11-22") for _ in range(2))
    assert rows == again
    statuses = [row["status"] for row in rows]
    assert statuses.count("reviewed") == 1
    after = statuses[statuses.index("reviewed") + 1 :]
    assert set(after) <= {"blind-spot"}
    (row,) = [row for row in rows if row["status"] == "reviewed"]
    assert row["headline"].startswith("검토한 보도 1건 가운데 1건이 맞음 (95 % 구간 21~100 %")
    assert (row["rank"], row["incident_id"], row["date"]) == ("", "", "2018-11-22")


def test_a_day_before_any_review_has_no_such_row(run: Run, url: str, database: Database) -> None:
    put(database, (article(), Label.OUTAGE, 0.8))
    run("label", "1", "outage", "--db", url)
    assert "reviewed" not in [row["status"] for row in _digest(run, url, "2018-11-22")]


def _digest(run: Run, url: str, day: str) -> list[dict[str, str]]:
    content = run("digest", "--date", day, "--db", url).stdout_bytes.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))
