"""`meoktong alerts`: what was told, tests, mutes, acknowledgements, dead letters, sending by cron."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alert_receiver import Receiver
from click.testing import CliRunner, Result
from told_incidents import SECRET, Story, at, hit, incident, policy

from detector.cli.commands import meoktong
from detector.config.resolving import load_policy
from detector.messages import Language
from models import clock
from models.alert_threads import mutes_at
from models.database import Database
from models.incidents import replace_incidents
from models.records import Incident, Status

CONFIRMED = Status.CONFIRMED
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at(7))


@pytest.fixture
def run(url: str) -> Run:
    def invoke(*arguments: object) -> Result:
        line = ["alerts", *map(str, arguments), "--db", url]
        result = CliRunner().invoke(meoktong, line)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def settings(tmp_path: Path, receiver: Receiver) -> Path:
    """The settings of one signed webhook that hears all."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "key").write_text(SECRET, encoding="utf-8")
    (folder / "key").chmod(0o600)
    path = folder / "meoktong.toml"
    path.write_text(
        f'[[alerts.channels]]\nname = "당직"\nkind = "webhook"\nurl = "{receiver.url}"\n'
        'secret = { file = "key" }\n[[alerts.rules]]\nname = "모두"\nchannels = ["당직"]\n',
        encoding="utf-8",
    )
    return path


def told(database: Database, *incidents: Incident) -> None:
    """Let these be the incidents there are; the channel hears of what comes after eleven."""
    story = Story(database, policy())
    story.policy = load_policy(Language.KO)
    story.plan(-60)
    story.becomes(*incidents)


@pytest.mark.usefixtures("settings")
def test_send_finds_what_is_due_sends_it_and_says_so(
    database: Database, run: Run, receiver: Receiver
) -> None:
    told(database, incident("20261122-kt", (CONFIRMED, 5), rows=[1]))
    result = run("send")
    assert result.exit_code == 0
    assert result.stdout.startswith("보냄  당직  msg_")
    assert receiver.taken[0].json["type"] == "incident.confirmed"
    assert run("send").stdout == ""


