"""The rule about teams most of whose key results nobody updates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from okrsheets.lint import Case, finding, rule
from okrsheets.model import Finding, KeyResult, Place, Severity
from okrsheets.rules.past import cycle_of
from okrsheets.rules.tracking.standing import is_held_or_done, is_open, is_over

__all__ = ["low_check_in_rate"]

_FEWEST = 3  # of fewer a share says nothing


@rule("low-check-in-rate", Severity.WARNING, needs_history=True)
def low_check_in_rate(case: Case, *, least: float = 0.6, days: float = 28) -> Iterator[Finding]:
    """Most key results of a team were not updated for four weeks.

    It is no single row that was forgotten: the team does not meet about its OKRs. What changed in a row at
    a sync counts as an update, and so does what its column of updates or its check-ins tell. Where updates
    are due less often than that, those that are not due yet count too; what is done, given up or held
    steady is left aside.

    Bad:
        2026-10-05, Q4 2026:
        | Objective    | Key result           | Team  | Baseline | Current | Target |
        | Win the east | Sign resale partners | Sales | 0        | 10      | 20     |
        |              | New leads per week   | Sales | 10       | 30      | 50     |
        |              | Shops open in Ohio   | Sales | 0        | 5       | 10     |
        2026-11-15, Q4 2026:
        | Objective    | Key result           | Team  | Baseline | Current | Target |
        | Win the east | Sign resale partners | Sales | 0        | 10      | 20     |
        |              | New leads per week   | Sales | 10       | 30      | 50     |
        |              | Shops open in Ohio   | Sales | 0        | 5       | 10     |
    Good:
        2026-10-05, Q4 2026:
        | Objective    | Key result           | Team  | Baseline | Current | Target |
        | Win the east | Sign resale partners | Sales | 0        | 3       | 20     |
        |              | New leads per week   | Sales | 10       | 15      | 50     |
        |              | Shops open in Ohio   | Sales | 0        | 2       | 10     |
        2026-11-15, Q4 2026:
        | Objective    | Key result           | Team  | Baseline | Current | Target |
        | Win the east | Sign resale partners | Sales | 0        | 11      | 20     |
        |              | New leads per week   | Sales | 10       | 30      | 50     |
        |              | Shops open in Ohio   | Sales | 0        | 6       | 10     |
    """
    since = case.today - timedelta(days=days)
    teams: dict[str, list[tuple[KeyResult, bool]]] = {}
    for okr in case.okrs.key_results if case.history.pasts else ():
        figure, past = case.figures.okrs.get(okr.key), case.history.pasts.get(okr.key)
        if figure is None or past is None or not okr.team or past.since > since:
            continue
        cycle = cycle_of(okr, case)
        if cycle is None or cycle.start > since or is_over(okr, case.today):
            continue
        if is_open(okr, figure) and not is_held_or_done(okr):
            fresh = figure.updated is not None and figure.updated >= since
            teams.setdefault(okr.team, []).append((okr, fresh or figure.missed_since is None))
    for team, asked in teams.items():
        count = sum(fresh for _, fresh in asked)
        if len(asked) >= _FEWEST and count < least * len(asked):
            yield finding(
                place=Place.of_team(asked[0][0].at.workbook, team),
                message=f"{count} of the {len(asked)} key results of {team} "
                f"{'was' if count == 1 else 'were'} updated in the last {days:g} days",
                hint="look at them together every week or two, ten minutes will do",
            )
