"""`okrsheets cycle reopen`: what was closed goes on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsheets.cli.options import color_option, config_option, today_option, wanted


@click.command("reopen")
@click.argument("label")
@config_option
@today_option
@color_option
def command(label: str, config_path: Path | None, today: date | None) -> None:
    """Take back that a cycle was closed.

    It is judged and written again as long as the days allow it. Its last report stays until it is closed
    again; its scores are forgotten.

    \b
    okrsheets cycle reopen "Q3 2026"
    """
    from okrsheets.cli.talk import tell
    from okrsheets.model import CyclePhase
    from okrsheets.run import reopen_cycle

    closed, phase = reopen_cycle(wanted((), config_path, today), label)
    tell(f"{closed.cycle.label} is no longer closed; it was since {closed.day.isoformat()}")
    if phase is CyclePhase.CLOSED:
        tell(
            "it is over all the same, by its last day: close_after under [cycle] in the config says how long"
        )
        tell("after that day a cycle is still judged and written")
