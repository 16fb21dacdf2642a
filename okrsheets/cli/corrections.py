"""How to say in the config what was read wrongly: a few lines to copy, below what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.config import tables_within
from okrsheets.config.toml_text import plain, quoted
from okrsheets.grid import column_letters
from okrsheets.reading.layouts.reasons import NO_ROWS
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.config import Config
    from okrsheets.grid import Cell, Sheet
    from okrsheets.model import ColumnReading, LeftOut, Reading, SheetReading, TableReading, Understood

__all__ = ["correction_lines"]

_SURE = 0.9  # from here on there is nothing to doubt
_LOOKED_THROUGH = 40  # rows of a tab in which its headings may stand
_ROWS_BELOW = 5
_LONGEST_HEADING = 60
_SHOWN = 20
_TITLES = ("objective", "key_result")


class _Correction(NamedTuple):
    """What the config could say of a tab, a header first; `doubtful` where hardly anything speaks for it."""

    source: str
    lines: tuple[str, ...]
    doubtful: bool = False


class _Header(NamedTuple):
    """A row that may be that of the headings: its columns over something, those over words first."""

    row: int
    columns: tuple[int, ...]


def correction_lines(understood: Understood, config: Config) -> Iterator[str]:
    """How to say what was found out wrongly: the lines for the column that is most open to doubt.

    Nothing, where all is sure and nothing was left alone; where no table was found, the row that its
    headings may stand in.
    """
    tables = [
        (reading, sheet, table)
        for reading in understood.readings
        for sheet in reading.sheets
        for table in sheet.tables
    ]
    if tables:
        correction = _of_columns(tables)
    elif any(NO_ROWS in (sheet.because or "") for one in understood.readings for sheet in one.sheets):
        yield ""
        yield "Only rows are missing: fill them in below the headings, and inspect again."
        return
    else:
        correction, values = _of_headings(understood), _first_values(understood)
        if values is not None and (correction is None or correction.doubtful):
            yield ""
            words = 'Write headings such as "Objective", "Key result", "Target"'
            yield f"{words} above {values}, and inspect again."
            return
    if correction is not None:
        yield from _told(correction, config)


def _told(correction: _Correction, config: Config) -> Iterator[str]:
    yield ""
    within = "".join(f"{table}." for table in tables_within(config.path))
    where = f"{_near(config.path)}, below its [[{within}source]]" if config.path else "okrsheets.toml"
    yield f"Not what it means? Say it in {where}, and inspect again:"
    if config.path is None:
        yield "  [[source]]"
        yield f"  uri = {quoted(correction.source)}"
    header, *keys = correction.lines
    yield f"  [{within}{header.removeprefix('[')}"
    yield from (f"  {line}" for line in keys)
    if config.path is None:
        import shlex

        yield f"okrsheets init {shlex.quote(correction.source)} writes these lines for all that was found."


def _of_columns(tables: list[tuple[Reading, SheetReading, TableReading]]) -> _Correction | None:
    """The least sure column; else the first that was left alone though it has a heading."""
    own = [
        (column, reading.source, sheet.name)
        for reading, sheet, table in tables
        for column in table.columns
        if column.row is None and _is_one(column, table)
    ]
    doubtful = [one for one in own if one[0].field is not None and one[0].confidence < _SURE]
    alone = [one for one in own if one[0].field is None and one[0].confidence < 1]
    alone.sort(key=lambda one: bool(one[0].heading))  # what lacks a heading is missed most
    if doubtful:
        column, source, tab = min(doubtful, key=lambda one: one[0].confidence)
        assert column.field is not None
        said, comment = column.field.value, 'what it was taken for; name another field, or "ignore"'
        return _of_column(column.column, said, comment, source=source, tab=tab)
    if alone:
        column, source, tab = alone[0]
        name = plain(column.heading, _SHOWN) or "no heading"
        comment = f'{name}, left alone; name a field, such as "target"'
        return _of_column(column.column, "ignore", comment, source=source, tab=tab)
    for reading, sheet, table in tables:
        for left in sheet.left_out:
            if left.range.left == left.range.right == table.range.right + 1 and _runs_along(left, table):
                comment = 'no heading, left out; name a field, such as "target"'
                return _of_column(left.range.left, "ignore", comment, source=reading.source, tab=sheet.name)
    return None


def _of_column(number: int, said: str, comment: str, *, source: str, tab: str) -> _Correction:
    line = f"{column_letters(number)} = {quoted(said)}    # {comment}"
    return _Correction(source, (f"[source.sheets.{quoted(tab)}.columns]", line))


def _runs_along(left: LeftOut, table: TableReading) -> bool:
    """Whether what was left out stands beside most rows of a table, and so in a column of it."""
    beside = sum(left.range.top <= row.row <= left.range.bottom for row in table.rows)
    return table.header < left.range.top and beside > 1 and beside * 2 > len(table.rows)


def _is_one(column: ColumnReading, table: TableReading) -> bool:
    """Whether a column of the tab means one field, so that its letters are enough to speak of it."""
    return sum(other.column == column.column for other in table.columns) == 1


def _of_headings(understood: Understood) -> _Correction | None:
    """The row that holds the most headings over something, of all tabs."""
    found = [
        (header, book.source, sheet)
        for book in understood.workbooks
        for sheet in book.sheets
        if (header := _likely_header(sheet)) is not None
    ]
    if not found:
        return None
    header, source, sheet = max(found, key=lambda one: min(len(one[0].columns), len(_TITLES)))
    chosen = sorted(header.columns[: len(_TITLES)])
    meant = ", ".join(
        f"{column_letters(c)} = {quoted(field)}" for c, field in zip(chosen, _TITLES, strict=False)
    )
    names = ", ".join(f'"{plain(str(sheet.value(header.row, c)), _SHOWN)}"' for c in chosen)
    return _Correction(
        source,
        (
            f"[source.sheets.{quoted(sheet.name)}]",
            f"header = {header.row}    # the row of its headings",
            f"columns = {{ {meant} }}    # {names}; say what the others mean, too",
        ),
        doubtful=len(chosen) < len(_TITLES),
    )


def _likely_header(sheet: Sheet) -> _Header | None:
    """The first of the rows with the most brief texts over cells that say something."""
    by_row: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if cell.value is not None and str(cell.value).strip():
            if row not in by_row and len(by_row) == _LOOKED_THROUGH:
                break
            by_row.setdefault(row, {})[column] = cell
    rows = [*by_row]
    headers = (
        _header(row, by_row[row], [by_row[below] for below in rows[n : n + _ROWS_BELOW]])
        for n, row in enumerate(rows[:-1], start=1)
    )
    return max((one for one in headers if one.columns), key=lambda one: len(one.columns), default=None)


def _first_values(understood: Understood) -> str | None:
    """Where the first row of words and figures without headings stands, of all tabs; lines of one cell right
    above it are its own where such lines stand among the rows below, too.
    """
    for book in understood.workbooks:
        for sheet in book.sheets:
            by_row: dict[int, list[Cell]] = {}
            for (row, _), cell in sorted(sheet.cells.items()):
                by_row.setdefault(row, []).append(cell)
            for row, cells in by_row.items():
                if any(map(_is_words, cells)) and any(map(_is_figure, cells)):
                    return f"row {_begin(row, by_row)} of {plain(sheet.name, _SHOWN)}"
    return None


def _begin(first: int, by_row: Mapping[int, list[Cell]]) -> int:
    below = (row for row in by_row if row > first)
    if not any(len(by_row[row]) == 1 and row + 1 in by_row for row in below):
        return first
    while first - 1 in by_row and len(by_row[first - 1]) == 1:
        first -= 1
    return first


def _header(row: int, line: Mapping[int, Cell], below: list[dict[int, Cell]]) -> _Header:
    above_figures = [cell for c, cell in line.items() if any(c in it and _is_figure(it[c]) for it in below)]
    if sum(map(_is_figure, above_figures)) > sum(map(_is_words, above_figures)):
        return _Header(row, ())  # figures over figures are values, and so are the words beside them
    over = [
        column
        for column, cell in line.items()
        if _is_words(cell) and len(str(cell.value)) <= _LONGEST_HEADING and any(column in it for it in below)
    ]
    words = [column for column in over if any(column in it and _is_words(it[column]) for it in below)]
    return _Header(row, (*words, *(column for column in over if column not in words)))


def _is_words(cell: Cell) -> bool:
    return isinstance(cell.value, str) and any(map(str.isalpha, cell.value))


def _is_figure(cell: Cell) -> bool:
    if isinstance(cell.value, str):
        return not any(map(str.isalpha, cell.value)) and any(map(str.isdecimal, cell.value))
    return isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)


def _near(path: Path) -> Path:
    """A path as a person in the working folder would type it."""
    folder = Path.cwd()
    return path.relative_to(folder) if path.is_relative_to(folder) else path
