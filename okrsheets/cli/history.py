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


@click.command("history")
@click.argument("okrs", nargs=-1, metavar="[OKR]... | merge OLD NEW")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)
@config_option
@today_option
@color_option
@click.pass_context
def command(
    ctx: click.Context, okrs: tuple[str, ...], form: str, config_path: Path | None, today: date | None
) -> None:
    """Show what was, over time.

    Without an OKR, each of the cycles that are not over in a line. An OKR is named by its id, its title or
    whatever else a cell could say of it. Where sync took one OKR for two, `merge` lets the history of the
    older one go on with that of the newer.

    \b
    okrsheets history S-1
    okrsheets history merge "Win the east" "Win the east and the north"
    """
    asked = wanted((), config_path, today)
    if okrs[:1] == (_MERGE,):
        ctx.exit(_merge(asked, okrs[1:]))
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


def _merge(asked: Wanted, names: tuple[str, ...]) -> int:
    from okrsheets.cli.talk import tell
    from okrsheets.errors import UsageError
    from okrsheets.run import merge_history

    if len(names) != 2:
        raise UsageError("okrsheets history merge", "needs two OKRs", "name the older one, then the newer")
    for old, new in merge_history(asked, *names):
        tell(f"{new.key} is {old.key} from now on, known since {old.since.isoformat()}")
    return 0
