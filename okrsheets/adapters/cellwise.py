"""Applies a write plan to a source of plain cells: judges each of them, and has the others put in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from okrsheets.adapters.gathering import LAST_COLUMN, LAST_ROW
from okrsheets.adapters.targets import Content, Target, fault_of, judged, same_value, targets_of, targets_on
from okrsheets.adapters.xlsx.faults import reason_why
from okrsheets.edits import CellEdit, NewTab, Refusal, TableGrowth, WriteOutcome, WritePlan
from okrsheets.errors import SourceChangedError
from okrsheets.grid import Sheet, Workbook
from okrsheets.tuples import NamedTuple

__all__ = ["Put", "put_cells"]

LONGEST_TEXT = 32_767


class Put(NamedTuple):
    """A value to put into a cell, whose row and column count from 1; None empties it.

    `percent`: the number is a share, shown as 60 % where the source can show it so.
    """

    sheet: str
    row: int
    column: int
    value: Content
    percent: bool = False


def put_cells(
    plan: WritePlan,
    workbook: Workbook,
    *,
    put: Callable[[Sequence[Put]], str],
    longest: int = LONGEST_TEXT,
) -> WriteOutcome:
    """Apply a plan to a source that says `workbook` now, of whose cells none holds a text over `longest`.

    `put` is called at most once, with all that is to change. It puts all of it in or raises, makes a tab
    that is not there behind all others, and returns the revision that the source has then.

    By what the workbook says of itself, refused by name are protected tabs, formulas, covered cells of a
    merge, arrays, headings and totals of tables, and columns whose headings are refused; tables stay as
    wide as they are. Raises SourceChangedError where the plan is for another revision.
    """
    if workbook.revision != plan.revision:
        raise SourceChangedError(plan.workbook, "was changed by someone else meanwhile", "run it again")
    taken = {sheet.name.casefold() for sheet in workbook.sheets}
    made = [tab for tab in plan.tabs if tab.name.casefold() not in taken]
    refused = [_refusal(tab.name, None, "tab-name-taken") for tab in plan.tabs if tab not in made]
    targets = targets_of(plan)
    drafts = [_Draft.of(sheet, targets.pop(sheet.name, ()), plan, longest) for sheet in workbook.sheets]
    refused += (refusal for draft in drafts for refusal in draft.refused)
    refused += (_refusal(name, None, "no-sheet") for name in targets)
    puts = [each for draft in drafts for each in draft.puts]
    puts += (each for tab in made for each in _first_cells(tab))
    accepted = [target.edit for draft in drafts for target in draft.accepted]
    ours = [edit.ref.sheet for edit in plan.tab_edits if edit in accepted]
    return WriteOutcome(
        plan.workbook,
        put(puts) if puts else plan.revision,
        tuple(edit for edit in accepted if isinstance(edit, CellEdit)),
        tuple(refused),
        tuple(dict.fromkeys([*ours, *(tab.name for tab in made)])),
        len(ours),
    )


class _Draft(NamedTuple):
    """What of a plan is written into one tab, and what is not."""

    sheet: Sheet
    accepted: Sequence[Target]
    refused: Sequence[Refusal]

    @classmethod
    def of(cls, sheet: Sheet, targets: Sequence[Target], plan: WritePlan, longest: int) -> _Draft:
        growths = [growth for growth in (*plan.extends, *plan.shrinks) if growth.sheet == sheet.name]
        if sheet.protected:
            due = bool(targets or growths)
            return cls(sheet, (), [_refusal(sheet.name, None, "protected-tab")] if due else ())
        accepted: list[Target] = []
        refused: list[Refusal] = []
        for target, reason in judged(targets, lambda each: _reason(sheet, each, longest=longest)):
            if reason is None:
                accepted.append(target)
            else:
                refused.append(_refusal(sheet.name, target.a1, reason))
        return cls(sheet, accepted, [*refused, *_unable(growths, plan, targets)])

    @property
    def puts(self) -> Iterator[Put]:
        """The cells that do not hold what they are to hold."""
        for target in self.accepted:
            if not same_value(self.sheet.value(*target.place), target.content):
                yield Put(self.sheet.name, *target.place, target.content, target.percent)


def _reason(sheet: Sheet, target: Target, *, longest: int) -> str | None:
    """The name of the reason why a cell is not written; None where it is."""
    row, column = target.place
    stored = sheet.cell(row, column)
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        return "outside-sheet"
    if any(box.holds(row, column) and box[:2] != target.place for box in sheet.merges):
        return "merged-cell"
    if any(box.holds(row, column) for box in sheet.occupied):
        return "array-range"
    if stored.formula is not None:
        return "formula-cell"
    if same_value(stored.value, target.content):
        return None
    if target.edit is None and target.place in sheet.cells:
        return "occupied-cell"
    for table in sheet.tables:
        if table.range.holds(row, column) and row < table.range.top + table.header_rows:
            return "table-header"
        if table.range.holds(row, column) and row > table.range.bottom - table.totals_rows:
            return "table-totals"
    return fault_of(target.content, longest=longest)


def _unable(growths: Iterable[TableGrowth], plan: WritePlan, targets: Iterable[Target]) -> Iterator[Refusal]:
    """That tables stay as wide as they are, told at the first heading that would be theirs."""
    first = next((target.a1 for target in targets if target.is_heading), None)
    for growth in growths:
        name = "table-cannot-shrink" if growth in plan.shrinks else "table-cannot-grow"
        if growth.table is not None:
            yield _refusal(growth.sheet, first or growth.table, name)


def _first_cells(tab: NewTab) -> Iterator[Put]:
    for target in targets_on(tab.cells):
        if target.content is not None:
            yield Put(tab.name, *target.place, target.content, target.percent)


def _refusal(sheet: str, at: str | None, name: str) -> Refusal:
    return Refusal(sheet, at, name, reason_why(name))
