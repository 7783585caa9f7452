"""The one line that a failure is for the user, with the command to try next."""

from __future__ import annotations

from detector.cli.spoken import said, tell
from models.errors import (
    ConfigError,
    GazetteerError,
    ImportLineError,
    MeoktongError,
    ModelError,
    NotFoundError,
    SourceError,
    StorageError,
)
from models.problems import keys_in

_COMMAND = "meoktong "
#: Where another database has to be named; a look into this one would not help.
_NAME_ANOTHER = frozenset(
    f"problem.database.{name}"
    for name in ("bad_url", "cannot_open", "foreign", "no_driver", "no_folder", "not_sqlite")
)


def explain_failure(error: MeoktongError, command: str | None) -> str:
    """Return what went wrong, and what to do unless it says so; command is the one that was run."""
    line = said(error.said)
    return line if _COMMAND in line else f"{line} {_next(error, command)}"


def _next(error: MeoktongError, command: str | None) -> str:
    match error:
        case NotFoundError():
            return tell("cli.failures.next_list")
        case StorageError():
            is_another = not _NAME_ANOTHER.isdisjoint(keys_in(error.problem))
            return tell("cli.failures.next_named" if is_another else "cli.failures.next_database")
        case SourceError():
            return tell("cli.failures.next_sources")
        case ConfigError():
            return tell("cli.failures.next_config")
        case GazetteerError():
            return tell("cli.failures.next_names")
        case ModelError():
            return tell("cli.failures.next_train")
        case ImportLineError():
            return tell("cli.failures.next_import")
    return tell("cli.help.see_help", command=f"meoktong {command}" if command else "meoktong")
