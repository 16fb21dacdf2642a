"""References in formulas: found, moved with a copied cell, and kept right when rows come and go."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from .a1 import column_index, column_name, quote_title

__all__ = [
    "REFERENCE",
    "Change",
    "Corner",
    "Move",
    "Reference",
    "Shift",
    "copied_formula",
    "read_reference",
    "retitled_formula",
    "rewritten",
    "shifted_formula",
]

_CORNER = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]*|\$?[A-Za-z]{1,3}|\$?[1-9][0-9]*"
REFERENCE = (
    r"(?:(?P<title>'(?:[^']|'')*'|[A-Za-z_][\w.]*)!)?"
    r"(?:(?P<first>\$?[A-Za-z]{1,3}\$?[1-9][0-9]*)(?::(?P<last>" + _CORNER + r"))?"
    r"|(?P<start>\$?[A-Za-z]{1,3}|\$?[1-9][0-9]*):(?P<end>" + _CORNER + r"))(?![\w(.!])"
)
_PIECES = re.compile(r'"(?:[^"]|"")*"|(?<![\w.$!\'])' + REFERENCE + r"|'(?:[^']|'')*'|.", re.DOTALL)
_PARTS = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]*)")


@dataclass(frozen=True, slots=True)
class Corner:
    """One end of a reference, counted from 0; a whole column has no row, a whole row no column."""

    row: int | None
    column: int | None
    fixed_row: bool
    fixed_column: bool

    def written(self) -> str:
        """In A1 notation with its dollar signs."""
        letters = "" if self.column is None else "$" * self.fixed_column + column_name(self.column)
        return letters + ("" if self.row is None else "$" * self.fixed_row + str(self.row + 1))


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or range that a formula names; without a title it lies on the formula's own tab."""

    title: str | None
    first: Corner
    last: Corner | None

    def written(self, prefix: str) -> str:
        """In A1 notation behind the tab's title as it stood."""
        return prefix + self.first.written() + (f":{self.last.written()}" if self.last else "")


class Change(Protocol):
    """What happens to the rows or columns of a tab."""

    @property
    def dimension(self) -> str:
        """ROWS or COLUMNS."""

    def index(self, index: int) -> int | None:
        """Where a row or column is afterwards; None when it is gone."""

    def span(self, start: int, end: int | None) -> tuple[int, int | None] | None:
        """Where a stretch of them is afterwards; None when all of it is gone."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Rows or columns that are put in before one (by > 0), or taken out from one on (by < 0)."""

    dimension: str
    at: int
    by: int

    def index(self, index: int) -> int | None:
        """Where a row or column is afterwards; None when it is gone."""
        if self.by < 0 and self.at <= index < self.at - self.by:
            return None
        return index + self.by if index >= self.at else index

    def span(self, start: int, end: int | None) -> tuple[int, int | None] | None:
        """Where a stretch of them is afterwards; None when all of it is gone."""
        if self.by > 0:
            moved = start + self.by if start >= self.at else start
            return moved, end + self.by if end is not None and end > self.at else end
        moved = start if start <= self.at else max(self.at, start + self.by)
        if end is None:
            return moved, None
        last = end if end <= self.at else max(self.at, end + self.by)
        return (moved, last) if last > moved else None


@dataclass(frozen=True, slots=True)
class Move:
    """Rows or columns that go elsewhere on their tab; `target` is counted as they lie before."""

    dimension: str
    start: int
    end: int
    target: int

    @property
    def _out(self) -> Shift:
        return Shift(self.dimension, self.start, self.start - self.end)

    @property
    def _back(self) -> Shift:
        size = self.end - self.start
        return Shift(self.dimension, self.target - size if self.target > self.start else self.target, size)

    def index(self, index: int) -> int | None:
        """Where a row or column is afterwards.

        >>> [Move("ROWS", 1, 3, 5).index(row) for row in range(6)]
        [0, 3, 4, 1, 2, 5]
        """
        if self.start <= index < self.end:
            return self._back.at + index - self.start
        left = self._out.index(index)
        return None if left is None else self._back.index(left)

    def span(self, start: int, end: int | None) -> tuple[int, int | None] | None:
        """Where a stretch is afterwards: it goes along if it moves as a whole, else it loses what leaves it.

        >>> move = Move("ROWS", 1, 3, 5)
        >>> move.span(1, 2), move.span(0, 5), move.span(0, 3), move.span(4, 6), move.span(3, None)
        ((3, 4), (0, 5), (0, 1), (2, 6), (1, None))
        """
        if end is not None and self.start <= start and end <= self.end:
            by = self._back.at - self.start
            return start + by, end + by
        if start <= min(self.start, self.target) and (end is None or max(self.end, self.target) <= end):
            return start, end
        left = self._out.span(start, end)
        return None if left is None else self._back.span(*left)


