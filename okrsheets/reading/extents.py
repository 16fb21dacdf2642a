"""How far down our columns go: as far as the table beside them, whatever stands in our own cells.

What is read must not depend on what we wrote, or one sync would undo the other for ever.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from okrsheets.grid import Sheet
from okrsheets.reading.managed import NUMBERS, STATUSES, Heading, could_be_ours, is_blank, is_empty

__all__ = ["Extent", "extents"]

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384


class Extent(NamedTuple):
    """The last row of one of our columns, and the last that still bears ours where rows were emptied."""

    bottom: int
    leftover: int


class _Block(NamedTuple):
    """Our columns of one table, and from which to which column it stands beside them."""

    ours: tuple[Heading, ...]
    left: int
    right: int


def extents(sheet: Sheet, headings: Iterable[Heading]) -> dict[Heading, Extent]:
    """How far each of our columns goes.

    Blank cells of ours do not end a column (progress may be unknown), and text below the table must
    not be swallowed: a column ends in the last row in which the table's own columns hold something,
    or before the heading row of another table that has words where ours would have figures.
    """
    groups: dict[int, list[Heading]] = {}
    for heading in headings:
        groups.setdefault(heading.row, []).append(heading)
    theirs = _theirs(sheet, {heading.column for group in groups.values() for heading in group})
    used = sorted(theirs)
    result: dict[Heading, Extent] = {}
    below: dict[int, int] = {}
    for top in sorted(groups, reverse=True):
        for block in _blocks(groups[top], theirs.get(top, ())):
            # tables that share columns are stacked: the next heading row of one ends the one above
            limit = min((below[h.column] for h in block.ours if h.column in below), default=_LAST_ROW + 1)
            rows = used[bisect_right(used, top) : bisect_left(used, limit)]
            beside = [row for row in rows if _meets(theirs[row], block)]
            bottom = leftover = _bottom(sheet, block, beside, theirs)
            while leftover + 1 < limit and _bears_ours(sheet, block, leftover + 1):
                leftover += 1
            result |= dict.fromkeys(block.ours, Extent(bottom, leftover))
        below |= {heading.column: top for heading in groups[top]}
    return result


def _theirs(sheet: Sheet, ours: set[int]) -> dict[int, list[int]]:
    """Row -> the columns, in order, that hold something and are not ours."""
    rows: dict[int, list[int]] = {}
    for (row, column), cell in sheet.cells.items():
        if column not in ours and not is_empty(cell):
            rows.setdefault(row, []).append(column)
    for columns in rows.values():
        columns.sort()
    return rows


def _blocks(group: Iterable[Heading], heads: Sequence[int]) -> Iterator[_Block]:
    """The headings of one row, parted where a role comes again: there another table has its own.

    A table stands left of our columns, and goes on to their right while headings follow each other;
    where nobody's heading stands on the left, our columns were put before it.
    """
    parts: list[list[Heading]] = []
    for heading in sorted(group, key=lambda heading: heading.column):
        if not parts or any(other.role is heading.role for other in parts[-1]):
            parts.append([])
        parts[-1].append(heading)
    ends = [part[0].column - 1 for part in parts[1:]] + [_LAST_COLUMN]
    filled = set(heads)
    left = before = 1
    for part, end in zip(parts, ends, strict=True):
        right = part[-1].column
        if not any(left <= column <= right for column in heads):
            if any(right < column <= end for column in heads):
                right = end
            else:
                left = before  # the same heading twice beside one table
        while right < end and right + 1 in filled:
            right += 1
        yield _Block(tuple(part), left, right)
        before, left = left, part[-1].column + 1


def _meets(columns: Sequence[int], block: _Block) -> bool:
    """Whether one of the columns, which are in order, belongs to the block."""
    at = bisect_left(columns, block.left)
    return at < len(columns) and columns[at] <= block.right


def _bottom(sheet: Sheet, block: _Block, rows: Sequence[int], theirs: Mapping[int, Sequence[int]]) -> int:
    """The last of the rows beside our columns that belongs to the table under their headings."""
    bottom = top = block.ours[0].row
    for run in _runs(rows):
        apart = bottom > top and run[0] > bottom + 1
        if apart and len(run) > 1 and _heads_another(sheet, block, run[0], theirs[run[0]]):
            break
        bottom = run[-1]
    return bottom


def _runs(rows: Iterable[int]) -> list[list[int]]:
    """Rows in order, cut wherever one is left out."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _heads_another(sheet: Sheet, block: _Block, row: int, theirs: Sequence[int]) -> bool:
    """Whether a row holds the headings of another table: nothing but words, also side by side in
    columns where ours would be figures and statuses.
    """
    own = {heading.column for heading in block.ours}
    line = [sheet.value(row, column) for column in (*theirs, *own)]
    if not all(isinstance(value, str) for value in line if not is_blank(value)):
        return False
    strange = {
        h.column for h in block.ours if h.tells and not could_be_ours(h.role, sheet.value(row, h.column))
    }
    words = strange.union(theirs)
    return any(column - 1 in words or column + 1 in words for column in strange)


def _bears_ours(sheet: Sheet, block: _Block, row: int) -> bool:
    """Whether a figure of ours and its status stand on a row beside which there is nothing more."""
    telling = [(h.role, sheet.value(row, h.column)) for h in block.ours if h.tells]
    said = {role for role, value in telling if not is_blank(value)}
    return (
        all(could_be_ours(role, value) for role, value in telling)
        and not said.isdisjoint(NUMBERS)
        and not said.isdisjoint(STATUSES)
    )
