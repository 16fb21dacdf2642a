"""Requests that carry cells elsewhere: sort, copy, cut, and push aside."""

from __future__ import annotations

from typing import Any

from ..a1 import Box
from ..book import Place, Sheet
from ..filters import filtered_rows
from ..references import copied_formula
from ..refusals import invalid
from ..render import Renderer, Rendering
from ..wire import Message
from .edit import Batch, Handlers, placed

__all__ = ["HANDLERS", "copied_cell", "grow_to"]

_CONTENT = ("userEnteredValue", "textFormatRuns", "chipRuns")
_LOOKS = ("userEnteredFormat",)
_RULES = ("dataValidation",)
_WHOLE = (*_CONTENT, *_LOOKS, *_RULES, "note")
_PASTED = {
    "PASTE_NORMAL": _WHOLE,
    "PASTE_NO_BORDERS": _WHOLE,
    "PASTE_VALUES": _CONTENT,
    "PASTE_FORMULA": _CONTENT,
    "PASTE_FORMAT": _LOOKS,
    "PASTE_DATA_VALIDATION": _RULES,
    "PASTE_CONDITIONAL_FORMATTING": (),
}


def _sort(batch: Batch, request: Message) -> None:
    """Sort the rows of a range that are shown; hidden and filtered ones stay where they are."""
    sheet, box = _sorted_range(batch, request)
    renderer = Renderer(batch.book)
    last = max((row for row, _ in sheet.cells), default=0) + 1  # what is blank below stays below
    unseen = filtered_rows(sheet, renderer) | {
        row for row, size in sheet.sizes["ROWS"].items() if size.get("hiddenByUser")
    }
    places = [row for row in range(box.top, min(box.bottom, last)) if row not in unseen]
    rows = list(places)
    for spec in reversed(request.get("sortSpecs", [])):
        column = spec.get("dimensionIndex", 0)
        if not box.left <= column < box.right:
            raise invalid(f"sortSpecs.dimensionIndex[{column}] is not within the range to sort.")
        keys = {row: _sort_key(renderer, sheet, (row, column)) for row in rows}
        filled = [row for row in rows if keys[row] is not None]
        filled.sort(key=keys.__getitem__, reverse=spec.get("sortOrder") == "DESCENDING")
        rows = filled + [row for row in rows if keys[row] is None]  # blanks come last either way
    targets = dict(zip(rows, places, strict=True))
    cells = {place: cell for place, cell in sheet.cells.items() if place in box and place[0] in targets}
    for place in cells:
        del sheet.cells[place]
    for (row, column), cell in cells.items():
        sheet.put((targets[row], column), copied_cell(cell, rows=targets[row] - row, columns=0))


def _sorted_range(batch: Batch, request: Message) -> tuple[Sheet, Box]:
    sheet = batch.book.sheet(request.get("range", {}).get("sheetId", 0))
    if request.get("range", {}).get("startRowIndex", 0) >= sheet.rows:
        raise invalid(f"range.startRowIndex is larger than current grid size ({sheet.rows})")
    sheet, box = placed(batch, request, "range")
    batch.editor.check(sheet, box)
    if merge := next((one for one in sheet.merges if one.height > 1 and one.meets(box)), None):
        raise invalid(
            "You can't sort a range containing vertical merges. There is a vertical merge at "
            f"{merge.written()}"
        )
    return sheet, box


def _sort_key(renderer: Renderer, sheet: Sheet, place: Place) -> Any:
    """What a cell is sorted by: numbers, then texts, then truths; None for a blank."""
    value = renderer.value(sheet, place, Rendering("UNFORMATTED_VALUE"))
    if value == "":
        return None
    if isinstance(value, bool):
        return (2, value, "")
    return (0, value, "") if isinstance(value, int | float) else (1, 0, str(value).casefold())


def copied_cell(cell: Message, *, rows: int, columns: int) -> Message:
    """The cell as it arrives so many rows and columns away: its formula refers to what lies there."""
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    if formula is None or not (rows or columns):
        return cell
    return cell | {"userEnteredValue": {"formulaValue": copied_formula(formula, rows=rows, columns=columns)}}


