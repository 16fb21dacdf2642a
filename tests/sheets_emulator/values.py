"""The `values` methods: read, update, append and clear the values of ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from .a1 import Area, Box, column_name
from .book import Book, Place, Sheet
from .entering import as_entered, as_raw
from .guards import Editor
from .languages import language_of
from .references import Shift
from .refusals import invalid
from .render import Renderer, Rendering
from .shifting import shift_lines
from .wire import Message

__all__ = ["MOST_LETTERS", "append_values", "clear_values", "read_values", "update_values", "write_totals"]

MOST_LETTERS = 50_000


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did: the answer for its range, and the cells that it set."""

    answer: Message
    sheet_id: int
    places: frozenset[Place]


def read_values(book: Book, text: str, rendering: Rendering) -> Message:
    """The ValueRange of a written range."""
    sheet, box = book.read_box(text)
    return _value_range(book, sheet, box, rendering)


def _value_range(book: Book, sheet: Sheet, box: Box, rendering: Rendering) -> Message:
    answer: Message = {"range": sheet.written(box), "majorDimension": rendering.dimension}
    if values := Renderer(book).values(sheet, box, rendering):
        answer["values"] = values
    return answer


def update_values(
    book: Book, editor: Editor, text: str, body: Message, *, typed: bool, echo: Rendering | None = None
) -> Written:
    """Write values from a range's first cell on; `typed`: as if a person typed them in.

    A range of one cell is an anchor: the grid grows where the values need it. `echo` asks for the values
    as they are afterwards.
    """
    rows = by_rows(body)
    sheet, area = book.find(text)
    height, width = len(rows), max((len(row) for row in rows), default=0)
    if area.top >= sheet.rows or area.left >= sheet.columns:
        raise invalid(f"Range ({sheet.written(area)}) exceeds grid limits. {sheet.limits}")
    if area.single:
        box = Box(area.top, area.left, area.top + max(height, 1), area.left + max(width, 1))
        _grow(book, sheet, box)
    else:
        box = _within(sheet, area, height, width)
    editor.check(sheet, box)
    places = _fill(book, sheet, box, rows, typed=typed)
    answer: Message = {"updatedRange": sheet.written(box), **_counts(places)}
    if echo is not None:
        answer["updatedData"] = _value_range(book, sheet, box, echo)
    return Written(answer, sheet.id, places)


def _within(sheet: Sheet, area: Area, height: int, width: int) -> Box:
    """The part of a range that values of this size cover; values beyond its end are refused."""
    if (area.bottom or 0) > sheet.rows or (area.right or 0) > sheet.columns:
        raise invalid(f"Range ({sheet.written(area)}) exceeds grid limits. {sheet.limits}")
    whole = area.clipped(sheet.rows, sheet.columns)
    title = "'" + sheet.title.replace("'", "''") + "'"  # quoted here whatever it is
    place = f"Requested writing within range [{title}!{whole.written()}], but tried writing to"
    if width > whole.width:
        raise invalid(f"{place} column [{column_name(whole.right)}]")
    if height > whole.height:
        raise invalid(f"{place} row [{whole.bottom + 1}]")
    bottom = whole.top + height if height else whole.bottom
    return Box(whole.top, whole.left, bottom, whole.left + width if width else whole.right)


def append_values(
    book: Book, editor: Editor, text: str, body: Message, *, typed: bool, insert: bool, echo: Rendering | None
) -> Message:
    """Write values below the last table that the range touches, or at its first cell where there is none."""
    rows = by_rows(body)
    sheet, box = book.read_box(text)
    table = _last_table(sheet, box)
    top, left = (table.bottom, table.left) if table else (box.top, box.left)
    height, width = len(rows), max((len(row) for row in rows), default=0)
    target = Box(top, left, top + max(height, 1), left + max(width, 1))
    if insert and table and height:
        shift_lines(book, sheet, Shift("ROWS", top, height))
    _grow(book, sheet, target)
    editor.check(sheet, target)
    places = _fill(book, sheet, target, rows, typed=typed)
    updates: Message = {"updatedRange": sheet.written(_around(places) or target), **_counts(places)}
    if echo is not None:
        updates["updatedData"] = _value_range(book, sheet, _around(places) or target, echo)
    return ({"tableRange": sheet.written(table)} if table else {}) | {"updates": updates}


def clear_values(book: Book, editor: Editor, text: str) -> str:
    """Empty the cells of a range, keeping their looks and notes; the range as it was understood."""
    sheet, box = book.read_box(text)
    editor.check(sheet, box)
    for place, cell in list(sheet.filled(box)):
        sheet.put(place, _emptied(cell))
    return sheet.written(box)


