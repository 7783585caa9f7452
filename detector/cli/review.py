"""Offers the most doubtful recent reports to a person, and shows the precision of what was judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import COUNT, database_option, json_option, opened
from detector.cli.review_readers import decide, note_waiting, print_waiting_claims
from detector.cli.screen import note, say, write_json
from detector.cli.spoken import said, tell
from models import clock
from models.errors import UsageError
from models.records import Kind, Label

if TYPE_CHECKING:
    from detector.cli.review_page import Offer
    from models.database import Database
    from models.judgeable import Judgeable

#: A key, and the key of the two-set Korean keyboard in its place -> the label.
KEYS = {
    "o": Label.OUTAGE, "ㅐ": Label.OUTAGE,
    "r": Label.RECOVERY, "ㄱ": Label.RECOVERY,
    "a": Label.AFTERMATH, "ㅁ": Label.AFTERMATH,
    "m": Label.MAINTENANCE, "ㅡ": Label.MAINTENANCE,
    "n": Label.OTHER, "ㅜ": Label.OTHER,
}  # fmt: skip
SKIP = frozenset("xㅌ")
QUIT = frozenset({"q", "ㅂ", "", "\x04"})  # nothing and Ctrl-D: the input has ended
HINT = "cli.review.keys"


@click.command("review", cls=KoreanCommand, help="cli.review.help")
@click.option("--limit", type=COUNT, default=10, help="cli.review.limit_help")
@click.option("--days", type=COUNT, default=7, help="cli.review.days_help")
@click.option(
    "--random", "is_random", is_flag=True,
    help="cli.review.random_help",
)  # fmt: skip
@click.option("--ask", is_flag=True, help="cli.review.ask_help")
@click.option("--readers", "is_readers", is_flag=True, help="cli.review.readers_help")
@click.option("--accept", type=COUNT, multiple=True, metavar="N", help="cli.review.accept_help")
@click.option("--reject", type=COUNT, multiple=True, metavar="N", help="cli.review.reject_help")
@click.option("--by", "judged_by", metavar="NAME", help="cli.review.by_help")
@database_option
@json_option
def command(
    limit: int,
    days: int,
    is_random: bool,
    ask: bool,
    is_readers: bool,
    accept: tuple[int, ...],
    reject: tuple[int, ...],
    judged_by: str | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Run `meoktong review`."""
    if ask and as_json:
        raise UsageError(tell("cli.review.ask_alone"))
    with opened(db) as database:
        if accept or reject:
            decide(database, accept, reject, judged_by)
            return
        if is_readers:
            print_waiting_claims(database, db, limit=limit, as_json=as_json)
            return
        offers = _offers(database, limit=limit, days=days, is_random=is_random)
        if ask:
            _ask_all(database, offers, judged_by)
        else:
            _print_all(offers, db, as_json=as_json)
        if not offers:
            note(tell("cli.review.nothing_new", days=days))
        _print_precision(database, as_json=as_json)
        note_waiting(database)


def _offers(database: Database, *, limit: int, days: int, is_random: bool) -> list[Offer]:
    from detector.cli.review_page import Offer
    from detector.reviewing import decisive_quote, most_doubtful, random_sample
    from models.corrections import ChosenBy
    from models.documents import find_documents
    from models.judgeable import judgeable_reports
    from models.reports import find_reports

    with database.reading() as session:
        found = judgeable_reports(session, clock.now() - timedelta(days=days))
        chosen: Sequence[tuple[Judgeable, float | None]]
        if is_random:
            chosen = [(one, None) for one in random_sample(found, limit)]
        else:
            chosen = most_doubtful(found, _boundaries() if found else {}, limit)
        rows = [one.row for one, _ in chosen]
        documents = {stored.row: stored.document for stored in find_documents(session, rows)}
        reports = {report.row: report for report in find_reports(session, rows)}
    return [
        Offer(
            report=reports[one.row],
            document=documents[one.row],
            doubt=doubt,
            quote=decisive_quote(documents[one.row], one.label),
            correction=one.correction,
            is_stale=one.is_stale,
            chosen_by=ChosenBy.RANDOM if is_random else ChosenBy.DOUBT,
        )
        for one, doubt in chosen
    ]


def _boundaries() -> Mapping[Kind, float]:
    """Return by kind the calibrated probability at which its family begins to say outage.

    Empty where no classifier is in the cache yet: asking trains none.
    """
    from detector.classify.model import FAMILY_OF
    from detector.training.cached import stored_classifier

    model = stored_classifier()
    if model is None:
        return {}
    points = {
        name: calibration.apply(calibration.threshold)
        for name, calibration in model.calibrations.items()
    }
    return {kind: points[family] for kind, family in FAMILY_OF.items() if family in points}


def _print_all(offers: Sequence[Offer], db: str | None, *, as_json: bool) -> None:
    from detector.cli.review_page import offer_json, print_offer

    for offer in offers:
        if as_json:
            write_json(offer_json(offer, db))
        else:
            print_offer(offer, db)


def _ask_all(database: Database, offers: Sequence[Offer], judged_by: str | None) -> None:
    from detector.cli.review_page import print_offer

    for number, offer in enumerate(offers, 1):
        label = offer.correction.label if offer.correction else None
        if label is None:
            say(f"({number}/{len(offers)})")
            print_offer(offer, None, with_command=False)
            key = _key()
            if key in QUIT:
                return
            if key in SKIP:
                continue
            label = KEYS[key]
        _judge(database, offer, label, judged_by)


def _key() -> str:
    """Return a key that means something; others are asked again.

    Raises UsageError where there is no terminal.
    """
    say(f"    {HINT}")
    while True:
        try:
            key = click.getchar().lower()
        except EOFError:  # Ctrl-D
            return ""
        except OSError as error:
            raise UsageError(tell("cli.review.needs_terminal")) from error
        if key in KEYS or key in SKIP or key in QUIT:
            return key


def _judge(database: Database, offer: Offer, label: Label, judged_by: str | None) -> None:
    """Keep one answer at once, so that stopping loses none."""
    from detector.cli.label import say_judged
    from detector.cli.review_page import name_of
    from detector.labelling import label_document

    correction = offer.correction  # of one drawn that was judged before, the judgement stays
    try:
        judged = label_document(
            database,
            name_of(offer),
            label,
            at=correction.judged_at if correction else clock.now(),
            judged_by=correction.judged_by if correction else judged_by,
            chosen_by=offer.chosen_by,
        )
    except UsageError as error:  # its text has changed since it was shown; the others can be judged
        note(said(error.said))
    else:
        say_judged(judged)


def _print_precision(database: Database, *, as_json: bool) -> None:
    from detector.cli.review_page import precision_json, print_precision
    from detector.precision import precision_of
    from models.corrections import judged_until

    with database.reading() as session:
        found = precision_of(judged_until(session))
    for one in found:
        if as_json:
            write_json(precision_json(one))
        else:
            print_precision(one)
