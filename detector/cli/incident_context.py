"""What is known around one incident, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rich.console import Console

from detector.cli.screen import print_item, styled
from detector.cli.words import how_long, when
from detector.incidents.context import Context
from detector.incidents.delays import Delays
from detector.incidents.duty import Duty, DutyState
from detector.incidents.recalled import RecallLink
from detector.incidents.recurrence import Recurrence
from models.records import Incident

DELAY = {
    "onset_to_post": ("시작", "첫 글"),
    "onset_to_article": ("시작", "첫 기사"),
    "onset_to_notice": ("시작", "첫 공지"),
    "onset_to_recovery": ("시작", "복구"),
    "post_to_article": ("첫 글", "첫 기사"),
    "article_to_notice": ("첫 기사", "첫 공지"),
    "notice_to_recovery": ("첫 공지", "복구"),
}
_SAME = {"provider": "같은 곳", "cause": "같은 원인", "region": "같은 지역"}
_DUTY = "이용자 고지 의무 (매출 100억 원, 이용자 100만 명 이상이라면)"
_QUOTE_SHOWN = 150


def print_context(screen: Console, incident: Incident, context: Context) -> None:
    """Print the sections that have something to say."""
    _print_lines(screen, _DUTY, [_duty_line(context.duty)])
    _print_lines(screen, "알려지기까지", list(_delay_lines(context.delays)))
    if context.hypotheses:
        names = {
            hit.id: hit.name for one in (incident, *context.fails_with) for hit in one.affected
        }
        heading = "같은 뿌리일 수 있는 곳 (추정: 어느 글도 말하지 않았습니다)"
        _print_lines(screen, heading, list(_hypothesis_lines(context, names)))
    _print_lines(screen, "같은 곳의 지난 장애", [_recurrence(one) for one in context.recurrences])
    _print_links(screen, "기사에서 되짚은 지난 장애", context.recalls)
    _print_links(screen, "이 장애를 되짚은 뒤의 장애", context.recalled_by)


def _duty_line(duty: Duty) -> str:
    limit, due = how_long(duty.limit_minutes), when(duty.due_at)
    minutes = how_long(duty.minutes)
    said = {
        DutyState.RUNNING: f"{minutes} 남음: {due}까지 복구되지 않으면 알려야 합니다. 공지는 아직",
        DutyState.OVERDUE: f"{minutes} 넘김: {due}에 {limit}이 지났고, 모은 글에 공지가 없습니다",
        DutyState.IN_TIME: f"제때 알림: {limit}이 되는 {due}보다 {minutes} 먼저 공지",
        DutyState.LATE: f"늦게 알림: {limit}이 된 {due}보다 {minutes} 뒤에 공지",
        DutyState.MISSED: f"{due}에 {limit}을 넘겼고, 모은 글에 공지가 없습니다",
        DutyState.NONE: f"{limit}이 되기 전에 복구되어 의무가 없습니다",
        DutyState.DISPUTED: f"{limit}을 넘겼는지 글마다 다르고, 모은 글에 공지가 없습니다",
        DutyState.UNKNOWN: f"{limit}을 넘겼는지 알 수 없습니다",
    }
    counted = " (처음 알려진 때부터 셈)" if duty.is_from_first_report else ""
    return f"{said[duty.state]}{counted}"


def _delay_lines(delays: Delays) -> Iterator[str]:
    for step, minutes in asdict(delays).items():
        if minutes is not None:
            yield delay_line(step, minutes)


def delay_line(step: str, minutes: float) -> str:
    """Return a delay for people; where the second came first, the two change places."""
    first, second = DELAY[step] if minutes >= 0 else reversed(DELAY[step])
    return f"{first} → {second}  {how_long(round(abs(minutes)))}"


def _hypothesis_lines(context: Context, names: dict[str, str]) -> Iterator[str]:
    for one in context.hypotheses:
        explained = ", ".join(names.get(id, id) for id in one.explains)
        learned = f"지난 장애 {one.learned_from}건" if one.learned_from else "사전의 소속"
        yield (
            f"{one.name}  가능성 {one.probability:.0%} (승산 {_odds(one.odds)})"
            f"  {explained} ← {learned}"
        )
    for other in context.fails_with:
        yield f"함께 멈춤: {other.id}  {other.headline}"


def _odds(odds: float) -> str:
    return f"{odds:,.1f} 대 1" if odds >= 1 else f"1 대 {1 / odds:,.1f}"


def _recurrence(found: Recurrence) -> str:
    other = found.incident
    same = ", ".join(_SAME[one] for one in found.same)
    began = when(other.started_at or other.first_seen, other.started_precision)
    return f"{began}  {other.id} ({same})  {other.headline}"


def _print_links(screen: Console, heading: str, links: Sequence[RecallLink]) -> None:
    if not links:
        return
    _print_heading(screen, heading)
    for link in links:
        print_item(screen, styled(f"{link.incident.id}  {link.incident.headline}"), hang=2)
        quote = " ".join(link.recalled.evidence.text.split())
        cut = quote if len(quote) <= _QUOTE_SHOWN else quote[: _QUOTE_SHOWN - 1] + "…"
        print_item(screen, styled(f"“{cut}”", "italic"), indent=6)


def _print_lines(screen: Console, heading: str, lines: Sequence[str]) -> None:
    if lines:
        _print_heading(screen, heading)
    for line in lines:
        print_item(screen, styled(line), hang=2)


def _print_heading(screen: Console, heading: str) -> None:
    screen.print()
    screen.print(styled(heading, "bold"))
