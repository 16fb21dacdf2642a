"""Finds our own columns in a workbook and cuts them out, so that what we wrote is never read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from okrsheets.grid import Cell, CellRef, ManagedRole, Sheet, Value, Workbook
from okrsheets.model import FoundColumn, ManagedMemory, Status

__all__ = ["MARKER", "Cut", "could_be_ours", "cut_ours"]

MARKER = "(auto)"
"""What every heading of ours holds unless a person renamed it in the sheet."""

_NUMBERS = frozenset({ManagedRole.PROGRESS, ManagedRole.OBJECTIVE_PROGRESS})
_STATUSES = frozenset({ManagedRole.STATUS, ManagedRole.OBJECTIVE_STATUS})
_STATUS_WORDS = frozenset(status.value for status in Status)
_LONGEST_HEADING = 80
_WIDEST_GAP = 2
_ALIKE = 0.8


class Cut(NamedTuple):
    """A workbook without our cells, the columns that were ours, and headings that only look so."""

    workbook: Workbook
    found: tuple[FoundColumn, ...]
    foreign: tuple[CellRef, ...]


class _Heading(NamedTuple):
    row: int
    column: int
    role: ManagedRole
    text: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What is remembered of one tab: its columns, and the marked headings that are ours."""

    columns: tuple[ManagedMemory, ...]
    roles: Mapping[str, ManagedRole]


def cut_ours(
    workbook: Workbook, *, memory: Sequence[ManagedMemory], headings: Mapping[ManagedRole, str]
) -> Cut:
    """Take our columns out of a workbook before it is read.

    `headings` are the configured ones; former ones are known from `memory`. A column under such a
    heading that memory does not know is ours only if it is empty or holds what we could have
    written; else its heading is returned as foreign and the column stays.
    """
    tabs = {sheet.name for sheet in workbook.sheets}
    memory = [known for known in memory if known.workbook == workbook.source]
    sheets: list[Sheet] = []
    found: list[FoundColumn] = []
    foreign: list[CellRef] = []
    for sheet in workbook.sheets:
        known = _known(sheet.name, tabs=tabs, memory=memory, headings=headings)
        ours, strange = _headings(sheet, known)
        foreign += [CellRef(workbook.source, sheet.name, row, column) for row, column in strange]
        if not ours:
            sheets.append(sheet)
            continue
        columns = _columns(workbook.source, sheet, ours)
        found += columns.values()
        sheets.append(_without(sheet, columns))
    return Cut(replace(workbook, sheets=tuple(sheets)), tuple(found), tuple(foreign))


def could_be_ours(role: ManagedRole, value: Value) -> bool:
    """Whether a cell of a column of this role holds what we could have written; blank counts.

    >>> could_be_ours(ManagedRole.PROGRESS, 0.4), could_be_ours(ManagedRole.PROGRESS, "soon")
    (True, False)
    """
    if value is None or value == "":
        return True
    if role in _NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, str):
        return False
    return role not in _STATUSES or value.split(":", 1)[0] in _STATUS_WORDS


def _known(
    tab: str, *, tabs: set[str], memory: Sequence[ManagedMemory], headings: Mapping[ManagedRole, str]
) -> _Known:
    """What memory and settings say of a tab; a tab that was renamed may be any that memory lacks."""
    columns = [known for known in memory if known.sheet == tab]
    if not columns:
        columns = [known for known in memory if known.sheet not in tabs]
    roles = {_normal(role.value): role for role in ManagedRole}
    roles |= {_normal(text): role for role, text in headings.items()}
    roles |= {_normal(known.heading): known.role for known in columns if MARKER in _normal(known.heading)}
    return _Known(tuple(columns), roles)


def _headings(sheet: Sheet, known: _Known) -> tuple[list[_Heading], list[tuple[int, int]]]:
    """The headings of ours on a tab in the order of rows, and the places of foreign ones."""
    marked = list(_marked(sheet, known.roles))
    if not marked and not known.columns:
        return [], []
    remembered = _remembered(marked, known.columns)
    doubtful = [heading for heading in marked if heading not in remembered]
    extents = _extents(sheet, marked) if doubtful else {}
    foreign = [heading for heading in sorted(doubtful) if not _adoptable(sheet, heading, extents[heading])]
    ours = [heading for heading in marked if heading not in foreign]
    ours += _renamed(sheet, known.columns, ours)
    ours += _renamed_below(sheet, known.columns, ours)
    return sorted(ours), [(heading.row, heading.column) for heading in foreign]


def _marked(sheet: Sheet, roles: Mapping[str, ManagedRole]) -> Iterator[_Heading]:
    for (row, column), cell in sheet.cells.items():
        text = cell.value
        if not isinstance(text, str) or len(text) > _LONGEST_HEADING or cell.formula is not None:
            continue
        if MARKER in text.lower() and (role := roles.get(_normal(text))) is not None:
            yield _Heading(row, column, role, text)


