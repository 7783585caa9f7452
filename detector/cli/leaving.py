"""Ends the program at once when a short command is done: taking Python apart takes a tenth of it."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from typing import NoReturn


def leave(code: str | int | None) -> NoReturn:
    """Exit with a status; what was to be done at the end is done, unless work goes on in threads."""
    if not isinstance(code, int | None) or threading.active_count() > 1 or sys.gettrace():
        sys.exit(code)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # nobody reads, or the disk is full: told of before
            continue
    os._exit(code or 0)
