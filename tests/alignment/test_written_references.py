"""What people write into a parent cell, and what it means: a table."""

from __future__ import annotations

from functools import cache

import pytest

from tests.alignment.company import cell_written, meanings, said
from tests.alignment.written import WRITTEN


def _rows() -> list[tuple[str, ...]]:
    """The rows of the table, filled up to four columns."""
    lines = (line.strip() for line in WRITTEN.splitlines())
    rows = [tuple(word.strip() for word in line[2:].split(" | ")) for line in lines if line.startswith("|")]
    return [(*row, *[""] * (4 - len(row))) for row in rows]


@cache
def _found() -> dict[str, tuple[str, str, str]]:
    """What each text of the table means, all of them written into one tab."""
    texts = [row[0] for row in _rows()]
    return dict(zip(texts, map(said, meanings([cell_written(text) for text in texts])), strict=True))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0])
def test_a_written_reference_means_what_the_table_says(row: tuple[str, ...]) -> None:
    text, means, by, kind = row
    meant, step, kinds = _found()[text]
    assert (meant, step) == (means, by)
    assert kind in ("", kinds)


def test_the_table_holds_every_text_once() -> None:
    texts = [row[0] for row in _rows()]
    assert len(texts) == len(set(texts)) >= 120
