"""Older and other workbooks (.xls, .xlsb, .ods), read by python-calamine and never written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.adapters.disk import changed_at, load_bytes, revision_of
from okrsheets.adapters.gathering import gather_cells
from okrsheets.adapters.legacy.apart import read_tabs
from okrsheets.adapters.legacy.kinds import refuse_other_kinds
from okrsheets.grid import Cell, CellRange, Sheet, Workbook

if TYPE_CHECKING:
    from okrsheets.adapters.legacy.unpacking import Tab

__all__ = ["LegacyReader"]

_MOST_MEGABYTES = 50


class LegacyReader:
    """Reads .xls, .xlsb and .ods files; a source is the path of one.

    They give values, merged cells (.xls only), and which tabs are hidden. Formulas, number formats,
    links and looks are not known, and a cell that shows an error is blank.
    """

    def read(self, source: str) -> Workbook:
        """The workbook in the file; raises a `SourceError` that says what is wrong and what helps."""
        path = Path(source)
        data = load_bytes(source, at_most=_MOST_MEGABYTES)
        refuse_other_kinds(data, source=source)
        sheets: list[Sheet] = []
        for tab in read_tabs(source):
            known = sum(len(sheet.cells) for sheet in sheets)
            sheets.append(_sheet(tab, source=source, known=known))
        return Workbook(
            source=source,
            title=path.name,
            revision=revision_of(data),
            sheets=tuple(sheets),
            read_only_because=f"{path.suffix.lower()} files are never written",
            changed=changed_at(source),
        )


def _sheet(tab: Tab, *, source: str, known: int) -> Sheet:
    filled = ((row, column, Cell(value)) for row, column, value in tab.cells)
    return Sheet(
        name=tab.name,
        cells=gather_cells(filled, source=source, known=known),
        merges=tuple(CellRange(*edges) for edges in tab.merges),
        hidden=tab.hidden,
    )
