"""What reading an archive takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.errors import ImportLineError
from models.records import Document


class PageRefusedError(ImportLineError):
    """One saved page cannot be taken; the others can."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(file, 0, problem)


class ArchiveBrokenError(ImportLineError):
    """Nothing (more) of the file can be read; what came before stays."""

    def __init__(self, file: str, problem: str, line: int = 0) -> None:
        super().__init__(file, line, problem)


#: A record of an archive: its document, or what is wrong with it. ArchiveBrokenError comes last and
#: is no record.
Found = Document | ImportLineError


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read."""

    name: str  # for what there is to complain of
    now: datetime  # when it is read, aware
    skip: int = 0  # records that an earlier run has done
    url: str = ""  # of a saved page: where it was
    published: datetime | None = None  # of a saved page that shows no time
