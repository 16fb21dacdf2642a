"""The demo company a week after its first sync, as its people went on in between."""

from __future__ import annotations

import shutil
from contextlib import chdir
from datetime import date, datetime, time, timedelta
from pathlib import Path

from okrsheets.config.loading import load_config
from okrsheets.demo import lay_company
from okrsheets.model import Results, narrow
from okrsheets.run import Wanted, sync
from okrsheets.run.analysis import analyse_sources

__all__ = ["LAST_MAIL", "a_week_of_the_demo"]

LAST_MAIL = date(2026, 11, 16)
TODAY = LAST_MAIL + timedelta(days=7)


def a_week_of_the_demo(folder: Path) -> Results:
    """Lay and sync the demo in a folder, let a week pass for its people, and judge it again."""
    lay_company(folder, today=LAST_MAIL)
    config = load_config(folder / "okrsheets.toml")
    now = datetime.combine(LAST_MAIL, time(3)).astimezone()
    with chdir(folder):  # which the sources are named from
        sync(Wanted(config, (), folder, LAST_MAIL), now=now, consent=lambda _plan, _results: True)
        for workbook in lay_company(folder / "a week later", today=TODAY).workbooks:
            shutil.copy(workbook, folder / workbook.name)
        analysis = analyse_sources(Wanted(config, (), folder, TODAY))
    return narrow(analysis.results, analysis.scope)
