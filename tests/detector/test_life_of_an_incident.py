"""The steps of an incident's life, each by a rule and with what it rests on."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from detector.incidents.building import build_incidents
from detector.incidents.limits import PATIENCE
from detector.incidents.regroup import regroup
from detector.incidents.silence import close_silent, with_silence
from detector.labelling import label_document
from models.database import Database
from models.incidents import list_incidents
from models.records import Incident, Kind, Label, Report, Rule, Status
from models.tables import DocumentRow
from tests.detector.made_reports import Made, new_database, store
from tests.detector.test_incidents_from_reports import NINE, only, told

LATER = NINE + timedelta(days=30)


def steps(incident: Incident) -> list[tuple[Status, Rule, int | None]]:
    return [(step.status, step.rule, step.row) for step in incident.steps]


def back(row: int, source: str, **more: int) -> Report:
    return told(row, source, Kind.NEWS, label=Label.RECOVERY, **more)


def test_posts_suspect_a_second_board_confirms_recovery_is_told_and_an_end_resolves() -> None:
    posts = [told(n, "a.example") for n in (1, 2, 3)]
    incident = only(
        *posts,
        told(4, "b.example"),
        back(20, "c.example"),
        back(30, "d.example", started=0, ended=40),
    )
    assert steps(incident) == [
        (Status.SUSPECTED, Rule.POSTS, 3),
        (Status.CONFIRMED, Rule.SOURCES, 4),
        (Status.RECOVERING, Rule.RECOVERY, 20),
        (Status.RESOLVED, Rule.END, 30),
    ]
    assert [step.at for step in incident.steps] == sorted(step.at for step in incident.steps)
    assert incident.status is incident.steps[-1].status


def test_an_article_suspects_and_a_notice_confirms() -> None:
    incident = only(told(1, "c.example", Kind.NEWS), told(2, "status.example", Kind.OFFICIAL))
    assert steps(incident) == [
        (Status.SUSPECTED, Rule.REPORT, 1),
        (Status.CONFIRMED, Rule.OFFICIAL, 2),
    ]


def test_an_aftermath_resolves_whatever_is_said_later() -> None:
    story = told(2, "b.example", Kind.NEWS, label=Label.AFTERMATH)
    incident = only(told(1, "a.example", Kind.NEWS), story, back(3, "c.example"))
    assert steps(incident)[1:] == [(Status.RESOLVED, Rule.AFTERMATH, 2)]


def test_what_is_over_and_comes_back_on_two_boards_goes_on() -> None:
    over = [
        told(1, "a.example", Kind.NEWS, started=0),
        told(2, "b.example", Kind.NEWS, started=0, ended=10),
    ]
    again = [told(n, f"board{n}.example", after=300) for n in (3, 4)]
    assert only(*over).status is Status.RESOLVED
    assert only(*over, again[0]).status is Status.RESOLVED
    incident = only(*over, *again)
    assert steps(incident)[-1] == (Status.CONFIRMED, Rule.DOWN_AGAIN, 4)


def test_the_last_step_is_that_of_all_reports_together_wherever_one_stops() -> None:
    group = [
        *[told(n, "a.example") for n in (1, 2, 3)],
        told(4, "b.example", Kind.NEWS),
        back(5, "c.example", ended=33),
        told(6, "d.example", after=250),
        told(7, "e.example", after=250),
        back(8, "f.example", started=0, ended=600, after=600),
    ]
    for end in range(3, len(group) + 1):
        (incident,) = build_incidents([group[:end]])
        assert incident.steps[-1].status is incident.status
        before = [s for s in only(*group).steps if s.at <= incident.steps[-1].at]
        assert before[: len(incident.steps)] == list(incident.steps)


def test_two_days_of_silence_end_what_is_confirmed_and_no_suspicion() -> None:
    sure = only(told(1, "a.example", Kind.NEWS), told(2, "b.example", Kind.NEWS))
    deadline = sure.last_seen + PATIENCE[Status.CONFIRMED]
    assert with_silence(sure, deadline - timedelta(minutes=1)) is sure
    ended = with_silence(sure, deadline)
    assert (ended.status, ended.ended_at) == (Status.RESOLVED, None)
    assert steps(ended)[-1] == (Status.RESOLVED, Rule.SILENCE, None)
    assert ended.steps[-1].at == deadline
    suspected = only(told(1, "a.example", Kind.NEWS))
    assert with_silence(suspected, LATER) is suspected


def test_a_stored_incident_falls_silent_and_goes_on_with_the_next_report() -> None:
    with new_database() as database:
        store(database, [notice(1, 0)])
        (sure,) = incidents(database)
        with database.writing() as session:
            assert close_silent(session, sure.last_seen + timedelta(hours=1)) == []
            (closed,) = close_silent(session, LATER)
            assert close_silent(session, LATER) == []
        assert incidents(database) == [closed]
        store(database, [notice(2, 60)])
        (again,) = incidents(database)
        assert again.status is Status.CONFIRMED


def test_an_incident_whose_documents_a_person_rejects_stays_and_is_retracted() -> None:
    with new_database() as database:
        store(database, [notice(1, 0)])
        (sure,) = incidents(database)
        judge(database, "1", Label.OTHER)
        (retracted,) = incidents(database)
        assert (retracted.id, retracted.status) == (sure.id, Status.RETRACTED)
        assert steps(retracted)[-1][:2] == (Status.RETRACTED, Rule.CORRECTED)
        assert [s.url for s in retracted.evidence] == [s.url for s in sure.evidence]
        again(database)
        assert incidents(database) == [retracted]


def incidents(database: Database) -> list[Incident]:
    with database.reading() as session:
        return list_incidents(session)


def notice(number: int, minutes: int) -> Made:
    return Made(number=number, names=("kt",), minutes=minutes, kind=Kind.OFFICIAL)


def judge(database: Database, name: str, label: Label) -> None:
    label_document(database, name, label, at=LATER)


def again(database: Database) -> None:
    """Group everything once more."""
    with database.writing() as session:
        regroup(session, list(session.scalars(select(DocumentRow.id))))
        assert list_incidents(session)
