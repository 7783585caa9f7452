"""How grave an incident is: how many were hit, for how long, and how many more stood on it."""

from __future__ import annotations

import pytest

from detector.incidents.lifecycle import severity_of


@pytest.mark.parametrize(
    ("affected", "minutes", "is_wide", "severity"),
    [
        (1, 30, False, "minor"),
        (1, None, False, "minor"),
        (3, 30, False, "major"),
        (1, 180, False, "major"),
        (5, 180, False, "critical"),
        (1, 85, True, "major"),  # a carrier in the whole country
        (1, 600, True, "critical"),
    ],
)
def test_severity(affected: int, minutes: int | None, is_wide: bool, severity: str) -> None:
    assert severity_of(affected, minutes, is_wide=is_wide) == severity


@pytest.mark.parametrize(
    ("affected", "minutes", "severity"),
    [(1, 45, "minor"), (1, 60, "major"), (3, 45, "major"), (3, 60, "critical"), (2, 600, "major")],
)
def test_what_people_cannot_put_off_is_grave_sooner(
    affected: int, minutes: int, severity: str
) -> None:
    assert severity_of(affected, minutes, is_needed=True) == severity