def _remembered(marked: Sequence[_Heading], columns: Sequence[ManagedMemory]) -> set[_Heading]:
    """The headings that memory knows: in their column, or elsewhere if they left it."""
    standing = {(heading.role, heading.column) for heading in marked}
    known = {(column.role, _normal(column.heading)): column.column for column in columns}
    places = {(column.role, column.column) for column in columns}
    result: set[_Heading] = set()
    for heading in marked:
        column = known.get((heading.role, _normal(heading.text)))
        if (heading.role, heading.column) in places or (
            column is not None and (heading.role, column) not in standing
        ):
            result.add(heading)
    return result


def _adoptable(sheet: Sheet, heading: _Heading, bottom: int) -> bool:
    cells = (sheet.cell(row, heading.column) for row in range(heading.row + 1, bottom + 1))
    return all(cell.formula is None and could_be_ours(heading.role, cell.value) for cell in cells)


def _renamed(sheet: Sheet, columns: Sequence[ManagedMemory], ours: Sequence[_Heading]) -> Iterator[_Heading]:
    """Columns that memory knows and no heading tells: known by what we last wrote in them."""
    missing = _missing(columns, ours)
    if not missing:
        return
    by_column: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        by_column.setdefault(column, {})[row] = cell
    taken = {heading.column for heading in ours}
    moved = _shift(columns, ours)
    for known in missing:
        expected = {known.column, known.column + moved}
        free = [column for column in by_column if column not in taken]
        for column in sorted(free, key=lambda column: (column not in expected, column)):
            cells = by_column[column]
            beside = column - 1 in taken
            if not _holds(cells, known, sure=column in expected, beside=beside):
                continue
            heading = _heading_above(cells, known, rows={heading.row for heading in ours})
            if heading is not None:
                taken.add(column)
                yield _Heading(heading, column, known.role, str(cells[heading].value))
                break


def _missing(columns: Sequence[ManagedMemory], ours: Sequence[_Heading]) -> list[ManagedMemory]:
    """The remembered columns that are more than the found ones of their role."""
    found = {(heading.role, heading.column) for heading in ours}
    counts = Counter(role for role, _ in found)
    counts.subtract(known.role for known in columns if (known.role, known.column) in found)
    missing: list[ManagedMemory] = []
    for known in columns:
        if (known.role, known.column) in found:
            continue
        if counts[known.role] > 0:
            counts[known.role] -= 1
        else:
            missing.append(known)
    return missing


def _shift(columns: Sequence[ManagedMemory], ours: Sequence[_Heading]) -> int:
    """How far our columns went right, most of them; 0 where they went left.

    To the left lie the sheet's own columns: one of ours that was deleted would look as if it had
    gone there, and the sheet's own progress may well say what ours said.
    """
    places = {known.role: known.column for known in columns}
    steps = Counter(heading.column - places[heading.role] for heading in ours if heading.role in places)
    return max(0, steps.most_common(1)[0][0]) if steps else 0


def _holds(cells: Mapping[int, Cell], known: ManagedMemory, *, sure: bool, beside: bool) -> bool:
    """Whether a column holds what we last wrote. `sure`: it stands where ours should be.

    Elsewhere it must be told from a column of the sheet's own that says the same: by words that
    only we write, by a figure that nobody types, or by standing `beside` others of ours, on their
    right (on their left is the sheet's own).
    """
    typed = [cell.value for cell in cells.values() if cell.formula is None and not _is_blank(cell.value)]
    if sure and known.heading in typed:
        return all(value == known.heading or could_be_ours(known.role, value) for value in typed)
    wanted = Counter(_plain(value) for value in known.values.values() if not _is_blank(value))
    if not wanted:
        return False
    shared = wanted & Counter(_plain(value) for value in typed)
    if shared.total() < _ALIKE * wanted.total():
        return False
    if sure or beside:
        return True
    if known.role in _NUMBERS:
        return any(isinstance(value, float) and round(value, 2) != value for value in shared)
    return known.role not in _STATUSES


def _heading_above(cells: Mapping[int, Cell], known: ManagedMemory, *, rows: set[int]) -> int | None:
    """The row of the text over the first value of ours, on a row of our other headings if it can."""
    wanted = {_plain(value) for value in known.values.values() if not _is_blank(value)}
    texts = [
        row
        for row, cell in sorted(cells.items())
        if isinstance(cell.value, str) and cell.value.strip() and cell.value not in wanted
    ]
    beside = [row for row in texts if row in rows]
    if beside:
        return beside[0]
    first = min((row for row, cell in cells.items() if _plain(cell.value) in wanted), default=0)
    above = [row for row in texts if row < first or not wanted]
    return above[-1] if above else None


