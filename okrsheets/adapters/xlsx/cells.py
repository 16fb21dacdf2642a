"""What a scanned cell holds: its value in our types, its formula, its number format and look."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.adapters.serials import parse_iso, parse_number, serial_moment
from okrsheets.adapters.xlsx.formulas import shifted
from okrsheets.adapters.xlsx.sheetscan import CellSpan, Marks, OrdinaryCell, SheetScan
from okrsheets.adapters.xlsx.strings import plain_text, rich_text
from okrsheets.adapters.xlsx.styles import PLAIN_STYLE, CellStyle
from okrsheets.adapters.xlsx.xmltext import attributes, first_element, unescape
from okrsheets.grid import Cell, ErrorValue, Value

__all__ = ["CellDecoder", "Contents"]


class Contents(dict[tuple[str, str], Cell | None]):
    """Marks and stored value -> the cell that has no formula, worked out once in a workbook."""

    __slots__ = ("marks", "since_1904", "strings", "styles")

    def __init__(self, *, strings: Sequence[str], styles: Sequence[CellStyle], since_1904: bool) -> None:
        self.strings = strings
        self.styles = styles
        self.since_1904 = since_1904
        self.marks = Marks()

    def __missing__(self, key: tuple[str, str]) -> Cell | None:
        style, kind = self.marks[key[0]]
        self[key] = cell = self.cell(style, kind, key[1], None)
        return cell

    def cell(self, style_number: int, kind: str, stored: str | None, formula: str | None) -> Cell | None:
        """The cell, or None where it holds nothing; `stored` is its value as XML text."""
        style = self.styles[style_number] if style_number < len(self.styles) else PLAIN_STYLE
        value = self._value(kind, stored, style) if stored else None
        if value is None and kind == "str" and formula is not None:
            value = ""  # a formula whose result is no words; without a result it would have no kind
        if formula is None and (value is None or value == ""):
            return None
        return Cell(value, formula, style.number_format, None, style.look)

    def _value(self, kind: str, stored: str, style: CellStyle) -> Value:
        if kind == "s":
            number = stored.strip()  # numbers may have blanks around them, as everywhere in XML Schema
            index = int(number) if number.isdecimal() and len(number) < 10 else len(self.strings)
            return self.strings[index] if index < len(self.strings) else None
        if kind == "n":
            amount = parse_number(stored)
            if amount is None:
                return plain_text(stored)
            if style.moment is None:
                return amount
            return serial_moment(amount, style.moment, since_1904=self.since_1904)
        if kind == "b":
            return stored.strip() in ("1", "true")
        if kind == "e":
            return ErrorValue(stored.strip()) if stored.strip() else None
        if kind == "d":
            return parse_iso(stored)
        return plain_text(stored)


class CellDecoder:
    """Turns the cells of one tab into values, in the order they stand there."""

    __slots__ = ("_contents", "_masters")

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._masters: dict[str, tuple[int, int, str]] = {}  # the shared formulas met so far

    def read_stretch(self, scan: SheetScan, start: int, end: int) -> dict[tuple[int, int], Cell]:
        """The cells of a stretch of rows that hold something, by their places."""
        ordinary = scan.ordinary_cells(start, end)
        if ordinary is not None:
            return self._read_ordinary(scan, ordinary)
        cells: dict[tuple[int, int], Cell] = {}
        for row in scan.rows(jump_from=0, stretch=(start, end)):
            ordinary = scan.ordinary_cells(row.tag_end, row.body_end)
            if ordinary is not None:
                cells.update(self._read_ordinary(scan, ordinary))
                continue
            for span in scan.cells(row):
                if cell := self.cell(span, scan.text):
                    cells[span.row, span.column] = cell
        return cells

    def _read_ordinary(
        self, scan: SheetScan, ordinary: Sequence[OrdinaryCell]
    ) -> dict[tuple[int, int], Cell]:
        """The loop that reading a workbook spends its time in."""
        cells: dict[tuple[int, int], Cell] = {}
        contents, columns = self._contents, scan.columns
        last, row = "", 0
        for entry in ordinary:
            letters, digits, marks, formula, child_of, value, inline = entry
            if digits != last:
                last, row = digits, int(digits)
            if formula or child_of:
                cell = self.ordinary_cell(entry, row, columns[letters])
            elif value or inline:
                cell = contents[marks, value or inline]
            else:
                continue
            if cell is not None:
                cells[row, columns[letters]] = cell
        return cells

    def ordinary_cell(self, entry: OrdinaryCell, row: int, column: int) -> Cell | None:
        """The cell in the ordinary form, or None where it holds nothing."""
        _, _, marks, formula, child_of, value, inline = entry
        if formula:
            text = unescape(formula)
        elif child_of:
            text = self._repeated(child_of, row, column)
        else:
            return self._contents[marks, value or inline]
        return self._contents.cell(*self._contents.marks[marks], value or inline, text)

    def cell(self, span: CellSpan, text: str) -> Cell | None:
        """The cell in any form, or None where it holds nothing; `text` is what the scan ran over."""
        formula, stored = self._exact(span, text)
        return self._contents.cell(span.style, span.kind, stored, formula)

    def _exact(self, span: CellSpan, text: str) -> tuple[str | None, str | None]:
        """The formula and the stored value of a cell in any form."""
        body = text[span.start : span.end]
        stored = first_element(body, "v")
        value = body[stored.tag_end : stored.body_end] if stored else None
        if span.kind == "inlineStr" and (inline := first_element(body, "is")):
            # inline runs are joined and unescaped here, so they are escaped again as stored text
            value = _stored_again(rich_text(body[inline.tag_end : inline.body_end]))
        element = first_element(body, "f")
        if element is None:
            return None, value
        written = unescape(body[element.tag_end : element.body_end])
        values = attributes(element.attributes)
        kind, shared = values.get("t"), values.get("si")
        if kind == "shared" and shared is not None:
            if not written:
                return self._repeated(shared, span.row, span.column), value
            self._masters.setdefault(shared, (span.row, span.column, written))
        if kind == "dataTable":
            written = f"TABLE({values.get('r1', '')},{values.get('r2', '')})"
        return written, value

    def _repeated(self, shared: str, row: int, column: int) -> str:
        master_row, master_column, formula = self._masters.get(shared, (row, column, ""))
        return shifted(formula, rows=row - master_row, columns=column - master_column)


def _stored_again(text: str) -> str:
    return text.replace("&", "&amp;").replace("_x", "_x005F_x")
