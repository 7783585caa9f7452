"""A message ready to go out, and what came of one try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from detector.messages import Language
from models.alert_records import Outcome


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as a channel gets it."""

    id: str  # the same through all tries
    at: datetime  # of what it tells
    now: datetime
    text: str  # at most 200 characters, complete by itself
    details: Sequence[tuple[str, str]]  # subject and what there is to say of it
    content: Mapping[str, Any]
    language: Language = Language.KO
    late_minutes: int | None = None

    @property
    def full_text(self) -> str:
        """The text with a line for each detail."""
        return "\n".join([self.text, *(f"{title}: {value}" for title, value in self.details)])

    @property
    def title(self) -> str:
        """The first part of the text: state and who."""
        return self.text.partition(" · ")[0]

    @property
    def link(self) -> str | None:
        """Where more is to be read."""
        link = self.content.get("link")
        return str(link) if link else None

    @property
    def status(self) -> str | None:
        """The status of the incident it is about, if it is about one."""
        facts = self.content.get("incident")
        return str(facts["status"]) if facts else None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one try; problem is a code with what the receiver said, without secrets."""

    outcome: Outcome
    problem: str | None = None
    retry_after: timedelta | None = None


SENT = Result(Outcome.SENT)
