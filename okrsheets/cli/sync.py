"""`okrsheets sync`: read, judge, write back, report."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.logs import log_of, logged, run_logged
from okrsheets.cli.options import common, judged, restoring, wanted

if TYPE_CHECKING:
    from okrsheets.edits import WritePlan
    from okrsheets.model import Results
    from okrsheets.run import Reviewed, Stamp, Wanted
    from okrsheets.run.mailing import Postman


@click.command("sync")
@common
@restoring
@judged
@click.option("--yes", is_flag=True, help="Write without asking; remembered per workbook.")
@click.option("--dry-run", is_flag=True, help="Show the plan; write nothing at all.")
@click.option(
    "--plan",
    "plan_path",
    type=click.Path(path_type=Path),
    help="Write exactly this plan, or nothing: FILE of plan --format json --out FILE.",
)
@click.option("--no-write", is_flag=True, help="Leave the workbooks alone; render the report.")
@click.option("--mail/--no-mail", default=None, help="Mail what is due; without it, where nobody looks on.")
@logged
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    policy: str | None,
    plan_path: Path | None,
    *,
    restore_columns: bool,
    yes: bool,
    dry_run: bool,
    no_write: bool,
    mail: bool | None,
    quiet: bool,
    log_format: str,
) -> None:
    """Read, judge, write back, report.

    With --plan it judges as of the day that the plan was made for, and writes its workbooks alone. Mail is
    sent only once `okrsheets mail enable` was run on this host.

    \b
    okrsheets sync plan.xlsx
    """
    from okrsheets.cli.mail.sending import postman_wanted
    from okrsheets.run.heartbeat import find_heart

    log = log_of(quiet=quiet, log_format=log_format)

    def work() -> int:
        asked, reviewed = _asked(
            sources, config_path, today, plan_path, restore_columns=restore_columns, policy=policy
        )
        asked = asked._replace(hear=log.happened)
        if dry_run:
            return _rehearse(asked)
        postman = postman_wanted(asked, mail=False if mail is None and reviewed else mail)
        log.beat(find_heart(asked.config, os.environ))
        return run_sync(
            asked, yes=yes, write=not no_write, reviewed=reviewed, stamp=log.stamp, postman=postman
        )

    ctx.exit(run_logged(ctx, log, work))


def _asked(
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    plan_path: Path | None,
    *,
    restore_columns: bool,
    policy: str | None,
) -> tuple[Wanted, Reviewed | None]:
    """What the options ask for, and the plan that was reviewed, which says the day."""
    reviewed = None
    if plan_path is not None:
        from okrsheets.run import load_reviewed

        reviewed = load_reviewed(plan_path)
        today = reviewed.today
    return wanted(sources, config_path, today, restore_columns=restore_columns, policy=policy), reviewed


def run_sync(
    asked: Wanted,
    *,
    yes: bool,
    write: bool,
    reviewed: Reviewed | None = None,
    stamp: Stamp | None = None,
    postman: Postman | None = None,
) -> int:
    """Sync, say what happened, and return the exit code."""
    from okrsheets.cli.summary import summary_lines, talk_lines, trouble_lines
    from okrsheets.cli.talk import say_all, tell, tell_failures
    from okrsheets.run import sync

    def consent(plan: WritePlan, results: Results) -> bool:
        return yes or _ask(plan, results)

    now = stamp.begun if stamp else datetime.now().astimezone()
    outcome = sync(
        asked, now=now, consent=consent, write=write, reviewed=reviewed, stamp=stamp, postman=postman
    )
    say_all(summary_lines(outcome.analysis))
    tell_failures(outcome.failures)
    for line in trouble_lines(outcome):
        tell(line, level="warning")
    for line in talk_lines(outcome, write=write):
        tell(line)
    return outcome.exit_code


def _rehearse(asked: Wanted) -> int:
    from okrsheets.cli.changes import plan_lines
    from okrsheets.cli.summary import moved_lines, read_only_lines, summary_lines
    from okrsheets.cli.talk import say_all, tell, tell_failures
    from okrsheets.run import analyse_sources, plan_sources

    analysis = analyse_sources(asked)
    okrs = analysis.results.okrs.by_key
    say_all([*summary_lines(analysis), "", *plan_lines(plan_sources(analysis), okrs)])
    tell_failures(analysis.told)
    for line in (*moved_lines(analysis), *read_only_lines(analysis)):
        tell(line)
    tell("dry run: nothing was written")
    return 3 if analysis.failures else 0


def _ask(plan: WritePlan, results: Results) -> bool:
    """Ask on a terminal; without one nobody can answer, so nothing is written."""
    from okrsheets.cli.changes import plan_lines
    from okrsheets.cli.talk import tell

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    for line in plan_lines((plan,), results.okrs.by_key):
        tell(line)
    return click.confirm(f"Write this into {plan.workbook}?", default=False, err=True)
