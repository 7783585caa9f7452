"""Settings from the environment; the only module that reads it."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

APP = "meoktong"


def data_folder() -> Path:
    """Return the folder for the user's data (MEOKTONG_DATA, else the system's usual place)."""
    chosen = os.environ.get("MEOKTONG_DATA")
    return Path(chosen) if chosen else user_data_path(APP, appauthor=False)


def cache_folder() -> Path:
    """Return the folder for what can be made again (MEOKTONG_CACHE, else the usual place)."""
    chosen = os.environ.get("MEOKTONG_CACHE")
    return Path(chosen) if chosen else user_cache_path(APP, appauthor=False)


def database_url() -> str:
    """Return the database's URL: MEOKTONG_DB, else an SQLite file in the data folder."""
    chosen = os.environ.get("MEOKTONG_DB")
    if chosen:
        return chosen
    path = str(data_folder() / "meoktong.db")
    return "sqlite:///" + path.replace("%", "%25").replace("?", "%3F")  # both mean more in a URL


def language() -> str | None:
    """Return the language that the user asked for (MEOKTONG_LANG), if any."""
    return _value("MEOKTONG_LANG")


def locale() -> str:
    """Return the locale of messages, as POSIX orders its variables; "" where none is set."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((found for name in names if (found := _value(name))), "")


def shell() -> str:
    """Return the name of the user's shell (SHELL), or ""."""
    return Path(_value("SHELL") or "").name


def forces_colour() -> bool:
    """Return whether colours are wanted also where no terminal is (FORCE_COLOR)."""
    return _value("FORCE_COLOR") is not None


def contact() -> str | None:
    """Return whom a crawled site may write to (MEOKTONG_CONTACT), if the operator said."""
    return os.environ.get("MEOKTONG_CONTACT") or None


def naver_hub_key() -> tuple[str, str] | None:
    """Return the id and secret for NAVER API HUB (MEOKTONG_NAVER_HUB_ID, _SECRET), if both are set."""
    return _pair("MEOKTONG_NAVER_HUB_ID", "MEOKTONG_NAVER_HUB_SECRET")


def naver_key() -> tuple[str, str] | None:
    """Return the id and secret of Naver Developers (MEOKTONG_NAVER_CLIENT_ID, _SECRET), if both are.

    They work until 2027-06-30; new ones have come from NAVER API HUB alone since 2026-07-31.
    """
    return _pair("MEOKTONG_NAVER_CLIENT_ID", "MEOKTONG_NAVER_CLIENT_SECRET")


def kakao_key() -> str | None:
    """Return the REST API key of Kakao Developers (MEOKTONG_KAKAO_KEY), if it is set."""
    return _value("MEOKTONG_KAKAO_KEY")


def _pair(first: str, second: str) -> tuple[str, str] | None:
    one, other = _value(first), _value(second)
    return (one, other) if one and other else None


def _value(name: str) -> str | None:
    """Return a variable without the blanks and line ends that copying leaves around it."""
    return os.environ.get(name, "").strip() or None
