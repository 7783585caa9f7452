"""Whether the disk under a database takes more."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from models.room import LEAST_FREE, Room, judge, trouble_of


def test_a_disk_is_full_before_the_last_byte() -> None:
    assert judge(LEAST_FREE, is_read_only=False) is None
    assert judge(LEAST_FREE - 1, is_read_only=False) is Room.FULL
    assert judge(LEAST_FREE, is_read_only=True) is Room.READ_ONLY


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "postgresql://x/y", "sqlite:////nowhere/x.db"]
)
def test_of_other_databases_nothing_is_known(url: str) -> None:
    assert trouble_of(make_url(url)) is None


def test_a_disk_with_room_is_no_trouble(tmp_path: Path) -> None:
    assert trouble_of(make_url(f"sqlite:///{tmp_path / 'x.db'}")) is None
    assert trouble_of(make_url(f"sqlite:///file:{tmp_path / 'x.db'}?mode=ro&uri=true")) is None
