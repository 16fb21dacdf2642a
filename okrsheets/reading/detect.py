"""Detection: what a table is about, and which layout it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from okrsheets.model import Field
from okrsheets.reading.columns import Column, Related, assign_columns, columns_of
from okrsheets.reading.found import FoundTable, Layout
from okrsheets.reading.lines import Lines
from okrsheets.reading.marks import MEASURES, best_marks
from okrsheets.reading.one_column import read_alone, read_marked
from okrsheets.reading.overrides import TOLD
from okrsheets.reading.rows import screen_rows
from okrsheets.reading.sections import objective_above
from okrsheets.reading.shared_rows import read_shared_rows
from okrsheets.reading.tables import Area
from okrsheets.reading.vocabulary import Vocabulary, normalise
from okrsheets.reading.wide import read_wide, wide_columns

__all__ = ["Detected", "detect_related", "detect_table"]

_OKR_WORDS = ("okr", "objective", "key_result")
_SURE = 0.8
_MARKED = ("typed rows", "outline")
_ALONE = {
    "key results only": Field.KEY_RESULT,
    "sections": Field.KEY_RESULT,
    "objectives only": Field.OBJECTIVE,
}
_TITLES: Mapping[str | None, tuple[Field, ...]] = {
    "typed rows": (Field.TITLE, Field.OBJECTIVE, Field.KEY_RESULT),
    "key results only": (Field.TITLE, Field.KEY_RESULT),
    "sections": (Field.TITLE, Field.KEY_RESULT),
    "objectives only": (Field.TITLE, Field.OBJECTIVE),
}
"""Layouts with one column of titles, and what that column may mean in each."""

_ALIKE = {"flat", "grouped", "outline"}
"""Layouts with a column of objectives and one of key results, which are read in one way."""


class Detected(NamedTuple):
    """A table with its layout; or, where it is none of OKRs, why. `columns` are those of either."""

    table: FoundTable | None
    because: str
    columns: tuple[Column, ...] = ()


def detect_table(
    lines: Lines, area: Area, *, sheet: str, around: str, several: bool, vocabulary: Vocabulary
) -> Detected:
    """What stands in an area: a table of OKRs in its most likely layout, or something else.

    `around` are the words around it, of its tab's and file's name: where columns are called by
    general words, they say that it is about OKRs. `several` says that the tab has more tables like
    this one, of key results alone. The layout that a person says it has is taken wherever the table
    can be read so.
    """
    told = area.told.layout if area.told is not None else None
    headed = columns_of(lines, area)
    wide = wide_columns(headed) if told in (None, "wide") else None
    columns = wide or assign_columns([column._replace(group=None) for column in headed])
    fields = {column.field for column in columns}
    titles = [c for c in columns if c.field in _TITLES.get(told, (Field.OBJECTIVE, Field.KEY_RESULT))]
    if len(titles) < 2:
        titles = titles or [column for column in columns if column.field is Field.TITLE]
        if not titles:
            return Detected(None, _nothing(columns), columns)
    numbers = [column.number for column in columns]
    rows, left_out = screen_rows(lines, area.rows, numbers, [c.number for c in titles], vocabulary=vocabulary)
    if not rows:
        return Detected(None, "a header of OKRs with no rows below it", columns)
    if area.told is not None:
        skipped = (row for row in lines.order if row > area.header and area.told.skips(row))
        left_out = {**left_out, **dict.fromkeys(skipped, TOLD)}
    if wide is not None:
        layout: Layout | None = read_wide(lines, columns, rows, left_out, vocabulary)
        because = ""
    elif {Field.OBJECTIVE, Field.KEY_RESULT} <= fields and told not in _TITLES:
        layout = read_shared_rows(lines, columns, rows, left_out, vocabulary)
        because = ""
    else:
        layout, because = _one_column(
            lines,
            area,
            columns,
            titles[0],
            rows,
            left_out,
            around=around,
            several=several,
            vocabulary=vocabulary,
        )
    if layout is None or not layout.objectives:
        return Detected(None, because or _nothing(columns), columns)
    if told is not None and (layout.name == told or {layout.name, told} <= _ALIKE):
        layout = layout._replace(name=told, confidence=1.0, because=TOLD)
    top = min([area.top, *(o.row for o in layout.objectives)])
    table = FoundTable(sheet, top, area.header, numbers[0], numbers[-1], layout)
    return Detected(table, layout.because, columns)


def detect_related(
    lines: Lines, area: Area, related: Related, *, sheet: str, vocabulary: Vocabulary
) -> Detected:
    """The table in an area of which other tables tell what its titles are: it holds nothing else."""
    headed = [column._replace(group=None) for column in columns_of(lines, area)]
    columns = assign_columns(headed, related)
    title = next((column for column in columns if column.field is related.title), None)
    if title is None:
        return Detected(None, _nothing(columns), columns)
    numbers = [column.number for column in columns]
    rows, left_out = screen_rows(lines, area.rows, numbers, [title.number], vocabulary=vocabulary)
    layout = read_alone(lines, columns, rows, title, left_out, None, vocabulary)
    if not layout.objectives:
        return Detected(None, "a header of OKRs with no rows below it", columns)
    layout = layout._replace(name="relational", because=related.because)
    table = FoundTable(sheet, area.top, area.header, numbers[0], numbers[-1], layout)
    return Detected(table, layout.because, columns)


def _one_column(
    lines: Lines,
    area: Area,
    columns: Sequence[Column],
    title: Column,
    rows: Sequence[int],
    left_out: Mapping[int, str],
    *,
    around: str,
    several: bool,
    vocabulary: Vocabulary,
) -> tuple[Layout | None, str]:
    told = area.told.layout if area.told is not None else None
    subjects = [c.heading for c in columns if c.field is None and normalise(c.heading) in vocabulary.subjects]
    fields = {column.field for column in columns}
    measures = len(fields & MEASURES)
    sure = told is not None or title.because is TOLD
    names_okrs = sure or _names_okrs(title.heading, vocabulary)
    about_okrs = names_okrs or _names_okrs(around, vocabulary)
    marks = best_marks(lines, columns, rows, title.number, vocabulary, told=told if told in _MARKED else None)
    if (
        told not in _ALONE
        and marks is not None
        and (
            sure
            or marks.spoken
            or (names_okrs and measures)
            or (measures > (not about_okrs) and not subjects)
        )
    ):
        return read_marked(lines, columns, marks, title.number, left_out, vocabulary), ""
    if subjects and not names_okrs:
        return None, f'a list of another kind ("{subjects[0]}")'
    if title.field is Field.TITLE and told in _ALONE:
        title = title._replace(field=_ALONE[told])
    if title.field is Field.TITLE:
        return None, "nothing tells objectives from key results"
    if subjects and title.field is Field.OBJECTIVE and not sure:
        return None, f'a list of another kind ("{subjects[0]}") that names objectives'
    if not sure and (title.confidence < _SURE or len(fields - {None, title.field}) < 1):
        return None, f'"{title.heading}" alone does not make a table of OKRs'
    above = None
    if title.field is Field.KEY_RESULT:
        above = objective_above(lines, area, several=several, vocabulary=vocabulary)
        if above is not None:
            between = lines.rows_between(above[0], area.top)
            left_out = {**dict.fromkeys(between, "between an objective and its key results"), **left_out}
    return read_alone(lines, columns, rows, title, left_out, above, vocabulary), ""


def _names_okrs(heading: str, vocabulary: Vocabulary) -> bool:
    words = normalise(heading).split()
    pairs = [*words, *(f"{one} {two}" for one, two in pairwise(words))]
    return any(vocabulary.qualifiers.get(word) in _OKR_WORDS for word in pairs)


def _nothing(columns: Sequence[Column]) -> str:
    headings = ", ".join(f'"{column.heading}"' for column in columns if column.heading)
    refers = any(column.field is Field.PARENT for column in columns)
    if refers:
        return f"a list that only refers to objectives (columns {headings})"
    return f"no column of objectives or key results among {headings}"
