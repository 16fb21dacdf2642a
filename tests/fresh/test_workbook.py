"""A fresh workbook is calm while it is empty, and is read without a doubt when it is filled in."""

from __future__ import annotations

import resource
import signal
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.errors import OutputError, UsageError
from okrsheets.fresh import cycle_choices, fresh_workbook, save_new, team_tabs
from okrsheets.model import AlignmentKind, Results, Status
from okrsheets.pipeline import StageSettings, analyse

TODAY = date(2026, 11, 23)
COLUMNS = "ABCDEFGHIJKL"
HEADER = 4


def _laid(folder: Path, *teams: str) -> Path:
    path = folder / "plan.xlsx"
    cycles = cycle_choices("Q4 2026")
    save_new(path, fresh_workbook(tabs=team_tabs(teams), cycles=cycles, today=TODAY))
    return path


def _fill(path: Path, tabs: Mapping[str, Mapping[int, Mapping[str, Any]]]) -> None:
    """A person fills cells in: by tab, row below the headings, and letter of the column."""
    book = openpyxl.load_workbook(path)
    for name, rows in tabs.items():
        for row, cells in rows.items():
            for letter, value in cells.items():
                book[name][f"{letter}{HEADER + row}"].value = value
                if isinstance(value, float):
                    book[name][f"{letter}{HEADER + row}"].number_format = "0%"  # as Excel does for 60 %
    book.save(path)


def _analysed(path: Path) -> Results:
    return analyse([XlsxAdapter().read(str(path))], settings=StageSettings(), today=TODAY)


FILLED: dict[str, dict[int, dict[str, Any]]] = {
    "Company": {
        1: {"C": "Win the market in North America", "D": "Mara Quist", "L": "Our first year there"},
        2: {"C": "Win 40 enterprise customers", "D": "Mara Quist", "E": 5, "F": 19, "G": 40},
        3: {"C": "Raise the renewal rate", "D": "Jon Bell", "E": 0.6, "F": 0.75, "G": 0.9},
        6: {"C": "Be a place where people stay", "D": "Dana Ortiz"},
        7: {"C": "Keep attrition below 5 %", "D": "Dana Ortiz", "F": 0.03, "G": 0.05},
        8: {"C": "Every team has OKRs", "D": "Dana Ortiz", "E": "no", "F": "yes", "G": "yes"},
    },
    "Sales": {
        1: {"C": "Grow with new customers", "D": "Sam Lee", "K": "C1"},
        2: {
            "C": "Win customers in Canada",
            "D": "Sam Lee",
            "E": 0,
            "F": 4,
            "G": 12,
            "H": "At risk",
            "I": "Low",
            "J": datetime.combine(TODAY, datetime.min.time()),
            "K": "C1.1",
            "L": "Jon helps",
        },
        3: {"C": "Reduce days to an offer", "D": "Sam Lee, Jon Bell", "E": 8, "F": 6, "G": 3, "I": "High"},
    },
}


@pytest.mark.parametrize("teams", [(), ("Sales", "Product"), ("Vertrieb Süd", "营业", "Company")])
def test_an_empty_one_gives_no_okrs_and_no_findings(tmp_path: Path, teams: tuple[str, ...]) -> None:
    results = _analysed(_laid(tmp_path, *teams))
    assert results.okrs.objectives == ()
    assert results.findings == ()


def test_what_people_fill_in_is_read_field_by_field(tmp_path: Path) -> None:
    path = _laid(tmp_path, "Sales", "Product")
    _fill(path, FILLED)
    results = _analysed(path)
    read = {
        (objective.title, kr.title): (kr.id, kr.owners, kr.baseline, kr.current, kr.target)
        for objective in results.okrs.objectives
        for kr in objective.key_results
    }
    market, stay, grow = (objective.title for objective in results.okrs.objectives)
    assert read == {
        (market, "Win 40 enterprise customers"): ("C1.1", ("Mara Quist",), 5, 19, 40),
        (market, "Raise the renewal rate"): ("C1.2", ("Jon Bell",), 0.6, 0.75, 0.9),
        (stay, "Keep attrition below 5 %"): ("C2.1", ("Dana Ortiz",), None, 0.03, 0.05),
        (stay, "Every team has OKRs"): ("C2.2", ("Dana Ortiz",), 0, 1, 1),
        (grow, "Win customers in Canada"): ("S1.1", ("Sam Lee",), 0, 4, 12),
        (grow, "Reduce days to an offer"): ("S1.2", ("Sam Lee", "Jon Bell"), 8, 6, 3),
    }
    canada = next(okr for okr in results.okrs.by_key.values() if okr.title == "Win customers in Canada")
    assert (canada.stated_meaning, canada.confidence) == (Status.AT_RISK, 0.3)
    assert (canada.updated, canada.note, canada.team) == (TODAY, "Jon helps", "Sales")
    assert {okr.cycle and okr.cycle.label for okr in results.okrs.by_key.values()} == {"2026-Q4"}


