"""Rows and columns that come and go: every cell, range and formula follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from .book import Book, Sheet
from .filters import normal_filter
from .references import Change, Shift, retitled_formula, shifted_formula
from .wire import Message

__all__ = ["retitle", "shift_lines"]

_GRID_KEYS = frozenset({"sheetId", "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"})
_CELL_KEYS = frozenset({"sheetId", "rowIndex", "columnIndex"})
_ENDS = {"ROWS": ("startRowIndex", "endRowIndex"), "COLUMNS": ("startColumnIndex", "endColumnIndex")}


def shift_lines(book: Book, sheet: Sheet, change: Change) -> None:
    """Put rows or columns into a tab, take them out or move them, and let all that refers to it follow."""
    _place_cells(sheet, change.dimension, change.index)
    if isinstance(change, Shift):
        if change.dimension == "ROWS":
            sheet.rows += change.by
        else:
            sheet.columns += change.by
    sheet.merges = [moved for box in sheet.merges if (moved := _shifted_box(box, change))]
    if change.dimension == "COLUMNS" and "tables" in sheet.parts:
        sheet.parts["tables"] = [_shifted_columns(table, change) for table in sheet.parts["tables"]]
    for name, items in sheet.parts.items():
        sheet.parts[name] = [
            moved for item in items if (moved := _follow(item, sheet.id, change)) is not None
        ]
    if sheet.basic_filter is not None:
        sheet.basic_filter = _follow(sheet.basic_filter, sheet.id, change)
    if change.dimension == "COLUMNS":
        _shift_filters(sheet, change)
    book.named = [moved for item in book.named if (moved := _follow(item, sheet.id, change)) is not None]
    book.metadata = [
        moved for item in book.metadata if (moved := _follow(item, sheet.id, change)) is not None
    ]
    for other in book.sheets:
        _rewrite(book, other, partial(shifted_formula, shift=change, title=sheet.title, own=other is sheet))


def retitle(book: Book, old: str, new: str | None) -> None:
    """Let formulas follow a tab to its new title; None: the tab is deleted, and they have lost it."""
    for sheet in book.sheets:
        _rewrite(book, sheet, partial(retitled_formula, old=old, new=new))


def _place_cells(sheet: Sheet, dimension: str, place: Callable[[int], int | None]) -> None:
    cells = {}
    for (row, column), cell in sheet.cells.items():
        index = place(row if dimension == "ROWS" else column)
        if index is not None:
            cells[(index, column) if dimension == "ROWS" else (row, index)] = cell
    sheet.cells = cells
    sizes = {place(index): size for index, size in sheet.sizes[dimension].items()}
    sheet.sizes[dimension] = {index: size for index, size in sizes.items() if index is not None}


def _shifted_columns(table: Message, shift: Change) -> Message:
    """The table with its columns, which count from its left edge, where the shift puts them."""
    left, right = table["range"].get("startColumnIndex", 0), table["range"].get("endColumnIndex", 0)
    span = shift.span(left, right)
    if span is None:
        return table
    known = {column.get("columnIndex", 0): column for column in table["columnProperties"]}
    places = {shift.index(left + index): column for index, column in known.items()}
    columns = []
    for index in range((span[1] or 0) - span[0]):
        column = places.get(span[0] + index, {"columnName": f"Column {index + 1}"})
        place = {"columnIndex": index} if index else {}
        columns.append(place | {name: part for name, part in column.items() if name != "columnIndex"})
    return table | {"columnProperties": columns}


def _shifted_box(box: Any, shift: Change) -> Any:
    rows = shift.dimension == "ROWS"
    span = shift.span(box.top, box.bottom) if rows else shift.span(box.left, box.right)
    if span is None:
        return None
    moved = replace(box, top=span[0], bottom=span[1]) if rows else replace(box, left=span[0], right=span[1])
    return moved if moved.height * moved.width > 1 else None


def _follow(item: Any, sheet_id: int, shift: Change) -> Any:
    """The same with every range in it moved; None when its own range, or all of its ranges, are gone."""
    if isinstance(item, list):
        moved = [_follow(part, sheet_id, shift) for part in item]
        return [part for part in moved if part is not None] or (None if item else item)
    if not isinstance(item, dict):
        return item
    if item and _GRID_KEYS.issuperset(item):
        return _follow_range(item, sheet_id, shift, _ENDS[shift.dimension])
    if item and _CELL_KEYS.issuperset(item):
        return _follow_cell(item, sheet_id, shift)
    if "dimension" in item and "endIndex" in item:
        same = item["dimension"] == shift.dimension
        return _follow_range(item, sheet_id, shift, ("startIndex", "endIndex")) if same else item
    result: Message = {}
    for name, part in item.items():
        moved = _follow(part, sheet_id, shift)
        if moved is None and name in ("range", "ranges", "dimensionRange", "location"):
            return None
        if moved is not None:
            result[name] = moved
    return result


def _follow_cell(item: Message, sheet_id: int, shift: Change) -> Message:
    """A cell that something hangs on; where it is gone, the one that took its place."""
    name = "rowIndex" if shift.dimension == "ROWS" else "columnIndex"
    if item.get("sheetId", 0) != sheet_id:
        return item
    index = shift.index(item.get(name, 0))
    return item | {name: shift.at if index is None and isinstance(shift, Shift) else index}


def _follow_range(item: Message, sheet_id: int, shift: Change, ends: tuple[str, str]) -> Message | None:
    if item.get("sheetId", 0) != sheet_id or not any(end in item for end in ends):
        return item
    span = shift.span(item.get(ends[0], 0), item.get(ends[1]))
    if span is None:
        return None
    return item | {ends[0]: span[0]} | ({ends[1]: span[1]} if span[1] is not None else {})


def _shift_filters(sheet: Sheet, change: Change) -> None:
    """Let the criteria of filters, which name columns by number, follow them."""

    def shifted(item: Message) -> Message:
        criteria = {change.index(int(column)): part for column, part in item.get("criteria", {}).items()}
        kept = {str(column): part for column, part in criteria.items() if column is not None}
        rest = {name: part for name, part in item.items() if name not in ("criteria", "filterSpecs")}
        return normal_filter(rest | {"criteria": kept})

    if sheet.basic_filter is not None:
        sheet.basic_filter = shifted(sheet.basic_filter)
    if "filterViews" in sheet.parts:
        sheet.parts["filterViews"] = [shifted(view) for view in sheet.parts["filterViews"]]


def _rewrite(book: Book, sheet: Sheet, change: Callable[[str], str]) -> None:
    """Change the formulas of a tab: in cells, in the conditions of rules, and where results are told."""
    for place, cell in sheet.cells.items():
        formula = cell.get("userEnteredValue", {}).get("formulaValue")
        if formula is not None and (moved := change(formula)) != formula:
            sheet.cells[place] = cell | {"userEnteredValue": {"formulaValue": moved}}
        if "dataValidation" in cell:
            rule = _with_conditions(cell["dataValidation"], change)
            sheet.cells[place] = sheet.cells[place] | {"dataValidation": rule}
    if "conditionalFormats" in sheet.parts:
        rules = sheet.parts["conditionalFormats"]
        sheet.parts["conditionalFormats"] = [_with_conditions(rule, change) for rule in rules]
    book.results = {
        (sheet_id, change(formula) if sheet_id == sheet.id else formula): result
        for (sheet_id, formula), result in book.results.items()
    }


def _with_conditions(item: Message, change: Callable[[str], str]) -> Message:
    """A rule with the formulas of its conditions changed."""
    result: Message = {}
    for name, part in item.items():
        if isinstance(part, dict):
            result[name] = _with_conditions(part, change)
        elif name == "values" and isinstance(part, list):
            result[name] = [_with_conditions(value, change) for value in part]
        else:
            formula = name == "userEnteredValue" and str(part).startswith("=")
            result[name] = change(part) if formula else part
    return result
