"""Cells and rows as CSV: numbers and days unformatted, and no text that a spreadsheet program runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import TypeAlias

from okrsheets.grid import text_of
from okrsheets.patterns import pattern

__all__ = ["Said", "csv_cell", "csv_text", "inert"]

Said: TypeAlias = str | float | bool | date | Enum | None
"""What a cell can be given."""

# the signs of OWASP's "CSV Injection", their full-width forms included
_RUNS = pattern(r" *[\t\r\n]|\s*[=+\-@＝＋－＠]|'")
_QUOTED = pattern(r"[\",\r\n]|^\s|\s$")


def inert(text: str | None) -> str:
    """Text that no spreadsheet program runs: with an apostrophe before it where one might.

    A text that begins with an apostrophe gets another, so that whoever takes one away from every text
    that begins with one has what the sheet said.

    >>> inert("=1+1"), inert("'tis"), inert("Sales"), inert(None)
    ("'=1+1", "''tis", 'Sales', '')
    """
    if not text:
        return ""
    return f"'{text}" if _RUNS.match(text) else text


def csv_cell(value: Said) -> str:
    """A value as a cell says it.

    >>> [csv_cell(value) for value in (0.5, -4.0, date(2026, 10, 1), True, None, "-4")]
    ['0.5', '-4', '2026-10-01', 'yes', '', "'-4"]
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return str(value.value) if isinstance(value, Enum) else text_of(float(value))


def csv_text(rows: Iterable[Sequence[str]], *, bom: bool = False) -> str:
    """Rows of cells as a CSV file; `bom` is the mark by which Excel knows that it is UTF-8."""
    lines = (",".join([_quoted(cell) for cell in row]) + "\n" for row in rows)
    return ("\ufeff" if bom else "") + "".join(lines)


def _quoted(cell: str) -> str:
    # Python's own writer leaves a lone carriage return bare, which readers take for the end of a row
    if not _QUOTED.search(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'
