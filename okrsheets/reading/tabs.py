"""One tab: the tables of OKRs on it, and what of it was left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias

from okrsheets.grid import CellRange, Sheet, Workbook
from okrsheets.model import Amiss, Field, LeftOut
from okrsheets.reading.check_in_tables import CheckInTable
from okrsheets.reading.detect import Detected, detect_table
from okrsheets.reading.extract import TableValues, values_of
from okrsheets.reading.faces import decide_all
from okrsheets.reading.found import FoundTable
from okrsheets.reading.headings import HeadingReader
from okrsheets.reading.labels import are_labels, before_forms, may_have_labels
from okrsheets.reading.left_out import left_out_around, range_of, region_of
from okrsheets.reading.lines import Lines, lines_of, lines_outside
from okrsheets.reading.overrides import TOLD, SheetOverride, TableOverride
from okrsheets.reading.places import surroundings_of
from okrsheets.reading.sections import section_areas
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.tables import Area
from okrsheets.reading.told import areas_of, layouts_not_followed, left_out_as_told, said_of
from okrsheets.reading.told_labels import form_of, headless_not_found, headless_of
from okrsheets.reading.vocabulary import normalise

__all__ = ["Survey", "Tab", "read_tab", "survey_tab"]

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
    """

    name: str
    tables: tuple[TableValues, ...]
    because: str | None
    left_out: tuple[LeftOut, ...] = ()
    amiss: tuple[Amiss, ...] = ()
    check_ins: tuple[CheckInTable, ...] = ()


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
    labelled = may_have_labels(lines, reader.vocabulary)
    if labelled:
        areas = tuple(area._replace(rows=before_forms(lines, area.rows, reader)) for area in areas)
    around = f"{sheet.name} {workbook.title}"
    sections = section_areas(areas)
    detected = tuple(
        detect_table(
            lines,
            area,
            sheet=sheet.name,
            around=around,
            several=area in sections,
            vocabulary=reader.vocabulary,
        )
        for area in areas
    )
    doubtful = [
        one.table is not None
        and (_has_no_key_results(one.table) or (labelled and _lists_labels(one.table, reader)))
        for one in detected
    ]
    taken = [
        _down_to_blank(range_of(one.table), lines)
        for one, doubted in zip(detected, doubtful, strict=True)
        if one.table is not None and not doubted
    ]
    waiting = [area.range for area, one in zip(areas, detected, strict=True) if one.awaits_rows]
    form_told = said.without_header("transposed") if said is not None else None
    form = None
    if lines.order and (said is None or form_told is not None):
        form = form_of(lines, [*taken, *waiting], sheet=sheet.name, reader=reader, told=form_told)
    if form is not None:
        detected = tuple(
            _but_form(one, form) if doubted else one for one, doubted in zip(detected, doubtful, strict=True)
        )
    lines_told = said.without_header("lines") if said is not None else None
    if (said is None or lines_told is not None) and not any(one.table for one in detected):
        rest = lines_outside(lines, waiting)
        headless = headless_of(rest, sheet=sheet.name, reader=reader, told=lines_told)
        if headless is not None and (form is None or _is_plainer(headless[1], form)):
            area, table = headless
            form, areas = None, (*areas, area)
            detected = (*detected, Detected(table, table.layout.because, table.layout.columns))
    if said is not None:
        tables = (one for one in (form, *(each.table for each in detected)) if one is not None)
        amiss = (*amiss, *headless_not_found(sheet.name, said, [table.layout.name for table in tables]))
    return Survey(workbook, sheet.name, lines, areas, detected, amiss, form=form, form_told=form_told)


def _down_to_blank(covers: CellRange, lines: Lines) -> CellRange:
    """A table with the rows right below it, which have its ids and types and wait for their words."""
    bottom = covers.bottom
    while bottom + 1 in lines.by_row:
        bottom += 1
    return covers._replace(bottom=bottom)


def _is_plainer(lines: FoundTable, form: FoundTable) -> bool:
    """Whether lines that begin with what they are tell as much as a form, and take no label for a title."""
    view = form.view
    if view is not None and view.heads is not None and view.cells is not None:
        labels = {*view.heads.values()} - {*view.cells.values()}
        okrs = [okr for one in lines.layout.objectives for okr in (one, *one.key_results)]
        if any((okr.row, okr.column) in labels for okr in okrs):
            return False
    return _told(lines) >= _told(form)


def _told(table: FoundTable) -> int:
    """How much a table without a header tells: its OKRs, and what it says of each."""
    titles = sum(1 + len(objective.key_results) for objective in table.layout.objectives)
    named = (Field.OBJECTIVE, Field.KEY_RESULT, Field.TITLE, Field.ID, None)
    return titles + sum(c.contents.filled for c in table.layout.columns if c.field not in named)


def _has_no_key_results(table: FoundTable) -> bool:
    return not any(objective.key_results for objective in table.layout.objectives)


def _lists_labels(table: FoundTable, reader: HeadingReader) -> bool:
    """Whether a table was taken from a form: its titles are labels of what stands beside them."""
    okrs = (okr for one in table.layout.objectives for okr in (one, *one.key_results))
    return are_labels([okr.title for okr in islice(okrs, _SAMPLE) if okr.title], reader)


def _but_form(detected: Detected, form: FoundTable) -> Detected:
    """What was detected in doubt, unless it is part of a form that tells more."""
    table = detected.table
    if table is None or form.view is None or form.view.cells is None:
        return detected
    held = range_of(table)
    if any(held.holds(*place) for place in form.view.cells.values()):
        return detected._replace(table=None, because="what its labels stand beside tells more")
    return detected


def read_tab(survey: Survey, reader: HeadingReader, settings: ReadingSettings) -> Tab:
    """The tables of OKRs on a tab, ready to give their values."""
    workbook, name, lines, areas, detected, amiss, skip, form, form_told, check_ins = survey
    if skip:
        return Tab(name, (), f"not read: {TOLD}")
    if not lines.order:
        return Tab(name, (), "the tab is empty")
    if not areas and form is None:
        return Tab(name, (), "no row of headings that are known", amiss=amiss)
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
            ),
            fiscal_year_start=settings.fiscal_year_start,
            vocabulary=reader.vocabulary,
        )
        for (table, above, told), decided in zip(placed, decisions, strict=True)
    )
    amiss = (*amiss, *layouts_not_followed(okrs))
    return Tab(name, tables, None, left_out_as_told(left_out, areas), amiss, check_ins)


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
