"""Reading: workbooks in, what was read and every OKR out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice

from okrsheets.grid import CellRange, CellRef, Workbook
from okrsheets.model import (
    Amiss,
    ColumnReading,
    CopyReading,
    Field,
    KeyResult,
    LeftOut,
    ManagedMemory,
    OkrSet,
    PartTaken,
    Reading,
    Remark,
    RowReading,
    SheetReading,
    TableReading,
    UnlistedReading,
)
from okrsheets.reading.across.aside import with_check_ins
from okrsheets.reading.across.check_in_rows import check_ins_of
from okrsheets.reading.across.joined import Joined, join_tables
from okrsheets.reading.across.named import Named
from okrsheets.reading.across.names import Home
from okrsheets.reading.across.parts import parts_taken, told_of_part
from okrsheets.reading.across.pointing import pointing_in
from okrsheets.reading.across.relational import relate
from okrsheets.reading.across.team_names import with_one_name_a_team
from okrsheets.reading.across.twice import met_twice
from okrsheets.reading.across.unlisted import Unlisted
from okrsheets.reading.across.unread import unread_in
from okrsheets.reading.language.vocabulary import load_vocabulary
from okrsheets.reading.ours.cutting import cut_ours
from okrsheets.reading.ours.tabs import OURS_BECAUSE
from okrsheets.reading.overrides import RELATIONAL
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.tables.blank_headings import with_blank_headings
from okrsheets.reading.tables.found import FoundRow, FoundTable
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.left_out import heading_of, left_out_of, range_of, rows_of
from okrsheets.reading.tables.told import layouts_not_followed, missing_tabs
from okrsheets.reading.tabs import Tab, read_tab, survey_tab, with_years

__all__ = ["read_okrs"]


def read_okrs(
    workbooks: Sequence[Workbook], *, settings: ReadingSettings, memory: Sequence[ManagedMemory] = ()
) -> tuple[tuple[Reading, ...], OkrSet]:
    """Everything the workbooks say: a reading of each, and the OKRs of all of them together."""
    reader = HeadingReader(load_vocabulary(settings.words, settings.value_words))
    cuts = [
        cut_ours(
            workbook,
            memory=memory,
            headings=settings.headings,
            own_tab=settings.own_tabs.get(workbook.source),
        )
        for workbook in workbooks
    ]
    surveys = [
        survey_tab(cut.workbook, sheet, reader, settings) for cut in cuts for sheet in cut.workbook.sheets
    ]
    surveys = with_check_ins(relate(surveys, reader.vocabulary), reader.vocabulary)
    read = iter([read_tab(survey, reader, settings) for survey in surveys])
    tabs = [tab for cut in cuts for tab in with_years(islice(read, len(cut.workbook.sheets)), settings)]
    unread = unread_in(surveys, tabs, reader.vocabulary)
    tables_found = [table for tab in tabs for table in tab.tables]
    pointing = pointing_in(tables_found)
    joined = join_tables(tables_found, pointing)
    twice = met_twice(joined, pointing, workbooks=[cut.workbook for cut in cuts], settings=settings)
    joined = joined._replace(copies=twice.copies)
    check_ins = check_ins_of(
        [table for tab in tabs for table in tab.check_ins],
        joined,
        fiscal_year_start=settings.fiscal_year_start,
        vocabulary=reader.vocabulary,
    )
    named = Named.of(joined, check_ins.entries, twice.known)
    okrs = OkrSet.of(with_one_name_a_team(named.objectives), tuple(named.copies.values()))
    tables = iter(
        [_table_reading(t, table.table, named, okrs, joined=joined) for t, table in enumerate(joined.tables)]
    )
    missing = missing_tabs(workbooks, settings.overrides)
    remaining, told = iter(enumerate(tabs)), iter(check_ins.told)
    readings = []
    for cut in cuts:
        source, title = cut.workbook.source, cut.workbook.title
        its_tabs = list(islice(remaining, len(cut.workbook.sheets)))
        sheets = tuple(
            _sheet_reading(
                tab, tuple(islice(tables, len(tab.tables))), list(islice(told, len(tab.check_ins)))
            )._replace(unread=unread.get(n))
            for n, tab in its_tabs
        )
        amiss, parts = [*missing.get(source, ())], list[PartTaken]()
        for (_, tab), sheet in zip(its_tabs, sheets, strict=True):
            amiss += [*tab.amiss, *_unjoined(tab, sheet)]
            parts += parts_taken(tab, sheet, okrs)
        sheets += tuple(SheetReading(name, because=OURS_BECAUSE) for name in cut.tabs)
        older = twice.older.get(source)
        reading = Reading(source, title, sheets, cut.found, cut.foreign, tuple(amiss), older, cut.tabs)
        readings.append(reading._replace(parts=tuple(parts)))
    return tuple(readings), okrs


def _unjoined(tab: Tab, sheet: SheetReading) -> Iterator[Amiss]:
    """The tables that a person says others name, or are named by, and that none does."""
    told = (one if one == RELATIONAL else None for one in tab.told)
    return layouts_not_followed(told, ((one.sheet, one.range, one.layout) for one in sheet.tables))


def _sheet_reading(
    tab: Tab, tables: tuple[TableReading, ...], check_ins: Sequence[tuple[Remark, Sequence[LeftOut]]]
) -> SheetReading:
    left_out = sorted([*tab.left_out, *(left for _, missed in check_ins for left in missed)])
    remarks = tuple(remark for remark, _ in check_ins)
    because = "; ".join([*([tab.because] if tab.because else []), *(remark.because for remark in remarks)])
    return SheetReading(tab.name, tables, None if tables else because or None, tuple(left_out), remarks)


def _table_reading(t: int, table: FoundTable, named: Named, okrs: OkrSet, *, joined: Joined) -> TableReading:
    layout = table.layout
    shown = with_blank_headings(table, joined.tables[t].lines)
    missing = tuple(_missing(t, table, named, joined.unlisted)) if joined.unlisted else ()
    rows = tuple(
        RowReading(
            number,
            named.objective_keys.get((t, row.objective)),
            None if row.key_result is None else named.key_result_keys.get((t, row.objective, row.key_result)),
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
            for c, (row, column) in ((c, heading_of(table, c.number)) for c in shown)
        ),
        rows=rows,
        left_out=tuple(left_out_of(table)),
        because=layout.because,
        remarks=(
            *told_of_part(joined.tables[t], rows, okrs),
            *_untitled(t, table, rows, joined),
            *map(_of_missing, missing),
            *_remarks(rows, okrs),
        ),
        copies=tuple(_copies(t, table, named, okrs)) if named.copies else (),
        unlisted=missing,
    )


def _missing(
    t: int, table: FoundTable, named: Named, unlisted: Mapping[Home, Unlisted]
) -> Iterator[UnlistedReading]:
    """The objectives of a table that the list of the others does not hold."""
    for n, objective in enumerate(table.layout.objectives):
        if (one := unlisted.get((t, n))) is not None and (t, n) not in named.copies:
            at = (objective.row, objective.column)
            place = CellRef("", table.sheet, *(at if table.view is None else table.view.place(*at)))
            nearest = one.nearest
            called = nearest and " ".join(filter(None, (nearest.id, nearest.title)))
            yield UnlistedReading(_cell(place), named.objective_keys.get((t, n)), one.tabs, called)


def _of_missing(one: UnlistedReading) -> Remark:
    near = f"; the nearest there is {one.nearest}" if one.nearest else ""
    return Remark(one.range, f"not among the objectives of {' and '.join(one.tabs)}{near}")


def _copies(t: int, table: FoundTable, named: Named, okrs: OkrSet) -> Iterator[CopyReading]:
    """The rows of a table that repeat OKRs, with where these count."""
    whole = range_of(table)
    rows: dict[int, list[int]] = {}
    for number, row in zip(rows_of(table), table.layout.rows, strict=True):
        rows.setdefault(row.objective, []).append(number)
    for n in range(len(table.layout.objectives)):
        if (copy := named.copies.get((t, n))) is None:
            continue
        its_rows = rows.get(n, ())
        places = [_cell(copy.okr.at), *(_cell(each.at) for each in copy.okr.key_results)]
        if its_rows and table.view is None:
            places = [whole._replace(top=min(its_rows), bottom=max(its_rows))]
        home = okrs.by_key.get(copy.okr.key)
        yield CopyReading(
            reduce(_over, places), home.key if home else None, home.at if home else None, copy.because
        )


def _untitled(t: int, table: FoundTable, rows: Sequence[RowReading], joined: Joined) -> Iterator[Remark]:
    """The key results that stand under no objective with a title, here or elsewhere, in a table that has a
    column of objectives or names those of another.
    """
    layout, whole = table.layout, range_of(table)
    titled = any(column.field is Field.OBJECTIVE for column in layout.columns)
    if table.view is not None or not (titled or layout.name == RELATIONAL):
        return
    its: dict[int, list[int]] = {}
    for one, row in zip(rows, layout.rows, strict=True):
        objective = layout.objectives[row.objective]
        key_result = objective.key_results[row.key_result] if row.key_result is not None else None
        if objective.title is not None or (key_result is not None and key_result.placed_by is not None):
            continue
        if titled:
            its.setdefault(row.objective, []).append(one.row)
        elif key_result is not None:
            yield Remark(whole._replace(top=one.row, bottom=one.row), _nameless(t, row, joined))
    for n, told in its.items():
        name = layout.objectives[n].id
        of = f'"{name}", of which' if name else "an objective of which"
        place = whole._replace(top=told[0], bottom=told[-1])
        yield Remark(place, f"key results of {of} no title is known")


def _nameless(t: int, row: FoundRow, joined: Joined) -> str:
    home = joined.homes.get((t, row.objective, row.key_result or 0))
    if home is None:
        return "names no objective"
    name = joined.objective(home).id
    return f'names "{name}", an objective that stands nowhere' if name else "names what stands nowhere"


def _remarks(rows: Sequence[RowReading], okrs: OkrSet) -> Iterator[Remark]:
    """How the check-ins of a table were read, and which figures were not; once for rows that follow."""
    last: Remark | None = None
    for row in rows:
        okr = okrs.by_key.get(row.key_result or "")
        if not isinstance(okr, KeyResult):
            continue
        for told in [*_unread(okr), *(Remark(_range_of(okr), because) for because in okr.remarks)]:
            because = told.because
            if last is not None and last.because == because and told.range.top <= last.range.bottom + 1:
                told = Remark(_over(last.range, told.range), because)
            elif last is not None:
                yield last
            last = told
    if last is not None:
        yield last


def _unread(key_result: KeyResult) -> Iterator[Remark]:
    """The cells of figures that hold something else, which counts as unknown."""
    for field in key_result.unreadable:
        if (at := key_result.cells.get(field)) is not None:
            yield Remark(_cell(at), f"the {field.value} here is no figure that can be read: unknown")


def _cell(ref: CellRef) -> CellRange:
    return CellRange(ref.row, ref.column, ref.row, ref.column)


def _range_of(key_result: KeyResult) -> CellRange:
    """The cells of a key result's check-ins that stand on its own tab, or that of its title."""
    at = key_result.at
    cells = [one.at for one in key_result.check_ins if one.at[:2] == at[:2]] or [at]
    return reduce(_over, map(_cell, cells))


def _over(one: CellRange, other: CellRange) -> CellRange:
    """The rectangle over two others."""
    return CellRange(
        min(one.top, other.top),
        min(one.left, other.left),
        max(one.bottom, other.bottom),
        max(one.right, other.right),
    )
