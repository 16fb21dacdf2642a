"""`okrsheets demo`: a company to try things on."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.options import color_option, today_option

if TYPE_CHECKING:
    from okrsheets.errors import OutputError
    from okrsheets.run import Wanted


@click.command("demo")
@click.argument(
    "folder",
    metavar="[DIR]",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("okrsheets-demo"),
)
@today_option
@color_option
@click.pass_context
def command(ctx: click.Context, folder: Path, today: date | None) -> None:
    """Lay out a company to try things on.

    It is synced at once, as it stood in the weeks before and as it stands. Nothing that is there already is
    overwritten.

    \b
    okrsheets demo
    """
    from okrsheets.cli.options import day_or_today
    from okrsheets.cli.sync import run_sync
    from okrsheets.cli.talk import say, tell
    from okrsheets.config import FILE_NAME
    from okrsheets.config.loading import load_config
    from okrsheets.demo import lay_company
    from okrsheets.run import Wanted
    from okrsheets.run.sources import state_folder

    day = day_or_today(today)
    try:
        company = lay_company(folder, today=day)
    except OSError as error:
        raise _unwritable(folder, error) from error
    for path in company.kept:
        tell(f"{path} is there already and was kept")
    config = load_config(folder / FILE_NAME)
    # a workbook laid anew has none of our columns, whatever is remembered of an earlier one
    fresh = bool(company.written)
    asked = Wanted(config=config, arguments=(), folder=Path.cwd(), today=day, restore_columns=fresh)
    if not company.kept and not state_folder(config).exists():
        try:
            _sync_earlier_weeks(asked)
        except OSError as error:
            raise _unwritable(folder, error) from error
    code = run_sync(asked, yes=False, write=True)
    say("")
    say("Now open:")
    say(f"  {folder / 'okrsheets-report' / 'latest.html'}   the report, in a browser")
    for path in company.workbooks:
        say(f"  {path}   a workbook; our columns stand right of each table")
    say(f"Then change a cell, and run: cd {folder} && okrsheets sync")
    ctx.exit(code)


def _unwritable(folder: Path, error: OSError) -> OutputError:
    from okrsheets.errors import OutputError, reason_of

    return OutputError(str(folder), f"cannot be written: {reason_of(error)}", "choose another folder")


def _sync_earlier_weeks(asked: Wanted) -> None:
    """Sync the company as it stood in the weeks before, so that there is something to look back on.

    That is done in a folder of its own, so that one that is cut off leaves the company as it stands today.
    """
    from tempfile import TemporaryDirectory

    from okrsheets.cli.talk import tell
    from okrsheets.demo import as_in_earlier_weeks
    from okrsheets.run import sync
    from okrsheets.run.sources import state_folder

    now, weeks = datetime.now().astimezone(), 0
    with TemporaryDirectory(prefix=".weeks-before-", dir=asked.config.root) as place:
        config = asked.config._replace(root=Path(place))
        for day in as_in_earlier_weeks(config.root, today=asked.today):
            weeks += 1
            past, then = asked._replace(config=config, today=day), now - (asked.today - day)
            sync(past, now=then, consent=lambda *_: False, write=False, report=False)
        if weeks:
            state_folder(config).rename(state_folder(asked.config))
    if weeks:
        tell(f"synced as it stood in {weeks} earlier {'week' if weeks == 1 else 'weeks'}, to look back on")
