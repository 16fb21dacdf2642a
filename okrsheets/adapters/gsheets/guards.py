"""What must not be written in a tab of Google's: each refusal by its name, as small as is safe."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from okrsheets.adapters.gsheets.answers import Book, Place, Tab, TableObject
from okrsheets.adapters.gsheets.contents import entered_of
from okrsheets.adapters.gsheets.values import cell_of, is_computed
from okrsheets.adapters.targets import Target, fault_of, judged, same_value
from okrsheets.edits import CellEdit, TableGrowth
from okrsheets.grid import CellRange
from okrsheets.tuples import NamedTuple

__all__ = ["Growing", "TabGuard"]

LONGEST_TEXT = 50_000
LAST_COLUMN = 18_278
MOST_CELLS = 10_000_000


class Growing(NamedTuple):
    """A table, or the tab's own filter (`table` None), that takes or gives up columns: its range then."""

    growth: TableGrowth
    table: TableObject | None
    before: CellRange
    after: CellRange


class TabGuard(NamedTuple):
    """What stands on a tab that a write must respect; `room` is how many cells the spreadsheet still takes.

    `freed` are headings of tables that are emptied as their columns leave the table, `kept` those that stay
    as theirs cannot.
    """

    tab: Tab
    book: Book
    room: int
    freed: Collection[Place] = ()
    kept: Collection[Place] = ()

    def reasons(self, targets: Iterable[Target]) -> list[tuple[Target, str | None]]:
        """The targets, each with the reason why it is refused; without its heading a whole column is."""
        return judged(targets, self.refusal)

    def refusal(self, target: Target) -> str | None:
        """The name of the reason why this cell is not written, or None."""
        row, column = target.place
        if row < 1 or not 1 <= column <= LAST_COLUMN:
            return "outside-sheet"
        if (
            max(row, self.tab.rows) * max(column, self.tab.columns) - self.tab.rows * self.tab.columns
            > self.room
        ):
            return "sheet-full"
        if any(box.holds(row, column) for box in self.tab.shut):
            return "protected-range"
        if any(box.holds(row, column) and (row, column) != box[:2] for box in self.tab.merges):
            return "merged-cell"
        data = self.tab.cells.get(target.place, {})
        if is_computed(data):
            return "array-range"
        entered = entered_of(data)
        if entered is not None and entered.kind == "formulaValue":
            return "formula-cell"
        if self.holds_already(target):
            return None
        if target.edit is None and entered is not None:
            return "occupied-cell"
        if target.place in self.kept:
            return "table-cannot-shrink"
        return self._table_refusal(target) or fault_of(target.content, longest=LONGEST_TEXT)

    def holds_already(self, target: Target) -> bool:
        """Whether the cell holds what it should, so that nothing need be written."""
        cell = cell_of(self.tab.cells.get(target.place, {}), self.book)
        return same_value(cell.value if cell else None, target.content)

    def _table_refusal(self, target: Target) -> str | None:
        for table in self.tab.tables:
            if not table.range.holds(*target.place):
                continue
            if target.row == table.range.top:
                return None if target.place in self.freed else "table-header"
            if target.row > table.range.bottom - table.totals_rows:
                return "table-totals"
        return None

    def growing(self, growth: TableGrowth, *, by: int) -> Growing | None:
        """The table or filter of that growth, with so many columns more; None where none can be."""
        table = self._table(growth.table)
        if table is not None:
            before: CellRange | None = self.tab.within(table.range)
        else:
            before = self.tab.idle_filter if growth.table is None else None
        if before is None:
            return None
        return Growing(growth, table, before, before._replace(right=before.right + by))

    def can_grow(self, growing: Growing, accepted: Mapping[Place, Target]) -> bool:
        """Whether every new column has its heading written and is free of anything else."""
        added = growing.after._replace(left=growing.before.right + 1)
        for column, heading in enumerate(growing.growth.headings, start=added.left):
            target = accepted.get((added.top, column))
            if target is None or not target.is_heading or target.content != heading:
                return False
        others = [*self.tab.merges, *self.tab.shut, *(table.range for table in self.tab.tables)]
        totals = growing.table.totals_rows if growing.table else 0
        return (
            not any(added.meets(other) for other in others)
            and not any(
                added.holds(*place) and place not in accepted and (entered_of(data) or is_computed(data))
                for place, data in self.tab.cells.items()
            )
            and not any(added.holds(*at) and at[0] > added.bottom - totals for at in accepted)
        )

    def headings_to_free(self, growing: Growing, targets: Iterable[Target]) -> frozenset[Place]:
        """The places of the headings that are to leave a table or filter, where they are its last ones."""
        taken = growing.before._replace(left=growing.after.right + 1)
        emptied = {
            target.place: target.edit.expected
            for target in targets
            if isinstance(target.edit, CellEdit) and not target.edit.key and target.content is None
        }
        places = [(taken.top, column) for column in range(taken.left, taken.right + 1)]
        stand = tuple(emptied.get(place) for place in places)
        return frozenset(places if stand == growing.growth.headings else ())

    def leaves_nothing(self, growing: Growing, accepted: Mapping[Place, Target]) -> bool:
        """Whether every cell of the columns that go is empty, or is being emptied."""
        taken = growing.before._replace(left=growing.after.right + 1)
        return not any(
            taken.holds(*place)
            and (entered_of(data) is not None or is_computed(data))
            and not (place in accepted and accepted[place].content is None)
            for place, data in self.tab.cells.items()
        )

    def _table(self, name: str | None) -> TableObject | None:
        wanted = (name or "").casefold()
        return next((table for table in self.tab.tables if table.name.casefold() == wanted), None)
