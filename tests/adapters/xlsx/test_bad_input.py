"""What is no readable workbook is refused in one line: place, what, cure."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.adapters.xlsx.faults import CELL_REFUSALS, FILE_REFUSALS, READ_FAULTS, FaultError
from okrsheets.adapters.xlsx.load import named_errors
from okrsheets.adapters.xlsx.read import read_workbook
from okrsheets.adapters.xlsx.strings import rich_text
from okrsheets.adapters.xlsx.zipraw import parse_archive
from okrsheets.errors import (
    DamagedWorkbookError,
    EncryptedWorkbookError,
    NotAWorkbookError,
    SourceError,
    SourceNotFoundError,
    SourceTooLargeError,
)
from tests.adapters.xlsx.books import OKRS, alter, draw

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SHEET = "xl/worksheets/sheet1.xml"


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _cut(path: Path) -> None:
    draw(path, OKRS)
    path.write_bytes(path.read_bytes()[:-400])


def _broken_member(path: Path) -> None:
    draw(path, OKRS)
    data = bytearray(path.read_bytes())
    start = parse_archive(bytes(data)).by_key[SHEET].data_start
    data[start : start + 30] = bytes(30)
    path.write_bytes(data)


def _altered(old: str, new: str, member: str = SHEET) -> Callable[[Path], None]:
    def lay(path: Path) -> None:
        draw(path, OKRS)
        alter(path, member, lambda xml: xml.replace(old, new))

    return lay


def _bomb(path: Path) -> None:
    draw(path, OKRS)
    data = path.read_bytes()
    entry = data.index(b"PK\1\2", data.rindex(SHEET.encode()) - 46)
    path.write_bytes(data[: entry + 24] + struct.pack("<I", (1 << 30) + 1) + data[entry + 28 :])


def _fewer_members(path: Path) -> None:
    """The directory says that it lists one member less than it does."""
    data = bytearray(draw(path, OKRS).read_bytes())
    for at in (8, 10):
        data[len(data) - 22 + at] -= 1
    path.write_bytes(data)


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet'


@pytest.mark.parametrize(
    ("lay", "error", "words"),
    [
        (lambda _: None, SourceNotFoundError, "no such file; check the path"),
        (lambda path: path.mkdir(), NotAWorkbookError, "is a folder; name the workbook inside it"),
        (_bytes(b""), NotAWorkbookError, "is empty; save the workbook again"),
        (_bytes(b"Objective,Key result\n"), NotAWorkbookError, "is not an Excel workbook"),
        (_bytes(OLE + "EncryptedPackage".encode("utf-16-le")), EncryptedWorkbookError, "remove the password"),
        (_bytes(OLE + "Workbook".encode("utf-16-le")), EncryptedWorkbookError, "old format (.xls)"),
        (_cut, DamagedWorkbookError, "is cut short or damaged"),
        (_fewer_members, DamagedWorkbookError, "is cut short or damaged"),
        (_broken_member, DamagedWorkbookError, "is cut short or damaged"),
        (_altered("</sheetData>", "</sheetDat>"), DamagedWorkbookError, "holds a damaged part"),
        (_altered("<worksheet", DOCTYPE), DamagedWorkbookError, "holds a damaged part"),
        (_altered("spreadsheetml/2006", "spreadsheetml/1999"), DamagedWorkbookError, "not of Excel"),
        (_altered("xl/workbook.xml", "xl/workbook.bin", "_rels/.rels"), NotAWorkbookError, "binary workbook"),
        (
            _altered('officeDocument"', 'otherDocument"', "_rels/.rels"),
            NotAWorkbookError,
            "without a workbook",
        ),
        (_bomb, DamagedWorkbookError, "unpacks to more than a workbook can hold"),
    ],
)
def test_what_cannot_be_read_says_place_what_and_cure(
    tmp_path: Path, lay: Callable[[Path], object], error: type[SourceError], words: str
) -> None:
    path = tmp_path / "plan.xlsx"
    lay(path)
    with pytest.raises(error) as caught:
        XlsxAdapter().read(str(path))
    line = str(caught.value)
    assert line.startswith(f"{path}: ")
    assert words in line
    assert "\n" not in line


def test_a_document_type_is_refused_before_its_entities_are_used(tmp_path: Path) -> None:
    path = draw(tmp_path / "plan.xlsx", OKRS)
    start = '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]><worksheet'
    alter(path, SHEET, lambda xml: xml.replace("<worksheet", start, 1))
    with pytest.raises(DamagedWorkbookError, match="document type declaration"):
        XlsxAdapter().read(str(path))


def test_more_cells_than_are_read_are_refused_whichever_tab_holds_them(tmp_path: Path) -> None:
    data = draw(tmp_path / "plan.xlsx", "a | b\n1 | 2", "c | d").read_bytes()
    assert len(read_workbook(data, source="plan.xlsx", title="plan.xlsx", at_most=6).sheets) == 2
    for bound in (3, 5):
        with pytest.raises(FaultError, match="too-many-cells"):
            read_workbook(data, source="plan.xlsx", title="plan.xlsx", at_most=bound)
    with pytest.raises(SourceTooLargeError, match="more than 2,000,000 filled cells"), named_errors("x.xlsx"):
        raise FaultError("too-many-cells")


def test_ranges_of_links_that_lie_over_each_other_are_read_within_bounds(tmp_path: Path) -> None:
    path = draw(tmp_path / "plan.xlsx", OKRS)
    links = "".join(f'<hyperlink ref="A{row}:Z{row + 300}" location="A1"/>' for row in range(10, 2_010))
    listing = f"</sheetData><hyperlinks>{links}</hyperlinks>"
    alter(path, SHEET, lambda xml: xml.replace("</sheetData>", listing))
    cells = XlsxAdapter().read(str(path)).sheets[0].cells
    assert cells[10, 26].link == "#A1"
    assert cells[2_009, 1].link == "#A1"
    assert len(cells) < 20_000


def test_many_tabs_of_one_large_part_are_refused_unread(tmp_path: Path) -> None:
    path = draw(tmp_path / "plan.xlsx", *[OKRS] * 100)
    padding = "<!-- nothing -->" * 700_000
    alter(path, SHEET, lambda xml: xml.replace("<sheetData>", f"{padding}<sheetData>"))
    alter(path, "xl/_rels/workbook.xml.rels", lambda xml: re.sub(r"sheet\d+\.xml", "sheet1.xml", xml))
    with pytest.raises(DamagedWorkbookError, match="unpacks to more than a workbook can hold"):
        XlsxAdapter().read(str(path))


def test_a_text_of_many_runs_and_guides_is_read_in_one_pass() -> None:
    runs = "<r><t>a</t></r><rPh><t>x</t></rPh>"
    assert rich_text(runs * 100_000) == "a" * 100_000  # each run against each guide would take minutes


def test_a_file_cut_anywhere_never_fails_without_a_name(tmp_path: Path) -> None:
    data = draw(tmp_path / "whole.xlsx", OKRS).read_bytes()
    path = tmp_path / "cut.xlsx"
    for length in range(0, len(data), 97):
        path.write_bytes(data[:length])
        with pytest.raises(SourceError):
            XlsxAdapter().read(str(path))


def test_every_reason_is_one_line_with_a_cure_and_a_kebab_case_name() -> None:
    reasons = {name: (fault.what, fault.cure) for name, fault in READ_FAULTS.items()}
    reasons |= {name: (refusal.what, refusal.cure) for name, refusal in FILE_REFUSALS.items()}
    assert len(reasons) == len(READ_FAULTS) + len(FILE_REFUSALS)
    for name, (what, cure) in reasons.items():
        assert name.replace("-", "").isalpha()
        assert what[0].islower()
        assert cure[0].islower()
        assert not (what + cure).endswith(".")
    assert not reasons.keys() & CELL_REFUSALS.keys()
