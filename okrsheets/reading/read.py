"""Reading: workbooks in, what was read and every OKR out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from okrsheets.grid import Workbook
from okrsheets.model import (
    ColumnReading,
    ManagedMemory,
    OkrSet,
    Reading,
    RowReading,
    SheetReading,
    TableReading,
)
from okrsheets.reading.found import FoundTable
from okrsheets.reading.headings import HeadingReader
from okrsheets.reading.joined import join_tables
from okrsheets.reading.left_out import heading_of, left_out_of, range_of, rows_of
from okrsheets.reading.named import Named
from okrsheets.reading.ours import cut_ours
from okrsheets.reading.relational import relate
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.tabs import read_tab, survey_tab
from okrsheets.reading.told import missing_tabs
from okrsheets.reading.vocabulary import load_vocabulary

__all__ = ["read_okrs"]


def read_okrs(
    workbooks: Sequence[Workbook], *, settings: ReadingSettings, memory: Sequence[ManagedMemory] = ()
) -> tuple[tuple[Reading, ...], OkrSet]:
    """Everything the workbooks say: a reading of each, and the OKRs of all of them together."""
    reader = HeadingReader(load_vocabulary(settings.words, settings.value_words))
    cuts = [cut_ours(workbook, memory=memory, headings=settings.headings) for workbook in workbooks]
    surveys = [
        survey_tab(cut.workbook, sheet, reader, settings) for cut in cuts for sheet in cut.workbook.sheets
    ]
    tabs = [read_tab(survey, reader, settings) for survey in relate(surveys, reader.vocabulary)]
    joined = join_tables([table for tab in tabs for table in tab.tables])
    named = Named.of(joined)
    tables = iter([_table_reading(t, table.table, named) for t, table in enumerate(joined.tables)])
    missing = missing_tabs(workbooks, settings.overrides)
    remaining = iter(tabs)
    readings = []
    for cut in cuts:
        source, title = cut.workbook.source, cut.workbook.title
        its_tabs = list(islice(remaining, len(cut.workbook.sheets)))
        sheets = tuple(
            SheetReading(tab.name, tuple(islice(tables, len(tab.tables))), tab.because, tab.left_out)
            for tab in its_tabs
        )
        amiss = (*missing.get(source, ()), *(one for tab in its_tabs for one in tab.amiss))
        readings.append(Reading(source, title, sheets, cut.found, cut.foreign, amiss))
    return tuple(readings), OkrSet.of(named.objectives)


def _table_reading(t: int, table: FoundTable, named: Named) -> TableReading:
    layout = table.layout
    rows = tuple(
        RowReading(
            number,
            named.objective_keys.get((t, row.objective)),
            None if row.key_result is None else named.key_result_keys[t, row.objective, row.key_result],
            row.says_objective,
        )
        for number, row in zip(rows_of(table), layout.rows, strict=True)
    )
    return TableReading(
        sheet=table.sheet,
        range=range_of(table),
        header=table.header,
        layout=layout.name,
        confidence=layout.confidence,
        columns=tuple(
            ColumnReading(column, c.heading, c.field, c.level, c.confidence, c.because, row)
            for c, (row, column) in ((c, heading_of(table, c.number)) for c in layout.columns)
        ),
        rows=rows,
        left_out=tuple(left_out_of(table)),
        because=layout.because,
    )
