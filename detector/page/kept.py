"""Keeps what was reckoned for a short time, so that many readers cost as little as one."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

_T = TypeVar("_T")


class Kept:
    """Values by key; the oldest go when there are too many, and all after their time."""

    def __init__(self, seconds: float, most: int = 256) -> None:
        self._seconds, self._most = seconds, most
        self._values: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Return the value of a key, made now where there is none that still holds."""
        now = time.monotonic()
        with self._lock:
            found = self._values.get(key)
            if found is not None and now - found[0] < self._seconds:
                self._values.move_to_end(key)
                return cast(_T, found[1])
        value = make()
        self.put(key, value)
        return value

    def find(self, key: Hashable) -> Any:
        """Return the value of a key that still holds, or None."""
        with self._lock:
            found = self._values.get(key)
        return found[1] if found and time.monotonic() - found[0] < self._seconds else None

    def put(self, key: Hashable, value: Any) -> None:
        """Keep a value from now on."""
        with self._lock:
            self._values[key] = (time.monotonic(), value)
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