def write_totals(parts: Sequence[Written]) -> Message:
    """The totals of several writes: sheets, rows, columns and cells."""
    places = {(part.sheet_id, place) for part in parts for place in part.places}
    if not places:
        return {}
    return {
        "totalUpdatedRows": len({(sheet, row) for sheet, (row, _) in places}),
        "totalUpdatedColumns": len({(sheet, column) for sheet, (_, column) in places}),
        "totalUpdatedCells": sum(len(part.places) for part in parts),
        "totalUpdatedSheets": len({sheet for sheet, _ in places}),
    }


def by_rows(body: Message) -> list[list[Any]]:
    """The values of a ValueRange row by row; None where a cell is to be left as it is."""
    lines: list[list[Any]] = body.get("values", [])
    for number, line in enumerate(lines):
        for at, value in enumerate(line):
            if isinstance(value, dict | list):
                raise invalid(f"Invalid values[{number}][{at}]: {_proto_text(value)}")
    if body.get("majorDimension") != "COLUMNS":
        return lines
    height = max((len(line) for line in lines), default=0)
    return [[line[row] if row < len(line) else None for line in lines] for row in range(height)]


def _proto_text(value: Any, indent: str = "") -> str:
    """A list or object as an error of Google's spells it."""
    inner = indent + "  "
    if isinstance(value, list):
        parts = "".join(f"{inner}values {{\n{_proto_text(part, inner + '  ')}{inner}}}\n" for part in value)
        return f"{indent}list_value {{\n{parts}{indent}}}\n"
    if isinstance(value, dict):
        parts = "".join(
            f'{inner}fields {{\n{inner}  key: "{name}"\n{inner}  value {{\n'
            f"{_proto_text(part, inner + '    ')}{inner}  }}\n{inner}}}\n"
            for name, part in value.items()
        )
        return f"{indent}struct_value {{\n{parts}{indent}}}\n"
    if isinstance(value, str):
        return f'{indent}string_value: "{value}"\n'
    kind = "bool_value" if isinstance(value, bool) else "null_value" if value is None else "number_value"
    return f"{indent}{kind}: {'NULL_VALUE' if value is None else str(value).lower()}\n"


def _grow(book: Book, sheet: Sheet, box: Box) -> None:
    sheet.rows = max(sheet.rows, box.bottom)
    sheet.columns = max(sheet.columns, box.right)
    book.check_size()


def _fill(book: Book, sheet: Sheet, box: Box, rows: list[list[Any]], *, typed: bool) -> frozenset[Place]:
    language, year = language_of(book.locale), book.now().year
    places = set()
    for row, line in enumerate(rows, start=box.top):
        for column, value in enumerate(line, start=box.left):
            if value is None:
                continue
            if isinstance(value, str) and len(value) > MOST_LETTERS:
                raise invalid(
                    f"Your input contains more than the maximum of {MOST_LETTERS} characters in a single "
                    "cell."
                )
            places.add((row, column))
            cell = _emptied(sheet.cells.get((row, column), {}))
            if value != "":
                entered, number_format = (
                    as_entered(value, language, year=year) if typed else (as_raw(value), None)
                )
                cell = cell | {"userEnteredValue": entered}
                look = cell.get("userEnteredFormat", {})
                if number_format and "numberFormat" not in look:
                    cell["userEnteredFormat"] = look | {"numberFormat": number_format}
            sheet.put((row, column), cell)
    return frozenset(places)


def _emptied(cell: Message) -> Message:
    """A cell without its content: what hangs on its text, links and chips, goes with it."""
    gone = ("userEnteredValue", "textFormatRuns", "chipRuns")
    return {name: part for name, part in cell.items() if name not in gone}


def _counts(places: frozenset[Place]) -> Message:
    if not places:
        return {}
    return {
        "updatedRows": len({row for row, _ in places}),
        "updatedColumns": len({column for _, column in places}),
        "updatedCells": len(places),
    }


def _around(places: frozenset[Place]) -> Box | None:
    if not places:
        return None
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return Box(min(rows), min(columns), max(rows) + 1, max(columns) + 1)


def _last_table(sheet: Sheet, box: Box) -> Box | None:
    """The last block of filled cells that touch, also by their corners, one of which lies in the range."""
    filled = {place for place, cell in sheet.cells.items() if "userEnteredValue" in cell}
    start = max((place for place in filled if place in box), default=None)
    if start is None:
        return None
    block = Box(start[0], start[1], start[0] + 1, start[1] + 1)
    while True:
        rim = replace(
            block, top=block.top - 1, left=block.left - 1, bottom=block.bottom + 1, right=block.right + 1
        )
        grown = _around(frozenset(place for place in filled if place in rim))
        if grown is None or grown == block:
            return block
        block = grown
