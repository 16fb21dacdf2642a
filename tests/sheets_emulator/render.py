"""How cells are shown: their values for `values.get`, their CellData for `spreadsheets.get`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .a1 import Box
from .book import Book, Place, Sheet
from .calculator import ERROR_WORDS, Calculator
from .chips import all_runs
from .date_patterns import DATES
from .formats import general, shown, shown_text
from .languages import language_of
from .masks import Mask, within
from .wire import Message, merged, tidy_number

__all__ = ["DEFAULT_FORMAT", "Renderer", "Rendering"]

DEFAULT_FORMAT: Message = {
    "backgroundColor": {"red": 1, "green": 1, "blue": 1},
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1, "blue": 1}},
}
FONT = "Arial"  # the theme's, in force where the default names a list of fonts
_HYPERLINK = re.compile(r'=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*[,;)]', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rendering:
    """How values are asked for: the render options and the major dimension of a request."""

    values: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"
    dimension: str = "ROWS"


class Renderer:
    """Shows the cells of one spreadsheet as they stand now."""

    def __init__(self, book: Book) -> None:
        self.calculator = Calculator(book)
        self.language = language_of(book.locale)
        self.default = merged(DEFAULT_FORMAT, book.properties.get("defaultFormat", {}))

    def value(self, sheet: Sheet, place: Place, rendering: Rendering) -> Any:
        """The value of a cell as `values.get` has it; an empty text for an empty cell."""
        formula = sheet.cells.get(place, {}).get("userEnteredValue", {}).get("formulaValue")
        if rendering.values == "FORMULA" and formula is not None:
            return formula
        value = self.calculator.effective(sheet, place)
        if value is None:
            return ""
        if rendering.values == "FORMATTED_VALUE":
            return self.formatted(sheet, place, value)
        if "numberValue" in value:
            number_format = self.calculator.number_format(sheet, place) or {}
            if rendering.dates == "FORMATTED_STRING" and number_format.get("type") in DATES:
                return shown(value["numberValue"], number_format, self.language)
            return tidy_number(value["numberValue"])
        if "errorValue" in value:
            return ERROR_WORDS.get(value["errorValue"]["type"], "#ERROR!")
        return next(iter(value.values()))

    def formatted(self, sheet: Sheet, place: Place, value: Message) -> str:
        """What is to be seen in a cell that comes to this value."""
        if "numberValue" in value:
            number_format = self.calculator.number_format(sheet, place)
            if number_format:
                return shown(value["numberValue"], number_format, self.language)
            return general(value["numberValue"], self.language)
        if "boolValue" in value:
            return self.language.truths[0 if value["boolValue"] else 1]
        if "errorValue" in value:
            return ERROR_WORDS.get(value["errorValue"]["type"], "#ERROR!")
        text = str(value.get("stringValue", ""))
        own = sheet.cells.get(place, {}).get("userEnteredFormat", {}).get("numberFormat", {})
        return shown_text(text, own["pattern"]) if own.get("pattern") else text

    def values(self, sheet: Sheet, box: Box, rendering: Rendering) -> list[list[Any]]:
        """The values of a rectangle, without blanks at the ends of lines and blank lines at the end."""
        by_rows = rendering.dimension != "COLUMNS"
        lines: dict[int, dict[int, Any]] = {}
        for (row, column), _ in self.shown(sheet, box):
            if (value := self.value(sheet, (row, column), rendering)) != "":
                line, at = (row, column) if by_rows else (column, row)
                lines.setdefault(line, {})[at] = value
        first, start = (box.top, box.left) if by_rows else (box.left, box.top)
        result = []
        for number in range(first, max(lines, default=first - 1) + 1):
            line_values = lines.get(number, {})
            result.append(
                [line_values.get(at, "") for at in range(start, max(line_values, default=start - 1) + 1)]
            )
        return result

    def shown(self, sheet: Sheet, box: Box) -> Iterator[tuple[Place, Message]]:
        """The cells within a rectangle that hold anything or show the result of a formula elsewhere."""
        yield from sheet.filled(box)
        spilt = self.calculator.spilt(sheet)
        yield from ((place, {}) for place in spilt if place in box and place not in sheet.cells)

    def cell(self, sheet: Sheet, place: Place, cell: Message, mask: Mask) -> Message:
        """The CellData of a cell: what was entered, and of what follows from it what the mask asks for."""
        data = dict(cell)
        if "chipRuns" in cell:
            data["chipRuns"] = all_runs(cell)
        value = self.calculator.effective(sheet, place)
        if value is not None:
            data["effectiveValue"] = value
            if within(mask, "formattedValue") is not None:
                data["formattedValue"] = self.formatted(sheet, place, value)
        look_mask = within(mask, "effectiveFormat")
        if look_mask is not None:
            data["effectiveFormat"] = self._look(sheet, place, cell, value, only=frozenset(look_mask))
        if within(mask, "hyperlink") is not None and (link := hyperlink(cell)):
            data["hyperlink"] = link
        return data

    def _look(
        self, sheet: Sheet, place: Place, cell: Message, value: Message | None, *, only: frozenset[str]
    ) -> Message:
        """The format in force, or at least the fields named."""
        number_format = self.calculator.number_format(sheet, place)
        if only == {"numberFormat"}:  # all that most readers ask for, and the rest is long
            return {"numberFormat": number_format} if number_format else {}
        derived: Message = {
            "hyperlinkDisplayType": "LINKED" if hyperlink(cell) else "PLAIN_TEXT",
            "textFormat": {"fontFamily": FONT},
        }
        if value is not None:
            side = "LEFT" if "stringValue" in value else "RIGHT" if "numberValue" in value else "CENTER"
            derived["horizontalAlignment"] = side
        if number_format:
            derived["numberFormat"] = number_format
        return merged(merged(self.default, derived), cell.get("userEnteredFormat", {}))


def hyperlink(cell: Message) -> str | None:
    """The one link of a cell: of a HYPERLINK formula, of its format, or of the only linked run."""
    formula = cell.get("userEnteredValue", {}).get("formulaValue", "")
    if match := _HYPERLINK.match(formula):
        return match[1].replace('""', '"')
    whole = cell.get("userEnteredFormat", {}).get("textFormat", {}).get("link", {}).get("uri")
    if whole:
        return str(whole)
    runs = [run.get("format", {}).get("link", {}).get("uri") for run in cell.get("textFormatRuns", [])]
    chips = [run.get("chip", {}).get("richLinkProperties", {}).get("uri") for run in cell.get("chipRuns", [])]
    links = {link for link in runs + chips if link}
    return links.pop() if len(links) == 1 else None
