"""Layouts with one column of titles: typed rows, outline, key results only, objectives only, sections."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from okrsheets.model import Field, Level
from okrsheets.reading.language.ids import counted, label_ids
from okrsheets.reading.language.people import people_in_brackets
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.layouts.sections import Above
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.found import FoundOkr, FoundRow, Layout
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.marks import Marks, level_in_id
from okrsheets.reading.tables.rows import UNSAID, UNTITLED, WORDLESS

__all__ = ["read_alone", "read_marked"]

_SURE, _UNSURE = 0.9, 0.6  # shares of how sure the titles are
_PREFIX = r"(?i)(.+?)[-_. /:]+(?:kr[-_. ]?)?\d+[.):]?"


def read_marked(
    lines: Lines,
    columns: Sequence[Column],
    marks: Marks,
    title: int,
    left_out: Mapping[int, str],
    vocabulary: Vocabulary,
) -> Layout:
    """The table read as objectives and key results in one column, told apart by marks."""
    missed = {
        row: "neither an objective nor a key result" for row, level in marks.levels.items() if not level
    }
    levels = {row: level for row, level in marks.levels.items() if level}
    untitled = _untitled(lines, columns, levels, left_out, vocabulary)
    levels = dict(sorted({**levels, **dict.fromkeys(untitled, Level.OBJECTIVE)}.items()))
    levels, unsaid = _without_unsaid(lines, levels, title)
    okrs = _okrs(lines, columns, levels, title, vocabulary)
    okrs.sort(key=lambda okr: okr.row)
    objectives = [okr for okr in okrs if okr.level is Level.OBJECTIVE]
    under: dict[int | None, list[FoundOkr]] = {}
    for okr, home, placed_by in _homes(lines, columns, okrs, objectives):
        under.setdefault(home, []).append(okr._replace(placed_by=placed_by))
    owners = people_in_brackets([objective.title or "" for objective in objectives], vocabulary)
    found = [
        objective._replace(key_results=tuple(under.get(objective.row, ())), owners=named)
        for objective, named in zip(objectives, owners, strict=True)
    ]
    if strays := under.get(None):
        found.insert(0, _nameless(strays))
    confidence = round(min(1.0, marks.score), 3)
    return Layout(
        marks.layout,
        confidence,
        marks.because,
        tuple(columns),
        tuple(found),
        _rows(found),
        {**left_out, **missed, **unsaid, **dict.fromkeys(untitled, UNTITLED)},
    )


def _untitled(
    lines: Lines,
    columns: Sequence[Column],
    levels: Mapping[int, Level],
    left_out: Mapping[int, str],
    vocabulary: Vocabulary,
) -> list[int]:
    """The rows that a type or an id makes an objective of the key results below, and that hold no title:
    without them these would go to the objective above.
    """
    names = [column.number for column in columns if column.field in (Field.TYPE, Field.ID)]
    rows = sorted({*levels, *(row for row, because in left_out.items() if because == WORDLESS)})
    found = []
    for row, below in pairwise(rows):
        if row in levels or levels.get(below) is not Level.KEY_RESULT:
            continue
        texts = [lines.text(row, number) for number in names]
        types = {vocabulary.meaning("types", text) for text in texts} - {None}
        lettered = not types and Level.OBJECTIVE in map(level_in_id, texts)
        below_it = zip(names, texts, strict=True)
        numbered = not types and any(_is_under(lines.text(below, number), text) for number, text in below_it)
        if types == {"objective"} or lettered or numbered:
            found.append(row)
    return found


def _is_under(number: str, above: str) -> bool:
    """Whether an id is that of a key result of the objective with another: "2.1" of "2"."""
    prefix = re.fullmatch(_PREFIX, number)
    return prefix is not None and prefix[1] == above


def _without_unsaid(
    lines: Lines, levels: Mapping[int, Level], title: int
) -> tuple[dict[int, Level], dict[int, str]]:
    """The rows without those whose title no result is stored of, and these with the reason.

    An objective stays where key results may follow it: without it they would go to the one above.
    """
    rows = list(levels)
    waiting = [n for n, row in enumerate(rows) if lines.is_unsaid(row, title)]
    kept = {
        rows[n]
        for n in waiting
        if levels[rows[n]] is Level.OBJECTIVE
        and any(levels[row] is Level.KEY_RESULT for row in rows[n + 1 : n + 2])
    }
    unsaid = {rows[n]: UNSAID for n in waiting if rows[n] not in kept}
    return {row: level for row, level in levels.items() if row not in unsaid}, unsaid


def _okrs(
    lines: Lines, columns: Sequence[Column], levels: Mapping[int, Level], title: int, vocabulary: Vocabulary
) -> list[FoundOkr]:
    found = []
    for level in Level:
        rows = [row for row, one in levels.items() if one is level]
        words = [lines.text(row, title) for row in rows]
        labels = label_ids(words, vocabulary)
        if level is Level.OBJECTIVE and (parts := counted(words)):
            labels, words = [number for number, _ in parts], [text for _, text in parts]
        numbers = [c.number for c in columns if c.field is Field.ID and c.level in (None, level)]
        for row, text, label in zip(rows, words, labels, strict=True):
            written = next((one for number in numbers if (one := lines.text(row, number))), None)
            said = text or None if level is Level.OBJECTIVE else text
            found.append(FoundOkr(level, row, title, said, written or label, alone=True, rows=(row,)))
    return found


def _homes(
    lines: Lines, columns: Sequence[Column], okrs: Sequence[FoundOkr], objectives: Sequence[FoundOkr]
) -> list[tuple[FoundOkr, int | None, int | None]]:
    """Each key result with the row of its objective, and the column that names it where one does.

    A parent column that mostly names objectives of the same table is their place; else ids with a
    prefix are; else the objective above.
    """
    by_name: dict[str, int] = {}
    for objective in objectives:
        by_name.setdefault(normalise(objective.title or ""), objective.row)
    by_name.update({normalise(o.id): o.row for o in objectives if o.id})
    key_results = [okr for okr in okrs if okr.level is Level.KEY_RESULT]
    places = [
        column.number
        for column in columns
        if column.field is Field.PARENT or (column.field is Field.ID and column.level is Level.OBJECTIVE)
    ]
    named = {
        (okr.row, column): by_name.get(normalise(lines.text(okr.row, column)))
        for okr in key_results
        for column in places
        if lines.text(okr.row, column)
    }
    mostly = sum(home is not None for home in named.values()) * 10 >= len(key_results) * 6
    homes: list[tuple[FoundOkr, int | None, int | None]] = []
    above: int | None = None
    for okr in okrs:
        if okr.level is Level.OBJECTIVE:
            above = okr.row
            continue
        prefix = re.fullmatch(_PREFIX, okr.id) if okr.id else None
        by_prefix = by_name.get(normalise(prefix[1])) if prefix else None
        home = by_prefix if by_prefix is not None else above
        placed_by = None
        for column in places:
            parent = named.get((okr.row, column))
            if parent is not None and (mostly or parent == home):
                home, placed_by = parent, column
                break
        homes.append((okr, home, placed_by))
    return homes


def _nameless(key_results: Sequence[FoundOkr]) -> FoundOkr:
    first = key_results[0]
    return FoundOkr(
        Level.OBJECTIVE, first.row, first.column, None, None, alone=False, key_results=tuple(key_results)
    )


def _rows(objectives: Sequence[FoundOkr]) -> tuple[FoundRow, ...]:
    rows: list[FoundRow] = []
    for n, objective in enumerate(objectives):
        if objective.title is not None and objective.rows:
            rows.append(FoundRow(objective.row, n, None, says_objective=True))
        rows.extend(
            FoundRow(kr.row, n, k, says_objective=False) for k, kr in enumerate(objective.key_results)
        )
    return tuple(sorted(rows))


def read_alone(
    lines: Lines,
    columns: Sequence[Column],
    rows: Sequence[int],
    title: Column,
    left_out: Mapping[int, str],
    above: Above | None,
    vocabulary: Vocabulary,
) -> Layout:
    """The table read as nothing but key results, or nothing but objectives.

    `above` is the cell over the table that names the objective of all its key results.
    """
    sure = _SURE
    level = Level.OBJECTIVE if title.field is Field.OBJECTIVE else Level.KEY_RESULT
    levels, unsaid = _without_unsaid(lines, dict.fromkeys(rows, level), title.number)
    left_out = {**left_out, **unsaid}
    okrs = _okrs(lines, columns, levels, title.number, vocabulary)
    if level is Level.OBJECTIVE:
        found = okrs
        name, because = "objectives only", "a column of objectives and none of key results"
    elif above is not None:
        words = lines.text(above.row, above.column)
        label = label_ids([words], vocabulary)[0]
        head = FoundOkr(Level.OBJECTIVE, above.row, above.column, words, label, alone=True)
        found = [head._replace(rows=(above.row,), key_results=tuple(okrs))]
        name, because = "sections", "the line above the table names its objective"
        if not above.sure:
            sure, because = _UNSURE, "a line of a text above the table may name its objective"
    else:
        found = [_nameless(okrs)] if okrs else []
        name, because = "key results only", "a column of key results and none of objectives"
    confidence = round(title.confidence * sure, 3)
    return Layout(name, confidence, because, tuple(columns), tuple(found), _rows(found), left_out)
