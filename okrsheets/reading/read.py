"""Reading: workbooks in, what was read and every OKR out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheets.grid import Workbook
from okrsheets.model import (
    ColumnReading,
    ManagedMemory,
    Objective,
    OkrSet,
    Reading,
    RowReading,
    SheetReading,
    TableReading,
)
from okrsheets.reading.extract import Scope, TableValues
from okrsheets.reading.found import FoundOkr, FoundTable
from okrsheets.reading.headings import HeadingReader
from okrsheets.reading.ids import without_label
from okrsheets.reading.keys import KeyParts, give_keys
from okrsheets.reading.left_out import left_out_of, range_of
from okrsheets.reading.ours import cut_ours
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.tabs import read_tab, survey_tab
from okrsheets.reading.told import missing_tabs
from okrsheets.reading.vocabulary import load_vocabulary

__all__ = ["read_okrs"]


def read_okrs(
    workbooks: Sequence[Workbook], *, settings: ReadingSettings, memory: Sequence[ManagedMemory] = ()
) -> tuple[tuple[Reading, ...], OkrSet]:
    """Everything the workbooks say: a reading of each, and the OKRs of all of them together."""
    reader = HeadingReader(load_vocabulary(settings.words))
    cuts = [cut_ours(workbook, memory=memory, headings=settings.headings) for workbook in workbooks]
    tabs = [
        [
            read_tab(survey_tab(cut.workbook, sheet, reader, settings), reader, settings)
            for sheet in cut.workbook.sheets
        ]
        for cut in cuts
    ]
    tables = [table for workbook in tabs for tab in workbook for table in tab.tables]
    keyed = iter(_with_keys(tables))
    missing = missing_tabs(workbooks, settings.overrides)
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
        amiss = (*missing.get(source, ()), *(one for tab in workbook_tabs for one in tab.amiss))
        readings.append(Reading(source, title, tuple(sheets), cut.found, cut.foreign, amiss))
    return tuple(readings), OkrSet.of(tuple(objectives))


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
