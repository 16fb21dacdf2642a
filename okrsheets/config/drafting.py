"""Drafts an okrsheets.toml from what was read: every decision stands in it as a line ready to correct."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from okrsheets.config.toml_text import plain, quoted
from okrsheets.grid import column_letters
from okrsheets.model import ColumnReading, Okr, OkrSet, Reading, SheetReading, TableReading
from okrsheets.reading import parse_cycle
from okrsheets.reading.overrides import HEADLESS
from okrsheets.tuples import NamedTuple

__all__ = ["DraftSource", "draft_config"]

_HEAD = """\
# What okrsheets found in your sheets. It reads them in just this way without this file; where it is wrong,
# correct it here: take the "#" off a line that begins with "#" and no blank, and write what is right.
# `okrsheets inspect` shows what comes of it.
# Of a tab also: skip = true (all of it), skip_rows = [12, "20-25"], range = "A3:H40"; of a column also
# whose it is: D = { field = "progress", level = "objective", scale = 100 }. docs/config.md has more.
"""

_CYCLE = """
[cycle]
#fiscal_year_start = 1        # the month in which your year begins
#close_after = 21             # days after its last day for which a cycle is still checked and written
"""

_TAIL = """
[rules]
#ignore = ["unsupported-key-result"]     # rules that stay silent; `okrsheets rules` lists them all
#severity = { orphan-objective = "info" }
#thresholds = { too-many-key-results = 6 }

