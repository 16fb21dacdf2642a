"""`okrsheets inspect`: what was read, from where, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.options import common, wanted

if TYPE_CHECKING:
    from okrsheets.model import Reading, TableReading, Understood


@click.command("inspect")
@common
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(
    ctx: click.Context, sources: tuple[str, ...], config_path: Path | None, today: date | None, form: str
) -> None:
    """Show what was read, and why.

    \b
    okrsheets inspect plan.xlsx
    """
    from okrsheets.cli.talk import say, say_json, tell_failures
    from okrsheets.run import inspect_sources

    inspection = inspect_sources(wanted(sources, config_path, today))
    tell_failures(inspection.failures)
    understood = inspection.understood
    if form == "json":
        from okrsheets.reporting import inspect_document

        say_json(inspect_document(understood))
    else:
        for line in _lines(understood):
            say(line)
    ctx.exit(3 if inspection.failures else 0)


def _lines(understood: Understood) -> Iterator[str]:
    from okrsheets.cli.talk import count, paint

    for reading in understood.readings:
        ours = [o for o in understood.okrs.objectives if o.at.workbook == reading.source]
        krs = sum(kr.at.workbook == reading.source for kr in understood.okrs.key_results)
        named = sum(objective.title is not None for objective in ours)
        yield paint(f"{reading.source}: {count(named, 'objective')}, {count(krs, 'key result')}", bold=True)
        yield from _sheet_lines(reading)


def _sheet_lines(reading: Reading) -> Iterator[str]:
    for sheet in reading.sheets:
        if not sheet.tables:
            yield f"  {sheet.name}: no OKRs; {sheet.because or 'the tab is empty'}"
        for table in sheet.tables:
            yield f"  {sheet.name}!{table.range.a1}: {table.layout}, {table.confidence:.0%} sure"
            yield from _table_lines(table)
        for left in sheet.left_out:
            yield f"    left out {left.range.a1}: {left.because}"
    for column in reading.found:
        yield f"  {column.at.sheet}!{column.at.a1}: ours, not read: {column.heading}"


def _table_lines(table: TableReading) -> Iterator[str]:
    from okrsheets.grid import column_letters

    width = min(32, max((len(column.heading) for column in table.columns), default=0))
    for column in table.columns:
        meaning = column.field.value if column.field else "left alone"
        whose = f" of the {column.level.value}" if column.field and column.level else ""
        heading = " ".join(column.heading.split())[:32]
        yield (
            f"    {column_letters(column.column):>3}  {heading:<{width}}  {meaning}{whose}"
            f"  ({column.confidence:.0%}: {column.because})"
        )
    for left in table.left_out:
        yield f"    left out {left.range.a1}: {left.because}"
