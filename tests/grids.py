"""Draws small sheets from text, so that a test shows what it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from okrsheets.grid import Cell, CellRange, ErrorValue, Look, Sheet, Value, Workbook, parse_a1

__all__ = ["cell_from", "sheet", "workbook"]

_DAY = re.compile(r"\d{4}-[01]\d-[0-3]\d")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?) ?%")


def cell_from(text: str) -> Cell | None:
    """The cell that a word of a drawn grid stands for; None for a blank.

    `60 %` is 0.6 shown as a percentage, `2026-11-03` a day, `*x*` is bold, `#REF!` an error, `'7` the text 7,
    `=B9` a formula without a stored result, `=B9/C9 -> 60 %` one with it.
    """
    text = text.strip()
    if not text:
        return None
    bold = len(text) > 2 and text.startswith("*") and text.endswith("*")
    look = Look(bold=True) if bold else Look()
    text = text.strip("*") if bold else text
    if text.startswith("=") and len(text) > 1:
        formula, _, result = text[1:].partition(" -> ")
        return (cell_from(result) or Cell())._replace(formula=formula, look=look)
    if match := _PERCENT.fullmatch(text):
        return Cell(round(float(match[1]) / 100, 10), number_format="0%", look=look)
    value: Value = text
    if _DAY.fullmatch(text):
        return Cell(date.fromisoformat(text), number_format="yyyy-mm-dd", look=look)
    if text.startswith("'"):
        value = text[1:]
    elif text.startswith("#") and text.endswith(("!", "?", "/A")):
        value = ErrorValue(text)
    elif _NUMBER.fullmatch(text):
        value = float(text) if "." in text else int(text)
    return Cell(value, look=look)


def sheet(
    name: str,
    grid: str,
    *,
    at: str = "A1",
    merges: tuple[CellRange, ...] = (),
    hidden_rows: frozenset[int] = frozenset(),
    more: Mapping[tuple[int, int], Cell] | None = None,
) -> Sheet:
    """A tab drawn as lines of `| cell | cell |`; the first cell stands at `at`. A line `|` is blank."""
    place = parse_a1(at)
    assert place is not None, at
    top, left = place
    cells: dict[tuple[int, int], Cell] = {}
    lines = [line.strip() for line in grid.strip("\n").splitlines() if line.strip()]
    for row, line in enumerate(lines, start=top):
        for column, text in enumerate(line.strip("|").split("|"), start=left):
            if (cell := cell_from(text)) is not None:
                cells[row, column] = cell
    return Sheet(name, {**cells, **(more or {})}, merges=merges, hidden_rows=hidden_rows)


def workbook(*sheets: Sheet, source: str = "Plan.xlsx") -> Workbook:
    """A workbook of these tabs."""
    return Workbook(source, source.rsplit("/", 1)[-1], "r1", sheets)
