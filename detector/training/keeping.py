"""Small models in the cache: read back where they are kept, else fitted and kept."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

logger = logging.getLogger(__name__)

M = TypeVar("M")


def kept_or_fitted(
    place: Path,
    read_back: Callable[[Path], M],
    fit: Callable[[], M],
    keep: Callable[[M, Path], None],
) -> M:
    """Return the model kept at a place, else one that is fitted now and kept there.

    One that cannot be kept serves this process all the same. Raises what fit raises.
    """
    try:
        return read_back(place)
    except (OSError, ValueError, KeyError, TypeError):
        pass  # none yet, or a broken one: it is made again
    model = fit()
    try:
        keep(model, place)
    except OSError as error:
        logger.warning("%s: 모델을 저장할 수 없습니다: %s", place, error)
    return model
