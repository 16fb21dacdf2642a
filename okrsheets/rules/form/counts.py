"""Rules about how many objectives and key results there are."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.lint import Case, finding, rule
from okrsheets.model import Field, Finding, Objective, Place, Severity
from okrsheets.rules.outcomes import contributed_to
from okrsheets.rules.tables import given_up, objectives_by_table
from okrsheets.rules.wording import named

__all__ = ["no_key_results", "single_key_result", "too_many_key_results", "too_many_objectives"]

_FEW = 2  # objectives of a table; of more it is told once what is so of all of them


@rule("too-many-objectives", Severity.WARNING)
def too_many_objectives(case: Case, *, most: float = 5) -> Iterator[Finding]:
    """A team has more objectives in one cycle than it can keep in mind.

    Objectives say what matters most now. When there are many, nothing matters most, and teams work
    on what is nearest.

    Bad:
        | Team  | Objective               | Key result           | Target |
        | Sales | Win the east            | Sign resale partners | 20     |
        | Sales | Win back lost customers | Customers won back   | 15     |
        | Sales | Answer sooner           | Hours to an answer   | 4      |
        | Sales | Sell more to customers  | Upgrades sold        | 60     |
        | Sales | Know every market       | Markets described    | 8      |
        | Sales | Train every seller      | Sellers trained      | 30     |
    Good:
        | Team  | Objective               | Key result           | Target |
        | Sales | Win the east            | Sign resale partners | 20     |
        | Sales | Win back lost customers | Customers won back   | 15     |
        | Sales | Sell more to customers  | Upgrades sold        | 60     |
    """
    of_team: dict[tuple[str, str], list[Objective]] = {}
    for objective in _of_known_teams(case):
        cycle = objective.cycle.label if objective.cycle else ""
        of_team.setdefault(((objective.team or "").casefold(), cycle), []).append(objective)
    for (_, cycle), objectives in of_team.items():
        team = min(objective.team or "" for objective in objectives)
        if len(objectives) > most:
            yield finding(
                place=Place.of_team(objectives[0].at.workbook, team),
                message=f"{team} has {len(objectives)} objectives"
                f"{f' in {cycle}' if cycle else ''}, more than {most:g}",
                hint="keep those that matter most now and put off the others",
            )


def _of_known_teams(case: Case) -> list[Objective]:
    """The objectives whose team a column, the settings, or one of several team tabs says.

    A single tab's name may be the name of anything.
    """
    counted_ones = [each for each in case.okrs.objectives if each.title and each.team and not given_up(each)]
    tab_teams = {each.team for each in counted_ones if _team_is_the_tab(each)}
    return [each for each in counted_ones if len(tab_teams) > 1 or not _team_is_the_tab(each)]


def _team_is_the_tab(objective: Objective) -> bool:
    return objective.team == objective.at.sheet and Field.TEAM not in objective.cells


@rule("too-many-key-results", Severity.WARNING)
def too_many_key_results(case: Case, *, most: float = 5) -> Iterator[Finding]:
    """An objective has more key results than anyone will follow.

    Three to five say when the objective is reached. A longer list is most often a list of tasks, and
    each further one weighs less.

    Bad:
        | Objective    | Key result           | Target |
        | Win the east | Sign resale partners | 20     |
        |              | Visit every city     | 12     |
        |              | Speak at fairs       | 6      |
        |              | Open offices         | 2      |
        |              | New leads per week   | 50     |
        |              | Revenue in the east  | 900000 |
    Good:
        | Objective    | Key result           | Target |
        | Win the east | Sign resale partners | 20     |
        |              | New leads per week   | 50     |
        |              | Revenue in the east  | 900000 |
    """
    for objective in case.okrs.objectives:
        key_results = [each for each in objective.key_results if not given_up(each)]
        if len(key_results) > most and objective.title is not None and not given_up(objective):
            yield finding(
                place=objective.at,
                okr=objective.key,
                message=f"{named(objective)} has {len(key_results)} key results, more than {most:g}",
                hint="keep those that show that it is reached and list tasks elsewhere",
            )


@rule("no-key-results", Severity.WARNING, silenced_by=("placeholder-text",), needs_all_read=True)
def no_key_results(case: Case) -> Iterator[Finding]:
    """An objective has nothing that measures it.

    Without key results, or work of others that contributes to it, nobody can tell whether it is
    reached, and it has no progress.

    Bad:
        | Type       | Title              | Target |
        | Objective  | Win the east       |        |
        | Key result | New leads per week | 50     |
        | Objective  | Be easy to reach   |        |
    Good:
        | Type       | Title              | Target |
        | Objective  | Win the east       |        |
        | Key result | New leads per week | 50     |
        | Objective  | Be easy to reach   |        |
        | Key result | Hours to an answer | 4      |
    """
    for objective in case.okrs.objectives:
        measured = objective.key_results or objective.key in contributed_to(case)
        if not measured and objective.title is not None and not given_up(objective):
            yield finding(
                place=objective.at,
                okr=objective.key,
                message=f"{named(objective)} has no key results",
                hint="add two to five that show when it is reached",
            )


@rule("single-key-result", Severity.INFO)
def single_key_result(case: Case) -> Iterator[Finding]:
    """An objective hangs on a single key result.

    One figure seldom shows that a goal is reached: it can be met while what matters gets worse. Where no
    objective of a table has a second one, that is told once.

    Bad:
        | Objective             | Key result           | Target |
        | Win the eastern shops | Sign resale partners | 20     |
    Good:
        | Objective             | Key result           | Target |
        | Win the eastern shops | Sign resale partners | 20     |
        |                       | New leads per week   | 50     |
    """
    for each in objectives_by_table(case):
        worded = (one for one in each.objectives if one.title is not None and not given_up(one))
        measured = [one for one in worded if one.key_results]
        alone = [one for one in measured if _has_one(one) and one.key not in contributed_to(case)]
        if len(alone) == len(measured) > _FEW:
            yield finding(
                place=each.place,
                message=f"each of the {len(alone)} objectives here has a single key result",
                hint="add a second figure to each that shows the other side of it",
            )
            continue
        for objective in alone:
            yield finding(
                place=objective.at,
                okr=objective.key,
                message=f"{named(objective)} has a single key result",
                hint="add a second figure that shows the other side of it",
            )


def _has_one(objective: Objective) -> bool:
    return sum(not given_up(key_result) for key_result in objective.key_results) == 1
