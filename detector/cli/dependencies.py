"""Who is known to depend on whom, from past incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from detector.cli.completing import NAME
from detector.cli.korean import KoreanCommand
from detector.cli.options import COUNT, database_option, opened, records_option
from detector.cli.screen import note, write_json
from detector.cli.spoken import tell
from models.errors import NotFoundError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from detector.incidents.dependencies import Party
    from models.database import Database


@click.command("dependencies", cls=KoreanCommand, help="cli.dependencies.help")
@click.argument("name", type=NAME, metavar="cli.dependencies.name", required=False)
@click.option("--limit", type=COUNT, help="cli.dependencies.limit_help")
@database_option
@records_option
def command(name: str | None, limit: int | None, db: str | None, as_json: bool) -> None:
    """Run `meoktong dependencies`."""
    from detector.cli.near_names import understood

    name = understood(name)
    with opened(db) as database:
        if name is None:
            _print_roots(database, limit, as_json=as_json)
        else:
            _print_standing(database, name, limit, as_json=as_json)


def _print_roots(database: Database, limit: int | None, *, as_json: bool) -> None:
    from detector.cli.dependency_page import print_roots
    from detector.incidents.standing import list_roots
    from detector.views.standing_json import root_json

    with database.reading() as session:
        roots = list_roots(session)[:limit]
    if not roots:
        note(tell("cli.dependencies.nothing_learnt"))
    elif as_json:
        for root in roots:
            write_json(root_json(root))
    else:
        print_roots(roots)


def _print_standing(database: Database, name: str, limit: int | None, *, as_json: bool) -> None:
    from detector.cli.dependency_page import SHOWN, print_standing
    from detector.incidents.standing import standing_of
    from detector.views.standing_json import standing_json

    with database.reading() as session:
        for party in _parties(session, name):
            if as_json:
                write_json(standing_json(standing_of(session, party, limit), limit))
            else:
                most = limit or SHOWN
                print_standing(standing_of(session, party, most), most)


def _parties(session: Session, name: str) -> list[Party]:
    """Return those called so, in the gazetteer or in documents. Raises NotFoundError."""
    from detector.incidents.standing import party_of
    from detector.views.incident_filters import names_of
    from models.dependencies import parties_called

    known = [party_of(id) for id in names_of(name)[1:] or _doubtful(name)]
    if known:
        return known
    written = [party_of(*found) for found in parties_called(session, name)]
    if not written:
        raise NotFoundError(tell("cli.common.name_word"), name, _hint(name))
    return written


def _doubtful(name: str) -> list[str]:
    """Return the ids of those called so where other words make it certain: a person means them."""
    from detector.gazetteer import gazetteer

    return [
        entry.id
        for entry in gazetteer().values()
        if name.casefold() in {ambiguous.alias.casefold() for ambiguous in entry.ambiguous}
    ]


def _hint(name: str) -> str:
    from detector.gazetteer import gazetteer
    from detector.views.near_names import near_names

    near = near_names(gazetteer(), name)
    meant = tell("cli.dependencies.perhaps", near=", ".join(near)) if near else ""
    return tell("cli.dependencies.see_names", meant=meant)
