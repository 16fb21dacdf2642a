"""What was read of a workbook, in a terminal: tabs, pictures of their tables, reasons, what was left out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from okrsheets.cli.belonging import belonging_lines
from okrsheets.cli.picture import Frame, lying_picture, picture
from okrsheets.cli.talk import count, paint
from okrsheets.cli.twins import twin_words
from okrsheets.cli.widths import cut, one_line, terminal_room
from okrsheets.grid import column_letters

if TYPE_CHECKING:
    from okrsheets.grid import Sheet, Workbook
    from okrsheets.model import (
        ColumnReading,
        CopyReading,
        FoundColumn,
        LeftOut,
        OkrSet,
        Reading,
        Remark,
        SheetReading,
        TableReading,
        Understood,
    )

__all__ = ["reading_lines", "summary_lines"]

_LEAST = 40
_MOST = 6
_HEADING = 32
_CASE = "    "


def reading_lines(understood: Understood) -> Iterator[str]:
    """Everything that was read, workbook by workbook and tab by tab; tabs without OKRs stand last."""
    frame = _frame()
    for n, (workbook, reading) in enumerate(zip(understood.workbooks, understood.readings, strict=True)):
        if n:
            yield ""
        yield from _workbook_lines(reading, workbook, understood.okrs, frame)


def summary_lines(understood: Understood) -> Iterator[str]:
    """What was read, in a line for each table."""
    for reading in understood.readings:
        yield _title(reading, understood.okrs)
        for sheet in reading.sheets:
            name = one_line(sheet.name)
            for table in sheet.tables:
                yield f"  {name}!{table.range.a1}  {table.layout}, {table.confidence:.0%} sure"
            if not sheet.tables:
                yield _without(sheet)


def _frame() -> Frame:
    """A frame as wide as the terminal, of signs that the output can show."""
    frame = Frame(max(terminal_room() - len(_CASE), _LEAST))
    try:
        f"{frame.down}{frame.across}{frame.top}…".encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return Frame.plain(frame.room)
    return frame


def _workbook_lines(reading: Reading, workbook: Workbook, okrs: OkrSet, frame: Frame) -> Iterator[str]:
    yield _title(reading, okrs)
    if reading.copy_of is not None:
        yield paint(f"  an older copy of {one_line(reading.copy_of)}, which counts", "yellow")
    for amiss in reading.amiss:
        place = f"{one_line(amiss.sheet)}: " if amiss.sheet is not None else ""
        yield paint(f"  {place}{one_line(amiss.what)}; {one_line(amiss.cure)}", "yellow")
    columns = {tab: list(found) for tab, found in groupby(reading.found, key=lambda column: column.at.sheet)}
    for sheet in reading.sheets:
        if sheet.tables and (cells := workbook.sheet(sheet.name)) is not None:
            yield ""
            ours = columns.get(sheet.name, ())
            yield from _sheet_lines(sheet, cells, ours, frame, okrs=okrs, source=reading.source)
    without = [sheet for sheet in reading.sheets if not sheet.tables]
    if without:
        yield ""
    for sheet in without:
        yield _without(sheet)


def _title(reading: Reading, okrs: OkrSet) -> str:
    named = sum(one.title is not None for one in okrs.objectives if one.at.workbook == reading.source)
    krs = sum(one.at.workbook == reading.source for one in okrs.key_results)
    counts = f"{count(named, 'objective')}, {count(krs, 'key result')}"
    if copies := sum(copy.okr.at.workbook == reading.source for copy in okrs.copies):
        counts += f", {count(copies, 'copy', 'copies')}"
    return paint(f"{one_line(reading.source)}: {counts}", bold=True)


def _without(sheet: SheetReading) -> str:
    return f"  {one_line(sheet.name)}: no OKRs; {one_line(sheet.because or 'the tab is empty')}"


def _sheet_lines(
    sheet: SheetReading,
    cells: Sheet,
    ours: Iterable[FoundColumn],
    frame: Frame,
    *,
    okrs: OkrSet,
    source: str,
) -> Iterator[str]:
    name = one_line(sheet.name)
    for _, some in groupby(sheet.tables, key=_meaning):
        alike = list(some)
        for table in alike[:1]:
            yield from _table_lines(name, table, cells, frame, belonging=belonging_lines(alike, okrs))
        if len(alike) > 1:
            places = _listed([table.range.a1 for table in alike[1:]])
            yield f"{_CASE}{count(len(alike) - 1, 'table')} like it: {places}"
        yield from _reasoned("read", (remark for table in alike for remark in table.remarks))
        yield from _reasoned("left out", (left for table in alike for left in table.left_out))
        yield from _copy_lines([copy for table in alike for copy in table.copies], source)
    yield from _reasoned("read", sheet.remarks)
    yield from _reasoned("left out", sheet.left_out)
    if headings := [f"{column_letters(one.at.column)} {one_line(one.heading)}" for one in ours]:
        yield f"{_CASE}ours, not read: {', '.join(headings)}"


def _meaning(table: TableReading) -> tuple[object, ...]:
    """What tables must have in common to be shown as one."""
    return table.layout, tuple((column.column, column.field, column.level) for column in table.columns)


def _table_lines(
    name: str, table: TableReading, cells: Sheet, frame: Frame, *, belonging: Iterable[str]
) -> Iterator[str]:
    because = f": {one_line(table.because)}" if table.because else ""
    yield paint(f"  {name}!{table.range.a1}", bold=True) + (
        f"  {table.layout}, {table.confidence:.0%} sure{because}"
    )
    yield from (f"{_CASE}{line}" for line in belonging)
    draw = lying_picture if any(column.row for column in table.columns) else picture
    for line in draw(cells, table, frame):
        yield f"{_CASE}{line}".rstrip()
    read = [column for column in table.columns if column.field is not None]
    meanings = [_said(column) for column in read]
    room = max(map(len, meanings), default=0)
    for column, meaning in zip(read, meanings, strict=True):
        sure = f"{column.confidence:.0%}"
        because = one_line(column.because)
        at = f"{column_letters(column.column)}{column.row or ''}"
        yield f"{_CASE}{at:>3}  {meaning:<{room}}  {sure:>4}  {because}"
    alone: dict[str, list[str]] = {}
    for column in table.columns:
        if column.field is None:
            heading = one_line(column.heading)
            named = f' "{cut(heading, _HEADING)}"' if heading else ""
            alone.setdefault(one_line(column.because), []).append(f"{column_letters(column.column)}{named}")
    for because, columns in alone.items():
        yield f"{_CASE}left alone {_listed(columns)}: {because}"
    for words in twin_words(table, cells):
        yield paint(f"{_CASE}{words}", "yellow")


def _said(column: ColumnReading) -> str:
    assert column.field is not None, column
    return f"{column.field.value} of the {column.level.value}" if column.level else column.field.value


def _reasoned(what: str, some: Iterable[LeftOut | Remark]) -> Iterator[str]:
    """What was done with some ranges, one line for each reason."""
    places: dict[str, list[str]] = {}
    for one in some:
        places.setdefault(one_line(one.because), []).append(one.range.a1)
    for because, ranges in places.items():
        yield f"{_CASE}{what} {_listed(ranges)}: {because}"


def _copy_lines(copies: Iterable[CopyReading], source: str) -> Iterator[str]:
    """What is said twice, one line for each reason: the rows, and where they count."""
    found: dict[str, list[str]] = {}
    for copy in copies:
        of = ""
        if copy.of is not None:
            book = f"[{copy.of.workbook}]" if copy.of.workbook != source else ""
            of = f" of {one_line(f'{book}{copy.of.sheet}!{copy.of.a1}')}"
        found.setdefault(one_line(copy.because), []).append(f"{copy.range.a1}{of}")
    for because, places in found.items():
        yield f"{_CASE}not counted, as copies: {_listed(places)}: {because}"


def _listed(places: list[str]) -> str:
    more = len(places) - _MOST
    return ", ".join(places[:_MOST]) + (f" and {more} more" if more > 0 else "")