def test_every_column_is_known_for_what_it_is(tmp_path: Path) -> None:
    path = _laid(tmp_path, "Sales")
    _fill(path, FILLED)
    tables = [table for sheet in _analysed(path).readings[0].sheets for table in sheet.tables]
    assert [(table.sheet, table.layout) for table in tables] == [
        ("Company", "typed rows"),
        ("Sales", "typed rows"),
    ]
    for table in tables:
        assert [column.field and column.field.value for column in table.columns] == [
            "id",
            "type",
            "title",
            "owner",
            "baseline",
            "current",
            "target",
            "status",
            "confidence",
            "updated",
            "parent",
            "note",
        ]
        assert min(column.confidence for column in table.columns) >= 0.9
        assert table.confidence == 1


def test_alignments_go_where_the_help_says(tmp_path: Path) -> None:
    path = _laid(tmp_path, "Sales", "Product")
    _fill(path, FILLED)
    _fill(path, {"Product": {1: {"C": "Ship what customers ask for", "D": "Lee", "K": "contributes to C2"}}})
    _fill(path, {"Product": {2: {"C": "Answer 90 requests", "D": "Lee", "G": 90, "K": "supports C1.2"}}})
    results = _analysed(path)
    ids = {key: okr.id for key, okr in results.okrs.by_key.items()}
    links = {(ids[link.child], ids[link.parent], link.kind) for link in results.resolutions.alignments}
    assert links == {
        ("S1", "C1", AlignmentKind.DIRECTIONAL),
        ("S1.1", "C1.1", AlignmentKind.STRAIGHTFORWARD),
        ("P1", "C2", AlignmentKind.STRAIGHTFORWARD),
        ("P1.1", "C1.2", AlignmentKind.DIRECTIONAL),
    }


def test_figures_are_understood_as_the_help_says(tmp_path: Path) -> None:
    path = _laid(tmp_path, "Sales")
    _fill(path, FILLED)
    results = _analysed(path)
    progress = {okr.id: results.figures.okrs[key].progress for key, okr in results.okrs.by_key.items()}
    assert progress["C1.1"] == pytest.approx(0.4)
    assert progress["S1.2"] == pytest.approx(0.4)
    assert progress["C2.1"] == 1
    assert progress["C2.2"] == 1


def test_names_on_the_page_of_people_are_no_okrs(tmp_path: Path) -> None:
    path = _laid(tmp_path, "Sales")
    people = {row: {"A": f"Person {row}", "B": f"p{row}@example.org", "C": "Sales"} for row in range(1, 6)}
    _fill(path, {"People": people})
    results = _analysed(path)
    assert results.okrs.objectives == ()
    assert results.findings == ()


def test_the_same_wishes_give_the_same_bytes() -> None:
    first, second = (
        fresh_workbook(tabs=team_tabs(["Sales"]), cycles=["Q4 2026"], today=TODAY) for _ in range(2)
    )
    assert first == second


def test_lists_colours_and_print_are_set_up(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(_laid(tmp_path, "Sales").read_bytes()))
    assert book.sheetnames == ["Company", "Sales", "Example", "People", "Help"]
    sheet = book["Sales"]
    lists = {
        str(rule.sqref): rule.formula1
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert lists == {
        "B2": '"Q4 2026,Q1 2027,Q2 2027,Q3 2027,Q4 2027,Q1 2028"',
        "B5:B204": '"Objective,Key result"',
        "D5:D204": "People!$A$5:$A$64",
        "H5:H204": '"Not started,On track,Behind,At risk,Done,Postponed,Cancelled"',
        "I5:I204": '"High,Medium,Low"',
        "K5:K204": "'Company'!$A$5:$A$24",
    }
    assert all(rule.prompt for rule in sheet.data_validations.dataValidation)
    assert sheet.freeze_panes == "D5"
    assert sheet.auto_filter.ref is None
    assert [table.autoFilter.ref for table in sheet.tables.values()] == ["A4:L24"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert len(sheet.conditional_formatting) >= 5


@pytest.mark.parametrize(
    ("teams", "words"),
    [
        (["Sales/EMEA"], "can be no name of a tab"),
        (["x" * 32], "can be no name of a tab"),
        (["'Sales'"], "can be no name of a tab"),
        (["Help"], "would be a second tab of that name"),
        (["Sales", "SALES"], "would be a second tab of that name"),
        ([f"Team {number}" for number in range(60)], "more than 40 teams"),
    ],
)
def test_names_that_no_tab_can_have_are_refused(teams: list[str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        team_tabs(teams)


def test_ids_of_different_teams_never_begin_alike() -> None:
    tabs = team_tabs(["Sales", "Sales East", "Support", "营业", "販売", "Example Team"])
    letters = [tab.letters for tab in tabs]
    assert len(set(letters)) == len(letters)


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"theirs")
    with pytest.raises(UsageError, match="is there already and stays as it is; choose another name"):
        save_new(path, b"ours")
    assert path.read_bytes() == b"theirs"


def test_a_name_that_is_no_workbook_or_no_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"write plan\.xlsx"):
        save_new(tmp_path / "plan.csv", b"ours")
    with pytest.raises(OutputError, match="cannot be written"):
        save_new(tmp_path / ("x" * 300 + ".xlsx"), b"ours")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        save_new(tmp_path / "file" / "plan.xlsx", b"ours")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_that_does_not_fit_on_the_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    was = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            save_new(tmp_path / "plan.xlsx", bytes(50_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, was)
    assert list(tmp_path.iterdir()) == []
