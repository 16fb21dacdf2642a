"""The demo company a week after its first sync, with what its people did in between."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl

from okrsheets.config.loading import load_config
from okrsheets.demo import lay_company
from okrsheets.grid import CellRef
from okrsheets.model import Field, KeyResult, OkrSet, Results, narrow
from okrsheets.run import Wanted, sync
from okrsheets.run.analysis import analyse_sources

__all__ = ["FIRST", "TODAY", "a_week_of_the_demo"]

FIRST = date(2026, 11, 16)
TODAY = FIRST + timedelta(days=7)
STEPS = (0.05, 0.02, 0.0, 0.09, -0.03)
"""How much of its way one key result after the other goes on in the week."""


def a_week_of_the_demo(folder: Path) -> Results:
    """Lay the demo in a folder, sync it, edit it, and judge it a week later."""
    lay_company(folder, today=FIRST)
    config = load_config(folder / "okrsheets.toml")
    sync(
        Wanted(config, (), folder, FIRST),
        now=datetime.combine(FIRST, time(3)).astimezone(),
        consent=lambda _plan, _results: True,
    )
    _write(folder, _a_week_of_work(analyse_sources(Wanted(config, (), folder, FIRST)).results.okrs))
    analysis = analyse_sources(Wanted(config, (), folder, TODAY))
    return narrow(analysis.results, analysis.scope)


def _a_week_of_work(okrs: OkrSet) -> Iterable[tuple[CellRef, object]]:
    """Values go on, and the company lowers a target and renames an objective."""
    company = [okr for okr in okrs.objectives if okr.team == "Company" and okr.key_results]
    lowered = company[0].key_results[0]
    assert lowered.target is not None
    yield lowered.cells[Field.TARGET], lowered.target * 0.9
    yield company[1].at, f"{company[1].title} in Europe"
    moving = [okr for okr in okrs.key_results if okr.current is not None and okr.key != lowered.key]
    for number, okr in enumerate(moving):
        if step := STEPS[number % len(STEPS)]:
            yield from _goes_on(okr, step)


def _goes_on(okr: KeyResult, step: float) -> Iterable[tuple[CellRef, object]]:
    at = okr.cells.get(Field.CURRENT)
    if at is not None and okr.target is not None and okr.current is not None:
        yield at, round(okr.current + step * (okr.target - (okr.baseline or 0)), 3)


def _write(folder: Path, cells: Iterable[tuple[CellRef, object]]) -> None:
    by_book: dict[str, list[tuple[CellRef, object]]] = {}
    for at, value in cells:
        by_book.setdefault(at.workbook, []).append((at, value))
    for name, some in by_book.items():
        book = openpyxl.load_workbook(folder / name)
        for at, value in some:
            book[at.sheet].cell(at.row, at.column).value = value
        book.save(folder / name)
