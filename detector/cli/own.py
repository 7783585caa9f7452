"""Says on standard error what is our own fault, so that it is taken for nobody's outage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from detector.cli.screen import note
from detector.cli.spoken import language

if TYPE_CHECKING:
    from detector.views.own_trouble import OwnTrouble


def note_own(troubles: Iterable[OwnTrouble]) -> None:
    """Say what is wrong with ourselves, a line each."""
    for one in troubles:
        from detector.views.own_trouble import trouble_text

        note(trouble_text(one, language()))
