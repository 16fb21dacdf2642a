"""Changes of cells for people: tab by tab and row by row, what stands there and what it would say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from okrsheets.cli.talk import count, paint, share
from okrsheets.cli.widths import cut, fill, one_line, room_of
from okrsheets.grid import CellEdit, ManagedRole, Value, WritePlan, column_letters

if TYPE_CHECKING:
    from okrsheets.model import Okr

__all__ = ["edit_lines", "plan_lines"]

_TITLE = 80
_SHARES = (ManagedRole.PROGRESS, ManagedRole.OBJECTIVE_PROGRESS)


def plan_lines(plans: Iterable[WritePlan], okrs: Mapping[str, Okr]) -> Iterator[str]:
    """The plans: per workbook its new columns, then row by row before and after."""
    nothing = True
    for plan in plans:
        nothing = False
        due = f"{count(len(plan.edits), 'cell')} to write" if not plan.empty else "nothing to write"
        yield paint(f"{plan.workbook}: {due}", bold=True)
        yield from _new_columns(plan)
        yield from edit_lines(plan.edits, okrs)
        for sheet in plan.no_room:
            yield f"  {sheet}  no free columns beside the table"
        for sheet, layout in plan.unwritten:
            yield f"  {sheet}  nothing is written beside a {layout} table; the report says it all"
        for sheet, heading in plan.absent:
            yield f"  {sheet}  {heading} stays away, as someone deleted it; --restore-columns brings it back"
    if nothing:
        yield "nothing to change"


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


def _shown(edit: CellEdit, value: Value) -> str:
    if value is None or value == "":
        return "(empty)"
    if edit.role in _SHARES and isinstance(value, int | float):
        return share(value)
    return f'"{value}"' if isinstance(value, str) else str(value)
