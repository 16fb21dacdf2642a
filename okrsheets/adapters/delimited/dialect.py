"""Which character parts the cells of a text: the one that agrees best from line to line."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

from okrsheets.adapters.delimited.rows import split_rows, without_quoted

__all__ = ["DELIMITERS", "find_delimiter", "without_wrapping"]

DELIMITERS = (",", ";", "\t", "|", "^")
_SAMPLE = 1 << 16
_FEW = 1_000  # lines that are looked at


def find_delimiter(text: str, *, usual: str) -> tuple[str, str]:
    r"""The delimiter of a text, and the text without the line `sep=;` by which Excel may say it.

    `usual` is the one of the file's kind, taken where no other agrees better.

    >>> find_delimiter("sep=|\na|b\n", usual=",")
    ('|', 'a|b\n')
    >>> find_delimiter("Notes, and more\n\nGoal;Share\nGrow;1,5\nLearn;2,5\n", usual=",")[0]
    ';'
    """
    said = re.match(r'"?sep=([^\w\s"]|\t)"?(?:\n|\Z)', text, re.IGNORECASE)
    if said:
        return said[1], text[said.end() :]
    lines = _lines(text)
    scores = {one: _agreement(lines, one) * (1.1 if one == usual else 1) for one in DELIMITERS}
    best = max(DELIMITERS, key=lambda one: scores[one])
    if scores[best]:
        return best, text
    # ragged or of one line: the one that most lines hold, not counting the commas of sentences
    held = {one: sum(line.count(one) > line.count(f"{one} ") for line in lines) for one in DELIMITERS}
    best = max(DELIMITERS, key=lambda one: held[one])
    return (best if 2 * held[best] > len(lines) and held[best] > held[usual] else usual), text


def without_wrapping(text: str) -> str:
    r"""The text with the quotes taken off each line, where an export put every line in quotes.

    >>> without_wrapping('"Goal,""Why"",Who"\n"Grow,""to live"",Mara"\n')
    'Goal,"Why",Who\nGrow,"to live",Mara'

    Lines that would not all have the same number of cells are texts that hold commas.

    >>> without_wrapping('"Grow, and fast"\n"Learn"\n')
    '"Grow, and fast"\n"Learn"\n'
    """
    lines = _lines(text)
    if not lines or any(line != '"' for line in lines):
        return text
    if any(line not in ('"', "") for line in without_quoted(text).split("\n")):
        return text
    inner = "\n".join(row[0] for row in split_rows(text, ","))
    delimiter, _ = find_delimiter(inner, usual=",")
    rows = [row for row in split_rows(inner, delimiter) if row != [""]]
    width = len(rows[0])
    agreed = len(rows) > 1 and width > 1 and all(len(row) == width for row in rows)
    # of two cells a line, one that follows a blank is more likely the end of a sentence
    prose = width == 2 and any(row[1].startswith(" ") for row in rows)
    return inner if agreed and not prose else text


def _lines(text: str) -> list[str]:
    """The first lines that hold something, with what stands in quotes left out."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    return [line for line in without_quoted(sample).split("\n") if line.strip(" ")][:_FEW]


def _agreement(lines: list[str], delimiter: str) -> float:
    """How well neighbouring lines agree on a number of cells, and how whole these cells look.

    A table is a long run of lines with the same number of cells; prose agrees by chance for two or
    three lines, and its commas are followed by blanks.
    """
    score = cells = whole = 0
    for count, run in groupby(lines, key=lambda line: line.count(delimiter)):
        rows = list(run) if count else []
        if len(rows) > 1:
            score += count * (len(rows) - 1) ** 2
            cells += (count + 1) * len(rows)
            whole += sum(_looks_whole(cell, delimiter) for row in rows for cell in row.split(delimiter))
    return score * (whole / cells) ** 2 if cells else 0.0


def _looks_whole(cell: str, delimiter: str) -> bool:
    """Whether other delimiters in a cell stand there as they do in a sentence or a number."""
    if cell.startswith(" ") and delimiter in ",;":
        return False
    return not any(one in cell for one in DELIMITERS) or not _stuck_pattern().search(cell)


@cache
def _stuck_pattern() -> re.Pattern[str]:
    return re.compile(r"[;\t|^](?! )|,(?! |\d)|(?<!\d),(?! )")
