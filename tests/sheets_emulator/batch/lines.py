"""Requests about rows and columns: insert, delete, move, size, hide, group."""

from __future__ import annotations

from ..a1 import Box
from ..book import Sheet
from ..masks import ALL, assigned
from ..references import Move, Shift
from ..refusals import invalid
from ..render import Renderer, Rendering
from ..shifting import shift_lines
from ..wire import Message
from .edit import Batch, Handlers, mask_of

__all__ = ["HANDLERS"]

_GROUPS = {"ROWS": "rowGroups", "COLUMNS": "columnGroups"}
_CONTROLS = {"ROWS": "rowGroupControlAfter", "COLUMNS": "columnGroupControlAfter"}
_NAMES = {"ROWS": "row", "COLUMNS": "column"}
_LOOKS = ("userEnteredFormat", "dataValidation")


def _stretch(batch: Batch, message: Message) -> tuple[Sheet, str, int, int]:
    """The tab, the dimension and the bounds of a DimensionRange; an end that is not set is the tab's."""
    sheet = batch.book.sheet(message.get("sheetId", 0))
    dimension = message.get("dimension")
    if dimension not in _NAMES:
        raise invalid("No dimension specified.")
    return sheet, dimension, message.get("startIndex", 0), message.get("endIndex", sheet.count(dimension))


def _lines(sheet: Sheet, dimension: str, start: int, end: int) -> Box:
    rows = dimension == "ROWS"
    return Box(start, 0, end, sheet.columns) if rows else Box(0, start, sheet.rows, end)


def _insert(batch: Batch, request: Message) -> None:
    sheet, dimension, start, end = _stretch(batch, request.get("range", {}))
    before, count = request.get("inheritFromBefore", False), sheet.count(dimension)
    if start < 0 or end <= start:
        raise invalid(f"range.startIndex[{start}] must be at least 0 and before range.endIndex[{end}]")
    if start > count:
        raise invalid(f"range.startIndex is larger than current grid size ({count})")
    if start == count and not before:
        raise invalid(
            f"range.startIndex must be less than the grid size ({count}) if inheritFromBefore is false."
        )
    if before and start == 0:
        raise invalid("range.startIndex must be greater than 0 if inheritFromBefore is true")
    _check_inside(batch, sheet, dimension, start)
    shift_lines(batch.book, sheet, Shift(dimension, start, end - start))
    batch.book.check_size()
    _inherit(sheet, dimension, start, end, model=start - 1 if before else end)


def _check_inside(batch: Batch, sheet: Sheet, dimension: str, at: int) -> None:
    """Refuse to open a protected range: only where the line before and the one after lie in it."""
    if 0 < at < sheet.count(dimension):
        inside = _lines(sheet, dimension, at - 1, at + 1)
        for protection in sheet.parts.get("protectedRanges", []):
            box = sheet.cover(protection.get("range", {}))
            first, last = (box.top, box.bottom) if dimension == "ROWS" else (box.left, box.right)
            if first < at < last:
                batch.editor.check(sheet, inside)


def _inherit(sheet: Sheet, dimension: str, start: int, end: int, *, model: int) -> None:
    rows = dimension == "ROWS"
    for place, cell in list(sheet.filled(_lines(sheet, dimension, model, model + 1))):
        look = {name: cell[name] for name in _LOOKS if name in cell}
        for index in range(start, end):
            sheet.put((index, place[1]) if rows else (place[0], index), look)


def _delete(batch: Batch, request: Message) -> None:
    sheet, dimension, start, end = _stretch(batch, request.get("range", {}))
    name, count = _NAMES[dimension], sheet.count(dimension)
    if start >= count or end > count:
        raise invalid(
            f"Cannot delete a {name} that doesn't exist. Tried to delete {name} index {max(start, end - 1)} "
            f"but there are only {count} {name}s."
        )
    if end - start >= count:
        raise invalid(f"You can't delete all the {name}s on the sheet.")
    if end - start >= count - sheet.grid.get("frozenRowCount" if name == "row" else "frozenColumnCount", 0):
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {name}s.")
    batch.editor.check(sheet, _lines(sheet, dimension, start, end))
    shift_lines(batch.book, sheet, Shift(dimension, start, start - end))


def _append(batch: Batch, request: Message) -> None:
    sheet = batch.book.sheet(request.get("sheetId", 0))
    length = request.get("length", 0)
    if length < 1:
        raise invalid("length must be greater than 0")
    if request.get("dimension") == "COLUMNS":
        sheet.columns += length
    elif request.get("dimension") == "ROWS":
        sheet.rows += length
    else:
        raise invalid("No dimension specified.")
    batch.book.check_size()


def _move(batch: Batch, request: Message) -> None:
    sheet, dimension, start, end = _stretch(batch, request.get("source", {}))
    target, count = request.get("destinationIndex", 0), sheet.count(dimension)
    if end > count or target > count or start < target < end:
        raise invalid(f"Cannot move {_NAMES[dimension]}s {start}-{end} to {target}.")
    batch.editor.check(sheet, _lines(sheet, dimension, min(start, target), max(end, target)))
    name = _NAMES[dimension]
    for merge in sheet.merges:
        first, last = (merge.top, merge.bottom) if dimension == "ROWS" else (merge.left, merge.right)
        parted = (first < start < last) or (first < end < last) or first < target < last
        if last - first > 1 and parted:
            raise invalid(
                f"Sorry, it is not possible to move a {name} to a position that crosses a merged cell. "
                "Please unmerge and try again."
            )
    shift_lines(batch.book, sheet, Move(dimension, start, end, target))


