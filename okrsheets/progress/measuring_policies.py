"""The measuring policies by name: how far values bring a key result, here and in other systems.

A policy is a function over what a row says by our own way of measuring, which gives what its system says.
What no policy changes: stated shares and words stand, and what is unknown for want of a value stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from okrsheets.model import Direction, KeyResult, whole_percent
from okrsheets.progress.measure import Measured, bound_of, holds_at
from okrsheets.tuples import NamedTuple

__all__ = ["DEFAULT", "MEASURING_POLICIES", "MeasuringPolicy", "Remeasure", "Told"]


class Told(NamedTuple):
    """What check-ins told of a key result until today, and how many its time asks for in all."""

    values: Sequence[float]
    planned: int


Remeasure: TypeAlias = Callable[[KeyResult, Measured, Told], Measured]
"""Takes a key result, what its row says, and what its check-ins told; gives what its row says instead."""


class MeasuringPolicy(NamedTuple):
    """A named way to measure; `summary` says it in a sentence.

    `by_check_ins`: a state to hold counts how often it held, and so moves as everything else does.
    """

    name: str
    remeasure: Remeasure
    summary: str
    by_check_ins: bool = False


def _policy(name: str, *, by_check_ins: bool = False) -> Callable[[Remeasure], MeasuringPolicy]:
    """Makes a policy of a function; its summary is the first sentence of the docstring."""

    def made(remeasure: Remeasure) -> MeasuringPolicy:
        summary = " ".join((remeasure.__doc__ or "").partition("\n\n")[0].split()).rstrip(".")
        return MeasuringPolicy(name, remeasure, summary, by_check_ins)

    return made


@_policy("default")
def default(key_result: KeyResult, row: Measured, told: Told) -> Measured:
    """Key results are as far as their values are on the way from baseline to target, whatever that is."""
    return row


@_policy("viva")
def viva(key_result: KeyResult, row: Measured, told: Told) -> Measured:
    """A state to hold does not hold at its bound itself.

    Viva Goals, "Define KR types": 100 % and on track above (below) the threshold, 0 % and at risk where the
    value is equal to it or less (more).
    """
    return _strictly(key_result, row)


@_policy("quantive")
def quantive(key_result: KeyResult, row: Measured, told: Told) -> Measured:
    """A state to hold does not hold at its bound itself.

    Quantive, help 3849793, "How KR progress is calculated": the target is not inclusive, the comparison is
    < or >. Of 25 % to stay below, 27 % are 0 % and 24 % are 100 %.
    """
    return _strictly(key_result, row)


@_policy("profit")
def profit(key_result: KeyResult, row: Measured, told: Told) -> Measured:
    """A state to hold counts by its distance from its bound: what lies short of it counts in part, and what
    lies beyond it more than all.

    Profit.co, "Distance from target, as of the check-in date", of a control KPI: at least 5, 4 are 80 % and
    6 are 120 %; at most 1, 0.8 is 120 % and 1.5 is 50 %. A range has no distance there, nor has it here.
    """
    bound = bound_of(key_result)
    if not _is_held(key_result, row) or key_result.low is not None:
        return row
    if key_result.current is None or bound is None or bound <= 0:
        return row
    share = key_result.current / bound
    return row._replace(progress=round(2 - share if key_result.ceiling else share, 12))


@_policy("profit-check-ins", by_check_ins=True)
def profit_check_ins(key_result: KeyResult, row: Measured, told: Told) -> Measured:
    """A state to hold counts the check-ins at which it held, of all that its time asks for; one that is
    missing did not hold.

    Profit.co, "Successful check-ins divided by total number of check-ins", of a control KPI: in a quarter
    with 13 weekly check-ins each one that met its target is 7.69 %.
    """
    if not _is_held(key_result, row) or not told.values:
        return row
    held = sum(holds_at(key_result, value) for value in told.values)
    return row._replace(progress=round(held / max(told.planned, len(told.values)), 12))


@_policy("oboard-minimum")
def oboard_minimum(key_result: KeyResult, row: Measured, told: Told) -> Measured:
    """A state to hold counts by its worst check-in.

    Oboard, "Grading your OKRs", "Threshold grading", "Minimum of all periods": the lowest value of those to
    stay above, the highest of those to stay below.
    """
    if not _is_held(key_result, row) or not told.values:
        return row
    return row._replace(progress=float(all(holds_at(key_result, value) for value in told.values)))


@_policy("puzzle")
def puzzle(key_result: KeyResult, row: Measured, told: Told) -> Measured:
    """Key results that moved the wrong way stand at 0.

    puzzle/okr, `calculateCurrentPercentage` in frontend/src/app/shared/common.ts; beyond the stretch goal,
    which is the target here, there is more than 100 %.
    """
    return _within(row, least=0.0)


@_policy("okr-tracker")
def okr_tracker(key_result: KeyResult, row: Measured, told: Told) -> Measured:
    """Key results are held within 0 and 100 %.

    oslokommune/okr-tracker, `functions/progress/handleKeyResultProgress.js`: a clamped linear scale.
    """
    return _within(row, least=0.0, most=1.0)


@_policy("operately")
def operately(key_result: KeyResult, row: Measured, told: Told) -> Measured:
    """Key results are held within 0 and 100 %, and stand at 0 where the target is the baseline.

    operately/operately, the progress of targets.
    """
    if _goes_nowhere(key_result, row):
        return Measured(0.0, "values")
    return _within(row, least=0.0, most=1.0)


@_policy("shamanr")
def shamanr(key_result: KeyResult, row: Measured, told: Told) -> Measured:
    """Key results are held within 0 and 100 %, in whole per cent; where the target is the baseline, to be
    there is all.

    ShamanR/okrs, `NumericalProgress` in internal/core/progress/progress.go.
    """
    if _goes_nowhere(key_result, row):
        there = (key_result.current or 0.0) >= (key_result.target or 0.0)
        return Measured(float(there), "values")
    row = _within(row, least=0.0, most=1.0)
    if row.basis != "values" or row.progress is None:
        return row
    return row._replace(progress=whole_percent(row.progress) / 100)


def _is_held(key_result: KeyResult, row: Measured) -> bool:
    """Whether a row is measured by whether a state holds."""
    return row.basis == "values" and key_result.direction is Direction.MAINTAIN


def _strictly(key_result: KeyResult, row: Measured) -> Measured:
    """The same where a bound does not belong to what holds; a range has its own two ends."""
    if not _is_held(key_result, row) or key_result.low is not None:
        return row
    return row._replace(progress=0.0) if key_result.current == bound_of(key_result) else row


def _within(row: Measured, *, least: float, most: float | None = None) -> Measured:
    """The same, no less and no more than this where values say how far it is."""
    if row.basis != "values" or row.progress is None:
        return row
    progress = max(least, row.progress)
    return row._replace(progress=progress if most is None else min(most, progress))


def _goes_nowhere(key_result: KeyResult, row: Measured) -> bool:
    """Whether the target of a known value is its baseline, and nothing else says how far it is."""
    if row.progress is not None or key_result.direction is Direction.MAINTAIN or key_result.current is None:
        return False
    return key_result.target is not None and key_result.target == key_result.baseline


DEFAULT = default

MEASURING_POLICIES: Mapping[str, MeasuringPolicy] = MappingProxyType(
    {
        policy.name: policy
        for policy in (
            *(default, viva, quantive, profit, profit_check_ins, oboard_minimum),
            *(puzzle, okr_tracker, operately, shamanr),
        )
    }
)
"""Every policy that comes with okrsheets, by its name."""
