"""A rule about workbooks that could not be read, or are gone, and of which an earlier reading stands in."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from okrsheets.lint import Case, finding, rule
from okrsheets.model import Finding, Place, Severity

__all__ = ["cure_of_gone", "stale_source"]


def cure_of_gone(source: str) -> str:
    """What to do about a workbook that is gone from a folder, and still counts."""
    let_go = f"okrsheets history let-go {shlex.quote(source)}"
    return f"bring it back; if it is gone for good, wait until then or let it count no more now: {let_go}"


@rule("stale-source", Severity.WARNING)
def stale_source(case: Case) -> Iterator[Finding]:
    """A workbook could not be read, and what it said earlier stands in for it.

    Its OKRs count as they stood on that day, nothing is written into it, and nothing is said of its updates:
    there may be some by now. One that is gone from a folder of the config, where others still are, counts so
    for some days only: it may have been taken out.

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
        if workbook.as_of is None or workbook.source not in having:
            continue
        place, shown = (
            Place.of_workbook(workbook.source),
            f"its OKRs are shown as of {workbook.as_of.isoformat()}",
        )
        if workbook.counts_until is None:
            message = f"could not be read: {shown}"
            hint = (
                "okrsheets doctor says why and what to do; if it is gone for good, take it out of the config"
            )
        else:
            message = f"is no longer there: {shown}, and count until {workbook.counts_until.isoformat()}"
            hint = cure_of_gone(workbook.source)
        yield finding(place=place, message=message, hint=hint)
