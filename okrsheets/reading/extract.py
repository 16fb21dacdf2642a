"""Extraction: the values of a table's OKRs, each with its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypedDict

from okrsheets.grid import CellRef, ErrorValue, text_of
from okrsheets.model import (
    AlignmentKind,
    AlignmentText,
    Ambition,
    Cycle,
    Field,
    KeyResult,
    Level,
    Objective,
    Status,
)
from okrsheets.reading.columns import Column
from okrsheets.reading.cycles import find_cycle, usual_cycle
from okrsheets.reading.dates import date_in, date_of, day_comes_first
from okrsheets.reading.found import FoundOkr, FoundTable
from okrsheets.reading.lines import Lines
from okrsheets.reading.measures import measure_key_result
from okrsheets.reading.people import lists_people, split_owners
from okrsheets.reading.places import Surroundings
from okrsheets.reading.scales import numbers_of, shares_of
from okrsheets.reading.values import Number
from okrsheets.reading.vocabulary import Vocabulary, normalise

__all__ = ["TableValues", "values_of"]

_KINDS: Mapping[Field, AlignmentKind | None] = {
    Field.PARENT: None,
    Field.CONTRIBUTES_TO: AlignmentKind.STRAIGHTFORWARD,
    Field.SUPPORTS: AlignmentKind.DIRECTIONAL,
    Field.DEPENDS_ON: AlignmentKind.DEPENDENCY,
}
_NUMBERS = {Field.BASELINE, Field.CURRENT, Field.TARGET, Field.WEIGHT}
_SHARES = {Field.PROGRESS, Field.SCORE, Field.CONFIDENCE}
_DATES = {Field.START, Field.DUE, Field.UPDATED}

_Columns: TypeAlias = Mapping[Field, tuple[Column, ...]]


class _Common(TypedDict):
    """The fields that objectives and key results share, as their constructors name them."""

    key: str
    id: str | None
    at: CellRef
    cells: Mapping[Field, CellRef]
    team: str | None
    owners: tuple[str, ...]
    cycle: Cycle | None
    due: date | None
    updated: date | None
    weight: float | None
    stated_progress: float | None
    stated_status: str | None
    stated_meaning: Status | None
    confidence: float | None
    ambition: Ambition | None
    priority: str | None
    note: str | None
    alignment_texts: tuple[AlignmentText, ...]


@dataclass(frozen=True, slots=True)
class TableValues:
    """One table with all that is decided per column: figures, scales, date order, whose names."""

    source: str
    table: FoundTable
    lines: Lines
    around: Surroundings
    fiscal_year_start: int
    vocabulary: Vocabulary
    by_level: Mapping[Level | None, _Columns]
    numbers: Mapping[int, Mapping[int, Number]]
    shares: Mapping[int, Mapping[int, float]]
    day_first: frozenset[int]
    commas_part: frozenset[int]

    def cycle_of(self, okr: FoundOkr) -> Cycle | None:
        """The cycle by the OKR's own column or dates, else its surroundings'."""
        if (text := self._text(okr, Field.CYCLE)) and (
            cycle := find_cycle(text, fiscal_year_start=self.fiscal_year_start, year=self.around.year)
        ):
            return cycle
        start, due = self._date(okr, Field.START), self._date(okr, Field.DUE)
        if start and due and (cycle := usual_cycle(start, due, fiscal_year_start=self.fiscal_year_start)):
            return cycle
        return self.around.cycle

    def team_of(self, okr: FoundOkr) -> str | None:
        """The team by the OKR's own column, else its surroundings'."""
        return self._text(okr, Field.TEAM) or self.around.team

    def objective(self, okr: FoundOkr, key: str, key_results: tuple[KeyResult, ...]) -> Objective:
        """The objective with its values and key results."""
        cycle, team = self.cycle_of(okr), self.team_of(okr)
        if okr.title is None:
            at = self._ref(okr.row, okr.column)
            return Objective(
                key=key, id=None, title=None, at=at, team=team, cycle=cycle, key_results=key_results
            )
        common = self._common(okr, key, team=team, cycle=cycle, home=None)
        return Objective(title=okr.title, key_results=key_results, **common)

    def key_result(self, okr: FoundOkr, key: str, *, objective: FoundOkr, objective_key: str) -> KeyResult:
        """The key result with its values."""
        title = okr.title or ""
        team = self._text(okr, Field.TEAM) or self.team_of(objective)
        cycle = self.cycle_of(okr) if self._text(okr, Field.CYCLE) else self.cycle_of(objective)
        figures = measure_key_result(
            title,
            baseline=self._number(okr, Field.BASELINE),
            current=self._number(okr, Field.CURRENT),
            target=self._number(okr, Field.TARGET),
            unit=self._text(okr, Field.UNIT),
            direction=self._text(okr, Field.DIRECTION),
            faulty=frozenset(
                f for f in (Field.BASELINE, Field.CURRENT, Field.TARGET) if self._is_error(okr, f)
            ),
            vocabulary=self.vocabulary,
        )
        return KeyResult(
            title=title,
            objective=objective_key,
            **figures._asdict(),
            **self._common(okr, key, team=team, cycle=cycle, home=objective),
        )

    def _common(
        self, okr: FoundOkr, key: str, *, team: str | None, cycle: Cycle | None, home: FoundOkr | None
    ) -> _Common:
        columns = self._columns(okr)
        status = self._text(okr, Field.STATUS)
        meant = self.vocabulary.meaning("statuses", status) if status else None
        ambition = self.vocabulary.meaning("ambitions", self._text(okr, Field.AMBITION) or "")
        weight = self._number(okr, Field.WEIGHT)
        at = self._ref(okr.row, okr.column)
        cells = {name: self._ref(*self._seen(okr, some[0])) for name, some in columns.items()}
        cells[Field.TITLE] = at
        return {
            "key": key,
            "id": okr.id,
            "at": at,
            "cells": cells,
            "team": team,
            "owners": self._owners(okr),
            "cycle": cycle,
            "due": self._date(okr, Field.DUE),
            "updated": self._date(okr, Field.UPDATED),
            "weight": weight.value if weight else None,
            "stated_progress": self._last_share(okr, (Field.PROGRESS, Field.SCORE)),
            "stated_status": status,
            "stated_meaning": Status[meant.upper()] if meant else None,
            "confidence": self._last_share(okr, (Field.CONFIDENCE,)),
            "ambition": Ambition(ambition) if ambition else None,
            "priority": self._text(okr, Field.PRIORITY),
            "note": "\n".join(self._texts(okr, Field.NOTE)) or None,
            "alignment_texts": self._alignment_texts(okr, home),
        }

    def _columns(self, okr: FoundOkr) -> _Columns:
        return self.by_level[None if okr.alone else okr.level]

    def _seen(self, okr: FoundOkr, column: Column) -> tuple[int, int]:
        """The place of an OKR's value in a column: the first of its rows that says something there."""
        if len(okr.rows) > 1:
            for row in okr.rows:
                if self.lines.cell(row, column.number).value is not None:
                    return self.lines.place(row, column.number)
        return self.lines.place(okr.row, column.number)

    def _texts(self, okr: FoundOkr, name: Field) -> list[str]:
        texts = []
        for column in self._columns(okr).get(name, ()):
            value = self.lines.cell(*self._seen(okr, column)).value
            if value is not None and not isinstance(value, ErrorValue) and (text := text_of(value).strip()):
                texts.append(text)
        return texts

    def _text(self, okr: FoundOkr, name: Field) -> str | None:
        texts = self._texts(okr, name) if name in self._columns(okr) else ()
        return texts[0] if texts else None

    def _number(self, okr: FoundOkr, name: Field) -> Number | None:
        for column in self._columns(okr).get(name, ()):
            if number := self.numbers[column.number].get(self._row(okr, column)):
                return number
        return None

    def _last_share(self, okr: FoundOkr, names: Sequence[Field]) -> float | None:
        """The rightmost filled share of the first field that has one: the latest of several."""
        for name in names:
            for column in reversed(self._columns(okr).get(name, ())):
                share = self.shares[column.number].get(self._row(okr, column))
                if share is not None:
                    return share
        return None

    def _row(self, okr: FoundOkr, column: Column) -> int:
        return self._seen(okr, column)[0]

    def _is_error(self, okr: FoundOkr, name: Field) -> bool:
        return any(
            isinstance(self.lines.cell(*self._seen(okr, column)).value, ErrorValue)
            for column in self._columns(okr).get(name, ())
        )

    def _date(self, okr: FoundOkr, name: Field) -> date | None:
        for column in self._columns(okr).get(name, ()):
            value = self.lines.cell(*self._seen(okr, column)).value
            if (day := date_of(value)) is not None:
                return day
            if isinstance(value, str):
                return self._day_in(value, day_first=column.number in self.day_first)
        return None

    def _day_in(self, text: str, *, day_first: bool) -> date | None:
        if day := date_in(text, self.vocabulary, day_first=day_first):
            return day
        cycle = find_cycle(text, fiscal_year_start=self.fiscal_year_start, year=self.around.year)
        return cycle.end if cycle else None

    def _owners(self, okr: FoundOkr) -> tuple[str, ...]:
        owners: list[str] = []
        for column in self._columns(okr).get(Field.OWNER, ()):
            text = text_of(self.lines.cell(*self._seen(okr, column)).value).strip()
            if text and self.vocabulary.meaning("rows", text) != "nothing" and text.strip("-–—"):
                owners.extend(split_owners(text, commas_part=column.number in self.commas_part))
        return tuple(dict.fromkeys(owners))

    def _alignment_texts(self, okr: FoundOkr, home: FoundOkr | None) -> tuple[AlignmentText, ...]:
        own = {normalise(name) for name in (home.id, home.title) if name} if home else set()
        texts = []
        for name, kind in _KINDS.items():
            for column in self._columns(okr).get(name, ()):
                if column.number == okr.placed_by:
                    continue
                place = self._seen(okr, column)
                text = text_of(self.lines.cell(*place).value).strip()
                if text and not (name is Field.PARENT and normalise(text) in own):
                    texts.append(AlignmentText(text, self._ref(*place), kind))
        return tuple(texts)

    def _ref(self, row: int, column: int) -> CellRef:
        return CellRef(self.source, self.table.sheet, row, column)


