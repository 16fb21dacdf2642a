"""What a person says of how a workbook is read, where it is not to be found out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from okrsheets.grid import CellRange
from okrsheets.model import Field, Level
from okrsheets.tuples import NamedTuple

__all__ = [
    "HEADLESS",
    "LAYOUTS",
    "RELATIONAL",
    "TOLD",
    "ColumnOverride",
    "SheetOverride",
    "SourceOverride",
    "TableOverride",
]

TOLD = "the config says so"
"""The reason of every decision that a person made."""

RELATIONAL = "relational"
"""The layout that a table has by its relation to others alone: what it holds is found out by itself."""

LAYOUTS = (
    "flat",
    "grouped",
    "typed rows",
    "outline",
    "sections",
    "wide",
    "transposed",
    RELATIONAL,
    "key results only",
    "objectives only",
    "text cell",
    "lines",
)
HEADLESS = ("transposed", "lines")
"""Layouts without a row of headings: labels stand beside the words, or before them."""


class ColumnOverride(NamedTuple):
    """What is said of one column: its meaning, or that it has none; and how its cells are written.

    `scale` is what 100 % is written as (1, 10, 100 ...), `dates` is "dmy" where 03/04 is in April and
    "mdy" where it is in March.
    """

    field: Field | None = None
    ignored: bool = False
    level: Level | None = None
    scale: float | None = None
    dates: str | None = None
    decimal: str | None = None

    @property
    def decides(self) -> bool:
        """Whether it says what the column means."""
        return self.field is not None or self.ignored


class TableOverride(NamedTuple):
    """What is said of one table, or of each table of a tab.

    Nothing outside `range` belongs to it; `header` are the first and last of its header rows.
    `columns` are named by their letters or their headings.
    """

    range: CellRange | None = None
    header: tuple[int, int] | None = None
    layout: str | None = None
    team: str | None = None
    cycle: str | None = None
    skip_rows: tuple[tuple[int, int], ...] = ()
    dates: str | None = None
    decimal: str | None = None
    columns: Mapping[str, ColumnOverride] = MappingProxyType({})

    def skips(self, row: int) -> bool:
        """Whether a row is not to be read."""
        return any(first <= row <= last for first, last in self.skip_rows)


class SheetOverride(NamedTuple):
    """What is said of one tab: that it is not to be read, or of its tables.

    One table without range and header stands for whatever tables are found. `copy` says that the tab only
    repeats OKRs that stand elsewhere, or that none of its own is a copy; None leaves that to be found out.
    """

    skip: bool = False
    tables: tuple[TableOverride, ...] = (TableOverride(),)
    copy: bool | None = None

    def without_header(self, layout: str) -> TableOverride | None:
        """What is said of a table of a layout that has no row of headings, where there may be one."""
        return next((t for t in self.tables if t.header is None and t.layout in (None, layout)), None)


class SourceOverride(NamedTuple):
    """What is said of one source: its team, its cycle, and its tabs by name or pattern (`Q* 2026`).

    `copy` is what it is for a tab, for all that do not say it themselves; False also says that the source
    as a whole is no older copy of another.
    """

    team: str | None = None
    cycle: str | None = None
    sheets: Mapping[str, SheetOverride] = MappingProxyType({})
    copy: bool | None = None
