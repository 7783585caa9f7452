"""One file, the environment over it, every fault at once with its line and what was meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detector.cli.commands import meoktong
from detector.config.lines import lines_of
from detector.config.resolving import load_policy
from detector.config.template import template
from detector.messages import Language
from models import config
from models.errors import ConfigError
from models.records import Status

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the settings of this test stand: in its data folder."""
    path = tmp_path / "data" / "meoktong.toml"
    path.parent.mkdir()
    return path


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(meoktong, [str(one) for one in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def secret(file: Path, name: str, text: str, mode: int = 0o600) -> str:
    path = file.parent / name
    path.write_text(text + "\n", encoding="utf-8")
    path.chmod(mode)
    return name


def faults(file: Path, text: str) -> list[str]:
    """Return the lines that `config check` prints for a file of this text."""
    file.write_text(text, encoding="utf-8")
    return run("config", "check").stdout.splitlines()


@pytest.mark.parametrize("language", list(Language))
def test_the_file_that_init_writes_is_without_faults(file: Path, language: Language) -> None:
    written = run("init", "--lang", language.value)
    assert written.exit_code == 0
    assert file.stat().st_mode & 0o077 == 0
    assert run("config", "check").exit_code == 0


@pytest.mark.parametrize("language", list(Language))
def test_every_example_in_it_works_once_it_is_turned_on(
    file: Path, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = [
        line[1:] if line.startswith("#") and not line.startswith("# ") else line
        for line in template(language).splitlines()
    ]
    (file.parent / "secrets").mkdir()
    for name in ("naver-hub", "naver-client", "kakao", "heartbeat-url", "oncall", "jandi-url",
                 "naver-works-url"):  # fmt: skip
        text = SECRET if name == "oncall" else "https://example.org/x"
        secret(file, f"secrets/{name}", text)
    for name in ("NAVER_HUB_ID", "NAVER_CLIENT_ID"):
        monkeypatch.setenv(name, "id")
    monkeypatch.setenv("APPRISE_URL", "json://127.0.0.1/")
    assert faults(file, "\n".join(on)) == [f"탈이 없습니다: {file}"]
    policy = load_policy(language)
    assert list(policy.channels) == ["oncall", "room", "works", "memo"]
    assert policy.channels["memo"].depends_on == {"kakaotalk"}
    assert policy.rules[1].statuses == {Status.SUSPECTED, Status.CONFIRMED, Status.RESOLVED}


def test_init_writes_over_no_file(file: Path) -> None:
    file.write_text("# mine\n", encoding="utf-8")
    assert run("init").exit_code == 2
    assert file.read_text(encoding="utf-8") == "# mine\n"
    assert run("init", "--force").exit_code == 0


def test_the_environment_goes_before_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text(
        '[storage]\ndatabase = "sqlite:///file.db"\n[crawl]\ncontact = "file@example.org"\n',
        encoding="utf-8",
    )
    assert config.database_url() == "sqlite:///file.db"
    monkeypatch.setenv("MEOKTONG_DB", "sqlite:///env.db")
    assert config.database_url() == "sqlite:///env.db"
    shown = {
        row["key"]: row for row in map(json.loads, run("config", "--json").stdout.splitlines())
    }
    assert shown["storage.database"]["origin"] == "environment"
    assert shown["storage.database"]["place"] == "MEOKTONG_DB"
    assert (shown["crawl.contact"]["origin"], shown["crawl.contact"]["line"]) == ("file", 4)
    assert shown["page.url"]["origin"] == "default"


def test_config_shows_of_a_secret_only_that_it_is_set(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret(file, "url", "https://wh.jandi.com/connect-api/webhook/1/hidden-token")
    monkeypatch.setenv("MEOKTONG_KAKAO_KEY", "hidden-key")
    monkeypatch.setenv("MEOKTONG_DB", "postgresql://me:hidden-password@host/db")
    file.write_text(
        '[[alerts.channels]]\nname = "방"\nkind = "jandi"\nurl = { file = "url" }\n'
        '[[alerts.rules]]\nchannels = ["방"]\n',
        encoding="utf-8",
    )
    for arguments in (["config"], ["config", "--json"]):
        shown = run(*arguments).stdout
        assert "hidden" not in shown
    assert "채널 방 (jandi)" in run("config").stdout
    assert "설정됨  (환경 변수 MEOKTONG_KAKAO_KEY)" in run("config").stdout


def test_a_secret_may_stand_in_a_file_that_a_variable_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_text("secret-key\n", encoding="utf-8")
    monkeypatch.setenv("MEOKTONG_KAKAO_KEY_FILE", str(tmp_path / "key"))
    assert config.kakao_key() == "secret-key"


def test_all_faults_come_at_once_with_line_and_what_was_meant(file: Path) -> None:
    found = faults(
        file,
        """[alerts]
per_hour = "many"
langauge = "ko"

[alerts.quiet]
from = "25:00"
to = "07:00"

[[alerts.channels]]
name = "당직"
kind = "webhok"
url = "https://example.org/"
secret = "whsec_plain"

[[alerts.rules]]
channels = []
severity = "huge"
status = ["확인", "끝"]
confidence = 1.5

[alert]
""",
    )
    assert [line.split("  ")[1] for line in found] == [
        "2째 줄", "3째 줄", "6째 줄", "11째 줄", "16째 줄", "17째 줄", "18째 줄", "19째 줄", "21째 줄",
    ]  # fmt: skip
    text = "\n".join(found)
    assert "alerts.langauge: 없는 설정입니다. 혹시 language?" in text
    assert "alerts.channels[1].kind: 쓸 수 없는 값입니다: webhok." in text
    assert "혹시 webhook?" in text
    assert "alert: 없는 설정입니다. 혹시 alerts?" in text
    assert run("config", "check").exit_code == 1


def test_names_that_are_not_there_and_secrets_that_cannot_be_read(file: Path) -> None:
    secret(file, "open", SECRET, mode=0o644)
    secret(file, "short", "whsec_c2hvcnQ=")
    found = faults(
        file,
        """[[alerts.channels]]
name = "당직"
kind = "webhook"
url = "http://hooks.example.org/"
secret = { file = "open" }
fallback = "당지"
depends_on = ["카카오톱"]

[[alerts.channels]]
name = "방"
kind = "jandi"
url = "https://wh.jandi.com/connect-api/webhook/1/2"

[[alerts.channels]]
name = "남"
kind = "webhook"
url = { env = "NO_SUCH_VARIABLE" }
secret = { file = "short" }

[[alerts.channels]]
name = "남"
kind = "apprise"
url = { file = "missing" }

[[alerts.rules]]
channels = ["당직", "바"]
""",
    )
    text = "\n".join(found)
    for said in (
        "주의  4째 줄  alerts.channels[1].url: http라",
        "주의  5째 줄  alerts.channels[1].secret: 비밀이 든 파일을 아무나",
        "잘못  6째 줄  alerts.channels[1].fallback: 없는 채널입니다: 당지",
        "주의  7째 줄  alerts.channels[1].depends_on: 사전에 없는 이름이라",
        "혹시 카카오톡?",
        "주의  10째 줄  alerts.channels[2].name: 어느 규칙도",
        "잘못  12째 줄  alerts.channels[2].url: 비밀이 파일에 그대로",
        "잘못  17째 줄  alerts.channels[3].url: 환경 변수가 없거나",
        "잘못  18째 줄  alerts.channels[3].secret: whsec_와",
        "잘못  21째 줄  alerts.channels[4].name: 같은 이름이",
        "잘못  23째 줄  alerts.channels[4].url: 비밀이 든 파일을 읽을 수 없습니다",
        "잘못  26째 줄  alerts.rules[1].channels: 없는 채널입니다: 바",
    ):
        assert said in text, text
    with pytest.raises(ConfigError, match=r"6째 줄.*모두 7가지"):
        load_policy(Language.KO)


def test_every_line_that_is_no_toml_is_named(file: Path) -> None:
    found = faults(file, "[alerts]\nper_hour = = 3\nlanguage = ko\nlate_after_minutes = 10\n")
    assert [line.split("  ")[1] for line in found] == ["2째 줄", "3째 줄"]


def test_a_variable_of_ours_that_nothing_reads_is_pointed_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MEOKTONG_CONTCAT", "x@example.org")
    result = run("config", "check")
    assert "주의  MEOKTONG_CONTCAT" in result.stdout
    assert "혹시 MEOKTONG_CONTACT?" in result.stdout
    assert result.exit_code == 0


def test_a_wrong_value_from_the_environment_names_the_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MEOKTONG_ALERTS_PER_HOUR", "many")
    assert "잘못  MEOKTONG_ALERTS_PER_HOUR" in run("config", "check").stdout


def test_a_file_that_was_named_has_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEOKTONG_CONFIG", str(tmp_path / "no.toml"))
    for arguments in (["config"], ["incidents"]):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "no.toml" in result.stderr


def test_a_broken_file_stops_every_command_in_one_line(file: Path) -> None:
    file.write_text("[storage\n", encoding="utf-8")
    result = run("incidents")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "config check" in result.stderr


def test_lines_are_found_past_strings_lists_and_comments() -> None:
    text = '''# a = 1
a = """
b = 2
""" # c
d = [
  "x", # [e]
  { f = 1 },
]
[g."h.i"]
j.k = '[l]'
[[m]]
n = 1
[[m]]
n = 2
[m.o]
p = 3
'''
    assert dict(lines_of(text)) == {
        ("a",): 2, ("d",): 5, ("g", "h.i"): 9, ("g", "h.i", "j", "k"): 10,
        ("m",): 11, ("m", 0): 11, ("m", 0, "n"): 12, ("m", 1): 13, ("m", 1, "n"): 14,
        ("m", 1, "o"): 15, ("m", 1, "o", "p"): 16,
    }  # fmt: skip


def test_the_example_of_the_guide_is_without_faults(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (Path(config.__file__).parents[1] / "docs" / "alerts.md").read_text(encoding="utf-8")
    example = guide.partition("```toml\n")[2].partition("```")[0]
    (file.parent / "secrets").mkdir()
    secret(file, "secrets/oncall", SECRET)
    for name in ("jandi-url", "naver-works-url"):
        secret(file, f"secrets/{name}", "https://example.org/x")
    monkeypatch.setenv("APPRISE_URL", "mailto://user:password@example.org")
    assert faults(file, example) == [f"탈이 없습니다: {file}"]
