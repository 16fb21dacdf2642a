"""A rule about workbooks that could not be read, and of which an earlier reading stands in."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.lint import Case, finding, rule
from okrsheets.model import Finding, Place, Severity

__all__ = ["stale_source"]


@rule("stale-source", Severity.WARNING)
def stale_source(case: Case) -> Iterator[Finding]:
    """A workbook could not be read, and what it said earlier stands in for it.

    Its OKRs count as they stood on that day, nothing is written into it, and nothing is said of its updates:
    there may be some by now.

    Bad:
        [Sales.xlsx]Sales, as of 2026-11-12:
        | Objective    | Key result           | Target |
        | Win the east | Sign resale partners | 20     |
    Good:
        [Sales.xlsx]Sales:
        | Objective    | Key result           | Target |
        | Win the east | Sign resale partners | 20     |
    """
    having = {okr.at.workbook for okr in case.okrs.by_key.values()}
    for workbook in case.workbooks:
        if workbook.as_of is not None and workbook.source in having:
            yield finding(
                place=Place.of_workbook(workbook.source),
                message=f"could not be read: its OKRs are shown as of {workbook.as_of.isoformat()}",
                hint="okrsheets doctor says why and what to do; if it is gone for good, take it out of the "
                "config",
            )
