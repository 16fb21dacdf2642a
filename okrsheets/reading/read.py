"""Reading: workbooks in, what was read and every OKR out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from okrsheets.grid import CellRange, Sheet, Workbook
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
from okrsheets.reading.extract import TableValues, values_of
from okrsheets.reading.found import FoundTable
from okrsheets.reading.headings import HeadingReader
from okrsheets.reading.keys import KeyParts, give_keys
from okrsheets.reading.lines import Lines, lines_of
from okrsheets.reading.ours import cut_ours
from okrsheets.reading.places import surroundings_of
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.tables import Area, find_areas
from okrsheets.reading.vocabulary import load_vocabulary

__all__ = ["read_okrs"]


@dataclass(frozen=True, slots=True)
class _Tab:
    """One tab with its tables of OKRs before they have keys; `because` where there are none."""

    name: str
    tables: tuple[TableValues, ...]
    because: str | None


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
            sheets.append(SheetReading(tab.name, tuple(read), tab.because))
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
    found = [
        (area, detect_table(lines, area, sheet=sheet.name, vocabulary=reader.vocabulary)) for area in areas
    ]
    okrs = [(area, detected.table) for area, detected in found if detected.table is not None]
    okrs = _without_examples(lines, okrs, reader) or okrs
    because = None if okrs else "; ".join(dict.fromkeys(detected.because for _, detected in found))
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
    return _Tab(sheet.name, tables, because)


def _without_examples(
    lines: Lines, okrs: Sequence[tuple[Area, FoundTable]], reader: HeadingReader
) -> list[tuple[Area, FoundTable]]:
    """The tables over which no line says that they are an example."""

    def is_example(area: Area) -> bool:
        texts = (lines.text(row, column) for row in area.above[-2:] for column in lines.by_row[row])
        return any(
            reader.vocabulary.meaning("rows", text.split(":")[0].split(" ")[0]) == "example"
            for text in texts
            if text
        )

    return [(area, table) for area, table in okrs if not is_example(area)]


def _with_keys(tables: Sequence[TableValues]) -> Iterator[tuple[Objective, ...]]:
    """The objectives of each table, with keys that are unique over all of them."""
    found = [(table, objective) for table in tables for objective in table.table.layout.objectives]
    parts = []
    for table, objective in found:
        cycle = table.cycle_of(objective)
        key_results = [(kr.id, kr.title or "") for kr in objective.key_results]
        rest = tuple(sorted(title for _, title in key_results))
        label = cycle.label if cycle else None
        parts.append(
            (KeyParts(label, table.team_of(objective), objective.id, objective.title, rest), key_results)
        )
    keys = iter(give_keys(parts))
    for table in tables:
        named: list[Objective] = []
        for objective in table.table.layout.objectives:
            own, key_results_keys = next(keys)
            own_key_results = tuple(
                table.key_result(kr, key, objective=objective, objective_key=own)
                for kr, key in zip(objective.key_results, key_results_keys, strict=True)
            )
            named.append(table.objective(objective, own, own_key_results))
        yield tuple(named)


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
    bottom = max((row.row for row in rows), default=table.header)
    return TableReading(
        sheet=table.sheet,
        range=CellRange(table.top, table.left, bottom, table.right),
        header=table.header,
        layout=layout.name,
        confidence=layout.confidence,
        columns=tuple(
            ColumnReading(c.number, c.heading, c.field, c.level, c.confidence, c.because)
            for c in layout.columns
        ),
        rows=rows,
        left_out=tuple(
            LeftOut(CellRange(row, table.left, row, table.right), because)
            for row, because in sorted(layout.left_out.items())
        ),
    )
