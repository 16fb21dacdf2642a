"""Lays delimited files for tests and reads them back as rows of texts."""

from __future__ import annotations

from pathlib import Path

from okrsheets.adapters.delimited import DelimitedReader
from okrsheets.grid import Workbook

__all__ = ["read_bytes", "rows_of"]


def read_bytes(folder: Path, content: bytes, *, name: str = "plan.csv") -> Workbook:
    """The workbook that a file of this content is read as."""
    path = folder / name
    path.write_bytes(content)
    return DelimitedReader().read(str(path))


def rows_of(book: Workbook) -> list[list[str]]:
    """The texts of the only tab, row by row from A1, as far as each row goes; blanks are ''."""
    (sheet,) = book.sheets
    bottom = max((row for row, _ in sheet.cells), default=0)
    rows = []
    for row in range(1, bottom + 1):
        last = max((column for at, column in sheet.cells if at == row), default=0)
        values = [sheet.value(row, column) for column in range(1, last + 1)]
        assert all(value is None or isinstance(value, str) for value in values), values
        rows.append([value or "" for value in values if isinstance(value, str | None)])
    return rows
