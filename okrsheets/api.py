"""okrsheets from Python: read, inspect, resolve, check, plan, sync and report, each in one call.

Every function takes SOURCEs as the command line does (paths, patterns, folders, links); without any, those of
the config. `config` is a path; without it the nearest okrsheets.toml counts, as on the command line. `today`
moves the clock. Where a source cannot be read they raise what stopped it, an OkrSheetsError; but check, plan
and report go on with what it said earlier where that stands in, and a sync does the rest and tells it in its
outcome.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from okrsheets.config import find_config
from okrsheets.errors import OkrSheetsError, UsageError
from okrsheets.run import Analysis, Wanted, analyse_sources, inspect_sources, plan_sources

if TYPE_CHECKING:
    from okrsheets.edits import WritePlan
    from okrsheets.grid import Workbook
    from okrsheets.model import Finding, Resolutions, Results, Understood
    from okrsheets.run import SyncOutcome

__all__ = ["check", "inspect", "plan", "read", "report", "resolve", "sync"]

Place = str | os.PathLike[str]
Form = Literal["html", "markdown", "markdown-full", "json", "csv"]


def read(*sources: Place, config: Place | None = None, today: date | None = None) -> tuple[Workbook, ...]:
    """The workbooks as they are: tabs of cells, our own columns included."""
    return _inspected(sources, config, today, resolved=False).workbooks


def inspect(*sources: Place, config: Place | None = None, today: date | None = None) -> Understood:
    """What was read and why: a reading for each workbook, the OKRs, and what their alignments resolve to."""
    return _inspected(sources, config, today, resolved=True)


def resolve(*sources: Place, config: Place | None = None, today: date | None = None) -> Resolutions:
    """What each text of an alignment resolves to, the alignments that follow, and the top level."""
    return _inspected(sources, config, today, resolved=True).resolutions


def check(*sources: Place, config: Place | None = None, today: date | None = None) -> tuple[Finding, ...]:
    """What is wrong with the OKRs, sorted by workbook, tab, row and column.

    `stale-source` is among it where what a workbook said earlier stands in for it.
    """
    return _results(_analysed(_wanted(sources, config, today))).findings


def plan(*sources: Place, config: Place | None = None, today: date | None = None) -> tuple[WritePlan, ...]:
    """What a sync would write into each workbook; nothing is written.

    Nothing is due where what a workbook said earlier stands in for it.
    """
    return plan_sources(_analysed(_wanted(sources, config, today)))


def report(
    *sources: Place,
    config: Place | None = None,
    today: date | None = None,
    form: Form = "html",
    language: str | None = None,
) -> str:
    """The report as text, in one of the forms and languages of `okrsheets report`.

    Raises UsageError for others.
    """
    from okrsheets.run import render
    from okrsheets.run.parts import part_asked_for
    from okrsheets.tongue import LANGUAGES

    _refuse_unknown("form", form, get_args(Form))
    _refuse_unknown("language", language, (None, *LANGUAGES))
    asked = _wanted(sources, config, today)
    analysis = _analysed(asked)
    settings = asked.config._replace(report_language=language or asked.config.report_language)
    part = part_asked_for(analysis, asked, {})
    return render(_results(analysis), analysis, config=settings, form=form, part=part)


def sync(
    *sources: Place, config: Place | None = None, today: date | None = None, yes: bool = False
) -> SyncOutcome:
    """Read, judge, write back, remember and lay the report; mails nobody.

    A workbook is written where its config says `write = true`, where somebody agreed to it before, or with
    `yes`, which agrees for all of them. The outcome says what was written, refused or failed.
    """
    from okrsheets.run import sync as run_sync

    return run_sync(
        _wanted(sources, config, today), now=datetime.now().astimezone(), consent=lambda _plan, _results: yes
    )


def _refuse_unknown(what: str, said: str | None, known: Sequence[str | None]) -> None:
    if said not in known:
        raise UsageError(f"{what}={said!r}", "is not known", f"known are {', '.join(filter(None, known))}")


def _wanted(sources: Sequence[Place], config: Place | None, today: date | None) -> Wanted:
    from click import get_app_dir

    from okrsheets.run.configs import found_config
    from okrsheets.run.google import google_access

    folder = Path.cwd()
    path = Path(config) if config is not None else find_config(folder)
    settings = found_config(path, folder=folder, own_folder=Path(get_app_dir("okrsheets"))).config
    day = today or datetime.now().astimezone().date()
    return Wanted(
        settings,
        tuple(os.fspath(source) for source in sources),
        folder,
        day,
        google=google_access(settings, os.environ),
    )


def _inspected(
    sources: Sequence[Place], config: Place | None, today: date | None, *, resolved: bool
) -> Understood:
    inspection = inspect_sources(_wanted(sources, config, today), resolved=resolved)
    _raise_first(inspection.failures)
    return inspection.understood


def _analysed(asked: Wanted) -> Analysis:
    """All of it read and judged, as a command would; raises where nothing stands in for what is unread."""
    analysis = analyse_sources(asked)
    if unread := analysis.results.unread:
        # what Google refuses is of no workbook in particular, and comes last
        _raise_first(sorted(analysis.failures, key=lambda failure: failure.place not in unread))
    return analysis


def _results(analysis: Analysis) -> Results:
    """The results for what was asked about, in the cycles that are not over."""
    from okrsheets.model import narrow

    return narrow(analysis.results, analysis.scope)


def _raise_first(failures: Sequence[OkrSheetsError]) -> None:
    if failures:
        raise failures[0]
