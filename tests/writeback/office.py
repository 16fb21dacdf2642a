"""An office in memory: reads plainly drawn tables, judges them simply, and applies write plans.

Tables have a heading row with `Key result` (beside `Objective`) or `Title` (beside `Type`). Progress
stands in `Done`, a parent's title in `Parent`, what a rule would say in `Fault`, separated by `/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from okrsheets.edits import ManagedRole, WriteOutcome, WritePlan
from okrsheets.grid import Cell, CellRange, CellRef, Sheet, Workbook, text_of
from okrsheets.model import (
    AlignmentKind,
    AlignmentText,
    Cycle,
    Figure,
    Figures,
    Finding,
    KeyResult,
    LastWrite,
    ManagedMemory,
    Objective,
    OkrSet,
    Outcome,
    Place,
    Reading,
    Resolution,
    Resolutions,
    Results,
    RowReading,
    Severity,
    SheetReading,
    Status,
    TableReading,
)
from okrsheets.reading.ours.cutting import cut_ours
from okrsheets.writeback import (
    Undo,
    WritebackSettings,
    memory_after,
    memory_after_undo,
    plan_edits,
    plan_undo,
)

__all__ = ["TODAY", "Office", "applied", "figure_of", "judged"]

TODAY = date(2026, 11, 3)
WHEN = datetime(2026, 11, 3, 7, 30, tzinfo=UTC)


def _tables(sheet: Sheet) -> Iterator[tuple[CellRange, dict[str, int]]]:
    """Every table of a tab: its range and its headings with their columns."""
    heads = [place for place, cell in sorted(sheet.cells.items()) if cell.value in ("Key result", "Title")]
    for row, column in heads:
        left = right = column
        while sheet.value(row, left - 1) is not None:
            left -= 1
        while sheet.value(row, right + 1) is not None:
            right += 1
        bottom = row
        while any(sheet.value(bottom + 1, at) is not None for at in range(left, right + 1)):
            if (bottom + 1, column) in heads:
                break
            bottom += 1
        names = {text_of(sheet.value(row, at)): at for at in range(left, right + 1)}
        yield CellRange(row, left, bottom, right), names


def _rows(sheet: Sheet, covers: CellRange, names: Mapping[str, int]) -> Iterator[RowReading]:
    above: str | None = None
    for row in range(covers.top + 1, covers.bottom + 1):
        said = {name: text_of(sheet.value(row, column)) for name, column in names.items()}
        if "Title" in names:
            mine = f"{sheet.name}/{said['Title']}"
            is_objective = said["Type"] == "objective"
            above = mine if is_objective else above
            yield RowReading(row, above, None if is_objective else mine, is_objective)
            continue
        says = bool(said.get("Objective"))
        above = f"{sheet.name}/{said['Objective']}" if says else above
        key_result = f"{sheet.name}/{said['Key result']}" if said["Key result"] else None
        yield RowReading(row, above, key_result, says)


def figure_of(text: str) -> Figure:
    """Progress and status for what stands under `Done`."""
    if not text:
        return Figure(progress=None, because="no target")
    progress = float(text)
    return Figure(progress=progress, status=Status.ON_TRACK if progress >= 0.5 else Status.BEHIND)


def judged(
    workbook: Workbook, *, memory: Sequence[ManagedMemory] = (), cycle: Cycle | None = None
) -> Results:
    """All that the stages before write-back would hand on."""
    cut = cut_ours(workbook, memory=memory, headings={})
    objectives: dict[str, Objective] = {}
    key_results: dict[str, list[KeyResult]] = {}
    figures: dict[str, Figure] = {}
    findings: list[Finding] = []
    texts: list[tuple[str, AlignmentText]] = []
    sheets: list[SheetReading] = []
    for sheet in cut.workbook.sheets:
        tables: list[TableReading] = []
        for covers, names in _tables(sheet):
            rows = tuple(_rows(sheet, covers, names))
            tables.append(TableReading(sheet.name, covers, covers.top, "drawn", 1.0, (), rows))
            for row in rows:
                said = {name: text_of(sheet.value(row.row, column)) for name, column in names.items()}
                at = CellRef(workbook.source, sheet.name, row.row, covers.left)
                key = row.key_result or row.objective or ""
                if row.objective and row.objective not in objectives:
                    title = row.objective.split("/", 1)[1]
                    objectives[row.objective] = Objective(
                        key=row.objective, id=None, title=title, at=at, cycle=cycle
                    )
                    figures[row.objective] = figure_of(said.get("Done", ""))
                if row.key_result:
                    title = row.key_result.split("/", 1)[1]
                    key_results.setdefault(row.objective or "", []).append(
                        KeyResult(
                            key=key, id=None, title=title, at=at, cycle=cycle, objective=row.objective or ""
                        )
                    )
                    figures[key] = figure_of(said.get("Done", ""))
                if said.get("Parent"):
                    texts.append((key, AlignmentText(said["Parent"], at)))
                findings += [
                    Finding("a-rule", Severity.WARNING, Place.at_cell(at), fault, okr=key)
                    for fault in filter(None, said.get("Fault", "").split("/"))
                ]
        sheets.append(SheetReading(sheet.name, tuple(tables)))
    okrs = OkrSet.of(
        tuple(
            objective._replace(key_results=tuple(key_results.get(key, ())))
            for key, objective in objectives.items()
        )
    )
    by_title = {okr.title: key for key, okr in okrs.by_key.items()}
    resolutions = tuple(
        Resolution(
            child=key,
            source=source,
            text=source.text,
            outcome=Outcome.RESOLVED if source.text in by_title else Outcome.DANGLING,
            kind=AlignmentKind.DIRECTIONAL,
            parent=by_title.get(source.text),
        )
        for key, source in texts
    )
    return Results(
        workbooks=(workbook,),
        readings=(Reading(workbook.source, workbook.title, tuple(sheets), cut.found, cut.foreign),),
        okrs=okrs,
        resolutions=Resolutions(resolutions, (), frozenset()),
        figures=Figures(figures, {}),
        findings=tuple(findings),
        today=TODAY,
    )


def applied(plan: WritePlan, workbook: Workbook, *, found: Iterable[tuple[str, int]] = ()) -> Workbook:
    """The workbook after an adapter that writes everything; it checks what a plan must keep to.

    `found` are columns of ours, as tab and number, that are there already.
    """
    cells = {sheet.name: dict(sheet.cells) for sheet in workbook.sheets}
    for column in plan.columns:
        if column.new:
            assert (column.at.row, column.at.column) not in cells[column.at.sheet]
            cells[column.at.sheet][column.at.row, column.at.column] = Cell(column.heading)
    ours = {(column.at.sheet, column.at.column) for column in plan.columns if not column.lying} | set(found)
    lying = {(column.at.sheet, column.at.row) for column in plan.columns if column.lying}
    for edit in plan.edits:
        tab, place = cells[edit.ref.sheet], (edit.ref.row, edit.ref.column)
        there = tab.get(place, Cell())
        assert there.formula is None
        assert there.value == edit.expected
        assert (edit.ref.sheet, edit.ref.column) in ours or (edit.ref.sheet, edit.ref.row) in lying
        if edit.new is None:
            tab.pop(place, None)
        else:
            tab[place] = Cell(edit.new)
    sheets = tuple(_grown(sheet._replace(cells=cells[sheet.name]), plan) for sheet in workbook.sheets)
    return workbook._replace(sheets=sheets)


def _grown(sheet: Sheet, plan: WritePlan) -> Sheet:
    steps = [(growth, 1) for growth in plan.extends] + [(growth, -1) for growth in plan.shrinks]
    for growth, sign in steps:
        if growth.sheet != sheet.name:
            continue
        by = sign * len(growth.headings)
        if growth.table is None and sheet.filter_range is not None:
            sheet = sheet._replace(filter_range=_wider(sheet.filter_range, by))
        tables = tuple(
            table._replace(range=_wider(table.range, by)) if table.name == growth.table else table
            for table in sheet.tables
        )
        sheet = sheet._replace(tables=tables)
    return sheet


def _wider(covers: CellRange, by: int) -> CellRange:
    return covers._replace(right=covers.right + by)


@dataclass(slots=True)
class Office:
    """A workbook that is synced again and again; remembers as state does."""

    workbook: Workbook
    settings: WritebackSettings = field(default_factory=WritebackSettings)
    memory: tuple[ManagedMemory, ...] = ()
    cycle: Cycle | None = None
    last: LastWrite | None = None

    def plan(self) -> WritePlan:
        results = judged(self.workbook, memory=self.memory, cycle=self.cycle)
        return plan_edits(
            self.workbook,
            results.readings[0],
            results=results,
            memory=self.memory,
            settings=self.settings,
        )

    def sync(self) -> WritePlan:
        """Plan, apply and remember; returns what was planned."""
        results = judged(self.workbook, memory=self.memory, cycle=self.cycle)
        plan = self.plan()
        outcome = WriteOutcome(plan.workbook, "r2", plan.edits)
        self.last = LastWrite(
            plan.workbook,
            WHEN,
            plan.revision,
            outcome.revision,
            plan.edits,
            tuple(column for column in plan.columns if column.new),
            plan.extends,
            self.memory,
        )
        self.memory = memory_after(plan, outcome, results=results, memory=self.memory)
        self.workbook = applied(plan, self.workbook)
        return plan

    def undo(self) -> Undo:
        """Take the last sync back; returns what was planned."""
        assert self.last is not None
        reading = judged(self.workbook, memory=self.memory, cycle=self.cycle).readings[0]
        undo = plan_undo(self.workbook, reading, last=self.last)
        found = {(column.at.sheet, column.at.column) for column in reading.found}
        self.workbook = applied(undo.plan, self.workbook, found=found)
        written = {edit.ref for edit in undo.plan.edits}
        self.memory = memory_after_undo(undo, last=self.last, memory=self.memory, written=written)
        return undo

    def tab(self, name: str = "Sales") -> Sheet:
        sheet = self.workbook.sheet(name)
        assert sheet is not None
        return sheet

    def change(self, sheet: Sheet) -> None:
        """A person puts a tab in place of the one of the same name."""
        sheets = tuple(sheet if old.name == sheet.name else old for old in self.workbook.sheets)
        self.workbook = self.workbook._replace(sheets=sheets)

    def drawn(self, name: str = "Sales") -> list[list[str]]:
        """A tab as rows of texts."""
        cells = self.tab(name).cells
        bottom, right = max(row for row, _ in cells), max(column for _, column in cells)
        return [
            [text_of(cells.get((row, column), Cell()).value) for column in range(1, right + 1)]
            for row in range(1, bottom + 1)
        ]

    def headings(self, name: str = "Sales") -> dict[ManagedRole, str]:
        """The address of the first heading of each role."""
        found = judged(self.workbook, memory=self.memory).readings[0].found
        return {column.role: column.at.a1 for column in reversed(found) if column.at.sheet == name}
