"""Numbers as Koreans say them, in 만 and 억, cut to two units and never rounded up."""

from __future__ import annotations

_UNITS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
_SMALLEST = 10**4


def in_units(number: int) -> str:
    """Return a number: 9,999, 1만 2,345, 3,000만, 1억 2,345만."""
    if number < 0:
        return f"-{in_units(-number)}"
    for size, unit in _UNITS:
        if number >= size:
            many, rest = divmod(number, size)
            below = rest if size == _SMALLEST else rest // (size // _SMALLEST)
            small = _below(below, size)
            return f"{many:,}{unit}{small}"
    return f"{number:,}"


def _below(number: int, size: int) -> str:
    """Return what is left in the next smaller unit, a unit being ten thousand of the one below."""
    if number == 0:
        return ""
    unit = {10**12: "억", 10**8: "만"}.get(size, "")
    return f" {number:,}{unit}"
