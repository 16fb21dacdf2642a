"""Rows of ours below tables whose objectives stand side by side: columns of a tab turned on its side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheets.grid import Sheet
from okrsheets.model import FoundColumn, ManagedMemory
from okrsheets.reading.ours.managed import Heading

__all__ = ["laid_down", "lying", "turned"]

_FEWEST = 2


def lying(marked: Sequence[Heading], columns: Sequence[ManagedMemory]) -> list[Heading]:
    """Those of a tab's headings of ours that head a row: memory knows it, or others stand right below.

    Below a heading of a column stand its values; headings of other roles are none.
    """
    known = {(column.role, column.column) for column in columns if column.lying}
    roles = {(heading.row, heading.column): heading.role for heading in marked}

    def leads(heading: Heading) -> bool:
        near = [roles.get((heading.row + step, heading.column)) for step in (-1, 1)]
        return any(role is not None and role is not heading.role for role in near)

    return [heading for heading in marked if (heading.role, heading.row) in known or leads(heading)]


def turned(sheet: Sheet) -> Sheet:
    """A tab with its rows for columns."""
    return sheet._replace(cells={(column, row): cell for (row, column), cell in sheet.cells.items()})


def laid_down(columns: Sequence[FoundColumn]) -> Iterator[FoundColumn]:
    """Columns that were found in a turned tab as the rows that they are."""
    for column in columns:
        at = column.at._replace(row=column.at.column, column=column.at.row)
        yield column._replace(at=at, lying=True)
