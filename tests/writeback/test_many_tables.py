"""Many tables on a tab: planning, writing and remembering grow with their number, and no faster."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import pytest

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.adapters.xlsx.patch import patched
from okrsheets.edits import WriteOutcome, WritePlan
from okrsheets.model import ManagedMemory, Results
from okrsheets.pipeline import StageSettings, analyse, plan_all
from okrsheets.writeback import memory_after
from tests.adapters.xlsx.books import draw

TODAY = date(2026, 11, 3)
SIZES = (20, 80)


class _Steps(NamedTuple):
    """The lines run in each part of a sync, and of one after it."""

    plan: int
    write: int
    remember: int
    plan_again: int
    remember_again: int


def _lines(work: Callable[[], object]) -> int:
    """How many lines are run in some work: a measure of it that no busy machine changes."""
    count = 0

    def note(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def _planned(path: Path, memory: tuple[ManagedMemory, ...]) -> tuple[Results, WritePlan]:
    book = XlsxAdapter().read(str(path))
    results = analyse([book], settings=StageSettings(), today=TODAY, memory=memory, rules=())
    return results, plan_all(results, settings=StageSettings(), memory=memory)[0]


def _steps(path: Path, tables: int) -> _Steps:
    lines = []
    for n in range(tables):
        lines += [
            "| Objective | Key result | Baseline | Current | Target |",
            f"| Grow town {n} | Sign {n + 5} shops | 0 | 3 | {n + 5} |",
            f"| Grow town {n} | Visit {n + 9} shops | 0 | 4 | {n + 9} |",
            "|",
        ]
    draw(path, "\n".join(lines))
    settings = StageSettings()
    results, plan = _planned(path, ())
    assert len(plan.edits) >= 2 * tables
    new = patched(path.read_bytes(), plan)
    assert new.content is not None
    outcome = WriteOutcome(plan.workbook, "after", new.written, new.refused)
    memory = memory_after(plan, outcome, results=results, memory=())
    before = path.read_bytes()
    path.write_bytes(new.content)
    results_again, plan_again = _planned(path, memory)
    assert plan_again.empty
    nothing = WriteOutcome(plan.workbook, "after")
    return _Steps(
        _lines(lambda: plan_all(results, settings=settings)),
        _lines(lambda: patched(before, plan)),
        _lines(lambda: memory_after(plan, outcome, results=results, memory=())),
        _lines(lambda: plan_all(results_again, settings=settings, memory=memory)),
        _lines(lambda: memory_after(plan_again, nothing, results=results_again, memory=memory)),
    )


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> tuple[_Steps, _Steps]:
    folder = tmp_path_factory.mktemp("tables")
    few, many = (_steps(folder / f"{size}.xlsx", size) for size in SIZES)
    return few, many


@pytest.mark.parametrize("part", _Steps._fields)
def test_four_times_as_many_tables_are_about_four_times_the_work(
    steps: tuple[_Steps, _Steps], part: str
) -> None:
    few, many = steps
    assert getattr(many, part) / getattr(few, part) < 4.4
