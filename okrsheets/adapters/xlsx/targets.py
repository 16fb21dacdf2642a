"""A write plan taken apart by tab: every cell to write, with what its style is to be taken from."""

from __future__ import annotations

import math
from typing import NamedTuple

from okrsheets.adapters.xlsx.strings import LONGEST_TEXT
from okrsheets.grid import (
    CellEdit,
    CellRef,
    EditKind,
    ManagedColumn,
    Value,
    WritePlan,
    text_of,
)

__all__ = ["Content", "Target", "fault_of", "same_value", "targets_of"]

Content = str | int | float | bool | None


class Target(NamedTuple):
    """One cell to write: a heading, or (`edit`) a managed cell.

    `percent` is how its number shows; in a `fresh` column, or where there is no cell yet, the look is
    taken from the cell in `look_from` of the same row.
    """

    ref: CellRef
    content: Content
    percent: bool
    fresh: bool
    look_from: int | None
    column: ManagedColumn | None
    edit: CellEdit | None

    @property
    def place(self) -> tuple[int, int]:
        return self.ref.row, self.ref.column


def targets_of(plan: WritePlan) -> dict[str, list[Target]]:
    """All cells to write, by tab, headings first."""
    targets: dict[str, list[Target]] = {}
    columns: dict[tuple[str, int], list[ManagedColumn]] = {}
    for column in plan.columns:
        columns.setdefault((column.at.sheet, column.at.column), []).append(column)
        if column.new:
            heading = Target(
                ref=column.at,
                content=column.heading,
                percent=False,
                fresh=True,
                look_from=column.look_from,
                column=column,
                edit=None,
            )
            targets.setdefault(column.at.sheet, []).append(heading)
    for edit in plan.edits:
        candidates = columns.get((edit.ref.sheet, edit.ref.column), [])
        owner = next((c for c in candidates if c.at.row < edit.ref.row <= c.bottom), None)
        targets.setdefault(edit.ref.sheet, []).append(_target(edit, owner))
    return targets


def fault_of(content: Content) -> str | None:
    """The name of the reason why no cell can hold this, or None."""
    if isinstance(content, str):
        # Excel counts UTF-16 units
        return (
            "text-too-long" if len(content.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_TEXT else None
        )
    return "not-finite" if isinstance(content, float) and not math.isfinite(content) else None


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


def _target(edit: CellEdit, column: ManagedColumn | None) -> Target:
    percent = edit.kind is EditKind.PERCENT
    if edit.kind is EditKind.BLANK:
        percent = column is not None and column.kind is EditKind.PERCENT
    return Target(
        ref=edit.ref,
        content=_content(edit),
        percent=percent,
        fresh=column is not None and column.new,
        look_from=column.look_from if column else None,
        column=column,
        edit=edit,
    )


def _content(edit: CellEdit) -> Content:
    if edit.kind is EditKind.BLANK or edit.new is None:
        return None
    if edit.kind is not EditKind.TEXT and isinstance(edit.new, (bool, int, float)):
        return edit.new
    return text_of(edit.new) or None
