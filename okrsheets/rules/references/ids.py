"""Rules about ids: one for two OKRs, one that belongs to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsheets.alignment.names import name_of
from okrsheets.grid import CellRange
from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    Field,
    Finding,
    KeyResult,
    Okr,
    Severity,
)
from okrsheets.patterns import pattern
from okrsheets.rules.tables import judged_okrs
from okrsheets.rules.wording import listed, quoted, what

__all__ = ["duplicate_id"]

_WITH_YEAR = pattern(r"(19|20)\d\d")


@rule("duplicate-id", Severity.ERROR)
def duplicate_id(case: Case) -> Iterator[Finding]:
    """One id stands for two OKRs.

    Whatever is aligned to it could mean either, and its history would mix the values of both. A key
    result's id is its own within its objective, an objective's within its tab and cycle, and one that
    begins with the team or the year everywhere.

    Bad:
        Company:
        | ID   | Objective                 | Key result       | Target |
        | CO-1 | Expand in North America   | Win new accounts | 40     |
        | CO-1 | Be the best place to work | Raise the rating | 5      |
    Good:
        Company:
        | ID   | Objective                 | Key result       | Target |
        | CO-1 | Expand in North America   | Win new accounts | 40     |
        | CO-2 | Be the best place to work | Raise the rating | 5      |
    """
    same: dict[tuple[str, ...], list[Okr]] = {}
    tables = _tables(case)
    for each in judged_okrs(case):
        if each.id:
            same.setdefault((*_scope_of_id(each, each.id), _block_of(each, tables)), []).append(each)
    for okrs in same.values():
        written = min(okr.id or "" for okr in okrs)
        others = sorted(quoted(okr.title or "") for okr in okrs)
        for okr in okrs[1:]:
            yield finding(
                place=okr.cells.get(Field.ID, okr.at),
                okr=okr.key,
                message=f'the id "{written}" stands for {len(okrs)} {what(okr)}s: {listed(others)}',
                hint="give each an id of its own",
            )


def _tables(case: Case) -> dict[tuple[str, str], list[CellRange]]:
    """The ranges of the tables by workbook and tab."""
    return {
        (reading.source, sheet.name): [table.range for table in sheet.tables]
        for reading in case.readings
        for sheet in reading.sheets
    }


def _block_of(okr: Okr, tables: Mapping[tuple[str, str], list[CellRange]]) -> str:
    """The table an OKR stands in, where its id is only the number its title begins with.

    Each block of a tab may count its objectives anew; ids in a column of their own are the tab's.
    """
    if Field.ID in okr.cells:
        return ""
    at = okr.at
    ranges = tables.get((at.workbook, at.sheet), [])
    return next((covers.a1 for covers in ranges if covers.holds(at.row, at.column)), "")


def _scope_of_id(okr: Okr, written: str) -> tuple[str, ...]:
    """An id as it is compared, behind the scope within which it must be one alone."""
    name = name_of(written)
    cycle = okr.cycle.label if okr.cycle else ""
    prefix = name.partition(".")[0]
    team = (okr.team or "").casefold()
    if _WITH_YEAR.search(name) or (len(prefix) > 1 and not prefix.isdigit() and team.startswith(prefix)):
        return (what(okr), cycle, name)
    if isinstance(okr, KeyResult):
        return (what(okr), okr.objective, name)
    return (what(okr), cycle, okr.at.workbook, okr.at.sheet, team, name)
