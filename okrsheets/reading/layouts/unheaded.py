"""What of a tab stands below no header: forms, and lines that begin with what they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from okrsheets.grid import CellRange
from okrsheets.model import Field
from okrsheets.reading.layouts.detect import Detected
from okrsheets.reading.layouts.labels import are_labels, may_have_labels
from okrsheets.reading.layouts.told_labels import form_of, headless_of
from okrsheets.reading.overrides import SheetOverride
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.left_out import range_of
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.tables.taken import lines_outside

__all__ = ["with_unheaded"]

_SAMPLE = 20
_NO_FORM = 6  # known headings in one row: forms have two or three labels side by side


def with_unheaded(
    lines: Lines,
    areas: Sequence[Area],
    detected: Sequence[Detected],
    said: SheetOverride | None,
    *,
    sheet: str,
    reader: HeadingReader,
) -> tuple[tuple[Area, ...], tuple[Detected, ...], FoundTable | None]:
    """The areas of a tab with what they were taken for, and a form beside them where there is one.

    A table below a header gives way to a form that reads the same cells better; a form to lines that
    tell as much and have a row each.
    """
    doubtful = _doubtful(lines, detected, reader)
    taken = [
        _down_to_blank(range_of(one.table), lines)
        for one, doubted in zip(detected, doubtful, strict=True)
        if one.table is not None and not doubted
    ]
    waiting = [
        area.range
        for area, one in zip(areas, detected, strict=True)
        if one.awaits_rows or (one.table is None and _lists_ids(one))
    ]
    form_told = said.without_header("transposed") if said is not None else None
    form = None
    if lines.order and (said is None or form_told is not None):
        form = form_of(lines, [*taken, *waiting], sheet=sheet, reader=reader, told=form_told)
    found = [
        _but_form(one, form) if doubted and form is not None else one
        for one, doubted in zip(detected, doubtful, strict=True)
    ]
    lines_told = said.without_header("lines") if said is not None else None
    if (said is None or lines_told is not None) and not any(one.table for one in found):
        rest = lines_outside(lines, waiting)
        headless = headless_of(rest, sheet=sheet, reader=reader, told=lines_told)
        if headless is not None and (form is None or _is_plainer(headless[1], form, reader)):
            area, table = headless
            found.append(Detected(table, table.layout.because, table.layout.columns))
            return (*areas, area), tuple(found), None
    return tuple(areas), tuple(found), form


def _doubtful(lines: Lines, detected: Sequence[Detected], reader: HeadingReader) -> list[bool]:
    """Whether each table may be a part of a form: it has no key results, or labels are its titles."""
    labelled = may_have_labels(lines, reader.vocabulary)
    return [
        one.table is not None
        and (
            (_has_no_key_results(one.table) and one.table.layout.name != "wide")
            or (labelled and _lists_labels(one.table, reader))
        )
        for one in detected
    ]


def _down_to_blank(covers: CellRange, lines: Lines) -> CellRange:
    """A table with the rows right below it, which have its ids and types and wait for their words."""
    bottom = covers.bottom
    while bottom + 1 in lines.by_row:
        bottom += 1
    return covers._replace(bottom=bottom)


def _is_plainer(lines: FoundTable, form: FoundTable, reader: HeadingReader) -> bool:
    """Whether lines that begin with what they are tell as much as a form, and take no label for a title."""
    if _lists_labels(lines, reader):
        return False
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
    """Whether a table has no key results, nor columns for several in each row."""
    found = table.layout
    return found.name != "wide" and not any(objective.key_results for objective in found.objectives)


def _lists_labels(table: FoundTable, reader: HeadingReader) -> bool:
    """Whether a table was taken from a form: its titles are labels of what stands beside them."""
    if sum(column.field is not None for column in table.layout.columns) >= _NO_FORM:
        return False
    okrs = (okr for one in table.layout.objectives for okr in (one, *one.key_results))
    return are_labels([okr.title for okr in islice(okrs, _SAMPLE) if okr.title], reader)


def _lists_ids(detected: Detected) -> bool:
    """Whether an area is a list with ids under a heading of its own: "KR-1" there labels nothing."""
    known = sum(column.field is not None for column in detected.columns)
    return 2 * known > len(detected.columns) > 2 and any(column.holds_ids for column in detected.columns)


def _but_form(detected: Detected, form: FoundTable) -> Detected:
    """What was detected in doubt, unless it is part of a form that tells more."""
    table = detected.table
    if table is None or form.view is None or form.view.cells is None:
        return detected
    held = range_of(table)
    if any(held.holds(*place) for place in form.view.cells.values()):
        return detected._replace(table=None, because="what its labels stand beside tells more")
    return detected
