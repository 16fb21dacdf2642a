"""Columns under dates: check-ins, what they come to, and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.grid import Cell, CellRange
from okrsheets.model import Field, KeyResult
from okrsheets.reading import read_okrs
from okrsheets.reading.language.vocabulary import load_vocabulary
from okrsheets.reading.times.headings import time_in
from tests.grids import sheet, workbook
from tests.reading.conftest import PLAIN, Read


def _read_rows(read: Read, grid: str, name: str = "OKRs 2026") -> list[KeyResult]:
    _, okrs = read(sheet(name, grid))
    return list(okrs.key_results)


def test_months_are_check_ins_in_the_order_of_their_days(read: Read) -> None:
    (kr,) = _read_rows(
        read, "| Objective | Key result | Target | Feb | Jan |\n| Grow | Win members | 500 | 180 | 120 |"
    )
    assert [(one.day, one.value, one.at.a1) for one in kr.check_ins] == [
        (date(2026, 1, 31), 120, "E2"),
        (date(2026, 2, 28), 180, "D2"),
    ]
    assert kr.updated == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("row", "current", "because"),
    [
        ("Win members | 500 | | 120 | 180 | 240", 240, "they never fall"),
        ("Events | 30 | | 4 | 6 | 3", 13, "they rise and fall, each far below the target"),
        ("Host events | 30 | | 4 | 16 | 9", 29, "they rise and fall, and its words count what is done"),
        ("NPS | 50 | | 31 | 35 | 33", 33, "figures of this kind (rating) are not added up"),
        ("Reduce open bugs | 5 | | 40 | 45 | 20", 20, "it is to decrease"),
        ("Win 20 customers per month | 20 | | 5 | 9 | 7", 7, "its words speak of a figure per time"),
        ("Win customers | 20 | 21 | 5 | 9 | 7", 21, "the current value is their sum"),
        ("Win customers | 200 | 90 | 50 | 100 | 90", 90, "the current value is their last"),
        ("New customers | 40 | | 25 | 40 | 30", 30, "nothing speaks for a sum"),
        ("Win customers | 40 | | | 25 | ", 25, "there is one"),
    ],
)
def test_whether_check_ins_add_up_is_decided_row_by_row_and_said(
    read: Read, row: str, current: float, because: str
) -> None:
    (kr,) = _read_rows(
        read, f"| Objective | Key result | Target | Current | Jan | Feb | Mar |\n| Grow | {row} |"
    )
    assert kr.current == current
    assert len(kr.remarks) == 1
    assert kr.remarks[0].endswith(because)


def test_the_progress_that_a_row_says_tells_whether_check_ins_add_up(read: Read) -> None:
    level, summed = _read_rows(
        read,
        """
        | Objective | Key result    | Baseline | Target | Progress | Jan | Feb |
        | Grow      | Win members   | 0        | 100    | 30 %     | 20  | 30  |
        | Grow      | Win customers | 0        | 100    | 50 %     | 20  | 30  |
        """,
    )
    assert (level.current, summed.current) == (30, 50)


def test_an_aggregation_column_decides(read: Read) -> None:
    rows = _read_rows(
        read,
        """
        | Objective | Key result | Target | Aggregation | Jan | Feb | Mar |
        | Grow      | Members    | 500    | sum         | 120 | 180 | 240 |
        | Grow      | Events     | 30     | level       | 4   | 6   | 3   |
        | Grow      | Calls      | 30     | average     | 4   | 6   | 2   |
        """,
    )
    assert [kr.current for kr in rows] == [540, 3, 4]


def test_figures_each_below_the_baseline_are_what_is_added(read: Read) -> None:
    (kr,) = _read_rows(
        read,
        "| Objective | Key result | Baseline | Target | Jan | Feb |\n| Grow | Shops | 100 | 150 | 5 | 12 |",
    )
    assert kr.current == 17


def test_percentages_under_dates_are_progress_where_the_target_is_none(read: Read) -> None:
    shops, churn = _read_rows(
        read,
        """
        | Objective | Key result | Target | KW 1 | KW 2 | KW 3 |
        | Grow      | Shops      | 30     | 10 % | 20 % |      |
        | Grow      | Churn      | 5 %    | 9 %  | 7 %  | 8 %  |
        """,
    )
    assert (shops.current, shops.stated_progress) == (None, 0.2)
    assert [one.progress for one in shops.check_ins] == [0.1, 0.2]
    assert (churn.current, churn.stated_progress) == (0.08, None)


def test_plain_figures_beside_a_percentage_are_read_on_its_scale(read: Read) -> None:
    (kr,) = _read_rows(
        read, "| Objective | Key result | Target | Jan | Feb |\n| Grow | Churn | 5 % | 9 | 7 |"
    )
    assert kr.current == 0.07
    assert [one.value for one in kr.check_ins] == [0.09, 0.07]


def test_zeros_in_the_months_to_come_are_no_check_ins(read: Read) -> None:
    (kr,) = _read_rows(
        read,
        "| Objective | Key result | Target | Jan | Feb | Mar | Apr |\n| Grow | Shops | 30 | 5 | 9 | 0 | 0 |",
    )
    assert kr.current == 9
    assert kr.updated == date(2026, 2, 28)


def test_a_filled_current_and_updated_column_go_first(read: Read) -> None:
    (kr,) = _read_rows(
        read,
        """
        | Objective | Key result | Target | Current | Updated    | Jan | Feb |
        | Grow      | Shops      | 30     | 11      | 2026-05-01 | 5   | 9   |
        """,
    )
    assert (kr.current, kr.updated) == (11, date(2026, 5, 1))


def test_planned_values_are_no_check_ins_but_the_plan(read: Read) -> None:
    reading, okrs = read(
        sheet(
            "OKRs 2026",
            """
            | Objective | Key result | Target | Plan Jan | Actual Jan | Plan Feb | Actual Feb |
            | Grow      | Shops      | 30     | 15       | 12         | 30       | 20         |
            """,
        )
    )
    (kr,) = okrs.key_results
    assert (kr.target, kr.current) == (30, 20)
    assert [one.value for one in kr.check_ins] == [12, 20]
    columns = {c.heading: (c.field, c.because) for c in reading.sheets[0].tables[0].columns}
    assert columns["Plan Jan"][0] is Field.PLAN
    assert columns["Plan Jan"][1].startswith("a plan for its date, no check-in")
    assert [(one.day, one.value, one.at.a1) for one in kr.plan] == [
        (date(2026, 1, 31), 15, "D2"),
        (date(2026, 2, 28), 30, "F2"),
    ]
    assert columns["Actual Feb"][0] is Field.CHECK_IN


def test_the_last_of_several_targets_is_the_one_to_reach(read: Read) -> None:
    (kr,) = _read_rows(
        read,
        """
        | Objective | Key result | Q1 target | Q1 actual | Q2 target | Q2 actual |
        | Grow      | Shops      | 10        | 8         | 20        | 12        |
        """,
    )
    assert (kr.target, kr.current) == (20, 12)


def test_one_quarter_alone_says_when_its_values_are_from(read: Read) -> None:
    (kr,) = _read_rows(read, "| Objective | Key result | Q3 target | Q3 actual |\n| Grow | Shops | 10 | 8 |")
    assert (kr.target, kr.current, kr.check_ins) == (10, 8, ())


@pytest.mark.parametrize(
    "heading",
    [
        "Ist 30.09.",
        "Ist 30.09.2026",
        "Actual (30 Sep)",
        "Actual 30 Sep",
        "Actual 09/30",
        "Réalisé au 30/09",
        "Stand 30.09.2026",
        "As of 3 Nov",
        "Current on 3 Nov",
        "9月30日实际",
    ],
)
def test_the_value_of_one_day_is_the_current_one(read: Read, heading: str) -> None:
    (kr,) = _read_rows(read, f"| Objective | Key result | {heading} | Target |\n| Grow | Win shops | 4 | 9 |")
    assert (kr.current, kr.target) == (4, 9)


def test_the_progress_of_one_day_is_what_the_sheet_says(read: Read) -> None:
    (kr,) = _read_rows(
        read, "| Objective | Key result | Progress as of 3 Nov | Target |\n| Grow | Win shops | 40 % | 9 |"
    )
    assert kr.stated_progress == 0.4


@pytest.mark.parametrize("heading", ["Sep", "Q3", "Plan 31.12.", "Prognose 31.12."])
def test_a_date_alone_or_with_a_plan_is_no_current_value(read: Read, heading: str) -> None:
    (kr,) = _read_rows(read, f"| Objective | Key result | {heading} | Target |\n| Grow | Win shops | 4 | 9 |")
    assert (kr.current, kr.target) == (None, 9)


@pytest.mark.parametrize("heading", ["Score 7/10", "Current 1.2"])
def test_a_number_beside_the_words_of_a_heading_is_no_day(read: Read, heading: str) -> None:
    assert read(f"| Objective | Key result | {heading} |\n| Grow | Win shops | 4 |")[1].objectives
    assert time_in(heading, load_vocabulary({})) is None


@pytest.mark.parametrize(
    ("headings", "days"),
    [
        (("Ist 30.09.", "Ist 31.10."), [date(2026, 9, 30), date(2026, 10, 31)]),
        (("Current (3 Oct)", "Current (3 Nov)"), [date(2026, 10, 3), date(2026, 11, 3)]),
        (("Stand 03.10.", "Stand 17.10."), [date(2026, 10, 3), date(2026, 10, 17)]),
        (("9月30日实际", "10月31日实际"), [date(2026, 9, 30), date(2026, 10, 31)]),
    ],
)
def test_values_of_several_days_are_check_ins(
    read: Read, headings: tuple[str, str], days: list[date]
) -> None:
    first, second = headings
    (kr,) = _read_rows(
        read, f"| Objective | Key result | {first} | {second} | Target |\n| Grow | Win shops | 4 | 6 | 9 |"
    )
    assert [(one.day, one.value) for one in kr.check_ins] == list(zip(days, (4, 6), strict=True))
    assert kr.current == 6


def test_figures_that_lead_to_every_target_are_a_plan(read: Read) -> None:
    reading, okrs = read(
        sheet(
            "OKRs 2026",
            """
            | Objective | Key result | Target | Q1  | Q2  | Q3  | Q4  |
            | Grow      | Shops      | 30     | 5   | 10  | 20  | 30  |
            | Grow      | Members    | 500    | 100 | 200 | 300 | 500 |
            """,
        )
    )
    assert [(kr.current, kr.check_ins) for kr in okrs.key_results] == [(None, ()), (None, ())]
    because = {c.heading: c.because for c in reading.sheets[0].tables[0].columns}
    assert because["Q4"] == "its dates lead to the target in 2 of 2 rows: a plan, no check-ins"
    assert [[one.value for one in kr.plan] for kr in okrs.key_results] == [
        [5, 10, 20, 30],
        [100, 200, 300, 500],
    ]


def test_marks_under_months_are_no_check_ins(read: Read) -> None:
    rows = _read_rows(
        read,
        """
        | Objective | Key result | Target | Jan | Feb | Mar |
        | Grow      | Shops      | 30     | x   | x   |     |
        | Grow      | Members    | 50     |     | x   | x   |
        """,
    )
    assert [(kr.check_ins, kr.updated) for kr in rows] == [((), None), ((), None)]


def test_words_under_dates_are_notes(read: Read) -> None:
    (kr,) = _read_rows(
        read,
        """
        | Objective | Key result | Current | 2026-10-05         | 2026-10-12               |
        | Grow      | Shops      | 5       | talked to ten of them | signed the first five |
        """,
    )
    assert [(one.day, one.value, one.note) for one in kr.check_ins] == [
        (date(2026, 10, 5), None, "talked to ten of them"),
        (date(2026, 10, 12), None, "signed the first five"),
    ]
    assert (kr.current, kr.updated) == (5, date(2026, 10, 12))


def test_a_date_with_value_confidence_and_note_is_one_check_in(read: Read) -> None:
    (kr,) = _read_rows(
        read,
        """
        | Objective | Key result | Target | W1 | Confidence W1 | W1 notes | W2 | Confidence W2 | W2 notes |
        | Grow      | Shops      | 30     | 5  | 7             | started  | 9  | 8             |          |
        """,
        name="Q4 2026",
    )
    first, second = kr.check_ins
    assert (first.day, first.value, first.confidence, first.note) == (date(2026, 10, 7), 5, 0.7, "started")
    assert (second.day, second.value, second.confidence, second.note) == (date(2026, 10, 14), 9, 0.8, None)
    assert kr.confidence == 0.8


def test_dates_may_be_real_dates_and_stand_below_a_year(read: Read) -> None:
    drawn = sheet(
        "OKRs",
        """
        | Objective | Key result | Target | 2026 |   |    |
        |           |            |        | x    | y | z  |
        | Grow      | Shops      | 30     | 2    | 9 | 11 |
        """,
        merges=(CellRange(1, 4, 1, 6),),
    )
    cells = dict(drawn.cells)
    for column, month in enumerate((10, 11, 12), 4):
        cells[2, column] = Cell(date(2026, month, 1), number_format="mmm yy")
    _, okrs = read(drawn._replace(cells=cells))
    (kr,) = okrs.key_results
    assert [one.day for one in kr.check_ins] == [date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)]


def test_months_of_plan_and_of_actual_values_are_told_apart_by_the_row_above(read: Read) -> None:
    drawn = sheet(
        "OKRs 2026",
        """
        | Objective | Key result | Target | Plan |     | Actual |     |
        |           |            |        | Jan  | Feb | Jan    | Feb |
        | Grow      | Shops      | 30     | 15   | 30  | 12     | 20  |
        | Grow      | Members    | 50     | 15   | 40  | 15     | 30  |
        """,
        merges=(CellRange(1, 4, 1, 5), CellRange(1, 6, 1, 7)),
    )
    _, okrs = read(drawn)
    assert [[one.value for one in kr.check_ins] for kr in okrs.key_results] == [[12, 20], [15, 30]]


def test_days_and_months_are_read_in_the_order_that_makes_a_series(read: Read) -> None:
    (kr,) = _read_rows(
        read,
        "| Objective | Key result | Target | 01/07/2026 | 08/07/2026 |\n| Grow | Shops | 30 | 2 | 9 |",
    )
    assert [one.day for one in kr.check_ins] == [date(2026, 7, 1), date(2026, 7, 8)]


def test_without_a_year_check_ins_have_no_day_and_still_a_value(read: Read) -> None:
    (kr,) = _read_rows(
        read, "| Objective | Key result | Target | Jan | Feb |\n| Grow | Shops | 30 | 2 | 9 |", name="OKRs"
    )
    assert (kr.current, kr.check_ins, kr.updated) == (9, (), None)


def test_rows_that_are_read_alike_are_told_in_one_remark(read: Read) -> None:
    reading, _ = read(
        sheet(
            "OKRs 2026",
            """
            | Objective | Key result | Target | Jan | Feb |
            | Grow      | Shops      | 30     | 2   | 9   |
            | Grow      | Members    | 50     | 3   | 5   |
            | Grow      | Visits     | 50     | 9   | 4   |
            """,
        )
    )
    remarks = reading.sheets[0].tables[0].remarks
    assert [(remark.range.a1, remark.because) for remark in remarks] == [
        ("D2:E3", "stands at the last of 2 check-ins: they never fall"),
        ("D4:E4", "stands at the sum of 2 check-ins: they rise and fall, each far below the target"),
    ]


def test_check_ins_in_typed_rows_are_their_key_results(read: Read) -> None:
    reading, okrs = read(
        sheet(
            "OKRs Q4 2026",
            """
            | Type       | Title | Target | Oct | Nov | Dec |
            | Objective  | Grow  |        |     |     |     |
            | Key result | Shops | 30     | 2   | 9   |     |
            """,
        )
    )
    assert [(kr.current, len(kr.check_ins)) for kr in okrs.key_results] == [(9, 2)]
    assert reading.sheets[0].tables[0].layout == "typed rows"


KEY_RESULTS = sheet(
    "KRs Q3 2026",
    """
    | Objective | ID  | Key result | Target | Current |
    | Grow      | KR1 | Shops      | 30     |         |
    | Grow      | KR2 | Members    | 500    | 240     |
    | Love      | KR3 | NPS        | 50     |         |
    """,
)


@pytest.mark.parametrize(
    "log",
    [
        """
        | Date       | KR ID | Previous | Current | Notes | Confidence |
        | 2026-07-17 | KR1   | 2        | 9       | slow  | 4          |
        | 2026-07-10 | KR1   | 0        | 2       | fine  | 5          |
        | 2026-07-17 | KR2   | 200      | 240     |       | 2          |
        """,
        """
        | Key result | Week       | Value | Comment | Confidence |
        | Shops      | 2026-07-10 | 2     | fine    | 100 %      |
        | Shops      | 2026-07-17 | 9     | slow    | 75 %       |
        | Members    | 2026-07-17 | 240   |         | 25 %       |
        """,
        """
        | Objective | Key result | Last update | Value | Comment | Confidence |
        | Grow      | Shops      | 10.07.2026  | 2     | fine    | 100 %      |
        | Grow      | Shops      | 17.07.2026  | 9     | slow    | 75 %       |
        | Grow      | Members    | 17.07.2026  | 240   |         | 25 %       |
        """,
        """
        | Metric  | Date       | Value | Comment | Confidence |
        | Shops   | 2026-07-10 | 2     | fine    | 100 %      |
        | Shops   | 2026-07-17 | 9     | slow    | 75 %       |
        | Members | 2026-07-17 | 240   |         | 25 %       |
        """,
    ],
    ids=["by id", "by title", "by objective and title", "by metric"],
)
@pytest.mark.parametrize("apart", [False, True], ids=["in a tab", "in a file"])
def test_a_table_of_check_ins_speaks_of_the_key_results_of_another(log: str, *, apart: bool) -> None:
    tab = sheet("Check-ins", log)
    books = (
        [workbook(KEY_RESULTS), workbook(tab, source="log.csv")] if apart else [workbook(KEY_RESULTS, tab)]
    )
    readings, okrs = read_okrs(books, settings=PLAIN)
    shops, members, nps = okrs.key_results
    assert [(one.day, one.value, one.note, one.confidence) for one in shops.check_ins] == [
        (date(2026, 7, 10), 2, "fine", 1.0),
        (date(2026, 7, 17), 9, "slow", 0.75),
    ]
    assert {one.at.sheet for one in shops.check_ins} == {"Check-ins"}
    assert (shops.current, shops.updated, shops.confidence) == (9, date(2026, 7, 17), 0.75)
    assert (members.current, nps.check_ins) == (240, ())
    told = readings[-1].sheets[-1]
    assert told.tables == ()
    assert [remark.range.a1 for remark in told.remarks] == [
        f"A1:{'F' if 'KR ID' in log or 'Objective' in log else 'E'}4"
    ]
    assert told.remarks[0].because.endswith(": 3 of 3 rows name one")
    assert told.because == told.remarks[0].because


def test_check_ins_of_what_stands_nowhere_are_told(read: Read) -> None:
    reading, okrs = read(
        KEY_RESULTS,
        sheet(
            "Check-ins",
            """
            | Date       | KR ID | Value |
            | 2026-07-10 | KR1   | 2     |
            | 2026-07-10 | KR3   | 31    |
            | 2026-07-17 | KR9   | 9     |
            | 2026-07-17 |       | 9     |
            """,
        ),
    )
    assert [len(kr.check_ins) for kr in okrs.key_results] == [1, 0, 1]
    assert [(left.range.a1, left.because) for left in reading.sheets[1].left_out] == [
        ("A4:C4", "names a key result that stands nowhere"),
        ("A5:C5", "names no key result"),
    ]


def test_a_check_in_of_an_id_in_two_cycles_is_that_of_its_day(read: Read) -> None:
    _, okrs = read(
        sheet("Q2 2026", "| Objective | KR ID | Key result | Target |\n| Grow | KR1 | Shops | 30 |"),
        sheet("Q3 2026", "| Objective | KR ID | Key result | Target |\n| Grow | KR1 | Members | 500 |"),
        sheet("Log", "| Date | KR ID | Value |\n| 2026-05-10 | KR1 | 2 |\n| 2026-07-10 | KR1 | 90 |"),
    )
    assert {kr.title: kr.current for kr in okrs.key_results} == {"Shops": 2, "Members": 90}


def test_a_list_of_key_results_with_an_update_each_is_no_table_of_check_ins(read: Read) -> None:
    reading, okrs = read(
        sheet(
            "Sales",
            "| Key result | Updated | Current |\n| Shops | 2026-07-10 | 2 |\n| NPS | 2026-07-10 | 3 |",
        ),
    )
    assert [kr.title for kr in okrs.key_results] == ["Shops", "NPS"]
    assert reading.sheets[0].remarks == ()


@pytest.mark.parametrize(
    "grid",
    [
        """
        | Objective     | KR ID | Key result | Target | Current | Updated    |
        | Win the east  | KR1   | Shops      | 30     | 2       | 2026-07-10 |
        | Win the east  | KR2   | Members    | 500    | 90      | 2026-07-10 |
        | Keep who came | KR1   | Renewals   | 90     | 70      | 2026-07-10 |
        | Keep who came | KR2   | Complaints | 5      | 9       | 2026-07-10 |
        """,
        """
        | Objective     | KR ID | Key result | Target | Current | Updated    |
        | Win the east  | KR1   | Shops      | 30     | 2       | 2026-07-10 |
        |               | KR2   | Members    | 500    | 90      | 2026-07-10 |
        | Keep who came | KR1   | Renewals   | 90     | 70      | 2026-07-10 |
        |               | KR2   | Complaints | 5      | 9       | 2026-07-10 |
        """,
    ],
    ids=["flat", "grouped"],
)
def test_ids_that_begin_anew_under_each_objective_make_no_table_of_check_ins(read: Read, grid: str) -> None:
    company = """
        | Objective | KR ID | Key result | Target |
        | Grow      | KR1   | Turnover   | 30     |
        | Grow      | KR2   | Countries  | 5      |
        """
    _, okrs = read(sheet("Company", company), sheet("Sales", grid))
    titles = [kr.title for kr in okrs.key_results]
    assert titles == ["Turnover", "Countries", "Shops", "Members", "Renewals", "Complaints"]
