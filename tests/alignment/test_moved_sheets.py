"""What people do to sheets keeps what is aligned: rows and tabs are moved, tabs renamed, workbooks reordered.

Formulas and links say where their goal stands now, as spreadsheet programs rewrite them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheets.grid import Cell, Sheet, Workbook
from okrsheets.model import Outcome
from tests.alignment.company import resolved

HEADINGS = ("ID", "Type", "Title", "Target", "Aligned to", "Cycle")
GOALS = {
    "Company": (
        (
            "CO-1",
            "Expand the market in North America",
            ("Win 40 new accounts", "Open offices in Ohio and Utah"),
        ),
        ("CO-2", "Become a place where people stay", ("Lower attrition to 5 %",)),
        ("CO-3", "Earn the trust of auditors", ("Pass 3 audits in a row",)),
    ),
    "Product": (
        ("EN-1", "Ship the platform that partners ask for", ("Reach 99.9 % uptime", "Answer within 4 hours")),
        ("EN-2", "Reduce the debt of the old code", ("Retire 12 services",)),
    ),
    "Market": (
        ("GO-1", "Go to market as one", ("Train 30 sellers", "Publish 12 case studies")),
        ("GO-2", "Sharpen the message", ("Shorten the pitch to 4 slides",)),
    ),
}
TOP_NAMES = ("Company", "Firm OKRs", "Corporate Q4 2026")  # a tab called so is at the top
NAMES = ("Product", "R and D", "Go to market", "Vertrieb (neu)", "O'Hara's team")
FORMS = ("id", "title", "nearly", "formula", "link", "linking formula")
SHARED = "Answer every customer in a day"  # a title of two teams


class Layout(NamedTuple):
    """How the goals are laid out: the tabs in their order, what each is called, its rows and blank ones."""

    tabs: Sequence[str]
    called: dict[str, str]
    goals: dict[str, Sequence[int]]
    above: dict[str, int]
    asked: Sequence[tuple[str, str]]
    seekers_first: bool
    apart_first: bool


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    names = (draw(st.sampled_from(TOP_NAMES)), *draw(st.permutations(NAMES)))
    asked = [(goal, form) for goals in GOALS.values() for goal, *_ in goals for form in FORMS]
    return Layout(
        tabs=draw(st.permutations(list(GOALS))),
        called=dict(zip(GOALS, names, strict=False)),
        goals={tab: draw(st.permutations(range(len(goals)))) for tab, goals in GOALS.items()},
        above={tab: draw(st.integers(0, 3)) for tab in GOALS},
        asked=draw(st.permutations(asked)),
        seekers_first=draw(st.booleans()),
        apart_first=draw(st.booleans()),
    )


def _tab(layout: Layout, tab: str) -> tuple[Sheet, dict[str, str]]:
    """A tab of goals, and the cell of each goal's title by its id."""
    top = layout.above[tab] + 1
    rows: list[Sequence[str]] = [HEADINGS]
    places: dict[str, str] = {}
    for number in layout.goals[tab]:
        goal, title, key_results = GOALS[tab][number]
        places[goal] = f"C{top + len(rows)}"
        rows.append((goal, "Objective", title, "", "", "2026-Q4"))
        rows += [("", "Key result", each, "40", "", "2026-Q4") for each in key_results]
    if tab != "Company":
        rows.append((f"{tab[:1]}-9", "Objective", SHARED, "", "", "2026-Q4"))
    return _sheet(layout.called[tab], rows, top), places


def _sheet(name: str, rows: Sequence[Sequence[str | Cell]], top: int) -> Sheet:
    grid = {
        (row, column): word if isinstance(word, Cell) else Cell(word)
        for row, words in enumerate(rows, start=top)
        for column, word in enumerate(words, start=1)
        if word
    }
    return Sheet(name, grid)


def _written(form: str, goal: str, title: str, place: str) -> Cell:
    """What a cell says in that form to mean a goal, whose title stands at the place."""
    nearly = title.replace("e", "", 1) if title.count(" ") > 2 else title
    return {
        "id": Cell(goal),
        "title": Cell(title),
        "nearly": Cell(nearly),
        "formula": Cell(title, formula=place),
        "link": Cell("see there", link=f"#{place}"),
        "linking formula": Cell("there", formula=f'HYPERLINK("#{place}","there")'),
    }[form]


def _meant(layout: Layout) -> dict[tuple[str, str], str | None]:
    """The title of what each cell is taken to mean, by the id and form of what it was written for."""
    drawn = {tab: _tab(layout, tab) for tab in layout.tabs}
    where = {
        goal: "'{}'!{}".format(layout.called[tab].replace("'", "''"), place)
        for tab, (_, places) in drawn.items()
        for goal, place in places.items()
    }
    titles = {goal: title for goals in GOALS.values() for goal, title, _ in goals}
    rows: list[Sequence[str | Cell]] = [HEADINGS]
    for goal, form in layout.asked:
        cell = _written(form, goal, titles[goal], where[goal])
        rows.append((f"{goal}-{form}", "Objective", f"Serve {goal} by {form}", "", cell, "2026-Q4"))
    rows.append(("shared", "Objective", "Serve what two teams share", "", SHARED, "2026-Q4"))
    seekers = _sheet("Seekers", rows, 1)
    tabs = tuple(sheet for sheet, _ in drawn.values())
    book = Workbook(
        "plan.xlsx", "plan.xlsx", "r1", (seekers, *tabs) if layout.seekers_first else (*tabs, seekers)
    )
    apart = Workbook("other.xlsx", "other.xlsx", "r1", (_sheet("Legal", [HEADINGS, *_LEGAL], 1),))
    okrs, found = resolved(*((apart, book) if layout.apart_first else (book, apart)), called={})
    meant: dict[tuple[str, str], str | None] = {}
    for each in found.resolutions:
        child = okrs.by_key[each.child]
        goal, _, form = (child.id or "").rpartition("-")
        if child.id == "shared":
            assert each.outcome is Outcome.AMBIGUOUS
            assert {okrs.by_key[key].title for key in each.candidates} == {SHARED}
            assert len(each.candidates) == 2
        else:
            meant[goal, form] = okrs.by_key[each.parent].title if each.parent else None
    return meant


_LEGAL = (
    ("L-1", "Objective", "Answer contracts in two days", "", "", "2026-Q4"),
    ("", "Key result", "Contracts answered in time", "90", "", "2026-Q4"),
)


def _check(layout: Layout) -> None:
    titles = {goal: title for goals in GOALS.values() for goal, title, _ in goals}
    assert _meant(layout) == {(goal, form): titles[goal] for goal, form in layout.asked}


@settings(max_examples=60, deadline=None)
@given(layouts())
def test_each_form_means_its_goal_wherever_rows_tabs_and_workbooks_are_moved_and_whatever_tabs_are_called(
    layout: Layout,
) -> None:
    _check(layout)


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(layouts())
def test_the_same_through_a_storm_of_layouts(layout: Layout) -> None:
    _check(layout)
