"""What readers of the page said, as lines: of one incident, or what waits for a person."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from detector.cli.screen import console, print_item, say, styled
from detector.cli.spoken import language, tell
from detector.cli.words import when
from detector.messages.reader_words import said_text, verdict_word
from detector.views.reader_json import reader_json
from models.reader_claims import ReaderClaim


def print_reader_claims(claims: Sequence[ReaderClaim]) -> None:
    """Print what readers said of an incident, under a heading of its own."""
    if not claims:
        return
    screen = console()
    screen.print()
    screen.print(styled(tell("cli.reader_page.heading"), "bold"))
    for claim in claims:
        _print_one(claim)


def print_waiting(claim: ReaderClaim, incident_id: str | None, db: str | None) -> None:
    """Print one that waits, of which incident it is now, and the commands that decide on it."""
    _print_one(claim)
    say("      " + tell("cli.reader_page.of", id=incident_id or tell("cli.reader_page.gone")))
    say(f"      {command_of(claim, 'accept', db)}")
    say(f"      {command_of(claim, 'reject', db)}")


def waiting_json(claim: ReaderClaim, incident_id: str | None, db: str | None) -> dict[str, Any]:
    """Return one that waits as the JSON object of the interface."""
    return {
        "type": "reader-claim",
        **reader_json(claim, with_note=True),
        "incident_id": incident_id,
        "accept": command_of(claim, "accept", db),
        "reject": command_of(claim, "reject", db),
    }


def command_of(claim: ReaderClaim, verb: str, db: str | None) -> str:
    """Return the command that decides on one."""
    parts = ["meoktong", "review", f"--{verb}", str(claim.number)]
    if db and "@" not in db:  # what may hold a password is not repeated
        parts += ["--db", db]
    return shlex.join(parts)


def _print_one(claim: ReaderClaim) -> None:
    screen = console()
    said = said_text(claim.says.value, claim.about, claim.name, language())
    head = tell(
        "cli.reader_page.line",
        number=claim.number,
        said=said,
        at=when(claim.said_at),
        verdict=verdict_word(claim.verdict.value, language()),
    )
    print_item(screen, styled(head), hang=4)
    if claim.note:
        print_item(screen, styled(f"“{claim.note}”", "italic"), indent=6)
