"""How far an archive has been imported, so that a stopped import goes on where it stopped."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import clock
from models.collecting_tables import ImportRow


@dataclass(frozen=True, slots=True)
class ImportPosition:
    """Where the import of one archive stands."""

    done: int = 0  # records, refused ones included
    bad: int = 0  # of them refused
    finished: bool = False


def find_import(session: Session, archive: str) -> ImportPosition:
    """Return where the import of an archive stands; archive is the SHA-256 that names it.

    An archive that nobody has imported stands at its beginning.
    """
    row = session.get(ImportRow, archive)
    return ImportPosition(row.position, row.bad, row.finished) if row else ImportPosition()


def record_import(session: Session, archive: str, name: str, position: ImportPosition) -> None:
    """Write where the import of an archive stands, after its documents have been stored."""
    session.merge(
        ImportRow(
            id=archive,
            name=name,
            position=position.done,
            bad=position.bad,
            updated_at=clock.now(),
            finished=position.finished,
        )
    )
