"""Offers the most doubtful recent reports to a person, and shows the precision of what was judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import COUNT, database_option, json_option, opened
from detector.cli.screen import note, say, write_json
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
HINT = "[o]장애 [r]복구 [a]뒷이야기 [m]점검 [n]장애 아님 [x]건너뜀 [q]그만"


@click.command("review", cls=KoreanCommand)
@click.option("--limit", type=COUNT, default=10, help="많아야 이만큼 (없으면 10).")
@click.option("--days", type=COUNT, default=7, help="요즘 며칠에 나온 문서 (없으면 7).")
@click.option(
    "--random", "is_random", is_flag=True,
    help="의심과 상관없이 고릅니다: 치우치지 않은 정밀도를 얻습니다.",
)  # fmt: skip
@click.option("--ask", is_flag=True, help="하나씩 보이고 키 하나로 답을 받습니다.")
@click.option("--by", "judged_by", metavar="NAME", help="--ask에서 누가 판단하나.")
@database_option
@json_option
def command(
    limit: int,
    days: int,
    is_random: bool,
    ask: bool,
    judged_by: str | None,
    db: str | None,
    as_json: bool,
) -> None:
    """가장 의심스러운 요즘 문서부터 사람에게 보입니다.

    확률이 문턱에 가까운 것부터이고, 사건을 열거나 확인한 문서가 앞섭니다. 사람이 이미 판단한
    문서와 그 베낀 글은 빠집니다. --random은 장애라고 한 판단 가운데서만 고릅니다. 치우치지
    않으려면 나온 것을 맞았든 틀렸든 모두 판단하세요.

    끝에 지금까지 검토한 것의 정밀도가 95 % 구간과 함께 나옵니다. 의심스러운 것부터 본 정밀도는
    실제보다 낮습니다.

    \b
    예: meoktong review
        meoktong review --ask --limit 20
        meoktong review --random --days 30 --ask
    """
    if ask and as_json:
        raise UsageError("--ask와 --json은 함께 쓸 수 없습니다")
    with opened(db) as database:
        offers = _offers(database, limit=limit, days=days, is_random=is_random)
        if ask:
            _ask_all(database, offers, judged_by)
        else:
            _print_all(offers, db, as_json=as_json)
        if not offers:
            note(f"요즘 {days}일에 나온 문서 가운데 검토할 것이 없습니다 (--days로 늘리세요)")
        _print_precision(database, as_json=as_json)


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
            raise UsageError("--ask는 키를 누를 수 있는 터미널에서만 쓸 수 있습니다") from error
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
        note(str(error))
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
