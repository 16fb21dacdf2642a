"""Lays the demo company in a folder: three workbooks with faults, and the config beside them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from okrsheets.config import FILE_NAME
from okrsheets.demo.company import COMPANY
from okrsheets.demo.earlier import earlier_standings
from okrsheets.demo.pacing import cycle_of, spoken
from okrsheets.demo.shapes import NAME
from okrsheets.demo.workbooks import WORKBOOKS, workbook_bytes
from okrsheets.tuples import NamedTuple

__all__ = ["DemoCompany", "as_in_earlier_weeks", "lay_company"]


class DemoCompany(NamedTuple):
    """What lies in the folder now: the files written, and those that were there and stay as they are."""

    folder: Path
    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    cycle: str

    @property
    def workbooks(self) -> tuple[Path, ...]:
        """The workbooks, those of the top level first."""
        return tuple(self.folder / name for name in WORKBOOKS)


def lay_company(folder: Path, *, today: date) -> DemoCompany:
    """Writes the files of the demo that are not there yet, as they would stand on that day."""
    cycle = spoken(cycle_of(today))
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    kept: list[Path] = []
    for name in (*WORKBOOKS, FILE_NAME):
        path = folder / name
        if path.exists():
            kept.append(path)
            continue
        path.write_bytes(config_text(cycle).encode() if name == FILE_NAME else workbook_bytes(name, today))
        written.append(path)
    return DemoCompany(folder, tuple(written), tuple(kept), cycle)


def as_in_earlier_weeks(folder: Path, *, today: date) -> Iterator[date]:
    """Each day, a week apart, on which the workbooks lie in a folder as they stood then."""
    for standing in earlier_standings(today):
        for name in WORKBOOKS:
            (folder / name).write_bytes(workbook_bytes(name, today, weeks_ago=standing.weeks_ago))
        yield standing.day


def config_text(cycle: str) -> str:
    """The config of the demo for a cycle such as `Q4 2026`."""
    sources = "\n".join(f'[[source]]\nuri = "{name}"\nwrite = true\n' for name in WORKBOOKS)
    return f"""\
# What okrsheets reads here, and what it may write. Every line can be changed.

[report]
title = "{NAME}"

[cycle]
# The quarter for tabs that do not name one.
current = "{cycle}"

[alignment]
# The tabs at the top: nothing above them is expected.
top = ["{COMPANY.name}"]

# One block per workbook. With `write = true` the columns marked (auto) are kept up to date in it;
# everything else in the workbook stays as it is.
{sources}
# To try mails, take the "# " away below and run: okrsheets mail preview
# Nothing is sent before `okrsheets mail enable`, and from here only into the folder.
# [mail]
# from = "OKRs <okrs@example.com>"
# folder = "mails"
# leaders = ["ceo@example.com"]
# [teams]
# "Sales" = {{ mail = "sales@example.com" }}
"""
