"""The wide layout: one row per objective, its key results side by side in groups of columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from okrsheets.grid import Cell
from okrsheets.model import Field, Level
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.layouts.shared_rows import collect_groups, read_groups
from okrsheets.reading.tables.assigning import assign_columns
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.contents import contents_of
from okrsheets.reading.tables.found import FoundOkr, Layout
from okrsheets.reading.tables.group_titles import with_group_titles
from okrsheets.reading.tables.groups import groups_of
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.persons import with_persons
from okrsheets.reading.tables.views import View, unfolded
from okrsheets.tuples import NamedTuple

__all__ = ["Wide", "read_wide", "wide_columns"]

_DATES = {Field.START, Field.DUE}


def wide_columns(columns: Sequence[Column], vocabulary: Vocabulary) -> tuple[Column, ...] | None:
    """The columns as those of a wide table, each group with its own fields; None where it is none."""
    columns = with_group_titles(columns)
    groups = groups_of(columns, vocabulary)
    if not groups:
        return None
    assigned = assign_columns([_in_group(column, groups.get(column.number)) for column in columns])
    titles = [c for c in assigned if c.field is Field.KEY_RESULT and c.group is not None]
    if len({column.group for column in titles}) < 2:
        return None
    if not any(column.field is Field.OBJECTIVE for column in assigned):
        assigned = tuple(
            _as_objective(column) if column.field is Field.TITLE and column.group is None else column
            for column in assigned
        )
    return tuple(map(_with_level, with_persons(assigned, vocabulary)))


def _in_group(column: Column, group: int | None) -> Column:
    """The column with its group; within one no heading means an objective ("KR1 goal")."""
    meanings = column.meanings
    if group is not None:
        meanings = tuple(meaning for meaning in meanings if meaning.field is not Field.OBJECTIVE)
    return column._replace(group=group, meanings=meanings)


def _as_objective(column: Column) -> Column:
    because = f"{column.because}; beside key results a title is the objective's"
    return column._replace(field=Field.OBJECTIVE, because=because)


def _with_level(column: Column) -> Column:
    """The column, which is the key result's where it stands in a group or its heading says so."""
    if column.field is None:
        return column
    if column.group is not None:
        because = f"{column.because}; key result's: one of the columns of key result {column.group}"
        return column._replace(level=Level.KEY_RESULT, because=because)
    if column.level is Level.KEY_RESULT:
        return column._replace(because=f"{column.because}; every key result's: the heading says so")
    because = f"{column.because}; objective's: in no group of a key result"
    return column._replace(level=Level.OBJECTIVE, because=because, inherited=column.field in _DATES)


class Wide(NamedTuple):
    """A wide table as if each of its key results had a row of its own, and how it is to be read."""

    view: View
    layout: Layout


def read_wide(
    lines: Lines,
    columns: Sequence[Column],
    rows: Sequence[int],
    left_out: Mapping[int, str],
    vocabulary: Vocabulary,
) -> Wide:
    """The table read as one with an objective, or a part of one, and several key results in each row.

    The columns of all groups are read as those of one, so that what is decided per column (its scale,
    its dates, its decimal mark) is decided for all key results together.
    """
    titles = [c for c in columns if c.field is Field.KEY_RESULT and c.group is not None]
    spread = _Spread.of(columns)
    view = spread.view(lines, rows, titles, vocabulary)
    own = spread.columns(view)
    lines, spread_rows = view.lines, tuple(view.rows)
    objective = next((c.number for c in own if c.field is Field.OBJECTIVE), None)
    title = titles[0].number
    saying = {row for row in spread_rows if title in lines.by_row[row]}
    groups, standing = collect_groups(lines, own, spread_rows, objective, saying, vocabulary=vocabulary)
    layout = read_groups(lines, own, groups, standing, left_out, vocabulary)
    heads = " ".join(titles[0].heading.split()), " ".join(titles[-1].heading.split())
    numbers = {column.number: column.group for column in titles if any(map(str.isdigit, column.heading))}
    return Wide(
        view,
        layout._replace(
            name="wide",
            because=f'{len(titles)} key results stand side by side in each row, "{heads[0]}" to "{heads[1]}"',
            objectives=tuple(_numbered(one, view, numbers) for one in layout.objectives),
            shown=tuple(columns),
        ),
    )


