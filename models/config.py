"""Settings: the environment, then the file meoktong.toml, then what is usual.

The only module that reads the environment. It takes from the file what a crawl or a database needs
and trusts it no further than that; detector.config reads all of it, and says what is wrong with it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path, user_data_path

from models.errors import ConfigError
from models.problems import Problem

APP = "meoktong"
FILE_NAME = "meoktong.toml"
#: A variable of this name and this ending names a file that holds the value, as Docker's secrets do.
FILE_ENDING = "_FILE"
#: Variables of ours that are no settings of the file.
OTHER_VARIABLES = frozenset({"MEOKTONG_CONFIG", "MEOKTONG_LANG"})


class Origin(StrEnum):
    """Where a value comes from."""

    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Setting:
    """One value that may be set by a variable or in the file."""

    key: str  # in the file: table.name
    variable: str
    is_secret: bool = False  # never shown, and never written into the file itself


SETTINGS = tuple(
    Setting(*fields)
    for fields in (
        ("storage.database", "MEOKTONG_DB"),
        ("storage.data", "MEOKTONG_DATA"),
        ("storage.cache", "MEOKTONG_CACHE"),
        ("crawl.contact", "MEOKTONG_CONTACT"),
        ("keys.naver_hub_id", "MEOKTONG_NAVER_HUB_ID", True),
        ("keys.naver_hub_secret", "MEOKTONG_NAVER_HUB_SECRET", True),
        ("keys.naver_client_id", "MEOKTONG_NAVER_CLIENT_ID", True),
        ("keys.naver_client_secret", "MEOKTONG_NAVER_CLIENT_SECRET", True),
        ("keys.kakao", "MEOKTONG_KAKAO_KEY", True),
        ("watch.heartbeat_url", "MEOKTONG_HEARTBEAT_URL", True),
        ("page.url", "MEOKTONG_PAGE_URL"),
        ("page.readers", "MEOKTONG_PAGE_READERS"),
        ("alerts.language", "MEOKTONG_ALERTS_LANGUAGE"),
        ("alerts.per_hour", "MEOKTONG_ALERTS_PER_HOUR"),
        ("alerts.late_after_minutes", "MEOKTONG_ALERTS_LATE_AFTER_MINUTES"),
    )
)
#: How a variable may switch something on or off.
_SWITCH = {
    **dict.fromkeys(("true", "1", "on", "yes", "t", "y"), True),
    **dict.fromkeys(("false", "0", "off", "no", "f", "n"), False),
}
_BY_KEY = {setting.key: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Found:
    """A value, and where it was found; place is a variable or a file."""

    value: Any
    origin: Origin
    place: str = ""


def find(key: str) -> Found:
    """Return the value of a setting; None where nobody set it. Raises ConfigError."""
    setting = _BY_KEY[key]
    if (found := _from_environment(setting)) is not None:
        return found
    path = config_file()
    value = read_config(path).get(key.partition(".")[0], {})
    value = value.get(key.partition(".")[2]) if isinstance(value, Mapping) else None
    if isinstance(value, Mapping):
        return Found(secret_of(value, path), Origin.FILE, str(path))
    if value is None or (isinstance(value, str) and not value.strip()):
        return Found(None, Origin.DEFAULT)
    return Found(value.strip() if isinstance(value, str) else value, Origin.FILE, str(path))


def config_file() -> Path:
    """Return where the file is looked for: MEOKTONG_CONFIG, else in the data folder."""
    chosen = variable("MEOKTONG_CONFIG")
    if chosen:
        return Path(chosen)
    data = variable("MEOKTONG_DATA")
    return (Path(data) if data else user_data_path(APP, appauthor=False)) / FILE_NAME


def read_config(path: Path) -> Mapping[str, Any]:
    """Return what the file holds, nothing where there is none. Raises ConfigError.

    A file that MEOKTONG_CONFIG names has to be there: a typing error must not pass for no settings.
    """
    try:
        status = path.stat()
    except OSError as error:
        if variable("MEOKTONG_CONFIG"):
            raise ConfigError(
                str(path), Problem("problem.form.unreadable", why=error.strerror)
            ) from error
        return {}
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _size: int) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            str(path), Problem("problem.form.unreadable", why=error.strerror)
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), Problem("problem.form.not_utf8")) from error
    except tomllib.TOMLDecodeError as error:
        problem = Problem("problem.config.not_toml", error=error)
        raise ConfigError(str(path), problem) from error


def secret_of(source: Mapping[str, Any], path: Path) -> str | None:
    """Return the secret that {env = …} or {file = …} names; None for a variable that is not set.

    A file's path counts from the folder of the settings. Raises ConfigError for one that cannot be read.
    """
    if isinstance(name := source.get("env"), str):
        return variable(name)
    if not isinstance(name := source.get("file"), str):
        raise ConfigError(str(path), Problem("problem.config.secret_form"))
    return _file_text(path.parent / Path(name).expanduser())


def variable(name: str) -> str | None:
    """Return a variable without the blanks and line ends that copying leaves around it."""
    return os.environ.get(name, "").strip() or None


def variables() -> list[str]:
    """Return the names of all variables that are ours by their name."""
    return sorted(name for name in os.environ if name.startswith("MEOKTONG_"))


def _from_environment(setting: Setting) -> Found | None:
    if value := variable(setting.variable):
        return Found(value, Origin.ENVIRONMENT, setting.variable)
    name = setting.variable + FILE_ENDING
    if path := variable(name):
        return Found(_file_text(Path(path)), Origin.ENVIRONMENT, name)
    return None


def _file_text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else Problem("problem.form.not_utf8")
        raise ConfigError(
            str(path), Problem("problem.config.secret_unreadable", why=why)
        ) from error


def _text(key: str) -> str | None:
    found = find(key)
    if found.value is None or isinstance(found.value, str):
        return found.value
    raise ConfigError(found.place, Problem("problem.config.not_text", key=key))


def data_folder() -> Path:
    """Return the folder for the user's data (MEOKTONG_DATA, else the system's usual place)."""
    chosen = _text("storage.data")
    return Path(chosen) if chosen else user_data_path(APP, appauthor=False)


def cache_folder() -> Path:
    """Return the folder for what can be made again (MEOKTONG_CACHE, else the usual place)."""
    chosen = _text("storage.cache")
    return Path(chosen) if chosen else user_cache_path(APP, appauthor=False)


def database_url() -> str:
    """Return the database's URL: MEOKTONG_DB, else an SQLite file in the data folder."""
    chosen = _text("storage.database")
    if chosen:
        return chosen
    path = str(data_folder() / "meoktong.db")
    return "sqlite:///" + path.replace("%", "%25").replace("?", "%3F")  # both mean more in a URL