def _copy_paste(batch: Batch, request: Message) -> None:
    source_sheet, source = placed(batch, request, "source")
    target_sheet, target = placed(batch, request, "destination")
    turned = request.get("pasteOrientation") == "TRANSPOSE"
    height, width = (source.width, source.height) if turned else (source.height, source.width)
    whole = Box(
        target.top,
        target.left,
        target.top + max(target.height // height, 1) * height,
        target.left + max(target.width // width, 1) * width,
    )
    grow_to(batch, target_sheet, whole)
    batch.editor.check(target_sheet, whole)
    kind = request.get("pasteType", "PASTE_NORMAL")
    pasted = _Paste(batch, source_sheet, kind)
    taken = {place: source_sheet.cells.get(place, {}) for place in source.places()}
    for row, column in whole.places():
        down, right = (row - whole.top) % height, (column - whole.left) % width
        old = (source.top + right, source.left + down) if turned else (source.top + down, source.left + right)
        cell = pasted(old, taken[old], (row, column))
        _paste(target_sheet, (row, column), cell, kind)
    if kind == "PASTE_NORMAL":
        moved = _merges_within(source_sheet, source)
        for box in moved if not turned else []:
            target_sheet.merges.append(_moved(box, whole.top - source.top, whole.left - source.left))


class _Paste:
    """What of a cell arrives at its new place."""

    def __init__(self, batch: Batch, sheet: Sheet, kind: str) -> None:
        self.renderer = Renderer(batch.book)
        self.sheet = sheet
        self.kind = kind

    def __call__(self, old: Place, cell: Message, new: Place) -> Message:
        if self.kind == "PASTE_VALUES" and "formulaValue" in cell.get("userEnteredValue", {}):
            value = self.renderer.calculator.effective(self.sheet, old) or {}
            return {"userEnteredValue": value} if "errorValue" not in value else {}
        if self.kind == "PASTE_NO_BORDERS" and "userEnteredFormat" in cell:
            look = {name: part for name, part in cell["userEnteredFormat"].items() if name != "borders"}
            cell = cell | {"userEnteredFormat": look}
        return copied_cell(cell, rows=new[0] - old[0], columns=new[1] - old[1])


def _paste(sheet: Sheet, place: Place, cell: Message, kind: str) -> None:
    names = _PASTED[kind]
    kept = {name: part for name, part in sheet.cells.get(place, {}).items() if name not in names}
    sheet.put(place, kept | {name: cell[name] for name in names if name in cell})


def _cut_paste(batch: Batch, request: Message) -> None:
    sheet, box = placed(batch, request, "source")
    start = request.get("destination", {})
    target = batch.book.sheet(start.get("sheetId", 0))
    down, right = start.get("rowIndex", 0) - box.top, start.get("columnIndex", 0) - box.left
    whole = _moved(box, down, right)
    grow_to(batch, target, whole)
    batch.editor.check(sheet, box)
    batch.editor.check(target, whole)
    kind = request.get("pasteType", "PASTE_NORMAL")
    taken = {place: sheet.cells.pop(place) for place in box.places() if place in sheet.cells}
    merges = _merges_within(sheet, box)
    sheet.merges = [merge for merge in sheet.merges if merge not in merges]
    target.merges += [_moved(merge, down, right) for merge in merges]
    for row, column in box.places():
        _paste(target, (row + down, column + right), taken.get((row, column), {}), kind)


def _merges_within(sheet: Sheet, box: Box) -> list[Box]:
    return [merge for merge in sheet.merges if box.holds(merge)]


def _moved(box: Box, down: int, right: int) -> Box:
    return Box(box.top + down, box.left + right, box.bottom + down, box.right + right)


def grow_to(batch: Batch, sheet: Sheet, box: Box) -> None:
    """Make a tab as large as a rectangle needs it."""
    sheet.rows, sheet.columns = max(sheet.rows, box.bottom), max(sheet.columns, box.right)
    batch.book.check_size()


def _insert_range(batch: Batch, request: Message) -> None:
    sheet, box = placed(batch, request, "range")
    rows = request.get("shiftDimension") != "COLUMNS"
    _push(batch, sheet, box, rows=rows, by=box.height if rows else box.width)


def _delete_range(batch: Batch, request: Message) -> None:
    sheet, box = placed(batch, request, "range")
    rows = request.get("shiftDimension") != "COLUMNS"
    for place in [place for place in sheet.cells if place in box]:
        del sheet.cells[place]
    _push(batch, sheet, box, rows=rows, by=-(box.height if rows else box.width))


def _push(batch: Batch, sheet: Sheet, box: Box, *, rows: bool, by: int) -> None:
    """Move the cells from a rectangle on down or to the right, over the edge of the grid if need be."""
    beyond = Box(box.top, box.left, sheet.rows if rows else box.bottom, box.right if rows else sheet.columns)
    batch.editor.check(sheet, beyond)
    down, right = (by, 0) if rows else (0, by)
    moved = {
        (place[0] + down, place[1] + right): cell for place, cell in sheet.cells.items() if place in beyond
    }
    kept = {place: cell for place, cell in sheet.cells.items() if place not in beyond}
    sheet.cells = kept | moved
    ends = [(row + 1, column + 1) for row, column in sheet.cells] or [(0, 0)]
    sheet.rows = max(sheet.rows, *(row for row, _ in ends), 1)
    sheet.columns = max(sheet.columns, *(column for _, column in ends), 1)
    batch.book.check_size()


HANDLERS: Handlers = {
    "copyPaste": _copy_paste,
    "cutPaste": _cut_paste,
    "deleteRange": _delete_range,
    "insertRange": _insert_range,
    "sortRange": _sort,
}
