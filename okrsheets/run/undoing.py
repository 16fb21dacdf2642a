"""Takes back the last write into each workbook, where a person agrees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.edits import Refusal
from okrsheets.errors import OkrSheetsError, SourceError
from okrsheets.grid import CellRef
from okrsheets.model import LastWrite, Okr
from okrsheets.run.analysis import inspect_sources
from okrsheets.run.sources import Adapters, Wanted, state_folder
from okrsheets.tuples import NamedTuple
from okrsheets.writeback import Undo, memory_after_undo, plan_undo

if TYPE_CHECKING:
    from okrsheets.state import State

__all__ = ["UndoOutcome", "Undoable", "Undone", "undo", "undoable"]


class Undoable(NamedTuple):
    """A write that can be taken back, and how. `copy` is the kept version from before it, where the file
    is byte for byte what the write left: it is put back whole then, and the plan tells what that changes.
    `okrs` are all that were read, by key.
    """

    last: LastWrite
    undo: Undo
    copy: Path | None
    okrs: Mapping[str, Okr]


class Undone(NamedTuple):
    """A write that was taken back: how many cells, those left as they are, and what was refused.

    `tabs` of ours went back with them, or `left_tab` stays.
    """

    workbook: str
    cells: int
    whole: bool
    left: tuple[CellRef, ...] = ()
    refused: tuple[Refusal, ...] = ()
    tabs: tuple[str, ...] = ()
    tab_cells: int = 0
    left_tab: str | None = None


class UndoOutcome(NamedTuple):
    """What one undo did. `unasked` could be taken back and nobody agreed; `failures` could not."""

    done: tuple[Undone, ...] = ()
    unasked: tuple[Undoable, ...] = ()
    failures: tuple[OkrSheetsError, ...] = ()


def undoable(wanted: Wanted) -> tuple[tuple[Undoable, ...], tuple[SourceError, ...]]:
    """What could be taken back now, and the sources that could not be read; nothing is written."""
    from okrsheets.state import open_state

    folder = state_folder(wanted.config)
    if not folder.is_dir():
        return (), ()
    with open_state(folder) as state:
        found, failures, _ = _find(_meant(wanted, state), state)
        return tuple(found), failures


def undo(wanted: Wanted, *, consent: Callable[[Undoable], bool]) -> UndoOutcome:
    """Take back the last write of the workbooks that are named, or of the last run that wrote any.

    Raises LockHeldError while a sync of the same folder works.
    """
    from okrsheets.state import open_state, sync_lock

    folder = state_folder(wanted.config)
    if not folder.is_dir():
        return UndoOutcome()
    done: list[Undone] = []
    unasked: list[Undoable] = []
    with sync_lock(folder), open_state(folder) as state:
        found, unread, adapters = _find(_meant(wanted, state), state)
        failures: list[OkrSheetsError] = [*unread]
        for one in found:
            if not consent(one):
                unasked.append(one)
                continue
            try:
                done.append(_take_back(one, state, adapters))
            except OkrSheetsError as error:
                failures.append(error)
    return UndoOutcome(tuple(done), tuple(unasked), tuple(failures))


def _meant(wanted: Wanted, state: State) -> Wanted:
    """What is wanted; where nothing is typed or configured, the workbooks of the last run that wrote."""
    if wanted.arguments or wanted.config.sources:
        return wanted
    return wanted._replace(arguments=state.last_written())


def _find(wanted: Wanted, state: State) -> tuple[list[Undoable], tuple[SourceError, ...], Adapters]:
    inspection = inspect_sources(wanted, resolved=False)
    understood = inspection.understood
    readings = {reading.source: reading for reading in understood.readings}
    writes = [
        (workbook, last)
        for workbook in understood.workbooks
        if (last := state.last_write(workbook.source)) is not None
    ]
    newest = max((last.when for _, last in writes), default=None)
    found = []
    for workbook, last in writes:
        if not wanted.arguments and last.when != newest:
            continue
        same = workbook.revision == last.after and inspection.adapters.is_ours(workbook.source)
        copy = state.backed_up(workbook.source, revision=last.before) if same else None
        plan = plan_undo(workbook, readings[workbook.source], last=last)
        found.append(Undoable(last, plan, copy, understood.okrs.by_key))
    return found, inspection.failures, inspection.adapters


def _take_back(one: Undoable, state: State, adapters: Adapters) -> Undone:
    last, plan = one.last, one.undo.plan
    if one.copy is not None:
        from okrsheets.adapters.xlsx import put_back

        put_back(last.workbook, one.copy.read_bytes(), revision=plan.revision)
        state.remember(last.workbook, last.memory)
        state.remember_tab(last.workbook, last.own_tab)
        state.forget_write(last.workbook)
        return Undone(last.workbook, one.undo.cells, whole=True, tabs=last.tabs, tab_cells=last.tab_cells)
    outcome = adapters.of(last.workbook).apply(plan)
    written = {edit.ref for edit in outcome.written}
    known = state.memory([last.workbook])
    memory = memory_after_undo(one.undo, last=last, memory=known, written=written)
    state.remember(last.workbook, memory)
    if not outcome.refused:  # what was refused can be taken back another time
        state.forget_write(last.workbook)
    return Undone(
        last.workbook,
        len(written - one.undo.headings),
        whole=False,
        left=one.undo.left,
        refused=outcome.refused,
        left_tab=one.undo.left_tab,
    )