def _renamed_below(
    sheet: Sheet, columns: Sequence[ManagedMemory], ours: Sequence[_Heading]
) -> Iterator[_Heading]:
    """Headings of stacked tables that were renamed while another in their column was not."""
    written: dict[ManagedRole, set[Value]] = {}
    for known in columns:
        written.setdefault(known.role, set()).update(_plain(value) for value in known.values.values())
    rows = sorted({heading.row for heading in ours})
    places = {(heading.row, heading.column) for heading in ours}
    for column, role in {heading.column: heading.role for heading in ours}.items():
        own = [*(row for row in rows if (row, column) in places), rows[-1] + 1_000]
        for row in rows:
            text = sheet.value(row, column)
            if (row, column) in places or not isinstance(text, str) or not text.strip():
                continue
            below = range(row + 1, min((top for top in own if top > row), default=row))
            values = [sheet.value(at, column) for at in below]
            values = [_plain(value) for value in values if not _is_blank(value)]
            known_values = sum(value in written.get(role, ()) for value in values)
            if values and known_values >= _ALIKE * len(values):
                yield _Heading(row, column, role, text)


def _extents(sheet: Sheet, headings: Sequence[_Heading]) -> dict[_Heading, int]:
    """The last row of each heading's column: as far as the tab goes on beside it.

    Blank cells of ours do not end a column (progress may be unknown), and text far below the
    table must not be swallowed. So the rows are those in which other columns hold something; past
    blank rows they are ours only while the columns of that heading row hold what we could write.
    """
    groups: dict[int, list[_Heading]] = {}
    for heading in headings:
        groups.setdefault(heading.row, []).append(heading)
    columns = {heading.column for heading in headings}
    used = sorted({row for (row, column), cell in sheet.cells.items() if _counts(column, cell, columns)})
    result: dict[_Heading, int] = {}
    for top, group in groups.items():
        own = {heading.column for heading in group}
        limit = min(
            (row for row, others in groups.items() if row > top and own & {h.column for h in others}),
            default=None,
        )
        rows = [row for row in used if row > top and (limit is None or row < limit)]
        bottom = _bottom(sheet, group, rows)
        while (limit is None or bottom + 1 < limit) and _bears_ours(sheet, group, bottom + 1):
            bottom += 1
        result |= dict.fromkeys(group, bottom)
    return result


def _counts(column: int, cell: Cell, ours: set[int]) -> bool:
    return column not in ours and (cell.formula is not None or not _is_blank(cell.value))


def _bottom(sheet: Sheet, group: Sequence[_Heading], rows: Sequence[int]) -> int:
    """The last of the used rows that still belongs to the table under these headings."""
    bottom = group[0].row
    for run in _runs(rows):
        gap = run[0] - bottom - 1
        if gap and bottom > group[0].row:
            told = [h for h in group if h.role in _NUMBERS or h.role in _STATUSES]
            fits = all(could_be_ours(h.role, sheet.value(row, h.column)) for h in told for row in run)
            if not fits or (gap > _WIDEST_GAP and not any(_bears_ours(sheet, group, row) for row in run)):
                break
        bottom = run[-1]
    return bottom


def _runs(rows: Iterable[int]) -> list[list[int]]:
    """Rows in order, cut wherever one is left out."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _bears_ours(sheet: Sheet, group: Sequence[_Heading], row: int) -> bool:
    """Whether a figure or status word of ours stands on the row; words alone could be anyone's."""
    for heading in group:
        value = sheet.value(row, heading.column)
        told = heading.role in _NUMBERS or heading.role in _STATUSES
        if told and not _is_blank(value) and could_be_ours(heading.role, value):
            return True
    return False


def _columns(source: str, sheet: Sheet, ours: Sequence[_Heading]) -> dict[_Heading, FoundColumn]:
    columns: dict[_Heading, FoundColumn] = {}
    for heading, bottom in _extents(sheet, ours).items():
        cells: dict[int, Value] = {}
        formulas: set[int] = set()
        for row in range(heading.row + 1, bottom + 1):
            cell = sheet.cell(row, heading.column)
            if cell.formula is not None:
                formulas.add(row)
            if cell.formula is not None or not _is_blank(cell.value):
                cells[row] = cell.value
        at = CellRef(source, sheet.name, heading.row, heading.column)
        columns[heading] = FoundColumn(at, heading.text, heading.role, cells, frozenset(formulas))
    return columns


def _without(sheet: Sheet, columns: Mapping[_Heading, FoundColumn]) -> Sheet:
    gone = {(heading.row, heading.column) for heading in columns}
    gone |= {(row, heading.column) for heading, found in columns.items() for row in found.cells}
    return replace(sheet, cells={place: cell for place, cell in sheet.cells.items() if place not in gone})


def _is_blank(value: Value) -> bool:
    return value is None or value == ""


def _plain(value: Value) -> Value:
    """A value as it compares: numbers to 4 places."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(float(value), 4)
    return value


def _normal(heading: str) -> str:
    return " ".join(heading.casefold().split())
