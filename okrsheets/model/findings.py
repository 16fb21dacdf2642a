"""What rules yield: findings with a severity and a place."""

from __future__ import annotations

from enum import Enum, IntEnum

from okrsheets.grid import CellRange, CellRef
from okrsheets.tuples import NamedTuple

__all__ = ["Finding", "Place", "PlaceKind", "Severity"]


class Severity(IntEnum):
    """How bad a finding is; compares."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()

    @property
    def words(self) -> str:
        """The word for several findings: information cannot be counted."""
        return self.word if self is Severity.INFO else f"{self.word}s"


class PlaceKind(Enum):
    """How much of the sheets a finding speaks of."""

    CELL = "cell"
    TABLE = "table"
    TAB = "tab"
    WORKBOOK = "workbook"
    TEAM = "team"


class Place(NamedTuple):
    """Where a finding stands. `range` is set for a table, `team` for a team; row 0 is none.

    >>> str(Place.at_cell(CellRef("plans/Sales.xlsx", "Q4", 7, 6)))
    'Q4!F7'
    """

    kind: PlaceKind
    workbook: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    range: CellRange | None = None
    team: str | None = None

    @classmethod
    def at_cell(cls, ref: CellRef) -> Place:
        return cls(PlaceKind.CELL, ref.workbook, ref.sheet, ref.row, ref.column)

    @classmethod
    def of_table(cls, workbook: str, sheet: str, covers: CellRange) -> Place:
        return cls(PlaceKind.TABLE, workbook, sheet, covers.top, covers.left, covers)

    @classmethod
    def of_tab(cls, workbook: str, sheet: str) -> Place:
        return cls(PlaceKind.TAB, workbook, sheet)

    @classmethod
    def of_workbook(cls, workbook: str) -> Place:
        return cls(PlaceKind.WORKBOOK, workbook)

    @classmethod
    def of_team(cls, workbook: str, team: str) -> Place:
        return cls(PlaceKind.TEAM, workbook, team=team)

    @property
    def ref(self) -> CellRef | None:
        """The cell to jump to, where there is one."""
        return CellRef(self.workbook, self.sheet, self.row, self.column) if self.row else None

    def __str__(self) -> str:
        if self.kind is PlaceKind.TEAM:
            return self.team or ""
        if self.kind is PlaceKind.WORKBOOK:
            return self.workbook
        if self.kind is PlaceKind.TAB:
            return self.sheet
        if self.kind is PlaceKind.TABLE and self.range is not None:
            return f"{self.sheet}!{self.range.a1}"
        return f"{self.sheet}!{CellRef(self.workbook, self.sheet, self.row, self.column).a1}"


class Finding(NamedTuple):
    """One diagnosis: a sentence that names what the cell says, and a hint that says what to do.

    `okr` is the key of the OKR whose row it concerns; only those can enter a sheet. `also` are further
    OKRs that it speaks of, where one fault of many rows is told once.
    """

    rule: str
    severity: Severity
    place: Place
    message: str
    hint: str | None = None
    okr: str | None = None
    also: tuple[str, ...] = ()
