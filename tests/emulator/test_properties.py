"""What holds whatever is written: of rows put in and taken out, of ranges, numbers and masks."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.emulator.calls import Caller
from tests.sheets_emulator import Emulator
from tests.sheets_emulator.a1 import Box, area_of, quote_title, split_title
from tests.sheets_emulator.entering import as_entered
from tests.sheets_emulator.formats import general
from tests.sheets_emulator.languages import language_of
from tests.sheets_emulator.masks import assigned, masked, parse_mask

CELLS = st.sampled_from(["", "text", "40%", "=A1", "=SUM(A1:B3)", "=$B$2+Other!A2", "=A:A", "=2:2", 7])
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=4, max_size=4)
RANGES = st.builds(
    lambda top, left, height, width: {
        "sheetId": 0,
        "startRowIndex": top,
        "endRowIndex": top + height,
        "startColumnIndex": left,
        "endColumnIndex": left + width,
    },
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(1, 3),
    st.integers(2, 3),
)


@settings(max_examples=20)
@given(rows=ROWS, place=RANGES, at=st.integers(0, 5), count=st.integers(1, 3), rows_first=st.booleans())
def test_lines_put_in_and_taken_out_again_leave_no_trace(
    rows: list[list[Any]], place: dict[str, Any], at: int, count: int, *, rows_first: bool
) -> None:
    emulator = Emulator(open_access=True)
    call = Caller(emulator)
    book = emulator.make_book(tabs={"Plan": rows, "Other": rows}).id
    named = {"addNamedRange": {"namedRange": {"name": "n", "range": place}}}
    call.batch(
        book,
        {"mergeCells": {"range": place}},
        named,
        {"addProtectedRange": {"protectedRange": {"range": place}}},
    )
    before = call.get(book, includeGridData="true")
    lines = {"sheetId": 0, "startIndex": at, "endIndex": at + count}
    lines |= {"dimension": "ROWS" if rows_first else "COLUMNS"}  # type: ignore[dict-item]  # a word beside numbers
    call.batch(book, {"insertDimension": {"range": lines}}, {"deleteDimension": {"range": lines}})
    assert call.get(book, includeGridData="true") == before


@given(
    top=st.integers(0, 2000), left=st.integers(0, 18_000), height=st.integers(1, 50), width=st.integers(1, 50)
)
def test_a_written_rectangle_is_read_as_the_same(top: int, left: int, height: int, width: int) -> None:
    box = Box(top, left, top + height, left + width)
    area = area_of(box.written())
    assert area is not None
    assert area.clipped(10_000, 20_000) == box


@given(st.text(min_size=1))
def test_a_written_title_is_read_as_the_same(title: str) -> None:
    assert split_title(f"{quote_title(title)}!A1") == (title, "A1")


@given(st.integers(-(10**9), 10**9), st.integers(0, 4), st.sampled_from(["en_US", "de_DE", "fr_FR", "ja_JP"]))
def test_a_number_as_it_is_shown_can_be_typed_in(digits: int, places: int, locale: str) -> None:
    language = language_of(locale)
    number = digits / 10**places
    value, _ = as_entered(general(number, language), language, year=2026)
    assert general(value["numberValue"], language) == general(number, language)


NAMES = st.sampled_from(["a", "b", "c"])
MESSAGES = st.recursive(
    st.integers(1, 9), lambda below: st.dictionaries(NAMES, below, min_size=1, max_size=3), max_leaves=8
).filter(lambda value: isinstance(value, dict))
MASKS = st.lists(st.lists(NAMES, min_size=1, max_size=3).map(".".join), min_size=1, max_size=3).map(",".join)


@given(MESSAGES, MASKS)
def test_a_mask_cuts_once_and_writes_back_what_it_cut(message: dict[str, Any], words: str) -> None:
    mask = parse_mask(words)
    cut = masked(message, mask)
    assert masked(cut, mask) == cut
    assert masked(assigned({}, message, mask), mask) == assigned({}, cut, mask)
