"""A write plan taken apart by tab: every cell to write, with what its style is to be taken from."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from okrsheets.edits import CellEdit, EditKind, ManagedColumn, ManagedRole, TabEdit, WritePlan
from okrsheets.grid import Value, column_letters, text_of
from okrsheets.tuples import NamedTuple

__all__ = [
    "Content",
    "Target",
    "fault_of",
    "filler_of",
    "judged",
    "same_value",
    "targets_of",
    "targets_on",
    "width_of",
]

Content = str | int | float | bool | None

_NARROW = 14
_WIDTHS = {
    ManagedRole.PROGRESS: _NARROW,
    ManagedRole.OBJECTIVE_PROGRESS: _NARROW,
    ManagedRole.STATUS: 16,
    ManagedRole.OBJECTIVE_STATUS: 16,
}
_WIDE = 40
_WIDEST_HEADING = 28


class Target(NamedTuple):
    """One cell to write: a heading, a cell of ours (`edit`), or one of a new column that stays empty.

    `percent` is how its number shows; in a `fresh` column, or where there is no cell yet, the look is
    taken from the cell in `look_from` of the same row. `owner` is the column it belongs to, if known.
    """

    row: int
    column: int
    content: Content
    percent: bool
    fresh: bool
    look_from: int | None
    owner: ManagedColumn | None
    edit: CellEdit | TabEdit | None

    @property
    def place(self) -> tuple[int, int]:
        return self[:2]

    @property
    def a1(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @property
    def is_heading(self) -> bool:
        return self.edit is None and self.content is not None


def targets_of(plan: WritePlan) -> dict[str, list[Target]]:
    """All cells to write, by tab, headings first."""
    targets: dict[str, list[Target]] = {}
    owners: dict[tuple[str, int], list[ManagedColumn]] = {}
    for column in plan.columns:
        _, sheet, row, number = column.at
        if not column.lying:
            owners.setdefault((sheet, number), []).append(column)
        if column.new:
            heading = Target(
                row=row,
                column=number,
                content=column.heading,
                percent=False,
                fresh=True,
                look_from=None if column.lying else column.look_from,
                owner=None if column.lying else column,
                edit=None,
            )
            targets.setdefault(sheet, []).append(heading)
    stacks = {place: _Stack.of(columns) for place, columns in owners.items()}
    for edit in plan.edits:
        _, sheet, row, number = edit.ref
        stack = stacks.get((sheet, number))
        owner = stack.owner_of(row) if stack else None
        targets.setdefault(sheet, []).append(_target(edit, owner))
    for target in targets_on(plan.tab_edits):
        assert target.edit is not None
        targets.setdefault(target.edit.ref.sheet, []).append(target)
    return targets


class _Stack(NamedTuple):
    """The columns of ours, of tables one below another, that stand in one column of a tab.

    `tops` are the rows of their headings in order, `reach` the last row of all down to each.
    """

    columns: Sequence[ManagedColumn]
    tops: Sequence[int]
    reach: Sequence[int]

    @classmethod
    def of(cls, columns: Iterable[ManagedColumn]) -> _Stack:
        ordered = sorted(columns, key=lambda column: column.at.row)
        reach = accumulate((column.bottom for column in ordered), max)
        return cls(ordered, [column.at.row for column in ordered], list(reach))

    def owner_of(self, row: int) -> ManagedColumn | None:
        """The column that a row belongs to: the nearest above it that goes down so far."""
        at = bisect_left(self.tops, row) - 1
        while at >= 0 and self.reach[at] >= row:
            if self.columns[at].bottom >= row:
                return self.columns[at]
            at -= 1
        return None


def targets_on(edits: Iterable[TabEdit]) -> list[Target]:
    """The cells to write on a tab that is all ours."""
    return [_target(edit, None) for edit in edits]


def judged(
    targets: Iterable[Target], reason_of: Callable[[Target], str | None]
) -> list[tuple[Target, str | None]]:
    """The targets, each with the reason why it is refused; without its heading a whole column is."""
    found: list[tuple[Target, str | None]] = []
    headless: set[ManagedColumn] = set()
    for target in targets:
        reason = reason_of(target)
        if reason is None and target.owner is not None and target.owner in headless:
            reason = "heading-refused"
        if reason is not None and target.is_heading and target.owner is not None:
            headless.add(target.owner)
        found.append((target, reason))
    return found


def filler_of(column: ManagedColumn, row: int) -> Target:
    """The cell of a new column in a row that no edit speaks of."""
    percent = column.kind is EditKind.PERCENT
    return Target(row, column.at.column, None, percent, True, column.look_from, column, None)  # noqa: FBT003 - a field


def width_of(column: ManagedColumn) -> int:
    """How wide a new column is made, in characters."""
    return max(_WIDTHS.get(column.role, _WIDE), min(len(column.heading) + 2, _WIDEST_HEADING))


def fault_of(content: Content, *, longest: int) -> str | None:
    """The name of the reason why no cell can hold this, or None; `longest` is how much text one takes."""
    if isinstance(content, str):
        if content.isascii():
            return "text-too-long" if len(content) > longest else None
        try:
            # spreadsheet programs count UTF-16 units
            return "text-too-long" if len(content.encode("utf-16-le")) > 2 * longest else None
        except UnicodeEncodeError:
            return "not-text"
    try:
        return None if content is None or math.isfinite(content) else "not-finite"
    except OverflowError:
        return "not-finite"


def same_value(stored: Value, content: Content) -> bool:
    """Whether a cell already holds this, so that nothing need be written.

    >>> same_value(1, 1.0), same_value(True, 1), same_value("1", 1)
    (True, False, False)
    """
    if content is None or content == "":
        return stored is None or stored == ""
    if isinstance(content, (str, bool)) or isinstance(stored, bool):
        return type(stored) is type(content) and stored == content
    return isinstance(stored, (int, float)) and float(stored) == float(content)


def _target(edit: CellEdit | TabEdit, owner: ManagedColumn | None) -> Target:
    row, column = edit.ref.row, edit.ref.column
    if owner is None:
        return Target(row, column, _content(edit), edit.kind is EditKind.PERCENT, False, None, None, edit)  # noqa: FBT003 - a field
    kind = owner.kind if edit.kind is EditKind.BLANK else edit.kind
    percent = kind is EditKind.PERCENT
    return Target(row, column, _content(edit), percent, owner.new, owner.look_from, owner, edit)


def _content(edit: CellEdit | TabEdit) -> Content:
    if edit.kind is EditKind.TEXT and isinstance(edit.new, str):
        return edit.new or None
    if edit.kind is EditKind.BLANK or edit.new is None:
        return None
    if edit.kind is not EditKind.TEXT and isinstance(edit.new, (bool, int, float)):
        return edit.new
    return text_of(edit.new) or None
