"""The one tree of errors; each carries the id of what failed."""

from __future__ import annotations


class MeoktongError(Exception):
    """Something failed that the user should hear of in one line."""

    exit_status = 1


class UsageError(MeoktongError):
    """The request itself cannot be carried out as written."""

    exit_status = 2


class ConfigError(MeoktongError):
    """The settings cannot be read or are wrong."""

    exit_status = 2

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(f"설정 {file}: {problem}")
        self.file = file
        self.problem = problem


class StorageError(MeoktongError):
    """The database could not be read or written."""

    def __init__(self, database: str, problem: str) -> None:
        super().__init__(f"데이터베이스 {database}: {problem}")
        self.database = database
        self.problem = problem


class UnwritableError(StorageError):
    """The database cannot be written now: a full disk, one that is read-only. It is our own fault."""


class SourceError(MeoktongError):
    """A source could not be crawled or its definition is wrong."""

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"출처 {source}: {problem}")
        self.source = source
        self.problem = problem


class ParseError(MeoktongError):
    """A page, list or feed does not have the shape its parser knows."""

    def __init__(self, url: str, problem: str) -> None:
        super().__init__(f"{url}: {problem}")
        self.url = url
        self.problem = problem


class ImportLineError(MeoktongError):
    """One line of an import file cannot be taken; the others can."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}:{line}: {problem}")
        self.file = file
        self.line = line
        self.problem = problem


class GazetteerError(MeoktongError):
    """A gazetteer file is wrong."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(f"사전 {file}: {problem}")
        self.file = file
        self.problem = problem


class ModelError(MeoktongError):
    """The classifier cannot be trained, stored or loaded."""

    def __init__(self, model: str, problem: str) -> None:
        super().__init__(f"분류기 {model}: {problem}")
        self.model = model
        self.problem = problem


class NotFoundError(MeoktongError):
    """What was asked for is not in the database."""

    def __init__(self, what: str, identifier: str, hint: str = "") -> None:
        message = f"{what} '{identifier}'을(를) 찾을 수 없습니다"
        super().__init__(f"{message}. {hint}" if hint else message)
        self.what = what
        self.identifier = identifier
        self.hint = hint
