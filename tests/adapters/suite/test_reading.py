"""What every kind of spreadsheet tells of its tabs: what was laid in it is what is read, face by face."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from okrsheets.errors import SourceNotFoundError
from okrsheets.formulas import Reference, parse_reference
from okrsheets.grid import Cell, CellRange, ErrorValue, Look, Sheet, SheetTable
from tests.adapters.suite.kinds import Kind, any_kind
from tests.grids import sheet

PLAN = """
    | ID   | Objective | Key result       | Owner | Current | Target |
    | CO-1 | Expand    | Win 40 customers | Mara  | 19      | 40     |
    | CO-1 |           | Open in 3 cities | Jo    | 1.5     | 3      |
    | '007 | Delight   | Raise NPS        | 'Ann  | 30      | 40     |
"""
_NINE = datetime(2026, 10, 1, 9, 30)  # noqa: DTZ001 - a sheet's days know no time zone

FACES = {
    "texts and numbers": sheet("Plan", PLAN),
    "a table somewhere on its tab": sheet("Plan", PLAN, at="D7"),
    "texts that only look like something else": sheet(
        "Plan",
        "| x |",
        more={
            (2, 1): Cell("=1+1"),
            (3, 1): Cell("+49 30"),
            (4, 1): Cell("TRUE"),
            (5, 1): Cell("40 %"),
            (6, 1): Cell("'quoted"),
            (7, 1): Cell("two\nlines"),
            (8, 1): Cell(' 日本 😀 <b>&" '),
        },
    ),
    "days, times and yes": sheet(
        "Plan",
        "| Due |",
        more={
            (2, 1): Cell(date(2026, 12, 31), number_format="yyyy-mm-dd"),
            (3, 1): Cell(_NINE, number_format="yyyy-mm-dd hh:mm"),
            (4, 1): Cell(time(9, 30), number_format="hh:mm"),
            (5, 1): Cell(value=True),
            (6, 1): Cell(1.25, number_format="[h]:mm"),
        },
    ),
    "number formats": sheet(
        "Plan",
        "| Progress | 60 % |",
        more={(2, 2): Cell(1200, number_format="#,##0.00"), (3, 2): Cell(0.123, number_format="0.0%")},
    ),
    "formulas with their results": sheet(
        "Plan",
        "| 1 | 4 |",
        more={
            (2, 1): Cell(0.25, formula="A1/B1"),
            (3, 1): Cell("go", formula='"g"&"o"'),
            (4, 1): Cell(ErrorValue("#DIV/0!"), formula="1/0"),
            (5, 1): Cell(value=True, formula="B1>A1"),
        },
    ),
    "looks": sheet(
        "Plan",
        "| *Objective* | Key result |",
        more={
            (2, 1): Cell("Grow", look=Look(fill="FFF200")),
            (3, 1): Cell("Win", look=Look(indent=2)),
            (4, 1): Cell("Keep", look=Look(bold=True, fill="00B050", indent=1)),
        },
    ),
    "links": sheet(
        "Plan",
        "| x |",
        more={
            (2, 1): Cell("see", link="https://example.com/okrs?q=1#top"),
            (3, 1): Cell("below", link="#Plan!B4"),
            (4, 1): Cell("the company", link="#'It''s \"odd\"!'!B4"),
        },
    ),
    "merged cells": sheet(
        "Plan",
        "| Objective | KR   |\n| Grow | Win |\n| | Keep |",
        merges=(CellRange(2, 1, 3, 1), CellRange(5, 1, 6, 3)),
    ),
    "hidden rows": sheet("Plan", PLAN, hidden_rows=frozenset({2, 4})),
    "hidden columns": sheet("Plan", PLAN)._replace(hidden_columns=frozenset({1, 5})),
    "a table of the program's": sheet("Plan", PLAN)._replace(
        tables=(SheetTable("Goals", CellRange(1, 1, 4, 6)),)
    ),
    "a filter": sheet("Plan", PLAN)._replace(filter_range=CellRange(1, 1, 4, 6)),
    "a protected tab": sheet("Plan", PLAN)._replace(protected=True),
    "an empty tab": sheet("Plan", "|"),
}
SPILT = sheet(
    "Plan",
    "| Objective | Progress |",
    more={(2, 1): Cell(1, formula="TRANSPOSE(A9:B10)"), (2, 2): Cell(2), (3, 1): Cell(3), (3, 2): Cell(4)},
)._replace(occupied=(CellRange(2, 1, 3, 2),))
ODD = sheet('It\'s "odd"!', "| Grow |")


def _told(found: Sheet) -> Sheet:
    """A tab without its number, which only some kinds have."""
    return found._replace(cells=dict(found.cells), gid=None)


@pytest.mark.parametrize("face", FACES)
def test_what_is_laid_is_what_is_read(kind: Kind, face: str) -> None:
    laid = FACES[face]
    read = kind.adapter.read(kind.lay(laid, ODD))
    assert [_told(one) for one in read.sheets] == [laid, ODD]


@any_kind
def test_numbers_keep_whether_they_are_whole(kind: Kind) -> None:
    read = kind.adapter.read(kind.lay(sheet("Plan", "| 40 | 25.5 | '40 |"))).sheets[0]
    assert [type(read.value(1, column)) for column in (1, 2, 3)] == [int, float, str]


def test_tabs_come_in_their_order_and_a_hidden_one_says_so(kind: Kind) -> None:
    laid = [sheet(name, "| x |") for name in ("Plan", "Sales", "Old", "Zebra")]
    laid[2] = laid[2]._replace(hidden=True)
    read = kind.adapter.read(kind.lay(*laid))
    assert [(one.name, one.hidden) for one in read.sheets] == [
        ("Plan", False),
        ("Sales", False),
        ("Old", True),
        ("Zebra", False),
    ]


def test_a_note_is_no_value(kind: Kind) -> None:
    laid = sheet("Plan", "| Grow |")
    source = kind.lay(laid, notes={"A1": "said in the weekly", "C9": "nothing here"})
    assert _told(kind.adapter.read(source).sheets[0]) == laid


def test_what_an_array_formula_shows_is_read_and_its_cells_are_taken(kind: Kind) -> None:
    read = kind.adapter.read(kind.lay(SPILT)).sheets[0]
    assert read.cells == SPILT.cells
    for at in ((2, 2), (3, 1), (3, 2)):
        assert any(box.holds(*at) for box in read.occupied), at
    assert not any(box.holds(*at) for box in read.occupied for at in ((1, 1), (4, 1), (2, 3)))


def test_what_is_covered_by_a_merge_holds_nothing(kind: Kind) -> None:
    laid = sheet("Plan", "| Grow | Win |\n| | Keep |", merges=(CellRange(1, 1, 2, 1),))
    read = kind.adapter.read(kind.lay(laid)).sheets[0]
    assert (read.value(1, 1), (2, 1) in read.cells) == ("Grow", False)


@any_kind
def test_a_workbook_is_called_by_its_source_and_may_be_written(kind: Kind) -> None:
    source = kind.lay(sheet("Plan", PLAN))
    read = kind.adapter.read(source)
    assert (read.source, read.read_only_because, read.takes_no_tab) == (source, None, None)
    assert read.title


def test_names_of_ranges_are_told_as_the_formulas_they_stand_for(kind: Kind) -> None:
    names = {"Vision": "Plan!$B$2", "Goals": "'It''s \"odd\"!'!$A$1:$B$3"}
    read = kind.adapter.read(kind.lay(sheet("Plan", PLAN), ODD, names=names))
    assert {name: parse_reference(formula) for name, formula in read.names.items()} == {
        "Vision": Reference(None, "Plan", CellRange(2, 2, 2, 2)),
        "Goals": Reference(None, ODD.name, CellRange(1, 1, 3, 2)),
    }


@any_kind
def test_where_tabs_have_numbers_and_cells_an_address_both_are_told(kind: Kind) -> None:
    read = kind.adapter.read(kind.lay(sheet("Plan", PLAN), ODD))
    numbers = {one.gid for one in read.sheets}
    assert (len(numbers) == 2 and None not in numbers) == kind.traits.counts_tabs
    assert (read.url is not None and "{gid}" in read.url and "{cell}" in read.url) == kind.traits.opens
    assert (read.changed is not None) == kind.traits.dated


@any_kind
def test_a_revision_stays_while_nobody_writes_and_moves_when_someone_does(kind: Kind) -> None:
    source = kind.lay(sheet("Plan", PLAN))
    first = kind.adapter.read(source).revision
    assert kind.adapter.read(source).revision == first
    kind.type_in(source, "E2", 20)
    assert kind.adapter.read(source).revision != first


@any_kind
def test_a_source_that_is_not_there_is_told_in_one_line(kind: Kind) -> None:
    source = kind.nowhere()
    with pytest.raises(SourceNotFoundError) as error:
        kind.adapter.read(source)
    assert error.value.place == source
    assert "\n" not in str(error.value)
