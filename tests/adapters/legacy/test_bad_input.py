"""What is no readable workbook of these kinds is refused in one line, whatever it does to its reader."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from okrsheets.adapters.legacy import LegacyReader
from okrsheets.errors import (
    DamagedWorkbookError,
    EncryptedWorkbookError,
    NotAWorkbookError,
    SourceError,
    SourceNotFoundError,
    SourceTooLargeError,
)
from tests.adapters.legacy.books import binary_workbook, open_document
from tests.adapters.xlsx.books import OKRS, draw

COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
CELL = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _as_xlsx(path: Path) -> None:
    draw(path.with_suffix(".xlsx"), OKRS).rename(path)


def _locked_document(path: Path) -> None:
    entry = '<manifest:file-entry manifest:full-path="content.xml">{}</manifest:file-entry>'
    open_document(path, "", manifest=entry.format("<manifest:encryption-data/>"))


def _far_apart(path: Path) -> None:
    binary_workbook(path, {(1, 1): "a", (1_048_576, 16_384): "b"}, tab="Plan")


@pytest.mark.parametrize(
    ("name", "lay", "error", "words"),
    [
        ("plan.xls", lambda _: None, SourceNotFoundError, "no such file"),
        ("plan.ods", lambda path: path.mkdir(), NotAWorkbookError, "is a folder"),
        ("plan.xls", _bytes(b""), NotAWorkbookError, "is empty; save the workbook again"),
        ("plan.xls", _bytes(b"Objective,Key result\n"), NotAWorkbookError, "is no workbook"),
        ("plan.xls", _bytes(b"<html><table><tr><td>Objective"), NotAWorkbookError, "is a web page"),
        ("plan.xls", _as_xlsx, NotAWorkbookError, "rename it to .xlsx"),
        ("plan.ods", _as_xlsx, NotAWorkbookError, "rename it to .xlsx"),
        ("plan.xlsb", lambda path: open_document(path, ""), NotAWorkbookError, "rename it to .ods"),
        ("plan.ods", _bytes(COMPOUND + bytes(600)), NotAWorkbookError, "rename it to .xls"),
        ("plan.xls", _bytes(COMPOUND + bytes(600)), DamagedWorkbookError, "damaged; open it"),
        (
            "plan.xlsb",
            _bytes(COMPOUND + "EncryptedPackage".encode("utf-16-le")),
            EncryptedWorkbookError,
            "remove the password",
        ),
        ("plan.ods", _locked_document, EncryptedWorkbookError, "is encrypted with a password"),
        ("plan.xlsb", _far_apart, DamagedWorkbookError, "larger than can be read"),
    ],
)
def test_what_cannot_be_read_says_place_what_and_cure(
    tmp_path: Path, name: str, lay: Callable[[Path], object], error: type[SourceError], words: str
) -> None:
    path = tmp_path / name
    lay(path)
    with pytest.raises(error) as caught:
        LegacyReader().read(str(path))
    line = str(caught.value)
    assert line.startswith(f"{path}: ")
    assert words in line
    assert "\n" not in line


def test_a_file_past_the_bound_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "plan.xls"
    with path.open("wb") as file:
        file.truncate(60_000_000)  # sparse: it takes no room on the disk
    with pytest.raises(SourceTooLargeError, match="50 MB is the most"):
        LegacyReader().read(str(path))


def test_more_cells_than_are_read_is_told_with_the_bound(tmp_path: Path) -> None:
    row = CELL.format(' table:number-columns-repeated="1001"')
    rows = f'<table:table-row table:number-rows-repeated="1000">{row}</table:table-row>'
    with pytest.raises(SourceTooLargeError, match="more than 1,000,000 filled cells"):
        LegacyReader().read(str(open_document(tmp_path / "plan.ods", rows)))


def test_blank_rows_without_end_cost_nothing(tmp_path: Path) -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = (
        f"<table:table-row>{CELL.format('')}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048574">{blank}</table:table-row>'
        f"<table:table-row>{CELL.format('')}</table:table-row>"
    )
    (sheet,) = LegacyReader().read(str(open_document(tmp_path / "plan.ods", rows))).sheets
    assert set(sheet.cells) == {(1, 1), (1_048_576, 1)}


def test_a_file_that_states_sizes_beyond_all_memory_does_not_end_the_program(tmp_path: Path) -> None:
    path = binary_workbook(tmp_path / "plan.xlsb", {(1, 1): "Objective", (2, 1): "x"}, tab="Plan")
    first, last = (struct.pack("<III", column, 0, 9) for column in (0, 0xFF000000))
    path.write_bytes(path.read_bytes().replace(first, last))
    with pytest.raises(DamagedWorkbookError, match="is damaged, or larger than can be read"):
        LegacyReader().read(str(path))


@pytest.mark.slow
def test_a_file_with_any_bytes_changed_is_read_or_refused(tmp_path: Path) -> None:
    data = binary_workbook(tmp_path / "whole.xlsb", {(3, 2): "Objective", (4, 2): 0.5}, tab="P").read_bytes()
    dice = random.Random(11)
    path = tmp_path / "plan.xlsb"
    for _ in range(300):
        changed = bytearray(data[: dice.randrange(1, len(data) + 1)])
        for _ in range(dice.choice((0, 1, 20))):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        path.write_bytes(changed)
        try:
            sheets = LegacyReader().read(str(path)).sheets
        except SourceError:
            continue
        assert len(sheets) <= 1
