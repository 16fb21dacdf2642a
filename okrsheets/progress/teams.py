"""Figures of several objectives together: a team's own, or the company's top level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from okrsheets.model import Figure, Objective, Part, folded, of_now
from okrsheets.progress.judging import Pace
from okrsheets.progress.means import UNKNOWN, Amount, mean
from okrsheets.progress.measure import closed_word
from okrsheets.progress.pace import mean_pace, status_of
from okrsheets.progress.settings import ProgressSettings

__all__ = ["by_team", "together"]


def by_team(objectives: Iterable[Objective]) -> dict[str, list[Objective]]:
    """The objectives of each team, under its name as first written; case and blanks do not matter."""
    names: dict[str, str] = {}
    found: dict[str, list[Objective]] = {}
    for objective in objectives:
        if objective.team:
            name = names.setdefault(folded(objective.team), objective.team)
            found.setdefault(name, []).append(objective)
    return found


def together(
    objectives: Iterable[Objective],
    *,
    amounts: Mapping[str, Amount],
    paces: Mapping[str, Pace | None],
    today: date,
    settings: ProgressSettings,
) -> Figure:
    """The mean of these objectives by weight, each one part, and its pace.

    Those whose cycle is open count; where none is, those that have not begun, else the last ones.
    """
    counting = of_now(objectives, today=today, close_after=settings.close_after)
    weights = {objective.key: _weight(objective) for objective in counting}
    amount = mean((amounts[key], weight) for key, weight in weights.items()) or UNKNOWN
    pace = mean_pace((pace, weight) for key, weight in weights.items() if (pace := paces[key]) is not None)
    return Figure(
        progress=amount.progress,
        bounds=amount.bounds,
        status=status_of(
            progress=amount.progress,
            pace=pace,
            untouched=amount.untouched,
            silent=False,
            holds=False,
            open_part=amount.bounds is not None and amount.bounds[0] < 1,
            settings=settings.pace,
        ),
        expected=pace.expected if pace else None,
        basis=None if amount.progress is None else "objectives",
        because="nothing is known of its objectives" if amount.progress is None else None,
        made_of=tuple(Part(key, amounts[key].progress, weight, "own") for key, weight in weights.items()),
    )


def _weight(objective: Objective) -> float:
    if closed_word(objective) is not None:
        return 0.0
    return 1.0 if objective.weight is None else max(0.0, objective.weight)
