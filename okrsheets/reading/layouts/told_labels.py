"""Brings what a person says of a tab to its tables without a row of headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from okrsheets.grid import CellRange
from okrsheets.model import Amiss
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.reading.layouts.forms import find_form
from okrsheets.reading.layouts.headless import read_headless
from okrsheets.reading.overrides import HEADLESS, TOLD, SheetOverride, TableOverride
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.tables.told import also_of, part_as_told, read_as_told

__all__ = ["form_of", "headless_not_found", "headless_of"]


def form_of(
    lines: Lines,
    taken: Sequence[CellRange],
    *,
    sheet: str,
    reader: HeadingReader,
    told: TableOverride | None,
) -> FoundTable | None:
    """What stands beside labels on a tab, outside the ranges taken; as a person says where one does."""
    if told is None:
        return find_form(lines, taken, sheet=sheet, reader=reader)
    form = find_form(
        part_as_told(lines, told),
        taken,
        sheet=sheet,
        reader=_labels_as_told(reader, told),
        sure=told.layout == "transposed",
    )
    return _as_told(form, told) if form is not None else None


def headless_of(
    lines: Lines, *, sheet: str, reader: HeadingReader, told: TableOverride | None
) -> tuple[Area, FoundTable] | None:
    """The lines of a tab that say themselves what they are, with where they stand."""
    part = lines if told is None else part_as_told(lines, told)
    found = read_headless(part, sheet=sheet, vocabulary=reader.vocabulary) if part.order else None
    if found is None or told is None:
        return found
    area, table = found
    return area._replace(told=told), _as_told(table, told)


def headless_not_found(sheet: str, said: SheetOverride, tables: Iterable[str]) -> Iterator[Amiss]:
    """The layouts without headings that a person says a tab has and that none of its tables has."""
    missing = {table.layout for table in said.tables}.intersection(HEADLESS).difference(tables)
    for layout in sorted(filter(None, missing)):
        cure = 'say which labels name the objective and the key results, as "Aim" = "objective"'
        yield Amiss(sheet, f'nothing can be read as "{layout}"', cure)


def _labels_as_told(reader: HeadingReader, table: TableOverride) -> HeadingReader:
    """A reader of the labels of a table that knows what a person says of them."""
    told = {
        normalise(name): read_as_told(reader.read(name), said)
        for name, said in table.columns.items()
        if said.decides or said.level is not None
    }
    return HeadingReader(reader.vocabulary, told) if told else reader


def _as_told(form: FoundTable, table: TableOverride) -> FoundTable:
    """A table without headings, with what a person says of it as the reason where that is one."""
    columns = {normalise(name): said for name, said in table.columns.items()}

    def column_as_told(column: Column) -> Column:
        said = also_of(columns.get(normalise(column.heading)), table)
        if said.decides:
            column = column._replace(confidence=1.0, because=TOLD)
        return column._replace(told=said)

    layout = form.layout._replace(columns=tuple(map(column_as_told, form.layout.columns)))
    if table.layout == layout.name:
        layout = layout._replace(confidence=1.0, because=TOLD)
    return form._replace(layout=layout)
