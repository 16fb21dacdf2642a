"""Whether a list speaks of OKRs at all: other lists have aims and results too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from okrsheets.model import Field, Level
from okrsheets.patterns import pattern
from okrsheets.reading.language.naming import names_key_results, names_okrs
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.language.words import first_label
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.found import Layout
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.tables.marks import MEASURES, level_in_id
from okrsheets.reading.tables.persons import names_person

__all__ = [
    "MORE",
    "are_measured",
    "is_log",
    "no_titles",
    "says_more",
    "speaks_of_okrs",
    "subject_of",
    "titled_okrs",
]

_REACH = 60
_LONGEST_TITLE = 120
_FIGURE = pattern(r"\W*\d")
_NUMBERED_TITLE = pattern(r"\d+(?:\.(?:\d+|[a-z]))+[.:]?\s+\w{2,}\s+\w")  # "1.2 Halve the waste"
_CODE = pattern(r"\w*(?:[^\W_]_[^\W_]|[a-z][A-Z]|[A-Z]{2}[a-z]{2}|[a-z]:[a-z])[\w:.]*")
_SAMPLE = 40
_VAGUE = 0.7
_FEW = 3  # codes that may be names all the same
MORE = MEASURES | {Field.OWNER, Field.WEIGHT, Field.PARENT, Field.AMBITION}
"""Fields beside a title that lists of other things seldom have."""

_VALUES = {Field.BASELINE, Field.CURRENT, Field.TARGET}
_NAMES = {Field.TEAM, Field.PARENT}
_WORDS: dict[Field, tuple[str, ...]] = {
    Field.WEIGHT: ("priorities",),
    Field.PRIORITY: ("priorities",),
    Field.PROGRESS: ("statuses", "answers"),
    Field.SCORE: ("statuses", "answers"),
    Field.CONFIDENCE: ("confidences", "statuses"),
}
"""What may be said in words instead of figures, by the words that say it."""


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


def is_log(title: Column, columns: Sequence[Column]) -> bool:
    """Whether objectives come again and again with nothing but figures beside them: runs, no plan."""
    held = title.contents
    if title.field is not Field.OBJECTIVE or 2 * held.repeated <= held.filled:
        return False
    return all(c.contents.texts <= c.contents.figures for c in columns if c is not title)


def are_measured(columns: Sequence[Column]) -> bool:
    """Whether OKRs that nothing tells apart have a target and another figure of their own: key results do."""
    figured = {c.field for c in columns if 2 * (c.contents.numbers + c.contents.figures) >= c.contents.filled}
    return Field.TARGET in figured and not figured.isdisjoint((Field.BASELINE, Field.CURRENT))


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
    if any(column.field is Field.TARGET and _are_titles(texts[column.number]) for column in columns):
        return False  # goals, their targets and the indicators of these: a framework of three levels
    if any(_labelled(texts[column.number], vocabulary) for column in titles):
        return True
    if any(column.field is None and normalise(column.heading) in vocabulary.subjects for column in columns):
        return False
    if any(column.field is Field.OBJECTIVE and _is_vague(column) for column in columns):
        return False  # "Objective of the visit": other things have one too
    return any(
        column.field in MORE and (column.field not in MEASURES or _has_figures(texts[column.number]))
        for column in columns
        if column.contents.filled
    )


def _is_vague(column: Column) -> bool:
    """Whether a heading only begins with the word for what its column was taken for."""
    return any(m.field is column.field and m.confidence < _VAGUE for m in column.meanings)


def says_more(lines: Lines, columns: Iterable[Column], rows: Sequence[int], vocabulary: Vocabulary) -> bool:
    """Whether any of these columns beside titles holds what it is said to hold, or waits for it."""
    return any(
        not column.contents.filled or _suits(column, lines.texts(rows, column.number), vocabulary)
        for column in columns
    )


def _suits(column: Column, texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    if column.field in _VALUES:
        return _has_figures(texts) or _are_answers(texts, vocabulary)
    if column.field in _WORDS:
        sections = _WORDS[column.field]
        return _has_figures(texts) or _mostly(texts, sections, vocabulary)
    return column.field not in _NAMES or not _are_answers(texts, vocabulary)


def subject_of(
    lines: Lines, columns: Sequence[Column], rows: Sequence[int], vocabulary: Vocabulary
) -> Column | None:
    """The column that says what else a list is about: projects, invoices, or the ids of test cases.

    Ids say so in the first column alone, where each stands once: others only refer to such things.
    """
    for column in columns:
        if column.field is None and normalise(column.heading) in vocabulary.subjects:
            return column
    first = columns[0]
    names = normalise(first.heading).split()
    if (
        first.field not in (None, Field.ID)
        or len(names) < 2
        or " ".join(names[:-1]) not in vocabulary.subjects
        or names_person(first.heading, vocabulary)
    ):
        return None
    texts = [text for text in lines.texts(rows, first.number) if text]
    return first if len(set(texts)) == len(texts) else None


def named_by_ids(lines: Lines, title: Column, columns: Sequence[Column], rows: Sequence[int]) -> bool:
    """Whether a list begins with ids of objectives, each its own, and has their titles: "OBJ-1".

    Their heading says whose they are, or the letters of each. Bare numbers number the choices of a form
    as well.
    """
    first, held = columns[0], columns[0].contents
    if held.repeated or held.wordless or held.numbers or title.field is not Field.OBJECTIVE:
        return False
    if first.field is Field.ID and first.level is None and held.is_id:
        return all(level_in_id(text) is Level.OBJECTIVE for text in lines.texts(rows, first.number) if text)
    return first.holds_ids and first.level is Level.OBJECTIVE


def no_titles(layout: Layout, vocabulary: Vocabulary) -> str:
    """Why what was found cannot be titles of OKRs: answers to a question, or codes; "" where it can."""
    objectives = list(islice((o.title for o in layout.objectives if o.title), _SAMPLE))
    key_results = list(
        islice((kr.title for o in layout.objectives for kr in o.key_results if kr.title), _SAMPLE)
    )
    for titles in (objectives, key_results):
        if titles and _are_answers(titles, vocabulary):
            return f'"{titles[0]}" and the like are answers, and no titles of OKRs'
        codes = [title for title in titles if " " not in title and _CODE.fullmatch(title)]
        if len(codes) >= _FEW and len(codes) * 10 >= len(titles) * 6:
            return f'"{codes[0]}" and the like are codes, and no titles of OKRs'
    return ""


def _are_answers(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    return _mostly(texts, ("answers",), vocabulary)


def _mostly(texts: Sequence[str], sections: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether more than half of the cells that are filled hold words of these sections."""
    filled = [text for text in texts if text]
    meant = sum(any(vocabulary.meaning(section, text) for section in sections) for text in filled)
    return meant * 2 > len(filled)


def _are_titles(texts: Sequence[str]) -> bool:
    """Whether most cells are titles that bear a number of their own."""
    return sum(bool(_NUMBERED_TITLE.match(text)) for text in texts) * 2 > sum(map(bool, texts))


def _has_figures(texts: Sequence[str]) -> bool:
    """Whether three in ten cells begin with a figure."""
    figures = sum(1 for text in texts if _FIGURE.match(text))
    return figures * 10 >= 3 * sum(map(bool, texts))


def _labelled(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    labels = sum(1 for text in texts if (label := first_label(text, vocabulary)) and label["name"])
    return labels * 2 > len(texts)