def read_reference(match: re.Match[str]) -> Reference:
    """The reference that a match of REFERENCE is."""
    title = match["title"]
    if title is not None and title.startswith("'"):
        title = title[1:-1].replace("''", "'")
    last = match["last"] or match["end"]
    return Reference(title, _corner(match["first"] or match["start"]), _corner(last) if last else None)


def _corner(text: str) -> Corner:
    match = _PARTS.fullmatch(text)
    fixed, letters, dollar, digits = match.groups() if match else ("", "", "", "")
    return Corner(
        row=int(digits) - 1 if digits else None,
        column=column_index(letters) if letters else None,
        fixed_row=bool(dollar) or (not letters and bool(fixed)),
        fixed_column=bool(fixed) and bool(letters),
    )


def rewritten(formula: str, change: Callable[[Reference], Reference | None]) -> str:
    """The formula with each reference as `change` returns it; None makes it #REF!."""

    def piece(match: re.Match[str]) -> str:
        if match.lastgroup is None:
            return match[0]
        prefix = match[0].partition("!")[0] + "!" if match["title"] is not None else ""
        if match["title"] is not None and match["title"].startswith("'"):
            prefix = match["title"] + "!"
        reference = read_reference(match)
        changed = change(reference)
        if changed is not None and changed.title is not None and changed.title != reference.title:
            prefix = quote_title(changed.title) + "!"
        return "#REF!" if changed is None else changed.written(prefix)

    return _PIECES.sub(piece, formula)


def copied_formula(formula: str, *, rows: int, columns: int) -> str:
    """The formula in a copy of its cell so many rows and columns away.

    >>> copied_formula("=A1+$B$2*SUM(C3:C$4)", rows=2, columns=1)
    '=B3+$B$2*SUM(D5:D$4)'
    """

    def corner(place: Corner) -> Corner | None:
        row, column = place.row, place.column
        if row is not None and not place.fixed_row:
            row += rows
        if column is not None and not place.fixed_column:
            column += columns
        if (row is not None and row < 0) or (column is not None and column < 0):
            return None
        return replace(place, row=row, column=column)

    def change(reference: Reference) -> Reference | None:
        first = corner(reference.first)
        last = corner(reference.last) if reference.last else None
        if first is None or (reference.last and last is None):
            return None
        return replace(reference, first=first, last=last)

    return rewritten(formula, change)


def retitled_formula(formula: str, old: str, new: str | None) -> str:
    """The formula after a tab got another title; None: after it was deleted.

    >>> retitled_formula("=SUM(Plan!A1:A3)+'plan'!B1+A1", "Plan", "Plan B")
    "=SUM('Plan B'!A1:A3)+'Plan B'!B1+A1"
    >>> retitled_formula("=Plan!A1+1", "Plan", None)
    '=#REF!+1'
    """

    def change(reference: Reference) -> Reference | None:
        if reference.title is None or reference.title.casefold() != old.casefold():
            return reference
        return None if new is None else replace(reference, title=new)

    return rewritten(formula, change)


def shifted_formula(formula: str, shift: Change, *, title: str, own: bool) -> str:
    """The formula after rows or columns came or went on the tab of this title; `own`: it stands on that tab.

    >>> shifted_formula("=SUM(A1:A3)+Other!A2", Shift("ROWS", 1, 2), title="Plan", own=True)
    '=SUM(A1:A5)+Other!A2'
    >>> shifted_formula("=A2", Shift("ROWS", 1, -1), title="Plan", own=True)
    '=#REF!'
    """
    name = "row" if shift.dimension == "ROWS" else "column"

    def moved(place: Corner, index: int | None) -> Corner:
        return replace(place, row=index) if name == "row" else replace(place, column=index)

    def change(reference: Reference) -> Reference | None:
        here = own if reference.title is None else reference.title.casefold() == title.casefold()
        start = reference.first.row if name == "row" else reference.first.column
        if not here or start is None:
            return reference
        if reference.last is None:
            index = shift.index(start)
            return None if index is None else replace(reference, first=moved(reference.first, index))
        stop = reference.last.row if name == "row" else reference.last.column
        span = shift.span(start, None if stop is None else stop + 1)
        if span is None:
            return None
        end = None if span[1] is None else span[1] - 1
        return replace(reference, first=moved(reference.first, span[0]), last=moved(reference.last, end))

    return rewritten(formula, change)
