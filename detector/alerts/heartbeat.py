"""The dead man's switch: calls an address after each full cycle, so that silence is noticed."""

from __future__ import annotations

from collections.abc import Sequence

SECONDS = 10
#: Of the sources that are not well, so many are named.
_NAMED = 10


def call(url: str, agent: str = "meoktong") -> str | None:
    """Call the address; return None where it answered well, else the code of the problem."""
    import requests

    try:
        with requests.get(url, timeout=SECONDS, headers={"User-Agent": agent}) as answer:
            return None if answer.ok else f"http:{answer.status_code}"
    except requests.RequestException:  # its message quotes the address, which is a secret
        return "unreachable"


def agent_of(watched: int, troubled: Sequence[str]) -> str:
    """Return who calls, and which sources are not well.

    Monitors differ in what they take beside the call itself; the user agent all of them take, and
    show in their log of calls.
    """
    told = f"meoktong (sources ok {watched - len(troubled)}/{watched}"
    if troubled:
        more = len(troubled) - _NAMED
        names = ", ".join(map(_plain, sorted(troubled)[:_NAMED]))
        told += f"; not ok: {names}{f' and {more} more' if more > 0 else ''}"
    return f"{told})"


def _plain(id: str) -> str:
    """Return an id as a header takes it."""
    return "".join(one if one.isascii() and one.isprintable() else "?" for one in id)
