"""How far long work is, on a terminal's standard error: Rich draws it, gone when the work is done."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from detector.cli import live
from detector.cli.loudness import Loudness, loudness
from detector.cli.screen import note
from detector.cli.shown import shown
from detector.cli.spoken import said, tell

if TYPE_CHECKING:
    from rich.progress import Progress as Display

#: Work that is done sooner shows nothing.
QUIET_SECONDS = 2.0
#: Wider a line is hard to read.
_WIDTH = 80


class Progress:
    """Shows how much is done, at what rate, and how long the rest takes; nothing in a pipe or with -q.

    A context: leaving it clears the line, also where the work fails.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = time.monotonic()
        self._done = 0  # when it began
        self._is_waiting = False  # what came before the counting does not count for the rate
        self._display: Display | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._display is not None:
            self._display.stop()
            live.showing.set(None)
            self._display = None

    def __call__(self, done: int, total: int | None = None, share: float | None = None) -> None:
        """Say how far it is; share is what part of all is done, where only that is known."""
        if self._is_waiting:
            self._began, self._done, self._is_waiting = time.monotonic(), done, False
        seconds = time.monotonic() - self._began
        if seconds < QUIET_SECONDS or not _is_watched():
            return
        count = f"{done:,}/{total:,}" if total else f"{done:,}"
        rate = round(
            (done - self._done) / max(seconds, 0.001)
        )  # of what takes seconds each it says nothing
        pace = " " + tell("cli.progress.pace", rate=rate) if rate else ""
        self._show(count + pace, done / total if total else share)

    def say(self, line: str) -> None:
        """Write what is being done now, and show that it goes on; only on a terminal."""
        if _is_watched():
            note(said(line))
            self._is_waiting = True
            self._show("", None)

    def _show(self, count: str, part: float | None) -> None:
        if self._display is None:
            self._display = _display()
            self._display.add_task(shown(self._what), total=None, count="")
            self._display.start()
            live.showing.set(self._display.console)
        (task,) = self._display.task_ids
        self._display.update(task, completed=part or 0, total=part and 1.0, count=count)


def _is_watched() -> bool:
    return sys.stderr.isatty() and loudness() > Loudness.QUIET


def _display() -> Display:
    """Return what draws the line: the work, a bar, the count with its rate, and the time left."""
    from rich.console import Console
    from rich.progress import BarColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Display
    from rich.text import Text

    class Left(TimeRemainingColumn):
        """The time left; where nobody knows it, the time that has passed."""

        def render(self, task: Task) -> Text:
            return TimeElapsedColumn().render(task) if task.total is None else super().render(task)

    screen = Console(file=sys.stderr, markup=False, highlight=False, emoji=False)
    screen.width = min(screen.width, _WIDTH)
    return Display(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[count]}", markup=False),
        Left(compact=True),
        console=screen,
        transient=True,
        refresh_per_second=5,
    )
