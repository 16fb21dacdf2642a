"""Which field each column of a table is taken for: all that its headings may mean, weighed together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from okrsheets.grid import column_letters
from okrsheets.model import Field, Level
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.overrides import TOLD
from okrsheets.reading.tables.columns import Column, Related
from okrsheets.reading.tables.fitting import fit_of, says_aims, says_figures, says_words
from okrsheets.reading.tables.headings import Meaning

__all__ = ["assign_columns", "with_described_title", "with_unnamed_title"]

_SEVERAL = {
    Field.OWNER,
    Field.NOTE,
    Field.PARENT,
    Field.CONTRIBUTES_TO,
    Field.SUPPORTS,
    Field.DEPENDS_ON,
    Field.PROGRESS,
    Field.SCORE,
    Field.CHECK_IN,
    Field.PLAN,
    Field.CYCLE,
}
"""Fields that may stand in several columns of one table, all of them read."""

_VALUES = {Field.BASELINE, Field.CURRENT, Field.TARGET}
_LEAST = 0.4
_TOLD = 2.0  # what a person says is taken before whatever is found out
_WORDY = 20  # letters in a cell of words that could be a title
_SOME_WORDS = 12
_Slot: TypeAlias = tuple[Field, Level | None, int | None]
"""What one column alone may be: a field of a level, in a group."""

_UNNAMED = Meaning(Field.TITLE, None, 0.7, "the first words of each row")
_BESIDE_IDS = Meaning(Field.KEY_RESULT, None, 0.8, "words beside the ids of key results")


def assign_columns(columns: Sequence[Column], related: Related | None = None) -> tuple[Column, ...]:
    """The columns, each with the field it fits best; no field twice in a group unless it may be.

    What a heading may mean is multiplied by how well the cells below suit it, and the best pairs win.
    What other tables told of this one goes before its own headings.
    """
    columns = _aims_apart(columns) if related is None else [_as_related(c, related) for c in columns]
    offers = sorted(
        (
            (
                _TOLD
                if meaning.because is TOLD
                else round(meaning.confidence * fit_of(meaning, column.contents), 3),
                -n,
                -column.number,
                meaning,
                column,
            )
            for column in columns
            for n, meaning in enumerate(column.meanings)
        ),
        key=lambda offer: offer[:3],
        reverse=True,
    )
    taken: dict[int, Column] = {}
    seen: dict[_Slot, int] = {}
    for score, _, _, meaning, column in offers:
        slot = _slot(column, meaning)
        if column.number in taken or score < _LEAST:
            continue
        if slot in seen and meaning.field not in _SEVERAL:
            continue
        seen[slot] = column.number
        taken[column.number] = _taken(column, meaning, score)
    assigned = [taken.get(column.number) or _without(column, seen) for column in columns]
    return tuple(_complete(assigned) if related is None else _with_title(assigned, related))


def _aims_apart(columns: Sequence[Column]) -> Sequence[Column]:
    """The columns; a heading such as "Goal" or "Meta" is that of targets behind titles of key results,
    and beside those of all OKRs."""
    firsts = {c.meanings[0].field: c.number for c in reversed(columns) if c.meanings}
    edge = 0 if Field.TITLE in firsts else firsts.get(Field.KEY_RESULT)
    if edge is None:
        return columns
    key_results = next((c for c in columns if c.number == edge), None)
    bare = edge if key_results is not None and key_results.contents.is_id else None

    def apart(column: Column) -> Column:
        if column.number < edge or not _means_either(column):
            return column
        told = says_aims(column.contents) or (
            key_results is not None and _is_no_target(column, key_results, columns)
        )
        if told and not _waits_for(column, bare):
            return column
        kept = (meaning for meaning in column.meanings if meaning.field is not Field.OBJECTIVE)
        return column._replace(meanings=tuple(kept))

    return [apart(column) for column in columns]


def _means_either(column: Column) -> bool:
    """Whether a heading means objectives as well as targets."""
    return {Field.OBJECTIVE, Field.TARGET} <= {meaning.field for meaning in column.meanings}


def _is_no_target(column: Column, key_results: Column, columns: Sequence[Column]) -> bool:
    """Whether words cannot be targets of key results: another column has those, or speaks of an objective
    as its own, or they stand where there is no key result.
    """
    if not says_words(column.contents):
        return False
    others = [c for c in columns if c is not column and c.meanings]
    return (
        column.contents.filled > key_results.contents.filled
        or any(c.meanings[0].level is Level.OBJECTIVE for c in others)
        or any(
            c.meanings[0].field is Field.TARGET or (_means_either(c) and says_figures(c.contents))
            for c in others
        )
    )


def _waits_for(column: Column, ids: int | None) -> bool:
    """Whether a column has the words that ids of key results right before it lack: each row its own."""
    return ids is not None and column.number == ids + 1 and not column.contents.repeated


def _taken(column: Column, meaning: Meaning, score: float) -> Column:
    return column._replace(
        field=meaning.field, level=meaning.level, confidence=min(score, 1.0), because=meaning.because
    )


def _slot(column: Column, meaning: Meaning) -> _Slot:
    return meaning.field, meaning.level if column.group is None else Level.KEY_RESULT, column.group


def _without(column: Column, seen: Mapping[_Slot, int]) -> Column:
    """A column that is taken for nothing, with the reason; `seen` are the columns that are for something."""
    if column.told is not None and column.told.ignored:
        return column._replace(confidence=1.0, because=TOLD)
    if column.is_told:
        said, other = column.meanings[0].field.value, column_letters(seen[_slot(column, column.meanings[0])])
        return column._replace(
            because=f"the config says {said} of column {other} too, and only one can be that"
        )
    if not column.meanings:
        return column
    better = column.meanings[0].field.value
    return column._replace(because=f"another column fits {better} better, or its cells do not suit it")


def _as_related(column: Column, related: Related) -> Column:
    """A column with the meanings that are left once it is known whose titles the table holds."""
    because = related.references.get(column.number)
    if column.told is not None and column.told.decides:
        ids = because is not None and column.told.field is Field.ID and column.told.level is None
        meanings = tuple(m._replace(level=Level.OBJECTIVE) for m in column.meanings)
        return column._replace(meanings=meanings) if ids else column
    if because:
        return column._replace(meanings=(Meaning(Field.ID, Level.OBJECTIVE, 1.0, because),))
    others = {Field.OBJECTIVE, Field.KEY_RESULT, Field.TITLE} - {related.title}
    meanings = tuple(
        meaning._replace(field=related.title, because=f"{meaning.because}; {related.because}")
        if meaning.field is Field.TITLE
        else meaning
        for meaning in column.meanings
        if meaning.field is Field.TITLE or meaning.field not in others
    )
    return column._replace(meanings=meanings)


def _with_title(columns: list[Column], related: Related) -> list[Column]:
    """The columns, one of words taken for the titles that are known to be there."""
    if any(column.field is related.title for column in columns):
        return columns
    everywhere = range(columns[0].number, columns[-1].number + 1)
    return _promote(columns, (Field.DESCRIPTION,), related.title, everywhere)


def _complete(columns: list[Column]) -> list[Column]:
    """Fills the gaps that position tells: words beside their ids, objectives without a heading."""
    ids = {column.level: column.number for column in columns if column.field is Field.ID}
    for level, field in ((Level.KEY_RESULT, Field.KEY_RESULT), (Level.OBJECTIVE, Field.OBJECTIVE)):
        both = Level.OBJECTIVE in ids or any(c.field is Field.OBJECTIVE for c in columns)
        if level in ids and both and not any(column.field is field for column in columns):
            last = columns[-1].number + 1
            end = ids.get(Level.KEY_RESULT, last) if level is Level.OBJECTIVE else last
            beside = range(ids[level] + 1, end)
            columns = _promote(columns, (Field.TITLE, Field.DESCRIPTION), field, beside)
    if Level.KEY_RESULT in ids and not any(column.field is Field.KEY_RESULT for column in columns):
        columns = _words_of_ids(columns, ids[Level.KEY_RESULT])
    fields = {column.field for column in columns}
    if Field.OBJECTIVE in fields and Field.KEY_RESULT not in fields and fields & _VALUES:
        metrics = [c.number for c in columns if any(m.field is Field.KEY_RESULT for m in c.meanings)]
        aims = next(n for n, column in enumerate(columns) if column.field is Field.OBJECTIVE)
        if metrics and Field.TARGET not in fields and (aim := _as_target(columns[aims])):
            return [*columns[:aims], aim, *columns[aims + 1 :]]
        if metrics:
            columns = _promote(
                columns, (Field.DESCRIPTION,), Field.KEY_RESULT, range(metrics[0], metrics[0] + 1)
            )
    if Field.KEY_RESULT in fields and Field.OBJECTIVE not in fields:
        edge = next(column.number for column in columns if column.field is Field.KEY_RESULT)
        columns = _promote(columns, (None,), Field.OBJECTIVE, range(edge - 1, edge))
    if Field.TARGET in fields and Field.BASELINE not in fields:
        columns = _with_first_current(columns)
    return columns


def _with_first_current(columns: list[Column]) -> list[Column]:
    """The columns, of two current values beside a target the first taken for what it began with."""
    places = [
        n
        for n, column in enumerate(columns)
        if column.meanings[:1]
        and column.meanings[0].field is Field.CURRENT
        and column.field in (None, Field.CURRENT)
        and column.group is None
        and not column.is_told
        and 2 * (column.contents.numbers + column.contents.figures) >= column.contents.filled > 0
    ]
    if len(places) != 2 or sum(columns[n].field is Field.CURRENT for n in places) != 1:
        return columns
    first, second = (columns[n].meanings[0] for n in places)
    begun = first._replace(field=Field.BASELINE, because="the first of two current values")
    found = dict(zip(places, (begun, second), strict=True))
    return [_taken(c, found[n], found[n].confidence) if n in found else c for n, c in enumerate(columns)]


def _as_target(column: Column) -> Column | None:
    """A column of objectives as one of targets, where its heading may mean that and its cells are brief."""
    meaning = next((m for m in column.meanings if m.field is Field.TARGET), None)
    wordy = column.contents.length > _SOME_WORDS * column.contents.texts
    return _taken(column, meaning, meaning.confidence) if meaning and not wordy else None


def _words_of_ids(columns: list[Column], ids: int) -> list[Column]:
    """The columns, the words that belong to the ids of key results taken for these.

    They are called by a general word, or stand right beside the ids; a target may be said in words.
    """
    for fields, beside in (
        ((Field.TITLE, Field.DESCRIPTION), range(ids + 1, columns[-1].number + 1)),
        ((None,), range(ids + 1, ids + 2)),
        ((Field.TARGET,), range(ids + 1, ids + 2)),
    ):
        for n, column in enumerate(columns):
            wordy = column.contents.length > _WORDY * column.contents.filled or Field.DESCRIPTION in fields
            named = column.field in fields and column.number in beside and _may_become_title(column)
            if named and column.contents.is_text and wordy:
                return [*columns[:n], _taken(column, _BESIDE_IDS, 0.8), *columns[n + 1 :]]
    return columns


def with_described_title(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns, a description beside ids or types taken for titles: only the rows can tell whose."""
    beside = next((column.number for column in columns if column.field is Field.DESCRIPTION), 0)
    ids = [column for column in columns if column.field in (Field.ID, Field.TYPE)]
    unnamed = next((c for c in columns[:1] if c.contents.is_id and not (c.heading or c.field)), None)
    if not ids and unnamed is not None and beside:
        columns = (_taken(unnamed, Meaning(Field.ID, None, 0.7, "ids without a heading"), 0.7), *columns[1:])
    elif not ids or not beside:
        return columns
    return tuple(_promote([*columns], (Field.DESCRIPTION,), Field.TITLE, range(beside, beside + 1)))


