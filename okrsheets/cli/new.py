"""`okrsheets new`: a fresh OKR workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsheets.cli.options import color_option, today_option


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--cycle", metavar="LABEL", help='As "Q1 2027"; without it, this quarter.')
@click.option("--teams", metavar="NAMES", help='As "Sales, Product": a tab for each.')
@today_option
@color_option
def command(file: Path, cycle: str | None, teams: str | None, today: date | None) -> None:
    """Make a fresh OKR workbook.

    Nothing that is there already is overwritten.

    \b
    okrsheets new plan.xlsx --cycle "Q1 2027"
    """
    from shlex import quote

    from okrsheets.cli.options import day_or_today, wanted
    from okrsheets.cli.talk import say
    from okrsheets.fresh import current_quarter, cycle_choices, fresh_workbook, save_new, team_tabs

    day = day_or_today(today)
    year = wanted((), None, day).config.stages.reading.fiscal_year_start
    label = current_quarter(day, fiscal_year_start=year) if cycle is None else cycle
    cycles = cycle_choices(label, fiscal_year_start=year)
    tabs = team_tabs((teams or "").split(","))
    save_new(file, fresh_workbook(tabs=tabs, cycles=cycles, today=day))
    names = ", ".join(tab.name for tab in tabs)
    say(f"made {file} for {cycles[0]}; fill in {names}: its tabs Example and Help show how")
    say(f"Then run: okrsheets check {quote(str(file))}")
