"""When a message is tried again, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

#: Waits after the first tries; a receiver that restarts is back within seconds.
WAITS = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=5),
)
#: From then on: one that was down for hours hears within so long of its return.
USUAL_WAIT = timedelta(minutes=10)
#: So long a message is tried; whoever was away for a weekend still hears of it.
GIVE_UP_AFTER = timedelta(hours=72)
LONGEST_ASKED = timedelta(hours=1)
#: So long a sender has a message for itself; longer than any try may take.
LEASE = timedelta(seconds=90)


def retry_at(
    attempts: int, created: datetime, now: datetime, asked: timedelta | None = None
) -> datetime | None:
    """Return when to try again after so many tries, or None to give up.

    asked is how long the receiver asked to be left alone; up to an hour is granted.
    """
    if now - created >= GIVE_UP_AFTER:
        return None
    wait = WAITS[attempts - 1] if attempts <= len(WAITS) else USUAL_WAIT
    if asked is not None:
        wait = max(wait, min(asked, LONGEST_ASKED))
    return now + wait
