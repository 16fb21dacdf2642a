"""A1 notation: rectangles of cells, how they are written, and how they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .wire import Message

__all__ = ["Area", "Box", "area_of", "column_index", "column_name", "grid_area", "quote_title", "split_title"]

_CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]*)?")
_NUMBERED = r"[Rr]([1-9][0-9]*)[Cc]([1-9][0-9]*)"
_BY_NUMBER = re.compile(rf"{_NUMBERED}(?::{_NUMBERED})?")
_QUOTED = re.compile(r"'((?:[^']|'')*)'(?:!(.*))?", re.DOTALL)
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|(?i:TRUE|FALSE)")


def column_name(index: int) -> str:
    """The letters of a column counted from 0.

    >>> column_name(0), column_name(25), column_name(26), column_name(18277)
    ('A', 'Z', 'AA', 'ZZZ')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The column, counted from 0, that has these letters.

    >>> column_index("a"), column_index("AA")
    (0, 26)
    """
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def quote_title(title: str) -> str:
    """A tab's title as it stands before the exclamation mark.

    >>> quote_title("Sheet1"), quote_title("D3"), quote_title("It's odd")
    ('Sheet1', "'D3'", "'It''s odd'")
    """
    if _PLAIN_TITLE.fullmatch(title) and not _LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def split_title(text: str) -> tuple[str | None, str | None]:
    """The tab's title and the rest of a written range; a range without a tab has no title.

    >>> split_title("'It''s'!A1"), split_title("'All'"), split_title("A1:B2")
    (("It's", 'A1'), ('All', None), (None, 'A1:B2'))
    """
    if match := _QUOTED.fullmatch(text):
        return match[1].replace("''", "'"), match[2]
    if "!" in text:
        title, _, rest = text.rpartition("!")
        return title, rest
    return None, text


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle, counted from 0, ends excluded; an end that is None goes on to the edge of the grid."""

    top: int
    left: int
    bottom: int | None
    right: int | None
    single: bool = False  # written as one cell: an anchor that a write may go beyond

    def clipped(self, rows: int, columns: int) -> Box:
        """Its part of a grid of that size."""
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Box(self.top, self.left, max(bottom, self.top), max(right, self.left))

    def written(self) -> str:
        """In A1 notation, with open ends left open."""
        start = f"{column_name(self.left)}{self.top + 1}"
        if self.single:
            return start
        last_column = "" if self.right is None else column_name(self.right - 1)
        end = last_column + ("" if self.bottom is None else str(self.bottom))
        return start if end in (start, "") else f"{start}:{end}"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle within a grid, counted from 0, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: object) -> bool:
        if not isinstance(place, tuple):
            return False
        row, column = place
        return bool(self.top <= row < self.bottom and self.left <= column < self.right)

    @property
    def height(self) -> int:
        """Its rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Its columns."""
        return self.right - self.left

    def places(self) -> list[tuple[int, int]]:
        """All its cells, row by row."""
        return [(row, col) for row in range(self.top, self.bottom) for col in range(self.left, self.right)]

    def meets(self, other: Box) -> bool:
        """Whether the two share a cell."""
        rows = self.top < other.bottom and other.top < self.bottom
        return rows and self.left < other.right and other.left < self.right

    def holds(self, other: Box) -> bool:
        """Whether the other lies within it."""
        rows = self.top <= other.top and other.bottom <= self.bottom
        return rows and self.left <= other.left and other.right <= self.right

    def written(self) -> str:
        """In A1 notation.

        >>> Box(0, 0, 2, 3).written(), Box(4, 1, 5, 2).written()
        ('A1:C2', 'B5')
        """
        start = f"{column_name(self.left)}{self.top + 1}"
        end = f"{column_name(max(self.right, 1) - 1)}{max(self.bottom, 1)}"
        return start if start == end else f"{start}:{end}"

    def grid_range(self, sheet_id: int) -> Message:
        """As a GridRange; the id of the first tab is left out when it is 0, as Google does."""
        ends = {
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }
        return {"sheetId": sheet_id, **ends} if sheet_id else ends


def area_of(text: str) -> Area | None:
    """The rectangle that A1 notation without a tab stands for; None when it is no such notation.

    >>> area_of("D4:A1") == area_of("A1:D4"), area_of("A1:C"), area_of("2:2").written()
    (True, Area(top=0, left=0, bottom=None, right=3, single=False), 'A2:2')
    >>> area_of("R1C2:R3C4") == area_of("B1:D3")
    True
    """
    if match := _BY_NUMBER.fullmatch(text):
        numbers = [int(number) for number in match.groups() if number is not None]
        text = ":".join(f"{column_name(c - 1)}{r}" for r, c in zip(numbers[::2], numbers[1::2], strict=True))
    matches = [_CELL.fullmatch(part) for part in text.split(":")]
    corners = [match.groups() for match in matches if match is not None and any(match.groups())]
    if len(corners) != len(matches) or len(corners) > 2:
        return None
    if len(corners) == 1:
        letters, digits = corners[0]
        if letters is None or digits is None:
            return None
        row, column = int(digits) - 1, column_index(letters)
        return Area(row, column, row + 1, column + 1, single=True)
    left, right = _span([None if letters is None else column_index(letters) for letters, _ in corners])
    top, bottom = _span([None if digits is None else int(digits) - 1 for _, digits in corners])
    return Area(top, left, bottom, right)


def _span(ends: list[int | None]) -> tuple[int, int | None]:
    """Start and end of two written ends: both sorted, one means from there on, none means all."""
    known = sorted(end for end in ends if end is not None)
    if not known:
        return 0, None
    return known[0], known[1] + 1 if len(known) == 2 else None


def grid_area(message: Message) -> Area:
    """The rectangle of a GridRange, open where it sets no end."""
    return Area(
        message.get("startRowIndex", 0),
        message.get("startColumnIndex", 0),
        message.get("endRowIndex"),
        message.get("endColumnIndex"),
    )