def with_unnamed_title(columns: tuple[Column, ...], vocabulary: Vocabulary) -> tuple[Column, ...]:
    """The columns, the first of words taken for titles if its heading is none that is known.

    People put the name of a team or project there, or nothing; only the rows can tell.
    """
    for n, column in enumerate(columns):
        if column.field or not column.contents.is_text or column.is_told:
            continue
        wordy = column.contents.length > _SOME_WORDS * column.contents.filled
        if not wordy or normalise(column.heading) in vocabulary.headings:
            break
        return (*columns[:n], _taken(column, _UNNAMED, 0.7), *columns[n + 1 :])
    return columns


def _may_become_title(column: Column) -> bool:
    """Whether a person says nothing of a column, or only that it holds titles."""
    return column.field is Field.TITLE or not column.is_told


def _promote(
    columns: list[Column], fields: tuple[Field | None, ...], to: Field, beside: range
) -> list[Column]:
    """The columns, the first of words in those places taken for the field that is missing."""
    for n, column in enumerate(columns):
        if column.field not in fields or column.number not in beside or not column.contents.is_text:
            continue
        if not _may_become_title(column) or (column.field is None and column.heading):
            continue
        meaning = Meaning(to, None, 0.7, "by its place beside the other, and by its words")
        return [*columns[:n], _taken(column, meaning, 0.7), *columns[n + 1 :]]
    return columns
