"""Texts of any script take the room in a terminal that they are given."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheets.cli.widths import cut, fill, one_line, room_of


@given(st.text(), st.integers(1, 40), st.booleans())
def test_a_text_filled_to_a_room_takes_exactly_it(text: str, room: int, right: bool) -> None:  # noqa: FBT001 hypothesis draws it
    assert room_of(fill(one_line(text), room, right=right)) == room


@given(st.text())
def test_a_line_holds_nothing_that_drives_a_terminal(text: str) -> None:
    line = one_line(text)
    assert not any(unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs") for sign in line)
    assert not set(line) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")
    assert line.encode("utf-8").decode("utf-8") == line


@given(st.text(), st.integers(1, 40))
def test_what_fits_is_not_cut(text: str, room: int) -> None:
    line = one_line(text)
    assert (cut(line, room) == line) == (room_of(line) <= room)


@pytest.mark.parametrize("text", ["目標", "ｱｲｳ", "Ａ", "한국어", "café", "👍"])
def test_wide_and_combined_signs_are_counted_as_they_are_shown(text: str) -> None:
    shown = {"目標": 4, "ｱｲｳ": 3, "Ａ": 2, "한국어": 6, "café": 4, "👍": 2}
    assert room_of(one_line(unicodedata.normalize("NFD", text))) == shown[text]


def test_words_from_right_to_left_turn_nothing_but_themselves() -> None:
    assert fill("هدف", 5) == "\u200eهدف\u200e  "
    assert fill("goal", 5) == "goal "
