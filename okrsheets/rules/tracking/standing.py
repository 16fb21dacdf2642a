"""Where OKRs stand by their own rows, for the rules of this family."""

from __future__ import annotations

from datetime import date

from okrsheets.grid import CellRef
from okrsheets.lint import Case, asked_once
from okrsheets.model import Direction, Field, Figure, KeyResult, Measure, Okr, Status
from okrsheets.rules.tables import given_up, pursued_okrs

__all__ = [
    "is_held_or_done",
    "is_open",
    "is_over",
    "is_yet_to_come",
    "last_day",
    "measured",
    "open_okrs",
    "standing_cell",
]

# Asked of every OKR, and a class of words is slow to ask.
_DONE, _MAINTAIN, _YES_NO = Status.DONE, Direction.MAINTAIN, Measure.YES_NO


@asked_once
def measured(case: Case) -> tuple[tuple[Okr, Figure, float], ...]:
    """The OKRs whose own row gives their progress, with it."""
    return tuple(
        (okr, figure, figure.progress)
        for okr, figure in _with_figures(case)
        if figure is not None and figure.progress is not None and figure.basis in ("values", "stated")
    )


@asked_once
def open_okrs(case: Case) -> tuple[tuple[Okr, Figure | None], ...]:
    """The OKRs for which there is still something to do, with their figures."""
    return tuple((okr, figure) for okr, figure in _with_figures(case) if is_open(okr, figure))


@asked_once
def _with_figures(case: Case) -> tuple[tuple[Okr, Figure | None], ...]:
    """The OKRs that are not given up, with their figures."""
    figures = case.figures.okrs
    return tuple((okr, figures.get(okr.key)) for okr in pursued_okrs(case))


def is_held_or_done(okr: Okr) -> bool:
    """Whether a key result is one to hold steady, or one that is done or not."""
    return isinstance(okr, KeyResult) and (okr.direction is _MAINTAIN or okr.measure is _YES_NO)


def is_open(okr: Okr, figure: Figure | None) -> bool:
    """Whether there is still something to do for it: neither done, by figures or words, nor given up."""
    if okr.stated_meaning is not None and (okr.stated_meaning is _DONE or given_up(okr)):
        return False
    return figure is None or figure.status is not _DONE


def is_yet_to_come(okr: Okr, today: date) -> bool:
    """Whether an OKR is one thing to be done, and its time is not over: it can be on track at 0."""
    if not isinstance(okr, KeyResult) or okr.measure is not _YES_NO or (okr.target or 1) > 1:
        return False
    return not is_over(okr, today)


def is_over(okr: Okr, today: date) -> bool:
    """Whether the last day that an OKR has is over."""
    end = okr.due or (okr.cycle.end if okr.cycle else None)
    return end is not None and end < today


def last_day(okr: Okr) -> str:
    """The day by which an OKR is to be reached, in words to put behind it; empty without one."""
    end = okr.due or (okr.cycle.end if okr.cycle else None)
    return f", due {end.isoformat()}" if end else ""


def standing_cell(okr: Okr, figure: Figure) -> CellRef:
    """The cell that says where an OKR stands: its current value, or the progress that somebody wrote.

    Without a column for it, that is the last check-in.
    """
    place = okr.cells.get(Field.PROGRESS if figure.basis == "stated" else Field.CURRENT)
    if place is not None:
        return place
    told = okr.check_ins if isinstance(okr, KeyResult) else ()
    return next((one.at for one in reversed(told) if (one.value, one.progress) != (None, None)), okr.at)
