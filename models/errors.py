"""The one tree of errors; each carries the id of what failed, and says it in any language."""

from __future__ import annotations

from models.problems import Problem, at


class MeoktongError(Exception):
    """Something failed that the user should hear of in one line.

    said is that line: a Problem, so that it can be said in another language, or a text that was
    made in the user's.
    """

    exit_status = 1

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class UsageError(MeoktongError):
    """The request itself cannot be carried out as written."""

    exit_status = 2


class ConfigError(MeoktongError):
    """The settings cannot be read or are wrong."""

    exit_status = 2

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(Problem("problem.error.config", name=file, problem=problem))
        self.file = file
        self.problem = problem


class StorageError(MeoktongError):
    """The database could not be read or written."""

    def __init__(self, database: str, problem: str) -> None:
        super().__init__(Problem("problem.error.storage", name=database, problem=problem))
        self.database = database
        self.problem = problem


class UnwritableError(StorageError):
    """The database cannot be written now: a full disk, one that is read-only. It is our own fault."""


class SourceError(MeoktongError):
    """A source could not be crawled or its definition is wrong."""

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(Problem("problem.error.source", name=source, problem=problem))
        self.source = source
        self.problem = problem


class ParseError(MeoktongError):
    """A page, list or feed does not have the shape its parser knows."""

    def __init__(self, url: str, problem: str) -> None:
        super().__init__(at(url, problem))
        self.url = url
        self.problem = problem


class ImportLineError(MeoktongError):
    """One line of an import file cannot be taken; the others can."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(at(f"{file}:{line}" if line else file, problem))
        self.file = file
        self.line = line
        self.problem = problem


class GazetteerError(MeoktongError):
    """A gazetteer file is wrong."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(Problem("problem.error.gazetteer", name=file, problem=problem))
        self.file = file
        self.problem = problem


class ModelError(MeoktongError):
    """The classifier cannot be trained, stored or loaded."""

    def __init__(self, model: str, problem: str) -> None:
        super().__init__(Problem("problem.error.model", name=model, problem=problem))
        self.model = model
        self.problem = problem


class NotFoundError(MeoktongError):
    """What was asked for is not in the database."""

    def __init__(self, what: str, identifier: str, hint: str = "") -> None:
        missing = Problem("problem.error.not_found", what=what, identifier=identifier)
        hinted = Problem("problem.error.not_found_hint", missing=missing, hint=hint)
        super().__init__(hinted if hint else missing)
        self.what = what
        self.identifier = identifier
        self.hint = hint
