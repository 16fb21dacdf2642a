"""The scale of a column: decided once for all its cells, never cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from okrsheets.grid import Value
from okrsheets.model import Field, Status
from okrsheets.patterns import pattern
from okrsheets.reading.figures.digits import plain_text
from okrsheets.reading.figures.values import Number, number_of
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.lines import Lines
from okrsheets.tuples import NamedTuple

__all__ = ["numbers_of", "shares_of"]

_ENDS = r"(3|4|5|6|7|10|100)(?![\d%])"
# Compiled by re when first used, and kept by it: few runs need them.
_SCALE = rf"(?<![\d.])([01])\s*(?:[-–—~～〜]|to|bis|à|a|tot|até)\s*{_ENDS}"
_OUT_OF = rf"(?:/|out of|von|sur|满分)\s*{_ENDS}|{_ENDS}\s*(?:分制|分满分|点満点|점)"
_PERCENT = pattern(r"(?<!\d)(?<!\d )[%％]")
_LARGEST_SHARE = 1e6  # beyond it a figure was mistyped, and no mean can hold it
_STARS = r"[★⭐☆]{1,10}"
_BALLS = {"○": 0.0, "◔": 0.25, "◑": 0.5, "◕": 0.75, "●": 1.0}
_SURE_BALLS = frozenset("◔◑◕")


class _Scale(NamedTuple):
    """What plain figures mean as shares: `low` is 0, `high` is 1."""

    low: float
    high: float


def numbers_of(
    lines: Lines, column: Column, rows: Sequence[int], vocabulary: Vocabulary, *, mark: str | None
) -> Mapping[int, Number]:
    """The figures of a column by row; `mark` is the decimal mark of its text numbers.

    A range such as "10-20" is a figure only as a target, and "+30 %" only where it is none. Plain figures
    above 1 are percentages where the heading says so, and where they are weights among percentages.
    """
    numbers = {
        row: number
        for row, cell in zip(rows, lines.cells(rows, column.number), strict=True)
        if cell.value is not None
        and (number := number_of(cell, vocabulary, mark=mark)) is not None
        and (number.low is None if column.field is not Field.TARGET else not _is_a_change(cell.value, number))
        and not (number.answer and column.field is Field.WEIGHT)
    }
    heading = column.heading
    said = ("%" in heading or "％" in heading) and _PERCENT.search(heading) is not None
    if said or (column.field is Field.WEIGHT and any(number.share for number in numbers.values())):
        return _as_percentages(numbers)
    return numbers


def _is_a_change(value: Value, number: Number) -> bool:
    """Whether a target says how far to go, not where to: "+30 %", "+5", "-10 %"."""
    sign = plain_text(value).lstrip()[:1] if isinstance(value, str) else ""
    return sign == "+" or (sign == "-" and number.share)


def _as_percentages(numbers: Mapping[int, Number]) -> Mapping[int, Number]:
    """The figures of a column of percentages, whether 60 or 0.6 is written for 60 %."""
    plain = {row: n for row, n in numbers.items() if not (n.share or n.money or n.answer or n.of)}
    whole = 100.0 if any(abs(n.value) > 1 for n in plain.values()) else 1.0
    return {
        **numbers,
        **{
            row: n._replace(value=round(n.value / whole, 12), share=True, unit="%")
            for row, n in plain.items()
        },
    }


def shares_of(
    lines: Lines, column: Column, rows: Sequence[int], vocabulary: Vocabulary, *, mark: str | None
) -> Mapping[int, float]:
    """The shares of a progress, score or confidence column by row, on the one scale it is written in."""
    shares = _drawn(lines, column, rows)
    numbers = {
        row: number
        for row, cell in zip(rows, lines.cells(rows, column.number), strict=True)
        if cell.value is not None
        and row not in shares
        and (number := number_of(cell, vocabulary, mark=mark)) is not None
        and number.low is None
    }
    scale = _scale(column, [n.value for n in numbers.values() if not (n.share or n.of or n.answer)])
    for row, number in numbers.items():
        if number.of:
            shares[row] = number.value / number.of
        elif number.share or number.answer:
            shares[row] = number.value
        else:
            shares[row] = round((number.value - scale.low) / (scale.high - scale.low), 12)
    shares = {row: share for row, share in shares.items() if abs(share) <= _LARGEST_SHARE}
    for row in rows:
        value = None if row in shares else lines.cell(row, column.number).value
        share = _of_words(column.field, value, vocabulary) if isinstance(value, str) else None
        if share is not None:
            shares[row] = share
    return shares


def _scale(column: Column, plain: Sequence[float]) -> _Scale:
    """The scale of plain figures: as a person says, as the heading says, else by the figures."""
    if column.told is not None and column.told.scale is not None:
        return _Scale(0.0, float(column.told.scale))
    largest = max((abs(n) for n in plain), default=0.0)
    said = _said(column.heading) if any(c.isdigit() for c in column.heading) else None
    if said is not None and largest <= said.high:
        return said
    if column.field is Field.CONFIDENCE and _are_grades(plain):
        return _Scale(1.0, 5.0)
    if largest <= 1 or (largest <= 2 and any(not n.is_integer() for n in plain)):
        return _Scale(0.0, 1.0)
    return _Scale(0.0, 10.0 if largest <= 10 and column.field is not Field.PROGRESS else 100.0)


def _said(heading: str) -> _Scale | None:
    """The scale that a heading names; who grades from 1 to 10 means tenths.

    >>> _said("Confidence (1-5)"), _said("Progress (0-10)"), _said("Score out of 10"), _said("Q3 score")
    (_Scale(low=1.0, high=5.0), _Scale(low=0.0, high=10.0), _Scale(low=0.0, high=10.0), None)
    """
    heading = heading.casefold()
    if match := re.search(_SCALE, heading):
        low, high = float(match[1]), float(match[2])
        return _Scale(low if high < 10 else 0.0, high)
    match = re.search(_OUT_OF, heading)
    return _Scale(0.0, float(match[1] or match[2])) if match else None


def _are_grades(plain: Sequence[float]) -> bool:
    """Whether plain confidence figures are grades from 1 to 5."""
    return bool(plain) and 1 < max(plain) <= 5 and min(plain) >= 1 and all(n.is_integer() for n in plain)


def _drawn(lines: Lines, column: Column, rows: Sequence[int]) -> dict[int, float]:
    """The shares that cells draw: stars out of five or of the hollow ones beside them, filled circles."""
    texts = {
        row: value.strip().replace("\ufe0f", "")
        for row, value in zip(rows, lines.values(rows, column.number), strict=True)
        if isinstance(value, str) and not value.isascii()
    }
    if not texts:
        return {}
    balls = _BALLS if not _SURE_BALLS.isdisjoint(texts.values()) else {}
    stars = {row: text for row, text in texts.items() if re.fullmatch(_STARS, text)}
    return {row: balls[text] for row, text in texts.items() if text in balls} | {
        row: (len(text) - text.count("☆")) / (len(text) if "☆" in text else max(5, len(text)))
        for row, text in stars.items()
    }


def _of_words(field: Field | None, text: str, vocabulary: Vocabulary) -> float | None:
    if field is Field.CONFIDENCE:
        meant = vocabulary.meaning("confidences", text)
        return {"low": 0.3, "medium": 0.6, "high": 0.9}.get(meant or "")
    status = vocabulary.meaning("statuses", text)
    if status is None:
        return None
    return {Status.DONE.name: 1.0, Status.NOT_STARTED.name: 0.0}.get(status.upper())
