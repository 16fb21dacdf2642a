"""One sync: read, judge, write what was consented to, remember it, report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from okrsheets.errors import OkrSheetsError, SourceChangedError, WriteRefusedError
from okrsheets.grid import CellEdit, Workbook, WriteOutcome, WritePlan
from okrsheets.run.analysis import Analysis, analyse_sources, plan_sources
from okrsheets.run.aside import aside
from okrsheets.run.reports import write_reports
from okrsheets.run.sources import Wanted, adapter_for, state_folder
from okrsheets.state import open_state, sync_lock
from okrsheets.writeback import edited_by_hand, memory_after

if TYPE_CHECKING:
    from okrsheets.state import State

__all__ = ["Consent", "SyncOutcome", "sync"]

ATTEMPTS = 3  # a first read, and twice again where a source changed while we worked

Consent = Callable[[WritePlan, Workbook], bool]


class SyncOutcome(NamedTuple):
    """What one sync did. `unasked` are plans for workbooks that nobody consented to write.

    `absent` are (place, heading) of columns of ours that a person deleted and that stay away.
    `edited` are cells of ours that a person had changed and that were written over.
    `failures` are sources unread, writes refused and files that kept changing under us;
    `known_refusals` are writes refused for the reason already told by the last sync.
    `partly_refused`: some cell or tab was refused that was not refused before.
    """

    analysis: Analysis
    written: tuple[WriteOutcome, ...] = ()
    unasked: tuple[WritePlan, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    edited: tuple[CellEdit, ...] = ()
    failures: tuple[OkrSheetsError, ...] = ()
    known_refusals: tuple[WriteRefusedError, ...] = ()
    partly_refused: bool = False
    reports: tuple[Path, ...] = ()


def sync(wanted: Wanted, *, now: datetime, consent: Consent, write: bool = True) -> SyncOutcome:
    """Read, judge, write what was consented to, remember it and render the report.

    `consent` is asked for each workbook with changes due that the config does not allow; a yes is
    remembered. A source that changes meanwhile is read again, at most twice.
    Raises LockHeldError while another sync of the same folder works.
    """
    analysis = analyse_sources(wanted)  # before anything is made on disk: a mistyped path leaves no trace
    folder = state_folder(wanted.config)
    written: list[WriteOutcome] = []
    edited: list[CellEdit] = []
    with sync_lock(folder), open_state(folder) as state:
        for attempt in range(1, ATTEMPTS + 1):
            # the report says nothing of what is written, so both are done at the same time
            reports = aside(partial(write_reports, analysis, wanted.config))
            outcome = _sync_once(analysis, state, now=now, consent=consent, write=write)
            outcome = outcome._replace(reports=reports())
            written += outcome.written
            edited += outcome.edited
            changed = any(isinstance(failure, SourceChangedError) for failure in outcome.failures)
            if not changed or attempt == ATTEMPTS:
                break
            analysis = analyse_sources(wanted)
    return outcome._replace(written=tuple(written), edited=tuple(edited))


def _sync_once(
    analysis: Analysis, state: State, *, now: datetime, consent: Consent, write: bool
) -> SyncOutcome:
    workbooks = {workbook.source: workbook for workbook in analysis.results.workbooks}
    said = {source.name: source.write for source in analysis.sources}
    written: list[WriteOutcome] = []
    unasked: list[WritePlan] = []
    failures: list[OkrSheetsError] = list(analysis.failures)
    absent: list[tuple[str, str]] = []
    edited: list[CellEdit] = []
    known: list[WriteRefusedError] = []
    partly = False
    for plan in plan_sources(analysis) if write else ():
        workbook = workbooks[plan.workbook]
        absent += ((f"{plan.workbook}, {sheet}", heading) for sheet, heading in plan.absent)
        if plan.empty:
            continue
        if not _may_write(plan, workbook, state, said=said[plan.workbook], consent=consent, now=now):
            unasked.append(plan)
            continue
        try:
            state.back_up(plan.workbook, revision=plan.revision, when=now)
            outcome = adapter_for(plan.workbook).apply(plan)
        except SourceChangedError as error:
            failures.append(error)
            continue
        except WriteRefusedError as error:
            (failures if state.refused(plan.workbook) != error.what else known).append(error)
            state.remember_refusal(plan.workbook, error.what)
            continue
        why = "; ".join(f"{refusal.sheet} {refusal.at} {refusal.name}" for refusal in outcome.refused) or None
        news = why is not None and why != state.refused(plan.workbook)
        partly = partly or news
        state.remember_refusal(plan.workbook, why)
        ours = memory_after(plan, outcome, results=analysis.results, memory=analysis.memory)
        state.remember(plan.workbook, ours, revision=outcome.revision, when=now)
        written.append(outcome)
        edited += edited_by_hand(outcome.written, memory=analysis.memory)
    return SyncOutcome(
        analysis=analysis,
        written=tuple(written),
        unasked=tuple(unasked),
        absent=tuple(absent),
        edited=tuple(edited),
        failures=tuple(failures),
        known_refusals=tuple(known),
        partly_refused=partly,
    )


def _may_write(
    plan: WritePlan, workbook: Workbook, state: State, *, said: bool | None, consent: Consent, now: datetime
) -> bool:
    """Whether a person agreed: in the config, on an earlier day, or now."""
    if said is not None:
        return said
    if state.consented(plan.workbook):
        return True
    if not consent(plan, workbook):
        return False
    state.remember_consent(plan.workbook, when=now)
    return True
