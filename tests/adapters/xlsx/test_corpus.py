"""Workbooks of all kinds, found in the wild: each is set without a trace, or refused by name."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from okrsheets.adapters.disk import revision_of
from okrsheets.adapters.xlsx.faults import FaultError, reason_why
from okrsheets.adapters.xlsx.patch import patched
from okrsheets.adapters.xlsx.read import read_workbook
from okrsheets.adapters.xlsx.setting import parse_edit
from okrsheets.edits import WritePlan
from tests.adapters.xlsx.judging import Given, Tab, faults_of, stored_cells, tabs_of
from tests.adapters.xlsx.judging_tabs import faults_of_tab
from tests.adapters.xlsx.test_newtab import SAID, new_tab

FOLDER = Path(
    os.environ.get(
        "OKRSHEETS_XLSX_CORPUS", Path(__file__).parents[4] / "shared" / "corpus" / "xlsx" / "files"
    )
)
FILES = sorted(FOLDER.iterdir()) if FOLDER.is_dir() else []
OFFICE = shutil.which("soffice")
# what these say of a workbook that they cannot read is no matter of ours
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, OSError, zipfile.BadZipFile)

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus is not here")


def _wishes(cells: Mapping[str, tuple[str, object]]) -> Iterator[tuple[str, Given]]:
    """Cells to set on a tab: a number, a text, one between, behind, in a gap and below all others."""
    kinds = {kind: [a1 for a1 in cells if cells[a1][0] == kind] for kind in ("n", "s", "inlineStr")}
    numbers, texts = kinds["n"], kinds["s"] + kinds["inlineStr"]
    yield from [(numbers[len(numbers) // 2], 0.4375)] if numbers else []
    yield from [(texts[len(texts) // 2], "new & <text> é")] if texts else []
    rows: dict[int, set[int]] = {}
    for a1 in cells:
        place = openpyxl.utils.cell.coordinate_to_tuple(a1)
        rows.setdefault(place[0], set()).add(place[1])
    if not rows:
        yield from (("B3", "first"), ("D1", 7))
        return
    row = sorted(rows)[len(rows) // 2]
    last = max(rows[row])
    yield f"{_letters(last + 2)}{row}", " two  blanks "
    yield from [(f"{_letters(free)}{row}", True) for free in range(1, last) if free not in rows[row]][:1]
    yield from [(f"C{gap}", "gap") for gap in range(1, max(rows)) if gap not in rows][:1]
    yield f"B{max(rows) + 3}", 12.5


def _letters(column: int) -> str:
    return str(openpyxl.utils.get_column_letter(column))


def _set(data: bytes, tab: str, given: Mapping[str, Given]) -> tuple[bytes, dict[str, Given]]:
    """The workbook with the cells set that are not refused, and those."""
    signs = {a1: "=" if isinstance(new, str) else ":=" for a1, new in given.items()}
    edits = [parse_edit(f"{tab}!{a1}{signs[a1]}{new}", tabs={tab}) for a1, new in given.items()]
    new = patched(data, WritePlan("found.xlsx", revision_of(data), tuple(edits)))
    refused = {refusal.at: reason_why(refusal.name) for refusal in new.refused}
    kept = {} if None in refused else {a1: value for a1, value in given.items() if a1 not in refused}
    return new.content or data, kept


def _set_and_judged(data: bytes) -> list[tuple[Tab, bytes, dict[str, Given]]]:
    """The workbook with cells of its first two tabs set, tab by tab; none where it is refused by name."""
    try:
        patched(data, WritePlan("found.xlsx", revision_of(data), (parse_edit("No such tab!A1=x"),)))
    except FaultError as fault:
        reason_why(fault.name)  # fails where the name is none of the list
        return []
    done = []
    for tab in tabs_of(data)[:2]:
        old = stored_cells(data, tab.member)
        after, kept = _set(data, tab.name, dict(_wishes(old)))
        assert faults_of(data, after, {(tab.name, a1): new for a1, new in kept.items()}) == []
        back: dict[str, Given] = {a1: old[a1][1] if a1 in old else "" for a1 in kept}
        again, _ = _set(after, tab.name, back)
        restored = stored_cells(again, tab.member)
        assert {a1: cell[1] for a1, cell in restored.items() if cell[1] != ""} == {
            a1: cell[1] for a1, cell in old.items() if cell[1] != ""
        }
        done.append((tab, after, kept))
    return done


@pytest.mark.parametrize("found", FILES, ids=lambda path: path.name)
def test_a_found_workbook_is_set_without_a_trace_or_refused_by_name(found: Path) -> None:
    _set_and_judged(found.read_bytes())


def _some(count: int) -> list[object]:
    """Every file for `make test-full`, of which some small ones for `make test`."""
    small = [path for path in FILES if path.stat().st_size < 60_000]
    chosen = set(small[:: max(len(small) // count, 1)])
    return [path if path in chosen else pytest.param(path, marks=pytest.mark.slow) for path in FILES]


@pytest.mark.parametrize("found", _some(40), ids=lambda path: path.name)
def test_a_found_workbook_that_others_read_is_read(found: Path) -> None:
    data = found.read_bytes()
    try:
        names = _names_by_openpyxl(data), _names_by_calamine(data)
    except (*UNREADABLE, CalamineError):
        return
    read = read_workbook(data, source="found.xlsx", title="found.xlsx")
    assert {sheet.name for sheet in read.sheets} <= {*names[0], *names[1]}


@pytest.mark.parametrize("found", _some(12), ids=lambda path: path.name)
def test_other_readers_find_what_was_set_in_a_found_workbook(found: Path) -> None:
    data = found.read_bytes()
    for tab, after, kept in _set_and_judged(data):
        for read in (_by_openpyxl, _by_calamine):
            try:
                known = read(data, tab, list(kept)) is not None
            except UNREADABLE:
                continue
            values = read(after, tab, list(kept)) if known else []
            assert all(map(_shows, values or [], kept.values())), (values, kept)


@pytest.mark.parametrize("found", _some(12), ids=lambda path: path.name)
def test_a_found_workbook_takes_a_tab_of_ours_or_refuses_it_by_name(found: Path) -> None:
    data = found.read_bytes()
    try:
        new = patched(data, WritePlan("found.xlsx", revision_of(data), tabs=(new_tab(_OWN),)))
    except FaultError as fault:
        reason_why(fault.name)  # fails where the name is none of the list
        return
    if new.content is None:
        assert [refusal.name for refusal in new.refused] in (["no-new-tab"], ["protected-structure"])
        return
    assert faults_of_tab(data, new.content, _OWN, SAID) == []
    tab, places = tabs_of(new.content)[-1], list(SAID)
    for read, names in ((_by_openpyxl, _names_by_openpyxl), (_by_calamine, _names_by_calamine)):
        try:
            known = names(data)
        except (*UNREADABLE, CalamineError):
            continue
        if known:
            assert names(new.content) == [*known, _OWN]
            assert read(new.content, tab, places) == list(SAID.values())


_OWN = "OKR summary of ours"


def _names_by_openpyxl(data: bytes) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(openpyxl.load_workbook(BytesIO(data)).sheetnames)


def _names_by_calamine(data: bytes) -> list[str]:
    return list(CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names)


def _by_openpyxl(data: bytes, tab: Tab, places: list[str]) -> list[object] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says what it would lose
        book = openpyxl.load_workbook(BytesIO(data))
    return [book[tab.name][a1].value for a1 in places] if tab.name in book.sheetnames else None


def _by_calamine(data: bytes, tab: Tab, places: list[str]) -> list[object] | None:
    at = [openpyxl.utils.cell.coordinate_to_tuple(a1) for a1 in [*stored_cells(data, tab.member), *places]]
    if max(row for row, _ in at) * max(column for _, column in at) > 5_000_000:
        return None  # it lays out every cell up to the last one, filled or not
    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(tab.name)
    except (CalamineError, WorksheetNotFound):
        return None
    rows = sheet.to_python(skip_empty_area=False)
    found = [(row - 1, column - 1) for row, column in at[-len(places) :]]
    return [rows[r][c] if r < len(rows) and c < len(rows[r]) else "" for r, c in found]


def _shows(read: object, wanted: Given) -> bool:
    """Whether a reader shows what was set, which in a cell formatted so is a moment."""
    moment = isinstance(read, (date, datetime, time, timedelta)) and isinstance(wanted, float)
    return moment or read == wanted or (read in (None, "") and wanted == "")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("share", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 10))])
def test_libreoffice_finds_what_was_set_in_a_found_workbook(tmp_path: Path, share: int) -> None:
    wanted: dict[str, dict[str, str]] = {}
    for found in FILES[share::40][:3]:
        for tab, after, kept in _set_and_judged(found.read_bytes())[:1]:
            texts = {a1: new for a1, new in kept.items() if isinstance(new, str)}
            if tabs_of(after)[0] == tab and texts:
                (tmp_path / found.with_suffix(".xlsx").name).write_bytes(after)
                wanted[found.stem] = texts
    for name, expected in wanted.items():
        rows = _by_libreoffice(tmp_path, name)
        if rows is not None:
            assert {a1: _at(rows, a1) for a1 in expected} == expected


def _by_libreoffice(folder: Path, name: str) -> list[list[str]] | None:
    """The rows of the first tab; None where it does not read the file."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(OFFICE), "--headless", profile, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / f"{name}.xlsx")],
        check=False,
        capture_output=True,
        timeout=180,
    )
    made = folder / f"{name}.csv"
    return list(csv.reader(StringIO(made.read_bytes().decode(), newline=""))) if made.exists() else None


def _at(rows: list[list[str]], a1: str) -> str:
    row, column = openpyxl.utils.cell.coordinate_to_tuple(a1)
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""
