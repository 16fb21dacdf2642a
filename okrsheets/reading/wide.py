"""The wide layout: one row per objective, its key results side by side in groups of columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsheets.model import Field, Level
from okrsheets.reading.columns import Column, assign_columns
from okrsheets.reading.found import FoundOkr, FoundRow, Layout
from okrsheets.reading.groups import groups_of
from okrsheets.reading.ids import label_ids
from okrsheets.reading.lines import Lines
from okrsheets.reading.persons import with_persons
from okrsheets.reading.shared_rows import Group, collect_groups
from okrsheets.reading.vocabulary import Vocabulary

__all__ = ["read_wide", "wide_columns"]

_DATES = {Field.START, Field.DUE}


def wide_columns(columns: Sequence[Column], vocabulary: Vocabulary) -> tuple[Column, ...] | None:
    """The columns as those of a wide table, each group with its own fields; None where it is none."""
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


def read_wide(
    lines: Lines,
    columns: Sequence[Column],
    rows: Sequence[int],
    left_out: Mapping[int, str],
    vocabulary: Vocabulary,
) -> Layout:
    """The table read as one with an objective, or a part of one, and several key results in each row."""
    titles = [c for c in columns if c.field is Field.KEY_RESULT and c.group is not None]
    objective = next((c.number for c in columns if c.field is Field.OBJECTIVE), None)
    said = {row: _said(lines, row, titles, vocabulary) for row in rows}
    groups, standing = collect_groups(
        lines, columns, rows, objective, {row for row in rows if said[row]}, vocabulary=vocabulary
    )
    names = label_ids([group.title or "" for group in groups], vocabulary)
    found: list[FoundOkr] = []
    places: dict[int, list[int]] = {}
    for group, label in zip(groups, names, strict=True):
        key_results = _key_results(lines, columns, group, said, vocabulary)
        for n, key_result in enumerate(key_results):
            places.setdefault(key_result.row, []).append(n)
        own = next((text for c in columns if _is_id(c) and (text := lines.text(group.row, c.number))), label)
        found.append(
            FoundOkr(
                Level.OBJECTIVE,
                group.row,
                objective or titles[0].number,
                group.title,
                own if group.title else None,
                alone=False,
                rows=tuple(group.rows),
                key_results=key_results,
            )
        )
    saying = {(n, row) for n, group in enumerate(groups) for row in group.rows}
    found_rows = tuple(
        FoundRow(row, n, place, (n, row) in saying)
        for row, n in standing
        for place in places.get(row, [None])
    )
    confidence = round(
        min(c.confidence for c in columns if c.field in (Field.OBJECTIVE, Field.KEY_RESULT)), 3
    )
    heads = " ".join(titles[0].heading.split()), " ".join(titles[-1].heading.split())
    because = f'{len(titles)} key results stand side by side in each row, "{heads[0]}" to "{heads[1]}"'
    return Layout("wide", confidence, because, tuple(columns), tuple(found), found_rows, left_out)


def _is_id(column: Column) -> bool:
    return column.field is Field.ID and column.group is None


def _said(
    lines: Lines, row: int, titles: Sequence[Column], vocabulary: Vocabulary
) -> list[tuple[Column, str]]:
    """The key results that a row says: of each group that holds words, its column and the words."""
    found = []
    for column in titles:
        text = lines.text(row, column.number) if column.number in lines.by_row[row] else ""
        if any(c.isalpha() for c in text) and vocabulary.meaning("rows", text) != "nothing":
            found.append((column, text))
    return found


def _key_results(
    lines: Lines,
    columns: Sequence[Column],
    group: Group,
    said: Mapping[int, Sequence[tuple[Column, str]]],
    vocabulary: Vocabulary,
) -> tuple[FoundOkr, ...]:
    """The key results of one objective, row by row; the number of its group is the id of one without."""
    ids = {c.group: c.number for c in columns if c.field is Field.ID and c.group is not None}
    one_row = len(group.key_results) == 1
    found = []
    for row in group.key_results:
        labels = label_ids([text for _, text in said[row]], vocabulary)
        for (column, text), label in zip(said[row], labels, strict=True):
            own = lines.text(row, ids[column.group]) if column.group in ids else ""
            numbered = f"KR{column.group}" if one_row and group.title else None
            found.append(
                FoundOkr(
                    Level.KEY_RESULT,
                    row,
                    column.number,
                    text,
                    own or label or numbered,
                    alone=False,
                    rows=(row,),
                    group=column.group,
                )
            )
    return tuple(found)
