"""Tables that only make sense together: objectives in one, key results that name them by id in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TypeAlias

from okrsheets.model import Field, Level
from okrsheets.reading.across.by_title import named_by_titles
from okrsheets.reading.across.sides import Side, Spot, is_headed, is_level, may_hold_objectives, sides_of
from okrsheets.reading.language.segments import level_splits
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.layouts.detect import detect_related
from okrsheets.reading.tables.columns import Column, Related
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tabs import Survey
from okrsheets.tuples import NamedTuple

__all__ = ["relate"]

_FIGURES = {Field.BASELINE, Field.CURRENT, Field.TARGET}


_Offer: TypeAlias = tuple[Side, Column, frozenset[str]]
"""A column of ids of a table that may hold objectives, with what it says."""


class _Join(NamedTuple):
    """A column of key results that names objectives, with the tables these stand in and their ids there."""

    side: Side
    column: Column
    homes: tuple[tuple[Side, Column], ...]

    @property
    def because(self) -> str:
        """Why its table holds key results."""
        tables = " and ".join(f'"{column.heading}" in {side.sheet}' for side, column in self.homes)
        return f'"{self.column.heading}" names objectives by {tables}'

    def names(self, ids: Column) -> str:
        """Why the table of these ids holds objectives."""
        return f'"{self.column.heading}" in {self.side.sheet} names its rows by "{ids.heading}"'


def relate(surveys: Sequence[Survey], vocabulary: Vocabulary) -> list[Survey]:
    """The surveys, with the tables read anew that only their relation to each other tells the titles of.

    A column of ids that are not the table's own makes it one of key results; the table that these ids
    tell the rows of apart holds the objectives, and so does one of which others name the titles.
    """
    sides = list(sides_of(surveys, vocabulary))
    related = {**named_by_titles(sides, vocabulary), **_named_by_ids(sides, vocabulary)}
    if not related:
        return [*surveys]
    return [_read_anew(survey, n, related, vocabulary) for n, survey in enumerate(surveys)]


def _named_by_ids(sides: Sequence[Side], vocabulary: Vocabulary) -> Mapping[Spot, Related]:
    """The tables that ids join, each with whose titles it holds."""
    referring = [(side, column) for side in sides for column in _references(side, vocabulary)]
    if not referring:
        return {}
    away = {side.spot for side, _ in referring}
    homes = _Homes.of(
        side for side in sides if side.spot not in away and may_hold_objectives(side, vocabulary)
    )
    related: dict[Spot, Related] = {}
    for side, column in referring:
        join = _join(side, column, homes)
        if join is None:
            continue
        related.setdefault(side.spot, Related(Level.KEY_RESULT, join.because, {column.number: join.because}))
        for home, ids in join.homes:
            if not _is_read(home, ids):
                related.setdefault(home.spot, Related(Level.OBJECTIVE, join.names(ids)))
    return related


def _references(side: Side, vocabulary: Vocabulary) -> Iterator[Column]:
    """The columns of a table of key results that may name objectives of another table."""
    if not side.may_be("key results only") or not _may_hold_key_results(side):
        return
    for column in side.columns:
        named = column.field is Field.ID and column.level is Level.OBJECTIVE
        counted = column.field is None and _counts_objectives(column)
        if named or counted or _is_called_objectives_id(column, vocabulary):
            yield column


def _is_called_objectives_id(column: Column, vocabulary: Vocabulary) -> bool:
    """Whether a heading that any id may have says "objective" in it, as "Goal ID" and "目标编号" do."""
    if column.field not in (None, Field.ID) or not any(m[:2] == (Field.ID, None) for m in column.meanings):
        return False
    splits = level_splits(normalise(column.heading), vocabulary)
    return any(
        split.level is Level.OBJECTIVE and Field.ID in vocabulary.headings.get(split.rest, ())
        for split in splits
    )


def _counts_objectives(column: Column) -> bool:
    """Whether plain numbers stand under a heading that says "objective"."""
    meant = column.meanings[0].field if column.meanings else None
    return meant is Field.OBJECTIVE and column.contents.share(column.contents.numbers) > 0.5


def _may_hold_key_results(side: Side) -> bool:
    """Whether something beside the reference says that the rows are key results, and none of their own
    objectives stand with them."""
    if side.about == "other" or any(
        column.field is Field.OBJECTIVE and is_headed(column, Field.OBJECTIVE) for column in side.columns
    ):
        return False
    table = side.table
    if table is not None and Field.OBJECTIVE not in side.fields and not _is_guessed(table):
        objectives = table.layout.objectives
        if any(objective.title is not None for objective in objectives):
            return False
    for column in side.columns:
        if column.field is Field.ID and column.level is Level.KEY_RESULT:
            names = side.names_in(column.number)
            if len(set(names)) * 10 < len(names) * 9:
                return False  # a log of key results, not their list
    said = any(is_headed(column, Field.KEY_RESULT) or _is_key_results_id(column) for column in side.columns)
    return said or side.about == "key_result" or not _FIGURES.isdisjoint(side.fields)


def _is_key_results_id(column: Column) -> bool:
    return column.field is Field.ID and is_level(column, Level.KEY_RESULT)


class _Homes(NamedTuple):
    """The columns of ids of all tables that may hold objectives, in order; by id, which of them say it."""

    offers: Sequence[_Offer]
    by_name: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, sides: Iterable[Side]) -> _Homes:
        """What these tables offer."""
        offers = [(side, column, names) for side in sides for column, names in side.ids()]
        by_name: dict[str, list[int]] = {}
        for n, (_, _, names) in enumerate(offers):
            for name in names:
                by_name.setdefault(name, []).append(n)
        return cls(offers, by_name)

    def saying(self, names: Set[str]) -> list[_Offer]:
        """The columns that say one of these names or more."""
        found = {n for name in names for n in self.by_name.get(name, ())}
        return [self.offers[n] for n in sorted(found)]


def _join(side: Side, column: Column, homes: _Homes) -> _Join | None:
    """Where the objectives stand that a column names: in its own workbook, else in the others."""
    cells = side.names_in(column.number)
    said = set(cells)
    saying = homes.saying(said)
    for near in (True, False):
        offers = [offer for offer in saying if (offer[0].book == side.book) is near]
        named = [offer for offer in offers if _is_named_so(offer[0])]
        if not named and offers:
            named = [max(offers, key=lambda offer: len(said & offer[2]))]
        found = {name for _, _, names in named for name in said & names}
        if found and sum(cell in found for cell in cells) * 10 >= len(cells) * 6:
            return _Join(side, column, tuple((home, ids) for home, ids, _ in named))
    return None


def _is_named_so(side: Side) -> bool:
    return side.about == "objective" or any(
        column.field is Field.OBJECTIVE and is_headed(column, Field.OBJECTIVE) for column in side.columns
    )


def _is_read(side: Side, ids: Column) -> bool:
    """Whether the table was already read as one of objectives with these ids."""
    table = side.table
    if table is None or _is_guessed(table):
        return False
    found = {normalise(o.id) for o in table.layout.objectives if o.id and o.title is not None}
    names = set(side.names_in(ids.number))
    return len(found & names) * 10 >= len(names) * 6


def _is_guessed(table: FoundTable) -> bool:
    """Whether a list was only taken for objectives because it, its tab or file is called goals."""
    return table.layout.name == "objectives only" and not any(
        column.field is Field.OBJECTIVE for column in table.layout.columns
    )


def _read_anew(survey: Survey, n: int, related: Mapping[Spot, Related], vocabulary: Vocabulary) -> Survey:
    detected = list(survey.detected)
    for k, area in enumerate(survey.areas):
        if (n, k) in related:
            anew = detect_related(
                survey.lines, area, related[n, k], sheet=survey.sheet, vocabulary=vocabulary
            )
            if anew.table is not None:
                detected[k] = anew
    return survey._replace(detected=tuple(detected))
