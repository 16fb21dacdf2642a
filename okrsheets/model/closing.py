"""Cycles that somebody closed, and how their OKRs ended."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from typing import TypeVar

from okrsheets.model.okrs import KeyResult, Objective, OkrSet
from okrsheets.model.words import Cycle, Status
from okrsheets.tuples import NamedTuple

__all__ = ["ClosedCycle", "FinalScore", "closed_in"]

_Okr = TypeVar("_Okr", Objective, KeyResult)


class FinalScore(NamedTuple):
    """How one OKR ended: by its key, with the title and team that it had then.

    `score` is from 0 to 1: what its row says under "Score", else the progress that it came to; None where
    nobody knows. `objective` is the key of the one a key result stood under.
    """

    key: str
    title: str | None
    team: str | None
    objective: str | None
    score: float | None
    status: Status


class ClosedCycle(NamedTuple):
    """A cycle that was closed on a day, and how its OKRs ended: each objective before its key results."""

    cycle: Cycle
    day: date
    scores: tuple[FinalScore, ...] = ()


def closed_in(okrs: OkrSet, labels: Set[str]) -> OkrSet:
    """The same OKRs, with the cycles of these labels closed."""
    if not labels:
        return okrs

    def marked(okr: _Okr) -> _Okr:
        cycle = okr.cycle
        if cycle is None or cycle.label not in labels:
            return okr
        return okr._replace(cycle=cycle._replace(closed=True))

    def whole(objective: Objective) -> Objective:
        return marked(objective)._replace(key_results=tuple(map(marked, objective.key_results)))

    return OkrSet.of(
        tuple(map(whole, okrs.objectives)),
        tuple(copy._replace(okr=whole(copy.okr)) for copy in okrs.copies),
    )
