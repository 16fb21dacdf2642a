"""`okrsheets plan`: the cells that a sync would change, old -> new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.options import common, restoring, wanted

if TYPE_CHECKING:
    from okrsheets.grid import CellEdit, WritePlan


@click.command("plan")
@common
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Write it here, not to the terminal.")
@restoring
@click.option("--exit-code", is_flag=True, help="Exit 1 if anything would change.")
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    form: str,
    out: Path | None,
    *,
    restore_columns: bool,
    exit_code: bool,
) -> None:
    """Show what sync would write.

    \b
    okrsheets plan plan.xlsx
    """
    from okrsheets.cli.summary import read_only_lines
    from okrsheets.cli.talk import say, tell, tell_failures
    from okrsheets.run import analyse_sources, plan_sources, put_text

    analysis = analyse_sources(wanted(sources, config_path, today, restore_columns=restore_columns))
    tell_failures(analysis.failures)
    plans = plan_sources(analysis)
    changes = any(not plan.empty for plan in plans)
    if form == "json":
        from okrsheets.reporting import json_text, plan_document

        text = json_text(plan_document(plans))
    else:
        text = "\n".join(plan_lines(plans))
    if out is None or out == Path("-"):
        say(text)
    else:
        put_text(out, text + "\n")
    for line in read_only_lines(analysis):
        tell(line)
    ctx.exit(3 if analysis.failures else int(exit_code and changes))


def plan_lines(plans: tuple[WritePlan, ...]) -> Iterator[str]:
    """The plans for people: per workbook its new columns, then cell by cell."""
    from okrsheets.cli.talk import count, paint

    if not plans:
        yield "nothing to change"
    for plan in plans:
        due = f"{count(len(plan.edits), 'cell')} to write" if not plan.empty else "nothing to write"
        yield paint(f"{plan.workbook}: {due}", bold=True)
        for column in plan.columns:
            if column.new:
                yield f"  {column.at.sheet}!{column.at.a1}  new column {column.heading}"
        yield from (edit_line(edit) for edit in plan.edits)
        for sheet in plan.no_room:
            yield f"  {sheet}  no free columns beside the table"
        for sheet, layout in plan.unwritten:
            yield f"  {sheet}  nothing is written beside a {layout} table; the report says it all"
        for sheet, heading in plan.absent:
            yield f"  {sheet}  {heading} stays away, as someone deleted it; --restore-columns brings it back"


def edit_line(edit: CellEdit) -> str:
    """One cell: what stands there, and what it would say."""
    return f"  {edit.ref.sheet}!{edit.ref.a1}  {_shown(edit, edit.expected)} -> {_shown(edit, edit.new)}"


def _shown(edit: CellEdit, value: object) -> str:
    from okrsheets.cli.talk import share
    from okrsheets.grid import ManagedRole

    if value is None or value == "":
        return "(empty)"
    if edit.role in (ManagedRole.PROGRESS, ManagedRole.OBJECTIVE_PROGRESS) and isinstance(value, int | float):
        return share(value)
    return f'"{value}"' if isinstance(value, str) else str(value)
