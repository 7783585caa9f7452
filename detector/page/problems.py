"""What went wrong, as RFC 9457 tells it."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A request that cannot be answered; the pointer says which parameter is wrong."""

    def __init__(self, status: int, detail: str, pointer: str | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.pointer = status, detail, pointer
        self.headers: dict[str, str] = {}

    def content(self, instance: str) -> dict[str, Any]:
        """Return the object that tells it."""
        found: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
        }
        if self.pointer:
            found["parameter"] = self.pointer
        return found

    def body(self, instance: str) -> bytes:
        """Return it as JSON."""
        return json.dumps(self.content(instance), ensure_ascii=False).encode("utf-8", "replace")
