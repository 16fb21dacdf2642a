"""An objective as it stands at one place, with all by which it is told whether it counts there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from okrsheets.formulas import Reference, references_in
from okrsheets.grid import Cell, CellRef, Workbook
from okrsheets.model import Cycle, Field, Objective, Okr
from okrsheets.patterns import pattern
from okrsheets.reading.across.alike import Words, words_of
from okrsheets.reading.across.copy_names import TabName, tab_name
from okrsheets.reading.across.families import Family
from okrsheets.reading.across.joined import Home, Joined, Member
from okrsheets.reading.extraction.places import team_in_name
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.tables.told import said_of
from okrsheets.tuples import NamedTuple

__all__ = ["Sighting", "Tab", "Tabs", "seen", "tabs_of"]

Tab: TypeAlias = tuple[str, str]
"""A workbook's source and the name of one of its tabs."""

Tabs: TypeAlias = Mapping[Tab, Mapping[tuple[int, int], Cell]]
"""The cells of every tab."""

_VALUES = (
    Field.BASELINE,
    Field.CURRENT,
    Field.TARGET,
    Field.PROGRESS,
    Field.SCORE,
    Field.STATUS,
    Field.CONFIDENCE,
)
_NUMBERS = pattern(r"\d+")


class Sighting(NamedTuple):
    """One objective where it stands.

    `team` is the team whose it is as far as its tab or a column says, `own` whether the tab is that
    team's own. `told` is what a person says: that it is a copy, or that it is none. `typed` counts the
    values that a person typed, `pulled` are the references of those that formulas fetch from other tabs.
    """

    home: Home
    members: tuple[Member, ...]
    objective: Objective
    words: tuple[Words, ...]
    team: str | None
    own: bool
    told: bool | None
    typed: int
    pulled: tuple[tuple[Tab, Reference], ...]
    name: TabName

    @property
    def tab(self) -> Tab:
        return self.objective.at.workbook, self.objective.at.sheet

    @property
    def cycle(self) -> Cycle | None:
        return self.objective.cycle

    @property
    def owners(self) -> frozenset[str]:
        """Everyone that owns it or one of its key results, in comparable words."""
        okrs: tuple[Okr, ...] = (self.objective, *self.objective.key_results)
        return frozenset(normalise(owner) for okr in okrs for owner in okr.owners)

    @property
    def said(self) -> tuple[object, ...]:
        """The values of its key results, to see how many two places have in common."""
        return tuple(
            (words.title, each.baseline, each.current, each.target, each.stated_progress)
            for words, each in zip(self.words, self.objective.key_results, strict=True)
        )

    @property
    def reached(self) -> frozenset[tuple[object, ...]]:
        """The figures of its key results that are no longer those they began with."""
        moved = (
            (words.title, each.current, each.stated_progress)
            for words, each in zip(self.words, self.objective.key_results, strict=True)
            if each.stated_progress or (each.current and each.current != each.baseline)
        )
        return frozenset(moved)

    @property
    def fullness(self) -> tuple[int, int, int]:
        """How much it says: key results, values, and the day of its latest update. Greater is more."""
        okrs: tuple[Okr, ...] = (self.objective, *self.objective.key_results)
        latest = max((okr.updated for okr in okrs if okr.updated), default=date.min)
        return len(self.words), self.typed + len(self.pulled), latest.toordinal()

    def is_shown_by(self, other: Sighting) -> bool:
        """Whether formulas of another place fetch values from the rows it stands on."""
        rows = {self.objective.at.row, *(each.at.row for each in self.objective.key_results)}
        return any(
            tab == self.tab and any(reference.range.top <= row <= reference.range.bottom for row in rows)
            for tab, reference in other.pulled
        )

    @property
    def name_order(self) -> tuple[object, ...]:
        """Where all else is equal: "Plan" before "Plan old", "Week 2" before "Week 1"."""
        at = self.objective.at
        shape = _NUMBERS.sub("", at.sheet)
        numbers = tuple(-int(number) for number in _NUMBERS.findall(at.sheet))
        return len(shape.strip()), shape, numbers, at.workbook, at.sheet, at.row, at.column


def tabs_of(workbooks: Sequence[Workbook]) -> Tabs:
    """The cells of every tab of the workbooks."""
    return {(book.source, sheet.name): sheet.cells for book in workbooks for sheet in book.sheets}


def seen(
    joined: Joined, home: Home, members: tuple[Member, ...], *, tabs: Tabs, settings: ReadingSettings
) -> Sighting:
    """The objective at a place as it is compared with those at other places."""
    family = Family.of(joined, home, members)
    table = family.table
    keys = ["" for _ in members]
    objective = family.objective(joined.tables, "", keys, faces=(), check_ins={})
    around = table.around
    default = settings.default_teams.get(table.source)
    named = around.team_told or around.team != default or team_in_name(table.table.sheet, table.vocabulary)
    own = bool(around.team and named and family.scope.team == around.team)
    by_column = family.scope.team if family.scope.team != around.team else None
    typed = 0
    pulled: list[tuple[Tab, Reference]] = []
    for ref in _value_cells(objective):
        cell = tabs.get((ref.workbook, ref.sheet), {}).get((ref.row, ref.column))
        if cell is None or (cell.value is None and cell.formula is None):
            continue
        fetched = [*_fetched(cell, ref)] if cell.formula is not None else []
        pulled += fetched
        typed += not fetched
    return Sighting(
        home,
        members,
        objective,
        tuple(words_of(key_result, table.vocabulary) for key_result in family.key_results),
        normalise(family.scope.team) if family.scope.team and (own or by_column) else None,
        own,
        _told(table.source, table.table.sheet, settings),
        typed,
        tuple(pulled),
        tab_name(table.table.sheet, table.vocabulary),
    )


def _value_cells(objective: Objective) -> Iterator[CellRef]:
    okrs: tuple[Okr, ...] = (objective, *objective.key_results)
    for okr in okrs:
        yield from filter(None, map(okr.cells.get, _VALUES))
    yield from (check_in.at for each in objective.key_results for check_in in each.check_ins)


def _fetched(cell: Cell, ref: CellRef) -> Iterator[tuple[Tab, Reference]]:
    """What the formula in a cell fetches from other tabs."""
    for reference in references_in(cell.formula or ""):
        if reference.sheet is not None and (reference.book or reference.sheet != ref.sheet):
            yield (reference.book or ref.workbook, reference.sheet), reference


def _told(source: str, tab: str, settings: ReadingSettings) -> bool | None:
    """Whether a person says that what stands on a tab is a copy, or that it is none."""
    override = settings.overrides.get(source)
    said = said_of(override, tab)
    if said is not None and said.copy is not None:
        return said.copy
    return override.copy if override is not None else None
