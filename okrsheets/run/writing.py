"""Writes what is planned for one workbook, where people agreed, and has the state remember it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from okrsheets.edits import Refusal, WriteOutcome, WritePlan
from okrsheets.errors import OkrSheetsError, StateError, WriteRefusedError
from okrsheets.model import LastWrite, Results
from okrsheets.run.analysis import Analysis
from okrsheets.run.sources import is_link
from okrsheets.tuples import NamedTuple
from okrsheets.writeback import memory_after

if TYPE_CHECKING:
    from okrsheets.state import State

__all__ = ["Consent", "Done", "Hear", "Keeping", "may_write", "nothing_written", "write_one"]

Consent: TypeAlias = Callable[[WritePlan, Results], bool]
Hear: TypeAlias = Callable[[str, Mapping[str, object]], None]


class Keeping(NamedTuple):
    """Collects what the state could not keep: a full disk must not stop what can still be done."""

    failures: list[StateError]

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, StateError):
            self.failures.append(error)
            return True
        return False


class Done(NamedTuple):
    """What became of one plan: written, failed, or (neither) nobody consented.

    `again`: what was refused was refused for the same reason the last time.
    """

    plan: WritePlan
    outcome: WriteOutcome | None = None
    error: OkrSheetsError | None = None
    again: bool = False


def write_one(
    plan: WritePlan, analysis: Analysis, state: State, *, now: datetime, keeping: Keeping, hear: Hear
) -> Done:
    """Write one workbook and remember it, with a copy of it as it was; of what is no file none is made."""
    before = state.refused(plan.workbook)
    try:
        if not is_link(plan.workbook):
            state.back_up(plan.workbook, revision=plan.revision, when=now)
        outcome = analysis.adapters.of(plan.workbook).apply(plan)
    except WriteRefusedError as error:
        with keeping:
            state.remember_refusal(plan.workbook, error.what)
        return Done(plan, error=error, again=before == error.what)
    except OkrSheetsError as error:  # it changed, went away, or could not be copied first
        return Done(plan, error=error)
    outcome = outcome._replace(refused=(*plan.refused, *outcome.refused))
    cells = len(outcome.written) + outcome.tab_cells
    hear("wrote", {"workbook": plan.workbook, "cells": cells, "refused": len(outcome.refused)})
    why = _why(outcome.refused)
    with keeping, state.together():
        _remember_write(plan, outcome, analysis, state, now=now)
    return Done(plan, outcome, again=before == why)


def _remember_write(
    plan: WritePlan, outcome: WriteOutcome, analysis: Analysis, state: State, *, now: datetime
) -> None:
    """Keep what was written, so that it is known for ours and can be taken back. Raises StateError."""
    state.remember_refusal(plan.workbook, _why(outcome.refused))
    if outcome.revision != plan.revision:
        state.remember_write(_last_write(plan, outcome, analysis, now=now))
    ours = memory_after(plan, outcome, results=analysis.results, memory=analysis.memory)
    state.remember(plan.workbook, ours)
    due = {*(tab.name for tab in plan.tabs), *(edit.ref.sheet for edit in plan.tab_edits)}
    if plan.own_tab is not None and due.isdisjoint(refusal.sheet for refusal in outcome.refused):
        state.remember_tab(plan.workbook, plan.own_tab)


def nothing_written(plan: WritePlan, state: State, keeping: Keeping) -> tuple[WriteOutcome, None, bool]:
    """What became of a plan of which all that is due is refused."""
    before, why = state.refused(plan.workbook), _why(plan.refused)
    with keeping:
        state.remember_refusal(plan.workbook, why)
    return WriteOutcome(plan.workbook, plan.revision, refused=plan.refused), None, before == why


def _why(refused: Iterable[Refusal]) -> str | None:
    return "; ".join(f"{refusal.sheet} {refusal.at} {refusal.name}" for refusal in refused) or None


def _last_write(plan: WritePlan, outcome: WriteOutcome, analysis: Analysis, *, now: datetime) -> LastWrite:
    """What is kept of a write so that it can be taken back: what was refused is no part of it."""
    refused = {(refusal.sheet, refusal.at) for refusal in outcome.refused}
    made = [
        column
        for column in plan.columns
        if column.new and refused.isdisjoint({(column.at.sheet, None), (column.at.sheet, column.at.a1)})
    ]
    headings = {(column.at.sheet, column.heading) for column in made}
    return LastWrite(
        plan.workbook,
        now,
        plan.revision,
        outcome.revision,
        outcome.written,
        tuple(made),
        tuple(g for g in plan.extends if headings.issuperset((g.sheet, heading) for heading in g.headings)),
        tuple(known for known in analysis.memory if known.workbook == plan.workbook),
        outcome.tabs,
        outcome.tab_cells,
        analysis.settings.writeback.tabs.get(plan.workbook),
    )


def may_write(
    plan: WritePlan,
    analysis: Analysis,
    state: State,
    *,
    said: bool | None,
    consent: Consent,
    now: datetime,
    keeping: Keeping,
) -> bool:
    """Whether a person agreed: in the config, on an earlier day, or now."""
    if said is not None:
        return said
    if state.consented(plan.workbook):
        return True
    if not consent(plan, analysis.results):
        return False
    with keeping:
        state.remember_consent(plan.workbook, when=now)
    return True
