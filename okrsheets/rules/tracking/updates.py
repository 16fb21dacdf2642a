"""Rules about updates: key results that nobody brought up to date, or never filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from okrsheets.grid import CellRef
from okrsheets.lint import Case, asked_once, finding, rule
from okrsheets.model import Field, Figure, Finding, KeyResult, Measure, Okr, Severity, Status
from okrsheets.rules.tables import OkrTable, okr_tables
from okrsheets.rules.tracking.standing import is_open, is_yet_to_come
from okrsheets.rules.wording import counted, named
from okrsheets.tuples import NamedTuple

__all__ = ["never_updated", "stale_check_in"]

_MANY = 3  # rows that are told together, where all of a table have one fault
_TELLS_HOW_IT_GOES = (Field.STATUS, Field.CONFIDENCE)
_TELLS_PROGRESS = (Field.CURRENT, Field.PROGRESS, Field.SCORE, Field.CHECK_IN)


@rule("stale-check-in", Severity.WARNING, silenced_by=("never-updated",))
def stale_check_in(case: Case) -> Iterator[Finding]:
    """Nobody has updated an OKR for longer than updates are apart.

    What is not looked at is not worked on: its figure says where it stood then, and its status is unknown
    until somebody looks again. An update is due as often as `[pace] cadence` says; without it as
    often as the dated check-ins of the tab show, weekly, fortnightly or monthly, else once a month. Three
    days later it is missed. Where syncs are remembered, whatever somebody changed in a row is an update.
    What is done is left alone; a table of which all rows were forgotten on one day is told once.

    Bad:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Updated    |
        | Win the east | Sign resale partners | 0        | 10      | 20     | 2026-10-05 |
        |              | New leads per week   | 10       | 30      | 50     | 2026-11-09 |
    Good:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Updated    |
        | Win the east | Sign resale partners | 0        | 12      | 20     | 2026-11-11 |
        |              | New leads per week   | 10       | 30      | 50     | 2026-11-09 |
    """
    for table in _tables_with_missed_updates(case):
        stale: list[_Stale] = []
        for okr in table.okrs:
            figure = case.figures.okrs.get(okr.key)
            if figure is not None and figure.missed_since and figure.updated and is_open(okr, figure):
                stale.append(_Stale(okr, figure.updated, figure.missed_since))
        asked = sum(isinstance(okr, KeyResult) and is_open(okr, None) for okr in table.okrs)
        if len(stale) >= max(asked, _MANY) and len({one.updated for one in stale}) == 1:
            yield _forgotten(table, stale)
        else:
            yield from (_stale(one) for one in stale)


@asked_once
def _tables_with_missed_updates(case: Case) -> Sequence[OkrTable]:
    """The tables of which some OKR misses an update that was due."""
    missed = {key for key, figure in case.figures.okrs.items() if figure.missed_since is not None}
    return [table for table in okr_tables(case) if not missed.isdisjoint(table.by_key)] if missed else []


class _Stale(NamedTuple):
    """An OKR with the day of its last update, and the day by which the next was due."""

    okr: Okr
    updated: date
    missed: date


def _stale(one: _Stale) -> Finding:
    return finding(
        place=_update_cell(one.okr, one.updated),
        okr=one.okr.key,
        message=f"{named(one.okr)} was last updated on {one.updated.isoformat()}; "
        f"the next update was due by {one.missed.isoformat()}",
        hint="enter where it stands now, with the day",
    )


def _forgotten(table: OkrTable, stale: Sequence[_Stale]) -> Finding:
    first = stale[0]
    return finding(
        place=table.place,
        also=[one.okr.key for one in stale],
        message=f"nothing here was updated since {first.updated.isoformat()}; "
        f"the next update was due by {max(one.missed for one in stale).isoformat()}",
        hint="enter where each of them stands now, with the day",
    )


def _update_cell(okr: Okr, updated: date) -> CellRef:
    """The cell that says when an OKR was last updated, else the one that is to be."""
    check_ins = okr.check_ins if isinstance(okr, KeyResult) else ()
    at = next((check_in.at for check_in in check_ins if check_in.day == updated), None)
    if Field.UPDATED in okr.cells and (at is None or okr.updated == updated):
        return okr.cells[Field.UPDATED]
    return at or next((okr.cells[field] for field in _TELLS_PROGRESS if field in okr.cells), okr.at)


@rule(
    "never-updated",
    Severity.WARNING,
    silenced_by=("error-value", "no-cached-value", "unreadable-value", "unmeasurable-key-result"),
)
def never_updated(case: Case) -> Iterator[Finding]:
    """The cycle has long begun, and a key result has no value yet.

    It was written down and forgotten, or nobody knows how to measure it. Either is better known now than
    at the end. The first value is due when the first update is, see stale-check-in; of what is either done or
    not, when its time is over. Where none of the key results of a table has one it is told once, and so is a
    table without a column for it.

    Bad:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 0        | 10      | 20     |
        |              | New leads per week   | 10       |         | 50     |
    Good:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 0        | 10      | 20     |
        |              | New leads per week   | 10       | 30      | 50     |
    """
    for table in _tables_with_missed_updates(case):
        key_results = [okr for okr in table.okrs if isinstance(okr, KeyResult)]
        waiting = [
            okr
            for okr in key_results
            if _waits(okr, case.figures.okrs.get(okr.key)) and not is_yet_to_come(okr, case.today)
        ]
        if not waiting:
            continue
        asked = [okr for okr in waiting if _value_cell(okr) is not None]
        if asked and (len(asked) < len(key_results) or len(asked) == 1):
            yield from (_without_value(okr) for okr in asked)
        elif asked:
            yield _none_has_a_value(table, asked)
        elif not any(field in okr.cells for field in _TELLS_HOW_IT_GOES for okr in key_results):
            yield _without_column(table, waiting)


def _waits(okr: KeyResult, figure: Figure | None) -> bool:
    """Whether a first value is due that has not come, though there is something to reach."""
    if figure is None or figure.missed_since is None or not is_open(okr, figure):
        return False
    if okr.current is not None or okr.stated_progress is not None or Field.CURRENT in okr.unreadable:
        return False
    return okr.target is not None or okr.measure is Measure.YES_NO


def _value_cell(okr: KeyResult) -> CellRef | None:
    """The cell where a value would be entered."""
    return next((okr.cells[field] for field in _TELLS_PROGRESS if field in okr.cells), None)


def _without_value(okr: KeyResult) -> Finding:
    said = " and is said to be on track" if okr.stated_meaning is Status.ON_TRACK else ""
    return finding(
        place=_value_cell(okr) or okr.at,
        okr=okr.key,
        message=f"{named(okr)} has no value yet{said}",
        hint="enter where it stands now; if nobody can tell, find another measure",
    )


def _none_has_a_value(table: OkrTable, okrs: Sequence[KeyResult]) -> Finding:
    return finding(
        place=table.place,
        also=[okr.key for okr in okrs],
        message=f"none of the {len(okrs)} key results here has a value yet",
        hint="enter where each of them stands now",
    )


def _without_column(table: OkrTable, okrs: Sequence[KeyResult]) -> Finding:
    return finding(
        place=table.place,
        also=[okr.key for okr in okrs],
        message=f"no column of this table says where its {counted(len(okrs), 'key result')} "
        f"{'stands' if len(okrs) == 1 else 'stand'}",
        hint='add a column "Current" and keep it up to date',
        at_most=Severity.INFO,
    )
