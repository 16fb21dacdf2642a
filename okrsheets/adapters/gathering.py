"""Gathers the cells of a tab within the bounds of a spreadsheet, and of memory."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from okrsheets.errors import SourceTooLargeError
from okrsheets.grid import Cell, CellRange

__all__ = ["LAST_COLUMN", "LAST_ROW", "MOST_CELLS", "beyond_the_edge", "drop_covered", "gather_cells"]

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
MOST_CELLS = 1_000_000  # to read and check them takes well under a gigabyte

_CURE = "keep the OKRs in a smaller file of their own"


def gather_cells(
    filled: Iterable[tuple[int, int, Cell]], *, source: str, known: int = 0
) -> dict[tuple[int, int], Cell]:
    """The cells of (row, column, cell), by their places; `known` is how many other tabs hold.

    Raises SourceTooLargeError for a place that no spreadsheet has, and for more than MOST_CELLS cells.
    """
    cells: dict[tuple[int, int], Cell] = {}
    room = MOST_CELLS - known
    for row, column, cell in filled:
        if row > LAST_ROW or column > LAST_COLUMN:
            raise beyond_the_edge(source)
        cells[row, column] = cell
        if len(cells) > room:
            what = f"holds more than {MOST_CELLS:,} filled cells, the most that is read of this kind"
            raise SourceTooLargeError(source, what, _CURE)
    return cells


def drop_covered(cells: dict[tuple[int, int], Cell], merges: Iterable[CellRange]) -> None:
    """Leave only the first cell of each merge; what others may still store is seen by nobody."""
    for merge in merges:
        columns = range(merge.left, merge.right + 1)
        few = len(merge.rows) * len(columns) < len(cells)
        for at in product(merge.rows, columns) if few else list(cells):
            if merge.holds(*at) and at != (merge.top, merge.left):
                cells.pop(at, None)


def beyond_the_edge(source: str) -> SourceTooLargeError:
    """The error for a file that holds more rows or columns than a spreadsheet has."""
    what = f"goes on beyond row {LAST_ROW:,} or column {LAST_COLUMN:,}, where every spreadsheet ends"
    return SourceTooLargeError(source, what, _CURE)
