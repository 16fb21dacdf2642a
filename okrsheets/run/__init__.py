"""One run from config to outcome: finds and reads sources, analyses, plans, applies, remembers, renders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.lazy import found_in
from okrsheets.run.analysis import Analysis, Inspection, analyse_sources, inspect_sources, plan_sources
from okrsheets.run.ruleset import rules_of
from okrsheets.run.sources import Source, Wanted

if TYPE_CHECKING:
    from okrsheets.run.acknowledging import Acknowledged, acknowledge, is_remembered
    from okrsheets.run.closing import Closing, close_cycle, reopen_cycle
    from okrsheets.run.cycles import KnownCycle, known_cycles
    from okrsheets.run.naming import figure_of_several, find_okr
    from okrsheets.run.recalling import Recalled, merge_history, recall_okrs
    from okrsheets.run.reports import put_text, render, write_pages, write_reports, write_tables
    from okrsheets.run.reviewed import Reviewed, load_reviewed
    from okrsheets.run.stamps import Stamp
    from okrsheets.run.starting import Start, draft_start, put_config, refuse_to_replace
    from okrsheets.run.syncing import SyncOutcome, sync
    from okrsheets.run.undoing import Undoable, Undone, UndoOutcome, undo, undoable
    from okrsheets.run.writing import Consent

__all__ = [
    "Acknowledged",
    "Analysis",
    "Closing",
    "Consent",
    "Inspection",
    "KnownCycle",
    "Recalled",
    "Reviewed",
    "Source",
    "Stamp",
    "Start",
    "SyncOutcome",
    "UndoOutcome",
    "Undoable",
    "Undone",
    "Wanted",
    "acknowledge",
    "analyse_sources",
    "close_cycle",
    "draft_start",
    "figure_of_several",
    "find_okr",
    "inspect_sources",
    "is_remembered",
    "known_cycles",
    "load_reviewed",
    "merge_history",
    "plan_sources",
    "put_config",
    "put_text",
    "recall_okrs",
    "refuse_to_replace",
    "render",
    "reopen_cycle",
    "rules_of",
    "sync",
    "undo",
    "undoable",
    "write_pages",
    "write_reports",
    "write_tables",
]

__getattr__ = found_in(
    __name__,
    {
        "Acknowledged": "acknowledging",
        "Closing": "closing",
        "Consent": "writing",
        "KnownCycle": "cycles",
        "Recalled": "recalling",
        "Reviewed": "reviewed",
        "Stamp": "stamps",
        "Start": "starting",
        "SyncOutcome": "syncing",
        "UndoOutcome": "undoing",
        "Undoable": "undoing",
        "Undone": "undoing",
        "acknowledge": "acknowledging",
        "close_cycle": "closing",
        "draft_start": "starting",
        "figure_of_several": "naming",
        "find_okr": "naming",
        "is_remembered": "acknowledging",
        "known_cycles": "cycles",
        "load_reviewed": "reviewed",
        "merge_history": "recalling",
        "put_config": "starting",
        "put_text": "reports",
        "recall_okrs": "recalling",
        "refuse_to_replace": "starting",
        "render": "reports",
        "reopen_cycle": "closing",
        "sync": "syncing",
        "undo": "undoing",
        "undoable": "undoing",
        "write_pages": "reports",
        "write_reports": "reports",
        "write_tables": "reports",
    },
)
