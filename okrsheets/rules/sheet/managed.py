"""Rules about the columns that are kept beside a table: where they stand, and who wrote in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from okrsheets.edits import ManagedRole
from okrsheets.grid import CellRange, CellRef, Sheet, Value, text_of
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Finding, FoundColumn, Reading, Severity, SheetReading, TableReading
from okrsheets.reading.ours.managed import NUMBERS, comparable
from okrsheets.rules.wording import percent, quoted
from okrsheets.tuples import NamedTuple

__all__ = ["edited_managed_cell", "managed_columns_apart"]


@rule("managed-columns-apart", Severity.INFO)
def managed_columns_apart(case: Case) -> Iterator[Finding]:
    """The columns that are written beside a table do not adjoin it, so sorting the table leaves them behind.

    There was no room next to it, or a table of the spreadsheet program or a filter ends before them. After
    sorting they speak of other rows until the next `sync` puts them right. It is told once for a tab.

    Bad:
        | Objective    | Key result           | Target |  | Progress (auto) |
        | Win the east | Sign resale partners | 20     |  | 45 %            |
    Good:
        | Objective    | Key result           | Target | Progress (auto) |
        | Win the east | Sign resale partners | 20     | 45 %            |
    """
    sheets = {(book.source, sheet.name): sheet for book in case.workbooks for sheet in book.sheets}
    for reading in case.readings:
        for tab in reading.sheets:
            sheet = sheets.get((reading.source, tab.name))
            ours = [column for column in reading.found if column.at.sheet == tab.name and not column.lying]
            if sheet is None or not ours:
                continue
            if (apart := _first_apart(sheet, tab, ours)) is not None:
                yield finding(
                    place=apart.at,
                    message=f"{quoted(apart.heading)} does not adjoin its table, "
                    "so sorting the table leaves it behind until the next sync",
                    hint="empty the columns between them, or move those that end in (auto) next to the table",
                )


def _first_apart(sheet: Sheet, tab: SheetReading, ours: Sequence[FoundColumn]) -> FoundColumn | None:
    """The first of our columns that does not adjoin the table on its left."""
    columns = {column.at.column for column in ours}
    for column in sorted(ours, key=lambda one: (one.at.column, one.at.row)):
        beside = [
            table
            for table in tab.tables
            if table.range.top <= column.at.row <= table.range.bottom and table.range.right < column.at.column
        ]
        nearest = max(beside, key=lambda table: table.range.right, default=None)
        if nearest is not None and _is_apart(sheet, nearest, column.at.column, columns):
            return column
    return None


def _is_apart(sheet: Sheet, table: TableReading, at: int, ours: AbstractSet[int]) -> bool:
    """Whether a blank column parts a column of ours from a table, or what is sorted ends before it."""
    hosts = [host.range for host in sheet.tables] + ([sheet.filter_range] if sheet.filter_range else [])
    if any(host.meets(table.range) and host.right < at for host in hosts):
        return True
    between = (number for number in range(table.range.right + 1, at) if number not in ours)
    return any(_is_blank(sheet, table.range, number) for number in between)


def _is_blank(sheet: Sheet, beside: CellRange, number: int) -> bool:
    return all((row, number) not in sheet.cells for row in beside.rows)


class _Written(NamedTuple):
    """What was written last in columns of one role of a workbook: by key, and any of it."""

    by_key: Mapping[str, Value]
    values: AbstractSet[Value]


@rule("edited-managed-cell", Severity.WARNING, needs_history=True)
def edited_managed_cell(case: Case) -> Iterator[Finding]:
    """Somebody typed in a cell that is written by `sync`.

    What was typed is lost with the next `sync`: these columns say what the values of a row come to, and
    nothing else. A value that sorting moved to another row is none of this. Here 45 % was written.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target | Progress (auto) |
        | Win the east | Sign resale partners | 0        | 9       | 20     | 90 %            |
    Good:
        | Objective    | Key result           | Baseline | Current | Target | Progress (auto) |
        | Win the east | Sign resale partners | 0        | 9       | 20     | 45 %            |
    """
    written = _written(case)
    side_by_side: dict[tuple[str, str, int], set[str]] = {}
    for objective in case.okrs.objectives if written else ():
        at = objective.at
        side_by_side.setdefault((at.workbook, at.sheet, at.column), set()).add(objective.key)
    for reading in case.readings if written else ():
        rows = _keys_by_row(reading)
        for column in reading.found:
            known = written.get((reading.source, column.role))
            if known is None:
                continue
            for number, value in column.cells.items():
                place = column.place(number)
                spot = (place.workbook, place.sheet, number)
                keys = (side_by_side if column.lying else rows).get(spot, set())
                if number not in column.formulas and _is_typed(value, keys, known):
                    yield _edited(place, column, value)


def _written(case: Case) -> dict[tuple[str, ManagedRole], _Written]:
    by_key: dict[tuple[str, ManagedRole], dict[str, Value]] = {}
    for known in case.memory:
        by_key.setdefault((known.workbook, known.role), {}).update(known.values)
    return {
        place: _Written(some, {comparable(value) for value in some.values()})
        for place, some in by_key.items()
    }


def _keys_by_row(reading: Reading) -> dict[tuple[str, str, int], set[str]]:
    keys: dict[tuple[str, str, int], set[str]] = {}
    for tab in reading.sheets:
        for row in (row for table in tab.tables for row in table.rows):
            there = keys.setdefault((reading.source, tab.name, row.row), set())
            there.update(key for key in (row.objective, row.key_result) if key is not None)
    return keys


def _is_typed(value: Value, keys: AbstractSet[str], known: _Written) -> bool:
    """Whether a value on the row of these OKRs is none that was written for any."""
    return comparable(value) not in known.values and not keys.isdisjoint(known.by_key)


def _edited(place: CellRef, column: FoundColumn, value: Value) -> Finding:
    heading = quoted(column.heading)
    said = "nothing" if comparable(value) is None else quoted(text_of(value))
    if column.role in NUMBERS and isinstance(value, int | float):
        said = percent(value)
    return finding(
        place=place,
        message=f"{said} stands in {heading}, where sync had written something else and will again",
        hint="write it in a column of your own; to change the figure, change the values it comes from",
    )
