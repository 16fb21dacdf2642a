"""What a column of ours looks like: its headings, and the values we could have written in it."""

from __future__ import annotations

from collections.abc import Set

from okrsheets.edits import ManagedRole
from okrsheets.grid import Cell, Sheet, Value
from okrsheets.model import Status
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = [
    "MARKER",
    "NUMBERS",
    "STATUSES",
    "Heading",
    "by_column",
    "comparable",
    "could_be_ours",
    "is_blank",
    "is_empty",
    "normal_heading",
]

MARKER = "(auto)"
"""What every heading of ours holds unless a person renamed it in the sheet."""

NUMBERS = frozenset({ManagedRole.PROGRESS, ManagedRole.OBJECTIVE_PROGRESS})
STATUSES = frozenset({ManagedRole.STATUS, ManagedRole.OBJECTIVE_STATUS})
_STATUS_WORDS = frozenset(status.value for status in Status)
_BEHIND_STATUS = pattern("[:;,]")  # what we say behind one: `unknown: no target; said On track`


class Heading(NamedTuple):
    """The heading of one of our columns as it stands in a tab."""

    row: int
    column: int
    role: ManagedRole
    text: str

    @property
    def tells(self) -> bool:
        """Whether its cells are figures or status words; other words could be anyone's."""
        return self.role in NUMBERS or self.role in STATUSES


def could_be_ours(role: ManagedRole, value: Value) -> bool:
    """Whether a cell of a column of this role holds what we could have written; blank counts.

    >>> could_be_ours(ManagedRole.PROGRESS, 0.4), could_be_ours(ManagedRole.PROGRESS, "soon")
    (True, False)
    """
    if value is None or value == "":
        return True
    if role in NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, str):
        return False
    return role not in STATUSES or _BEHIND_STATUS.split(value, maxsplit=1)[0] in _STATUS_WORDS


def by_column(sheet: Sheet, columns: Set[int] | None = None) -> dict[int, dict[int, Cell]]:
    """Column -> row -> cell, of all columns or of these."""
    grid: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        if columns is None or column in columns:
            grid.setdefault(column, {})[row] = cell
    return grid


def is_empty(cell: Cell) -> bool:
    """Whether a cell holds nothing that anyone put there."""
    return cell.formula is None and is_blank(cell.value)


def is_blank(value: Value) -> bool:
    """Whether a value shows as nothing."""
    return value is None or value == ""


def comparable(value: Value) -> Value:
    """A value as it compares with another: an empty text is blank, numbers count to 4 places.

    >>> comparable(0.333333) == comparable(0.3333), comparable("") is None
    (True, True)
    """
    if value == "":
        return None
    if isinstance(value, bool):
        return str(value)  # else TRUE would be the number 1
    return round(float(value), 4) if isinstance(value, int | float) else value


def normal_heading(heading: str) -> str:
    """A heading as it compares: letter case and blanks aside."""
    return " ".join(heading.casefold().split())
