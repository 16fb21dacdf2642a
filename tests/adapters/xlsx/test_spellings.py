"""However a workbook is spelt and packed, the cells that are set are all that changes in it."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from okrsheets.adapters.disk import revision_of
from okrsheets.adapters.xlsx.patch import patched
from okrsheets.adapters.xlsx.setting import parse_edit
from okrsheets.edits import WritePlan
from tests.adapters.xlsx.books import OKRS, alter, by_openpyxl, draw, members
from tests.adapters.xlsx.judging import Given, faults_of, stored_cells, tabs_of
from tests.adapters.xlsx.spelling import PACKED, SPELT, Parts

PLAN = """
    | Objective | Key result | Target | Current |
    | Grow      | 40 größere | 40     | 19      |
    | Grow      | 3 cities   | 3      | 1       |
"""
GIVEN: dict[str, Given] = {"D2": 0.475, "B3": "4 Städte – 😀", "F2": " a  b ", "B9": True, "A3": "Grow"}


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    with zipfile.ZipFile(draw(tmp_path / "a.xlsx", PLAN, PLAN)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _set(data: bytes, given: dict[str, Given]) -> bytes:
    """The workbook with cells of its first tab set, one of which holds its value already."""
    edits = tuple(
        parse_edit(f"Sheet1!{a1}{'=' if isinstance(new, str) else ':='}{new}") for a1, new in given.items()
    )
    new = patched(data, WritePlan("a.xlsx", revision_of(data), edits))
    assert new.refused == ()
    assert new.content is not None
    return new.content


def _set_and_judged(data: bytes) -> bytes:
    after = _set(data, GIVEN)
    assert faults_of(data, after, {("Sheet1", a1): new for a1, new in GIVEN.items()}) == []
    assert patched(after, WritePlan("a.xlsx", revision_of(after), ())).content is None
    first = tabs_of(data)[0].member
    old = stored_cells(data, first)
    back: dict[str, Given] = {a1: old[a1][1] if a1 in old else "" for a1 in GIVEN}
    assert {a1: c[1] for a1, c in stored_cells(_set(after, back), first).items()} == {
        a1: c[1] for a1, c in old.items()
    }
    return after


def _by_openpyxl(data: bytes) -> list[object]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(BytesIO(data))["Sheet1"]
    return [sheet[a1].value for a1 in GIVEN]


@pytest.mark.parametrize("spelt", SPELT.values(), ids=SPELT)
def test_a_workbook_in_any_spelling_is_set_without_a_trace(
    parts: Parts, spelt: Callable[[Parts], Parts]
) -> None:
    data = PACKED["stored"](spelt(parts))
    after = _set_and_judged(data)
    try:
        readable = _by_openpyxl(data)[0] == 19
    except (KeyError, TypeError, ValueError, SyntaxError, AttributeError):
        readable = False
    if readable:
        assert _by_openpyxl(after) == list(GIVEN.values())


@pytest.mark.parametrize("spelt", ["Latin-1", "Windows-1252", "ASCII", "UTF8 by another name"])
def test_words_put_in_parts_of_other_encodings_are_read_by_all(tmp_path: Path, spelt: str) -> None:
    with zipfile.ZipFile(draw(tmp_path / "a.xlsx", OKRS)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    after = _set(PACKED["stored"](SPELT[spelt](parts)), GIVEN)
    assert _by_openpyxl(after) == list(GIVEN.values())
    rows = CalamineWorkbook.from_filelike(BytesIO(after)).get_sheet_by_index(0).to_python()
    assert rows[2][1] == GIVEN["B3"]


def test_what_stands_behind_the_archive_stays_there(tmp_path: Path) -> None:
    data = draw(tmp_path / "a.xlsx", OKRS).read_bytes() + b"\0\0 trailing"
    after = _set(data, GIVEN)
    assert after.endswith(b"\0\0 trailing")
    assert after.count(b"PK\5\6") == 1


def test_a_part_that_would_hold_the_same_stays_as_it_is_packed(tmp_path: Path) -> None:
    path, sheet = draw(tmp_path / "a.xlsx", "| Objective |"), "xl/worksheets/sheet1.xml"
    # a number of a text that the list does not have, which the new text then gets
    alter(path, "xl/sharedStrings.xml", lambda xml: re.sub(r"<si>.*</si>", "", xml, flags=re.DOTALL))
    before = members(path)
    path.write_bytes(_set(path.read_bytes(), {"A1": "Objective"}))
    assert by_openpyxl(path)["A1"].value == "Objective"
    assert members(path)[sheet] == before[sheet]


@pytest.mark.parametrize("packed", PACKED.values(), ids=PACKED)
def test_a_workbook_packed_in_any_way_is_set_without_a_trace(
    parts: Parts, packed: Callable[[Parts], bytes]
) -> None:
    after = _set_and_judged(packed(parts))
    rows = CalamineWorkbook.from_filelike(BytesIO(after)).get_sheet_by_index(0).to_python()
    assert (rows[1][3], rows[2][1], rows[8][1]) == (0.475, "4 Städte – 😀", True)
    assert _by_openpyxl(after) == list(GIVEN.values())
