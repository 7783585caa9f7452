"""Finds words in documents and incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from detector.cli.empty import note_empty
from detector.cli.korean import KoreanCommand
from detector.cli.options import COUNT, database_option, opened, records_option
from detector.cli.screen import note, say, write_json
from detector.cli.spoken import tell
from detector.cli.words import KIND, STATUS, when
from models.clock import show_iso
from models.errors import UsageError
from models.text import normalize

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.records import Document, Incident


@click.command("search", cls=KoreanCommand, help="cli.search.help")
@click.argument("words", metavar="cli.search.words", nargs=-1, required=True)
@click.option("--limit", type=COUNT, default=20, help="cli.search.limit_help")
@database_option
@records_option
def command(words: tuple[str, ...], limit: int, db: str | None, as_json: bool) -> None:
    """Run `meoktong search`."""
    wanted = [found for word in words if (found := normalize(word).strip())]
    if not wanted:
        raise UsageError(tell("cli.search.no_words"))
    with opened(db) as database:
        with database.reading() as session:
            incidents, documents = _find(session, wanted, limit)
            if not incidents and not documents and (meant := _as_hangul(wanted)):
                wanted = meant
                incidents, documents = _find(session, wanted, limit)
        if not incidents and not documents:
            note_empty(database, tell("cli.search.nothing", words=" ".join(wanted)))
    for incident in incidents:
        _print_incident(incident, as_json=as_json)
    for document in documents:
        _print_document(document, wanted[0], as_json=as_json)


def _find(session: Session, words: list[str], limit: int) -> tuple[list[Incident], list[Document]]:
    return _find_incidents(session, words, limit), _find_documents(session, words, limit)


def _as_hangul(words: list[str]) -> list[str] | None:
    """Return the words as if the keyboard had been set to Hangul, and say so; None if nothing is."""
    from detector.korean.keyboard import as_hangul

    meant = [as_hangul(word) or word for word in words]
    if meant == words:
        return None
    note(tell("cli.near_names.understood", given=" ".join(words), meant=" ".join(meant)))
    return meant


def _find_incidents(session: Session, words: list[str], limit: int) -> list[Incident]:
    from sqlalchemy import or_, select

    from models.incidents import list_incidents
    from models.tables import EntityRow, IncidentAffectedRow, IncidentRow

    conditions = []
    for word in words:
        hit = (
            select(IncidentAffectedRow.incident_id)
            .join(EntityRow, EntityRow.id == IncidentAffectedRow.entity_id)
            .where(EntityRow.name.icontains(word, autoescape=True))
        )
        columns = (IncidentRow.headline, IncidentRow.provider_name, IncidentRow.region)
        named = [column.icontains(word, autoescape=True) for column in columns]
        conditions.append(or_(*named, IncidentRow.id.in_(hit)))
    return list_incidents(session, *conditions, limit=limit)


def _find_documents(session: Session, words: list[str], limit: int) -> list[Document]:
    from sqlalchemy import or_, select

    from models.documents import find_documents
    from models.tables import DocumentRow, DocumentVersionRow

    text = DocumentVersionRow
    conditions = [
        or_(text.title.icontains(word, autoescape=True), text.body.icontains(word, autoescape=True))
        for word in words
    ]
    newest = (text.document_id == DocumentRow.id) & (text.number == DocumentRow.version)
    query = select(DocumentRow.id).join(text, newest).where(*conditions)
    query = query.order_by(DocumentRow.published_at.desc(), DocumentRow.id).limit(limit)
    found = [stored.document for stored in find_documents(session, session.scalars(query))]
    return sorted(found, key=lambda document: document.published_at, reverse=True)


def _print_incident(incident: Incident, *, as_json: bool) -> None:
    if as_json:
        write_json(
            {
                "type": "incident",
                "id": incident.id,
                "headline": incident.headline,
                "status": incident.status.value,
                "started": show_iso(incident.started_at),
                "first_seen": show_iso(incident.first_seen),
            }
        )
        return
    began = when(incident.started_at or incident.first_seen)
    say(
        tell(
            "cli.search.incident",
            began=began,
            status=STATUS[incident.status],
            headline=incident.headline,
        )
    )
    say(f"    {incident.id}")


def _print_document(document: Document, word: str, *, as_json: bool) -> None:
    from detector.views.searching import excerpt_of  # SQLAlchemy is slow to import

    excerpt = excerpt_of(document.body, word)
    if as_json:
        write_json(
            {
                "type": "document",
                "document_id": document.external_id,
                "url": document.url,
                "source": document.source,
                "kind": document.kind.value,
                "published": show_iso(document.published_at),
                "title": document.title,
                "excerpt": excerpt,
            }
        )
        return
    head = f"{KIND[document.kind]} {when(document.published_at)}  {document.source}"
    say(f"{head}  {document.title}".rstrip())
    say(f"    {excerpt}")
    if document.url:
        say(f"    {document.url}")
