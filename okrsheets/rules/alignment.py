"""Rules about work that serves nothing, and goals that nothing serves."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    AlignmentKind,
    Field,
    Finding,
    Objective,
    Outcome,
    Place,
    Severity,
)
from okrsheets.rules.tables import given_up
from okrsheets.rules.wording import listed, named, titles_of

__all__ = ["RULES"]

_PARENT_FIELDS = (Field.PARENT, Field.SUPPORTS, Field.CONTRIBUTES_TO)
_LEADS_SOMEWHERE = (Outcome.RESOLVED, Outcome.VAGUE, Outcome.UNREACHABLE)


@rule("no-alignment", Severity.INFO)
def no_alignment(case: Case) -> Iterator[Finding]:
    """Several teams have OKRs, and none of them is aligned to anything.

    Then nobody can see which team works on which goal of the company. This is said once; what is
    aligned to nothing is not listed one by one.

    Bad:
        Company:
        | Objective                          | Key result       | Target |
        | Expand the market in North America | Win new accounts | 40     |
        Sales:
        | Objective    | Key result          | Target |
        | Win the east | Sign resale partner | 20     |
    Good:
        Company:
        | Objective                          | Key result       | Target |
        | Expand the market in North America | Win new accounts | 40     |
        Sales:
        | Objective    | Aligned to                         | Key result          | Target |
        | Win the east | Expand the market in North America | Sign resale partner | 20     |
    """
    teams = _teams(case)
    if len(teams) > 1 and not _says_alignment(case):
        yield finding(
            place=Place.of_workbook(case.okrs.objectives[0].at.workbook),
            message=f"nothing in {listed(teams)} is aligned to anything",
            hint='add a column "Aligned to" that names the objective or key result each one serves',
        )


@rule("orphan-objective", Severity.WARNING, silenced_by=("dangling-alignment", "ambiguous-alignment"))
def orphan_objective(case: Case) -> Iterator[Finding]:
    """An objective below the top level is aligned to nothing.

    A team that works on it cannot say which goal of the company it serves, and whoever plans above
    does not know that it exists. An objective counts as aligned when one of its key results is.

    Bad:
        Company:
        | ID   | Objective                          | Key result                 | Target |
        | CO-1 | Expand the market in North America | Win new accounts           | 40     |
        Sales:
        | Objective                | Aligned to | Key result          | Target |
        | Win the east             | CO-1       | Sign resale partner | 20     |
        | Answer every lead sooner |            | Hours to an answer  | 4      |
    Good:
        Company:
        | ID   | Objective                          | Key result                 | Target |
        | CO-1 | Expand the market in North America | Win new accounts           | 40     |
        Sales:
        | Objective                | Aligned to | Key result          | Target |
        | Win the east             | CO-1       | Sign resale partner | 20     |
        | Answer every lead sooner | CO-1       | Hours to an answer  | 4      |
    """
    if not _is_practised(case):
        return
    upward = [each for each in case.resolutions.resolutions if each.kind is not AlignmentKind.DEPENDENCY]
    aligned = {each.child for each in upward if each.outcome in _LEADS_SOMEWHERE}
    tried = {each.child for each in upward}  # what leads nowhere is told as that already
    for objective in case.okrs.objectives:
        if objective.key in case.resolutions.top_level or objective.title is None or given_up(objective):
            continue
        if objective.key not in aligned and not any(kr.key in tried for kr in objective.key_results):
            yield finding(
                place=next(
                    (objective.cells[f] for f in _PARENT_FIELDS if f in objective.cells), objective.at
                ),
                okr=objective.key,
                message=f"{named(objective)} is aligned to nothing",
                hint="name the objective or key result that it serves",
            )


@rule("unsupported-key-result", Severity.WARNING)
def unsupported_key_result(case: Case) -> Iterator[Finding]:
    """A key result of the top level has nobody working towards it.

    No objective or key result of a team is aligned to it or to its objective as a whole, so it will
    be reached by luck or not at all.

    Bad:
        Company:
        | ID   | Objective                 | Key result             | Target |
        | CO-1 | Expand in North America   | Win new accounts       | 40     |
        | CO-2 | Be the best place to work | Raise the rating       | 5      |
        Sales:
        | Objective    | Aligned to | Key result          | Target |
        | Win the east | CO-1       | Sign resale partner | 20     |
    Good:
        Company:
        | ID   | Objective                 | Key result             | Target |
        | CO-1 | Expand in North America   | Win new accounts       | 40     |
        | CO-2 | Be the best place to work | Raise the rating       | 5      |
        Sales:
        | Objective                 | Aligned to | Key result          | Target |
        | Win the east              | CO-1       | Sign resale partner | 20     |
        | A team that likes to stay | CO-2       | Leavers per year    | 2      |
    """
    if not _is_practised(case):
        return
    supported = {
        each.parent for each in case.resolutions.alignments if each.kind is not AlignmentKind.DEPENDENCY
    }
    for objective in case.okrs.objectives:
        if objective.key not in case.resolutions.top_level or objective.key in supported:
            continue
        for key_result in objective.key_results:
            if key_result.key not in supported and not given_up(key_result) and not given_up(objective):
                yield finding(
                    place=key_result.at,
                    okr=key_result.key,
                    message=f"no team works towards {named(key_result)}: nothing is aligned to it",
                    hint="align a team's objective or key result to it",
                )


def _is_practised(case: Case) -> bool:
    """Whether there are several teams and any of them says what something is aligned to."""
    return _says_alignment(case) and len(_teams(case)) > 1


def _says_alignment(case: Case) -> bool:
    return any(each.kind is not AlignmentKind.DEPENDENCY for each in case.resolutions.resolutions)


def _teams(case: Case) -> tuple[str, ...]:
    """The teams that have objectives; those of a workbook that names no team are one."""
    titles = titles_of(case)
    return tuple(sorted({_team(objective, titles) for objective in case.okrs.objectives}))


def _team(objective: Objective, titles: dict[str, str]) -> str:
    return objective.team or titles.get(objective.at.workbook, objective.at.workbook)


RULES = (no_alignment, orphan_objective, unsupported_key_result)
