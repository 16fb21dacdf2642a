"""Requests that go on with a series, take rows out that are there twice, or shuffle them."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from ..a1 import Box
from ..book import Place, Sheet
from ..date_patterns import DATES
from ..refusals import invalid
from ..render import Renderer, Rendering
from ..wire import Message, tidy_number
from .edit import Batch, Handlers, placed
from .moving import copied_cell, grow_to

__all__ = ["HANDLERS"]

_COUNTED = re.compile(r"(.*?)(\d+)", re.DOTALL)


def _auto_fill(batch: Batch, request: Message) -> None:
    """Go on with what stands in the source, line by line."""
    sheet, source, target, by_rows = _source_and_target(batch, request)
    grow_to(batch, sheet, target)
    batch.editor.check(sheet, target)
    other = bool(request.get("useAlternateSeries"))
    lines = range(source.left, source.right) if by_rows else range(source.top, source.bottom)
    for line in lines:
        known = _line(source, line, by_rows=by_rows)
        wanted = _line(target, line, by_rows=by_rows)
        if target.top < source.top or target.left < source.left:  # backwards: the series runs up or left
            known, wanted = known[::-1], wanted[::-1]
        _go_on(sheet, known, wanted, other=other)


def _line(box: Box, line: int, *, by_rows: bool) -> list[Place]:
    if by_rows:
        return [(row, line) for row in range(box.top, box.bottom)]
    return [(line, column) for column in range(box.left, box.right)]


def _source_and_target(batch: Batch, request: Message) -> tuple[Sheet, Box, Box, bool]:
    """The tab, what is there, what is to be filled, and whether it is filled row by row."""
    if "sourceAndDestination" in request:
        given = request["sourceAndDestination"]
        sheet, box = placed(batch, given, "source")
        length, by_rows = given.get("fillLength", 0), given.get("dimension") != "COLUMNS"
        first, last = (box.top, box.bottom) if by_rows else (box.left, box.right)
        start, end = (last, last + length) if length > 0 else (max(first + length, 0), first)
        target = Box(start, box.left, end, box.right) if by_rows else Box(box.top, start, box.bottom, end)
        return sheet, box, target, by_rows
    sheet, box = placed(batch, request, "range")
    filled = [place for place, cell in sheet.filled(box) if "userEnteredValue" in cell]
    if not filled:
        raise invalid("The range to fill has no data to go on from.")
    bottom, right = max(row for row, _ in filled) + 1, max(column for _, column in filled) + 1
    if bottom < box.bottom:
        return sheet, Box(box.top, box.left, bottom, box.right), Box(bottom, box.left, *_end(box)), True
    return sheet, Box(box.top, box.left, box.bottom, right), Box(box.top, right, *_end(box)), False


def _end(box: Box) -> tuple[int, int]:
    return box.bottom, box.right


def _go_on(sheet: Sheet, known: list[Place], wanted: list[Place], *, other: bool) -> None:
    cells = [sheet.cells.get(place, {}) for place in known]
    series = _series(cells, other=other)
    for number, place in enumerate(wanted):
        model = number % len(cells)
        old = known[model]
        cell = copied_cell(cells[model], rows=place[0] - old[0], columns=place[1] - old[1])
        if series is not None:
            prefix, start, step = series
            value = tidy_number(start + step * (len(cells) + number))
            shown = {"numberValue": value} if prefix is None else {"stringValue": f"{prefix}{value}"}
            cell = cell | {"userEnteredValue": shown}
        sheet.put(place, cell)


def _series(cells: list[Message], *, other: bool) -> tuple[str | None, float, float] | None:
    """What comes before each number, the first number and the step of a series; None for a mere copy.

    One number alone is copied, one date or one text with a number at its end goes on; the "alternate"
    series has it the other way round.
    """
    values = [cell.get("userEnteredValue", {}) for cell in cells]
    if all("numberValue" in value for value in values):
        numbers, prefix = [value["numberValue"] for value in values], None
    else:
        matches = [_COUNTED.fullmatch(value.get("stringValue", "")) for value in values]
        counted = [(match[1], int(match[2])) for match in matches if match]
        if len(counted) < len(values) or len({before for before, _ in counted}) != 1:
            return None
        numbers, prefix = [number for _, number in counted], counted[0][0]
    if len(numbers) == 1:
        kind = cells[0].get("userEnteredFormat", {}).get("numberFormat", {}).get("type")
        goes_on = prefix is not None or kind in DATES
        return (prefix, numbers[0], 1) if goes_on is not other else None
    step = numbers[1] - numbers[0]
    even = all(later - earlier == step for earlier, later in pairwise(numbers))
    return (prefix, numbers[0], step) if even and not other else None


def _delete_duplicates(batch: Batch, request: Message) -> Message:
    """Keep of rows that say the same only the first; the ones below move up."""
    sheet, box = placed(batch, request, "range")
    batch.editor.check(sheet, box)
    columns = [
        column
        for part in request.get("comparisonColumns", [])
        for column in range(part.get("startIndex", 0), part.get("endIndex", sheet.columns))
    ] or list(range(box.left, box.right))
    if any(not box.left <= column < box.right for column in columns):
        raise invalid("comparisonColumns must lie within the range.")
    renderer, seen, kept = Renderer(batch.book), set(), []
    filled = max((row for row, column in sheet.cells if (row, column) in box), default=box.top - 1) + 1
    for row in range(box.top, filled):
        said = tuple(_said(renderer, sheet, (row, column)) for column in columns)
        if said not in seen:
            kept.append(row)
        seen.add(said)
    _put_rows(sheet, box, kept)
    removed = filled - box.top - len(kept)
    return {"deleteDuplicates": {"duplicatesRemovedCount": removed} if removed else {}}


def _said(renderer: Renderer, sheet: Sheet, place: Place) -> str:
    """What counts as the same: letters in any case, numbers in any format."""
    return str(renderer.value(sheet, place, Rendering("UNFORMATTED_VALUE"))).casefold()


def _randomize(batch: Batch, request: Message) -> None:
    """Shuffle the rows of a range, in each run in the same way."""
    sheet, box = placed(batch, request, "range")
    batch.editor.check(sheet, box)
    rows = list(range(box.top, box.bottom))
    Random(len(rows)).shuffle(rows)
    _put_rows(sheet, box, rows)


def _put_rows(sheet: Sheet, box: Box, rows: list[int]) -> None:
    """Leave in a rectangle these of its rows, in this order from the top."""
    taken = {place: sheet.cells.pop(place) for place, _ in list(sheet.filled(box))}
    for new, old in enumerate(rows, start=box.top):
        for column in range(box.left, box.right):
            if (cell := taken.get((old, column))) is not None:
                sheet.put((new, column), copied_cell(cell, rows=new - old, columns=0))


HANDLERS: Handlers = {
    "autoFill": _auto_fill,
    "deleteDuplicates": _delete_duplicates,
    "randomizeRange": _randomize,
}
