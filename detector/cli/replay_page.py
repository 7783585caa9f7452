"""A replay on a terminal: each incident's course, then the figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from detector.cli.columns import TIME
from detector.cli.replay_json import minutes_between, per
from detector.cli.screen import console, print_item, styled
from detector.cli.spoken import tell
from detector.cli.words import STATUS, how_long, when
from detector.incidents.replay import Replayed
from detector.incidents.replay_figures import (
    IncidentCourse,
    Milestones,
    OutageCourse,
    Tally,
    tally,
)
from detector.incidents.truth import GRACE
from models.records import Status

if TYPE_CHECKING:
    from rich.console import Console

_FALSE_SHOWN = 20
_WIDTHS = (9, TIME, 13, 13, 13)


def print_replay(found: Replayed) -> None:
    """Print every incident, then how many there were, then how the real ones were noticed."""
    screen = console()
    heading = _row(
        tell("cli.common.state"),
        tell("cli.replay_page.when"),
        tell("cli.replay_page.from_first"),
        tell("cli.replay_page.from_third"),
        tell("cli.replay_page.from_second"),
    )
    if found.incidents:
        screen.print(styled(heading, "dim"))
    for course in found.incidents:
        if not course.followed.is_absorbed:
            _print_course(screen, course)
    _print_figures(screen, found)
    if found.outages:
        _print_outages(screen, found)


def _print_course(screen: Console, course: IncidentCourse) -> None:
    one = course.followed
    headline = styled(one.incident.headline, "bold")
    if course.is_false:
        headline = styled(tell("cli.replay_page.false_alarm"), "red").append_text(headline)
    print_item(screen, headline, indent=0, hang=2)
    print_item(screen, styled(" ← ".join(reversed(one.ids)), "dim"))
    reached = (
        (tell("cli.replay_page.suspected"), one.suspected_at),
        (tell("cli.replay_page.confirmed"), one.confirmed_at),
        (STATUS[Status.RECOVERING], one.first({Status.RECOVERING})),
        (STATUS[Status.RESOLVED], one.first({Status.RESOLVED})),
        (STATUS[Status.RETRACTED], one.first({Status.RETRACTED})),
        (tell("cli.replay_page.vanished"), one.gone_at),
    )
    for name, at in reached:
        if at is not None:
            screen.print(styled(_row(name, when(at), *_since(at, course.milestones))))


def _since(at: datetime, milestones: Milestones) -> Iterator[str]:
    """Yield how long after each milestone it was."""
    for since in (milestones.first_document, milestones.third_post, milestones.second_source):
        yield _signed(minutes_between(since, at))


def _row(*cells: str) -> str:
    sized = (set_cell_size(cell, width) for cell, width in zip(cells, _WIDTHS, strict=True))
    return " ".join((" ", *sized)).rstrip()


def _signed(minutes: int | None) -> str:
    """Return a delay in its two largest units, with its sign, or "-"."""
    if minutes is None:
        return "-"
    length = " ".join(how_long(abs(minutes)).split()[:2])
    return f"{'+' if minutes >= 0 else '-'}{length}"


def _print_figures(screen: Console, found: Replayed) -> None:
    counted = tally(course.followed for course in found.incidents)
    screen.print()
    screen.print(styled(tell("cli.common.all"), "bold"))
    print_item(
        screen,
        styled(
            tell(
                "cli.replay_page.documents",
                documents=found.documents,
                first=when(found.first),
                last=when(found.last),
                days=found.days,
            )
        ),
    )
    print_item(screen, styled(tell("cli.replay_page.incidents", counts=_counts(counted))))
    daily, weekly = per(counted.incidents, found.days), per(counted.incidents, found.days / 7)
    if daily is not None and weekly is not None:
        most = counted.most_in_a_week
        print_item(
            screen, styled(tell("cli.replay_page.rates", daily=daily, weekly=weekly, most=most))
        )


def _counts(counted: Tally) -> str:
    return tell(
        "cli.replay_page.counts",
        incidents=counted.incidents,
        suspected_only=counted.suspected_only,
        confirmed=counted.confirmed,
        gone=counted.gone,
        merged=counted.merged,
    )


def _print_outages(screen: Console, found: Replayed) -> None:
    false = [course.followed for course in found.incidents if course.is_false]
    counted = tally(false)
    weekly = per(counted.incidents, found.days / 7) or 0.0
    screen.print()
    screen.print(styled(tell("cli.replay_page.against_gold", outages=len(found.outages)), "bold"))
    print_item(screen, styled(tell("cli.replay_page.false_incidents", counts=_counts(counted))))
    print_item(
        screen,
        styled(
            tell(
                "cli.replay_page.false_rates", weekly=weekly, most_in_a_week=counted.most_in_a_week
            )
        ),
    )
    for one in false[:_FALSE_SHOWN]:
        print_item(
            screen,
            styled(
                tell(
                    "cli.replay_page.false_one", id=one.incident.id, headline=one.incident.headline
                )
            ),
            hang=2,
        )
    for line in (*_in_time(found), *_shortfalls(found)):
        print_item(screen, styled(line), hang=2)


def _in_time(found: Replayed) -> Iterator[str]:
    grace = how_long(int(GRACE.total_seconds() // 60))
    suspected = [course.is_suspected_in_time for course in found.outages]
    confirmed = [course.is_confirmed_in_time for course in found.outages]
    for words, claims in (
        (tell("cli.replay_page.in_time", grace=grace), suspected),
        (tell("cli.replay_page.with_second"), confirmed),
    ):
        yield tell(
            "cli.replay_page.claims",
            words=words,
            count=claims.count(True),
            claims=len(claims) - claims.count(None),
        )


def _shortfalls(found: Replayed) -> Iterator[str]:
    """Say of each outage that was noticed late how late, and why."""
    for course in found.outages:
        if course.is_suspected_in_time is False:
            late = _late(course.milestones.third_post, course.outage.suspected_at)
            yield tell(
                "cli.replay_page.late_suspicion",
                key=course.outage.key,
                late=late,
                why=_why_suspected_late(course),
            )
        if course.is_confirmed_in_time is False:
            late = _late(course.milestones.second_source, course.outage.confirmed_at)
            yield tell(
                "cli.replay_page.late_confirmation",
                key=course.outage.key,
                late=late,
                why=_why_confirmed_late(course),
            )


def _late(since: datetime | None, at: datetime | None) -> str:
    minutes = minutes_between(since, at)
    return tell("cli.replay_page.never") if minutes is None else how_long(minutes)


def _why_suspected_late(course: OutageCourse) -> str:
    if course.reported_posts is None:
        return tell("cli.replay_page.mixed")
    read, total = course.reported_posts
    if read < total:
        return tell("cli.replay_page.few_read", total=total, read=read)
    return tell("cli.replay_page.all_read", total=total)


def _why_confirmed_late(course: OutageCourse) -> str:
    possible = course.confirmable_at
    if possible is None:
        return tell("cli.replay_page.rule_unmet")
    if course.is_confirmed_by_rule:
        return tell("cli.replay_page.rule_late", possible=when(possible))
    return tell("cli.replay_page.split", possible=when(possible))