def language() -> str | None:
    """Return the language that the user asked for (MEOKTONG_LANG), if any."""
    return variable("MEOKTONG_LANG")


def locale() -> str:
    """Return the locale of messages, as POSIX orders its variables; "" where none is set."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((found for name in names if (found := variable(name))), "")


def shell() -> str:
    """Return the name of the user's shell (SHELL), or ""."""
    return Path(variable("SHELL") or "").name


def forces_colour() -> bool:
    """Return whether colours are wanted also where no terminal is (FORCE_COLOR)."""
    return variable("FORCE_COLOR") is not None


def contact() -> str | None:
    """Return whom a crawled site may write to (MEOKTONG_CONTACT), if the operator said."""
    return _text("crawl.contact")


def naver_hub_key() -> tuple[str, str] | None:
    """Return the id and secret for NAVER API HUB (MEOKTONG_NAVER_HUB_ID, _SECRET), if both are set."""
    return _pair("keys.naver_hub_id", "keys.naver_hub_secret")


def naver_key() -> tuple[str, str] | None:
    """Return the id and secret of Naver Developers (MEOKTONG_NAVER_CLIENT_ID, _SECRET), if both are.

    They work until 2027-06-30; new ones have come from NAVER API HUB alone since 2026-07-31.
    """
    return _pair("keys.naver_client_id", "keys.naver_client_secret")


def kakao_key() -> str | None:
    """Return the REST API key of Kakao Developers (MEOKTONG_KAKAO_KEY), if it is set."""
    return _text("keys.kakao")


def takes_readers_claims() -> bool:
    """Return whether readers of the page may say that something is wrong; not unless switched on."""
    found = find("page.readers")
    word = str(found.value if found.value is not None else False).lower()
    if word not in _SWITCH:
        raise ConfigError(
            found.place, "page.readers: true나 false여야 합니다. 'meoktong config check'를 보세요"
        )
    return _SWITCH[word]


def _pair(first: str, second: str) -> tuple[str, str] | None:
    one, other = _text(first), _text(second)
    return (one, other) if one and other else None
