"""Which reports make an incident: somebody failed, and no lone or usual posts say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from statistics import fmean

from detector.incidents.bursts import Usual, is_burst
from models.records import Kind, Label, Report

#: So many posts open an incident that no article or notice tells of, and so many of them must name
#: who failed: half of all posts name nobody.
POSTS_THAT_OPEN = 3
NAMING_POSTS = 2
#: So probable must each be on average, unless all name who failed: what is doubtful and names nobody
#: may be of anything.
PROBABLE = 0.6
#: Two boards open one by a post each, if both name who failed, are so probable, and so near.
SURE = 0.7
SURE_WITHIN = timedelta(hours=1)
#: Says how many doubtful posts on a name (its id) were usual around that hour before that time.
UsualOf = Callable[[str, datetime], Usual]


def nothing_usual(_name: str, _at: datetime) -> Usual:
    """Return that nothing is known of what is usual: no post was ever seen."""
    return Usual()


def opens(group: Sequence[Report], usual: UsualOf = nothing_usual) -> bool:
    """Return whether reports of one outage make an incident.

    A post alone makes none: what makes one sure is that others say so at the same time, more than
    usual. Nor do reports that name nobody who failed, nor an aftermath alone that tells nothing
    of the outage.
    """
    naming = [r for r in group if r.reading.facts.provider or r.reading.facts.affected]
    if all(report.kind is Kind.COMMUNITY for report in group):
        return _posts_open(group, naming) and _is_unusual(group, naming, usual)
    if all(report.reading.label is Label.AFTERMATH for report in group):
        return any(_tells_of_it(report) for report in naming)
    return bool(naming)


def _posts_open(posts: Sequence[Report], naming: Sequence[Report]) -> bool:
    if _threads(naming) >= POSTS_THAT_OPEN or _boards_agree(naming):
        return True
    probable = fmean(post.reading.probability for post in posts) >= PROBABLE
    return probable and _threads(posts) >= POSTS_THAT_OPEN and _threads(naming) >= NAMING_POSTS


def _boards_agree(naming: Sequence[Report]) -> bool:
    """Return whether posts of two boards, sure of it, name who failed within an hour."""
    last: dict[str, datetime] = {}
    for post in naming:
        if post.reading.probability < SURE:
            continue
        others = [at for source, at in last.items() if source != post.source]
        if others and post.published_at - max(others) <= SURE_WITHIN:
            return True
        last[post.source] = post.published_at
    return False


def _is_unusual(posts: Sequence[Report], naming: Sequence[Report], usual: UsualOf) -> bool:
    """Return whether there are more posts than chance brings together of those who always write."""
    named = Counter(name for post in naming for name in _names(post))
    name = min(named, key=lambda name: (-named[name], name))
    first = {_thread(post): post.published_at for post in reversed(posts)}
    times = sorted(first.values())
    return is_burst(times, usual(name, times[0]))


def _names(post: Report) -> set[str]:
    facts = post.reading.facts
    return {entity.id for entity in (facts.provider, *facts.affected) if entity is not None}


def _threads(posts: Iterable[Report]) -> int:
    """Return how many threads posts stand in: what is said again under one title counts once."""
    return len({_thread(post) for post in posts})


def _thread(post: Report) -> tuple[str, str | int]:
    return post.source, post.title or post.row


def _tells_of_it(aftermath: Report) -> bool:
    """Return whether a story on what came of an outage tells of the outage itself."""
    facts = aftermath.reading.facts
    return bool(facts.started or facts.duration_minutes or facts.cause)
