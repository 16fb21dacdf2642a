"""A table as a small picture: its first rows in a frame, above each column its letter, below its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheets.cli.cells import shown
from okrsheets.cli.widths import fill, room_of
from okrsheets.grid import Sheet, column_letters
from okrsheets.model import ColumnReading, Field, Level, TableReading
from okrsheets.tuples import NamedTuple

__all__ = ["Frame", "lying_picture", "picture"]

_ROWS = 3
_HEADER_ROWS = 3
_ABOVE = 60  # rows between a title and its table
_PANELS = 3
_LEAST_LYING = 2
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
    """One drawn column: what stands above it, in its cells (and whether to the right) and below it.

    `least` is the room without which its meaning cannot be read, `most` that in which all of it can be,
    within reason.
    """

    letter: str
    cells: tuple[tuple[str, bool], ...]
    below: tuple[str, str]
    read: bool
    least: int
    most: int

    @classmethod
    def of(
        cls, letter: str, cells: tuple[tuple[str, bool], ...], below: tuple[str, str], *, read: bool
    ) -> _Column:
        """The column with the room that it takes."""
        widest = min(_WIDEST, max((room_of(text) for text, _ in cells), default=0))
        most = max(widest, len(letter), *map(len, below))
        return cls(letter, cells, below, read, min(most, max(_NARROWEST, *map(len, below))), most)


def picture(sheet: Sheet, table: TableReading, frame: Frame) -> Iterator[str]:
    """The lines of the picture of a table; columns that were left alone only where there is room for all."""
    numbers = [column.column for column in table.columns]
    above = range(max(table.range.top, table.header - _ABOVE), table.header)
    headers = [row for row in above if any(sheet.cell(row, n).value is not None for n in numbers)]
    headers = [*headers[1 - _HEADER_ROWS :], table.header]
    rows = list(dict.fromkeys(row.row for row in table.rows if row.row not in headers))
    drawn = [*headers, *rows[:_ROWS]]
    by_number: dict[int, list[ColumnReading]] = {}
    for column in table.columns:
        by_number.setdefault(column.column, []).append(column)
    columns = [_column(sheet, some, drawn) for some in by_number.values()]
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


def lying_picture(sheet: Sheet, table: TableReading, frame: Frame) -> Iterator[str]:
    """The same of a table whose columns lie down: each row has its meaning at its end."""
    meanings: dict[int, list[str]] = {}
    for one in table.columns:
        if one.row is not None and one.field is not None:
            meanings.setdefault(one.row, []).append(" ".join(_below(one)).strip())
    rows = sorted(meanings)
    ends = [", ".join(meanings[row]) for row in rows]
    label = max(len(str(row)) for row in rows)
    room = frame.room - label - 3 - max(map(len, ends))
    first, last = table.range.left, min(table.range.right, table.range.left + _PANELS)
    columns = [
        _Column.of(column_letters(n), tuple(shown(sheet.cell(row, n)) for row in rows), ("", ""), read=True)
        for n in range(first, last + 1)
    ]
    while len(columns) > _LEAST_LYING and not _fits(columns, room):
        columns.pop()
    yield from _panel(columns, rows, None, label, frame._replace(room=room), ends)
    if missing := table.range.right - first + 1 - len(columns):
        yield f"{'':{label}} … and {missing} more columns"
    if alike := sum(
        row not in meanings and _says(sheet, row, table) for row in range(rows[0], table.range.bottom + 1)
    ):
        more = "1 more row" if alike == 1 else f"{alike:,} more rows"
        yield f"{'':{label}} … and {more}, read alike by {'its label' if alike == 1 else 'their labels'}"


def _says(sheet: Sheet, row: int, table: TableReading) -> bool:
    """Whether a row of a table that lies down says something, and was not left out."""
    if any(left.range.top <= row <= left.range.bottom for left in table.left_out):
        return False
    columns = range(table.range.left, table.range.right + 1)
    return any(sheet.value(row, column) is not None for column in columns)


def _column(sheet: Sheet, meanings: Sequence[ColumnReading], rows: Sequence[int]) -> _Column:
    """A column of a tab, which has several meanings where its cells say several things."""
    number = meanings[0].column
    cells = tuple(shown(sheet.cell(row, number)) for row in rows)
    below = _below(meanings[0])
    if len(meanings) > 1:
        below = (" + ".join(_below(one)[0] for one in meanings), "")
    read = any(one.field is not None for one in meanings)
    return _Column.of(column_letters(number), cells, below, read=read)


def _below(column: ColumnReading) -> tuple[str, str]:
    """What a column was taken for, and whose it is where that does not go without saying."""
    field = column.field.value if column.field else "-"
    titles = (None, Field.OBJECTIVE, Field.KEY_RESULT)
    return field, _WHOSE[column.level] if column.level and column.field not in titles else ""


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
    columns: Sequence[_Column],
    rows: Sequence[int],
    headers: int | None,
    label: int,
    frame: Frame,
    ends: Sequence[str] = (),
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
        end = f"  {ends[n]}" if ends else ""
        yield line(texts, head=str(row), between=frame.down) + end
    yield rule(frame.bottom)
    for n in (0, 1):
        below = [fill(column.below[n], room) for column, room in zip(columns, rooms, strict=True)]
        if any(map(str.strip, below)):
            yield line(below)
