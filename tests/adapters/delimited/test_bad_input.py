"""What is no table of text is refused by name; what is too much is refused before it costs much."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from okrsheets.adapters.delimited import DelimitedReader
from okrsheets.adapters.delimited.dialect import find_delimiter
from okrsheets.adapters.delimited.rows import split_rows
from okrsheets.errors import NotAWorkbookError, SourceNotFoundError, SourceTooLargeError
from tests.adapters.delimited.texts import read_bytes, rows_of

JUNK = random.Random(7).randbytes(4_000)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (JUNK, "is no text, whatever its name says"),
        (b"\x89PNG\r\n\x1a\n" + JUNK, "is no text"),
        (b"PK\x03\x04" + JUNK, "rename it to .xlsx"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "rename it to .xls"),
        (b"%PDF-1.7 of words and words", "is a PDF file"),
        (b"\n<!DOCTYPE html><html><body>Sign in, please", "is a web page"),
    ],
)
def test_another_kind_of_file_is_refused_by_name(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(NotAWorkbookError, match=words):
        read_bytes(tmp_path, content)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name, error in (("gone.csv", SourceNotFoundError), ("folder.csv", NotAWorkbookError)):
        with pytest.raises(error):
            DelimitedReader().read(str(tmp_path / name))


def test_a_file_past_the_bound_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    with path.open("wb") as file:
        file.truncate(50_000_000)  # sparse: it takes no room on the disk
    with pytest.raises(SourceTooLargeError, match=r"50\.0 MB, and 30 MB is the most"):
        DelimitedReader().read(str(path))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x,y\n" * 500_001, "more than 1,000,000 filled cells"),
        (b"," * 16_384 + b"x\n", "beyond row 1,048,576 or column 16,384"),
        (b"\n" * 1_048_576 + b"x\n", "beyond row 1,048,576 or column 16,384"),
    ],
)
def test_more_than_is_read_is_refused_with_the_bound(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(SourceTooLargeError, match=words):
        read_bytes(tmp_path, content)


def test_what_just_fits_is_read(tmp_path: Path) -> None:
    wide = read_bytes(tmp_path, b"a" + b"," * 16_383 + b"x\n")
    assert set(wide.sheets[0].cells) == {(1, 1), (1, 16_384)}
    tall = read_bytes(tmp_path, b"a,b\n" + b",\n" * 1_048_574 + b"c,d\n" + b",\n" * 1_000_000)
    assert set(tall.sheets[0].cells) == {(1, 1), (1, 2), (1_048_576, 1), (1_048_576, 2)}


@pytest.mark.parametrize("part", ['"', '"a,', ', "a', '"",', '"a\n', '" "', ",'", '\n"', '"""', ' ""'])
def test_quotes_without_end_are_read_in_one_pass(part: str) -> None:
    text = part * 200_000  # going back at each quote would take hours
    passed_over = str.maketrans("", "", '," \n')
    cells = "".join("".join(row) for row in split_rows(text, find_delimiter(text, usual=",")[0]))
    assert cells.translate(passed_over) == text.translate(passed_over)


def test_control_characters_are_kept_where_the_rest_is_text(tmp_path: Path) -> None:
    rows = [["Goal", "Key result"], ["Grow\x0b with\x07 joy, and for ever", "Win 40 customers, or more"]]
    text = "\n".join(";".join(row) for row in rows)
    assert rows_of(read_bytes(tmp_path, text.encode())) == rows
