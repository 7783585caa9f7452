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


def contact() -> str | None:
    """Return whom a crawled site may write to (MEOKTONG_CONTACT), if the operator said."""
    return os.environ.get("MEOKTONG_CONTACT") or None
