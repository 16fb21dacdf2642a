"""What reading hands on: tables, columns, rows, and our own columns that were cut out."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheets.edits import ManagedRole
from okrsheets.grid import CellRange, CellRef, Value
from okrsheets.model.words import Cycle, Field, Level
from okrsheets.tuples import NamedTuple

__all__ = [
    "Amiss",
    "ColumnReading",
    "CopyReading",
    "FoundColumn",
    "LeftOut",
    "ManagedMemory",
    "PartTaken",
    "Reading",
    "Remark",
    "RowReading",
    "SheetReading",
    "TableReading",
    "UnlistedReading",
]


class ColumnReading(NamedTuple):
    """What one column was taken for, how surely (0 to 1) and why. `field` None: left alone.

    In a transposed table, whose columns lie down, `row` is the row of the label that tells it.
    """

    column: int
    heading: str
    field: Field | None
    level: Level | None
    confidence: float
    because: str
    row: int | None = None


class LeftOut(NamedTuple):
    """Rows or cells that were not read, and why, in words a person understands."""

    range: CellRange
    because: str


class CopyReading(NamedTuple):
    """Rows that repeat OKRs which count elsewhere: the key and cell of their objective there, and why.

    `key` and `of` are None where they stand nowhere else and are left out with the rest of a copy, or
    where several objectives hold what they repeat.
    """

    range: CellRange
    key: str | None
    of: CellRef | None
    because: str


class UnlistedReading(NamedTuple):
    """The cell of an objective that no list holds, though it holds most others of its table.

    `key` is the objective's; `tabs` are those of the list; `nearest` is what one there is called that is
    written much like it.
    """

    range: CellRange
    key: str | None
    tabs: tuple[str, ...]
    nearest: str | None


class Remark(NamedTuple):
    """How the cells of a range were read, where the sheet left it open, and why."""

    range: CellRange
    because: str


class RowReading(NamedTuple):
    """What one row of a table says: the keys of the objective and key result that stand on it.

    A grouped row below its objective's first names the objective too, with `says_objective` False.
    """

    row: int
    objective: str | None
    key_result: str | None
    says_objective: bool


class TableReading(NamedTuple):
    """One table as it was read. `range` includes its header rows; `header` is their last row.

    `because` says why it has its layout.

    `left_out` tells rows that were not read, inside the table or going on from it without a gap;
    `remarks` how rows were read; `copies` those that do not count because they count elsewhere;
    `unlisted` the objectives that are missing from a list of them.
    """

    sheet: str
    range: CellRange
    header: int
    layout: str
    confidence: float
    columns: tuple[ColumnReading, ...]
    rows: tuple[RowReading, ...]
    left_out: tuple[LeftOut, ...] = ()
    because: str = ""
    remarks: tuple[Remark, ...] = ()
    copies: tuple[CopyReading, ...] = ()
    unlisted: tuple[UnlistedReading, ...] = ()


class SheetReading(NamedTuple):
    """One tab as it was read; `because` says why nothing was, where nothing was.

    `left_out` tells the regions outside its tables, where it has some; `remarks` those that were read
    without being tables of OKRs; `unread` the rows of a tab without tables that look like OKRs.
    """

    name: str
    tables: tuple[TableReading, ...] = ()
    because: str | None = None
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[Remark, ...] = ()
    unread: CellRange | None = None


class FoundColumn(NamedTuple):
    """A column of ours that is already in a tab: its heading cell and the cells below it.

    `cells` are row -> value as they stand. `formulas` are the rows where a person put a formula.
    A `lying` one is a row of ours: its heading stands on the left, and columns take the place of rows.
    """

    at: CellRef
    heading: str
    role: ManagedRole
    cells: Mapping[int, Value]
    formulas: frozenset[int] = frozenset()
    lying: bool = False

    def place(self, number: int) -> CellRef:
        """The cell of a row, or where the column lies of a column."""
        return self.at._replace(column=number) if self.lying else self.at._replace(row=number)


class Amiss(NamedTuple):
    """Something that the config says of how a tab is read and that cannot be done, and a cure.

    `sheet` is None where there is no such tab.
    """

    sheet: str | None
    what: str
    cure: str


class PartTaken(NamedTuple):
    """A quarter or half that a tab names without its year, the cycle it was taken for, and one as near."""

    sheet: str
    part: str
    cycle: Cycle
    other: Cycle


class Reading(NamedTuple):
    """One workbook as it was read: its tabs, and our own columns that were cut out before.

    `foreign` are the headings of ours over what we never wrote; they are left alone. `amiss` is what
    the config says of the workbook and cannot be done. `copy_of` is the source of the newer workbook
    that counts in its stead, where it is a copy. `own_tabs` are those that are ours whole; each stands,
    without tables, behind the other `sheets`. `parts` are those of a year of which it is open which.
    """

    source: str
    title: str
    sheets: tuple[SheetReading, ...]
    found: tuple[FoundColumn, ...] = ()
    foreign: tuple[CellRef, ...] = ()
    amiss: tuple[Amiss, ...] = ()
    copy_of: str | None = None
    own_tabs: tuple[str, ...] = ()
    parts: tuple[PartTaken, ...] = ()


class ManagedMemory(NamedTuple):
    """What we last wrote into one managed column of one table: row keys -> values.

    Kept by state, handed to reading (to know a renamed column as ours) and to write-back
    (to see which cells a person edited since). `heading` is as it stood after that write. `column`
    is the number of the row where it is `lying`.
    """

    workbook: str
    sheet: str
    role: ManagedRole
    heading: str
    column: int
    values: Mapping[str, Value]
    lying: bool = False
