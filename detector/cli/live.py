"""The progress line that is on the terminal just now: what is written meanwhile goes above it."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

showing: ContextVar[Console | None] = ContextVar("showing", default=None)
