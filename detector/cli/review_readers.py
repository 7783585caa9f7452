"""What readers said waits for a person, who accepts or rejects it; nothing else changes by that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detector.cli.screen import note, say, write_json
from detector.cli.spoken import tell
from models import clock
from models.errors import UsageError
from models.text import normalize

if TYPE_CHECKING:
    from models.database import Database


def decide(
    database: Database, accept: Sequence[int], reject: Sequence[int], by: str | None
) -> None:
    """Keep what a person made of these. Raises UsageError where there is no such claim."""
    from models.reader_claims import Verdict, decide_reader_claims

    by = normalize(by).strip() or None if by else None
    if both := sorted(set(accept) & set(reject)):
        raise UsageError(tell("cli.review.both", numbers=_joined(both)))
    with database.writing() as session:
        missing = decide_reader_claims(session, accept, Verdict.ACCEPTED, clock.now(), by)
        missing += decide_reader_claims(session, reject, Verdict.REJECTED, clock.now(), by)
        if missing:  # none is decided on where one was mistyped
            raise UsageError(tell("cli.review.no_claim", numbers=_joined(missing)))
    if accept:
        say(tell("cli.review.accepted", numbers=_joined(accept)))
    if reject:
        say(tell("cli.review.rejected", numbers=_joined(reject)))


def print_waiting_claims(database: Database, db: str | None, *, limit: int, as_json: bool) -> None:
    """Print what nobody has decided on, oldest first, with the commands that decide."""
    from detector.cli.reader_page import print_waiting, waiting_json
    from models.reader_claims import (
        count_open_reader_claims,
        incidents_spoken_of,
        open_reader_claims,
    )

    with database.reading() as session:
        claims = open_reader_claims(session, limit)
        spoken_of = incidents_spoken_of(session, claims)
        left = count_open_reader_claims(session) - len(claims)
    for claim in claims:
        if as_json:
            write_json(waiting_json(claim, spoken_of.get(claim.number), db))
        else:
            print_waiting(claim, spoken_of.get(claim.number), db)
    if left:
        note(tell("cli.review.more_waiting", count=left))
    if not claims:
        note(tell("cli.review.none_waiting"))


def note_waiting(database: Database) -> None:
    """Say how many readers' claims wait, if any do."""
    from models.reader_claims import count_open_reader_claims

    with database.reading() as session:
        count = count_open_reader_claims(session)
    if count:
        note(tell("cli.review.waiting", count=count))


def _joined(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, dict.fromkeys(numbers)))
