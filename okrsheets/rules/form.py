"""Rules about how objectives and key results are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    AlignmentKind,
    Direction,
    Field,
    Finding,
    KeyResult,
    Measure,
    Objective,
    Okr,
    Place,
    Severity,
)
from okrsheets.progress.measure import may_assume_zero
from okrsheets.rules.tables import given_up, okr_tables
from okrsheets.rules.wording import amount, counted, named

__all__ = ["RULES"]


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
    return Field.TEAM not in objective.cells and objective.team == objective.at.sheet


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


@rule("no-key-results", Severity.WARNING, needs_all_read=True)
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
    contributed_to = {
        each.parent for each in case.resolutions.alignments if each.kind is AlignmentKind.STRAIGHTFORWARD
    }
    for objective in case.okrs.objectives:
        measured = objective.key_results or objective.key in contributed_to
        if not measured and objective.title is not None and not given_up(objective):
            yield finding(
                place=objective.at,
                okr=objective.key,
                message=f"{named(objective)} has no key results",
                hint="add two to five that show when it is reached",
            )


@rule(
    "unmeasurable-key-result",
    Severity.WARNING,
    silenced_by=(
        "error-value",
        "unreadable-value",
    ),
)
def unmeasurable_key_result(case: Case) -> Iterator[Finding]:
    """A key result holds no number, neither in its words nor in its columns.

    A key result is a measure: where it stands, and where it is to be. Without a number, people will
    differ about whether it was reached. A stated progress is a number, too.

    Bad:
        | Objective    | Key result              | Baseline | Target |
        | Win the east | Sign resale partners    | 4        | 20     |
        |              | Be better known locally |          |        |
    Good:
        | Objective    | Key result              | Baseline | Target |
        | Win the east | Sign resale partners    | 4        | 20     |
        |              | Buyers who know us      | 12 %     | 30 %   |
    """
    for key_result in case.okrs.key_results:
        values = (
            key_result.baseline,
            key_result.current,
            key_result.target,
            key_result.stated_progress,
        )
        a_figure = key_result.has_number or any(value is not None for value in values)
        if not a_figure and key_result.measure is not Measure.YES_NO and not given_up(key_result):
            yield finding(
                place=key_result.at,
                okr=key_result.key,
                message=f"{named(key_result)} has no number to measure it by",
                hint='say from what to what, such as "from 40 % to 60 %"',
            )


@rule("target-is-baseline", Severity.ERROR)
def target_is_baseline(case: Case) -> Iterator[Finding]:
    """A key result ends where it began, so nothing can be measured on the way.

    Most often the baseline was copied into the target, or the target was never set. Where a figure is to
    stay as it is, say so: its direction is "maintain".

    Bad:
        | Key result            | Baseline | Target |
        | Parcels that are late | 12 %     | 12 %   |
    Good:
        | Key result            | Baseline | Target |
        | Parcels that are late | 12 %     | 4 %    |
    """
    for key_result in case.okrs.key_results:
        target = key_result.target
        moves = key_result.direction is not Direction.MAINTAIN and key_result.measure is not Measure.YES_NO
        if target is not None and target == key_result.baseline and moves and not given_up(key_result):
            yield finding(
                place=key_result.cells.get(Field.TARGET, key_result.at),
                okr=key_result.key,
                message=f"the target of {named(key_result)} is its baseline, {amount(target, key_result)}",
                hint='set the value to reach by the end of the cycle, or its direction to "maintain"',
            )


@rule("missing-owner", Severity.WARNING, silenced_by=("error-value",))
def missing_owner(case: Case) -> Iterator[Finding]:
    """Nobody is named as the owner of an objective or key result.

    What is everyone's is no one's: there is nobody to ask how it goes, and nobody to remind. Where a
    column is filled for objectives alone, the owner of the objective speaks for its key results. A
    column left empty, or a table without one, is said once.

    Bad:
        | Objective    | Key result           | Owner | Target |
        | Win the east | Sign resale partners | Ann   | 20     |
        |              | New leads per week   |       | 50     |
        |              | Visit every city     | Ben   | 12     |
    Good:
        | Objective    | Key result           | Owner | Target |
        | Win the east | Sign resale partners | Ann   | 20     |
        |              | New leads per week   | Eve   | 50     |
        |              | Visit every city     | Ben   | 12     |
    """
    for each in okr_tables(case):
        okrs = [okr for okr in each.okrs if okr.title is not None and not given_up(okr)]
        columns: dict[int, list[Okr]] = {}
        for okr in okrs:
            if Field.OWNER in okr.cells:
                columns.setdefault(okr.cells[Field.OWNER].column, []).append(okr)
        if okrs and not columns:
            yield finding(
                place=each.place,
                message="no column of this table says who owns what",
                hint='add a column "Owner"',
                at_most=Severity.INFO,
            )
        for asked in columns.values():
            if len(asked) > 1 and not any(okr.owners for okr in asked):
                yield finding(
                    place=each.place,
                    message=f"none of the {len(asked)} objectives and key results here has an owner",
                    hint="name one person for each",
                )
            else:
                yield from _without_owner(asked)


def _without_owner(asked: Sequence[Okr]) -> Iterator[Finding]:
    """Those of one column that lack an owner, at the levels for which the column is used."""
    used_for = {isinstance(okr, KeyResult) for okr in asked if okr.owners} or {True, False}
    for okr in asked:
        if not okr.owners and isinstance(okr, KeyResult) in used_for:
            yield finding(
                place=okr.cells[Field.OWNER],
                okr=okr.key,
                message=f"{named(okr)} has no owner",
                hint="name the one person to ask about it",
            )


@rule(
    "missing-baseline",
    Severity.WARNING,
    silenced_by=("error-value", "unreadable-value", "no-cached-value", "unmeasurable-key-result"),
)
def missing_baseline(case: Case) -> Iterator[Finding]:
    """A key result does not say where it began, so nobody knows how far it has come.

    Progress is the share of the way from baseline to target. Only what grows, counted, paid or in percent,
    can be taken to begin at 0; what is to fall, a rating, a duration, "by 20 %" and what is beyond its
    target already cannot. A table without such a column is told once.

    Bad:
        | Objective    | Key result             | Owner | Baseline | Current | Target |
        | Win the east | Reduce late deliveries | Ann   |          | 31      | 12     |
        |              | New leads per week     | Eve   | 10       | 30      | 50     |
    Good:
        | Objective    | Key result             | Owner | Baseline | Current | Target |
        | Win the east | Reduce late deliveries | Ann   | 40       | 31      | 12     |
        |              | New leads per week     | Eve   | 10       | 30      | 50     |
    """
    for each in okr_tables(case):
        lacking = [okr for okr in each.okrs if isinstance(okr, KeyResult) and _lacks_its_baseline(okr)]
        asked = [okr for okr in lacking if Field.BASELINE in okr.cells]
        for okr in asked:
            yield finding(
                place=okr.cells[Field.BASELINE],
                okr=okr.key,
                message=f"{named(okr)} {_beginning(okr)}",
                hint="write the value it had when the cycle began",
            )
        if more := len(lacking) - len(asked):
            first = next(okr for okr in lacking if okr not in asked)
            others = f" (and {counted(more - 1, 'more key result')})" if more > 1 else ""
            yield finding(
                place=each.place,
                message=f"{named(first)}{others} {_beginning(first)}",
                hint='add a column "Baseline" with the values at the start of the cycle',
                at_most=Severity.INFO,
            )


def _lacks_its_baseline(okr: KeyResult) -> bool:
    """Whether a key result cannot be measured for want of a baseline."""
    if okr.baseline is not None or okr.stated_progress is not None or given_up(okr):
        return False
    if okr.measure is Measure.YES_NO or okr.direction is Direction.MAINTAIN:
        return False
    return okr.relative or (okr.target is not None and not may_assume_zero(okr))


def _beginning(okr: KeyResult) -> str:
    if okr.relative:
        return "says how far to go, and nothing says from where"
    return "does not say where it began, so its progress cannot be known"


RULES = (
    too_many_objectives,
    too_many_key_results,
    no_key_results,
    unmeasurable_key_result,
    target_is_baseline,
    missing_owner,
    missing_baseline,
)
