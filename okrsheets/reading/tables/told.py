"""Brings what a person says of a tab to its tables: where they stand, and what their columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from okrsheets.grid import CellRange, Workbook, column_letters, column_number
from okrsheets.model import Amiss, Field, LeftOut, Level
from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.reading.overrides import (
    HEADLESS,
    TOLD,
    ColumnOverride,
    SheetOverride,
    SourceOverride,
    TableOverride,
)
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.header_rows import Heading
from okrsheets.reading.tables.headings import HeadingReader, HeadingReading, Meaning
from okrsheets.reading.tables.id_columns import as_ids
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area, find_areas, whole_header

__all__ = [
    "also_of",
    "areas_of",
    "columns_not_followed",
    "layouts_not_followed",
    "left_out_as_told",
    "missing_tabs",
    "part_as_told",
    "read_as_told",
    "said_of",
]

_LETTERS = pattern(r"[A-Za-z]{1,3}")
_BANNER = 13
_MOST = 8
_TITLES = (Field.OBJECTIVE, Field.KEY_RESULT)
_OUTSIDE = "outside what the config gives to be read"


def said_of(source: SourceOverride | None, tab: str) -> SheetOverride | None:
    """What is said of a tab: under its own name, else under the first pattern that it fits."""
    if source is None:
        return None
    if tab in source.sheets:
        return source.sheets[tab]
    return next((said for name, said in source.sheets.items() if fnmatchcase(tab, name)), None)


def missing_tabs(
    workbooks: Sequence[Workbook], overrides: Mapping[str, SourceOverride]
) -> dict[str, list[Amiss]]:
    """The tabs that a person speaks of and that are not there, by source.

    One source of the config may stand for several workbooks; a tab may be in any of them.
    """
    found: dict[str, list[Amiss]] = {}
    told: list[SourceOverride] = []
    for workbook in workbooks:
        said = overrides.get(workbook.source)
        if said is None or said in told:
            continue
        told.append(said)
        names = {
            sheet.name: None
            for other in workbooks
            if overrides.get(other.source) == said
            for sheet in other.sheets
        }
        for name, sheet in said.sheets.items():
            if (
                sheet != SheetOverride()
                and name not in names
                and not any(fnmatchcase(tab, name) for tab in names)
            ):
                what = f'the config speaks of a tab "{name}", and there is none'
                found.setdefault(workbook.source, []).append(Amiss(None, what, _nearest(name, names, "tabs")))
    return found


def areas_of(
    lines: Lines, reader: HeadingReader, *, sheet: str, said: SheetOverride | None
) -> tuple[tuple[Area, ...], tuple[Amiss, ...]]:
    """Where the tables of a tab stand, as they are found or as a person says; and what cannot be done."""
    if said is None:
        return find_areas(lines, reader), ()
    tables = [_with_whole_header(table, lines, reader) for table in said.tables]
    headers = tuple({table.header: None for table in tables if table.header is not None})
    found: list[Area] = []
    amiss: list[tuple[str, str]] = []
    for table in tables:
        if table.layout in HEADLESS:
            continue
        part = part_as_told(lines, table)
        areas = _areas(part, reader, table, headers)
        if not areas and (table.range or table.header):
            amiss.append(_nothing_there(table))
        found += [_with_columns(area, part, table)._replace(told=table) for area in areas]
        amiss += _unknown_columns(table, areas, part)
    amiss += _rows_beyond(said, lines)
    found.sort(key=lambda area: (area.top, area.left))
    areas = tuple(_seen_whole(area, lines, found) for area in found)
    return areas, tuple(Amiss(sheet, what, cure) for what, cure in amiss)


def _with_whole_header(table: TableOverride, lines: Lines, reader: HeadingReader) -> TableOverride:
    """What is said of a table, with all rows of the header of which it names one."""
    if table.header is None:
        return table
    return table._replace(header=whole_header(part_as_told(lines, table), reader, table.header))


def layouts_not_followed(
    told: Iterable[str | None], tables: Iterable[tuple[str, CellRange, str]]
) -> Iterator[Amiss]:
    """The tables, with tab, range and layout, that are not read in the layout a person says they have."""
    for said, (sheet, where, layout) in zip(told, tables, strict=False):
        if said is not None and said != layout:
            yield Amiss(
                sheet,
                f'the table in {where.a1} cannot be read as "{said}"; it was read as "{layout}"',
                "say what its columns mean, or leave the layout to be found",
            )


def columns_not_followed(tables: Iterable[FoundTable]) -> Iterator[Amiss]:
    """The columns of tables that are not what a person says they are."""
    for table in tables:
        for column in table.layout.shown or table.layout.columns:
            said = column.told.field if column.told is not None else None
            if said is None or said is column.field or (said is Field.TITLE and column.field in _TITLES):
                continue
            yield Amiss(
                table.sheet,
                f'column {column_letters(column.number)} is not read as "{said.value}": {column.because}',
                "say of each column what it alone is, or that it is to be ignored",
            )


def left_out_as_told(left_out: Sequence[LeftOut], areas: Sequence[Area]) -> tuple[LeftOut, ...]:
    """What a tab left out, with the reason where it is that a person said so."""
    told = [area.told for area in areas if area.told is not None]
    if not told:
        return tuple(left_out)
    ranges = [table.range for table in told if table.range is not None]

    def because(left: LeftOut) -> str:
        rows = range(left.range.top, left.range.bottom + 1)
        if any(all(map(table.skips, rows)) for table in told if table.skip_rows):
            return TOLD
        outside = len(ranges) == len(told) and not any(left.range.meets(one) for one in ranges)
        return _OUTSIDE if outside else left.because

    return tuple(left._replace(because=because(left)) for left in left_out)


def _nearest(name: str, known: Iterable[str], what: str) -> str:
    names = list(known)
    from difflib import get_close_matches  # noqa: PLC0415 - only a name that is wrong needs it

    near = get_close_matches(name, names, n=1)
    return f'did you mean "{near[0]}"' if near else f"its {what} are {', '.join(names[:_MOST])}"


def _seen_whole(area: Area, lines: Lines, areas: Sequence[Area]) -> Area:
    """The area with what stands above it on the tab, whether its range holds that or not."""
    if area.told is None or area.told.range is None:
        return area
    others = (other for other in areas if other.left <= area.right and area.left <= other.right)
    before = max((other.range.bottom for other in others if other.range.bottom < area.top), default=0)
    return area._replace(above=lines.rows_between(max(before, area.top - _BANNER), area.top), before=before)


def part_as_told(lines: Lines, table: TableOverride) -> Lines:
    """The lines in which a table is looked for: those of its range, without the rows to skip."""
    span = table.range
    if span is None and not table.skip_rows:
        return lines
    by_row = {}
    for row in lines.order:
        line = lines.by_row[row]
        if table.skips(row) or (span is not None and not span.top <= row <= span.bottom):
            continue
        if span is not None:
            line = {column: cell for column, cell in line.items() if span.left <= column <= span.right}
        if line:
            by_row[row] = line
    return lines._replace(by_row=by_row, order=tuple(by_row))


def _areas(
    lines: Lines, reader: HeadingReader, table: TableOverride, headers: Sequence[tuple[int, int]]
) -> tuple[Area, ...]:
    if table.header is None:
        return find_areas(lines, reader)
    areas = [area for area in find_areas(lines, reader, headers=headers) if area.header == table.header[1]]
    if table.range is None or len(areas) < 2:
        return tuple(areas)
    rows = tuple(sorted({row for area in areas for row in area.rows}))
    headings = tuple(heading for area in areas for heading in area.headings)
    return (areas[0]._replace(headings=headings, rows=rows),)


def _nothing_there(table: TableOverride) -> tuple[str, str]:
    if table.header is not None:
        return f"row {table.header[1]} has no headings", "name the row in which the headings stand"
    assert table.range is not None
    return f"the range {table.range.a1} holds no row of headings that are known", "add header = with its row"


def _with_columns(area: Area, lines: Lines, table: TableOverride) -> Area:
    """The area with its headings as a person says them."""
    told: dict[int, ColumnOverride] = {}
    for name, column in table.columns.items():
        told |= dict.fromkeys(_numbers(name, area, lines), column)
    have = {heading.column for heading in area.headings}
    blank = HeadingReading()
    headings = [*area.headings, *(Heading(number, "", blank) for number in told if number not in have)]
    if table.decimal is None and table.dates is None and not told:
        return area
    return area._replace(
        headings=tuple(_as_told(heading, told.get(heading.column), table) for heading in sorted(headings))
    )


def _numbers(name: str, area: Area, lines: Lines) -> list[int]:
    """The columns of an area that a name means: a letter of one of them, else the heading over some, which
    may be the one within their groups alone.
    """
    if _LETTERS.fullmatch(name):
        number = column_number(name)
        if area.left <= number <= area.right or any(number in lines.by_row[row] for row in area.rows):
            return [number]
    words = normalise(name)
    named = [heading.column for heading in area.headings if normalise(heading.text) == words]
    if named or area.top == area.header:
        return named
    return [h.column for h in area.headings if normalise(lines.text(area.header, h.column)) == words]


def _as_told(heading: Heading, said: ColumnOverride | None, table: TableOverride) -> Heading:
    said = also_of(said, table)
    return heading._replace(reading=read_as_told(heading.reading, said), told=said)


def also_of(said: ColumnOverride | None, table: TableOverride) -> ColumnOverride:
    """What is said of a column, by itself or with its table."""
    said = said or ColumnOverride()
    return said._replace(decimal=said.decimal or table.decimal, dates=said.dates or table.dates)


def read_as_told(reading: HeadingReading, said: ColumnOverride) -> HeadingReading:
    """What a heading means where a person says something of its column."""
    level = said.level or _level_by_heading(reading.meanings, said.field)
    if said.ignored:
        reading = HeadingReading(known=True)
    elif said.field is not None:
        reading = reading._replace(meanings=(Meaning(said.field, level, 1.0, TOLD),), known=True)
    elif said.level is not None:
        reading = reading._replace(meanings=tuple(one._replace(level=level) for one in reading.meanings))
    return reading


def _level_by_heading(meanings: Sequence[Meaning], field: Field | None) -> Level | None:
    """Whose a column is by its heading, once it is said which field it has.

    What the heading says of that field counts; else what it says of any, as "Objective" above ids does.
    """
    own = [meaning for meaning in meanings if meaning.field is field]
    if not own and field is Field.ID and (ids := as_ids(meanings)) is not None:
        own = [ids]
    return next((one.level for one in own or meanings if one.level is not None), None)


def _rows_beyond(said: SheetOverride, lines: Lines) -> Iterator[tuple[str, str]]:
    """The rows that a person skips below all that the tab says."""
    last = lines.order[-1]
    for first, end in dict.fromkeys(rows for table in said.tables for rows in table.skip_rows):
        if first > last:
            rows = f"row {first} is" if first == end else f"rows {first} to {end} are"
            yield f"{rows} to be skipped, and there is nothing", f"the last row of the tab is {last}"


def _unknown_columns(table: TableOverride, areas: Sequence[Area], lines: Lines) -> Iterator[tuple[str, str]]:
    """The columns that a person speaks of and no area has."""
    for name in table.columns if areas else ():
        if any(_numbers(name, area, lines) for area in areas):
            continue
        headings = {" ".join(h.text.split()): None for area in areas for h in area.headings if h.text}
        if _LETTERS.fullmatch(name) and name.isupper():
            first, last = min(area.left for area in areas), max(area.right for area in areas)
            cure = f"its columns are {column_letters(first)} to {column_letters(last)}"
        else:
            cure = _nearest(name, headings, "columns")
        yield f'no table has a column "{name}"', cure
