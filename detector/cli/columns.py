"""Rows of a table in columns of fixed widths, Hangul counted as the terminal shows it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from detector.cli.shown import shown

#: Blanks between two columns.
GAP = 2
#: What a time and a day take: 2026. 11. 22.(일) 15:04.
TIME, DAY = 23, 17


def table_row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return one line with each cell, made safe to show, cut or filled to its column's width.

    Cells without a width are left out: a narrow terminal has fewer columns.
    """
    fitted = (fit_width(shown(cell), width) for cell, width in zip(cells, widths, strict=False))
    return (" " * GAP).join(fitted).rstrip()


def fitting(least: Sequence[int], room: int) -> int:
    """Return how many of the columns, each at least so wide, stand side by side; two at least."""
    taken = [sum(least[:count]) + GAP * (count - 1) for count in range(1, len(least) + 1)]
    return max(2, sum(width <= room for width in taken))


def fit_width(text: str, width: int) -> str:
    """Return text cut or filled to a width in columns of the terminal."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    # Half of a Hangul letter leaves a blank, which belongs behind the mark.
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
