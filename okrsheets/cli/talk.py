"""Prints: data on stdout, talk on stderr, colour only where it is wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click

from okrsheets.cli.logs import current_log
from okrsheets.cli.safety import safe
from okrsheets.edits import Refusal
from okrsheets.errors import OkrSheetsError
from okrsheets.model import Severity, Status, whole_percent

__all__ = [
    "count",
    "paint",
    "paint_severity",
    "paint_status",
    "refusal_lines",
    "say",
    "say_all",
    "say_json",
    "share",
    "tell",
    "tell_failures",
]

_SHOWN_CELLS = 3
_SEVERITY = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_STATUS = {
    Status.ON_TRACK: "green",
    Status.DONE: "green",
    Status.BEHIND: "yellow",
    Status.AT_RISK: "red",
}


def colour_wanted() -> bool:
    """--color, NO_COLOR, CLICOLOR_FORCE, the terminal: the first that speaks decides.

    As no-color.org and bixense.com/clicolors have it.
    """
    context = click.get_current_context(silent=True)
    if context is not None and context.color is not None:
        return context.color
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty()


def paint(text: str, colour: str | None = None, *, bold: bool = False, dim: bool = False) -> str:
    """The text in a colour, where colour is wanted."""
    if not colour_wanted():
        return text
    return click.style(text, fg=colour, bold=bold or None, dim=dim or None)


def paint_severity(severity: Severity, text: str) -> str:
    return paint(text, _SEVERITY[severity])


def paint_status(status: Status, text: str) -> str:
    return paint(text, _STATUS.get(status))


def say(line: str = "") -> None:
    """One line of data; a quiet run has none."""
    if (log := current_log()) is not None and log.quiet:
        return
    click.echo(safe(line), color=colour_wanted())


def say_all(lines: Iterable[str]) -> None:
    """Lines of data at once, as a terminal takes as long for one as for all; a quiet run has none."""
    if (log := current_log()) is not None and log.quiet:
        return
    if shown := [safe(line) for line in lines]:
        click.echo("\n".join(shown), color=colour_wanted())


def say_json(document: Mapping[str, Any]) -> None:
    """A JSON document, readable and the same each time."""
    from okrsheets.reporting import json_text

    click.echo(json_text(document))


def tell(line: str, *, level: str = "info") -> None:
    """One line of talk; `level` is "warning" where a quiet run must tell it, too."""
    if (log := current_log()) is not None:
        log.tell(safe(line), level=level)
    else:
        click.echo(safe(line), err=True)


def tell_failures(failures: Iterable[OkrSheetsError]) -> None:
    log = current_log()
    for failure in failures:
        if log is not None:
            log.fail(failure)
        else:
            tell(f"error: {failure}")


def refusal_lines(workbook: str, refusals: Iterable[Refusal], done: str) -> Iterator[str]:
    """That cells, or a tab, were not written or taken back, and why: a line for each reason on a tab."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for refusal in refusals:
        places.setdefault((refusal.sheet, refusal.name, refusal.reason), []).append(refusal.at or "")
    for (sheet, name, reason), found in places.items():
        cells = [at for at in found if at]
        shown = ", ".join(cells[:_SHOWN_CELLS])
        more = f" and {len(cells) - _SHOWN_CELLS} more" if len(cells) > _SHOWN_CELLS else ""
        place = f"{sheet}!{shown}{more}" if cells else sheet
        yield f"{workbook}: {place} not {done}: {reason} [{name}]"


def count(number: int, word: str, plural: str | None = None) -> str:
    """A number with its word: `1 objective`, `2 objectives`."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


def share(value: float | None) -> str:
    """A share as people read it: `47 %`, or `?` where it is unknown."""
    return "?" if value is None else f"{whole_percent(value)} %"
