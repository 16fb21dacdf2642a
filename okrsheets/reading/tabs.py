"""One tab: the tables of OKRs on it, and what of it was left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from okrsheets.grid import Sheet, Workbook
from okrsheets.model import Amiss, LeftOut
from okrsheets.reading.extraction.extract import TableValues, values_of
from okrsheets.reading.extraction.faces import decide_all
from okrsheets.reading.extraction.leads import lead_of
from okrsheets.reading.extraction.places import placed, surroundings_of
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.reading.layouts.check_in_tables import CheckInTable
from okrsheets.reading.layouts.detect import Detected, detect_table
from okrsheets.reading.layouts.labels import before_forms, may_have_labels
from okrsheets.reading.layouts.reasons import NO_HEADINGS
from okrsheets.reading.layouts.sections import section_areas
from okrsheets.reading.layouts.told_labels import headless_not_found
from okrsheets.reading.layouts.unheaded import with_unheaded
from okrsheets.reading.overrides import RELATIONAL, TOLD, SheetOverride, TableOverride
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.left_out import left_out_around, range_of, region_of
from okrsheets.reading.tables.lines import Lines, lines_of, lines_within
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.tables.told import (
    areas_of,
    columns_not_followed,
    layouts_not_followed,
    left_out_as_told,
    said_of,
)
from okrsheets.tuples import NamedTuple

__all__ = ["Survey", "Tab", "read_tab", "survey_tab", "with_years"]

_BANNER = 13
_SAMPLE = 20

_Placed: TypeAlias = tuple[Area, FoundTable]
"""A table of OKRs with the area it was found in."""


class Survey(NamedTuple):
    """One tab before its tables are read: its areas, and what each of them was taken for.

    `form` is a table of what stands beside labels, outside the areas, and `form_told` what a person says
    of it; `check_ins` are those areas that hold check-ins of key results. `amiss` is what a person says of
    the tab and cannot be done; `skip` that it is not to be read.
    """

    workbook: Workbook
    sheet: str
    lines: Lines
    areas: tuple[Area, ...]
    detected: tuple[Detected, ...]
    amiss: tuple[Amiss, ...] = ()
    skip: bool = False
    form: FoundTable | None = None
    form_told: TableOverride | None = None
    check_ins: tuple[CheckInTable, ...] = ()


class Tab(NamedTuple):
    """One tab with its tables of OKRs before they have keys; `because` where there are none.

    `left_out` are the regions outside them; `amiss` is what a person says of the tab and cannot be done.
    `told` are the layouts that a person says its tables below headings have, the first of `tables`.
    """

    name: str
    tables: tuple[TableValues, ...]
    because: str | None
    left_out: tuple[LeftOut, ...] = ()
    amiss: tuple[Amiss, ...] = ()
    check_ins: tuple[CheckInTable, ...] = ()
    told: tuple[str | None, ...] = ()


def survey_tab(workbook: Workbook, sheet: Sheet, reader: HeadingReader, settings: ReadingSettings) -> Survey:
    """What stands on a tab of a workbook, area by area."""
    lines = lines_of(sheet)
    said = said_of(settings.overrides.get(workbook.source), sheet.name)
    if said is not None and said.skip:
        return Survey(workbook, sheet.name, lines, (), (), skip=True)
    survey = _survey(workbook, sheet, lines, reader, said)
    if said is not None and not survey.areas and survey.form is None:
        found = _survey(workbook, sheet, lines, reader, None)
        return found._replace(amiss=survey.amiss)
    return survey


def _survey(
    workbook: Workbook, sheet: Sheet, lines: Lines, reader: HeadingReader, said: SheetOverride | None
) -> Survey:
    areas, amiss = areas_of(lines, reader, sheet=sheet.name, said=said) if lines.order else ((), ())
    if may_have_labels(lines, reader.vocabulary):
        areas = _without_forms(lines, areas, reader)
    around = f"{sheet.name} {workbook.title}"
    sections = section_areas(areas)
    detected = tuple(
        detect_table(
            own,
            area,
            sheet=sheet.name,
            around=around,
            several=area in sections,
            vocabulary=reader.vocabulary,
        )
        for area, own in zip(areas, _own_lines(lines, areas), strict=True)
    )
    areas, detected, form = with_unheaded(lines, areas, detected, said, sheet=sheet.name, reader=reader)
    if said is not None:
        tables = (one for one in (form, *(each.table for each in detected)) if one is not None)
        amiss = (*amiss, *headless_not_found(sheet.name, said, [table.layout.name for table in tables]))
    form_told = said.without_header("transposed") if said is not None else None
    return Survey(workbook, sheet.name, lines, areas, detected, amiss, form=form, form_told=form_told)


def _own_lines(lines: Lines, areas: Sequence[Area]) -> list[Lines]:
    """The lines that each area is read in: where others stand beside it, those between them alone."""
    own: list[Lines] = []
    for group in _side_by_side(areas):
        rights, lefts = sorted(area.right for area in group), sorted(area.left for area in group)
        windows = [_window(area, rights, lefts) for area in group]
        cut = iter(lines_within(lines, [window for window in windows if window is not None]))
        own += [lines if window is None else next(cut) for window in windows]
    return own


def _window(area: Area, rights: Sequence[int], lefts: Sequence[int]) -> tuple[int, int] | None:
    """The columns between those areas, of these last and first columns, that stand beside one; None
    where none does.
    """
    before, behind = bisect_left(rights, area.left), bisect_right(lefts, area.right)
    if not before and behind == len(lefts):
        return None
    return rights[before - 1] + 1 if before else 1, lefts[behind] - 1 if behind < len(lefts) else area.right


def _side_by_side(areas: Sequence[Area]) -> list[list[Area]]:
    """The areas in groups of those that share rows with one another."""
    groups: list[list[Area]] = []
    bottom = 0
    for area in areas:
        if not groups or area.top > bottom:
            groups.append([])
        groups[-1].append(area)
        bottom = max(bottom, area.range.bottom)
    return groups


def _without_forms(lines: Lines, areas: Sequence[Area], reader: HeadingReader) -> tuple[Area, ...]:
    """The areas, each up to where a form or the title of a section begins below it."""
    kept = [before_forms(lines, area.rows, reader) for area in areas]
    ends = {
        area.rows[-1]: rows[-1] if rows else area.header
        for area, rows in zip(areas, kept, strict=True)
        if len(rows) < len(area.rows)
    }
    return tuple(
        area._replace(rows=rows, before=ends.get(area.before, area.before))
        for area, rows in zip(areas, kept, strict=True)
    )


def read_tab(survey: Survey, reader: HeadingReader, settings: ReadingSettings) -> Tab:
    """The tables of OKRs on a tab, ready to give their values."""
    workbook, name, lines, areas, detected, amiss, skip, form, form_told, check_ins = survey
    if skip:
        return Tab(name, (), f"not read: {TOLD}")
    if not lines.order:
        return Tab(name, (), "the tab is empty")
    if not areas and form is None:
        return Tab(name, (), NO_HEADINGS, amiss=amiss)
    logs = [table.area for table in check_ins]
    found = [(area, one) for area, one in zip(areas, detected, strict=True) if area not in logs]
    okrs = [(area, one.table) for area, one in found if one.table is not None]
    if not okrs and form is None:
        because = "; ".join(dict.fromkeys(one.because for _, one in found))
        return Tab(name, (), because, amiss=amiss, check_ins=check_ins)
    okrs, examples = _parted(okrs, _examples(lines, okrs, reader))
    okrs, references = _parted(okrs, _references(okrs))
    forms = [form] if form is not None else []
    others = [
        *((area, one.because) for area, one in found if one.table is None),
        *((area, "an example, as the line above it says") for area in examples),
        *((area, "only refers to objectives of another table") for area in references),
    ]
    left_out = left_out_around(
        lines,
        [*(table for _, table in okrs), *forms],
        [
            LeftOut(region_of(area), because)
            for area, because in others
            if not any(range_of(one).meets(region_of(area)) for one in forms)
        ],
        [region_of(area) for area in logs],
    )
    first = areas[0].above if areas else ()
    placed = [(table, (*area.above, *first), area.told) for area, table in okrs]
    placed += [(one, _above(lines, one), form_told) for one in forms]
    leading = _leading([table for table, _, _ in placed])
    decisions = decide_all(lines, [table for table, _, _ in placed], reader.vocabulary)
    tables = tuple(
        values_of(
            table,
            lines,
            decided=decided,
            source=workbook.source,
            around=surroundings_of(
                workbook,
                table,
                lines,
                above=above,
                settings=settings,
                vocabulary=reader.vocabulary,
                told=told,
                lead=lead_of(lines, _near(lines, table, above, leading), reader),
            ),
            fiscal_year_start=settings.fiscal_year_start,
            vocabulary=reader.vocabulary,
        )
        for (table, above, told), decided in zip(placed, decisions, strict=True)
    )
    told = tuple(area.told.layout if area.told is not None else None for area, _ in okrs)
    alone = (None if one == RELATIONAL else one for one in told)  # the others join it
    amiss = (*amiss, *layouts_not_followed(alone, ((name, range_of(t), t.layout.name) for _, t in okrs)))
    amiss = (*amiss, *columns_not_followed(table for _, table in okrs))
    return Tab(name, tables, None, left_out_as_told(left_out, areas), amiss, check_ins, told)


def with_years(tabs: Iterable[Tab], settings: ReadingSettings) -> list[Tab]:
    """The tabs of one workbook, where those that are called "Q4" and tell no year have got one together."""
    tabs = list(tabs)
    arounds = iter(placed([table.around for tab in tabs for table in tab.tables], settings))
    return [
        tab._replace(tables=tuple(table._replace(around=next(arounds)) for table in tab.tables))
        for tab in tabs
    ]


def _leading(tables: Sequence[FoundTable]) -> Mapping[int, Sequence[FoundTable]]:
    """The rows of the headers of tables and of the lines that name their objectives, with these tables."""
    found: dict[int, list[FoundTable]] = {}
    for table in tables:
        for row in range(table.top, table.header + 1):
            found.setdefault(row, []).append(table)
    return found


def _near(
    lines: Lines, table: FoundTable, above: Sequence[int], leading: Mapping[int, Sequence[FoundTable]]
) -> Sequence[int]:
    """The rows that lead to a table: those below the line that names its objective, then those above that
    lead to no other table.
    """
    led = [row for row in above if row not in leading or any(one is table for one in leading[row])]
    return (*lines.rows_between(table.top - 1, table.header), *led)


def _above(lines: Lines, form: FoundTable) -> tuple[int, ...]:
    """The rows above a form."""
    return tuple(row for row in lines.order[:_BANNER] if row < form.top)


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
