"""Tables and lists without a row of headings: words or ids on each line tell what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from okrsheets.model import Field, Level
from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.language.words import first_label, uncounted
from okrsheets.reading.layouts.one_column import read_marked
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.contents import contents_of
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.header_rows import Heading
from okrsheets.reading.tables.headings import HeadingReading
from okrsheets.reading.tables.lines import Line, Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.tables.marks import Marks, levels_of_ids
from okrsheets.reading.tables.rows import lead_meaning
from okrsheets.reading.tables.views import View

__all__ = ["read_headless"]

# Compiled by re when first used, and kept by it: few runs need it.
_MARK = r"(?:[-*+•·‣▪>–—]|\[[ xX✓✔]?\])\s+"
_NUMBER = pattern(r"\d{1,2}[.)]\s")
_LEVELS = {"objective": Level.OBJECTIVE, "key_result": Level.KEY_RESULT}
_COLUMNS = 6
_LONGEST_LABEL = 40
_LEAST_KEY_RESULTS = 2
_SURE = 0.8
_BANNER_REACH = 13


def read_headless(lines: Lines, *, sheet: str, vocabulary: Vocabulary) -> tuple[Area, FoundTable] | None:
    """The OKRs of a tab where no row has headings, with where they stand: "Objective: ..." with
    "KR1: ..." below, or ids or types in a column before the words; None where there are none.
    """
    columns = sorted({column for row in lines.order for column in lines.by_row[row]})[:_COLUMNS]
    for n, column in enumerate(columns):
        texts = {row: text for row in lines.order if (text := lines.text(row, column))}
        bare = {row: _without_marks(text) for row, text in texts.items()}
        levels = _labelled(texts, bare, vocabulary)
        if _are_okrs(levels):
            bare = {row: _without_name(text, vocabulary) for row, text in bare.items()}
            because = "words at the beginning of the lines tell what they are"
            return _table(lines, column, bare, levels, because, sheet=sheet, vocabulary=vocabulary)
        levels = _told_beside(texts, vocabulary)
        if n + 1 < len(columns) and _are_okrs(levels):
            title = next((c for c in columns[n + 1 :] if _is_wordy(lines, levels, c)), None)
            if title is not None:
                because = "ids or types before the words tell what they are"
                titled = {row: lines.text(row, title) for row in levels}
                levels = {
                    row: level
                    for row, level in levels.items()
                    if lead_meaning(titled[row], vocabulary) != "example"
                }
                return _table(
                    lines, title, titled, levels, because, sheet=sheet, vocabulary=vocabulary, ids=column
                )
    return None


def _without_marks(text: str) -> str:
    """A line without the bullets and boxes it begins with."""
    while match := re.match(_MARK, text):
        text = text[match.end() :]
    return text


def _without_name(text: str, vocabulary: Vocabulary) -> str:
    """A line without the bare name of its level; a number in it is part of the title."""
    label = first_label(text, vocabulary)
    unnumbered = label is not None and label["name"] and not label["n"]
    return text[label.end() :] or text if label is not None and unnumbered else text


def _labelled(
    texts: Mapping[int, str], bare: Mapping[int, str], vocabulary: Vocabulary
) -> dict[int, Level | None]:
    """What each line says it is; lines below the words "Key results" alone are such while they are marked."""
    levels: dict[int, Level | None] = {}
    below: Level | None = None
    for row, text in bare.items():
        label = first_label(text, vocabulary)
        meant = vocabulary.meaning("labels", label["name"]) if label and label["name"] else None
        alone = _label_alone(text, vocabulary)
        if alone is not None:
            below, levels[row] = alone, None
        elif label is not None and meant in _LEVELS and _is_label(text[: label.end()]):
            below, levels[row] = None, _LEVELS[meant]
        elif below is Level.KEY_RESULT and (text != texts[row] or _NUMBER.match(text)):
            levels[row] = below
        elif below is Level.OBJECTIVE:
            below, levels[row] = None, Level.OBJECTIVE
        else:
            below, levels[row] = None, None
    return levels


def _label_alone(text: str, vocabulary: Vocabulary) -> Level | None:
    name = uncounted(text)
    if not name or len(name) > _LONGEST_LABEL or len(name) == 1:
        return None
    return _LEVELS.get(vocabulary.meaning("labels", name) or "")


def _is_label(label: str) -> bool:
    """Whether the words of a label are followed by a mark, as those of a sentence are not."""
    return not label.rstrip()[-1:].isalnum() or label[:1].casefold() == "k"


def _told_beside(texts: Mapping[int, str], vocabulary: Vocabulary) -> dict[int, Level | None]:
    """What the ids or the words for types in a column say of each row; nothing where few are such."""
    types = {row: vocabulary.meaning("types", text) for row, text in texts.items()}
    known = {row: _LEVELS.get(meant or "") for row, meant in types.items()}
    if sum(level is not None for level in known.values()) * 10 < len(texts) * 6:
        known, spoken = levels_of_ids(texts)
        if not spoken or sum(level is not None for level in known.values()) * 10 < len(texts) * 6:
            return {}
    return known


def _are_okrs(levels: Mapping[int, Level | None]) -> bool:
    said = [level for level in levels.values() if level]
    return Level.OBJECTIVE in said and said.count(Level.KEY_RESULT) >= _LEAST_KEY_RESULTS


def _is_wordy(lines: Lines, rows: Mapping[int, object], column: int) -> bool:
    return contents_of(lines.values(rows, column)).is_text


def _table(
    lines: Lines,
    title: int,
    texts: Mapping[int, str],
    levels: Mapping[int, Level | None],
    because: str,
    *,
    sheet: str,
    vocabulary: Vocabulary,
    ids: int | None = None,
) -> tuple[Area, FoundTable] | None:
    said = [row for row, level in levels.items() if level and texts.get(row)]
    if not said:
        return None
    within = {row: levels[row] for row in levels if said[0] <= row <= said[-1] and texts.get(row)}
    view = _with_texts(lines, title, {row: texts[row] for row in within})
    columns = [_column(view, list(within), title, Field.TITLE, because)]
    if ids is not None:
        columns.insert(0, _column(view, list(within), ids, Field.ID, because))
    marks = Marks("lines", within, _SURE, because, spoken=True)
    layout = read_marked(view, columns, marks, title, {}, vocabulary)
    top, left, right = said[0], columns[0].number, columns[-1].number
    headings = tuple(Heading(column.number, "", HeadingReading()) for column in columns)
    above = lines.rows_between(top - _BANNER_REACH, top)
    table = FoundTable(sheet, top, top, left, right, layout, View(view))
    return Area(top, top, headings, tuple(within), above), table


def _column(lines: Lines, rows: Sequence[int], number: int, field: Field, because: str) -> Column:
    contents = contents_of(lines.values(rows, number))
    return Column(number, "", contents, (), field=field, confidence=_SURE, because=because)


def _with_texts(lines: Lines, column: int, texts: Mapping[int, str]) -> Lines:
    """The lines with these texts in a column."""
    by_row: dict[int, Line] = dict(lines.by_row)
    for row, text in texts.items():
        line = by_row[row]
        if column in line:
            by_row[row] = {**line, column: line[column]._replace(value=text)}
    return lines._replace(by_row=by_row)
