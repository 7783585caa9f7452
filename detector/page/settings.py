"""How one page is set up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from detector.messages import Language
from models import clock

#: Names under which this machine calls itself.
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
USUAL_INTERVAL = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What an operator may set."""

    language: Language = Language.KO
    interval: timedelta = USUAL_INTERVAL  # between two cycles of collecting
    hosts: frozenset[str] = LOCAL_HOSTS  # names under which the page answers
    public_url: str | None = None  # where readers reach it, without a slash at the end
    takes_claims: bool = False  # whether readers may say that something is wrong
    now: Callable[[], datetime] = clock.now

    @property
    def answering(self) -> frozenset[str]:
        """All names under which the page answers."""
        public = urlsplit(self.public_url or "").hostname
        return self.hosts | ({public} if public else set())

    @property
    def authority(self) -> str:
        """Whose the permanent ids of feeds are (RFC 4151)."""
        return urlsplit(self.public_url or "").hostname or "localhost"
