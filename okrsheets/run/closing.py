"""Closing a cycle: its last report, its scores, and no more writing into its rows; and taking that back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from okrsheets.errors import DamagedStateError, OkrSheetsError, UsageError
from okrsheets.grid import CellRef
from okrsheets.model import (
    ClosedCycle,
    Cycle,
    CyclePhase,
    Field,
    FinalScore,
    Okr,
    Results,
    Scope,
    Status,
    narrow,
)
from okrsheets.reading.times.cycles import usual_cycle
from okrsheets.run.analysis import Analysis, plan_sources
from okrsheets.run.cycles import KnownCycle, cycle_called, known_cycles
from okrsheets.run.reports import put_text, render
from okrsheets.run.sources import Wanted, state_folder
from okrsheets.tuples import NamedTuple

__all__ = ["Closing", "close_cycle", "following", "reopen_cycle"]

_FORMS = {"html": "report.html", "markdown": "summary.md", "json": "report.json", "csv": "report.csv"}
"""The files of a last report: the page comes first."""


class Closing(NamedTuple):
    """What closing a cycle came to. `was_closed`: it was closed before, and nothing was done.

    `due` is how many cells a sync would have written for it; `page` is that of its last report, and None
    where it lies there no more. `next` is the cycle after it, where that can be told.
    """

    closed: ClosedCycle
    page: Path | None
    was_closed: bool = False
    due: int = 0
    next: Cycle | None = None


def close_cycle(wanted: Wanted, label: str | None, *, early: bool) -> Closing:
    """Lay the last report of a cycle, keep its scores, and freeze its rows; the workbooks stay as they are.

    Without a label it is the one that has ended and is not closed by anybody yet. Raises UsageError where
    there is none such or it is not over yet, unless it is to be closed `early`, and where only some of the
    workbooks are asked about; OkrSheetsError where one could not be read; DamagedStateError, LockHeldError,
    StateError, OutputError.
    """
    from okrsheets.state import open_state, sync_lock

    analysis, known = known_cycles(wanted)
    _refuse_damage(analysis)
    if not analysis.is_whole:
        what = "would close it for some workbooks only, and a cycle is closed for all that the config names"
        raise UsageError("okrsheets cycle close LABEL SOURCE", what, "leave the SOURCE away")
    year = analysis.settings.reading.fiscal_year_start
    one = _meant(label, known, wanted)
    cycle, page = one.cycle, wanted.config.root / wanted.config.report_out / one.cycle.label / _FORMS["html"]
    after = following(cycle, fiscal_year_start=year)
    if one.closed is not None:
        return Closing(one.closed, page if page.is_file() else None, was_closed=True, next=after)
    _refuse_unfinished(cycle, wanted, early=early)
    for failure in analysis.failures:
        what = f"stays open, as {failure.place} cannot be read: {failure.what}"
        raise OkrSheetsError(f"cycle {cycle.label}", what, failure.cure)
    results = narrow(analysis.results, Scope(cycle=cycle.label))
    closed = ClosedCycle(cycle, wanted.today, tuple(_scores(analysis.results, cycle.label)))
    folder = state_folder(wanted.config)
    with sync_lock(folder), open_state(folder) as state:
        for form, name in _FORMS.items():
            put_text(page.with_name(name), render(results, analysis, config=wanted.config, form=form))
        state.close_cycle(closed)  # last: whoever is cut off before closes it again, and the same comes of it
    return Closing(closed, page, due=_due(analysis, cycle.label), next=after)


def reopen_cycle(wanted: Wanted, label: str) -> tuple[ClosedCycle, CyclePhase]:
    """Take back that somebody closed a cycle; returns it with the phase that it is in by the day alone.

    Raises UsageError where nobody did, LockHeldError, StateError.
    """
    from okrsheets.state import open_state, read_closed, sync_lock

    folder = state_folder(wanted.config)
    closed = {each.cycle: each for each in read_closed(folder, until=wanted.today)}
    if not closed:
        raise UsageError("okrsheets cycle reopen", "no cycle was closed", "okrsheets cycle list shows them")
    year = wanted.config.stages.reading.fiscal_year_start
    cycle = cycle_called(
        label,
        closed,
        fiscal_year_start=year,
        place="okrsheets cycle reopen",
        otherwise=("is a cycle that nobody closed", "closed are"),
    )
    with sync_lock(folder), open_state(folder) as state:
        state.reopen_cycle(cycle.label)
    phase = cycle._replace(closed=False).phase(
        wanted.today, close_after=wanted.config.stages.lint.close_after
    )
    return closed[cycle], phase


def following(cycle: Cycle, *, fiscal_year_start: int) -> Cycle | None:
    """The cycle of the same kind that begins when one has ended; None where that has no usual name."""
    start = cycle.end + timedelta(days=1)
    months = (cycle.end.year - cycle.start.year) * 12 + cycle.end.month - cycle.start.month + 1
    last = start.month - 1 + months
    try:
        end = start.replace(year=start.year + last // 12, month=last % 12 + 1, day=1) - timedelta(days=1)
    except ValueError:  # the last year that there is
        return None
    return usual_cycle(start, end, fiscal_year_start=fiscal_year_start) if start.day == 1 else None


def _meant(label: str | None, known: tuple[KnownCycle, ...], wanted: Wanted) -> KnownCycle:
    by_cycle = {each.cycle: each for each in known}
    if label is not None:
        year = wanted.config.stages.reading.fiscal_year_start
        place = "okrsheets cycle close"
        return by_cycle[cycle_called(label, by_cycle, fiscal_year_start=year, place=place)]
    ended = [each for each in known if each.cycle.end < wanted.today and each.closed is None]
    ended = [each for each in ended if each.phase is CyclePhase.OPEN] or ended
    if len(ended) == 1:
        return ended[0]
    place = "okrsheets cycle close"
    if ended:
        labels = ", ".join(each.cycle.label for each in ended)
        raise UsageError(place, f"{len(ended)} cycles have ended: {labels}", "name the one to close")
    going_on = [each.cycle for each in known if each.phase is CyclePhase.OPEN]
    cure = (
        f"{going_on[0].label} ends on {going_on[0].end.isoformat()}; name it, with --early, to close it now"
        if going_on
        else "okrsheets cycle list shows all there are"
    )
    raise UsageError(place, "no cycle has ended that is not closed already", cure)


def _refuse_unfinished(cycle: Cycle, wanted: Wanted, *, early: bool) -> None:
    if wanted.today < cycle.start:
        what = f"begins on {cycle.start.isoformat()} and cannot be closed before"
        raise UsageError(f"cycle {cycle.label}", what, "name a cycle that has begun")
    if wanted.today <= cycle.end and not early:
        cure = "close it then, or with --early now"
        raise UsageError(f"cycle {cycle.label}", f"goes on until {cycle.end.isoformat()}", cure)


def _refuse_damage(analysis: Analysis) -> None:
    if analysis.kept is not None and isinstance(analysis.kept.damage, DamagedStateError):
        raise analysis.kept.damage


def _scores(results: Results, label: str) -> Iterator[FinalScore]:
    """How each OKR of a cycle ends, objectives before their key results."""
    values = {
        CellRef(book.source, sheet.name, *at): cell.value
        for book in results.workbooks
        for sheet in book.sheets
        for at, cell in sheet.cells.items()
        if cell.value is not None
    }
    for okr in results.okrs.okrs:
        if okr.cycle is not None and okr.cycle.label == label:
            yield _score(okr, results, values)


def _score(okr: Okr, results: Results, values: Mapping[CellRef, object]) -> FinalScore:
    figure = results.figures.okrs.get(okr.key)
    graded = Field.SCORE in okr.cells and okr.cells[Field.SCORE] in values
    share = okr.stated_progress if graded and okr.stated_progress is not None else figure and figure.progress
    return FinalScore(
        okr.key,
        okr.title,
        okr.team,
        getattr(okr, "objective", None),
        None if share is None else round(min(max(share, 0.0), 1.0), 6),
        Status.UNKNOWN if figure is None else figure.status,
    )


def _due(analysis: Analysis, label: str) -> int:
    """How many cells of a cycle's OKRs a sync would write into workbooks that it may write."""
    by_key = analysis.results.okrs.by_key
    willing = {source.name for source in analysis.sources if source.write is not False}
    cycles = (
        by_key[edit.key].cycle
        for plan in plan_sources(analysis)
        if plan.workbook in willing
        for edit in plan.edits
        if edit.key in by_key
    )
    return sum(cycle is not None and cycle.label == label for cycle in cycles)
