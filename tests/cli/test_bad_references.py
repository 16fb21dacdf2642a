"""References that lead nowhere, or to too much: each is a finding, none a crash or a guess."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import xlsxwriter

from tests.cli.conftest import Run

HEADINGS = ["ID", "Type", "Title", "Baseline", "Current", "Target", "Weight", "Aligned to"]
COMPANY: list[list[Any]] = [
    ["CO-1", "Objective", "Expand the market in North America"],
    ["KR1", "Key result", "Win 40 enterprise customers", 5, 19, 40],
    ["CO-2", "Objective", "Become a place where people stay"],
    ["KR1", "Key result", "Lower attrition to 5 %", 0.2, 0.1, 0.05],
    ["CO-3", "Objective", "Become a place where people stay"],
    ["KR1", "Key result", "Fill 9 of 10 posts from within", 3, 5, 9],
]
SALES: list[list[Any]] = [
    ["S-1", "Objective", "Sell where nobody knows us", "", "", "", "", "CO-1"],
    ["KR1", "Key result", "Sign 12 resale partners", 0, 4, 12],
    ["S-2", "Objective", "Answer every lead sooner", "", "", "", "", "CO-2"],
    ["S-2.1", "Key result", "Cut the hours to an answer", 9, 6, 2],
]

Told: TypeAlias = Callable[..., list[str]]


@pytest.fixture
def told(okrsheets: Run, tmp_path: Path) -> Told:
    """What `check` tells of the last key result, whose parent cell says this: the rules and messages.

    A text of the form `=FORMULA ⇒ VALUE` is a formula with its stored result; a `link` leads where it says.
    """

    def check(parent: str, *, link: str = "", weight: Any = "") -> list[str]:
        book = xlsxwriter.Workbook(str(tmp_path / "plan.xlsx"))
        for name, rows in (("Company Q4 2026", COMPANY), ("Sales Q4 2026", SALES)):
            tab = book.add_worksheet(name)
            for number, row in enumerate([HEADINGS, *rows]):
                tab.write_row(number, 0, row)
        tab.write(4, 6, weight)
        formula, shows, value = parent.partition(" ⇒ ")
        if shows:
            tab.write_formula(4, 7, formula, None, value)
        elif link:
            tab.write_url(4, 7, link, string=parent)
        else:
            tab.write_string(4, 7, parent)
        book.close()
        done = okrsheets("check", "--format", "json", "plan.xlsx")
        assert "Traceback" not in done.stderr, done.stderr
        findings = json.loads(done.stdout)["findings"]
        return [
            f"{one['rule']}: {one['message']}"
            for one in findings
            if one["place"]["cell"] in ("C5", "G5", "H5")
        ]

    return check


NAMED = 'S-2.1 "Cut the hours to an answer"'
BROKEN = '=IFERROR(Company!#REF!,"n/a")'
STAY = "Become a place where people stay"
UNREAD = "points to a workbook or tab that was not read"
NOWHERE = "no objectives or key results in plan.xlsx"


@pytest.mark.parametrize(
    ("parent", "says"),
    [
        ("S-2.1", f"alignment-cycle: {NAMED} is aligned to itself"),
        ("S-2.KR1", f"alignment-cycle: {NAMED} is aligned to itself"),
        ("Gone!O1", f'unreachable-source: "Gone!O1" {UNREAD}'),
        ("Gone!B4", f'unreachable-source: "Gone!B4" {UNREAD}'),
        ("[Other.xlsx]Company!O1", f'unreachable-source: "[Other.xlsx]Company!O1" {UNREAD}'),
        ("#REF!", 'dangling-alignment: "#REF!" is no objective or key result in plan.xlsx'),
        ("#N/A", 'dangling-alignment: "#N/A" is no objective or key result in plan.xlsx'),
        ("=Company!#REF! ⇒ #REF!", f"error-value: the alignment of {NAMED} holds the error #REF!"),
        ("=VLOOKUP(1,A1:B2,2,0) ⇒ #N/A", f"error-value: the alignment of {NAMED} holds the error #N/A"),
        ("='Company Q4 2026'!Z9 ⇒ #NAME?", f"error-value: the alignment of {NAMED} holds the error #NAME?"),
        (
            f"{BROKEN} ⇒ n/a",
            f'dangling-alignment: the formula "{BROKEN}" points at a cell that was deleted',
        ),
        (
            STAY,
            (
                f'ambiguous-alignment: "{STAY}" could mean CO-2 "{STAY}" (Company Q4 2026!C4) or '
                f'CO-3 "{STAY}" (Company Q4 2026!C6)'
            ),
        ),
        ("CO-1 (150 %)", f"unshared-parents: {NAMED} contributes 150 % of itself, more than all"),
        (
            "CO-1 (70 %), CO-2 (60 %)",
            f"unshared-parents: the shares that {NAMED} contributes add up to 130 %, more than all",
        ),
        (
            ", ".join(f"X-{number}" for number in range(200)),
            f'dangling-alignment: "X-0", "X-1", "X-2" and 197 more are {NOWHERE}',
        ),
    ],
)
def test_a_bad_reference_is_told_once(told: Told, parent: str, says: str) -> None:
    assert told(parent) == [says]


def test_of_three_texts_that_lead_nowhere_each_is_told(told: Told) -> None:
    assert [one.partition(" is ")[0] for one in told("X-1; X-2; X-3")] == [
        f'dangling-alignment: "X-{number}"' for number in (1, 2, 3)
    ]


def test_two_hundred_lines_that_are_no_references_are_told_as_one(told: Told) -> None:
    (one,) = told("\n".join(f"Do thing {number}" for number in range(200)))
    assert one.startswith("dangling-alignment: ")
    assert len(one) < 200


def test_a_link_to_a_tab_that_is_gone_is_told(told: Told) -> None:
    (one,) = told("see there", link="internal:'Gone'!B4")
    assert one.startswith('unreachable-source: "see there"')


def test_a_link_to_a_deleted_cell_is_told_by_its_text(told: Told) -> None:
    (one,) = told("see there", link="internal:#REF!")
    assert one.startswith('dangling-alignment: "see there"')
    assert told("CO-1", link="internal:#REF!") == []


def test_a_weight_that_is_a_word_is_told(told: Told) -> None:
    (one,) = told("CO-1", weight="heavy")
    assert one.startswith(f'unreadable-value: the weight of {NAMED}, "heavy"')
