"""Ends a crawl's process once the process that started it is gone, however that ended."""

from __future__ import annotations

import os
import signal
import threading
import time

STORE_SECONDS = 5.0


def end_with_parent() -> None:
    """Watch standard input, a pipe whose other end the parent holds and never writes to.

    The system closes that end with the parent, even one that was killed, on every platform (Linux
    alone has a signal for it). Then this process stores what it holds, and ends within seconds.
    """
    threading.Thread(target=_watch, name="parent", daemon=True).start()


def _watch() -> None:
    try:
        # Not sys.stdin: its lock, held by a thread, is fatal to an interpreter that shuts down.
        while os.read(0, 1):
            pass
    except OSError:  # no standard input, and so no parent that could be watched
        return
    os.kill(os.getpid(), signal.SIGTERM)  # Scrapy stops and stores
    time.sleep(STORE_SECONDS)
    os._exit(1)
