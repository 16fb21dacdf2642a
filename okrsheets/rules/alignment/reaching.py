"""Rules about work that serves nothing, and goals that nothing serves."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.alignment.health import unsupported_in
from okrsheets.grid import CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    Field,
    Finding,
    KeyResult,
    Objective,
    Outcome,
    Place,
    Severity,
    Status,
)
from okrsheets.rules.alignment.practice import is_practised, says_alignment, teams_of
from okrsheets.rules.outcomes import upward_texts
from okrsheets.rules.tables import given_up
from okrsheets.rules.wording import listed, named

__all__ = ["no_alignment", "orphan_objective", "unsupported_key_result"]

_PARENT_FIELDS = (Field.PARENT, Field.SUPPORTS, Field.CONTRIBUTES_TO)
_LEADS_SOMEWHERE = (Outcome.RESOLVED, Outcome.VAGUE, Outcome.UNREACHABLE)


@rule("no-alignment", Severity.INFO, needs_all_read=True)
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
    teams = teams_of(case)
    if len(teams) > 1 and not says_alignment(case):
        yield finding(
            place=Place.of_workbook(case.okrs.objectives[0].at.workbook),
            message=f"nothing in {listed(teams)} is aligned to anything",
            hint='add a column "Aligned to" that names the objective or key result each one serves',
        )


@rule(
    "orphan-objective",
    Severity.WARNING,
    silenced_by=("dangling-alignment", "ambiguous-alignment", "detached-island"),
    needs_all_read=True,
)
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
    if not is_practised(case):
        return
    upward = upward_texts(case)
    aligned = {each.child for each in upward if each.outcome in _LEADS_SOMEWHERE or each.source.error}
    tried = {each.child for each in upward}  # what leads nowhere is told as that already
    for objective in case.okrs.objectives:
        if objective.key in aligned or objective.title is None or given_up(objective):
            continue
        below = any(key_result.key in tried for key_result in objective.key_results)
        if not below and objective.key not in case.resolutions.top_level:
            yield finding(
                place=_parent_cell(objective),
                okr=objective.key,
                message=f"{named(objective)} is aligned to nothing",
                hint="name the objective or key result that it serves",
            )


@rule("unsupported-key-result", Severity.WARNING, needs_all_read=True)
def unsupported_key_result(case: Case) -> Iterator[Finding]:
    """A key result of the top level has nobody working towards it.

    No objective or key result of a team is aligned to it or to its objective as a whole, so it will
    be reached by luck or not at all. What is done needs nobody.

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
    if not is_practised(case):
        return
    alone = set(unsupported_in(case.facts.coverage))
    for objective in case.okrs.objectives:
        for key_result in objective.key_results if objective.key in case.resolutions.top_level else ():
            if key_result.key in alone and not _is_done(key_result, objective, case):
                yield finding(
                    place=key_result.at,
                    okr=key_result.key,
                    message=f"no team works towards {named(key_result)}: nothing is aligned to it",
                    hint="align a team's objective or key result to it",
                )


def _is_done(key_result: KeyResult, objective: Objective, case: Case) -> bool:
    """Whether a key result is reached, or it or its objective is said to be done."""
    figure = case.figures.okrs.get(key_result.key)
    reached = figure is not None and figure.status is Status.DONE
    return reached or Status.DONE in (key_result.stated_meaning, objective.stated_meaning)


@rule(
    "detached-island",
    Severity.WARNING,
    silenced_by=("dangling-alignment", "ambiguous-alignment"),
    needs_all_read=True,
)
def detached_island(case: Case) -> Iterator[Finding]:
    """Objectives are aligned to each other, and none of them to the top level.

    It looks like alignment and leads nowhere: whoever works there serves a goal that no goal of the
    company needs. It is told at the objective that the others are aligned to.

    Bad:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Objective        | Aligned to | Key result          | Target |
        | SA-1 | Win the east     | CO-1       | Sign resale partner | 20     |
        | SA-2 | Answer every lead |           | Hours to an answer  | 4      |
        Support:
        | ID   | Objective        | Aligned to | Key result          | Target |
        | SU-1 | Answer by chat   | SA-2       | Chats per week      | 90     |
    Good:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Objective        | Aligned to | Key result          | Target |
        | SA-1 | Win the east     | CO-1       | Sign resale partner | 20     |
        | SA-2 | Answer every lead | CO-1      | Hours to an answer  | 4      |
        Support:
        | ID   | Objective        | Aligned to | Key result          | Target |
        | SU-1 | Answer by chat   | SA-2       | Chats per week      | 90     |
    """
    if not case.facts.islands or not is_practised(case):
        return
    judged = {each.key: each for each in case.okrs.objectives if not given_up(each)}
    homes = {each.key: each.objective for each in case.okrs.key_results}
    astray = {
        homes.get(each.child, each.child)
        for each in upward_texts(case)
        if each.outcome not in _LEADS_SOMEWHERE
    }
    circling = {homes.get(key, key) for path in case.resolutions.cycles for key in path}
    for island in case.facts.islands:
        if not astray.isdisjoint(island.objectives) or not circling.isdisjoint(island.objectives):
            continue  # once that is mended, they may well reach the top
        lower = [case.okrs.by_key[key] for key in island.objectives if key not in island.highest]
        for highest in (judged[key] for key in island.highest if key in judged):
            yield finding(
                place=_parent_cell(highest),
                okr=highest.key,
                message=f"{named(highest)} leads to nothing at the top level, and neither "
                f"{'does' if len(lower) == 1 else 'do'} {listed(map(named, lower))} through it",
                hint="align it to the goal of the top level that they serve",
            )


def _parent_cell(objective: Objective) -> CellRef:
    """Where an objective says what it is aligned to, or would."""
    return next((objective.cells[f] for f in _PARENT_FIELDS if f in objective.cells), objective.at)


@rule("skipped-level", Severity.INFO, silenced_by=("alignment-cycle",), needs_all_read=True)
def skipped_level(case: Case) -> Iterator[Finding]:
    """An objective is aligned past the level that its team stands below.

    Where a team's objectives serve a department, and the department's the company, one that goes straight
    to the company is seen by nobody in between, who may be working at the same.

    Bad:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Objective    | Aligned to | Key result           | Target |
        | SA-1 | Win the east | CO-1       | Sign resale partners | 20     |
        Inside sales:
        | ID   | Objective            | Aligned to | Key result         | Target |
        | IN-1 | Call every lead      | SA-1       | Calls a week       | 400    |
        | IN-2 | Know every account   | SA-1       | Accounts with data | 90     |
        | IN-3 | Answer without delay | CO-1       | Hours to an answer | 4      |
    Good:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Objective    | Aligned to | Key result           | Target |
        | SA-1 | Win the east | CO-1       | Sign resale partners | 20     |
        Inside sales:
        | ID   | Objective            | Aligned to | Key result         | Target |
        | IN-1 | Call every lead      | SA-1       | Calls a week       | 400    |
        | IN-2 | Know every account   | SA-1       | Accounts with data | 90     |
        | IN-3 | Answer without delay | SA-1       | Hours to an answer | 4      |
    """
    if not case.facts.skipped_levels or not is_practised(case):
        return
    judged = {each.key: each for each in case.okrs.objectives if not given_up(each)}
    for child, parent, _ in case.facts.skipped_levels:
        if child in judged:
            yield finding(
                place=_parent_cell(judged[child]),
                okr=child,
                message=f"{named(judged[child])} is aligned straight to {named(case.okrs.by_key[parent])}, "
                f"past the level that most objectives of {case.facts.teams[child]} are aligned to",
                hint="align it to what serves that goal in between, if there is something",
            )