@pytest.mark.usefixtures("settings")
def test_what_did_not_arrive_is_said_and_sent_again_under_the_same_id(
    database: Database, run: Run, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(database, incident("20261122-kt", (CONFIRMED, 5), rows=[1]))
    receiver.answer = lambda _: 503
    failed = run("send")
    assert failed.exit_code == 3
    assert "못 보냄  당직" in failed.stdout
    assert "답 503" in failed.stdout
    receiver.answer = lambda _: 200
    monkeypatch.setattr(clock, "now", lambda: at(8))
    again = run("send")
    assert "2번째, 같은 id" in again.stdout
    assert receiver.refused[0].id == receiver.taken[0].id in again.stdout
    (shown,) = map(json.loads, run("list", "--json").stdout.splitlines())
    assert (shown["state"], shown["tries"]) == ("sent", 2)


@pytest.mark.usefixtures("settings")
def test_a_test_message_arrives_or_says_why_not(run: Run, receiver: Receiver) -> None:
    result = run("test")
    assert result.exit_code == 0
    assert receiver.taken[0].json["type"] == "alerts.test"
    receiver.answer = lambda _: 401
    failed = run("test", "당직")
    assert failed.exit_code == 1
    assert "거절됨" in failed.stdout
    assert run("dead-letters").stdout == "그만둔 글이 없습니다\n"  # nobody needs a test late
    assert "없는 채널입니다: 당지" in run("test", "당지").stderr


@pytest.mark.usefixtures("settings")
def test_a_muted_provider_is_not_told_until_the_mute_is_lifted(
    database: Database, run: Run, receiver: Receiver
) -> None:
    told(database, incident("20261122-kt", (CONFIRMED, 5), rows=[1]))
    assert "19:07까지" in run("mute", "KT", "--for", "7시간").stdout
    run("send")
    assert receiver.taken == []
    with database.reading() as session:
        assert {one.party_id for one in mutes_at(session, at(8))} == {"kt"}
    assert run("unmute", "KT").exit_code == 0
    assert run("unmute", "KT").exit_code == 2
    run("send")
    assert len(receiver.taken) == 1


@pytest.mark.parametrize("length", ["2", "h", "0m", "31d", "두 시간", "2h later"])
def test_a_length_that_is_none_is_refused(run: Run, length: str) -> None:
    result = run("mute", "KT", "--for", length)
    assert result.exit_code == 2
    assert "길이가 아닙니다" in result.stderr


def test_a_name_that_nobody_knows_offers_another(run: Run) -> None:
    assert "혹시 카카오톡" in run("mute", "카카오톱").stderr
    assert "혹시 카카오톡" in run("mute", "zkzkdhxhr").stderr


@pytest.mark.usefixtures("settings")
def test_an_incident_that_somebody_took_on_is_told_only_by_its_steps(
    database: Database, run: Run, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(database, incident("20261122-idc", (CONFIRMED, 5), rows=[1]))
    assert run("ack", "20261122-idc").exit_code == 2  # nothing was told yet
    run("send")
    assert "맡았다고 적었습니다" in run("ack", "20261122-idc").stdout
    assert "찾을 수 없습니다" in run("ack", "20261122-nothing").stderr
    grown = incident("20261122-idc", (CONFIRMED, 5), rows=[1], affected=hit(*"가나다라마바"))
    with database.writing() as session:
        replace_incidents(session, ["20261122-idc"], [grown])
    monkeypatch.setattr(clock, "now", lambda: at(60))
    run("send")
    assert len(receiver.taken) == 1


@pytest.mark.usefixtures("settings")
def test_a_dead_letter_is_shown_and_sent_again_when_asked(
    database: Database, run: Run, receiver: Receiver
) -> None:
    told(database, incident("20261122-kt", (CONFIRMED, 5), rows=[1]))
    receiver.answer = lambda _: 404
    assert run("send").exit_code == 3
    shown = run("dead-letters").stdout
    assert "그만둠  당직  [확인] kt 장애" in shown
    assert "답 404" in shown
    assert run("dead-letters", "--retry", "msg_nothing").exit_code == 2
    receiver.answer = lambda _: 200
    assert run("dead-letters", "--retry", "all").exit_code == 0
    run("send")
    assert len(receiver.taken) == 1
    assert receiver.taken[0].id == receiver.refused[0].id


def test_the_list_says_what_to_do_where_there_is_no_channel(run: Run) -> None:
    assert "meoktong init" in run("list").stdout
    assert run("test").exit_code == 2


@pytest.mark.usefixtures("settings")
def test_the_list_shows_channels_mutes_and_messages(
    database: Database, run: Run, receiver: Receiver
) -> None:
    told(database, incident("20261122-kt", (CONFIRMED, 5), rows=[1]))
    run("send")
    run("mute", "카카오톡")
    lines = run("list").stdout.splitlines()
    assert lines[0] == "채널 당직 (webhook): 알리는 중인 장애 1건"
    assert lines[1].startswith("카카오톡: 2026. 11. 22.(일) 14:07까지")
    assert "보냄  당직  [확인] kt 장애" in lines[2]


def test_a_fault_in_the_settings_is_one_line_with_its_place(tmp_path: Path, run: Run) -> None:
    (tmp_path / "data").mkdir()
    text = "[alerts]\nper_hour = 0\n"
    (tmp_path / "data" / "meoktong.toml").write_text(text, encoding="utf-8")
    result = run("send")
    assert result.exit_code == 2
    assert "2째 줄, alerts.per_hour: 1 이상이어야 합니다" in result.stderr


def test_by_cron_the_heartbeat_is_called_too(run: Run, receiver: Receiver, settings: Path) -> None:
    (settings.parent / "beat").write_text(receiver.url + "/beat", encoding="utf-8")
    (settings.parent / "beat").chmod(0o600)
    with settings.open("a", encoding="utf-8") as file:
        file.write('[watch]\nheartbeat_url = { file = "beat" }\n')
    assert run("send").exit_code == 0
    assert [got.path for got in receiver.taken] == ["/beat"]


def test_only_the_sender_imports_apprise(settings: Path, url: str) -> None:
    program = (
        "import sys\n"
        "from detector.cli import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        "print('apprise' in sys.modules, file=sys.stderr)\n"
    )
    for arguments in (["alerts", "list"], ["alerts", "send"], ["alerts", "mute", "KT"]):
        result = subprocess.run(
            [sys.executable, "-c", program, *arguments, "--db", url],
            env={**os.environ, "MEOKTONG_DATA": str(settings.parent)},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert result.stderr.splitlines()[-1] == "False"
