"""Excel files for the common suite: laid by xlsxwriter, looked at and edited by openpyxl."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import date, datetime, time
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.adapters.xlsx.faults import CELL_REFUSALS
from okrsheets.adapters.xlsx.strings import LONGEST_TEXT
from okrsheets.grid import Cell, CellRange, ErrorValue, Sheet, text_of
from tests.adapters.suite.kinds import NOTHING, Entered, Noticed, Traits

__all__ = ["Excel"]

_KINDS = {"s": "text", "n": "number", "b": "yes/no", "f": "formula"}


class Excel:
    """Files in a folder."""

    traits = Traits(longest_text=LONGEST_TEXT, noticed=Noticed.BEFORE, foretells=True, dated=True)
    reasons = CELL_REFUSALS

    def __init__(self, folder: Path) -> None:
        self.adapter = XlsxAdapter()
        self._folder = folder
        self._numbers = count(1)

    def lay(
        self, *sheets: Sheet, notes: Mapping[str, str] = NOTHING, names: Mapping[str, str] = NOTHING
    ) -> str:
        path = self._folder / f"Book{next(self._numbers)}.xlsx"
        book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        drawn = [_draw(book, sheet) for sheet in sheets]
        for a1, words in notes.items():
            drawn[0].write_comment(a1, words)
        for name, place in names.items():
            book.define_name(name, f"={place}")
        book.close()
        return str(path)

    def nowhere(self) -> str:
        return str(self._folder / "Gone.xlsx")

    def entered(self, source: str, a1: str, *, sheet: str = "Plan") -> Entered:
        cell = _opened(source)[sheet][a1]
        kind = "nothing" if cell.value is None else _KINDS[cell.data_type]
        return Entered(kind, cell.value, cell.number_format)

    def note(self, source: str, a1: str) -> str | None:
        comment = _opened(source).worksheets[0][a1].comment
        return comment.text if comment else None

    def all_of(self, source: str) -> object:
        return Path(source).read_bytes()

    def type_in(self, source: str, a1: str, value: str | float) -> None:
        book = _opened(source)
        book.worksheets[0][a1] = value
        book.save(source)

    def insert_row(self, source: str, before: int) -> None:
        book = _opened(source)
        book.worksheets[0].insert_rows(before)
        book.save(source)


def _opened(source: str) -> Any:
    """The workbook in openpyxl, which has no types."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says what it would lose if it saved the file
        return openpyxl.load_workbook(source)


def _draw(book: Any, sheet: Sheet) -> Any:
    page = book.add_worksheet(sheet.name)
    for (row, column), cell in sheet.cells.items():
        spilt = next((box for box in sheet.occupied if box[:2] == (row, column)), None)
        _put(page, row - 1, column - 1, cell, _look(book, cell), spilt)
    for merge in sheet.merges:
        first = sheet.cell(merge.top, merge.left)
        page.merge_range(merge.a1, None, _look(book, first))
        _put(page, merge.top - 1, merge.left - 1, first, _look(book, first), None)
    for table in sheet.tables:
        headings = [{"header": text_of(sheet.value(table.range.top, c))} for c in _columns(table.range)]
        said = {"name": table.name, "columns": headings, "total_row": bool(table.totals_rows)}
        page.add_table(table.range.a1, said)
    if sheet.filter_range is not None:
        page.autofilter(sheet.filter_range.a1)
    for row in sheet.hidden_rows:
        page.set_row(row - 1, None, None, {"hidden": True})
    for column in sheet.hidden_columns:
        page.set_column(column - 1, column - 1, None, None, {"hidden": True})
    if sheet.hidden:
        page.hide()
    if sheet.protected:
        page.protect()
    return page


def _columns(box: CellRange) -> range:
    return range(box.left, box.right + 1)


def _put(page: Any, row: int, column: int, cell: Cell, look: Any, spilt: CellRange | None) -> None:
    value = cell.value
    if cell.formula is not None:
        result = "" if value is None else value.code if isinstance(value, ErrorValue) else value
        if spilt is not None:
            page.write_array_formula(spilt.a1, f"{{={cell.formula}}}", look, result)
        else:
            page.write_formula(row, column, f"={cell.formula}", look, result)
    elif isinstance(value, datetime | date | time):
        page.write_datetime(row, column, value, look)
    elif value is not None:
        page.write(row, column, value, look)
    if cell.link is not None:
        target = cell.link if "://" in cell.link else f"internal:{cell.link.removeprefix('#')}"
        page.write_url(row, column, target, look, text_of(value))


def _look(book: Any, cell: Cell) -> Any:
    said: dict[str, object] = {"bold": cell.look.bold, "indent": cell.look.indent}
    if cell.look.fill is not None:
        said["bg_color"] = f"#{cell.look.fill}"
    if cell.number_format != "General":
        said["num_format"] = cell.number_format
    return book.add_format(said)
