"""The one line that a failure is for the user, with the command to try next."""

from __future__ import annotations

from detector.cli.spoken import tell
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

_COMMAND = "meoktong "


def explain_failure(error: MeoktongError, command: str | None) -> str:
    """Return what went wrong, and what to do unless it says so; command is the one that was run."""
    said = _said(error)
    if _COMMAND in said:
        return said
    return f"{said} {_next(error, command)}"


def _said(error: MeoktongError) -> str:
    match error:
        case NotFoundError():
            said = tell("cli.failures.not_found", what=error.what, identifier=error.identifier)
            return f"{said}. {error.hint}" if error.hint else said
        case StorageError():
            return tell("cli.failures.storage", name=error.database, problem=error.problem)
        case SourceError():
            return tell("cli.failures.source", name=error.source, problem=error.problem)
        case ConfigError():
            return tell("cli.failures.config", name=error.file, problem=error.problem)
        case GazetteerError():
            return tell("cli.failures.gazetteer", name=error.file, problem=error.problem)
        case ModelError():
            return tell("cli.failures.model", name=error.model, problem=error.problem)
    return str(error)


def _next(error: MeoktongError, command: str | None) -> str:
    match error:
        case NotFoundError():
            return tell("cli.failures.next_list")
        case StorageError():
            return tell("cli.failures.next_database")
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