[report]
#title = "Our OKRs"
"""
_SELF_TOLD = "lines"  # its lines say what they are; there are no columns to speak of
_LAST_ROW = 1_048_576
_COMMENT = 30
_LONG = 90


class DraftSource(NamedTuple):
    """One `[[source]]` to be: its path, folder or pattern, and what was read of its workbooks.

    `writable` says that any of these can be written at all.
    """

    uri: str
    readings: tuple[Reading, ...]
    writable: bool = True


def draft_config(sources: Sequence[DraftSource], okrs: OkrSet) -> str:
    """The text of an okrsheets.toml that changes nothing as it stands."""
    by_tab: dict[tuple[str, str], list[Okr]] = {}
    for okr in okrs.okrs:
        by_tab.setdefault((okr.at.workbook, okr.at.sheet), []).append(okr)
    lines = [_HEAD]
    for source in sources:
        lines += [*_source_lines(source, by_tab), ""]
    lines += [*_cycle_lines(okrs), _TAIL.lstrip("\n")]
    return "\n".join(lines)


def _source_lines(source: DraftSource, by_tab: Mapping[tuple[str, str], Sequence[Okr]]) -> Iterator[str]:
    yield "[[source]]"
    yield f"uri = {quoted(source.uri)}"
    if source.writable:
        yield _with_comment("#write = true", "sync writes progress and warnings beside the tables unasked")
    else:
        yield "# read only: its progress stands in the report"
    drafts: dict[str, dict[str, list[str]]] = {}
    for reading in source.readings:
        for sheet in reading.sheets:
            okrs = by_tab.get((reading.source, sheet.name), ())
            drafts.setdefault(sheet.name, {})[reading.source] = list(_sheet_lines(sheet, okrs))
    for name, by_file in drafts.items():
        yield ""
        if len(source.readings) > 1:
            yield f"# in {plain(', '.join(by_file), _LONG)}:"
        first, *others = by_file.values()
        if all(lines == first for lines in others):
            yield from first
        else:
            yield f'# "{plain(name, _COMMENT)}" is not the same in each of them; a [[source]] of one file,'
            yield "# written above this one, can speak of it"


def _sheet_lines(sheet: SheetReading, okrs: Sequence[Okr]) -> Iterator[str]:
    """The table of one tab, with all that was decided about it as comments."""
    place = f"source.sheets.{quoted(sheet.name)}"
    if not sheet.tables:
        because = sheet.because or "the tab is empty"
        yield f"# {plain(sheet.name, _LONG)}: no OKRs; {plain(because, _LONG)}"
        yield f"[{place}]"
        yield "#skip = true"
        return
    scope = [*_scope_lines(okrs)]
    if not okrs and any(table.copies for table in sheet.tables):
        scope.append(_with_comment("#copy = true", "its OKRs count elsewhere"))
    if len(sheet.tables) == 1:
        (table,) = sheet.tables
        yield f"# {plain(sheet.name, _LONG)}!{_summary(table)}"
        yield f"[{place}]"
        yield from _table_lines(table, _reach(table, sheet), scope)
        if table.layout != _SELF_TOLD:
            yield f"[{place}.columns]"
            yield from _column_lines(table)
        return
    yield f"# {plain(sheet.name, _LONG)}: {len(sheet.tables)} tables; to correct one, take all their lines"
    yield f"[{place}]"
    yield from scope
    for table in sheet.tables:
        yield f"# {_summary(table)}"
        yield f"#[[{place}.tables]]"
        yield from _table_lines(table, _reach(table, sheet, always=True), ())
        columns = ", ".join(f"{key} = {said}" for key, said, _ in _meanings(table))
        if table.layout != _SELF_TOLD:
            yield f"#columns = {{ {columns} }}"


def _summary(table: TableReading) -> str:
    because = f": {plain(table.because, _LONG)}" if table.because else ""
    return f"{table.range.a1}: {table.layout}, {table.confidence:.0%} sure{because}"


def _table_lines(table: TableReading, reach: str | None, scope: Iterable[str]) -> Iterator[str]:
    if reach is not None:
        yield f"#range = {quoted(reach)}"
    if table.layout not in HEADLESS:
        yield f"#header = {_header(table)}"
    yield f"#layout = {quoted(table.layout)}"
    yield from scope


def _header(table: TableReading) -> str:
    first = table.header - 1
    two = table.layout != "sections" and table.range.top == first
    return f"[{first}, {table.header}]" if two else str(table.header)


def _column_lines(table: TableReading) -> Iterator[str]:
    for letters, said, heading in _meanings(table):
        yield _with_comment(f"#{letters} = {said}", heading)
    alone = [
        f"{column_letters(column.column)} ({plain(column.heading, _COMMENT) or 'no heading'})"
        for column in table.columns
        if column.field is None and (column.heading or column.row is None)
    ]
    if alone:
        yield f"# left alone: {plain(', '.join(alone), 3 * _LONG)}"


def _meanings(table: TableReading) -> Iterator[tuple[str, str, str]]:
    """Each column that was read: its letters, its field as TOML, its heading.

    What cannot be said of one column alone, because it means several fields, is left out.
    """
    fields = Counter(map(_key, table.columns))
    for column in table.columns:
        key = _key(column)
        if key is not None and column.field is not None and fields[key] == 1:
            heading = plain(column.heading, _COMMENT)
            whose = f"; of the {column.level.value}" if column.level else ""
            yield key, quoted(column.field.value), heading + whose


def _key(column: ColumnReading) -> str | None:
    """What names a column in the config: its letters, or its label where it lies down."""
    if column.row is not None:
        return quoted(column.heading) if column.heading else None
    return column_letters(column.column)


def _reach(table: TableReading, sheet: SheetReading, *, always: bool = False) -> str | None:
    """The range of a table, open below unless something else stands there; None where it needs none."""
    regions = [
        *(other.range for other in sheet.tables if other is not table),
        *(left.range for left in sheet.left_out),
    ]
    if not always and all(region.bottom <= table.header for region in regions):
        return None
    here = table.range
    below = here._replace(top=here.bottom + 1, bottom=_LAST_ROW)
    ends = [max(region.top, below.top) for region in regions if region.meets(below)]
    if ends:
        return here._replace(bottom=min(ends) - 1).a1
    return f"{column_letters(here.left)}{here.top}:{column_letters(here.right)}"


def _scope_lines(okrs: Sequence[Okr]) -> Iterator[str]:
    """The team and cycle of a tab, where all of it has one."""
    teams = {okr.team for okr in okrs}
    if len(teams) == 1 and (team := next(iter(teams))):
        yield f"#team = {quoted(team)}"
    cycles = {okr.cycle for okr in okrs}
    if len(cycles) == 1 and (cycle := next(iter(cycles))) and parse_cycle(cycle.label) is not None:
        yield f"#cycle = {quoted(cycle.label)}"


def _cycle_lines(okrs: OkrSet) -> Iterator[str]:
    labels = Counter(okr.cycle.label for okr in okrs.okrs if okr.cycle is not None)
    without = dict.fromkeys(okr.at.sheet for okr in okrs.okrs if okr.cycle is None)
    yield "[cycle]"
    if without:
        tabs = ", ".join(f'"{plain(name, _COMMENT)}"' for name in without)
        yield f"# nothing says for which cycle the OKRs of {plain(tabs, _LONG)} are; say it here:"
        yield f"# current = {quoted(labels.most_common(1)[0][0] if labels else 'Q4 2026')}"
    elif labels:
        yield _with_comment(
            f"#current = {quoted(labels.most_common(1)[0][0])}", "for OKRs that name no cycle"
        )
    yield _CYCLE.split("\n", 2)[2]


def _with_comment(line: str, comment: str) -> str:
    return f"{line:<29} # {comment}" if comment else line
