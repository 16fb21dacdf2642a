"""The scale of a column: decided once for all its cells, never cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from okrsheets.model import Field, Status
from okrsheets.reading.columns import Column
from okrsheets.reading.lines import Lines
from okrsheets.reading.values import Number, decimal_mark, number_of
from okrsheets.reading.vocabulary import Vocabulary

__all__ = ["numbers_of", "shares_of"]

_TEN = r"(?i)\b(?:0|1)\s*(?:-|–|to)\s*10\b|/\s*10\b|out of 10\b"


def numbers_of(
    lines: Lines, column: Column, rows: Sequence[int], vocabulary: Vocabulary
) -> Mapping[int, Number]:
    """The figures of a column by row; text numbers are read in the column's own writing."""
    cells = lines.cells(rows, column.number)
    mark = column.told.decimal if column.told is not None else None
    mark = mark or decimal_mark(value for cell in cells if isinstance(value := cell.value, str))
    return {
        row: number
        for row, cell in zip(rows, cells, strict=True)
        if cell.value is not None and (number := number_of(cell, vocabulary, mark=mark)) is not None
    }


def shares_of(
    lines: Lines, column: Column, rows: Sequence[int], vocabulary: Vocabulary
) -> Mapping[int, float]:
    """The shares of a progress, score or confidence column by row, on the one scale it is written in."""
    numbers = numbers_of(lines, column, rows, vocabulary)
    plain = [n.value for n in numbers.values() if not (n.share or n.of or n.answer)]
    told = column.told.scale if column.told is not None else None
    scale = _five(plain) if column.field is Field.CONFIDENCE and told is None else None
    whole = told or _whole(column, plain)
    shares: dict[int, float] = {}
    for row, number in numbers.items():
        if number.of:
            shares[row] = number.value / number.of
        elif number.share or number.answer:
            shares[row] = number.value
        else:
            shares[row] = (number.value - 1) / 4 if scale else round(number.value / whole, 12)
    for row in rows:
        value = None if row in shares else lines.cell(row, column.number).value
        share = _of_words(column.field, value, vocabulary) if isinstance(value, str) else None
        if share is not None:
            shares[row] = share
    return shares


def _five(plain: Sequence[float]) -> bool:
    """Whether plain confidence figures are grades from 1 to 5."""
    return bool(plain) and 1 < max(plain) <= 5 and min(plain) >= 1 and all(n.is_integer() for n in plain)


def _whole(column: Column, plain: Sequence[float]) -> float:
    """What a plain figure of 1.0 as a share is written as in this column: 1, 10 or 100."""
    largest = max((abs(n) for n in plain), default=0.0)
    if largest <= 1 or (largest <= 2 and any(not n.is_integer() for n in plain)):
        return 1.0
    if largest <= 10 and (column.field is not Field.PROGRESS or re.search(_TEN, column.heading)):
        return 10.0
    return 100.0


def _of_words(field: Field | None, text: str, vocabulary: Vocabulary) -> float | None:
    if field is Field.CONFIDENCE:
        meant = vocabulary.meaning("confidences", text)
        return {"low": 0.3, "medium": 0.6, "high": 0.9}.get(meant or "")
    status = vocabulary.meaning("statuses", text)
    if status is None:
        return None
    return {Status.DONE.name: 1.0, Status.NOT_STARTED.name: 0.0}.get(status.upper())
