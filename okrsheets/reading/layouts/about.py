"""Whether a list speaks of OKRs at all: other lists have aims and results too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsheets.model import Field
from okrsheets.reading.language.naming import names_key_results, names_okrs
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.language.words import first_label
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.tables.marks import MEASURES

__all__ = ["MORE", "speaks_of_okrs", "titled_okrs"]

_REACH = 60
_LONGEST_TITLE = 120
_FIGURE = re.compile(r"\W*\d")
MORE = MEASURES | {Field.OWNER, Field.WEIGHT, Field.PARENT, Field.AMBITION}
"""Fields beside a title that lists of other things seldom have."""


def titled_okrs(lines: Lines, area: Area, vocabulary: Vocabulary) -> bool:
    """Whether a line above a table, itself no sentence, names OKRs, objectives or key results."""
    above = lines.rows_between(0, area.top)
    for row in (*above[:_REACH], *above[-_REACH:]):
        if len(lines.by_row[row]) != 1:
            continue
        text = lines.text(row, next(iter(lines.by_row[row])))
        if (
            len(text) <= _LONGEST_TITLE
            and not text.endswith(".")
            and (names_okrs(text, vocabulary) or names_key_results(text, vocabulary))
        ):
            return True
    return False


def speaks_of_okrs(
    lines: Lines,
    area: Area,
    columns: Sequence[Column],
    rows: Sequence[int],
    *,
    around: str,
    vocabulary: Vocabulary,
) -> bool:
    """Whether a table with an aim and a result on each row has more to say that it is one of OKRs.

    That is: key results called by their own name, figures or owners beside them, titles that bear
    labels, or a title, tab or file that says so.
    """
    if names_okrs(around, vocabulary) or titled_okrs(lines, area, vocabulary):
        return True
    titles = [column for column in columns if column.field in (Field.OBJECTIVE, Field.KEY_RESULT)]
    if any(names_key_results(column.heading, vocabulary) for column in titles):
        return True
    texts = {column.number: lines.texts(rows, column.number) for column in columns}
    if any(_labelled(texts[column.number], vocabulary) for column in titles):
        return True
    if any(column.field is None and normalise(column.heading) in vocabulary.subjects for column in columns):
        return False
    return any(
        column.field in MORE and (column.field not in MEASURES or _has_figures(texts[column.number]))
        for column in columns
        if column.contents.filled
    )


def _has_figures(texts: Sequence[str]) -> bool:
    """Whether three in ten cells begin with a figure."""
    figures = sum(1 for text in texts if _FIGURE.match(text))
    return figures * 10 >= 3 * sum(map(bool, texts))


def _labelled(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    labels = sum(1 for text in texts if (label := first_label(text, vocabulary)) and label["name"])
    return labels * 2 > len(texts)
