"""Workbooks of all kinds, found in the wild: each is read or refused by name, and written without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.errors import SourceError, WriteRefusedError
from okrsheets.grid import Sheet, Value, column_letters
from tests.adapters.xlsx.books import applied, members

FOLDER = Path(__file__).parents[4] / "shared" / "corpus" / "xlsx" / "files"
FILES = sorted(FOLDER.iterdir()) if FOLDER.is_dir() else []


def _free_cells(sheet: Sheet) -> dict[str, Value]:
    """Two cells right of everything on the tab, in its first row that holds something."""
    used = [column for _, column in sheet.cells]
    ranges = (*sheet.merges, *sheet.occupied, *(table.range for table in sheet.tables))
    right = max([*used, *(place.right for place in ranges)], default=0) + 1
    row = min((row for row, _ in sheet.cells), default=1)
    return {f"{column_letters(right)}{row}": "=new _x0041_", f"{column_letters(right + 1)}{row}": 0.5}


@pytest.mark.skipif(not FILES, reason="the corpus is not here")
@pytest.mark.parametrize("found", FILES, ids=lambda path: path.name)
def test_a_found_workbook_is_read_and_written_or_refused_by_name(tmp_path: Path, found: Path) -> None:
    path = tmp_path / found.name
    path.write_bytes(found.read_bytes())
    try:
        sheets = XlsxAdapter().read(str(path)).sheets
    except SourceError:
        return
    if not sheets:
        return
    values = _free_cells(sheets[0])
    before = members(path)
    try:
        outcome = applied(path, values, sheet=sheets[0].name)
    except WriteRefusedError:
        outcome = None
    if outcome is None:
        assert path.read_bytes() == found.read_bytes()
        return
    after = members(path)
    changed = {name for name in before if before[name] != after[name]}
    assert len(changed) <= 4
    assert len(outcome.written) + len(outcome.refused) >= 1
    now = XlsxAdapter().read(str(path)).sheets[0]
    for edit in outcome.written:
        assert now.value(edit.ref.row, edit.ref.column) == edit.new
    assert {place: now.cells[place] for place in sheets[0].cells} == sheets[0].cells
