"""Spreadsheets in memory: the adapter protocol in its plainest form, with neither file nor network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from okrsheets.adapters.cellwise import Put, put_cells
from okrsheets.adapters.targets import Target, fault_of, same_value, targets_of, targets_on
from okrsheets.adapters.xlsx.faults import reason_why
from okrsheets.edits import (
    CellEdit,
    ManagedColumn,
    NewTab,
    Obstacles,
    Refusal,
    TableGrowth,
    WriteOutcome,
    WritePlan,
)
from okrsheets.errors import SourceChangedError, SourceNotFoundError
from okrsheets.grid import Cell, CellRange, Look, Sheet, Workbook

__all__ = ["LONGEST_TEXT", "CellByCellAdapter", "MemoryAdapter"]

LONGEST_TEXT = 1_000
_LAST = 1_000  # row and column

Place = tuple[int, int]


class MemoryAdapter:
    """Keeps workbooks by their source; each write, ours or a person's, gives one the next revision."""

    def __init__(self) -> None:
        self.books: dict[str, Workbook] = {}

    def read(self, source: str) -> Workbook:
        """The workbook as it stands now; raises SourceNotFoundError."""
        if source not in self.books:
            raise SourceNotFoundError(source, "no such workbook", "check the name")
        return self.books[source]

    def obstacles(self, workbook: Workbook) -> Obstacles:
        """The tabs that are protected."""
        shut = (sheet.name for sheet in workbook.sheets if sheet.protected)
        return Obstacles(None, tuple(_refusal(name, None, "protected-tab") for name in shut))

    def keep(self, source: str, sheets: Iterable[Sheet]) -> None:
        """Put these tabs in the place of all that the workbook had."""
        book = self.books.get(source, Workbook(source, source, "0", ()))
        self.books[source] = book._replace(revision=str(int(book.revision) + 1), sheets=tuple(sheets))

    def apply(self, plan: WritePlan) -> WriteOutcome:
        """Write the plan, refusing by name what cannot be written."""
        book = self.read(plan.workbook)
        if book.revision != plan.revision:
            raise SourceChangedError(plan.workbook, "was changed by someone else meanwhile", "run it again")
        targets = targets_of(plan)
        growths = {growth.sheet for growth in plan.extends + plan.shrinks}
        drafts = [_Draft(sheet, plan, targets.pop(sheet.name, [])) for sheet in book.sheets]
        refused = [refusal for draft in drafts for refusal in draft.refused]
        refused += [
            _refusal(name, None, "no-sheet")
            for name in dict.fromkeys([*targets, *growths])
            if book.sheet(name) is None
        ]
        taken = {sheet.name.casefold() for sheet in book.sheets}
        made = [tab for tab in plan.tabs if tab.name.casefold() not in taken]
        refused += [_refusal(tab.name, None, "tab-name-taken") for tab in plan.tabs if tab not in made]
        sheets = (*(draft.after for draft in drafts), *map(_made, made))
        if sheets != book.sheets:
            self.keep(plan.workbook, sheets)
        accepted = [target.edit for draft in drafts for target in draft.accepted.values()]
        own = [edit.ref.sheet for edit in plan.tab_edits if edit in accepted]
        return WriteOutcome(
            plan.workbook,
            self.books[plan.workbook].revision,
            tuple(edit for edit in accepted if isinstance(edit, CellEdit)),
            tuple(refused),
            tuple(dict.fromkeys([*own, *(tab.name for tab in made)])),
            len(own),
        )


class CellByCellAdapter(MemoryAdapter):
    """The same with a write that only puts values into cells, as other packages do."""

    def apply(self, plan: WritePlan) -> WriteOutcome:
        """Write the plan by `put_cells`."""

        def put(puts: Sequence[Put]) -> str:
            tabs = {sheet.name: sheet for sheet in self.books[plan.workbook].sheets}
            for each in puts:
                tab = tabs.get(each.sheet, Sheet(each.sheet, {}))
                tabs[each.sheet] = tab._replace(cells=_with(tab.cells, each))
            self.keep(plan.workbook, tabs.values())
            return self.books[plan.workbook].revision

        return put_cells(plan, self.read(plan.workbook), put=put, longest=LONGEST_TEXT)


def _with(cells: Mapping[Place, Cell], put: Put) -> dict[Place, Cell]:
    place = (put.row, put.column)
    stored = cells.get(place, Cell())
    if put.percent and stored.number_format == "General":
        stored = stored._replace(number_format="0%")
    others = {at: cell for at, cell in cells.items() if at != place}
    return others if put.value is None else {**others, place: stored._replace(value=put.value)}


