"""What must not be written in a tab: each refusal by its name, as small as is safe."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from okrsheets.adapters.targets import Target, fault_of, same_value
from okrsheets.adapters.xlsx.occupied import pivot_ranges, query_ranges
from okrsheets.adapters.xlsx.package import Package
from okrsheets.adapters.xlsx.sheetscan import LAST_COLUMN, LAST_ROW, SheetScan, parse_range
from okrsheets.adapters.xlsx.strings import LONGEST_TEXT
from okrsheets.adapters.xlsx.tables import TablePart, read_tables
from okrsheets.adapters.xlsx.xmltext import attributes
from okrsheets.edits import TableGrowth
from okrsheets.grid import Cell, CellRange
from okrsheets.tuples import NamedTuple

__all__ = ["TALLEST_TABLE", "SheetGuard", "guard_sheet"]

TALLEST_TABLE = 100_000
"""The rows of a table beyond which it neither grows nor shrinks, as each of them is looked at for that."""


class SheetGuard(NamedTuple):
    """What stands on a tab that a write must respect."""

    arrays: tuple[CellRange, ...]
    merges: tuple[CellRange, ...]
    pivots: tuple[CellRange, ...]
    tables: tuple[TablePart, ...]
    filter_range: CellRange | None
    queries: tuple[CellRange, ...] = ()
    freed: Collection[tuple[int, int]] = ()
    """Headings of tables that are emptied as their columns leave the table."""
    kept: Collection[tuple[int, int]] = ()
    """Headings that stay, as their columns cannot leave."""

    def refusal(self, target: Target, stored: Cell | None) -> str | None:
        """The name of the reason why this cell is not written, or None."""
        row, column = target.row, target.column
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            return "outside-sheet"
        if self.arrays and any(place.holds(row, column) for place in self.arrays):
            return "array-range"
        if self.merges and any(p.holds(row, column) and (row, column) != p[:2] for p in self.merges):
            return "merged-cell"
        if self.pivots and any(place.holds(row, column) for place in self.pivots):
            return "pivot-output"
        if self.queries and any(place.holds(row, column) for place in self.queries):
            return "query-table"
        if stored is not None and stored.formula is not None:
            return "formula-cell"
        if stored is not None and same_value(stored.value, target.content):
            return None
        if target.edit is None and stored is not None:
            return "occupied-cell"
        if target.place in self.kept:
            return "table-cannot-shrink"
        return self._table_refusal(row, column) or fault_of(target.content, longest=LONGEST_TEXT)

    def leaves_free(self, target: Target, stored: Cell | None) -> bool:
        """Whether a cell that is to stay empty may get another look: merges keep theirs whole."""
        merged = any(place.holds(*target.place) for place in self.merges)
        return not merged and self.refusal(target, stored) is None

    def _table_refusal(self, row: int, column: int) -> str | None:
        for found in self.tables:
            table = found.table
            if not table.range.holds(row, column):
                continue
            if row < table.range.top + table.header_rows:
                return None if (row, column) in self.freed else "table-header"
            if row > table.range.bottom - table.totals_rows:
                return "table-totals"
            if found.refreshed:
                return "query-table"
        return None

    def table_named(self, name: str | None) -> TablePart | None:
        """The table of the tab with this name; names know no letter case."""
        wanted = (name or "").casefold()
        return next((found for found in self.tables if found.table.name.casefold() == wanted), None)

    def growing_table(self, growth: TableGrowth) -> TablePart | None:
        """The table of the tab that is to grow, if it can."""
        found = self.table_named(growth.table)
        return found if found and found.table.growable else None

    def added_range(self, growth: TableGrowth) -> CellRange | None:
        """Where the new columns will stand; None if there is nothing that can grow there."""
        if growth.table is None:
            place = self.filter_range
        else:
            found = self.growing_table(growth)
            place = found.table.range if found else None
        if place is None or place.right + len(growth.headings) > LAST_COLUMN:
            return None
        return place._replace(left=place.right + 1, right=place.right + len(growth.headings))

    def can_grow(
        self,
        growth: TableGrowth,
        *,
        accepted: Mapping[tuple[int, int], Target],
        filled: Iterable[tuple[int, int]],
    ) -> bool:
        """Whether every new column has its heading written and is free of anything else."""
        added = self.added_range(growth)
        if added is None:
            return False
        for offset, heading in enumerate(growth.headings):
            target = accepted.get((added.top, added.left + offset))
            if target is None or not target.is_heading or target.content != heading:
                return False
        if growth.table is None:
            return True
        others = [
            *self.arrays,
            *self.merges,
            *self.pivots,
            *self.queries,
            *(found.table.range for found in self.tables),
        ]
        grows = self.growing_table(growth)
        totals = grows.table.totals_rows if grows else 0
        return (
            not any(added.meets(place) for place in others)
            and not any(added.holds(*at) and at not in accepted for at in filled)
            and not any(added.holds(*at) and at[0] > added.bottom - totals for at in accepted)
        )


def guard_sheet(package: Package, member: str, scan: SheetScan) -> SheetGuard:
    """What stands on this tab."""
    own_filter = scan.filter_element()
    return SheetGuard(
        arrays=tuple(f.range for f in scan.typed_formulas() if f.kind in ("array", "dataTable")),
        merges=scan.merges(),
        pivots=tuple(pivot_ranges(package, member)),
        tables=tuple(read_tables(package, member)),
        queries=tuple(query_ranges(package, member)),
        filter_range=parse_range(attributes(own_filter.attributes).get("ref", "")) if own_filter else None,
    )
