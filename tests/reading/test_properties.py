"""Whatever OKRs are laid out, in whichever layout and place, the same are read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrsheets.grid import Cell, Look, Sheet, Value
from okrsheets.model import OkrSet
from okrsheets.reading import ReadingSettings, read_okrs
from tests.grids import workbook

WORDS = ("partners", "riders", "hiring", "churn", "revenue", "shops", "bikes", "support", "quality", "speed")
VERBS = ("Delight", "Win", "Improve", "Open", "Build", "Share", "Serve", "Repair", "Learn", "Welcome")
PEOPLE = ("Ana Ruiz", "Kim Lee", "Bo Lind", "Ida Falk")

Plan: TypeAlias = Mapping[str, tuple["Kr", ...]]


@dataclass(frozen=True)
class Kr:
    title: str
    owner: str
    target: int


def _titles(prefix: str) -> st.SearchStrategy[str]:
    return st.builds(
        lambda verb, one, other: f"{verb} {prefix} {one} and {other}",
        *map(st.sampled_from, (VERBS, WORDS, WORDS)),
    )


KEY_RESULTS = st.builds(Kr, _titles("the"), st.sampled_from(PEOPLE), st.integers(2, 5000))
PLANS = st.dictionaries(
    _titles("our"),
    st.lists(KEY_RESULTS, min_size=1, max_size=4, unique_by=lambda kr: kr.title).map(tuple),
    min_size=1,
    max_size=4,
)


@dataclass(frozen=True)
class Layout:
    """The rows of one layout, and the columns it has."""

    name: str
    headings: tuple[str, ...]


LAYOUTS = (
    Layout("flat", ("Objective", "Key result", "Owner", "Target")),
    Layout("grouped", ("Objectives", "Key Results", "Responsible", "Target value")),
    Layout("typed rows", ("Type", "Title", "Assignee", "Target")),
    Layout("outline", ("Objectives & Key Results", "Owner", "Target")),
)


def _rows(layout: Layout, plan: Plan) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = []
    for objective, key_results in plan.items():
        if layout.name == "typed rows":
            rows.append(("Objective", objective, None, None))
        if layout.name == "outline":
            rows.append((objective, None, None))
        for n, kr in enumerate(key_results):
            values = (kr.owner, kr.target)
            if layout.name == "flat":
                rows.append((objective, kr.title, *values))
            elif layout.name == "grouped":
                rows.append((None if n else objective, kr.title, *values))
            elif layout.name == "typed rows":
                rows.append(("Key result", kr.title, *values))
            else:
                rows.append((kr.title, *values))
    return rows


@st.composite
def laid_out(draw: st.DrawFn) -> tuple[Plan, Sheet]:
    """A plan and a tab that holds it: somewhere, under a banner or not, its columns in any order."""
    plan = draw(PLANS)
    layout = draw(st.sampled_from(LAYOUTS))
    # A title left of its key results is what makes grouped rows readable; the other columns may move.
    fixed = 1 if layout.name == "outline" else 2
    order = [*range(fixed), *draw(st.permutations(range(fixed, len(layout.headings))))]
    if layout.name in ("flat", "typed rows"):
        order = draw(st.permutations(range(len(layout.headings))))
    top, left = draw(st.integers(1, 12)), draw(st.integers(1, 6))
    cells: dict[tuple[int, int], Cell] = {}
    if draw(st.booleans()):
        cells[top, left] = Cell("What we set out to do")
        top += draw(st.integers(1, 3))
    for n, source in enumerate(order):
        cells[top, left + n] = Cell(layout.headings[source], look=Look(bold=True))
        for row, values in enumerate(_rows(layout, plan), start=top + 1):
            if values[source] is not None:
                is_objective = layout.name == "outline" and values[1] is None
                cells[row, left + n] = Cell(values[source], look=Look(bold=is_objective))
    if draw(st.booleans()):
        bottom = max(row for row, _ in cells)
        cells[bottom + draw(st.integers(2, 4)), left] = Cell("Note: talk to your lead about it")
    return plan, Sheet("OKRs", cells)


def _read(sheet: Sheet) -> OkrSet:
    return read_okrs([workbook(sheet)], settings=ReadingSettings())[1]


@given(laid_out())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_okrs_are_read_back_as_they_were_laid_out(case: tuple[Plan, Sheet]) -> None:
    plan, sheet = case
    found = {
        objective.title: {(kr.title, kr.owners, kr.target) for kr in objective.key_results}
        for objective in _read(sheet).objectives
    }
    assert found == {title: {(kr.title, (kr.owner,), kr.target) for kr in krs} for title, krs in plan.items()}


@given(PLANS, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_flat_rows_changes_no_key(plan: Plan, random: object) -> None:
    header, *rows = (LAYOUTS[0].headings, *_rows(LAYOUTS[0], plan))
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    read = []
    for lines in (rows, shuffled):
        grid = enumerate((header, *lines), start=1)
        cells = {(r, c): Cell(value) for r, line in grid for c, value in enumerate(line, start=1)}
        read.append({key: (okr.title, okr.owners) for key, okr in _read(Sheet("OKRs", cells)).by_key.items()})
    assert read[0] == read[1]


TOLD = {
    "Team": ("Sales", "Care"),
    "Owner": PEOPLE,
    "Progress": (0.1, 0.5, 1),
    "Status": ("On track", "At risk"),
    "Aligned to": ("CO-1", "CO-2"),
    "Weight": (1, 2),
    "Objective owner": PEOPLE,
    "Objective status": ("Done", "Open"),
    "Due": ("2026-03-31", "2026-06-30"),
}


@st.composite
def flat_rows(draw: st.DrawFn) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """The headings and rows of a flat table whose other columns hold anything, or nothing."""
    told = draw(st.lists(st.sampled_from(sorted(TOLD)), unique=True, max_size=5))
    headings = draw(st.permutations(["Objective", "Key result", *told]))
    rows: list[tuple[Value, ...]] = []
    for objective, key_results in draw(PLANS).items():
        same = {name: draw(st.sampled_from(TOLD[name])) for name in told if draw(st.booleans())}
        for kr in key_results:
            own = {name: draw(st.sampled_from((None, *TOLD[name]))) for name in told}
            said = {**own, **same, "Objective": objective, "Key result": kr.title}
            rows.append(tuple(said[name] for name in headings))
    return tuple(headings), rows


def _said(headings: tuple[str, ...], rows: list[tuple[Value, ...]]) -> dict[str, dict[str, object]]:
    """What a flat table says of each OKR by key, places aside."""
    grid = enumerate((headings, *rows), start=1)
    cells = {(r, c): Cell(v) for r, line in grid for c, v in enumerate(line, start=1) if v is not None}
    placed = ("at", "cells", "key_results", "alignment_texts")
    return {
        key: {name: value for name, value in okr._asdict().items() if name not in placed}
        | {"aligned": [text.text for text in okr.alignment_texts]}
        for key, okr in _read(Sheet("OKRs", cells)).by_key.items()
    }


@given(flat_rows(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_flat_rows_changes_nothing_that_is_read(
    table: tuple[tuple[str, ...], list[tuple[Value, ...]]], random: Random
) -> None:
    headings, rows = table
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert _said(headings, shuffled) == _said(headings, rows)