def _numbered(objective: FoundOkr, view: View, numbers: Mapping[int, int | None]) -> FoundOkr:
    """The objective, the numbers of their columns taken for the ids of key results that have none.

    Not where it has several rows, and so several key results under one number, nor without a title.
    """
    if objective.title is None or len({view.row(kr.row) for kr in objective.key_results}) != 1:
        return objective
    places = [view.place(kr.row, kr.column)[1] for kr in objective.key_results]
    return objective._replace(
        key_results=tuple(
            kr if kr.id or place not in numbers else kr._replace(id=f"KR{numbers[place]}")
            for kr, place in zip(objective.key_results, places, strict=True)
        )
    )


class _Spread(NamedTuple):
    """The columns of a wide table by group: real column -> the column in which all groups are read."""

    all: Sequence[Column]
    by_group: Mapping[int, Mapping[int, int]]

    @classmethod
    def of(cls, columns: Sequence[Column]) -> _Spread:
        """Each group's first owner column with the others' first owner columns, its second with theirs."""
        first: dict[tuple[Field, int], int] = {}
        by_group: dict[int, dict[int, int]] = {}
        counts: Counter[tuple[int, Field]] = Counter()
        for column in columns:
            if column.group is None or column.field is None:
                continue
            slot = column.field, counts[column.group, column.field]
            counts[column.group, column.field] += 1
            by_group.setdefault(column.group, {})[column.number] = first.setdefault(slot, column.number)
        return cls(columns, by_group)

    def view(
        self, lines: Lines, rows: Sequence[int], titles: Sequence[Column], vocabulary: Vocabulary
    ) -> View:
        """The rows with a line for each key result that they say, and one where they say none."""
        parts: dict[int, list[Mapping[int, Cell]]] = {}
        groups: dict[int, list[int | None]] = {}
        for row in rows:
            line = lines.by_row[row]
            said = [c.group for c in titles if c.number in line and _is_title(lines, row, c, vocabulary)]
            groups[row] = list(said) or [None]
            parts[row] = [
                {to: line[real] for real, to in self._of(group).items() if real in line}
                for group in groups[row]
            ]
        outside = [c.number for c in self.all if c.group is None and c.field is not None]
        away = [c.number for c in self.all if c.group is not None or c.field is None]
        view = unfolded(_without(lines, rows, away), rows, parts)
        cells: dict[tuple[int, int], tuple[int, int]] = {}
        for row, number in zip(view.rows, _counted(view.rows.values()), strict=True):
            real = view.rows[row]
            cells |= {(row, column): (real, column) for column in outside}
            cells |= {(row, to): (real, c) for c, to in self._of(groups[real][number]).items()}
        return view._replace(cells=cells)

    def _of(self, group: int | None) -> Mapping[int, int]:
        return {} if group is None else self.by_group[group]

    def columns(self, view: View) -> tuple[Column, ...]:
        """The columns in which the table is read: those outside the groups, and one for those of all."""
        read = {to for group in self.by_group.values() for to in group.values()}
        return tuple(
            column._replace(contents=contents_of(view.lines.values(view.rows, column.number)), group=None)
            for column in self.all
            if column.group is None or column.number in read
        )


def _counted(rows: Iterable[int]) -> Iterator[int]:
    """For each row how often it came before.

    >>> list(_counted([2, 2, 3, 2]))
    [0, 1, 0, 2]
    """
    seen: Counter[int] = Counter()
    for row in rows:
        yield seen[row]
        seen[row] += 1


def _without(lines: Lines, rows: Sequence[int], columns: Sequence[int]) -> Lines:
    """The lines, their rows without what stands in these columns."""
    away = set(columns)
    kept = {row: {c: cell for c, cell in lines.by_row[row].items() if c not in away} for row in rows}
    return lines._replace(by_row={**lines.by_row, **kept})


def _is_title(lines: Lines, row: int, column: Column, vocabulary: Vocabulary) -> bool:
    text = lines.text(row, column.number)
    return any(map(str.isalpha, text)) and vocabulary.meaning("rows", text) != "nothing"
