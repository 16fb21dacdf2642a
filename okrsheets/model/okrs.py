"""Objectives and key results, each with its place in a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeAlias

from okrsheets.grid import CellRef
from okrsheets.model.words import AlignmentKind, Ambition, Cycle, Direction, Field, Measure, Status

__all__ = ["AlignmentText", "KeyResult", "Objective", "Okr", "OkrSet"]


class AlignmentText(NamedTuple):
    """What one cell says about where its OKR belongs, as written.

    `kind` is what the heading says of the kind (parent and "aligned to": None, either).
    """

    text: str
    cell: CellRef
    kind: AlignmentKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _OkrFields:
    """What an objective and a key result have in common.

    `key` names it across tabs, files and time. `at` is the cell of its title. `cells` holds the
    place of every field that its table has a column for, filled or not. `team` is as written.
    `stated_status` is the sheet's own word, `stated_meaning` what the vocabulary makes of it.
    """

    key: str
    id: str | None
    title: str | None
    at: CellRef
    cells: Mapping[Field, CellRef] = field(default_factory=dict)
    team: str | None = None
    owners: tuple[str, ...] = ()
    cycle: Cycle | None = None
    due: date | None = None
    updated: date | None = None
    weight: float | None = None
    stated_progress: float | None = None
    stated_status: str | None = None
    stated_meaning: Status | None = None
    confidence: float | None = None
    ambition: Ambition | None = None
    priority: str | None = None
    note: str | None = None
    alignment_texts: tuple[AlignmentText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult(_OkrFields):
    """A measure of an objective. Percentages are shares: 60 % is 0.6.

    `read_from_words` names the fields that were taken from the title because the row has no value
    for them. `has_number` says that its words or columns hold a figure at all.
    """

    title: str
    objective: str
    baseline: float | None = None
    current: float | None = None
    target: float | None = None
    unit: str | None = None
    measure: Measure = Measure.COUNT
    direction: Direction | None = None
    read_from_words: tuple[Field, ...] = ()
    has_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(_OkrFields):
    """A goal with the key results of its own table rows.

    `title` is None for key results that stand without an objective.
    """

    key_results: tuple[KeyResult, ...] = ()


Okr: TypeAlias = Objective | KeyResult


@dataclass(frozen=True, slots=True)
class OkrSet:
    """Every OKR of one run, in the order of workbook, tab and row; `by_key` finds each."""

    objectives: tuple[Objective, ...]
    by_key: Mapping[str, Okr]

    @classmethod
    def of(cls, objectives: tuple[Objective, ...]) -> OkrSet:
        """The set of these objectives and their key results; keys must be unique."""
        by_key: dict[str, Okr] = {}
        for objective in objectives:
            by_key[objective.key] = objective
            for key_result in objective.key_results:
                by_key[key_result.key] = key_result
        return cls(objectives, by_key)

    @property
    def key_results(self) -> Iterator[KeyResult]:
        """All key results, in the order of their objectives."""
        for objective in self.objectives:
            yield from objective.key_results