def values_of(
    table: FoundTable,
    lines: Lines,
    *,
    source: str,
    around: Surroundings,
    fiscal_year_start: int,
    vocabulary: Vocabulary,
) -> TableValues:
    """A table ready to give its values: whatever is decided per column is decided here, once."""
    columns = [column for column in table.layout.columns if column.field is not None]
    rows = sorted({row.row for row in table.layout.rows})
    texts = {
        column.number: [
            value for row in rows if isinstance(value := lines.cell(row, column.number).value, str)
        ]
        for column in columns
        if column.field in _DATES or column.field is Field.OWNER
    }
    return TableValues(
        source,
        table,
        lines,
        around,
        fiscal_year_start,
        vocabulary,
        {level: _by_field(columns, level) for level in (None, *Level)},
        {c.number: numbers_of(lines, c, rows, vocabulary) for c in columns if c.field in _NUMBERS},
        {c.number: shares_of(lines, c, rows, vocabulary) for c in columns if c.field in _SHARES},
        frozenset(c.number for c in columns if c.field in _DATES and day_comes_first(texts[c.number])),
        frozenset(c.number for c in columns if c.field is Field.OWNER and lists_people(texts[c.number])),
    )


def _by_field(columns: Sequence[Column], level: Level | None) -> _Columns:
    """The columns by field: all of them, or those that speak for one level."""
    found: dict[Field, tuple[Column, ...]] = {}
    for column in columns:
        mine = level is None or column.level is level or (level is Level.KEY_RESULT and column.inherited)
        if mine and column.field is not None:
            found[column.field] = (*found.get(column.field, ()), column)
    return found
