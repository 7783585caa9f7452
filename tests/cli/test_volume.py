"""How many reports came when, drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_outage import START, Run, article, incident_of, reading_of

from detector.cli.help_text import columns_of
from detector.cli.volume import volume_lines
from models.database import Database
from models.documents import find_documents, store_documents
from models.incidents import replace_incidents
from models.records import Incident, Kind, Label, Precision, Status, SupportingDocument
from models.reports import store_readings


def incident(*minutes: float, **changed: object) -> Incident:
    evidence = tuple(
        SupportingDocument(
            number, "a.com", f"https://a.com/{number}", "먹통", START + timedelta(minutes=minute),
            Kind.COMMUNITY if number % 2 else Kind.NEWS, Label.OUTAGE,
        )
        for number, minute in enumerate(minutes)
    )  # fmt: skip
    counts = {
        kind: sum(one.kind is kind for one in evidence) for kind in (Kind.NEWS, Kind.COMMUNITY)
    }
    fields: dict[str, object] = {
        "id": "i", "headline": "먹통", "provider_id": None, "provider_name": None, "region": None,
        "cause": None, "symptom": None, "status": Status.CONFIRMED, "confidence": 1.0,
        "severity": "minor", "started_at": START, "started_precision": Precision.MINUTE,
        "ended_at": None, "ended_precision": None, "duration_minutes": None, "first_seen": START,
        "last_seen": START, "official_notice_at": None, "affected": (), "counts": counts,
        "independent_sources": 1, "claims": (), "evidence": evidence,
    }  # fmt: skip
    return Incident(**(fields | changed))  # type: ignore[arg-type]


def test_every_report_is_counted_in_its_kind() -> None:
    lines = list(volume_lines(incident(0, 1, 2, 3, 10, 11, 12), 78))
    assert lines[0] == "한 칸은 1분"
    assert [line.split()[-1] for line in lines[1:3]] == ["4", "3"]


def test_the_tallest_bar_is_where_most_came() -> None:
    lines = list(volume_lines(incident(0, 1, 0, 1, 0, 1, 30, 31), 78))
    news = lines[1].removeprefix("뉴스     ")
    assert news[0] == "█"
    assert news.rstrip(" 0123456789")[-1] in "▂▃▄▅"


def test_onset_notice_and_recovery_are_marked_with_their_times() -> None:
    told = incident(
        0, 5, 20, 40,
        ended_at=START + timedelta(minutes=60), ended_precision=Precision.MINUTE,
        official_notice_at=START + timedelta(minutes=30),
    )  # fmt: skip
    marks, names = list(volume_lines(told, 78))[-2:]
    assert [marks.index(sign) for sign in "▲◆▼"] == sorted(marks.index(sign) for sign in "▲◆▼")
    assert "▲ 08:19 시작  ◆ 08:49 첫 공지  ▼ 09:19 끝" in names


def test_a_start_of_which_the_day_alone_is_known_is_not_marked() -> None:
    lines = list(volume_lines(incident(0, 5, 20, started_precision=Precision.DAY), 78))
    assert "▲" not in "".join(lines)


def test_stragglers_are_a_number_and_do_not_press_the_rest_flat() -> None:
    lines = list(volume_lines(incident(*range(40), 60 * 24 * 300), 78))
    assert lines[0] == "한 칸은 1분"
    assert lines[-1] == "그 뒤로 1건이 더 있습니다"


def test_what_looks_back_days_later_does_not_press_the_rest_flat() -> None:
    told = incident(0, 1, 2, 3, 4, 60 * 24 * 4)
    late = replace(told.evidence[-1], label=Label.AFTERMATH)
    lines = list(volume_lines(replace(told, evidence=(*told.evidence[:-1], late)), 78))
    assert lines[0] == "한 칸은 1분"
    assert lines[-1] == "그 뒤로 1건이 더 있습니다"


def test_too_few_reports_make_no_picture() -> None:
    assert list(volume_lines(incident(0, 5), 78)) == []


@given(st.lists(st.floats(0, 60 * 24 * 400), min_size=3, max_size=60), st.integers(40, 120))
def test_a_picture_never_is_wider_than_its_room(minutes: list[float], width: int) -> None:
    lines = list(volume_lines(incident(*minutes), width))
    assert all(columns_of(line) <= width for line in lines[:-1] if "부터" not in line)


def test_show_draws_it_within_80_columns(run: Run, url: str, database: Database) -> None:
    documents = [
        article(external_id=str(number), published_at=START + timedelta(minutes=10 * number))
        for number in range(4)
    ]
    store_documents(database, documents)
    with database.reading() as session:
        stored = list(find_documents(session, [1, 2, 3, 4]))
    evidence = tuple(incident_of(one).evidence[0] for one in stored)
    told = replace(incident_of(stored[0]), evidence=evidence, counts={Kind.NEWS: 4})
    with database.writing() as session:
        store_readings(session, [(one, reading_of(one.document)) for one in stored])
        replace_incidents(session, [], [told])
    shown = run("show", told.id, "--db", url, env={"COLUMNS": "80"}).stdout
    assert "보고량" in shown
    assert "█" in shown
    assert all(columns_of(line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_narrow_terminal_still_gets_a_picture(width: int) -> None:
    assert len(list(volume_lines(incident(0, 1, 2, 3), width))) >= 4
