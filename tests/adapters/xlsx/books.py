"""Small Excel files for tests: drawn, altered part by part, compared raw, and plans to write into them."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.adapters.xlsx.zipraw import parse_archive
from okrsheets.edits import (
    CellEdit,
    EditKind,
    ManagedColumn,
    ManagedRole,
    TableGrowth,
    WriteOutcome,
    WritePlan,
)
from okrsheets.grid import CellRef, Value, Workbook, parse_a1

__all__ = ["OKRS", "alter", "applied", "by_openpyxl", "draw", "edit", "heading", "members", "plan"]

OKRS = """
    | Objective | Key result       | Target | Current |
    | Grow      | 40 customers     | 40     | 19      |
    | Grow      | 3 cities         | 3      | 1       |
    | Retain    | Churn below 2 %  | 0.02   | 0.035   |
"""


def draw(path: Path, *tabs: str) -> Path:
    """A workbook of drawn tabs (`Sheet1`, `Sheet2`, ...): `|` between cells, numbers as numbers."""
    book = xlsxwriter.Workbook(str(path))
    for tab in tabs:
        sheet = book.add_worksheet()
        for row, line in enumerate(tab.strip().splitlines()):
            for column, word in enumerate(line.strip().strip("|").split("|")):
                sheet.write(row, column, word.strip())
                if word.strip().replace(".", "", 1).isdigit():
                    sheet.write_number(row, column, float(word))
    book.close()
    return path


def alter(path: Path, member: str, change: Callable[[str], str]) -> None:
    """Put another text in a member, or (empty before) a new member in the file."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    before = contents.get(member, b"").decode()
    after = change(before)
    assert after != before
    contents[member] = after.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)


def members(path: Path) -> dict[str, bytes]:
    """Every member's raw bytes: header, packed content and all up to the next one."""
    archive = parse_archive(path.read_bytes())
    return {m.name: archive.data[m.start : m.span_end] for m in archive.members}


def by_openpyxl(path: Path, *, cached: bool = False) -> Any:
    """The first tab of the file as openpyxl, which has no types, reads it: formulas, or cached values."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says what it would lose if it saved the file
        return openpyxl.load_workbook(BytesIO(path.read_bytes()), data_only=cached).worksheets[0]


def _ref(book: Workbook, a1: str, sheet: str) -> CellRef:
    place = parse_a1(a1)
    assert place
    return CellRef(book.source, sheet, *place)


def edit(book: Workbook, a1: str, new: Value, *, sheet: str = "Sheet1") -> CellEdit:
    """An edit that puts a value in a cell: numbers as percentages, None clears."""
    kind = EditKind.TEXT if isinstance(new, str) else EditKind.BLANK if new is None else EditKind.PERCENT
    return CellEdit(_ref(book, a1, sheet), ManagedRole.PROGRESS, "key", None, new, kind)


def heading(
    book: Workbook, a1: str, role: ManagedRole, *, bottom: int, new: bool = True, sheet: str = "Sheet1"
) -> ManagedColumn:
    """One of our columns, headed at a cell, looking like the column left of it."""
    at = _ref(book, a1, sheet)
    kind = EditKind.PERCENT if role is ManagedRole.PROGRESS else EditKind.TEXT
    return ManagedColumn(at, bottom, role.value, role, kind, at.column - 1, new)


def plan(
    book: Workbook,
    values: Mapping[str, Value],
    *,
    columns: Sequence[ManagedColumn] = (),
    extends: Sequence[TableGrowth] = (),
    sheet: str = "Sheet1",
) -> WritePlan:
    """A plan against the revision that was read."""
    edits = tuple(edit(book, a1, new, sheet=sheet) for a1, new in values.items())
    return WritePlan(book.source, book.revision, edits, tuple(columns), tuple(extends))


def applied(path: Path, values: Mapping[str, Value], *, sheet: str = "Sheet1") -> WriteOutcome:
    """What writing these values into cells of a tab did."""
    adapter = XlsxAdapter()
    return adapter.apply(plan(adapter.read(str(path)), values, sheet=sheet))
