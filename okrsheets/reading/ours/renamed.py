"""Knows a column of ours under a name that a person gave it, by what we last wrote in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from okrsheets.edits import ManagedRole
from okrsheets.grid import Cell, Sheet, Value
from okrsheets.model import ManagedMemory
from okrsheets.reading.ours.managed import (
    NUMBERS,
    STATUSES,
    Heading,
    by_column,
    comparable,
    could_be_ours,
    is_blank,
)

__all__ = ["renamed", "renamed_below"]

_ALIKE = 0.8


def renamed(sheet: Sheet, columns: Sequence[ManagedMemory], ours: Sequence[Heading]) -> Iterator[Heading]:
    """Columns that memory knows and no heading tells: known by what we last wrote in them."""
    missing = _missing(columns, ours)
    if not missing:
        return
    grid = by_column(sheet)
    typed = {column: _typed(cells) for column, cells in grid.items()}
    taken = {heading.column for heading in ours}
    moved = _shift(columns, ours)
    for known in missing:
        expected = {known.column, known.column + moved}
        free = [column for column in grid if column not in taken]
        for column in sorted(free, key=lambda column: (column not in expected, column)):
            cells = grid[column]
            beside = column - 1 in taken
            if not _holds(typed[column], known, sure=column in expected, beside=beside):
                continue
            heading = _heading_above(cells, known, rows={heading.row for heading in ours})
            if heading is not None:
                taken.add(column)
                yield Heading(heading, column, known.role, str(cells[heading].value))
                break


def _missing(columns: Sequence[ManagedMemory], ours: Sequence[Heading]) -> list[ManagedMemory]:
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


def _shift(columns: Sequence[ManagedMemory], ours: Sequence[Heading]) -> int:
    """How far our columns went right, most of them; 0 where they went left.

    To the left lie the sheet's own columns: one of ours that was deleted would look as if it had
    gone there, and the sheet's own progress may well say what ours said.
    """
    places = {known.role: known.column for known in columns}
    steps = Counter(heading.column - places[heading.role] for heading in ours if heading.role in places)
    return max(0, steps.most_common(1)[0][0]) if steps else 0


def _typed(cells: Mapping[int, Cell]) -> Counter[Value]:
    """What stands in a column, formulas aside: we never write one."""
    return Counter(
        comparable(cell.value) for cell in cells.values() if cell.formula is None and not is_blank(cell.value)
    )


def _holds(typed: Counter[Value], known: ManagedMemory, *, sure: bool, beside: bool) -> bool:
    """Whether a column holds what we last wrote. `sure`: it stands where ours should be.

    Elsewhere it must be told from a column of the sheet's own that says the same: by words that
    only we write, by a figure that nobody types, or by standing `beside` others of ours, on their
    right (on their left is the sheet's own).
    """
    fits = (value == known.heading or could_be_ours(known.role, value) for value in typed)
    if sure and known.heading in typed and all(fits):
        return True
    wanted = Counter(comparable(value) for value in known.values.values() if not is_blank(value))
    if not wanted:
        return False
    shared = wanted & typed
    if shared.total() < _ALIKE * wanted.total():
        return False
    if sure or beside:
        return True
    if known.role in NUMBERS:
        return any(isinstance(value, float) and round(value, 2) != value for value in shared)
    return known.role not in STATUSES


def _heading_above(cells: Mapping[int, Cell], known: ManagedMemory, *, rows: set[int]) -> int | None:
    """The row of the text over the first value of ours, on a row of our other headings if it can."""
    wanted = {comparable(value) for value in known.values.values() if not is_blank(value)}
    texts = [
        row
        for row, cell in sorted(cells.items())
        if isinstance(cell.value, str) and cell.value.strip() and cell.value not in wanted
    ]
    beside = [row for row in texts if row in rows]
    if beside:
        return beside[0]
    first = min((row for row, cell in cells.items() if comparable(cell.value) in wanted), default=0)
    above = [row for row in texts if row < first or not wanted]
    return above[-1] if above else None


def renamed_below(
    sheet: Sheet, columns: Sequence[ManagedMemory], ours: Sequence[Heading]
) -> Iterator[Heading]:
    """Headings of stacked tables that were renamed while another in their column was not.

    A table that has its own column of the role, in a place of its own, only happens to hold a column
    of the sheet's below ours: that one says what ours says, for it is where we have it from.
    """
    if not ours or not columns:
        return
    written: dict[ManagedRole, set[Value]] = {}
    for known in columns:
        written.setdefault(known.role, set()).update(comparable(value) for value in known.values.values())
    rows = sorted({heading.row for heading in ours})
    places = {(heading.row, heading.column) for heading in ours}
    stacked = Counter((heading.role, heading.column) for heading in ours)
    apart = {(h.row, h.role) for h in ours if stacked[h.role, h.column] == 1}
    for column, role in {heading.column: heading.role for heading in ours}.items():
        own = [*(row for row in rows if (row, column) in places), rows[-1] + 1_000]
        for row in rows:
            text = sheet.value(row, column)
            if (
                (row, column) in places
                or (row, role) in apart
                or not isinstance(text, str)
                or not text.strip()
            ):
                continue
            below = range(row + 1, own[bisect_right(own, row)])
            values = [sheet.value(at, column) for at in below]
            values = [comparable(value) for value in values if not is_blank(value)]
            known_values = sum(value in written.get(role, ()) for value in values)
            if values and known_values >= _ALIKE * len(values):
                yield Heading(row, column, role, text)
