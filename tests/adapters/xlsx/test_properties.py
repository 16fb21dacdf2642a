"""Whatever is planned is what is read afterwards, and nothing else is different."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.adapters.xlsx.strings import plain_text, text_element
from okrsheets.grid import Value, column_letters
from tests.adapters.xlsx.books import OKRS, applied, draw

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("_x005F=<>&\"'\r\n\t \x00\x07\ufffe\U0001f600"), st.characters(codec="utf-8")
    ),
    max_size=40,
)
VALUES = st.one_of(
    st.none(),
    TEXTS,
    st.integers(min_value=-(10**14), max_value=10**14),
    st.floats(allow_nan=False, allow_infinity=False),
)
PLACES = st.builds(
    lambda row, column: f"{column_letters(column)}{row}", st.integers(1, 12), st.integers(1, 30)
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return draw(tmp_path_factory.mktemp("drawn") / "a.xlsx", OKRS).read_bytes()


@given(values=st.dictionaries(PLACES, VALUES, max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_what_is_read(tmp_path: Path, drawn: bytes, values: dict[str, Value]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(drawn)
    before = XlsxAdapter().read(str(path)).sheets[0].cells
    outcome = applied(path, values)
    assert outcome.refused == ()
    after = XlsxAdapter().read(str(path)).sheets[0]
    places = {edit.ref.a1: (edit.ref.row, edit.ref.column) for edit in outcome.written}
    assert {a1: after.value(*place) for a1, place in places.items()} == {
        a1: (None if value == "" else value) for a1, value in values.items()
    }
    untouched = before.keys() - set(places.values())
    assert {place: after.cells[place] for place in untouched} == {place: before[place] for place in untouched}
    content = path.read_bytes()
    applied(path, values)
    assert path.read_bytes() == content


@given(TEXTS)
def test_a_stored_text_reads_back_as_itself(text: str) -> None:
    stored = text_element(text, "")
    assert plain_text(stored[stored.index(">") + 1 : stored.rindex("<")]) == text


@given(st.text(alphabet=string.hexdigits + "_x", max_size=30))
def test_what_looks_like_an_escape_is_kept_too(text: str) -> None:
    assert plain_text(text_element(text, "")[3:-4]) == text
