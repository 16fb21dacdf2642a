"""Objectives and key results, each with its place in a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from okrsheets.grid import CellRef
from okrsheets.model.words import (
    AlignmentKind,
    Ambition,
    Cycle,
    CyclePhase,
    Direction,
    Field,
    Measure,
    Status,
)
from okrsheets.tuples import NamedTuple

__all__ = [
    "AlignmentText",
    "CheckIn",
    "Checkpoint",
    "Copy",
    "KeyResult",
    "Objective",
    "Okr",
    "OkrSet",
    "Planned",
    "given_up",
    "id_apart",
    "of_now",
]

_GIVEN_UP = (Status.POSTPONED, Status.CANCELLED)
_NOWHERE: Mapping[Field, CellRef] = MappingProxyType({})


class AlignmentText(NamedTuple):
    """What one cell says about where its OKR belongs, as written.

    `kind` is what the heading says of the kind (parent and "aligned to": None, either). `formula` and
    `link` are the cell's, which may lead to what it means; `text` is the formula where it has no result.
    `error` says that the cell shows an error in place of a value.
    """

    text: str
    cell: CellRef
    kind: AlignmentKind | None = None
    formula: str | None = None
    link: str | None = None
    error: bool = False

    @property
    def points_at_deleted(self) -> bool:
        """Whether its formula names a cell that was deleted, whatever it shows."""
        return self.formula is not None and "#REF!" in self.formula.upper()


class CheckIn(NamedTuple):
    """A dated update of a key result, with the cell that says it.

    `value` is in the unit of the key result, as the cell says it: where check-ins add up it is what one
    of them adds. `progress` is set instead where the sheet says how far it is, not where it stands.
    """

    day: date
    value: float | None
    at: CellRef
    progress: float | None = None
    confidence: float | None = None
    note: str | None = None


class Checkpoint(NamedTuple):
    """A value of a key result, in its unit, and the progress that its scoring gives for it."""

    value: float
    progress: float


class Planned(NamedTuple):
    """Where a key result is to stand on a day, in its unit, with the cell that says it."""

    day: date
    value: float
    at: CellRef


class KeyResult(NamedTuple):
    """A measure of an objective. Percentages are shares: 60 % is 0.6.

    `key` names it across tabs, files and time. `at` is the cell of its title. `cells` holds the
    place of every field that its table has a column for, filled or not. `team` is as written.
    `stated_status` is the sheet's own word, `stated_meaning` what the vocabulary makes of it.
    `accepted` says whether the side that it depends on agreed, None where nothing is said; `risk_owner`
    who answers for what may come of that; `acknowledged` the day on which its people said that they know
    how its parents stand. `objective` is the key of the objective it stands under.
    `ceiling` says that a state to hold is to stay at its target or below, not above. `read_from_words`
    names the fields that were taken from the title because the row has no value for them. `has_number`
    says that its words or columns hold a figure at all, `relative` that they say how far to go ("by
    20 %") and nothing says from where. `low` is the lower end of a range to stay in, whose upper end is
    the target. `unreadable` names the value fields whose cell holds something that is no figure.
    `check_ins` stand in the order of their days; `remarks` tell how they were read. `plan` are its targets
    under dates, in the order of their days. `checkpoints` are what its scoring says of how far which values
    are, from the least progress to the most.
    """

    key: str
    id: str | None
    title: str
    at: CellRef
    objective: str
    cells: Mapping[Field, CellRef] = _NOWHERE
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
    accepted: bool | None = None
    risk_owner: str | None = None
    acknowledged: date | None = None
    alignment_texts: tuple[AlignmentText, ...] = ()
    baseline: float | None = None
    current: float | None = None
    target: float | None = None
    unit: str | None = None
    measure: Measure = Measure.COUNT
    direction: Direction | None = None
    ceiling: bool = False
    read_from_words: tuple[Field, ...] = ()
    has_number: bool = False
    relative: bool = False
    low: float | None = None
    unreadable: tuple[Field, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    remarks: tuple[str, ...] = ()
    plan: tuple[Planned, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()


class Objective(NamedTuple):
    """A goal with the key results of its own table rows; its other fields mean what a key result's do.

    `title` is None for key results that stand without an objective.
    """

    key: str
    id: str | None
    title: str | None
    at: CellRef
    cells: Mapping[Field, CellRef] = _NOWHERE
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
    accepted: bool | None = None
    risk_owner: str | None = None
    acknowledged: date | None = None
    alignment_texts: tuple[AlignmentText, ...] = ()
    key_results: tuple[KeyResult, ...] = ()

    @property
    def family(self) -> tuple[Okr, ...]:
        """The objective, followed by its key results."""
        return (self, *self.key_results)


Okr: TypeAlias = Objective | KeyResult


def id_apart(okr: Okr) -> str | None:
    """The id to say before a title; None where there is none or the title begins with it already."""
    title = okr.title or ""
    if not okr.id or not title.casefold().startswith(okr.id.casefold()):
        return okr.id
    return okr.id if title[len(okr.id) : len(okr.id) + 1].isalnum() else None


def given_up(okr: Okr) -> bool:
    """Whether the sheet says that it was postponed or cancelled."""
    meaning = okr.stated_meaning  # of most OKRs nothing is said, and every rule asks
    return meaning is not None and meaning in _GIVEN_UP


def of_now(objectives: Iterable[Objective], *, today: date, close_after: int) -> list[Objective]:
    """Those whose cycle is open; where none is, those that have not begun, else the last ones.

    No cycle counts as open.
    """
    by_phase: dict[CyclePhase, list[Objective]] = {}
    for objective in objectives:
        phase = CyclePhase.OPEN
        if objective.cycle is not None:
            phase = objective.cycle.phase(today, close_after=close_after)
        by_phase.setdefault(phase, []).append(objective)
    closed = by_phase.get(CyclePhase.CLOSED, [])
    last = max((each.cycle.end for each in closed if each.cycle), default=None)
    return (
        by_phase.get(CyclePhase.OPEN)
        or by_phase.get(CyclePhase.NOT_BEGUN)
        or [each for each in closed if each.cycle and each.cycle.end == last]
    )


def going_on(objectives: Iterable[Objective], *, today: date, close_after: int) -> tuple[Objective, ...]:
    """The objectives of which mail may speak: of cycles that are open, else of those to come."""
    return tuple(
        each
        for each in of_now(objectives, today=today, close_after=close_after)
        if each.cycle is None or each.cycle.phase(today, close_after=close_after) is not CyclePhase.CLOSED
    )


class Copy(NamedTuple):
    """An objective where it stands again, with its key results as they are said there, and why it does
    not count there.

    The keys of `okr` and of its key results are those of what they repeat; empty where that stands
    nowhere else.
    """

    okr: Objective
    because: str


class OkrSet(NamedTuple):
    """Every OKR of one run, in the order of workbook, tab and row; `by_key` finds each.

    `copies` are the places where some of them stand again: they are known, and do not count.
    """

    objectives: tuple[Objective, ...]
    by_key: Mapping[str, Okr]
    copies: tuple[Copy, ...] = ()

    @classmethod
    def of(cls, objectives: tuple[Objective, ...], copies: tuple[Copy, ...] = ()) -> OkrSet:
        """The set of these objectives and their key results; keys must be unique."""
        by_key: dict[str, Okr] = {}
        for objective in objectives:
            by_key[objective.key] = objective
            for key_result in objective.key_results:
                by_key[key_result.key] = key_result
        return cls(objectives, by_key, copies)

    @property
    def okrs(self) -> Iterator[Okr]:
        """Every objective, each followed by its key results."""
        for objective in self.objectives:
            yield objective
            yield from objective.key_results

    @property
    def key_results(self) -> Iterator[KeyResult]:
        """All key results, in the order of their objectives."""
        for objective in self.objectives:
            yield from objective.key_results
