"""A rule about the alignments of a company as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.lint import Case, finding, rule
from okrsheets.model import Finding, HealthPart, Place, Severity
from okrsheets.rules.wording import counted, listed, named, percent

__all__ = ["low_alignment_health"]


@rule("low-alignment-health", Severity.WARNING, needs_all_read=True)
def low_alignment_health(case: Case, *, vertical: float = 0.90, coverage: float = 0.80) -> Iterator[Finding]:
    """Too few objectives have a parent, or too few key results of the top level have anybody.

    One that stands alone is told as such; where it is one of many, the plan of the company and the work of
    its teams have come apart. With fewer objectives than one in ten allows to miss nothing is said here, as
    the findings on each of them say it all.

    Bad:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | Objective         | Aligned to | Key result         | Target |
        | Win the east      | CO-1       | Partners           | 20     |
        | Win the west      | CO-1       | Partners there     | 20     |
        | Win the south     | CO-1       | Partners down      | 20     |
        | Win the north     | CO-1       | Partners up        | 20     |
        | Keep who we won   | CO-1       | Renewals           | 90     |
        Support:
        | Objective         | Aligned to | Key result         | Target |
        | Answer by chat    | CO-1       | Chats per week     | 90     |
        | Answer by phone   | CO-1       | Calls per week     | 60     |
        | Answer by mail    | CO-1       | Mails per week     | 30     |
        | Write it all down |            | Pages in the guide | 80     |
        | Teach the robot   |            | Answers it knows   | 200    |
    Good:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | Objective         | Aligned to | Key result         | Target |
        | Win the east      | CO-1       | Partners           | 20     |
        Support:
        | Objective         | Aligned to | Key result         | Target |
        | Answer by chat    | CO-1       | Chats per week     | 90     |
    """
    health, objectives = case.facts.health, case.okrs.objectives
    if health is None or not objectives:
        return
    told: list[str] = []
    missing: list[str] = []
    if _is_low(health.vertical, vertical):
        number = len(health.vertical.met)
        of = counted(health.vertical.counted, "objective")
        has = "has" if number == 1 else "have"
        told.append(
            f"only {number} of {of} below the top level {has} a parent, less than {percent(vertical)}"
        )
        missing += health.vertical.missing
    if _is_low(health.coverage, coverage):
        of = counted(health.coverage.counted, "key result")
        met = f"{len(health.coverage.met)} of {of} at the top level"
        told.append(f"somebody works on only {met}, less than {percent(coverage)}")
        missing += health.coverage.missing
    if told:
        first = next((each for each in objectives if each.key in case.resolutions.top_level), objectives[0])
        names = [named(case.okrs.by_key[key]) for key in missing]
        yield finding(
            place=Place.of_workbook(first.at.workbook),
            message="; ".join(told),
            hint=f"begin with {listed(names)}",
        )


def _is_low(part: HealthPart, least: float) -> bool:
    """Whether a share is too small, of so many that one alone could not make it so."""
    if part.share is None or part.share >= least:
        return False
    return least >= 1 or part.counted * (1 - least) >= 1 - 1e-9
