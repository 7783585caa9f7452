"""The daily digest: which incidents are in it, in what order, in which bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.digests.cells import safe_cell
from detector.digests.daily import COLUMNS, digest_bytes, write_digest
from detector.digests.rows import (
    DigestRow,
    FailedSource,
    active_days,
    digest_rows,
    is_active_on,
)
from models.clock import parse_iso
from models.errors import MeoktongError
from models.records import (
    AffectedService,
    Cause,
    Incident,
    Kind,
    Label,
    Precision,
    Status,
    SupportingDocument,
)

DAY = date(2018, 11, 22)
SEEN = parse_iso("2018-11-22T08:33:00")


def incident(**changed: object) -> Incident:
    fields: dict[str, object] = {
        "id": "20181122-aws",
        "headline": "쿠팡·배민 먹통",
        "provider_id": "aws",
        "provider_name": "AWS",
        "region": "서울 리전",
        "cause": Cause.DNS,
        "symptom": None,
        "status": Status.RESOLVED,
        "confidence": 0.98765,
        "severity": "major",
        "started_at": parse_iso("2018-11-22T08:19:00"),
        "started_precision": Precision.MINUTE,
        "ended_at": parse_iso("2018-11-22T09:43:00"),
        "ended_precision": Precision.MINUTE,
        "duration_minutes": 84,
        "first_seen": SEEN,
        "last_seen": parse_iso("2018-11-22T16:30:00"),
        "official_notice_at": parse_iso("2018-11-22T08:59:00"),
        "affected": (hit("쿠팡"), hit("배달의민족")),
        "counts": {Kind.NEWS: 5, Kind.COMMUNITY: 12, Kind.OFFICIAL: 1},
        "independent_sources": 4,
        "claims": (),
        "evidence": (
            source("https://news.example/2", Kind.NEWS, 60),
            source("https://news.example/1", Kind.NEWS, 30),
            source("https://board.example/1", Kind.COMMUNITY, 0),
            source("https://status.example/1", Kind.OFFICIAL, 90),
        ),
    }
    return Incident(**(fields | changed))  # type: ignore[arg-type]


def hit(name: str) -> AffectedService:
    return AffectedService(name, name, SEEN, 1)


def source(url: str, kind: Kind, minutes: int) -> SupportingDocument:
    return SupportingDocument(
        1, "x", url, "t", SEEN + timedelta(minutes=minutes), kind, Label.OUTAGE
    )


def read(rows: Sequence[DigestRow]) -> list[dict[str, str]]:
    text = digest_bytes(rows).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_day_is_these_bytes() -> None:
    rows = digest_rows([incident()], [FailedSource("hankookilbo", "blocked")], DAY)
    assert digest_bytes(rows).decode("utf-8").split("\r\n") == [
        "\ufeffdate,rank,incident_id,status,headline,provider,region,cause,started,ended,"
        "duration_minutes,ongoing,affected_count,affected,news_reports,community_reports,"
        "official_reports,independent_sources,confidence,severity,first_seen,official_notice_at,"
        "notice_delay_minutes,top_urls",
        "2018-11-22,1,20181122-aws,resolved,쿠팡·배민 먹통,AWS,서울 리전,dns,"
        "2018-11-22T08:19:00+09:00,2018-11-22T09:43:00+09:00,84,false,2,쿠팡; 배달의민족,5,12,1,4,"
        "0.988,major,2018-11-22T08:33:00+09:00,2018-11-22T08:59:00+09:00,40,"
        "https://status.example/1; https://news.example/1; https://news.example/2",
        "2018-11-22,,,blind-spot,hankookilbo,,,blocked,,,,,,,,,,,,,,,,",
        "",
    ]


@pytest.mark.parametrize(
    ("started", "ended", "days"),
    [
        ("2018-11-22T08:19", "2018-11-22T09:43", ["2018-11-22"]),
        ("2018-11-21T23:59", "2018-11-22T00:01", ["2018-11-21", "2018-11-22"]),
        ("2018-11-22T15:00+00:00", "2018-11-22T15:01+00:00", ["2018-11-23"]),
        ("2018-11-22T14:59+00:00", "2018-11-22T14:59+00:00", ["2018-11-22"]),
        ("2018-11-20T12:00", "2018-11-22T00:00", ["2018-11-20", "2018-11-21", "2018-11-22"]),
        (None, None, ["2018-11-22"]),
        ("2018-11-24T00:00", None, ["2018-11-24"]),  # said to begin after it was last seen
    ],
)
def test_an_incident_is_active_on_the_korean_days_it_touches(
    started: str | None, ended: str | None, days: list[str]
) -> None:
    one = incident(
        started_at=parse_iso(started) if started else None,
        ended_at=parse_iso(ended) if ended else None,
    )
    expected = [date.fromisoformat(day) for day in days]
    assert active_days(one) == expected
    around = [date(2018, 11, 18) + timedelta(days=number) for number in range(9)]
    assert [day for day in around if is_active_on(one, day)] == expected


@pytest.mark.parametrize(
    ("status", "ended", "day", "is_ongoing"),
    [
        (Status.RESOLVED, "2018-11-23T03:00", "2018-11-22", True),
        (Status.RESOLVED, "2018-11-23T03:00", "2018-11-23", False),
        (Status.CONFIRMED, None, "2018-11-22", True),
        (Status.RECOVERING, None, "2018-11-22", True),
        (Status.RESOLVED, None, "2018-11-22", False),
        (Status.RETRACTED, None, "2018-11-22", False),
    ],
)
def test_ongoing_is_as_of_the_end_of_the_day(
    status: Status, ended: str | None, day: str, is_ongoing: bool
) -> None:
    one = incident(status=status, ended_at=parse_iso(ended) if ended else None)
    (row,) = digest_rows([one], [], date.fromisoformat(day))
    assert row.ongoing is is_ongoing


def test_graver_incidents_come_first_and_blind_spots_last() -> None:
    order = [
        incident(id="a", severity="critical", independent_sources=1),
        incident(id="b", severity="major", independent_sources=9),
        incident(id="c", severity="major", independent_sources=3, affected=(hit("1"), hit("2"))),
        incident(id="d", severity="major", independent_sources=3, affected=(hit("1"),)),
        incident(id="e", severity="major", independent_sources=3, affected=(hit("1"),)),
        incident(id="f", severity="minor", independent_sources=99),
    ]
    failed = [FailedSource("z", "late"), FailedSource("y", "broken"), FailedSource("z", "late")]
    rows = digest_rows(reversed(order), failed, DAY)
    assert [row.incident_id for row in rows] == ["a", "b", "c", "d", "e", "f", None, None]
    assert [row.rank for row in rows] == [1, 2, 3, 4, 5, 6, None, None]
    assert [(row.status, row.headline) for row in rows[6:]] == [
        ("blind-spot", "y"),
        ("blind-spot", "z"),
    ]


def test_the_notice_delay_may_be_negative_and_is_a_number() -> None:
    one = incident(official_notice_at=parse_iso("2018-11-22T08:09:00"))
    assert read(digest_rows([one], [], DAY))[0]["notice_delay_minutes"] == "-10"


def test_without_a_stated_start_the_delay_counts_from_the_first_report() -> None:
    one = incident(started_at=None)
    assert read(digest_rows([one], [], DAY))[0]["notice_delay_minutes"] == "26"


def test_what_is_unknown_is_an_empty_cell() -> None:
    one = incident(
        provider_name=None, region=None, cause=None, started_at=None, ended_at=None,
        duration_minutes=None, official_notice_at=None, affected=(), evidence=(),
    )  # fmt: skip
    cells = read(digest_rows([one], [], DAY))[0]
    for column in ("provider", "region", "cause", "started", "ended", "duration_minutes",
                   "official_notice_at", "notice_delay_minutes", "affected", "top_urls"):  # fmt: skip
        assert cells[column] == ""
    assert cells["affected_count"] == "0"


@pytest.mark.parametrize(
    "evil",
    ["=1+1", "+82-2", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x", "﹣1", "−1", "\t=1", "\r=1", "\n=1",
     "\x00=1", "  =1", "\u00a0=1", "\x1b[1m", "\x85=1"],
)  # fmt: skip
def test_a_cell_that_could_be_run_is_made_harmless(evil: str) -> None:
    assert safe_cell(evil).startswith("'")


@pytest.mark.parametrize("plain", ["쿠팡 먹통", "", "84분", "[속보] KT", '"따옴표"', "a=b", "1-2"])
def test_an_ordinary_cell_stays_as_it_is(plain: str) -> None:
    assert safe_cell(plain) == plain


def test_every_item_of_a_list_is_made_harmless_and_cannot_break_the_list() -> None:
    one = incident(
        affected=(hit("쿠팡"), hit("=cmd"), hit("가; @나")),
        evidence=(
            source("https://a.example/x;y=1", Kind.NEWS, 0),
            source("javascript:alert(1)", Kind.NEWS, 1),
        ),
    )
    cells = read(digest_rows([one], [], DAY))[0]
    assert cells["affected"].split("; ") == ["쿠팡", "'=cmd", "가, @나"]
    assert cells["top_urls"] == "https://a.example/x%3By=1"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_headline_stays_in_one_cell_that_nothing_runs(headline: str) -> None:
    text = digest_bytes(digest_rows([incident(headline=headline)], [], DAY)).decode("utf-8-sig")
    (header, row) = list(csv.reader(io.StringIO(text, newline="")))
    assert tuple(header) == COLUMNS
    assert len(row) == len(COLUMNS)
    assert text.count("\r\n") == 2
    assert not row[4].lstrip().startswith(tuple("=+-@＝＋－＠\t\r\n\0"))


def test_the_file_is_moved_into_place_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "new" / "digest.csv"
    rows = digest_rows([incident()], [], DAY)
    write_digest(file, rows)
    write_digest(file, rows)
    assert file.read_bytes() == digest_bytes(rows)
    assert [path.name for path in file.parent.iterdir()] == ["digest.csv"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "digest.csv").mkdir()
    with pytest.raises(MeoktongError, match=r"digest\.csv"):
        write_digest(tmp_path / "digest.csv", [])
    assert [path.name for path in tmp_path.iterdir()] == ["digest.csv"]


def test_an_empty_day_has_the_columns_only() -> None:
    assert digest_bytes([]).decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"


def test_times_are_shown_in_korea_whatever_zone_they_come_in() -> None:
    one = replace(incident(), started_at=datetime.fromisoformat("2018-11-21T23:19:00+00:00"))
    assert read(digest_rows([one], [], DAY))[0]["started"] == "2018-11-22T08:19:00+09:00"
