"""`okrsheets history`: what OKRs were, over time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.options import color_option, config_option, today_option, wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrsheets.model import Past
    from okrsheets.run import Wanted

_MERGE = "merge"
_FORGET = "forget-after"
_LET_GO = "let-go"


@click.command("history")
@click.argument("okrs", nargs=-1, metavar="[OKR]... | merge OLD NEW | forget-after DATE | let-go SOURCE...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)
@click.option("--runs", is_flag=True, help="The runs of sync instead, with their outcome.")
@config_option
@today_option
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    okrs: tuple[str, ...],
    form: str,
    config_path: Path | None,
    today: date | None,
    *,
    runs: bool,
) -> None:
    """Show what was, over time.

    Without an OKR, each of the cycles that are not over in a line. An OKR is named by its id, its title or
    whatever else a cell could say of it. Where sync took one OKR for two, `merge` lets the history of the
    older one go on with that of the newer; where it ran while the clock was wrong, `forget-after` lets go of
    all that it saw after a day. A workbook that was taken out of a folder, and of which sync still says that
    what it said last counts, counts no more after `let-go`.

    \b
    okrsheets history S-1
    okrsheets history merge "Win the east" "Win the east and the north"
    okrsheets history --runs
    """
    asked = wanted((), config_path, today)
    if runs:
        ctx.exit(_show_runs(asked, okrs, form=form))
    if okrs[:1] == (_MERGE,):
        ctx.exit(_merge(asked, okrs[1:]))
    if okrs[:1] == (_FORGET,):
        ctx.exit(_forget_after(asked, okrs[1:]))
    if okrs[:1] == (_LET_GO,):
        ctx.exit(_let_go(asked, okrs[1:]))
    _show(asked, okrs, form=form)


def _show(asked: Wanted, names: tuple[str, ...], *, form: str) -> None:
    from okrsheets.cli.talk import say, say_json
    from okrsheets.run import recall_okrs

    recalled = recall_okrs(asked)
    pasts: Sequence[Past] = [recalled.past(name) for name in names] or [*recalled.history.pasts.values()]
    if form == "json":
        from okrsheets.reporting import history_document

        say_json(history_document(pasts))
    elif form == "csv":
        from okrsheets.reporting import csv_text, history_rows

        click.echo(csv_text(history_rows(pasts)), nl=False)
    else:
        from okrsheets.cli.timelines import moment_lines, past_lines

        for number, past in enumerate(pasts if names else ()):
            for line in ([""] if number else []) + [*moment_lines(past, today=asked.today)]:
                say(line)
        if not names:
            going_on = [past for past in pasts if past.key in recalled.going_on]
            for line in past_lines(going_on or pasts, today=asked.today):
                say(line)


def _show_runs(asked: Wanted, okrs: tuple[str, ...], *, form: str) -> int:
    from okrsheets.cli.runs import run_lines, run_rows, runs_document
    from okrsheets.cli.talk import say_all, say_json
    from okrsheets.errors import UsageError
    from okrsheets.run.recalling import recall_runs

    if okrs:
        raise UsageError(okrs[0], "runs are of all OKRs together", "leave --runs or the OKR away")
    recalled = recall_runs(asked)
    if form == "json":
        say_json(runs_document(recalled.runs))
    elif form == "csv":
        import csv
        import sys

        csv.writer(sys.stdout, lineterminator="\n").writerows(run_rows(recalled.runs))
    else:
        say_all(run_lines(recalled.runs, syncing=recalled.syncing))
    return 0


def _forget_after(asked: Wanted, days: tuple[str, ...]) -> int:
    from okrsheets.cli.talk import count, tell
    from okrsheets.errors import UsageError
    from okrsheets.run.recalling import forget_days_after

    try:
        (day,) = map(date.fromisoformat, days)
    except ValueError as error:
        cure = "name the last one that is right, as 2026-11-23"
        raise UsageError("okrsheets history forget-after", "needs a day", cure) from error
    forgotten = forget_days_after(asked, day)
    tell(f"{count(forgotten, 'run')} after {day.isoformat()} {'is' if forgotten == 1 else 'are'} forgotten")
    return 0


def _let_go(asked: Wanted, names: tuple[str, ...]) -> int:
    from okrsheets.cli.talk import tell
    from okrsheets.errors import UsageError
    from okrsheets.run.gone import let_go

    if not names:
        cure = "name it as sync tells of it"
        raise UsageError("okrsheets history let-go", "needs a workbook that is gone", cure)
    let_go(asked, names)
    for name in names:
        tell(f"{name} counts no more; its history stays")
    return 0


def _merge(asked: Wanted, names: tuple[str, ...]) -> int:
    from okrsheets.cli.talk import tell
    from okrsheets.errors import UsageError
    from okrsheets.run import merge_history

    if len(names) != 2:
        raise UsageError("okrsheets history merge", "needs two OKRs", "name the older one, then the newer")
    for old, new in merge_history(asked, *names):
        tell(f"{new.key} is {old.key} from now on, known since {old.since.isoformat()}")
    return 0
