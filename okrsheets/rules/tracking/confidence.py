"""Rules about what owners say themselves: low confidence, and red without a word of why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from okrsheets.grid import CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Field, Finding, KeyResult, Okr, Severity, Status
from okrsheets.rules.fields import placed_fields, said_fields
from okrsheets.rules.past import since_the_start
from okrsheets.rules.tracking.standing import is_over, open_okrs
from okrsheets.rules.wording import named, percent

__all__ = ["low_confidence", "red_without_note"]

_LOW = 0.4
"""Below it open-okr and WorkBoard show confidence in red."""


@rule("low-confidence", Severity.WARNING, silenced_by=("mixed-scale",))
def low_confidence(case: Case, *, least: float = _LOW, fall: float = 0.2) -> Iterator[Finding]:
    """Those who work on an OKR hardly believe that it will be reached, or believe it much less than before.

    It is the earliest warning there is, long before the figures show anything. It falls when dated
    check-ins, or without these two changes that syncs saw, tell that it lost 20 points. Confidence from 0 to
    10, in percent or in words is read as a share; a column of nothing but zeros has not been filled in.

    Bad:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Confidence |
        | Win the east | Sign resale partners | 0        | 9       | 20     | 30 %       |
        |              | New leads per week   | 10       | 30      | 50     | 70 %       |
    Good:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Confidence |
        | Win the east | Sign resale partners | 0        | 9       | 20     | 60 %       |
        |              | New leads per week   | 10       | 30      | 50     | 70 %       |
    """
    said: dict[CellRef, Okr] = {}
    filled: set[tuple[str, str, int]] = set()
    for okr, _ in open_okrs(case) if Field.CONFIDENCE in said_fields(case) else ():
        if okr.confidence is None or is_over(okr, case.today):
            continue
        cell = okr.cells.get(Field.CONFIDENCE, okr.at)
        said.setdefault(cell, okr)
        if okr.confidence > 0:
            filled.add((cell.workbook, cell.sheet, cell.column))
    for cell, okr in said.items():
        if (cell.workbook, cell.sheet, cell.column) not in filled:
            continue
        if (how := _low_or_falling(okr, case, least=least, fall=fall)) is not None:
            yield finding(
                place=cell,
                okr=okr.key,
                message=f"the confidence in {named(okr)} {how}",
                hint="say what would raise it, and ask for help while there is time",
            )


def _low_or_falling(okr: Okr, case: Case, *, least: float, fall: float) -> str | None:
    now = okr.confidence or 0.0
    if now < least:
        return f"is {percent(now)}"
    check_ins = okr.check_ins if isinstance(okr, KeyResult) else ()
    days = [one.confidence for one in check_ins if one.day <= case.today and one.confidence is not None]
    if not days:
        seen = (moment.confidence for moment in since_the_start(case, okr))
        days = [said for said, _ in groupby(one for one in seen if one is not None)]
    before = max(days[-3:], default=now)
    return f"fell from {percent(before)} to {percent(now)}" if round(before - now, 9) >= fall else None


@rule("red-without-note", Severity.INFO)
def red_without_note(case: Case, *, least: float = _LOW) -> Iterator[Finding]:
    """An OKR is said to be at risk, or its confidence is low, and its note is blank.

    Red says that help is wanted; without a word nobody knows which. Only tables with a column for notes
    are looked at, and only what the sheet itself says.

    Bad:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Status   | Notes              |
        | Win the east | Sign resale partners | 0        | 6       | 20     | At risk  |                    |
        |              | New leads per week   | 10       | 30      | 50     | On track | The fair helped us |
    Good:
        Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Status   | Notes              |
        | Win the east | Sign resale partners | 0        | 9       | 20     | At risk  | Two partners left  |
        |              | New leads per week   | 10       | 30      | 50     | On track | The fair helped us |
    """
    for okr, _ in open_okrs(case) if Field.NOTE in placed_fields(case) else ():
        if (why := _red(okr, least=least)) is None or _has_word(okr):
            continue
        if Field.NOTE not in okr.cells or okr.note:
            continue
        yield finding(
            place=okr.cells[Field.NOTE],
            okr=okr.key,
            message=f"{named(okr)} {why}, and no note says why",
            hint="write what stands in the way and what is done about it",
        )


def _red(okr: Okr, *, least: float) -> str | None:
    if okr.stated_meaning is Status.AT_RISK:
        return "is said to be at risk"
    if okr.confidence is not None and 0 < okr.confidence < least:
        return f"has a confidence of {percent(okr.confidence)}"
    return None


def _has_word(okr: Okr) -> bool:
    """Whether the latest check-in of an OKR has a note."""
    return isinstance(okr, KeyResult) and bool(okr.check_ins) and bool(okr.check_ins[-1].note)
