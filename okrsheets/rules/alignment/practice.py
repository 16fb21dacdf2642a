"""Whether alignment is practised at all, and by which teams."""

from __future__ import annotations

from okrsheets.lint import Case, asked_once
from okrsheets.model import Objective
from okrsheets.rules.outcomes import upward_texts
from okrsheets.rules.wording import titles_of

__all__ = ["is_practised", "says_alignment", "teams_of"]


def is_practised(case: Case) -> bool:
    """Whether there are several teams and any of them says what something is aligned to."""
    return says_alignment(case) and len(teams_of(case)) > 1


def says_alignment(case: Case) -> bool:
    return bool(upward_texts(case))


@asked_once
def teams_of(case: Case) -> tuple[str, ...]:
    """The teams that have objectives; those of a workbook that names no team are one."""
    titles = titles_of(case)
    return tuple(sorted({_team(objective, titles) for objective in case.okrs.objectives}))


def _team(objective: Objective, titles: dict[str, str]) -> str:
    return objective.team or titles.get(objective.at.workbook, objective.at.workbook)
