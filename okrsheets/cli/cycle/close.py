"""`okrsheets cycle close`: a cycle's last report and scores are kept, and its rows are left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.options import color_option, config_option, today_option, wanted

if TYPE_CHECKING:
    from okrsheets.run import Closing


@click.command("close")
@click.argument("label", required=False)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@config_option
@today_option
@color_option
@click.option("--early", is_flag=True, help="Close it before its last day is over.")
def command(
    label: str | None,
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    *,
    early: bool,
) -> None:
    """Keep how a cycle ended, and write no more into its rows.

    Its last report is laid in a folder of its own beside the others, and the score of each of its
    objectives and key results is kept: what the sheet says under "Score", else the progress. From then on
    its rows are read, and neither judged nor written. Without a LABEL it is the one that has ended.

    \b
    okrsheets cycle close "Q3 2026"
    """
    from okrsheets.cli.talk import say_all
    from okrsheets.run import close_cycle

    done = close_cycle(wanted(sources, config_path, today), label, early=early)
    _tell(done)
    if not done.was_closed:
        from okrsheets.cli.cycle.scores import score_lines

        say_all(score_lines(done.closed))


def _tell(done: Closing) -> None:
    from okrsheets.cli.talk import count, tell

    cycle, label = done.closed.cycle, done.closed.cycle.label
    if done.was_closed:
        tell(f"{label} was closed on {done.closed.day.isoformat()}; nothing was done")
    else:
        verb = "ended" if cycle.end < done.closed.day else "ends"
        tell(f"closed {label}, which {verb} on {cycle.end.isoformat()}")
    if done.due:
        cells = count(done.due, "cell")
        tell(
            f"{cells} of it in the workbooks stay as the last sync left them; to bring them up to date: "
            f"okrsheets cycle reopen {label}, okrsheets sync, and close it again"
        )
    tell(f"report: {done.page}" if done.page else "its last report is no longer there")
    if not done.was_closed:
        tell(f"nothing is written into its rows any more; okrsheets cycle reopen {label} takes that back")
    if done.next is not None:
        tell(f"Next: okrsheets cycle start --from {label} --to {done.next.label}")