def _update_properties(batch: Batch, request: Message) -> None:
    mask = mask_of(request, "DimensionProperties")
    sheet, dimension, start, end = _stretch(batch, request.get("range", {}))
    batch.editor.check_all(sheet)
    given = {name: part for name, part in request.get("properties", {}).items() if part}
    whole = dict.fromkeys(("hiddenByUser", "pixelSize"), ALL) if "*" in mask else mask
    for index in range(start, min(end, sheet.count(dimension))):
        _size(sheet, dimension, index, assigned(sheet.sizes[dimension].get(index, {}), given, whole))


def _size(sheet: Sheet, dimension: str, index: int, size: Message) -> None:
    if size:
        sheet.sizes[dimension][index] = size
    else:
        sheet.sizes[dimension].pop(index, None)


def _auto_resize(batch: Batch, request: Message) -> None:
    """Make columns as wide as their longest text; how wide a letter is only Google's fonts know."""
    sheet, dimension, start, end = _stretch(batch, request.get("dimensions", {}))
    if dimension == "ROWS":
        for index in range(start, end):
            kept = {k: v for k, v in sheet.sizes["ROWS"].get(index, {}).items() if k != "pixelSize"}
            _size(sheet, "ROWS", index, kept)
        return
    renderer, longest = Renderer(batch.book), dict[int, int]()
    for place, _ in sheet.filled(_lines(sheet, dimension, start, min(end, sheet.columns))):
        lines = str(renderer.value(sheet, place, Rendering())).split("\n")
        longest[place[1]] = max(longest.get(place[1], 0), *map(len, lines))
    for index, letters in longest.items():
        if letters:
            _size(
                sheet,
                "COLUMNS",
                index,
                sheet.sizes["COLUMNS"].get(index, {}) | {"pixelSize": 10 + 7 * letters},
            )


def _add_group(batch: Batch, request: Message) -> Message:
    sheet, dimension, start, end = _stretch(batch, request.get("range", {}))
    sheet.grid[_CONTROLS[dimension]] = True
    return {"addDimensionGroup": _regroup(sheet, dimension, range(start, end), by=1)}


def _delete_group(batch: Batch, request: Message) -> Message:
    sheet, dimension, start, end = _stretch(batch, request.get("range", {}))
    return {"deleteDimensionGroup": _regroup(sheet, dimension, range(start, end), by=-1)}


def _regroup(sheet: Sheet, dimension: str, lines: range, *, by: int) -> Message:
    """Raise or lower the depth of lines; the groups are the runs of lines at least so deep."""
    old = sheet.part(_GROUPS[dimension])
    depths: dict[int, int] = {}
    for group in old:
        for index in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            depths[index] = max(depths.get(index, 0), group["depth"])
    for index in lines:
        depths[index] = max(depths.get(index, 0) + by, 0)
    groups: list[Message] = []
    for depth in range(1, max(depths.values(), default=0) + 1):
        deep = sorted(index for index, found in depths.items() if found >= depth)
        starts = [index for index in deep if depths.get(index - 1, 0) < depth]
        ends = [index + 1 for index in deep if depths.get(index + 1, 0) < depth]
        groups += [
            {"range": _dimension_range(sheet, dimension, start, end), "depth": depth}
            for start, end in zip(starts, ends, strict=True)
        ]
    collapsed = [(group["range"], group["depth"]) for group in old if group.get("collapsed")]
    sheet.parts[_GROUPS[dimension]] = [
        group | ({"collapsed": True} if (group["range"], group["depth"]) in collapsed else {})
        for group in groups
    ]
    return {"dimensionGroups": sheet.parts[_GROUPS[dimension]]} if groups else {}


def _dimension_range(sheet: Sheet, dimension: str, start: int, end: int) -> Message:
    owner = {"sheetId": sheet.id} if sheet.id else {}
    return owner | {"dimension": dimension, "startIndex": start, "endIndex": end}


def _update_group(batch: Batch, request: Message) -> None:
    mask_of(request, "DimensionGroup")
    given = request.get("dimensionGroup", {})
    sheet, dimension, start, end = _stretch(batch, given.get("range", {}))
    place = _dimension_range(sheet, dimension, start, end)
    groups = sheet.part(_GROUPS[dimension])
    for at, group in enumerate(groups):
        if group["range"] == place and group["depth"] == given.get("depth", 0):
            shut = {"collapsed": True} if given.get("collapsed") else {}
            groups[at] = {name: part for name, part in group.items() if name != "collapsed"} | shut
            for index in range(start, end):
                size = {k: v for k, v in sheet.sizes[dimension].get(index, {}).items() if k != "hiddenByUser"}
                _size(sheet, dimension, index, size | ({"hiddenByUser": True} if shut else {}))
            return
    raise invalid("The specified dimension group does not exist.")


HANDLERS: Handlers = {
    "addDimensionGroup": _add_group,
    "appendDimension": _append,
    "autoResizeDimensions": _auto_resize,
    "deleteDimension": _delete,
    "deleteDimensionGroup": _delete_group,
    "insertDimension": _insert,
    "moveDimension": _move,
    "updateDimensionGroup": _update_group,
    "updateDimensionProperties": _update_properties,
}
