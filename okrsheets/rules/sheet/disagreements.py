"""A rule about formulas of progress that count otherwise than progress is counted here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isclose

from okrsheets.formulas import references_in
from okrsheets.grid import Cell, CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Direction, Field, Finding, KeyResult, Objective, Okr, Severity
from okrsheets.rules.cells import Cells
from okrsheets.rules.computed import Computed, compared
from okrsheets.rules.tables import given_up
from okrsheets.rules.wording import counted, named, percent, quoted
from okrsheets.tuples import NamedTuple

__all__ = ["formula_disagrees"]

_SCALES = (1, 10, 100)
_WAY = (Field.BASELINE, Field.CURRENT, Field.TARGET)


class _Disagreement(NamedTuple):
    """An OKR whose formula gives another progress than was computed; `because` where that is known."""

    okr: Okr
    cell: CellRef
    formula: str
    computed: Computed
    because: str
    cure: str


@rule("formula-disagrees", Severity.INFO, silenced_by=("range-misses-rows",))
def formula_disagrees(case: Case, *, points: float = 1) -> Iterator[Finding]:
    """A formula of the sheet counts progress otherwise than it is counted here, so two figures go round.

    Here progress is the share of the way from baseline to target, and that of an objective the mean of its
    key results by weight, each held between none and all of it. Most formulas that disagree divide the
    current value by the target, which is another thing as soon as there is a baseline. It is told once
    for a column and reason.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target | Progress                   |
        | Win the east | Sign resale partners | 10       | 14      | 20     | =D2/E2 -> 70 %             |
        |              | New leads per week   | 0        | 25      | 50     | =D3/E3 -> 50 %             |
    Good:
        | Objective    | Key result           | Baseline | Current | Target | Progress                   |
        | Win the east | Sign resale partners | 10       | 14      | 20     | =(D2-C2)/(E2-C2) -> 40 %   |
        |              | New leads per week   | 0        | 25      | 50     | =(D3-C3)/(E3-C3) -> 50 %   |
    """
    cells = Cells.of(case.workbooks)
    groups: dict[tuple[str, str, int, bool, str], list[_Disagreement]] = {}
    following: dict[str, Objective] = {}
    tolerance = points / 100
    for objective, key_results, mean in compared(case):
        unlike = [(okr, computed) for okr, computed in key_results if computed.differs(okr, tolerance)]
        told = [found for okr, computed in unlike if (found := _of_values(okr, computed, cells)) is not None]
        if mean is not None and mean.differs(objective, tolerance):
            found = _of_mean(objective, mean, cells)
            if told and found is not None:
                following[told[0].okr.key] = objective
            elif found is not None and not unlike:
                told.append(found)
        for each in told:
            place, kind = each.cell, isinstance(each.okr, KeyResult)
            column = (place.workbook, place.sheet, place.column, kind, each.because)
            groups.setdefault(column, []).append(each)
    for group in groups.values():
        yield _told(group, [following[each.okr.key] for each in group if each.okr.key in following])


def _told(group: Sequence[_Disagreement], following: Sequence[Objective]) -> Finding:
    """What is told once of OKRs in one column; objectives that follow from them are spoken of with it."""
    first = group[0]
    low, high = percent(first.computed.low), percent(first.computed.high)
    amount = low if low == high else f"between {low} and {high}"
    because = f": {first.because}" if first.because else ""
    more = (
        f" (so {'does' if len(group) == 2 else 'do'} {counted(len(group) - 1, 'more cell')})"
        if len(group) > 1
        else ""
    )
    return finding(
        place=first.cell,
        okr=first.okr.key,
        also=[okr.key for okr in (*(each.okr for each in group[1:]), *following)],
        message=f"{quoted('=' + first.formula)} gives {percent(first.okr.stated_progress or 0.0)} for "
        f"{named(first.okr)}, but its {first.computed.source} to {amount}{because}{more}",
        hint=first.cure,
    )


def _formula(okr: Okr, cells: Cells) -> tuple[CellRef, str] | None:
    """The cell and the formula that gave the progress of an OKR; None where it was typed."""
    place = okr.cells[Field.PROGRESS]
    cell = cells.at(place)
    if cell is None or cell.formula is None or not _gave(cell, okr.stated_progress or 0.0):
        return None
    return place, cell.formula


def _gave(cell: Cell, stated: float) -> bool:
    """Whether a cell holds the figure that was read, on whatever scale; not that of another column."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return any(isclose(value, stated * scale, abs_tol=1e-9) for scale in _SCALES)


def _of_values(okr: KeyResult, computed: Computed, cells: Cells) -> _Disagreement | None:
    """A key result whose formula gives another progress than its values."""
    if (found := _formula(okr, cells)) is None:
        return None
    place, formula = found
    because, cure = _why(okr, place, formula)
    return _Disagreement(okr, place, formula, computed, because, cure)


def _why(okr: KeyResult, place: CellRef, formula: str) -> tuple[str, str]:
    """Why a formula counts otherwise, where that shows, and what to write in its place."""
    if okr.checkpoints:
        return "its scoring says how far which values are", _cure(None)
    if okr.direction is Direction.MAINTAIN:
        return "what is to be held counts whole within its bound and not at all outside", _cure(None)
    read = {
        reference.range.left
        for reference in references_in(formula)
        if reference.sheet is None and reference.range.top == reference.range.bottom == place.row
    }
    baseline, current, target = (okr.cells.get(field) for field in _WAY)
    cure = _cure(None)
    if baseline is not None and current is not None and target is not None:
        way = f"({target.a1}-{baseline.a1})"
        cure = _cure(f"=({current.a1}-{baseline.a1})/{way}")
    if current is None or target is None or not {current.column, target.column} <= read:
        return "", _cure(None)
    if baseline is not None and baseline.column in read:
        return (
            ("it rounds", "let it round to whole percent at most")
            if "ROUND" in formula.upper()
            else ("", cure)
        )
    if okr.baseline is not None and okr.target is not None and okr.target < okr.baseline:
        return "it takes more for better, and this is to fall", cure
    return ("it leaves out the baseline", cure) if okr.baseline else ("", cure)


def _cure(formula: str | None) -> str:
    if formula is None:
        return "see which of the two is meant, and write it down for those who read the sheet"
    return f"write {formula}, or keep in mind that the report counts so"


def _of_mean(objective: Objective, mean: Computed, cells: Cells) -> _Disagreement | None:
    """An objective whose formula gives another progress than the mean of its own key results."""
    if (found := _formula(objective, cells)) is None:
        return None
    place, formula = found
    counting = [okr for okr in objective.key_results if not given_up(okr)]
    because = ""
    if any((okr.stated_progress or 0.0) < 0 for okr in counting):
        return None  # it counts as 0 here, and is told itself: moved-backwards
    over = next((okr for okr in counting if (okr.stated_progress or 0.0) > 1), None)
    rows = [okr.at.row for okr in objective.key_results]
    if any(one.range.top < min(rows) or max(rows) < one.range.bottom for one in references_in(formula)):
        because = "it reads more than the rows of its key results"
    elif over is not None:
        because = f"{named(over)} at {percent(over.stated_progress or 0.0)} counts as 100 % here"
    elif len({okr.weight for okr in counting}) > 1 and "SUMPRODUCT" not in formula.upper():
        because = "its key results have weights"
    elif len(counting) < len(objective.key_results):
        because = "it counts what is given up too"
    return _Disagreement(objective, place, formula, mean, because, _cure(None))
