"""`okrsheets undo`: take back the last write."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.options import common, wanted

if TYPE_CHECKING:
    from okrsheets.run import Undoable, UndoOutcome


@click.command("undo")
@common
@click.option("--yes", is_flag=True, help="Take it back without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would go back; write nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    *,
    yes: bool,
    dry_run: bool,
) -> None:
    """Take back what the last sync wrote.

    Cells that someone changed since are left as they are, and listed. Without a SOURCE, in all
    workbooks that the last sync wrote.

    \b
    okrsheets undo plan.xlsx
    """
    from okrsheets.cli.talk import say, tell, tell_failures
    from okrsheets.run import undo, undoable

    asked = wanted(sources, config_path, today)
    if dry_run:
        found, unread = undoable(asked)
        for line in _plan_lines(found) if found else ["nothing to take back"]:
            say(line)
        tell_failures(unread)
        tell("dry run: nothing was written")
        ctx.exit(3 if unread else 0)
    outcome = undo(asked, consent=lambda one: yes or _ask(one))
    for line in _outcome_lines(outcome):
        tell(line)
    tell_failures(outcome.failures)
    refused = any(one.refused for one in outcome.done)
    ctx.exit(3 if outcome.failures or refused else 0)


def _plan_lines(found: tuple[Undoable, ...]) -> Iterator[str]:
    """What would go back, workbook by workbook."""
    from okrsheets.cli.changes import cells_and_tabs, edit_lines
    from okrsheets.cli.talk import paint

    for one in found:
        when = f"{one.last.when:%Y-%m-%d %H:%M}"
        edits = one.undo.plan.edits
        tabs = one.last.tabs if one.copy is not None else ()
        due = cells_and_tabs(one.undo.cells, tabs, in_tabs=one.last.tab_cells)
        yield paint(f"{one.last.workbook}: {due} to take back, written {when}", bold=True)
        if one.copy is not None:
            yield "  nobody has saved it since: the version from before is put back whole"
        yield from edit_lines(edits, one.okrs)
        if one.copy is None:
            yield from (f"  {ref.sheet}!{ref.a1}  changed since; it stays" for ref in one.undo.left)
            yield from [f"  {one.undo.left_tab}  the whole tab stays"] if one.undo.left_tab else []


def _outcome_lines(outcome: UndoOutcome) -> Iterator[str]:
    from okrsheets.cli.changes import cells_and_tabs
    from okrsheets.cli.talk import refusal_lines

    for one in outcome.done:
        how = "; the file is as it was, byte for byte" if one.whole else ""
        yield f"{one.workbook}: took back {cells_and_tabs(one.cells, one.tabs, in_tabs=one.tab_cells)}{how}"
        if one.left_tab is not None:
            yield f"{one.workbook}: {one.left_tab} stays as it is; delete the tab if you do not want it"
        for ref in one.left:
            yield f"{one.workbook}: {ref.sheet}!{ref.a1} was changed since; it stays as it is"
        yield from refusal_lines(one.workbook, one.refused, "taken back")
    for waiting in outcome.unasked:
        yield f"{waiting.last.workbook}: nothing taken back without your word; run undo --yes"
    if outcome.done:
        yield "the next sync writes it again; write = false in its [[source]] keeps it away"
    elif not outcome.unasked and not outcome.failures:
        yield "nothing to take back"


def _ask(one: Undoable) -> bool:
    """Ask on a terminal; without one nobody can answer, so nothing is taken back."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    from okrsheets.cli.talk import tell

    for line in _plan_lines((one,)):
        tell(line)
    return click.confirm(f"Take this back in {one.last.workbook}?", default=False, err=True)
