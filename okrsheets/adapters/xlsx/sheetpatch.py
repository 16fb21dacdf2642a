"""The edits that put accepted cells into a tab's XML, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from okrsheets.adapters.xlsx.cells import CellDecoder
from okrsheets.adapters.xlsx.cellwrite import cell_xml, new_attributes, restyled
from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.sheetscan import CellSpan, RowSpan, SheetScan
from okrsheets.adapters.xlsx.strings import SharedStrings
from okrsheets.adapters.xlsx.styles import StyleBook
from okrsheets.adapters.xlsx.targets import Target, same_value
from okrsheets.adapters.xlsx.xmltext import Part, Splice, attributes
from okrsheets.grid import Cell

__all__ = ["FoundRow", "cell_edits", "find_rows", "stored_cell"]

_SPANS = re.compile(r"""\sspans\s*=\s*["']([\d:\s]*)["']""")


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row to write in: where it stands with its cells, or (`span` None) where it would be put."""

    number: int
    span: RowSpan | None
    cells: Mapping[int, CellSpan]
    put_at: int


def find_rows(scan: SheetScan, wanted: Iterable[int]) -> dict[int, FoundRow]:
    """The wanted rows; raises `FaultError` where rows or cells do not ascend."""
    left = sorted(wanted, reverse=True)
    last = left[0] if left else 0
    found: dict[int, FoundRow] = {}
    number, end = 0, scan.data.tag_end
    for span in scan.rows(jump_from=last):
        if span.number <= number:
            raise FaultError("unordered-cells", f"row {span.number}")
        number, end = span.number, span.end
        while left and left[-1] < number:
            missing = left.pop()
            found[missing] = FoundRow(missing, None, {}, span.start)
        if left and left[-1] == number:
            found[left.pop()] = FoundRow(number, span, _ordered_cells(scan, span), span.start)
    return found | {missing: FoundRow(missing, None, {}, end) for missing in left}


def stored_cell(part: Part, span: CellSpan | None, decoder: CellDecoder) -> Cell | None:
    """What a scanned cell of the part holds, or None."""
    if span is None:
        return None
    if part.masked is part.text:
        return decoder.cell(span, part.text)
    piece = part.slice_clear(span.start, span.end)
    return decoder.cell(span._replace(start=0, end=len(piece), ordinary=False), piece)


@dataclass(frozen=True, slots=True)
class _Pen:
    """What writing a cell needs to know."""

    part: Part
    scan: SheetScan
    decoder: CellDecoder
    strings: SharedStrings | None
    styles: StyleBook | None

    def edits(self, row: FoundRow, targets: Sequence[Target]) -> list[Splice]:
        changes = [(target, xml) for target in targets if (xml := self._xml(row, target)) is not None]
        prefix = self.scan.prefix
        added = "".join(xml for target, xml in changes if target.ref.column not in row.cells)
        if not changes:
            return []
        if row.span is None:
            return [Splice(row.put_at, row.put_at, f'<{prefix}row r="{row.number}">{added}</{prefix}row>')]
        edits = self._wider_spans(row.span, [target.ref.column for target, _ in changes])
        if row.span.tag_end == row.span.end:
            slash = self.part.text.rindex("/", row.span.start, row.span.end)
            return [*edits, Splice(slash, row.span.end, f">{added}</{prefix}row>")]
        for target, xml in changes:
            cell = row.cells.get(target.ref.column)
            place = (cell.start, cell.end) if cell else (_put_at(row, target.ref.column),) * 2
            edits.append(Splice(*place, xml))
        return edits

    def _xml(self, row: FoundRow, target: Target) -> str | None:
        """The new cell, or None where it may stay as it is."""
        cell = row.cells.get(target.ref.column)
        stored = stored_cell(self.part, cell, self.decoder)
        same = same_value(stored.value if stored else None, target.content)
        if same and not (target.fresh and stored is None):
            return None
        style = self._style(row, target, cell, holds=stored is not None)
        if same and style == (cell.style if cell else 0):
            return None
        if cell is None:
            tag = new_attributes(target.ref.a1, style)
        else:
            match = self.scan.any_cell.match(self.part.masked, cell.start)
            written = self.part.text[slice(*match.span(1))] if match else ""
            tag = written if style == cell.style else restyled(written, style)
        return cell_xml(self.scan.prefix, tag, target.content, self.strings)

    def _style(self, row: FoundRow, target: Target, cell: CellSpan | None, *, holds: bool) -> int:
        if cell is not None and (holds or not target.fresh):
            return self.styles.as_percent(cell.style) if self.styles and target.percent else cell.style
        neighbour = row.cells.get(target.look_from or 0)
        if neighbour is not None:
            style = neighbour.style
        else:
            values = attributes(row.span.attributes) if row.span else {}
            own = values.get("s", "") if values.get("customFormat") in ("1", "true") else ""
            style = int(own) if own.isdecimal() else 0
        return self.styles.looking_like(style, percent=target.percent) if self.styles else 0

    def _wider_spans(self, span: RowSpan, columns: Sequence[int]) -> list[Splice]:
        """An edit that makes the row's hint on its columns true again."""
        match = _SPANS.search(self.part.masked, span.start, span.tag_end)
        numbers = [int(number) for number in re.findall(r"\d+", match[1])] if match else []
        if not match or not numbers or (min(numbers) <= min(columns) and max(columns) <= max(numbers)):
            return []
        return [Splice(*match.span(1), f"{min(*numbers, *columns)}:{max(*numbers, *columns)}")]


def cell_edits(
    part: Part,
    scan: SheetScan,
    *,
    rows: Mapping[int, FoundRow],
    targets: Iterable[Target],
    decoder: CellDecoder,
    strings: SharedStrings | None,
    styles: StyleBook | None,
) -> list[Splice]:
    """The edits that make the tab hold the targets; none for cells that hold them already."""
    pen = _Pen(part, scan, decoder, strings, styles)
    by_row: dict[int, list[Target]] = {}
    for target in sorted(targets, key=lambda target: target.place):
        by_row.setdefault(target.ref.row, []).append(target)
    edits = [edit for number, group in by_row.items() for edit in pen.edits(rows[number], group)]
    data = scan.data
    if edits and data.empty:
        slash = part.text.rindex("/", data.start, data.end)
        body = "".join(edit.text for edit in edits)
        return [Splice(slash, data.end, f">{body}</{scan.prefix}sheetData>")]
    return edits


def _put_at(row: FoundRow, column: int) -> int:
    """Where a new cell goes: before the next one, or after the last."""
    later = [cell.start for cell in row.cells.values() if cell.column > column]
    if later:
        return min(later)
    ends = [cell.end for cell in row.cells.values()]
    return max(ends) if ends else (row.span.tag_end if row.span else row.put_at)


def _ordered_cells(scan: SheetScan, row: RowSpan) -> dict[int, CellSpan]:
    cells: dict[int, CellSpan] = {}
    last = 0
    for cell in scan.cells(row):
        if cell.row != row.number or cell.column <= last:
            raise FaultError("unordered-cells", f"row {row.number}")
        cells[cell.column] = cell
        last = cell.column
    return cells
