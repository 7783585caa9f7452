"""A replay on a terminal: each incident's course, then the figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rich.cells import set_cell_size
from rich.console import Console

from detector.cli.replay_json import minutes_between, per
from detector.cli.screen import console, print_item, styled
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

_FALSE_SHOWN = 20
_WIDTHS = (9, 16, 14, 14, 14)


def print_replay(found: Replayed) -> None:
    """Print every incident, then how many there were, then how the real ones were noticed."""
    screen = console()
    heading = _row("상태", "때", "첫 문서에서", "세 번째 글에서", "두 번째 출처")
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
        headline = styled("[헛경보] ", "red").append_text(headline)
    print_item(screen, headline, indent=0, hang=2)
    print_item(screen, styled(" ← ".join(reversed(one.ids)), "dim"))
    reached = (
        ("처음 의심", one.suspected_at),
        ("확인", one.confirmed_at),
        (STATUS[Status.RECOVERING], one.first({Status.RECOVERING})),
        (STATUS[Status.RESOLVED], one.first({Status.RESOLVED})),
        (STATUS[Status.RETRACTED], one.first({Status.RETRACTED})),
        ("사라짐", one.gone_at),
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
    return f"  {'  '.join(sized)}".rstrip()


def _signed(minutes: int | None) -> str:
    """Return a delay in its two largest units, with its sign, or "-"."""
    if minutes is None:
        return "-"
    length = " ".join(how_long(abs(minutes)).split()[:2])
    return f"{'+' if minutes >= 0 else '-'}{length}"


def _print_figures(screen: Console, found: Replayed) -> None:
    counted = tally(course.followed for course in found.incidents)
    screen.print()
    screen.print(styled("모두", "bold"))
    print_item(
        screen,
        styled(
            f"문서 {found.documents:,}건, {when(found.first)} ~ {when(found.last)},"
            f" 문서가 있는 날 {found.days:,}일"
        ),
    )
    print_item(screen, styled(f"사건 {_counts(counted)}"))
    daily, weekly = per(counted.incidents, found.days), per(counted.incidents, found.days / 7)
    if daily is not None and weekly is not None:
        most = counted.most_in_a_week
        print_item(screen, styled(f"하루에 {daily:.2f}, 한 주에 {weekly:.2f}, 많을 때 {most:,}"))


def _counts(counted: Tally) -> str:
    return (
        f"{counted.incidents:,}: 의심에 그침 {counted.suspected_only:,},"
        f" 확인 {counted.confirmed:,}, 사라짐 {counted.gone:,}, 합쳐짐 {counted.merged:,}"
    )


def _print_outages(screen: Console, found: Replayed) -> None:
    false = [course.followed for course in found.incidents if course.is_false]
    counted = tally(false)
    weekly = per(counted.incidents, found.days / 7) or 0.0
    screen.print()
    screen.print(styled(f"진짜 장애 {len(found.outages):,}건에 견주어", "bold"))
    print_item(screen, styled(f"헛사건 {_counts(counted)}"))
    print_item(
        screen, styled(f"헛의심은 한 주에 {weekly:.2f}, 많은 주에 {counted.most_in_a_week:,}")
    )
    for one in false[:_FALSE_SHOWN]:
        print_item(screen, styled(f"헛경보 {one.incident.id}  {one.incident.headline}"), hang=2)
    for line in (*_in_time(found), *_shortfalls(found)):
        print_item(screen, styled(line), hang=2)


def _in_time(found: Replayed) -> Iterator[str]:
    grace = how_long(int(GRACE.total_seconds() // 60))
    suspected = [course.is_suspected_in_time for course in found.outages]
    confirmed = [course.is_confirmed_in_time for course in found.outages]
    for words, claims in (
        (f"세 번째 글 뒤 {grace} 안에 의심", suspected),
        ("두 번째 출처와 함께 확인", confirmed),
    ):
        yield f"{words}: {claims.count(True):,} / {len(claims) - claims.count(None):,}건"


def _shortfalls(found: Replayed) -> Iterator[str]:
    """Say of each outage that was noticed late how late, and why."""
    for course in found.outages:
        if course.is_suspected_in_time is False:
            late = _late(course.milestones.third_post, course.outage.suspected_at)
            yield f"늦은 의심  {course.outage.key}: {late}. {_why_suspected_late(course)}"
        if course.is_confirmed_in_time is False:
            late = _late(course.milestones.second_source, course.outage.confirmed_at)
            yield f"늦은 확인  {course.outage.key}: {late}. {_why_confirmed_late(course)}"


def _late(since: datetime | None, at: datetime | None) -> str:
    minutes = minutes_between(since, at)
    return "끝내 안 됨" if minutes is None else how_long(minutes)


def _why_suspected_late(course: OutageCourse) -> str:
    if course.reported_posts is None:
        return "그때는 다른 사건에 섞여 있었음"
    read, total = course.reported_posts
    if read < total:
        return f"그때 온 문서 {total:,}건 가운데 {read:,}건만 장애로 읽음"
    return f"{total:,}건 모두 장애로 읽었으나 사건이 되지 않음(이름 없는 글, 따로 묶임)"


def _why_confirmed_late(course: OutageCourse) -> str:
    possible = course.confirmable_at
    if possible is None:
        return "장애로 읽은 글이 확인의 규칙을 채우지 못함"
    if course.is_confirmed_by_rule:
        return f"읽은 글이 {when(possible)}에야 확인의 규칙을 채움"
    return f"{when(possible)}에 규칙을 채웠으나 나뉘어 묶임"
