"""Write plans for the common suite, drawn by their cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from okrsheets.edits import (
    CellEdit,
    EditKind,
    ManagedColumn,
    ManagedRole,
    NewTab,
    TabEdit,
    TableGrowth,
    WriteOutcome,
    WritePlan,
)
from okrsheets.grid import CellRef, Value, Workbook, column_letters, parse_a1
from tests.adapters.suite.kinds import Kind

__all__ = ["ROLES", "column", "columns", "edits", "new_tab", "outcome_of", "tab_edits"]

ROLES = (ManagedRole.PROGRESS, ManagedRole.STATUS)


def _ref(book: Workbook, tab: str, a1: str) -> CellRef:
    place = parse_a1(a1)
    assert place is not None, a1
    return CellRef(book.source, tab, *place)


def _kind(value: Value) -> EditKind:
    """A fraction is a share, as progress is; a whole number is none."""
    if value is None:
        return EditKind.BLANK
    if isinstance(value, str):
        return EditKind.TEXT
    return EditKind.PERCENT if isinstance(value, float) else EditKind.NUMBER


def edits(book: Workbook, said: Mapping[str, Value], *, tab: str = "Plan") -> tuple[CellEdit, ...]:
    """Edits that put these values into cells."""
    found = book.sheet(tab)
    return tuple(
        CellEdit(
            ref := _ref(book, tab, a1),
            ManagedRole.STATUS if isinstance(new, str) else ManagedRole.PROGRESS,
            "key",
            found.value(ref.row, ref.column) if found else None,
            new,
            _kind(new),
        )
        for a1, new in said.items()
    )


def column(
    book: Workbook, a1: str, role: ManagedRole, *, bottom: int, look_from: int, tab: str = "Plan"
) -> ManagedColumn:
    """A new column of ours, its heading at this cell."""
    kind = EditKind.PERCENT if role is ManagedRole.PROGRESS else EditKind.TEXT
    return ManagedColumn(_ref(book, tab, a1), bottom, role.value, role, kind, look_from, new=True)


def columns(
    book: Workbook, *, top: int, left: int, bottom: int, tab: str = "Plan"
) -> tuple[ManagedColumn, ...]:
    """New columns for progress and status side by side, that look like the one left of both."""
    return tuple(
        column(book, f"{column_letters(left + n)}{top}", role, bottom=bottom, look_from=left - 1, tab=tab)
        for n, role in enumerate(ROLES)
    )


def tab_edits(book: Workbook, said: Mapping[str, Value], *, tab: str) -> tuple[TabEdit, ...]:
    """Edits of cells on a tab of ours."""
    found = book.sheet(tab)
    return tuple(
        TabEdit(
            ref := _ref(book, tab, a1), found.value(ref.row, ref.column) if found else None, new, _kind(new)
        )
        for a1, new in said.items()
    )


def new_tab(book: Workbook, name: str, said: Mapping[str, Value], *, bold: Iterable[int] = ()) -> NewTab:
    """A tab of ours with these cells."""
    return NewTab(name, tab_edits(book, said, tab=name), frozenset(bold), widths=(24, 12), top=1)


def outcome_of(
    kind: Kind,
    source: str,
    said: Mapping[str, Value],
    *,
    tab: str = "Plan",
    left: int | None = None,
    bottom: int = 4,
    growths: Iterable[TableGrowth] = (),
) -> WriteOutcome:
    """What came of writing these values, as the sheet stands; beside new columns from `left` on, if any."""
    book = kind.adapter.read(source)
    made = columns(book, top=1, left=left, bottom=bottom, tab=tab) if left else ()
    plan = WritePlan(source, book.revision, edits(book, said, tab=tab), made, tuple(growths))
    return kind.adapter.apply(plan)
