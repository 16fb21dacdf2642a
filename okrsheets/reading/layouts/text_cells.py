"""The text-cell layout: an objective with its key results in one cell, or several key results in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from okrsheets.grid import BLANK, Cell
from okrsheets.model import Field, Level
from okrsheets.reading.language.naming import names_okrs
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.layouts.items import (
    Segment,
    items_of,
    outline_of,
    segments_of,
    without_bullet,
    without_mark,
)
from okrsheets.reading.layouts.shared_rows import Group, levelled, read_groups, read_shared_rows
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.contents import contents_of
from okrsheets.reading.tables.found import Layout
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.views import Parts, View, unfolded
from okrsheets.tuples import NamedTuple

__all__ = ["Unfolded", "read_lists", "read_texts", "unfold_lists", "unfold_texts"]

_FIGURES = {Field.BASELINE, Field.CURRENT, Field.TARGET}
_MOST_ITEMS = 30
_MOST = 0.5
_PARTING = ("\n", ";", "；", "|")
_SURE = 0.92  # that cells which name their parts are read right
_RIGHT = 1 << 20  # past the last column of any tab
_SAMPLE = 12
_OPENING = "([{（【"  # a line in brackets goes on from the one above
_SHORTEST = 6  # letters of a key result that has neither number nor bullet


class Unfolded(NamedTuple):
    """A table whose cells hold several OKRs, as if each had a row of its own; `share` tells how many of
    the cells do."""

    view: View
    columns: tuple[Column, ...]
    because: str
    share: float


def read_lists(found: Unfolded, left_out: Mapping[int, str], vocabulary: Vocabulary) -> Layout:
    """The table read with each item of a list as a key result of its own.

    Where few cells hold a list it has the layout that it would have without them.
    """
    lines = found.view.lines
    layout = read_shared_rows(lines, found.columns, tuple(found.view.rows), left_out, vocabulary)
    if found.share < _MOST:
        return layout._replace(because=f"{layout.because}; {found.because}")
    return layout._replace(name="text cell", because=found.because)


def read_texts(found: Unfolded, left_out: Mapping[int, str], vocabulary: Vocabulary) -> Layout:
    """The table read with the objective that each cell begins with, and its key results."""
    lines, rows = found.view.lines, tuple(found.view.rows)
    objective = next(c.number for c in found.columns if c.field is Field.OBJECTIVE)
    key_result = next(c.number for c in found.columns if c.field is Field.KEY_RESULT)
    groups: list[Group] = []
    standing: list[tuple[int, int]] = []
    for row in rows:
        if title := lines.text(row, objective):
            groups.append(Group(title, row))
            groups[-1].rows.append(row)
        if lines.text(row, key_result):
            groups[-1].key_results.append(row)
        standing.append((row, len(groups) - 1))
    columns = levelled(lines, found.columns, groups)
    layout = read_groups(lines, columns, groups, standing, left_out, vocabulary)
    return layout._replace(
        name="text cell", confidence=round(_SURE + (1 - _SURE) * found.share, 3), because=found.because
    )


def unfold_lists(
    lines: Lines, columns: Sequence[Column], rows: Sequence[int], vocabulary: Vocabulary
) -> Unfolded | None:
    """The table with a row for each of the key results that a cell lists; None where none does."""
    title = next(column for column in columns if column.field is Field.KEY_RESULT)
    texts = {row: text for row in rows if (text := _text(lines, row, title.number))}
    items, mark = _items(texts, vocabulary)
    if not items:
        return None
    parts: dict[int, list[dict[int, Cell]]] = {
        row: [{title.number: _part(lines, row, title.number, item)} for item in some]
        for row, some in items.items()
    }
    counts = {row: len(some) for row, some in items.items() if len(some) > 1}
    for column in columns:
        if column.field in (None, Field.KEY_RESULT, Field.OBJECTIVE):
            continue
        split = _line_by_line(lines, column, counts, mark)
        for row, count in counts.items():
            made = [_part(lines, row, column.number, part) for part in split.get(row, ())]
            if not made and column.number in lines.by_row[row] and column.field in _FIGURES:
                made = [BLANK] * count  # one figure for several: nobody can tell whose it is
            for line, cell in zip(parts[row], made, strict=False):
                line[column.number] = cell
    share = len(counts) / len(texts)
    because = f'{len(counts)} of {len(texts)} cells under "{title.heading}" list several key results'
    return Unfolded(unfolded(lines, rows, parts), tuple(columns), because, share)


def _text(lines: Lines, row: int, column: int) -> str:
    value = lines.by_row[row][column].value if column in lines.by_row[row] else None
    return value.strip() if isinstance(value, str) else ""


def _part(lines: Lines, row: int, column: int, text: str) -> Cell:
    return lines.by_row[row][column]._replace(value=text, formula=None)


def _items(texts: Mapping[int, str], vocabulary: Vocabulary) -> tuple[dict[int, list[str]], str]:
    """The items of the cells that list some, and what parts them: marked ones, else lines or parts that the
    whole column has. Beside lists with bullets a cell may list one.
    """
    marked = {row: items for row, text in texts.items() if len(items := items_of(text, vocabulary)) > 1}
    if marked:
        alone = {row: [item] for row, text in texts.items() if (item := without_bullet(text)) != text}
        listed = {**alone, **marked}
        return {row: items for row, items in listed.items() if len(items) <= _MOST_ITEMS}, "\n"
    for mark in _PARTING:
        several = {
            row: parts for row, text in texts.items() if mark in text and len(parts := _split(text, mark)) > 1
        }
        most = len(several) > 1 and len(several) * 10 >= len(texts) * 6
        if most and all(map(_are_titles, several.values())):
            return several, mark
    return {}, ""


def _split(text: str, mark: str) -> list[str]:
    return [part.strip() for part in text.split(mark) if part.strip()]


def _are_titles(parts: Sequence[str]) -> bool:
    """Whether parts of a cell look like titles of their own, and not like one that was wrapped."""
    return len(parts) <= _MOST_ITEMS and all(
        len(part) >= (_SHORTEST if part.isascii() else 2)
        and not part[0].islower()
        and part[0] not in _OPENING
        and not part.endswith((",", "，", ":", "："))
        for part in parts
    )


def _line_by_line(
    lines: Lines, column: Column, counts: Mapping[int, int], mark: str
) -> Mapping[int, Sequence[str]]:
    """What a column says of each of the key results that a row lists; nothing where its cells do not list
    as many. Two people beside two key results may own both: it takes more to tell them apart.
    """
    split: dict[int, list[str]] = {}
    for row, count in counts.items():
        parts = [without_mark(part) for part in _split(_text(lines, row, column.number), mark)]
        if len(parts) > 1:
            if len(parts) != count:
                return {}
            split[row] = parts
    enough = column.field is not Field.OWNER or sum(len(parts) - 1 for parts in split.values()) > 1
    return split if enough else {}


def unfold_texts(
    lines: Lines,
    columns: Sequence[Column],
    rows: Sequence[int],
    column: Column,
    vocabulary: Vocabulary,
) -> Unfolded | None:
    """The table with an objective's and a key result's column for those in the cells of one column; None
    where most of these say no such thing."""
    texts = {row: text for row in rows if (text := _text(lines, row, column.number))}
    ways = [segments_of]
    if column.field in (Field.OBJECTIVE, Field.TITLE) and names_okrs(column.heading, vocabulary):
        ways.append(outline_of)
    for way in ways:
        if not any(way(text, vocabulary) for text in islice(texts.values(), _SAMPLE)):
            continue
        said = {row: way(text, vocabulary) for row, text in texts.items()}
        if sum(map(bool, said.values())) >= _MOST * len(said):
            return _unfolded(lines, columns, rows, column, said)
    return None


def _unfolded(
    lines: Lines,
    columns: Sequence[Column],
    rows: Sequence[int],
    column: Column,
    said: Mapping[int, Sequence[Segment]],
) -> Unfolded:
    """The table with the segments of one column's cells in columns of their own.

    The objective keeps the column; its key results stand right of all others, so that these are its own.
    """
    fields = dict.fromkeys(segment.field for some in said.values() for segment in some)
    numbers = {field: -n for n, field in enumerate(fields, start=1)}
    numbers |= {Field.OBJECTIVE: column.number, Field.KEY_RESULT: _RIGHT}
    parts: dict[int, Parts] = {}
    for row, some in said.items():
        whole = lines.by_row[row][column.number]
        parts[row] = [
            {numbers[segment.field]: whole._replace(value=segment.text, formula=None) for segment in line}
            for line in _by_line(some)
        ] or [{column.number: whole}]
    view = unfolded(
        lines,
        [row for row in rows if row in said],
        parts,
        columns=dict.fromkeys(numbers.values(), column.number),
    )
    names = {segment.field: segment.name for some in said.values() for segment in some if segment.name}
    made = [
        Column(
            number,
            column.heading,
            contents_of(view.lines.values(view.rows, number)),
            (),
            field=field,
            level=_LEVELS.get(field),
            confidence=0.9,
            because=f'its cells say "{names[field]}: ..."' if field in names else _UNNAMED[field],
        )
        for field, number in numbers.items()
    ]
    others = [other for other in columns if other.number != column.number]
    both = sum(map(bool, said.values()))
    because = f'{both} of {len(said)} cells under "{column.heading}" say an objective and its key results'
    columns = tuple(
        sorted([*others, *made], key=lambda c: (view.place(0, c.number)[1], c.field is not Field.OBJECTIVE))
    )
    return Unfolded(view, columns, because, both / len(said))


_UNNAMED = {Field.OBJECTIVE: "its cells begin with it", Field.KEY_RESULT: "its cells list them"}
_LEVELS = {Field.OBJECTIVE: Level.OBJECTIVE, Field.KEY_RESULT: Level.KEY_RESULT}


def _by_line(segments: Sequence[Segment]) -> list[list[Segment]]:
    """The segments of a cell line by line: the objective on its first, each key result on its own."""
    found: list[list[Segment]] = [[]] if segments else []
    for segment in segments:
        fields = [other.field for other in found[-1]]
        again = segment.field in fields or (segment.field is Field.OBJECTIVE and Field.KEY_RESULT in fields)
        if again and segment.field in (Field.OBJECTIVE, Field.KEY_RESULT):
            found.append([])
        if segment.field not in [other.field for other in found[-1]]:
            found[-1].append(segment)
    return found
