"""Finds our own columns and tabs in a workbook and cuts them out, so that none is read back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from okrsheets.edits import ManagedRole
from okrsheets.grid import Cell, CellRef, Sheet, Workbook
from okrsheets.model import FoundColumn, ManagedMemory
from okrsheets.reading.ours.extents import extents
from okrsheets.reading.ours.lying import laid_down, lying, turned
from okrsheets.reading.ours.managed import (
    MARKER,
    Heading,
    by_column,
    could_be_ours,
    is_empty,
    normal_heading,
)
from okrsheets.reading.ours.renamed import renamed, renamed_below
from okrsheets.reading.ours.tabs import signs_of
from okrsheets.tuples import NamedTuple

__all__ = ["Cut", "cut_ours"]

_LONGEST_HEADING = 80


class Cut(NamedTuple):
    """A workbook without our cells, the columns that were ours, and headings that only look so.

    `tabs` are the names of those that are ours whole, which the workbook is without.
    """

    workbook: Workbook
    found: tuple[FoundColumn, ...]
    foreign: tuple[CellRef, ...]
    tabs: tuple[str, ...] = ()


class _Known(NamedTuple):
    """What is remembered of one tab: its columns, and the marked headings that are ours."""

    columns: tuple[ManagedMemory, ...]
    roles: Mapping[str, ManagedRole]

    def those(self, *, lying: bool) -> tuple[ManagedMemory, ...]:
        """The columns that stand, or the rows that lie."""
        return tuple(column for column in self.columns if column.lying is lying)


class _CutTab(NamedTuple):
    """A tab without our cells, as `Cut` is a workbook."""

    sheet: Sheet
    found: tuple[FoundColumn, ...] = ()
    foreign: tuple[CellRef, ...] = ()


def cut_ours(
    workbook: Workbook,
    *,
    memory: Sequence[ManagedMemory],
    headings: Mapping[ManagedRole, str],
    own_tab: str | None = None,
) -> Cut:
    """Take our columns, and tabs that are ours whole, out of a workbook before it is read.

    `headings` are the configured ones; former ones are known from `memory`. A column under such a
    heading that memory does not know is ours only if it is empty or holds what we could have
    written; else its heading is returned as foreign. It is not written then, and not read either:
    most of it may be ours all the same. `own_tab` is the name that a tab of ours last had.
    """
    tabs = {sheet.name for sheet in workbook.sheets}
    memory = [known for known in memory if known.workbook == workbook.source]
    sheets: list[Sheet] = []
    found: list[FoundColumn] = []
    foreign: list[CellRef] = []
    own = tuple(
        sheet.name for sheet in workbook.sheets if signs_of(sheet).are_ours(named=sheet.name == own_tab)
    )
    for sheet in workbook.sheets:
        if sheet.name in own:
            continue
        known = _known(sheet.name, tabs=tabs, memory=memory, headings=headings)
        marked = list(_marked(sheet, known.roles))
        if not marked and not known.columns:
            sheets.append(sheet)
            continue
        down = lying(marked, known.columns)
        if down:
            side = _cut_tab(
                workbook.source, turned(sheet), [_turned(h) for h in down], known.those(lying=True)
            )
            found += laid_down(side.found)
            foreign += [ref._replace(row=ref.column, column=ref.row) for ref in side.foreign]
            sheet = sheet._replace(cells=turned(side.sheet).cells)
        laid = set(down)
        upright = [heading for heading in marked if heading not in laid]
        cut = _cut_tab(workbook.source, sheet, upright, known.those(lying=False))
        found += cut.found
        foreign += cut.foreign
        sheets.append(cut.sheet)
    return Cut(workbook._replace(sheets=tuple(sheets)), tuple(found), tuple(foreign), own)


def _known(
    tab: str, *, tabs: set[str], memory: Sequence[ManagedMemory], headings: Mapping[ManagedRole, str]
) -> _Known:
    """What memory and settings say of a tab; a tab that was renamed may be any that memory lacks."""
    columns = [known for known in memory if known.sheet == tab]
    if not columns:
        columns = [known for known in memory if known.sheet not in tabs]
    roles = {normal_heading(role.value): role for role in ManagedRole}
    roles |= {normal_heading(text): role for role, text in headings.items()}
    roles |= {
        normal_heading(known.heading): known.role
        for known in columns
        if MARKER in normal_heading(known.heading)
    }
    return _Known(tuple(columns), roles)


def _turned(heading: Heading) -> Heading:
    return heading._replace(row=heading.column, column=heading.row)


def _cut_tab(source: str, sheet: Sheet, marked: Sequence[Heading], known: Sequence[ManagedMemory]) -> _CutTab:
    """Take out of a tab what stands under these headings, and under those that memory knows renamed."""
    ours, strange = _headings(sheet, marked, known)
    if not ours and not strange:
        return _CutTab(sheet)
    columns = _columns(source, sheet, ours)
    gone = {(heading.row, heading.column) for heading in (*ours, *strange)}
    gone |= {(row, heading.column) for heading, column in columns.items() for row in column.cells}
    gone.update(_unread(sheet, strange, ours=ours))
    cells = {at: cell for at, cell in sheet.cells.items() if at not in gone}
    foreign = tuple(CellRef(source, sheet.name, heading.row, heading.column) for heading in strange)
    return _CutTab(sheet._replace(cells=cells), tuple(columns.values()), foreign)


def _headings(
    sheet: Sheet, marked: Sequence[Heading], known: Sequence[ManagedMemory]
) -> tuple[list[Heading], list[Heading]]:
    """The headings of ours on a tab in the order of rows, and foreign ones."""
    if not marked and not known:
        return [], []
    remembered = _remembered(marked, known)
    doubtful = [heading for heading in marked if heading not in remembered]
    reach = extents(sheet, marked) if doubtful else {}
    grid = _Grid.of(sheet, doubtful)
    foreign = [
        heading
        for heading in sorted(doubtful)
        if not _adoptable(heading, grid.below(heading, reach[heading].bottom))
    ]
    ours = sorted(set(marked).difference(foreign))
    ours += renamed(sheet, known, ours)
    ours += renamed_below(sheet, known, ours)
    return sorted(ours), foreign


def _marked(sheet: Sheet, roles: Mapping[str, ManagedRole]) -> Iterator[Heading]:
    for (row, column), cell in sheet.cells.items():
        text = cell.value
        # Of the cells of a workbook next to none hold a bracket: that is asked first.
        if not isinstance(text, str) or "(" not in text:
            continue
        if len(text) > _LONGEST_HEADING or cell.formula is not None:
            continue
        if MARKER in text.lower() and (role := roles.get(normal_heading(text))) is not None:
            yield Heading(row, column, role, text)


def _remembered(marked: Sequence[Heading], columns: Sequence[ManagedMemory]) -> set[Heading]:
    """The headings that memory knows: in their column, or elsewhere if they left it."""
    standing = {(heading.role, heading.column) for heading in marked}
    known = {(column.role, normal_heading(column.heading)): column.column for column in columns}
    places = {(column.role, column.column) for column in columns}
    result: set[Heading] = set()
    for heading in marked:
        column = known.get((heading.role, normal_heading(heading.text)))
        if (heading.role, heading.column) in places or (
            column is not None and (heading.role, column) not in standing
        ):
            result.add(heading)
    return result


def _adoptable(heading: Heading, cells: Mapping[int, Cell]) -> bool:
    return all(cell.formula is None and could_be_ours(heading.role, cell.value) for cell in cells.values())


def _columns(source: str, sheet: Sheet, ours: Sequence[Heading]) -> dict[Heading, FoundColumn]:
    reach = extents(sheet, ours)
    grid = _Grid.of(sheet, ours)
    columns: dict[Heading, FoundColumn] = {}
    for heading in ours:
        own = grid.below(heading, reach[heading].leftover)
        at = CellRef(source, sheet.name, heading.row, heading.column)
        columns[heading] = FoundColumn(
            at,
            heading.text,
            heading.role,
            {row: cell.value for row, cell in own.items() if not is_empty(cell)},
            frozenset(row for row, cell in own.items() if cell.formula is not None),
        )
    return columns


class _Grid(NamedTuple):
    """The cells of some columns, and the rows of each in order."""

    cells: Mapping[int, Mapping[int, Cell]]
    rows: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, sheet: Sheet, headings: Iterable[Heading]) -> _Grid:
        """The columns that these headings stand in."""
        cells = by_column(sheet, {heading.column for heading in headings})
        return cls(cells, {column: sorted(rows) for column, rows in cells.items()})

    def below(self, heading: Heading, bottom: int) -> dict[int, Cell]:
        """The cells from under a heading down to a row."""
        rows, cells = self.rows[heading.column], self.cells[heading.column]
        return {row: cells[row] for row in rows[bisect_right(rows, heading.row) : bisect_right(rows, bottom)]}


def _unread(
    sheet: Sheet, foreign: Sequence[Heading], *, ours: Sequence[Heading]
) -> Iterator[tuple[int, int]]:
    """The cells under foreign headings that are not read: all beside the rows that follow the heading
    without a break, and further down what we could have written.
    """
    if not foreign:
        return
    columns = {heading.column for heading in (*foreign, *ours)}
    filled = {
        row for (row, column), cell in sheet.cells.items() if column not in columns and not is_empty(cell)
    }
    reach = extents(sheet, (*foreign, *ours))
    grid = _Grid.of(sheet, foreign)
    for heading in foreign:
        end = heading.row
        while end + 1 in filled:
            end += 1
        for row, cell in grid.below(heading, reach[heading].bottom).items():
            if row <= end or could_be_ours(heading.role, cell.value):
                yield row, heading.column
