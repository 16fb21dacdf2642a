"""The command line: finds the command, and turns what happened into words and an exit code."""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper

import click

from okrsheets import __version__
from okrsheets.cli.groups import LazyGroup
from okrsheets.cli.safety import safe
from okrsheets.errors import OkrSheetsError

__all__ = ["main", "okrsheets"]

# Name -> (module, help in a line). Only the command that runs is imported: --help stays quick.
_COMMANDS = {
    "demo": ("okrsheets.cli.demo", "Lay out a company to try things on"),
    "init": ("okrsheets.cli.init", "Write a config with what was found"),
    "new": ("okrsheets.cli.new", "Make a fresh OKR workbook"),
    "inspect": ("okrsheets.cli.inspect", "Show what was read, and why"),
    "check": ("okrsheets.cli.check", "Find what is wrong with the OKRs"),
    "why": ("okrsheets.cli.why", "Say what a figure is made of"),
    "ack": ("okrsheets.cli.ack", "Take note of a parent's change"),
    "plan": ("okrsheets.cli.plan", "Show what sync would write"),
    "sync": ("okrsheets.cli.sync", "Read, judge, write back, report"),
    "undo": ("okrsheets.cli.undo", "Take back what the last sync wrote"),
    "report": ("okrsheets.cli.report", "Render the report"),
    "history": ("okrsheets.cli.history", "Show what was, over time"),
    "cycle": ("okrsheets.cli.cycle", "Close a cycle, begin the next"),
    "mail": ("okrsheets.cli.mail", "Send mails, see what became of them"),
    "schedule": ("okrsheets.cli.schedule", "Have sync run by the clock"),
    "doctor": ("okrsheets.cli.doctor", "Check that the setup works"),
    "config": ("okrsheets.cli.config", "Show the settings in force"),
    "rules": ("okrsheets.cli.rules", "List the rules"),
    "explain": ("okrsheets.cli.explain", "Explain one rule"),
}

_INTERRUPTED = 130
_BUG = 70


@click.group(
    "okrsheets",
    cls=LazyGroup,
    commands_there=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "OKRSHEETS"},
    epilog="Start with: okrsheets demo",
)
# images and pods often have OKRSHEETS_VERSION, which says what is in them
@click.version_option(__version__, "--version", prog_name="okrsheets", allow_from_autoenv=False)
def okrsheets() -> None:
    """OKRs that stay in your spreadsheets.

    Reads the sheets as they are, resolves who is aligned to what, rolls progress up, warns by named
    rules, writes progress and warnings beside your cells, and renders a report.

    \b
    okrsheets check plan.xlsx
    okrsheets sync plan.xlsx teams/*.xlsx
    """


def main() -> None:
    """Run the command line and exit with the code that belongs to each outcome."""
    gc.disable()  # one short run that makes many values and few cycles: collecting costs a third of it
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a sheet's words may be of more letters than a console has
            stream.reconfigure(errors="backslashreplace")
    try:
        code = okrsheets.main(standalone_mode=False)
    except OkrSheetsError as error:
        for each in error.each:
            click.echo(safe(f"error: {each}"), err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; Python would complain on exit
        sys.exit(0)
    except Exception:  # noqa: BLE001 the outermost edge: a bug keeps its traceback and gets its own code
        import traceback

        traceback.print_exc()
        click.echo("this is a bug in okrsheets; the lines above help to find it", err=True)
        sys.exit(_BUG)
    gc.freeze()  # Python collects once more when it ends
    sys.exit(code if isinstance(code, int) else 0)
