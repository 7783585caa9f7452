"""The times that more than one rule on incidents goes by."""

from __future__ import annotations

from datetime import timedelta

from models.records import Status

#: The legal duty to tell users begins at a stop of two hours (since March 2025).
DUTY_MINUTES = 120
#: After so long without a report it is over: of the gaps between two reports on one outage 98 in 100
#: are shorter than two days, and 95 than one (564 gaps; docs/decisions/0018).
PATIENCE = {Status.CONFIRMED: timedelta(hours=48), Status.RECOVERING: timedelta(hours=24)}
