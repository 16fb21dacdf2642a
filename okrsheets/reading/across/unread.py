"""Tabs that look like OKRs and were read in no layout: which of their rows, and by what they look so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from okrsheets.grid import CellRange, Value
from okrsheets.reading.language.naming import names_okrs
from okrsheets.reading.language.vocabulary import Vocabulary, is_wide
from okrsheets.reading.layouts.reasons import leaves_levels_open
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.contents import Contents, contents_of
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.marks import level_in_id
from okrsheets.reading.tabs import Survey, Tab

__all__ = ["unread_in"]

_LOOKED_AT = 200  # rows of a tab
_FULL = 3  # cells
_LEAST = 2  # rows, ids
_WIDE = 4  # letters that say as much as two words
_COLUMNS = 4  # that two tabs must have in common


def unread_in(
    surveys: Sequence[Survey], tabs: Sequence[Tab], vocabulary: Vocabulary
) -> Mapping[int, CellRange]:
    """The tabs without tables, by their place, with the rows on them that look like OKRs.

    What says so is the tab's name, that of a workbook of which nothing was read, ids such as "KR1", or that
    the cells are filled in like those of a table on another tab of the workbook.
    """
    read: dict[str, list[Sequence[Column]]] = {}
    for survey, tab in zip(surveys, tabs, strict=True):
        found = read.setdefault(survey.workbook.source, [])
        found += [one.table.layout.columns for one in tab.tables if one.table.view is None]
    places: dict[int, CellRange] = {}
    for n, (survey, tab) in enumerate(zip(surveys, tabs, strict=True)):
        if tab.tables or tab.check_ins or survey.skip or not survey.lines.order:
            continue
        if survey.areas and not any(leaves_levels_open(one.because) for one in survey.detected):
            continue
        others = read[survey.workbook.source]
        named = names_okrs(survey.sheet, vocabulary)
        if not others:
            named = named or names_okrs(survey.workbook.title.rpartition(".")[0], vocabulary)
        block = _block(survey.lines, vocabulary)
        if survey.areas and _says_one_thing(survey.lines, block):
            continue
        if block and (named or _has_ids(survey.lines, block) or _is_like(survey.lines, block, others)):
            columns = [column for row in block for column in survey.lines.by_row[row]]
            places[n] = CellRange(block[0], min(columns), block[-1], max(columns))
    return places


def _block(lines: Lines, vocabulary: Vocabulary) -> list[int]:
    """The rows of the first block of a tab most of whose fuller rows hold a title and a figure or state."""
    for rows in _blocks(lines.order[:_LOOKED_AT]):
        full = [row for row in rows if len(lines.by_row[row]) >= _FULL]
        alike = sum(
            _may_be_okr([cell.value for cell in lines.by_row[row].values()], vocabulary) for row in full
        )
        if alike >= _LEAST and alike * 10 >= len(full) * 6:
            return rows
    return []


def _says_one_thing(lines: Lines, rows: Sequence[int]) -> bool:
    """Whether most rows begin with the same words, as examples of one thing do."""
    firsts = [lines.text(row, min(lines.by_row[row])) for row in rows]
    return len({*firsts}) * 2 <= len(firsts)


def _blocks(rows: Sequence[int]) -> Iterator[list[int]]:
    block: list[int] = []
    for row in rows:
        if block and row > block[-1] + 1:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _may_be_okr(values: Sequence[Value], vocabulary: Vocabulary) -> bool:
    texts = [value.strip() for value in values if isinstance(value, str)]
    titled = any(" " in text or sum(map(is_wide, text)) >= _WIDE for text in texts)
    figures = any(isinstance(value, (int, float, date)) for value in values)
    return titled and (
        figures
        or any(not any(map(str.isalpha, text)) and any(map(str.isdecimal, text)) for text in texts)
        or any(vocabulary.meaning("statuses", text) for text in texts)
    )


def _has_ids(lines: Lines, rows: Sequence[int]) -> bool:
    firsts = (lines.text(row, min(lines.by_row[row])) for row in rows)
    return sum(level_in_id(text) is not None for text in firsts if len(text) < 20) >= _LEAST


def _is_like(lines: Lines, rows: Sequence[int], others: Sequence[Sequence[Column]]) -> bool:
    """Whether the columns of some rows hold what those of a table on another tab do."""
    kinds: dict[int, str] = {}
    for columns in others:
        known = {column.number: _kind(column.contents) for column in columns if column.field is not None}
        for number in known.keys() - kinds.keys():
            values = [line[number].value for row in rows if number in (line := lines.by_row[row])]
            kinds[number] = _kind(contents_of(values)) if len(values) * 2 >= len(rows) else ""
        alike = sum(kind == kinds[number] for number, kind in known.items() if kind)
        if alike >= _COLUMNS and alike * 10 >= len(known) * 8:
            return True
    return False


def _kind(contents: Contents) -> str:
    if not contents.filled:
        return ""
    return "words" if contents.is_text and not contents.share(contents.wordless) > 0.5 else "figures"
