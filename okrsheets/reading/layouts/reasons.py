"""Why a table is none of OKRs: the sentences that `inspect` shows for it."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.model import Field
from okrsheets.reading.language.naming import names_okrs
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.tables.columns import Column

__all__ = [
    "NO_HEADINGS",
    "NO_ROWS",
    "NO_ROWS_OF_ANY",
    "another_kind",
    "comes_again",
    "leaves_levels_open",
    "not_followed",
    "nothing_named",
    "nothing_tells",
    "without_rows",
]

_MOST_HEADINGS = 8
_LONGEST_HEADING = 40
_TITLES = (Field.OBJECTIVE, Field.KEY_RESULT)
_UNTAKEN = (None, Field.ID)

_OPEN = "nothing tells which rows under"
NO_HEADINGS = "no row of headings that are known"
NO_ROWS = "a header of OKRs with no rows below it"
NO_ROWS_OF_ANY = "a header with no rows below it"


def nothing_named(columns: Sequence[Column]) -> str:
    """None of the headings, which are said here, names objectives or key results; or one does, but
    what stands below it is no title.
    """
    wordless = next((c for c in columns if c.field in _UNTAKEN and _may_be_titles(c)), None)
    if wordless is not None:
        return f"the cells under {_quoted(wordless.heading)} hold no titles of objectives or key results"
    named = [_quoted(column.heading) for column in columns if column.heading]
    more = len(named) - _MOST_HEADINGS
    headings = ", ".join(named[:_MOST_HEADINGS]) + (f" and {more} more" if more > 0 else "")
    if any(column.field is Field.PARENT for column in columns):
        return f"a list that only refers to objectives (columns {headings})"
    return f"no column of objectives or key results among {headings}"


def nothing_tells(title: Column, *, about_okrs: bool) -> str:
    """The titles of a list may be of objectives and of key results, or of neither."""
    heading = _quoted(title.heading) if title.heading else "the first words of its rows"
    if about_okrs:
        return f"{_OPEN} {heading} are objectives and which are key results"
    return f"nothing says that {heading} names objectives or key results"


def leaves_levels_open(because: str) -> bool:
    """Whether that is the reason for which a table of OKRs was not read."""
    return because.startswith(_OPEN)


def comes_again(title: Column) -> str:
    """Titles of objectives of which most stand on several rows, each time with other figures."""
    return f"most under {_quoted(title.heading)} come again with other figures: a log, no plan"


def not_followed(title: Column, *, sure: bool) -> str:
    """A heading may be that of OKRs, but neither it nor what stands beside it says so."""
    if not sure:
        return f"{_quoted(title.heading)} is not clearly a heading of objectives or key results"
    return (
        f"{_quoted(title.heading)} alone does not make a table of OKRs: "
        "no figures, owners or dates stand beside it"
    )


def another_kind(subject: Column, title: Column) -> str:
    """A list whose rows are things that are no OKRs, though it may say what each is for."""
    kind = f"a list of another kind ({_quoted(subject.heading)})"
    if title.field is Field.TITLE:
        return kind
    return f"{kind} that names {'objectives' if title.field is Field.OBJECTIVE else 'results'}"


def without_rows(columns: Sequence[Column], vocabulary: Vocabulary) -> str:
    """A header that waits for rows; of OKRs where it names them."""
    named = any(
        column.field in _TITLES or (column.field is Field.TITLE and names_okrs(column.heading, vocabulary))
        for column in columns
    )
    return NO_ROWS if named else NO_ROWS_OF_ANY


def _may_be_titles(column: Column) -> bool:
    return bool(column.heading and column.meanings) and column.meanings[0].field in _TITLES


def _quoted(heading: str) -> str:
    words = " ".join(heading.split())
    return f'"{words}"' if len(words) <= _LONGEST_HEADING else f'"{words[: _LONGEST_HEADING - 1].rstrip()}…"'
