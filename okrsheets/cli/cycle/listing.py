"""`okrsheets cycle list`: the cycles there are, the phase of each, and how those that were closed ended."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.options import common, wanted

if TYPE_CHECKING:
    from okrsheets.run import KnownCycle


@click.command("list")
@common
@click.pass_context
def command(
    ctx: click.Context, sources: tuple[str, ...], config_path: Path | None, today: date | None
) -> None:
    """List the cycles there are, and how those that were closed ended.

    \b
    okrsheets cycle list plan.xlsx
    """
    from okrsheets.cli.talk import say_all, tell, tell_failures
    from okrsheets.run import known_cycles

    analysis, cycles = known_cycles(wanted(sources, config_path, today))
    tell_failures(analysis.told)
    say_all(map(_line, cycles))
    if not cycles:
        tell("no cycle is known; say one in a tab's name or title, or under [cycle] in the config")
    ctx.exit(3 if analysis.failures else 0)


def _line(one: KnownCycle) -> str:
    from okrsheets.cli.cycle.scores import mean_score, score_words
    from okrsheets.cli.talk import count

    cycle = one.cycle
    line = (
        f"{cycle.label:<10}  {cycle.start.isoformat()} to {cycle.end.isoformat()}  {one.phase.value:<9}  "
        f"{count(one.objectives, 'objective')}"
    )
    if one.closed is None:
        return line
    return f"{line}; closed on {one.closed.day.isoformat()}, mean score {score_words(mean_score(one.closed))}"
