"""How well the cells of a column suit what its heading may mean."""

from __future__ import annotations

from okrsheets.model import Field
from okrsheets.reading.tables.contents import Contents
from okrsheets.reading.tables.headings import Meaning

__all__ = ["fit_of", "says_aims", "says_figures", "says_words"]

_NUMERIC = {
    Field.BASELINE,
    Field.CURRENT,
    Field.TARGET,
    Field.WEIGHT,
    Field.PROGRESS,
    Field.SCORE,
    Field.CONFIDENCE,
}
_WORDED = {Field.PROGRESS, Field.SCORE, Field.CONFIDENCE, Field.WEIGHT}
_DATED = {Field.START, Field.DUE, Field.UPDATED}
_TITLED = {Field.OBJECTIVE, Field.KEY_RESULT, Field.TITLE, Field.DESCRIPTION}
_SOME_LETTERS = 10
_SOME_WORDS = 12
_FEW_LETTERS = 3.5  # "Yes" may be a target, and is no title


def fit_of(meaning: Meaning, contents: Contents) -> float:
    """How well the cells of a column suit a field, 0 to 1."""
    if not contents.filled:
        return 0.9
    numbers = contents.share(contents.numbers + contents.figures)
    dates = contents.share(contents.dates)
    field = meaning.field
    if field is Field.SCORE and contents.length > _SOME_WORDS * contents.filled:
        return 0.8  # "Nota" over "9 shops were visited" is a remark
    if field in _NUMERIC:
        if dates > 0.5 or (contents.is_id and not contents.wordless):
            return 0.2
        return 1.0 if numbers >= 0.3 else 0.95 if field in _WORDED else 0.8
    if field in _DATED:
        plain = contents.share(contents.numbers)
        days = contents.share(contents.dates + contents.serials)
        return 1.0 if days >= 0.3 else 0.3 if plain > 0.5 else 0.9
    if field in _TITLED:
        if contents.is_id:
            # One cell alone may be a short title; beside a column of words it is an id.
            return 0.3 if contents.filled > 1 else 0.9
        wordless = contents.numbers + contents.dates + contents.wordless
        if contents.share(wordless) >= 0.5:
            return 0.2
        length = contents.share(contents.length)
        return 1.0 if length >= _SOME_LETTERS else 0.95 if length >= _FEW_LETTERS else 0.6
    if field is Field.NOTE:
        wordy = contents.length > _SOME_WORDS * contents.filled
        return 0.9 if numbers > 0.5 and not wordy else 1.0  # "Nota" over figures is a grade
    if field is Field.ID:
        return 0.3 if contents.length > 25 * max(contents.texts, 1) else 1.0
    if field in (Field.OWNER, Field.TEAM, Field.STATUS, Field.TYPE):
        return 0.3 if contents.share(contents.numbers + contents.dates + contents.wordless) > 0.5 else 1.0
    if field is Field.CYCLE:
        return 0.3 if dates > 0.5 else 1.0
    return 1.0


def says_figures(contents: Contents) -> bool:
    """Whether most cells of a column are numbers, or brief texts with one."""
    return contents.share(contents.numbers + contents.figures) > 0.5


def says_words(contents: Contents) -> bool:
    """Whether most cells of a column are longer than a figure with its unit."""
    return contents.length > _SOME_LETTERS * contents.filled and contents.share(contents.figures) <= 0.5


def says_aims(contents: Contents) -> bool:
    """Whether words stand in a column that are longer than a target said in words: most have no figure in
    them, or are those of several rows."""
    return says_words(contents) and (
        contents.share(contents.counting) <= 0.5 or contents.share(contents.repeated) > 0.5
    )