class _Draft:
    """A plan's share of one tab: what is `accepted` and `refused`, and the tab `after` it."""

    def __init__(self, sheet: Sheet, plan: WritePlan, targets: list[Target]) -> None:
        self.sheet = sheet
        self.targets = targets
        self.accepted: dict[Place, Target] = {}
        self.refused: list[Refusal] = []
        self.after = sheet
        extends = [growth for growth in plan.extends if growth.sheet == sheet.name]
        shrinks = [growth for growth in plan.shrinks if growth.sheet == sheet.name]
        if not sheet.protected:
            self._draw(extends, shrinks)
        elif targets or extends or shrinks:
            self.refused = [_refusal(sheet.name, None, "protected-tab")]

    def _draw(self, extends: list[TableGrowth], shrinks: list[TableGrowth]) -> None:
        leaving = [growth for growth in shrinks if self._can_leave(growth)]
        last = {growth: set(self._headings(growth, by=-len(growth.headings))) for growth in shrinks}
        freed = {place for growth in leaving for place in last[growth]}
        self._judge(freed=freed, staying={place for places in last.values() for place in places} - freed)
        growing = [growth for growth in extends if self._can_grow(growth)]
        self.refused += [
            _refusal(self.sheet.name, self._place_of(growth), "table-cannot-grow")
            for growth in extends
            if growth not in growing and growth.table is not None
        ]
        cells = dict(self.sheet.cells)
        for target in self.accepted.values():
            _put(cells, target)
        self.after = self.sheet._replace(cells=cells)
        for growth in growing:
            self.after = _resized(self.after, growth, by=len(growth.headings))
        for growth in leaving:
            self.after = _resized(self.after, growth, by=-len(growth.headings))

    def _place_of(self, growth: TableGrowth) -> str | None:
        """Where people see a growth: at its first heading."""
        headings = (target.a1 for target in self.targets if target.is_heading)
        return next(headings, growth.table)

    def _judge(self, *, freed: set[Place], staying: set[Place]) -> None:
        headless: set[ManagedColumn] = set()
        for target in self.targets:
            reason = self._reason(target, freed=freed, staying=staying)
            if reason is None and target.owner in headless:
                reason = "heading-refused"
            if reason is None:
                self.accepted[target.place] = target
                continue
            self.refused.append(_refusal(self.sheet.name, target.a1, reason))
            if target.is_heading and target.owner is not None:
                headless.add(target.owner)

    def _reason(self, target: Target, *, freed: set[Place], staying: set[Place]) -> str | None:
        row, column = target.place
        stored = self.sheet.cell(row, column)
        if not (1 <= row <= _LAST and 1 <= column <= _LAST):
            return "outside-sheet"
        if any(box.holds(row, column) and box[:2] != target.place for box in self.sheet.merges):
            return "merged-cell"
        if any(box.holds(row, column) for box in self.sheet.occupied):
            return "array-range"
        if stored.formula is not None:
            return "formula-cell"
        if same_value(stored.value, target.content):
            return None
        if target.edit is None and target.place in self.sheet.cells:
            return "occupied-cell"
        if target.place in staying:
            return "table-cannot-shrink"
        for table in self.sheet.tables:
            if table.range.holds(row, column) and row == table.range.top and target.place not in freed:
                return "table-header"
            if table.range.holds(row, column) and row > table.range.bottom - table.totals_rows:
                return "table-totals"
        return fault_of(target.content, longest=LONGEST_TEXT)

    def _range(self, growth: TableGrowth) -> CellRange | None:
        named = (table.range for table in self.sheet.tables if table.name == growth.table)
        return self.sheet.filter_range if growth.table is None else next(named, None)

    def _headings(self, growth: TableGrowth, *, by: int) -> Iterator[Place]:
        """The places of the headings that a table or filter takes in, or (`by` below 0) lets go."""
        box = self._range(growth)
        first = box.right + 1 + min(by, 0) if box else 0
        yield from ((box.top, first + n) for n in range(abs(by)) if box)

    def _can_grow(self, growth: TableGrowth) -> bool:
        """Whether each new column has its heading written, and nothing of anybody stands below it."""
        box = self._range(growth)
        places = list(self._headings(growth, by=len(growth.headings)))
        headed = [target.content for place in places if (target := self.accepted.get(place)) is not None]
        return (
            box is not None
            and headed == list(growth.headings)
            and not any(
                (row, column) in self.sheet.cells and (row, column) not in self.accepted
                for row in box.rows
                for _, column in places
            )
        )

    def _can_leave(self, growth: TableGrowth) -> bool:
        """Whether a table's or filter's last columns are emptied as a whole."""
        box = self._range(growth)
        emptied = {target.place for target in self.targets if target.content is None}
        return box is not None and all(
            (row, column) in emptied or (row, column) not in self.sheet.cells
            for _, column in self._headings(growth, by=-len(growth.headings))
            for row in box.rows
        )


def _put(cells: dict[Place, Cell], target: Target) -> None:
    stored = cells.get(target.place, Cell())
    if same_value(stored.value, target.content):
        return
    if target.content is None:
        del cells[target.place]
        return
    if target.fresh:
        stored = Cell(look=cells.get((target.row, target.look_from or 0), Cell()).look)
    if target.percent and stored.number_format == "General":
        stored = stored._replace(number_format="0%")
    cells[target.place] = stored._replace(value=target.content)


def _resized(sheet: Sheet, growth: TableGrowth, *, by: int) -> Sheet:
    def wider(box: CellRange) -> CellRange:
        return box._replace(right=box.right + by)

    if growth.table is None:
        return sheet._replace(filter_range=sheet.filter_range and wider(sheet.filter_range))
    tables = (t._replace(range=wider(t.range)) if t.name == growth.table else t for t in sheet.tables)
    return sheet._replace(tables=tuple(tables))


def _made(tab: NewTab) -> Sheet:
    cells = {}
    for target in targets_on(tab.cells):
        if target.content is not None:
            look = Look(bold=target.row in tab.bold_rows)
            cells[target.place] = Cell(
                target.content, None, "0%" if target.percent else "General", None, look
            )
    return Sheet(tab.name, cells)


def _refusal(sheet: str, at: str | None, name: str) -> Refusal:
    return Refusal(sheet, at, name, reason_why(name))
