"""The dead man's switch: calls an address after each full cycle, so that silence is noticed."""

from __future__ import annotations

SECONDS = 10


def call(url: str) -> str | None:
    """Call the address; return None where it answered well, else the code of the problem."""
    import requests

    try:
        with requests.get(url, timeout=SECONDS, headers={"User-Agent": "meoktong"}) as answer:
            return None if answer.ok else f"http:{answer.status_code}"
    except requests.RequestException:  # its message quotes the address, which is a secret
        return "unreachable"
