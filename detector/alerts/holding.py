"""What goes out at once, what is held, and when what was held is told in one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from detector.alerts.policy import Policy, is_at_least

#: The time in which a channel hears at most so many messages.
HOUR = timedelta(hours=1)
QUIET, RATE = "quiet", "rate"


def held_for(policy: Policy, severity: str, released: int, now: datetime) -> str | None:
    """Return why a message is held, or None where it goes out; released went out in the last hour.

    Quiet hours hold all but the gravest. The limit of an hour holds whatever comes after it: a
    channel that floods is one that nobody reads.
    """
    quiet = policy.quiet
    if quiet is not None and quiet.holds(now) and not is_at_least(severity, quiet.breaks_from):
        return QUIET
    return RATE if released >= policy.per_hour else None


def may_tell_held(policy: Policy, reasons: Sequence[str], released: int, now: datetime) -> bool:
    """Tell whether what a channel holds back may now be told in one message."""
    if not reasons or released >= policy.per_hour:
        return False
    return policy.quiet is None or not policy.quiet.holds(now)
