"""Whatever grid of texts a csv writer writes is read back, cell by cell."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from okrsheets.adapters.delimited.rows import split_rows
from okrsheets.errors import NotAWorkbookError
from tests.adapters.delimited.texts import read_bytes, rows_of

DELIMITERS = st.sampled_from([",", ";", "\t", "|", "^"])
# a lone CR is a line end, which cells hold as LF; NUL and half surrogate pairs are in no text file
CHARACTERS = st.characters(exclude_characters="\0\r\x1a", exclude_categories=["Cs"])
ODD = st.sampled_from(['"', '""', ' "x" ', "a,b;c|d^e", "two\nlines", "sep=;", "0042", "\t"])
CELLS = st.text(CHARACTERS, max_size=12) | ODD
# a few cells of nothing but control characters would be no text
PRINTED = st.text(st.characters(exclude_characters="\ufffd", exclude_categories=["Cs", "Cc"])) | ODD


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the blanks at their ends, and without the blank rows below them."""
    short = [row[: max((at for at, cell in enumerate(row, start=1) if cell), default=0)] for row in rows]
    while short and not short[-1]:
        short.pop()
    return short


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=6), DELIMITERS)
def test_cells_of_a_known_delimiter_are_read_back(rows: list[list[str]], delimiter: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    assert _trimmed(list(split_rows(text.getvalue(), delimiter))) == _trimmed(rows)


@given(
    rows=st.integers(min_value=2, max_value=5).flatmap(
        lambda width: st.lists(st.lists(PRINTED, min_size=width, max_size=width), min_size=2, max_size=6)
    ),
    delimiter=DELIMITERS,
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    name=st.sampled_from(["plan.csv", "plan.tsv"]),
)
def test_a_quoted_grid_is_read_back_whatever_it_holds(
    rows: list[list[str]], delimiter: str, end: str, encoding: str, name: str
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    with TemporaryDirectory() as folder:
        read = rows_of(read_bytes(Path(folder), text.getvalue().encode(encoding), name=name))
    assert read == _trimmed(rows)


@given(st.text(st.characters(exclude_categories=["Cs"])), DELIMITERS)
def test_no_character_of_any_text_is_lost_but_delimiters_and_quotes(text: str, delimiter: str) -> None:
    lines = text.replace("\r", "\n")
    read = "".join("".join(row) for row in split_rows(lines, delimiter))
    passed_over = str.maketrans("", "", f'{delimiter}" \n')
    assert read.translate(passed_over) == lines.translate(passed_over)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_tab_or_a_named_error(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        try:
            cells = read_bytes(Path(folder), content).sheets[0].cells
        except NotAWorkbookError:
            return
    assert all(cell.value for cell in cells.values())
