"""Lists of objectives that only say so by what they share: other tabs name them by their titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from okrsheets.model import Field, Level
from okrsheets.reading.across.sides import Side, Spot, may_hold_objectives
from okrsheets.reading.language.ids import without_label
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.layouts.about import subject_of
from okrsheets.reading.tables.columns import Column, Related
from okrsheets.tuples import NamedTuple

__all__ = ["named_by_titles"]

_TITLES = (Field.OBJECTIVE, Field.TITLE)
_ALIGNED = {Field.PARENT, Field.CONTRIBUTES_TO, Field.SUPPORTS, Field.DEPENDS_ON}
"""Fields that say something of an objective even where few have them."""


def named_by_titles(sides: Sequence[Side], vocabulary: Vocabulary) -> Mapping[Spot, Related]:
    """The lists that were read as nothing and are of objectives, each with the reason.

    Most of their titles stand above key results on other tabs, and beside them something does that
    these do not say. The choices of a form have nothing of their own but numbers.
    """
    lists = [
        (side, title)
        for side in sides
        if side.table is None and may_hold_objectives(side, vocabulary)
        for title in [_title_of(side, vocabulary)]
        if title is not None
    ]
    naming = _Naming.of(sides, vocabulary) if lists else None
    found = {}
    for side, title in lists if naming else ():
        assert naming is not None
        names = set(side.names_in(title.number))
        said = naming.of_list(side, names)
        if said and any(_is_its_own(side, column, names, said) for column in side.columns):
            found[side.spot] = Related(Level.OBJECTIVE, _because(said))
    return found


def _title_of(side: Side, vocabulary: Vocabulary) -> Column | None:
    """The column of titles of what may be a list of objectives."""
    titles = [column for column in side.columns if column.field in _TITLES]
    if len(titles) != 1 or Field.KEY_RESULT in side.fields:
        return None
    if subject_of(side.survey.lines, side.columns, side.area.rows, vocabulary) is not None:
        return None
    return titles[0]


class _Naming(NamedTuple):
    """The tables that say an objective beside each key result: by its title, workbook and tab, one each."""

    by_title: Mapping[str, Mapping[str, Mapping[str, Side]]]
    books: Set[str]

    @classmethod
    def of(cls, sides: Sequence[Side], vocabulary: Vocabulary) -> _Naming:
        """Those among these tables."""
        by_title: dict[str, dict[str, dict[str, Side]]] = {}
        books = set()
        for side in sides:
            if not {Field.OBJECTIVE, Field.KEY_RESULT} <= side.fields or side.table is None:
                continue
            books.add(side.book)
            for objective in side.table.layout.objectives:
                if objective.title is None or not objective.key_results:
                    continue
                for name in {objective.title, without_label(objective.title, vocabulary)}:
                    tabs = by_title.setdefault(normalise(name), {}).setdefault(side.book, {})
                    tabs.setdefault(side.sheet, side)
        return cls(by_title, books)

    def of_list(self, side: Side, names: Set[str]) -> list[Side]:
        """The tables that name most of the titles of a list: in its own workbook, else in the others."""
        near = side.book in self.books
        found = [one for name in names if (one := self._saying(name, side, near=near)) is not None]
        return found if names and len(found) * 10 >= len(names) * 6 else []

    def _saying(self, name: str, side: Side, *, near: bool) -> Side | None:
        books = self.by_title.get(name, {})
        if near:
            tabs = books.get(side.book, {})
            return next((one for tab, one in tabs.items() if tab != side.sheet), None)
        return next((one for tabs in books.values() for one in tabs.values()), None)


def _is_its_own(side: Side, column: Column, names: Set[str], said: Sequence[Side]) -> bool:
    """Whether a column tells something of the objectives that the tables which name them do not."""
    if column.field in (None, *_TITLES) or any(column.field in fields for fields in map(_told, said)):
        return False
    if column.field is Field.ID:
        counted = column.contents.wordless or column.contents.numbers
        return any(ids.number == column.number for ids, _ in side.ids()) and (
            side.about == "objective" or not counted
        )
    least = 1 if column.field in _ALIGNED else len(names) / 2
    return column.contents.filled >= least


def _told(side: Side) -> Iterator[Field | None]:
    """What a table that names objectives tells of them."""
    columns = side.table.layout.columns if side.table is not None else ()
    return (column.field for column in columns if column.level is Level.OBJECTIVE)


def _because(said: Sequence[Side]) -> str:
    tabs = dict.fromkeys(side.sheet for side in said)
    return f"its titles stand beside key results in {' and '.join(tabs)}"
