"""Reading: workbooks in, what was read and every OKR out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from okrsheets.grid import Sheet, Workbook
from okrsheets.model import (
    ColumnReading,
    LeftOut,
    ManagedMemory,
    Objective,
    OkrSet,
    Reading,
    RowReading,
    SheetReading,
    TableReading,
)
from okrsheets.reading.detect import detect_table
from okrsheets.reading.extract import Scope, TableValues, values_of
from okrsheets.reading.found import FoundOkr, FoundTable
from okrsheets.reading.headings import HeadingReader
from okrsheets.reading.ids import without_label
from okrsheets.reading.keys import KeyParts, give_keys
from okrsheets.reading.left_out import left_out_around, left_out_of, range_of, region_of
from okrsheets.reading.lines import Lines, lines_of
from okrsheets.reading.ours import cut_ours
from okrsheets.reading.places import surroundings_of
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.tables import Area, find_areas
from okrsheets.reading.vocabulary import load_vocabulary, normalise

__all__ = ["read_okrs"]

_Placed: TypeAlias = tuple[Area, FoundTable]
"""A table of OKRs with the area it was found in."""


class _Tab(NamedTuple):
    """One tab with its tables of OKRs before they have keys; `because` where there are none.

    `left_out` are the regions outside them.
    """

    name: str
    tables: tuple[TableValues, ...]
    because: str | None
    left_out: tuple[LeftOut, ...] = ()


def read_okrs(
    workbooks: Sequence[Workbook], *, settings: ReadingSettings, memory: Sequence[ManagedMemory] = ()
) -> tuple[tuple[Reading, ...], OkrSet]:
    """Everything the workbooks say: a reading of each, and the OKRs of all of them together."""
    reader = HeadingReader(load_vocabulary(settings.words))
    cuts = [cut_ours(workbook, memory=memory, headings=settings.headings) for workbook in workbooks]
    tabs = [[_tab(cut.workbook, sheet, reader, settings) for sheet in cut.workbook.sheets] for cut in cuts]
    tables = [table for workbook in tabs for tab in workbook for table in tab.tables]
    keyed = iter(_with_keys(tables))
    readings: list[Reading] = []
    objectives: list[Objective] = []
    for cut, workbook_tabs in zip(cuts, tabs, strict=True):
        sheets = []
        for tab in workbook_tabs:
            read = []
            for table in tab.tables:
                named = next(keyed)
                objectives.extend(named)
                read.append(_table_reading(table.table, named))
            sheets.append(SheetReading(tab.name, tuple(read), tab.because, tab.left_out))
        source, title = cut.workbook.source, cut.workbook.title
        readings.append(Reading(source, title, tuple(sheets), cut.found, cut.foreign))
    return tuple(readings), OkrSet.of(tuple(objectives))


def _tab(workbook: Workbook, sheet: Sheet, reader: HeadingReader, settings: ReadingSettings) -> _Tab:
    lines = lines_of(sheet)
    if not lines.order:
        return _Tab(sheet.name, (), "the tab is empty")
    areas = find_areas(lines, reader)
    if not areas:
        return _Tab(sheet.name, (), "no row of headings that are known")
    around = f"{sheet.name} {workbook.title}"
    found = [
        (area, detect_table(lines, area, sheet=sheet.name, around=around, vocabulary=reader.vocabulary))
        for area in areas
    ]
    okrs = [(area, detected.table) for area, detected in found if detected.table is not None]
    if not okrs:
        because = "; ".join(dict.fromkeys(detected.because for _, detected in found))
        return _Tab(sheet.name, (), because)
    okrs, examples = _parted(okrs, _examples(lines, okrs, reader))
    okrs, references = _parted(okrs, _references(okrs))
    others = [
        *((area, detected.because) for area, detected in found if detected.table is None),
        *((area, "an example, as the line above it says") for area in examples),
        *((area, "only refers to objectives of another table") for area in references),
    ]
    left_out = left_out_around(
        lines,
        [table for _, table in okrs],
        [LeftOut(region_of(area), because) for area, because in others],
    )
    tables = tuple(
        values_of(
            table,
            lines,
            source=workbook.source,
            around=surroundings_of(
                workbook,
                sheet.name,
                lines,
                above=(*area.above, *areas[0].above),
                settings=settings,
                vocabulary=reader.vocabulary,
            ),
            fiscal_year_start=settings.fiscal_year_start,
            vocabulary=reader.vocabulary,
        )
        for area, table in okrs
    )
    return _Tab(sheet.name, tables, None, left_out)


def _parted(okrs: Sequence[_Placed], away: Sequence[Area]) -> tuple[list[_Placed], Sequence[Area]]:
    """The tables without those of the areas `away`, and these areas; none goes where all would."""
    kept = [(area, table) for area, table in okrs if area not in away]
    return (kept, away) if kept else ([*okrs], ())


def _examples(lines: Lines, okrs: Sequence[_Placed], reader: HeadingReader) -> list[Area]:
    """The areas over which a line says that they are an example."""

    def is_example(area: Area) -> bool:
        texts = (lines.text(row, column) for row in area.above[-2:] for column in lines.by_row[row])
        return any(
            reader.vocabulary.meaning("rows", text.split(":")[0].split(" ")[0]) == "example"
            for text in texts
            if text
        )

    return [area for area, _ in okrs if is_example(area)]


def _references(okrs: Sequence[_Placed]) -> list[Area]:
    """The areas that list nothing but objectives which have key results in another table of the tab."""
    named = {
        normalise(words)
        for _, table in okrs
        for objective in table.layout.objectives
        if objective.key_results
        for words in (objective.id, objective.title)
        if words
    }
    return [
        area
        for area, table in okrs
        if table.layout.name == "objectives only"
        and all(normalise(objective.title or "") in named for objective in table.layout.objectives)
    ]


def _with_keys(tables: Sequence[TableValues]) -> Iterator[tuple[Objective, ...]]:
    """The objectives of each table, with keys that are unique over all of them."""
    found = [(table, objective) for table in tables for objective in table.table.layout.objectives]
    scopes = [table.scope_of(objective) for table, objective in found]
    parts = []
    for (table, objective), scope in zip(found, scopes, strict=True):
        words = table.vocabulary
        key_results = [(kr.id, without_label(kr.title or "", words)) for kr in objective.key_results]
        title = without_label(objective.title, words) if objective.title else None
        rest = tuple(sorted(title for _, title in key_results))
        label = scope.cycle.label if scope.cycle else None
        parts.append((KeyParts(label, scope.team, objective.id, title, rest), key_results))
    keys = iter(zip(give_keys(parts), scopes, strict=True))
    for table in tables:
        yield tuple(_named(table, objective, *next(keys)) for objective in table.table.layout.objectives)


def _named(
    table: TableValues, objective: FoundOkr, keys: tuple[str, tuple[str, ...]], scope: Scope
) -> Objective:
    own, of_key_results = keys
    key_results = tuple(
        table.key_result(found, key, home=objective, home_key=own, scope=scope)
        for found, key in zip(objective.key_results, of_key_results, strict=True)
    )
    return table.objective(objective, own, scope, key_results)


def _table_reading(table: FoundTable, objectives: Sequence[Objective]) -> TableReading:
    layout = table.layout
    rows = tuple(
        RowReading(
            row.row,
            objectives[row.objective].key,
            None if row.key_result is None else objectives[row.objective].key_results[row.key_result].key,
            row.says_objective,
        )
        for row in layout.rows
    )
    return TableReading(
        sheet=table.sheet,
        range=range_of(table),
        header=table.header,
        layout=layout.name,
        confidence=layout.confidence,
        columns=tuple(
            ColumnReading(c.number, c.heading, c.field, c.level, c.confidence, c.because)
            for c in layout.columns
        ),
        rows=rows,
        left_out=tuple(left_out_of(table)),
    )
