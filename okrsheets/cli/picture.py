"""A table as a small picture: its first rows in a frame, above each column its letter, below its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import NamedTuple

from okrsheets.cli.widths import fill, one_line, room_of
from okrsheets.grid import Cell, Sheet, column_letters, text_of
from okrsheets.model import ColumnReading, Field, Level, TableReading

__all__ = ["Frame", "picture"]

_ROWS = 3
_HEADER_ROWS = 3
_PANELS = 3
_WIDEST = 28
_NARROWEST = 8
_WHOSE = {Level.OBJECTIVE: "of obj.", Level.KEY_RESULT: "of KR"}
_BETWEEN = 3  # a blank, a line, a blank


class Frame(NamedTuple):
    """The signs a frame is drawn with, and the room in a line."""

    room: int
    down: str = "│"
    across: str = "─"
    top: str = "┌┬┐"
    middle: str = "├┼┤"
    bottom: str = "└┴┘"

    @classmethod
    def plain(cls, room: int) -> Frame:
        """The frame for where only ASCII can be shown."""
        return cls(room, "|", "-", "+++", "+++", "+++")


class _Column(NamedTuple):
    """One drawn column: what stands above it, in its cells (and whether to the right) and below it."""

    letter: str
    cells: tuple[tuple[str, bool], ...]
    below: tuple[str, str]
    read: bool

    @property
    def least(self) -> int:
        """The room without which its meaning cannot be read."""
        return min(self.most, max(_NARROWEST, *map(len, self.below)))

    @property
    def most(self) -> int:
        """The room in which all of it can be read, within reason."""
        cells = min(_WIDEST, max((room_of(text) for text, _ in self.cells), default=0))
        return max(cells, len(self.letter), *map(len, self.below))


def picture(sheet: Sheet, table: TableReading, frame: Frame) -> Iterator[str]:
    """The lines of the picture of a table; columns that were left alone only where there is room for all."""
    headers = [*range(table.range.top, table.header + 1)]
    headers = [*headers[:1], *headers[1:][1 - _HEADER_ROWS :]]
    rows = list(dict.fromkeys(row.row for row in table.rows))
    drawn = [*headers, *rows[:_ROWS]]
    columns = [_column(sheet, column, drawn) for column in table.columns]
    label = max(len(str(row)) for row in drawn)
    frame = frame._replace(room=frame.room - label - 2)
    if not _fits(columns, frame.room):
        columns = [column for column in columns if column.read]
    panels = _panels(columns, frame.room)
    for panel in panels[:_PANELS]:
        yield from _panel(panel, drawn, len(headers), label, frame)
    if missing := sum(map(len, panels[_PANELS:])):
        yield f"{'':{label}} … and {missing} more columns"
    if len(rows) > _ROWS:
        more = len(rows) - _ROWS
        yield f"{'':{label}} … and {more:,} more {'row' if more == 1 else 'rows'}"


def _column(sheet: Sheet, column: ColumnReading, rows: Sequence[int]) -> _Column:
    cells = tuple(_shown(sheet.cell(row, column.column)) for row in rows)
    field = column.field.value if column.field else "-"
    titles = (None, Field.OBJECTIVE, Field.KEY_RESULT)
    whose = _WHOSE[column.level] if column.level and column.field not in titles else ""
    return _Column(column_letters(column.column), cells, (field, whose), column.field is not None)


def _shown(cell: Cell) -> tuple[str, bool]:
    """What is seen of a cell, and whether it stands to the right, as figures do."""
    value = cell.value
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return one_line(text_of(value)), False
    if "%" in cell.number_format and abs(value) < 1e6:
        return f"{round(value * 100, 1):g} %", True
    return text_of(value), True


def _fits(columns: Sequence[_Column], room: int) -> bool:
    return sum(column.least + _BETWEEN for column in columns) + 1 <= room


def _panels(columns: Sequence[_Column], room: int) -> list[Sequence[_Column]]:
    """The columns in as few parts as fit, of about as many columns each."""
    for count in range(1, len(columns) + 1):
        most = -(-len(columns) // count)
        parts = [columns[n : n + most] for n in range(0, len(columns), most)]
        if all(_fits(part, room) for part in parts) or most == 1:
            return parts
    return []


def _rooms(columns: Sequence[_Column], room: int) -> list[int]:
    """The room of each column: all that it asks for, less what the widest must give up."""
    rooms = [column.most for column in columns]
    least = [column.least for column in columns]
    while sum(rooms) + _BETWEEN * len(rooms) + 1 > room:
        widest = max(range(len(rooms)), key=lambda n: (rooms[n] - least[n], rooms[n]))
        if rooms[widest] <= least[widest]:
            break
        rooms[widest] -= 1
    return rooms


def _panel(
    columns: Sequence[_Column], rows: Sequence[int], headers: int, label: int, frame: Frame
) -> Iterator[str]:
    rooms = _rooms(columns, frame.room)

    def line(texts: Sequence[str], *, head: str = "", between: str = " ") -> str:
        return f"{head:>{label}} {between} {f' {between} '.join(texts)} {between}".rstrip()

    def rule(signs: str) -> str:
        across = signs[1].join(frame.across * (room + 2) for room in rooms)
        return f"{'':{label}} {signs[0]}{across}{signs[2]}"

    yield line([fill(column.letter, room) for column, room in zip(columns, rooms, strict=True)])
    yield rule(frame.top)
    for n, row in enumerate(rows):
        if n == headers:
            yield rule(frame.middle)
        texts = [
            fill(text, room, right=right)
            for (text, right), room in zip((column.cells[n] for column in columns), rooms, strict=True)
        ]
        yield line(texts, head=str(row), between=frame.down)
    yield rule(frame.bottom)
    for n in (0, 1):
        below = [fill(column.below[n], room) for column, room in zip(columns, rooms, strict=True)]
        if any(map(str.strip, below)):
            yield line(below)
