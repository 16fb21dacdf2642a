"""Rules about tabs, columns and rows: what could not be read, or is not written."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.grid import CellRange, text_of
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Field, Finding, Place, Severity
from okrsheets.reading.layouts.reasons import NO_HEADINGS
from okrsheets.reading.tables.rows import UNTITLED
from okrsheets.rules.tables import OkrTable, given_up, okr_tables
from okrsheets.rules.wording import counted, listed, quoted, spans

__all__ = [
    "foreign_managed_heading",
    "hidden_row",
    "idle_override",
    "left_out_rows",
    "no_cycle",
    "protected_tab",
    "unreadable_tab",
]

_HEADINGS = ('"Objective"', '"Key result"', '"Target"')


@rule("no-cycle", Severity.INFO)
def no_cycle(case: Case) -> Iterator[Finding]:
    """Nothing says for which quarter or year the OKRs of a workbook are.

    Without a first and a last day there is no telling whether they are on track: progress is shown,
    and no status that depends on time. Name the cycle in a column, the tab's name, a cell above the
    table or the name of the file. A tab "Q3" that names no year is of that of the other tabs, of the days of
    its table, or the Q3 nearest to the current cycle; where two are as near, it says which was taken.

    Bad:
        Sales:
        | Objective    | Key result           | Target |
        | Win the east | Sign resale partners | 20     |
    Good:
        Sales:
        | OKRs Q4 2026 |                      |        |
        |
        | Objective    | Key result           | Target |
        | Win the east | Sign resale partners | 20     |
    """
    without: dict[str, dict[str, None]] = {}
    with_cycle: set[str] = set()
    for objective in case.okrs.objectives:
        if objective.cycle is None:
            without.setdefault(objective.at.workbook, {})[objective.at.sheet] = None
        else:
            with_cycle.add(objective.at.workbook)
    for workbook, sheets in without.items():
        tabs = listed(quoted(sheet) for sheet in sheets)
        where = f"the OKRs of {tabs}" if workbook in with_cycle else "these OKRs"
        yield finding(
            place=Place.of_workbook(workbook),
            message=f"nothing says for which quarter or year {where} are, so there is no pace",
            hint='write it with its year above the table or in the name of the tab, such as "Q4 2026"',
        )
    for reading in case.readings:
        for one in reading.parts:
            year, _, _ = one.cycle.label.partition("-")
            yield finding(
                place=Place.of_tab(reading.source, one.sheet),
                message=f"nothing says of which year {quoted(one.part)} is: taken for {one.cycle.label}, "
                f"and {one.other.label} is as near",
                hint=f"write the year with it, such as {quoted(f'{one.part} {year}')}",
            )


@rule("foreign-managed-heading", Severity.WARNING)
def foreign_managed_heading(case: Case) -> Iterator[Finding]:
    """A column bears a heading that is kept for computed values, but people wrote in it.

    It is left alone: nothing of theirs is overwritten, and nothing is computed into it.

    Bad:
        | Objective    | Key result           | Target | Status (auto)         |
        | Win the east | Sign resale partners | 20     | Ann asks the partners |
    Good:
        | Objective    | Key result           | Target | What Ann says         |
        | Win the east | Sign resale partners | 20     | Ann asks the partners |
    """
    sheets = {(book.source, sheet.name): sheet for book in case.workbooks for sheet in book.sheets}
    for reading in case.readings:
        for ref in reading.foreign:
            sheet = sheets.get((ref.workbook, ref.sheet))
            heading = text_of(sheet.value(ref.row, ref.column)) if sheet else ""
            yield finding(
                place=ref,
                message=f"people wrote below {quoted(heading)}, a heading for computed values, "
                "so the column is left alone",
                hint="give it another heading, or empty it",
            )


@rule("protected-tab", Severity.WARNING)
def protected_tab(case: Case) -> Iterator[Finding]:
    """A tab with OKRs is protected, so it is read and nothing is written into it.

    Its progress and warnings stand in the report only.

    Bad:
        Sales, protected:
        | Objective    | Key result           | Target |
        | Win the east | Sign resale partners | 20     |
    Good:
        Sales:
        | Objective    | Key result           | Target |
        | Win the east | Sign resale partners | 20     |
    """
    with_okrs = {
        (reading.source, sheet.name) for reading in case.readings for sheet in reading.sheets if sheet.tables
    }
    for workbook in case.workbooks:
        for sheet in workbook.sheets:
            if sheet.protected and (workbook.source, sheet.name) in with_okrs:
                yield finding(
                    place=Place.of_tab(workbook.source, sheet.name),
                    message=f"the tab {quoted(sheet.name)} is protected: it was read and not written",
                    hint="take the protection off to see progress and warnings in it",
                )


@rule("left-out-rows", Severity.INFO)
def left_out_rows(case: Case) -> Iterator[Finding]:
    """Rows inside a table were not read.

    Totals, notes and headings between the rows belong to no objective. They are told so that nothing
    is missed in silence. Rows that hold nothing but an id or a type wait to be filled in, and are not told.

    Bad:
        | Objective    | Key result           | Baseline | Target |
        | Win the east | Sign resale partners | 4        | 20     |
        |              | New leads per week   | 10       | 50     |
        | Total        |                      | 14       | 70     |
    Good:
        | Objective    | Key result           | Baseline | Target |
        | Win the east | Sign resale partners | 4        | 20     |
        |              | New leads per week   | 10       | 50     |
    """
    for each in okr_tables(case):
        told = [
            left
            for left in each.table.left_out
            if left.because == UNTITLED or not _awaits_words(left.range, each, case)
        ]
        if told:
            rows = {row for left in told for row in range(left.range.top, left.range.bottom + 1)}
            reasons = listed(f"{left.range.a1} – {left.because}" for left in told)
            yield finding(
                place=each.place,
                message=f"{counted(len(rows), 'row')} of this table {'was' if len(rows) == 1 else 'were'} "
                f"not read: {reasons}",
                hint="nothing to do unless objectives or key results stand there",
            )


def _awaits_words(place: CellRange, of: OkrTable, case: Case) -> bool:
    """Whether these rows of a table hold nothing but an id or a type."""
    book = next((book for book in case.workbooks if book.source == of.workbook), None)
    sheet = book.sheet(of.table.sheet) if book else None
    if sheet is None:
        return False
    names = {column.column for column in of.table.columns if column.field in (Field.ID, Field.TYPE)}
    rows, columns = range(place.top, place.bottom + 1), range(place.left, place.right + 1)
    filled = {column for row in rows for column in columns if sheet.value(row, column) is not None}
    return bool(filled) and filled <= names


@rule("hidden-row", Severity.INFO)
def hidden_row(case: Case) -> Iterator[Finding]:
    """Rows are hidden, by hand, by a filter or in a group that is closed, and count all the same.

    Who looks at the sheet sees other figures than the report tells, and does not see why.

    Bad:
        OKRs, row 3 hidden:
        | Objective    | Key result           | Baseline | Target |
        | Win the east | Sign resale partners | 4        | 20     |
        |              | New leads per week   | 10       | 50     |
    Good:
        | Objective    | Key result           | Baseline | Target |
        | Win the east | Sign resale partners | 4        | 20     |
        |              | New leads per week   | 10       | 50     |
    """
    hidden = {
        (book.source, sheet.name): sheet.hidden_rows
        for book in case.workbooks
        for sheet in book.sheets
        if sheet.hidden_rows
    }
    for each in okr_tables(case) if hidden else ():
        counting = {okr.key for okr in each.okrs if not given_up(okr)}
        rows = {
            row.row
            for row in each.table.rows
            if row.row in hidden.get((each.workbook, each.table.sheet), ())
            and (row.key_result or row.objective) in counting
        }
        if rows:
            is_, counts = ("is", "counts") if len(rows) == 1 else ("are", "count")
            yield finding(
                place=each.place,
                message=f"{counted(len(rows), 'row')} of this table {is_} hidden and {counts} all the same: "
                f"{spans(rows)}",
                hint="show what counts; what should not count, cancel or take out",
            )


@rule("unreadable-tab", Severity.WARNING)
def unreadable_tab(case: Case) -> Iterator[Finding]:
    """A tab looks like OKRs, but it cannot be told which of its cells are what, so nothing of it was read.

    Its name says so, its ids, or that it is filled in like another tab of the workbook. Most often the row
    of headings is missing, or nothing tells objectives from key results.

    Bad:
        OKRs:
        | Win the east  | Sign resale partners | 4  | 20 |
        | Win the east  | New leads per week   | 10 | 50 |
        | Answer sooner | Hours to an answer   | 9  | 4  |
    Good:
        OKRs:
        | Objective     | Key result           | Baseline | Target |
        | Win the east  | Sign resale partners | 4        | 20     |
        | Win the east  | New leads per week   | 10       | 50     |
        | Answer sooner | Hours to an answer   | 9        | 4      |
    """
    for reading in case.readings:
        for tab in reading.sheets:
            if (rows := tab.unread) is None:
                continue
            why = tab.because or ""
            cure = f"write headings such as {listed(_HEADINGS)} above row {rows.top}"
            if why != NO_HEADINGS:
                cure = 'add a column "Type" that says "Objective" or "Key result"'
            count = counted(rows.bottom - rows.top + 1, "row")
            yield finding(
                place=Place.of_table(reading.source, tab.name, rows),
                message=f"{count} that look like OKRs were not read: {why}",
                hint=cure,
            )


@rule("idle-override", Severity.WARNING)
def idle_override(case: Case) -> Iterator[Finding]:
    """The config speaks of a tab, a row, a column or a layout that is not there, so nothing comes of it.

    Tabs are renamed and columns moved while the config stays as it was, or it calls two columns what only
    one can be. Here it speaks of the tab Sales.

    Bad:
        East:
        | Objective    | Key result           | Target |
        | Win the east | Sign resale partners | 20     |
    Good:
        Sales:
        | Objective    | Key result           | Target |
        | Win the east | Sign resale partners | 20     |
    """
    for reading in case.readings:
        for amiss in reading.amiss:
            place = Place.of_workbook(reading.source)
            if amiss.sheet is not None:
                place = Place.of_tab(reading.source, amiss.sheet)
            yield finding(
                place=place,
                message=amiss.what,
                hint=amiss.cure,
            )
