"""Which stored document a person means: by its id, by SOURCE:ID, or by its address."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.errors import NotFoundError, UsageError
from models.problems import Problem
from models.tables import DocumentRow

#: So many of the documents that a name may mean are shown.
_SHOWN = 3


def document_row(session: Session, name: str) -> int:
    """Return the row of the document that is meant.

    Raises UsageError where several are, NotFoundError where none is (naming the one whose id begins
    so, if there is only one).
    """
    for condition in (
        DocumentRow.external_id == name,
        _qualified(name),
        DocumentRow.url == name,
    ):
        found = _find(session, condition)
        if len(found) == 1:
            return found[0][0]
        if found:
            names = ", ".join(full for _, full in found[:_SHOWN])
            names += "…" if len(found) > _SHOWN else ""
            raise UsageError(Problem("problem.document.several", name=name, names=names))
    raise NotFoundError(Problem("problem.word.document"), name, _hint(session, name))


def _qualified(name: str) -> ColumnElement[bool]:
    """Return the condition for SOURCE:ID; either may have a colon of its own."""
    cuts = [at for at, sign in enumerate(name) if sign == ":"]
    pairs = [
        and_(DocumentRow.source == name[:cut], DocumentRow.external_id == name[cut + 1 :])
        for cut in cuts
    ]
    return or_(*pairs) if pairs else DocumentRow.id.is_(None)


def _hint(session: Session, name: str) -> str:
    source, _, rest = name.partition(":")
    begins = DocumentRow.external_id.startswith(name, autoescape=True)
    if rest:
        begins |= (DocumentRow.source == source) & DocumentRow.external_id.startswith(
            rest, autoescape=True
        )
    near = _find(session, begins) if name else []
    if len(near) == 1:
        return Problem("problem.document.near", name=near[0][1])
    return Problem("problem.document.how_named")


def _find(session: Session, condition: ColumnElement[bool]) -> list[tuple[int, str]]:
    """Return rows with SOURCE:ID; a few are enough to tell one from several."""
    columns = (DocumentRow.id, DocumentRow.source, DocumentRow.external_id)
    query = select(*columns).where(condition).order_by(*columns[1:]).limit(_SHOWN + 1)
    return [(row, f"{source}:{id}") for row, source, id in session.execute(query)]
