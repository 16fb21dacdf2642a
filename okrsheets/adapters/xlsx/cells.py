"""What a scanned cell holds: its value in our types, its formula, its number format and look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from okrsheets.adapters.xlsx.formulas import shifted
from okrsheets.adapters.xlsx.serials import parse_iso, parse_number, serial_moment
from okrsheets.adapters.xlsx.sheetscan import CellSpan, RowSpan, SheetScan
from okrsheets.adapters.xlsx.strings import plain_text, rich_text
from okrsheets.adapters.xlsx.styles import PLAIN_STYLE, CellStyle
from okrsheets.adapters.xlsx.xmltext import attributes, first_element, unescape
from okrsheets.grid import Cell, ErrorValue, Value

__all__ = ["CellDecoder"]


@dataclass(frozen=True, slots=True)
class CellDecoder:
    """Turns the cells of one tab into values; `masters` are the shared formulas met so far."""

    strings: Sequence[str]
    styles: Sequence[CellStyle]
    since_1904: bool
    masters: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    def read_row(self, scan: SheetScan, row: RowSpan) -> Iterator[tuple[tuple[int, int], Cell]]:
        """The cells of a row that hold something, with their places."""
        ordinary = scan.ordinary_cells(row)
        if ordinary is None:
            for span in scan.cells(row):
                if cell := self.cell(span, scan.text):
                    yield (span.row, span.column), cell
            return
        number, digits_here, columns = row.number, str(row.number), scan.columns
        for _, letters, digits, style, kind, formula, child_of, value, inline in ordinary:
            if not (value or formula or inline or child_of):
                continue
            span = CellSpan(
                number if digits == digits_here else int(digits),
                columns[letters],
                0,
                0,
                int(style) if style else 0,
                kind or "n",
                formula or None,
                child_of or None,
                inline or value or None,
            )
            if cell := self.cell(span, scan.text):
                yield (span.row, span.column), cell

    def cell(self, span: CellSpan, text: str) -> Cell | None:
        """The cell, or None where it holds nothing; `text` is what the scan ran over."""
        if span.ordinary:
            stored, formula = span.value, span.formula
            if formula is not None:
                formula = unescape(formula)
            elif span.child_of is not None:
                formula = self._repeated(span, span.child_of)
            elif stored is None:
                return None
        else:
            formula, stored = self._exact(span, text)
        style = self.styles[span.style] if span.style < len(self.styles) else PLAIN_STYLE
        value = self._value(span.kind, stored, style) if stored else None
        if formula is None and (value is None or value == ""):
            return None
        return Cell(value, formula, style.number_format, None, style.look)

    def _value(self, kind: str, stored: str, style: CellStyle) -> Value:
        if kind == "s":
            index = int(stored) if stored.isdecimal() and len(stored) < 10 else len(self.strings)
            return self.strings[index] if index < len(self.strings) else None
        if kind == "n":
            number = parse_number(stored)
            if number is None:
                return plain_text(stored)
            if style.moment is None:
                return number
            return serial_moment(number, style.moment, since_1904=self.since_1904)
        if kind == "b":
            return stored.strip() in ("1", "true")
        if kind == "e":
            return ErrorValue(stored.strip()) if stored.strip() else None
        if kind == "d":
            return parse_iso(stored)
        return plain_text(stored)

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
                return self._repeated(span, shared), value
            self.masters.setdefault(shared, (span.row, span.column, written))
        if kind == "dataTable":
            written = f"TABLE({values.get('r1', '')},{values.get('r2', '')})"
        return written, value

    def _repeated(self, span: CellSpan, shared: str) -> str:
        row, column, formula = self.masters.get(shared, (span.row, span.column, ""))
        return shifted(formula, rows=span.row - row, columns=span.column - column)


def _stored_again(text: str) -> str:
    return text.replace("&", "&amp;").replace("_x", "_x005F_x")
