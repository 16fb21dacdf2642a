"""A team has one name in everything that is read, however it is written."""

from __future__ import annotations

from okrsheets.model import folded
from okrsheets.reading import ReadingSettings, read_okrs
from tests.grids import sheet, workbook

EAST = """
    | Objective    | Objective team | Key result       | KR team  | Baseline | Current | Target |
    | Win the east | Sales North    | Sign 20 partners |          | 0        | 5       | 20     |
    |              |                | Open an office   | IT       | 0        | 0       | 1      |
"""
WEST = """
    | Objective    | Objective team | Key result       | KR team      | Baseline | Current | Target |
    | Win the west | sales  north   | Speak at fairs   | SALES NORTH  | 0        | 3       | 6      |
    |              |                | Write articles   | it           | 0        | 4       | 12     |
"""


def test_a_team_is_called_as_it_was_first_written_in_all_tabs_and_workbooks() -> None:
    books = [
        workbook(sheet("East", EAST), source="east.xlsx"),
        workbook(sheet("West", WEST), source="west.xlsx"),
    ]
    _, okrs = read_okrs(books, settings=ReadingSettings())
    assert [each.team for each in okrs.objectives] == ["Sales North", "Sales North"]
    assert {each.team for each in okrs.okrs if each.team} == {"Sales North", "IT"}
    assert all(okrs.by_key[each.key].team == each.team for each in okrs.okrs)


def test_teams_that_differ_in_more_than_capitals_and_blanks_are_two() -> None:
    books = [workbook(sheet("Plan", EAST + WEST.replace("sales  north", "Salesnorth").split("\n", 2)[2]))]
    _, okrs = read_okrs(books, settings=ReadingSettings())
    assert [folded(each.team or "") for each in okrs.objectives] == ["sales north", "salesnorth"]
