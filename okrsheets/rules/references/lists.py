"""A rule about objectives that the list of objectives does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    Finding,
    Severity,
)
from okrsheets.rules.tables import judged_by_key, okr_tables
from okrsheets.rules.wording import listed, quoted

__all__ = ["unlisted_objective"]


@rule("unlisted-objective", Severity.WARNING)
def unlisted_objective(case: Case) -> Iterator[Finding]:
    """Key results stand under an objective that the list of objectives does not hold.

    Where most objectives of a table of key results stand in a list of their own, the others were mistyped
    or renamed in one of the two places, or never added there: whoever reads the list does not know of
    them.

    Bad:
        Objectives:
        | ID | Objective              | Owner |
        | O1 | Win the market         | Ann   |
        | O2 | Build the best product | Bo    |
        Key results:
        | Objective              | Key result           | Baseline | Target |
        | Win the market         | Sign resale partners | 4        | 20     |
        | Win the market         | New leads per week   | 10       | 50     |
        | Build the best product | Hours without a fall | 90       | 400    |
        | Build the best product | Rating in the store  | 3.9      | 4.5    |
        | Delight our customers  | Answers in a day     | 60       | 90     |
        | Delight our customers  | Calls a week         | 40       | 20     |
    Good:
        Objectives:
        | ID | Objective              | Owner |
        | O1 | Win the market         | Ann   |
        | O2 | Build the best product | Bo    |
        | O3 | Delight our customers  | Cy    |
        Key results:
        | Objective              | Key result           | Baseline | Target |
        | Win the market         | Sign resale partners | 4        | 20     |
        | Win the market         | New leads per week   | 10       | 50     |
        | Build the best product | Hours without a fall | 90       | 400    |
        | Build the best product | Rating in the store  | 3.9      | 4.5    |
        | Delight our customers  | Answers in a day     | 60       | 90     |
        | Delight our customers  | Calls a week         | 40       | 20     |
    """
    judged = judged_by_key(case)
    for each in okr_tables(case):
        for one in each.table.unlisted:
            if (okr := judged.get(one.key or "")) is not None:
                yield finding(
                    place=okr.at,
                    okr=okr.key,
                    message=f"{quoted(okr.title or '')} is not among the objectives of {listed(one.tabs)}",
                    hint=f"did you mean {quoted(one.nearest)}?" if one.nearest else "add it there",
                )
