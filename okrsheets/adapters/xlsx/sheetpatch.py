"""The edits that put accepted cells into a tab's XML, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from operator import attrgetter

from okrsheets.adapters.targets import Target, same_value
from okrsheets.adapters.xlsx.cellwrite import cell_xml, new_attributes, restyled, without_value
from okrsheets.adapters.xlsx.sheetrows import FoundRow, SheetRows
from okrsheets.adapters.xlsx.sheetscan import RowSpan
from okrsheets.adapters.xlsx.strings import SharedStrings
from okrsheets.adapters.xlsx.styles import StyleBook
from okrsheets.adapters.xlsx.xmltext import Splice
from okrsheets.grid import column_letters
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["cell_edits"]

_SPANS = pattern(r"""\sspans\s*=\s*["'](\s*(?:[0-9]{1,5}:[0-9]{1,5}\s*)+)["']""")
_NUMBER = pattern(r"[0-9]+")
_column = attrgetter("column")


class _Pen(NamedTuple):
    """What writing the cells of a tab needs to know."""

    rows: SheetRows
    strings: SharedStrings | None
    styles: StyleBook | None
    letters: Mapping[int, str]

    def edits(self, row: FoundRow, targets: Iterable[Target]) -> list[Splice]:
        """The edits that make a row hold its targets, which come from left to right."""
        looks = _Looks(self, row)
        changes = [(t.column, xml) for t in targets if (xml := self._xml(row, t, looks)) is not None]
        if not changes:
            return []
        prefix = self.rows.scan.prefix
        if row.span is None:
            added = "".join(xml for _, xml in changes)
            return [Splice(row.put_at, row.put_at, f'<{prefix}row r="{row.number}">{added}</{prefix}row>')]
        edits = self._wider_spans(row.span, changes[0][0], changes[-1][0], filled=row.cells.keys())
        if row.span.tag_end == row.span.end:
            added = "".join(xml for _, xml in changes)
            slash = self.rows.part.text.rindex("/", row.span.start, row.span.end)
            return [*edits, Splice(slash, row.span.end, f">{added}</{prefix}row>")]
        last = row.last_column
        for column, xml in changes:
            if column in row.cells:
                span = self.rows.span(row, column)
                edits.append(Splice(span.start, span.end, xml))
            elif column < last:
                at = self.rows.span(row, min(later for later in row.cells if later > column)).start
                edits.append(Splice(at, at, xml))
        if behind := "".join([xml for column, xml in changes if column > last]):
            at = self.rows.end_of_cells(row)
            edits.append(Splice(at, at, behind))
        return edits

    def _xml(self, row: FoundRow, target: Target, looks: _Looks) -> str | None:
        """The new cell, or None where it may stay as it is."""
        if target.column in row.cells:
            return self._changed(row, target, looks)
        empty = target.content is None or target.content == ""
        if empty and not target.fresh:
            return None
        style = (
            self._style_of_place(row, target)
            if target.look_from is None
            else looks[target.look_from, target.percent]
        )
        if empty and not style:
            return None
        attributes = new_attributes(f"{self.letters[target.column]}{row.number}", style)
        return cell_xml(self.rows.scan.prefix, attributes, target.content, self.strings)

    def _style_of_place(self, row: FoundRow, target: Target) -> int:
        """The style that a spreadsheet program gives to a cell typed there."""
        style = self.rows.style_of_place(row, target.column)
        return self.styles.as_percent(style) if self.styles and target.percent else style

    def _changed(self, row: FoundRow, target: Target, looks: _Looks) -> str | None:
        stored, before = self.rows.stored(row, target.column), self.rows.style(row, target.column) or 0
        same = same_value(stored.value if stored else None, target.content)
        if same and not (target.fresh and stored is None):
            return None
        if target.fresh and stored is None:
            style = looks[target.look_from, target.percent]
        else:
            style = self.styles.as_percent(before) if self.styles and target.percent else before
        if same and style == before:
            return None
        part = self.rows.part
        match = self.rows.scan.any_cell.match(part.masked, self.rows.span(row, target.column).start)
        written = part.text[slice(*match.span(1))] if match else ""
        tag = without_value(written if style == before else restyled(written, style))
        return cell_xml(self.rows.scan.prefix, tag, target.content, self.strings)

    def _wider_spans(self, row: RowSpan, first: int, last: int, *, filled: Set[int]) -> list[Splice]:
        """An edit that makes the row's hint on its columns true again, where it is one."""
        match = _SPANS.search(self.rows.part.masked, row.start, row.tag_end)
        if match is None:
            return []
        numbers = [int(number) for number in _NUMBER.findall(match[1])]
        if min(numbers) <= first and last <= max(numbers):
            return []
        start, end = min(*numbers, *filled, first), max(*numbers, *filled, last)
        return [Splice(*match.span(1), f"{start}:{end}")]


class _Looks(dict[tuple[int | None, bool], int]):
    """The styles that new cells of one row take, by the column to look like and whether they show percent."""

    __slots__ = ("_pen", "_row")

    def __init__(self, pen: _Pen, row: FoundRow) -> None:
        self._pen = pen
        self._row = row

    def __missing__(self, key: tuple[int | None, bool]) -> int:
        look_from, percent = key
        styles, style = self._pen.styles, self._pen.rows.look(self._row, look_from or 0)
        self[key] = found = styles.looking_like(style, percent=percent) if styles else 0
        return found


def cell_edits(
    rows: SheetRows, targets: Collection[Target], *, strings: SharedStrings | None, styles: StyleBook | None
) -> list[Splice]:
    """The edits that make the tab hold the targets; none for cells that hold them already."""
    by_row: dict[int, list[Target]] = {}
    for target in targets:
        by_row.setdefault(target.row, []).append(target)
    letters = {column: column_letters(column) for column in {target.column for target in targets}}
    pen = _Pen(rows, strings, styles, letters)
    edits: list[Splice] = []
    for number in sorted(by_row):
        edits += pen.edits(rows.found[number], sorted(by_row[number], key=_column))
    data = rows.scan.data
    if edits and data.empty:
        slash = rows.part.text.rindex("/", data.start, data.end)
        body = "".join(edit.text for edit in edits)
        return [Splice(slash, data.end, f">{body}</{rows.scan.prefix}sheetData>")]
    return edits
