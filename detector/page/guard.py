"""What stands before every answer: whose name was asked for, what a browser may do, HEAD, 304."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from detector.messages import say
from detector.page.metrics import Metrics
from detector.page.problems import MEDIA_TYPE, Problem
from detector.page.settings import PageSettings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
_STRICT = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
#: What others may show on their own pages.
_FRAMED = ("/strip", "/badge")


class Guard:
    """Wraps the application."""

    def __init__(self, app: App, settings: PageSettings, metrics: Metrics) -> None:
        self._app, self._settings, self._metrics = app, settings, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        is_head = scope["method"] == "HEAD"
        headers = dict(scope["headers"])
        answering = _Answering(send, scope, headers.get(b"if-none-match", b""), is_head=is_head)
        if _host(headers.get(b"host", b"")) not in self._settings.answering:
            await self._misdirected(scope, answering.send)
        else:
            inner = {**scope, "method": "GET"} if is_head else scope
            await self._app(inner, receive, answering.send)
        route = scope.get("meoktong_page", "other")
        self._metrics.count(route, answering.status, time.perf_counter() - began)

    async def _misdirected(self, scope: Scope, send: Send) -> None:
        """Refuse a name that is not ours: a page elsewhere may have pointed it at this machine."""
        problem = Problem(421, say("page.problems.host", self._settings.language))
        await send(
            {
                "type": "http.response.start",
                "status": 421,
                "headers": [(b"content-type", MEDIA_TYPE.encode())],
            }
        )
        await send({"type": "http.response.body", "body": problem.body(scope["path"])})


class _Answering:
    """Adds headers to an answer, and cuts what need not be sent."""

    def __init__(self, send: Send, scope: Scope, known: bytes, *, is_head: bool) -> None:
        self._send, self._path, self._known, self._is_head = send, scope["path"], known, is_head
        self.status = 500
        self._is_same = False

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """Pass on a part of an answer."""
        if message["type"] == "http.response.start":
            message = self._begun(message)
        elif message["type"] == "http.response.body" and (self._is_head or self._is_same):
            message = {**message, "body": b""}
        await self._send(message)

    def _begun(self, message: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        headers = {name.lower(): value for name, value in message.get("headers", [])}
        tag = headers.get(b"etag")
        self._is_same = bool(message["status"] == 200 and tag and _is_known(tag, self._known))
        if self._is_same:
            headers.pop(b"content-length", None)
            headers.pop(b"content-type", None)
        self.status = 304 if self._is_same else message["status"]
        for name, value in self._strict().items():
            headers.setdefault(name.encode(), value.encode())
        return {**message, "status": self.status, "headers": list(headers.items())}

    def _strict(self) -> dict[str, str]:
        is_framed = self._path.startswith(_FRAMED)
        policy = _POLICY.format(ancestors="*" if is_framed else "'none'")
        found = {**_STRICT, "content-security-policy": policy}
        if not is_framed:
            found |= {"x-frame-options": "DENY", "cross-origin-resource-policy": "same-origin"}
        else:
            found["cross-origin-resource-policy"] = "cross-origin"
        return found


def etag_of(content: bytes) -> str:
    """Return the weak tag of what an answer says, without what the clock alone changes."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:24]}"'


def _is_known(tag: bytes, known: bytes) -> bool:
    asked = {one.strip().removeprefix(b"W/") for one in known.split(b",")}
    return b"*" in asked or tag.removeprefix(b"W/") in asked


def _host(header: bytes) -> str:
    """Return the name that was asked for, without its port."""
    name = header.decode("latin-1").strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0]
