"""Rules about ids: one for two OKRs, one that belongs to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from okrsheets.alignment.names import name_of
from okrsheets.grid import CellRange
from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    Field,
    Finding,
    KeyResult,
    Objective,
    Okr,
    Severity,
)
from okrsheets.patterns import pattern
from okrsheets.rules.tables import judged_okrs
from okrsheets.rules.wording import listed, quoted, what

__all__ = ["duplicate_id", "foreign_id"]

_WITH_YEAR = pattern(r"(19|20)\d\d")
_NO_TEAMS = frozenset(["kr", "okr", "obj", "goal", "objective", "fy", "cy", "id", "no"])
_LEAST_BEARERS = 2
_ID = Field.ID  # asked of every OKR, and a class of words is slow to ask


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
    first: dict[tuple[str, ...], Okr] = {}
    same: dict[tuple[str, ...], list[Okr]] = {}
    tables = _tables(case)
    for each in judged_okrs(case):
        if each.id:
            meant = (*_scope_of_id(each, each.id), _block_of(each, tables))
            if (one := first.setdefault(meant, each)) is not each:
                same.setdefault(meant, [one]).append(each)
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
    if _ID in okr.cells:
        return ""
    at = okr.at
    ranges = tables.get((at.workbook, at.sheet), [])
    return next((covers.a1 for covers in ranges if covers.holds(at.row, at.column)), "")


def _scope_of_id(okr: Okr, written: str) -> tuple[str, ...]:
    """An id as it is compared, behind the scope within which it must be one alone."""
    name, prefix, says_year = _parts_of_id(written)
    team = (okr.team or "").casefold()
    everywhere = says_year or (prefix is not None and team.startswith(prefix))
    if isinstance(okr, KeyResult) and not everywhere:
        return (what(okr), okr.objective, name)
    cycle = okr.cycle.label if okr.cycle else ""
    if everywhere:
        return (what(okr), cycle, name)
    return (what(okr), cycle, okr.at.workbook, okr.at.sheet, team, name)


@lru_cache(maxsize=4096)  # most tabs count their ids alike
def _parts_of_id(written: str) -> tuple[str, str | None, bool]:
    """An id as it is compared, what of it may be the beginning of a team, and whether it says a year."""
    name = name_of(written)
    prefix = name.partition(".")[0]
    of_team = prefix if len(prefix) > 1 and not prefix.isdigit() else None
    return name, of_team, _WITH_YEAR.search(name) is not None


@rule("foreign-id", Severity.INFO)
def foreign_id(case: Case) -> Iterator[Finding]:
    """An id begins like those of another team.

    Most often the row was copied from there. Whoever reads the id looks for it in the wrong place, and a
    reference by it may mean the one it was copied from.

    Bad:
        Sales:
        | ID   | Objective       | Key result           | Target |
        | SA-1 | Win the east    | Sign resale partners | 20     |
        | SA-2 | Keep who we won | Renewals             | 90     |
        Marketing:
        | ID   | Objective          | Key result     | Target |
        | MA-1 | Be known           | Speak at fairs | 6      |
        | MA-2 | Be asked for first | Mentions       | 40     |
        | SA-3 | Be heard abroad    | Articles       | 12     |
    Good:
        Sales:
        | ID   | Objective       | Key result           | Target |
        | SA-1 | Win the east    | Sign resale partners | 20     |
        | SA-2 | Keep who we won | Renewals             | 90     |
        Marketing:
        | ID   | Objective          | Key result     | Target |
        | MA-1 | Be known           | Speak at fairs | 6      |
        | MA-2 | Be asked for first | Mentions       | 40     |
        | MA-3 | Be heard abroad    | Articles       | 12     |
    """
    own = _own_prefixes(case.okrs.objectives)
    owners: dict[str, list[str]] = {}
    for team, bears in own.items():
        owners.setdefault(bears, []).append(team)
    for objective in case.okrs.objectives:
        here, above = objective.team, _prefix(objective.id)
        if here is None or here not in own:
            continue
        family: tuple[Okr, ...] = (objective, *objective.key_results)
        for okr in family:
            prefix = _prefix(okr.id)
            if prefix is None or prefix == own[here] or (okr is not objective and prefix == above):
                continue
            owner = owners.get(prefix, [])
            if len(owner) == 1 and okr.team == here:
                yield finding(
                    place=okr.cells.get(Field.ID, okr.at),
                    okr=okr.key,
                    message=f'the id "{okr.id}" begins like those of {owner[0]}, and stands at {here}',
                    hint=f"give it an id of {here}, if it belongs there",
                )


def _own_prefixes(objectives: Iterable[Objective]) -> dict[str, str]:
    """How most ids of each team begin, where two objectives or more begin so."""
    counts: dict[str, Counter[str | None]] = {}
    for each in objectives:
        if each.team and each.id:
            counts.setdefault(each.team, Counter())[_prefix(each.id)] += 1
    found: dict[str, str] = {}
    for team, met in counts.items():
        prefix, number = max(met.items(), key=lambda item: (item[1], item[0] or ""))
        if prefix is not None and number >= _LEAST_BEARERS and 2 * number > met.total():
            found[team] = prefix
    return found


@lru_cache(maxsize=4096)
def _prefix(written: str | None) -> str | None:
    """The first letters of an id that can stand for a team.

    >>> _prefix("SA-1"), _prefix("2026-Q1-CTO-1.5"), _prefix("O1.KR2")
    ('sa', 'cto', None)
    """
    tokens = name_of(written or "").split(".")
    return next((one for one in tokens if len(one) > 1 and one.isalpha() and one not in _NO_TEAMS), None)
