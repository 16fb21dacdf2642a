"""Changes of cells for people: tab by tab and row by row, what stands there and what it would say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from okrsheets.cli.talk import count, paint, share
from okrsheets.cli.widths import cut, fill, one_line, room_of
from okrsheets.edits import CellEdit, EditKind, ManagedRole, TabEdit, WritePlan
from okrsheets.grid import Value, column_letters

if TYPE_CHECKING:
    from okrsheets.model import Okr

__all__ = ["cells_and_tabs", "due_words", "edit_lines", "plan_lines"]

_TITLE = 80
_SHARES = (ManagedRole.PROGRESS, ManagedRole.OBJECTIVE_PROGRESS)


def plan_lines(plans: Iterable[WritePlan], okrs: Mapping[str, Okr]) -> Iterator[str]:
    """The plans: per workbook its new columns, then row by row before and after."""
    nothing = True
    for plan in plans:
        if not plan.says_something:
            continue
        nothing = False
        due = f"{due_words(plan)} to write" if not plan.empty else "nothing to write"
        yield paint(f"{plan.workbook}: {due}", bold=True)
        yield from _new_columns(plan)
        yield from edit_lines(plan.edits, okrs)
        yield from _tab_lines(plan)
        for sheet in plan.no_room:
            yield f"  {sheet}  no free columns beside the table"
        for sheet, layout in plan.unwritten:
            yield f"  {sheet}  nothing is written beside a {layout} table; the report says it all"
        for sheet, what in plan.tab_remarks:
            yield f"  {sheet}  {what}"
        for refusal in plan.refused:
            yield f"  {refusal.sheet}  not written: {refusal.reason} [{refusal.name}]"
        for sheet, heading in plan.absent:
            yield f"  {sheet}  {heading} stays away, as someone deleted it; --restore-columns brings it back"
    if nothing:
        yield "nothing to change"


def due_words(plan: WritePlan) -> str:
    """How much a plan writes: `12 cells and the tab "OKR summary"`."""
    tabs = (*(tab.name for tab in plan.tabs), *(edit.ref.sheet for edit in plan.tab_edits))
    return cells_and_tabs(len(plan.edits), tabs, in_tabs=len(plan.tab_edits))


def cells_and_tabs(cells: int, tabs: Iterable[str], *, in_tabs: int) -> str:
    """How much is written: so many cells of our columns, and a tab of ours that is made, or cells of it.

    >>> cells_and_tabs(1, [], in_tabs=0), cells_and_tabs(12, ["OKR summary"], in_tabs=0)
    ('1 cell', '12 cells and the tab "OKR summary"')
    >>> cells_and_tabs(0, ["OKR summary"], in_tabs=3)
    '3 cells of the tab "OKR summary"'
    """
    some = f"{count(in_tabs, 'cell')} of " if in_tabs else ""
    names = [f'{some}the tab "{one_line(name)}"' for name in dict.fromkeys(tabs)]
    return " and ".join([*([count(cells, "cell")] if cells or not names else []), *names])


def edit_lines(edits: Iterable[CellEdit], okrs: Mapping[str, Okr]) -> Iterator[str]:
    """The cells that change, below the OKRs they speak of."""
    for (sheet, row), group in groupby(edits, key=lambda edit: (edit.ref.sheet, edit.ref.row)):
        cells = list(group)
        titles = dict.fromkeys(okrs[edit.key].title or "" for edit in cells if edit.key in okrs)
        names = " / ".join(cut(one_line(title), _TITLE) for title in titles if title)
        yield f"  {sheet}, row {row}" + (f": {names}" if names else "")
        headings = [edit.role.value for edit in cells]
        room = max(room_of(heading) for heading in headings)
        place = max(len(f"{sheet}!{edit.ref.a1}") for edit in cells)
        for edit, heading in zip(cells, headings, strict=True):
            change = f"{_shown(edit, edit.expected)} -> {_shown(edit, edit.new)}"
            yield f"    {f'{sheet}!{edit.ref.a1}':<{place}}  {fill(heading, room)}  {change}"


def _tab_lines(plan: WritePlan) -> Iterator[str]:
    """The tabs that are made, and the cells that change on those that are ours."""
    for tab in plan.tabs:
        yield f"  {tab.name}  new tab: {count(len(tab.cells), 'cell')}"
    for sheet, edits in groupby(plan.tab_edits, key=lambda edit: edit.ref.sheet):
        cells = list(edits)
        yield f"  {one_line(sheet)}"
        place = max(len(edit.ref.a1) for edit in cells)
        for edit in cells:
            change = f"{_shown(edit, edit.expected)} -> {_shown(edit, edit.new)}"
            yield f"    {edit.ref.a1:<{place}}  {change}"


def _new_columns(plan: WritePlan) -> Iterator[str]:
    """The columns and rows that are made, a line of each per tab."""
    made = [column for column in plan.columns if column.new]
    for sheet, lying in dict.fromkeys((column.at.sheet, column.lying) for column in made):
        places = sorted(
            (column.at.row if lying else column.at.column, column.heading)
            for column in made
            if (column.at.sheet, column.lying) == (sheet, lying)
        )
        names = dict.fromkeys(f"{at if lying else column_letters(at)} {heading}" for at, heading in places)
        yield f"  {sheet}  new {'rows' if lying else 'columns'}: {', '.join(names)}"


def _shown(edit: CellEdit | TabEdit, value: Value) -> str:
    if value is None or value == "":
        return "(empty)"
    percent = edit.role in _SHARES if isinstance(edit, CellEdit) else edit.kind is EditKind.PERCENT
    if percent and isinstance(value, int | float):
        return share(value)
    return f'"{value}"' if isinstance(value, str) else str(value)
