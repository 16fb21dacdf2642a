"""How far down our columns go: as far as the table beside them, whatever stands in our own cells.

What is read must not depend on what we wrote, or one sync would undo the other for ever.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from okrsheets.grid import Sheet
from okrsheets.reading.ours.managed import NUMBERS, STATUSES, Heading, could_be_ours, is_blank, is_empty
from okrsheets.tuples import NamedTuple

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

    @property
    def top(self) -> int:
        return self.ours[0].row

    def part_of(self, columns: Sequence[int]) -> Sequence[int]:
        """Those of the columns, which are in order, that the table has."""
        return columns[bisect_left(columns, self.left) : bisect_right(columns, self.right)]


def extents(sheet: Sheet, headings: Iterable[Heading]) -> dict[Heading, Extent]:
    """How far each of our columns goes.

    Blank cells of ours do not end a column (progress may be unknown), and text below the table must
    not be swallowed: a column ends in the last row in which the table's own columns hold something,
    or before the heading row of another table that has words where ours would have figures.
    """
    groups: dict[int, list[Heading]] = {}
    for heading in headings:
        groups.setdefault(heading.row, []).append(heading)
    lines = _Lines.of(sheet, {heading.column for group in groups.values() for heading in group})
    result: dict[Heading, Extent] = {}
    below: dict[int, int] = {}
    for top in sorted(groups, reverse=True):
        for block in _blocks(groups[top], lines.theirs.get(top, ())):
            # tables that share columns are stacked: the next heading row of one ends the one above
            limit = min((below[h.column] for h in block.ours if h.column in below), default=_LAST_ROW + 1)
            bottom = leftover = _bottom(lines, block, limit=limit)
            while leftover + 1 < limit and _bears_ours(sheet, block, leftover + 1):
                leftover += 1
            result |= dict.fromkeys(block.ours, Extent(bottom, leftover))
        below |= {heading.column: top for heading in groups[top]}
    return result


class _Lines(NamedTuple):
    """A tab by its rows: the columns, in order, that hold something and are not ours.

    `used` are those rows in order; `words` are, for each column of ours, the rows that hold a text.
    """

    sheet: Sheet
    theirs: Mapping[int, Sequence[int]]
    used: Sequence[int]
    words: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, sheet: Sheet, ours: Set[int]) -> _Lines:
        """The lines of a tab in which some columns are ours."""
        theirs: dict[int, list[int]] = {}
        words: dict[int, list[int]] = {}
        for (row, column), cell in sheet.cells.items():
            if column in ours:
                if isinstance(cell.value, str):
                    words.setdefault(column, []).append(row)
            elif not is_empty(cell):
                theirs.setdefault(row, []).append(column)
        for order in (*theirs.values(), *words.values()):
            order.sort()
        return cls(sheet, theirs, sorted(theirs), words)

    def beside(self, block: _Block, *, limit: int) -> list[int]:
        """The rows under a block's headings in which its table holds something."""
        rows = self.used[bisect_right(self.used, block.top) : bisect_left(self.used, limit)]
        return [row for row in rows if block.part_of(self.theirs[row])]

    def strange(self, block: _Block, *, limit: int) -> dict[int, set[int]]:
        """The rows with words that could not be ours in the block, and the columns of these."""
        found: dict[int, set[int]] = {}
        for heading in block.ours:
            rows = self.words.get(heading.column, ()) if heading.tells else ()
            for row in rows[bisect_right(rows, block.top) : bisect_left(rows, limit)]:
                if not could_be_ours(heading.role, self.sheet.value(row, heading.column)):
                    found.setdefault(row, set()).add(heading.column)
        return found


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


def _bottom(lines: _Lines, block: _Block, *, limit: int) -> int:
    """The last row beside our columns that belongs to the table under their headings."""
    beside = lines.beside(block, limit=limit)
    strange = lines.strange(block, limit=limit)
    inside = set(beside)
    bottom = block.top
    for row in sorted(inside.union(strange)) if strange else beside:
        apart = bottom > block.top and not (row in inside and row == bottom + 1)
        if apart and row in strange and _heads_another(lines, block, row, strange[row]):
            break
        if row in inside:
            bottom = row
    return bottom


def _heads_another(lines: _Lines, block: _Block, row: int, strange: Set[int]) -> bool:
    """Whether a row with words where ours would be figures and statuses holds the headings of
    another table: nothing but words, some of them side by side, with something below them.
    """
    sheet, theirs = lines.sheet, block.part_of(lines.theirs.get(row, ()))
    line = [sheet.value(row, column) for column in (*theirs, *(heading.column for heading in block.ours))]
    if not all(isinstance(value, str) for value in line if not is_blank(value)):
        return False
    words = {*theirs, *strange}
    goes_on = any(not is_empty(sheet.cell(row + 1, column)) for column in words)
    return goes_on and any(column - 1 in words or column + 1 in words for column in strange)


def _bears_ours(sheet: Sheet, block: _Block, row: int) -> bool:
    """Whether a figure of ours and its status stand on a row beside which there is nothing more."""
    telling = [(h.role, sheet.value(row, h.column)) for h in block.ours if h.tells]
    said = {role for role, value in telling if not is_blank(value)}
    return (
        all(could_be_ours(role, value) for role, value in telling)
        and not said.isdisjoint(NUMBERS)
        and not said.isdisjoint(STATUSES)
    )
