"""The summary tab: what it says, that saying it again changes nothing, and what people put on it stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest

from okrsheets.edits import EditKind, NewTab, TabMemory, WritePlan
from okrsheets.grid import Cell, CellRange, Sheet, Value, Workbook, parse_a1
from okrsheets.model import Results, Severity
from okrsheets.pipeline import StageSettings, analyse, plan_all
from okrsheets.reading import ReadingSettings
from okrsheets.reading.ours.tabs import NOTE
from okrsheets.writeback import WritebackSettings
from tests.grids import sheet, workbook

COMPANY = """
| ID   | Objective         | Key result    | Objective owner | Team    | Baseline | Current | Goal | Cycle   |
| CO-1 | Be known in Spain | Sign 50 shops | Ana             | Company | 0        | 20      | 50   | Q4 2026 |
| CO-2 | Keep all partners | Lose 4 of us  | Ben             | Company | 0        | 4       | 4    | Q4 2026 |
"""

SALES = """
| ID  | Objective     | Key result    | Owner | Team  | Baseline | Current | Target | Aligned to | Cycle   |
| S-1 | Win big shops | Sign 20 shops |       | Sales | 0        | 1       | 20     | CO-1       | Q4 2026 |
"""

ON = WritebackSettings(summary_tab=True)


@dataclass(slots=True)
class Desk:
    """A workbook that is synced again and again, of which only the summary tab is looked at."""

    workbook: Workbook
    settings: WritebackSettings = ON
    today: date = date(2026, 11, 3)
    known: dict[str, TabMemory] = field(default_factory=dict)

    def analyse(self) -> Results:
        names = {source: known.name for source, known in self.known.items()}
        settings = StageSettings(reading=ReadingSettings(own_tabs=names))
        return analyse([self.workbook], settings=settings, today=self.today)

    def plan(self) -> WritePlan:
        settings = StageSettings(writeback=self.settings._replace(tabs=self.known))
        return plan_all(self.analyse(), settings=settings)[0]

    def sync(self) -> WritePlan:
        """Writes the tab and nothing else of what is planned."""
        plan = self.plan()
        sheets = list(self.workbook.sheets)
        for tab in plan.tabs:
            cells = {(edit.ref.row, edit.ref.column): Cell(edit.new) for edit in tab.cells}
            sheets.append(Sheet(tab.name, cells))
        for edit in plan.tab_edits:
            at = next(n for n, one in enumerate(sheets) if one.name == edit.ref.sheet)
            place = (edit.ref.row, edit.ref.column)
            assert sheets[at].value(*place) == edit.expected
            assert sheets[at].cell(*place).formula is None
            cells = {other: cell for other, cell in sheets[at].cells.items() if other != place}
            new = {place: Cell(edit.new)} if edit.new is not None else {}
            sheets[at] = sheets[at]._replace(cells=cells | new)
        self.workbook = self.workbook._replace(sheets=tuple(sheets))
        if plan.own_tab is not None:
            self.known[self.workbook.source] = plan.own_tab
        return plan

    def tab(self, name: str = "OKR summary") -> Sheet:
        found = self.workbook.sheet(name)
        assert found is not None
        return found

    def change(self, old: str, new: Sheet) -> None:
        """A person puts a tab in place of another."""
        sheets = tuple(new if one.name == old else one for one in self.workbook.sheets)
        self.workbook = self.workbook._replace(sheets=sheets)

    def write(self, tab: str, at: str, value: Value) -> None:
        """A person types into a cell, or empties it."""
        place = parse_a1(at)
        assert place is not None
        old = self.tab(tab)
        cells = {other: cell for other, cell in old.cells.items() if other != place}
        self.change(tab, old._replace(cells=cells | ({place: Cell(value)} if value is not None else {})))

    def says(self, area: str, name: str = "OKR summary") -> list[list[Value]]:
        """What stands in a range of a tab, row by row."""
        (top, left), (bottom, right) = (place for at in area.split(":") if (place := parse_a1(at)))
        tab = self.tab(name)
        return [[tab.value(row, c) for c in range(left, right + 1)] for row in range(top, bottom + 1)]


def desk(*grids: str, settings: WritebackSettings = ON) -> Desk:
    tabs = [sheet(name, grid) for name, grid in zip(("Company", "Sales"), grids, strict=False)]
    return Desk(workbook(*tabs), settings)


def moved(tab: Sheet, *, down: int = 0, right: int = 0, past: int = 0, after: int = 0) -> Sheet:
    """The tab with rows inserted below the row `past`, and columns right of the column `after`."""
    cells = {
        (row + down * (row > past), column + right * (column > after)): cell
        for (row, column), cell in tab.cells.items()
    }
    return tab._replace(cells=cells)


def test_a_tab_tells_teams_and_top_objectives_with_what_is_amiss() -> None:
    one = desk(COMPANY, SALES)
    [tab] = one.sync().tabs
    assert tab.name == "OKR summary"
    assert one.says("A1:A4") == [
        ["OKR summary (auto)"],
        ["Cycles: 2026-Q4"],
        ["Written 2026-11-03, when something here last changed"],
        [NOTE],
    ]
    assert one.says("A6:D8") == [
        ["Team", "Status", "Progress", "Objectives"],
        ["Company", "on track", 0.6125, 2],
        ["Sales", "at risk", 0.05, 1],
    ]
    assert one.says("G6:M8") == [
        ["Objective", "Team", "Owner", "Cycle", "Where", "Status", "Progress"],
        ["CO-1 Be known in Spain", "Company", "Ana", "2026-Q4", "Company!B2", "behind", 0.225],
        ["CO-2 Keep all partners", "Company", "Ben", "2026-Q4", "Company!B3", "done", 1],
    ]
    results = one.analyse()
    bad = [f for f in results.findings if f.okr is not None and f.severity >= Severity.WARNING]
    sales = {f"{o.key}" for o in results.okrs.okrs if o.team == "Sales"}
    assert one.says("E8:E8") == [[sum(f.okr in sales for f in bad)]] != [[0]]
    kinds = {edit.ref.a1: edit.kind for edit in tab.cells}
    assert [kinds[at] for at in ("A7", "C7", "D7", "M7")] == [
        EditKind.TEXT,
        EditKind.PERCENT,
        EditKind.NUMBER,
        EditKind.PERCENT,
    ]


def test_nothing_is_made_unless_it_is_asked_for() -> None:
    assert desk(COMPANY, settings=WritebackSettings()).plan().tabs == ()


def test_a_second_sync_has_nothing_to_write_on_whatever_day() -> None:
    one = desk(COMPANY, SALES)
    one.sync()
    one.today = date(2026, 11, 4)
    plan = one.plan()
    assert (plan.tabs, plan.tab_edits) == ((), ())


def test_what_changed_is_written_with_the_day_of_it() -> None:
    one = desk(COMPANY)
    one.sync()
    one.today = date(2026, 11, 9)
    one.write("Company", "G2", 40)
    assert {edit.ref.a1: edit.new for edit in one.sync().tab_edits} == {
        "A3": "Written 2026-11-09, when something here last changed",
        "C7": 0.9,
        "M7": 0.8,
    }


def test_the_tab_is_never_read_as_okrs() -> None:
    one = desk(COMPANY, SALES)
    before = one.analyse()
    one.sync()
    after = one.analyse()
    assert after.okrs == before.okrs
    assert after.findings == before.findings
    [reading] = after.readings
    assert reading.own_tabs == ("OKR summary",)
    assert [(tab.name, tab.because) for tab in reading.sheets if not tab.tables] == [
        ("OKR summary", "it is ours: the summary that sync writes")
    ]


def test_a_tab_that_was_renamed_is_known_and_kept_up() -> None:
    one = desk(COMPANY)
    one.sync()
    one.change("OKR summary", one.tab()._replace(name="How we stand"))
    assert one.plan().tabs == ()
    one.write("Company", "G2", 40)
    assert {edit.ref.sheet for edit in one.sync().tab_edits} == {"How we stand"}


def test_a_title_that_a_person_gave_the_tab_stays_and_its_figures_are_kept_up() -> None:
    one = desk(COMPANY)
    one.sync()
    one.write("OKR summary", "A1", "How we stand")
    one.write("Company", "G2", 40)
    assert {edit.ref.a1 for edit in one.sync().tab_edits} == {"C7", "M7"}
    assert one.says("A1:A1") == [["How we stand"]]


def test_lines_that_a_person_put_in_place_of_ours_above_the_tables_stay() -> None:
    one = desk(COMPANY)
    one.sync()
    one.write("OKR summary", "A2", "for the board")
    one.write("OKR summary", "A3", "ask Ana")
    one.write("Company", "G2", 40)
    one.today = date(2026, 11, 9)
    one.sync()
    assert one.says("A2:A3") == [["for the board"], ["ask Ana"]]


@pytest.mark.parametrize("insert", [{"down": 30}, {"right": 12}, {"down": 1, "right": 1}])
def test_rows_and_columns_put_before_the_tab_do_not_matter(insert: dict[str, int]) -> None:
    one = desk(COMPANY)
    one.sync()
    one.change("OKR summary", moved(one.tab(), **insert))
    plan = one.plan()
    assert (plan.tabs, plan.tab_edits, plan.tab_remarks) == ((), (), ())
    one.write("Company", "G2", 40)
    assert {edit.new for edit in one.plan().tab_edits} == {0.9, 0.8}


def without_head(one: Desk) -> None:
    """Its first five rows are deleted."""
    cells = {(row - 5, column): cell for (row, column), cell in one.tab().cells.items() if row > 5}
    one.change("OKR summary", one.tab()._replace(cells=cells))


def other_head(one: Desk) -> None:
    """Its title and its note are called otherwise."""
    one.write("OKR summary", "A1", "Board")
    one.write("OKR summary", "A4", None)


def other_columns(one: Desk) -> None:
    """A column is inserted in each table."""
    one.change("OKR summary", moved(one.tab(), right=1, after=8))
    one.change("OKR summary", moved(one.tab(), right=1, after=2))


def other_heading(one: Desk) -> None:
    one.write("OKR summary", "C6", "How far")


def other_everything(one: Desk) -> None:
    """All but its name and the headings of the objectives."""
    without_head(one)
    one.write("OKR summary", "C1", "How far")


@pytest.mark.parametrize("change", [without_head, other_head, other_columns, other_heading, other_everything])
def test_a_tab_that_was_laid_out_anew_is_neither_read_nor_written_and_told(
    change: Callable[[Desk], None],
) -> None:
    one = desk(COMPANY)
    one.sync()
    change(one)
    one.write("Company", "G2", 40)
    plan = one.plan()
    assert (plan.tabs, plan.tab_edits) == ((), ())
    [(tab, what)] = plan.tab_remarks
    assert tab == "OKR summary"
    assert "is left as it is" in what
    assert len(one.analyse().okrs.objectives) == 2


@pytest.mark.parametrize("cell", [Cell("OKR summary (auto)"), Cell("OKR summary (auto)", formula="Link!A1")])
def test_a_tab_of_a_person_that_names_ours_is_read_as_ever(cell: Cell) -> None:
    one = desk(COMPANY)
    one.sync()
    company = one.tab("Company")
    one.change("Company", company._replace(cells={**company.cells, (1, 12): cell}))
    assert one.analyse().readings[0].own_tabs == ("OKR summary",)
    assert len(one.analyse().okrs.objectives) == 2


@pytest.mark.parametrize("rows", [(6,), (1, 6), (1, 4, 6)])
def test_rows_of_our_tab_that_are_pasted_below_okrs_do_not_make_theirs_ours(rows: tuple[int, ...]) -> None:
    one = desk(COMPANY, SALES)
    one.sync()
    ours, theirs = one.tab(), one.tab("Company")
    read = len(one.analyse().okrs.objectives)
    pasted = {(row + 20, column): cell for (row, column), cell in ours.cells.items() if row in rows}
    one.change("Company", theirs._replace(cells={**theirs.cells, **pasted}))
    one.known.clear()
    assert len(one.analyse().okrs.objectives) == read
    assert one.analyse().readings[0].own_tabs == ("OKR summary",)


def test_a_tab_of_formulas_that_repeat_ours_is_a_persons() -> None:
    one = desk(COMPANY)
    one.sync()
    mirror = {at: cell._replace(formula="A1") for at, cell in one.tab().cells.items()}
    one.workbook = one.workbook._replace(sheets=(*one.workbook.sheets, Sheet("Mirror", mirror)))
    assert one.analyse().readings[0].own_tabs == ("OKR summary",)


def test_a_persons_own_tab_of_that_name_is_left_alone() -> None:
    theirs = sheet("okr Summary", "| Our words | 1 |")
    one = Desk(workbook(sheet("Company", COMPANY), theirs))
    [tab] = one.sync().tabs
    assert tab.name == "OKR summary 2"
    assert one.tab("okr Summary") == theirs
    assert one.plan().tabs == ()


def with_copy(one: Desk, name: str) -> Sheet:
    """A person copies the tab to the front."""
    copy = one.tab()._replace(name=name)
    one.workbook = one.workbook._replace(sheets=(copy, *one.workbook.sheets))
    return copy


def without(one: Desk, name: str) -> None:
    kept = tuple(tab for tab in one.workbook.sheets if tab.name != name)
    one.workbook = one.workbook._replace(sheets=kept)


def test_a_copy_that_a_person_made_is_neither_read_nor_written() -> None:
    one = desk(COMPANY)
    one.sync()
    copy = with_copy(one, "October")
    one.write("Company", "G2", 40)
    assert {edit.ref.sheet for edit in one.sync().tab_edits} == {"OKR summary"}
    assert one.tab("October") == copy
    assert len(one.analyse().okrs.objectives) == 2


def test_a_copy_is_not_written_where_the_tab_itself_was_deleted_later() -> None:
    one = desk(COMPANY)
    one.sync()
    copy = with_copy(one, "October")
    one.sync()
    without(one, "OKR summary")
    one.write("Company", "G2", 40)
    assert [(tab, "deleted" in what) for tab, what in one.sync().tab_remarks] == [("OKR summary", True)]
    assert one.tab("October") == copy


def test_where_tab_and_copy_cannot_be_told_apart_neither_is_written() -> None:
    one = desk(COMPANY)
    one.sync()
    with_copy(one, "October")
    one.change("OKR summary", one.tab()._replace(name="Board"))
    one.write("Company", "G2", 40)
    plan = one.plan()
    assert (plan.tabs, plan.tab_edits) == ((), ())
    assert [tab for tab, _ in plan.tab_remarks] == ["October"]


def test_a_cell_of_ours_that_someone_typed_over_is_put_right() -> None:
    one = desk(COMPANY)
    one.sync()
    one.write("OKR summary", "B7", "great!")
    assert [(edit.ref.a1, edit.new) for edit in one.sync().tab_edits if edit.ref.row > 3] == [
        ("B7", "on track")
    ]


def test_a_formula_put_over_a_figure_stays_and_its_row_stands_once() -> None:
    one = desk(COMPANY, SALES)
    one.sync()
    tab = one.tab()
    one.change("OKR summary", tab._replace(cells={**tab.cells, (8, 2): Cell("on track", formula="B7")}))
    assert one.sync().tab_edits == ()
    assert one.tab().cell(8, 2).formula == "B7"


def test_notes_below_the_tables_stay_whatever_they_say() -> None:
    one = desk(COMPANY, SALES)
    one.sync()
    notes: dict[str, Value] = {"A11": "Sales", "B11": "on track", "C11": 3, "A12": "Board", "G14": "Remember"}
    for at, text in notes.items():
        one.write("OKR summary", at, text)
    before = one.says("A10:N14")
    without(one, "Sales")
    one.write("Company", "G2", 40)
    one.sync()
    assert one.says("A8:E8") == [[None] * 5]
    assert one.says("A10:N14") == before
    assert one.plan().tab_edits == ()


def test_a_table_grows_down_to_what_stands_below_it_and_tells_how_much_is_not_shown() -> None:
    one = desk(COMPANY)
    one.sync()
    one.write("OKR summary", "A10", "ask Ana about Spain")
    support = SALES.replace("S-1", "M-1").replace("Sales", "Support").replace("Win", "Help")
    company, own = one.workbook.sheets
    tabs = (company, sheet("Sales", SALES), sheet("Support", support), own)
    one.workbook = one.workbook._replace(sheets=tabs)
    assert one.sync().tab_remarks == (
        ("OKR summary", "1 team not shown, for what stands below the table; make room for more rows"),
    )
    assert one.says("A7:A10") == [["Company"], ["Sales"], [None], ["ask Ana about Spain"]]
    assert one.plan().tab_edits == ()
    one.write("OKR summary", "A10", None)
    one.sync()
    assert one.says("A7:A9") == [["Company"], ["Sales"], ["Support"]]


def test_a_row_put_right_below_a_table_stays() -> None:
    one = desk(COMPANY)
    one.sync()
    one.write("OKR summary", "A8", "Sales")
    one.write("OKR summary", "B8", "ask Tom")
    one.workbook = one.workbook._replace(
        sheets=(one.workbook.sheets[0], sheet("Sales", SALES), one.workbook.sheets[1])
    )
    one.sync()
    assert one.says("A8:C9") == [["Sales", "ask Tom", None], [None, None, None]]


def test_rows_keep_their_places_beside_notes_and_in_the_order_a_person_sorted_them() -> None:
    one = desk(COMPANY, SALES)
    one.sync()
    tab = one.tab()
    swap = {7: 8, 8: 7}
    cells = {
        (swap.get(row, row) if column < 6 else row, column): cell for (row, column), cell in tab.cells.items()
    }
    one.change("OKR summary", tab._replace(cells=cells))
    one.write("OKR summary", "O8", "call Ben")
    assert one.plan().tab_edits == ()
    head, *rows = COMPANY.strip().split("\n")
    first = "| CO-0 | Bring in cash | Sell 50 bikes | Ana | Company | 0 | 20 | 50 | Q4 2026 |"
    company = "\n".join([head, first, *rows])
    one.change("Company", sheet("Company", company))
    one.sync()
    assert one.says("A7:A8") == [["Sales"], ["Company"]]
    assert [row[0] for row in one.says("G7:G9")] == [
        "CO-1 Be known in Spain",
        "CO-2 Keep all partners",
        "CO-0 Bring in cash",
    ]


def test_an_objective_that_is_gone_makes_room_unless_a_note_stands_beside_it() -> None:
    one = desk(COMPANY)
    one.sync()
    one.write("OKR summary", "P7", "call Ana")
    company = sheet("Company", "\n".join(line for line in COMPANY.split("\n") if "CO-1" not in line))
    one.change("Company", company)
    one.sync()
    assert one.says("G7:M8") == [
        ["CO-1 Be known in Spain", None, None, None, None, "no longer here", None],
        ["CO-2 Keep all partners", "Company", "Ben", "2026-Q4", "Company!B2", "done", 1],
    ]
    assert one.plan().tab_edits == ()
    one.write("OKR summary", "P7", None)
    one.sync()
    assert [row[0] for row in one.says("G7:G8")] == ["CO-2 Keep all partners", None]


def test_a_reworded_objective_takes_the_row_of_the_old_one_whatever_was_typed_there() -> None:
    one = desk(COMPANY)
    one.sync()
    one.write("OKR summary", "L7", "great!")
    one.change("Company", sheet("Company", COMPANY.replace("Be known in Spain", "Be liked in Spain")))
    one.sync()
    assert [row[::5] for row in one.says("G7:L9")] == [
        ["CO-1 Be liked in Spain", "on track"],
        ["CO-2 Keep all partners", "done"],
        [None, None],
    ]


def test_where_nothing_is_remembered_rows_that_do_not_look_like_ours_stay() -> None:
    one = desk(COMPANY, SALES)
    one.sync()
    one.known = {}
    one.write("OKR summary", "B8", "ask Tom")
    one.write("Company", "G2", 40)
    one.sync()
    assert one.says("A7:C8") == [["Company", "on track", 0.7125], ["Sales", "ask Tom", 0.05]]


def test_rows_with_merged_cells_are_told_and_left() -> None:
    one = desk(COMPANY)
    one.sync()
    one.change("OKR summary", one.tab()._replace(merges=(CellRange(7, 1, 7, 2),)))
    one.write("Company", "G2", 40)
    plan = one.plan()
    assert {edit.ref.a1 for edit in plan.tab_edits} == {"M7"}
    assert plan.tab_remarks == (("OKR summary", "row 7 stays as it is, as cells in it are merged"),)


def test_rows_of_what_is_gone_are_emptied() -> None:
    one = desk(COMPANY, SALES)
    one.sync()
    without(one, "Sales")
    one.sync()
    assert one.says("A7:E8")[1] == [None] * 5
    assert one.plan().tab_edits == ()


def test_where_nothing_is_open_any_more_the_tab_says_so_and_tells_no_old_figures() -> None:
    one = desk(COMPANY)
    one.sync()
    one.today = date(2027, 3, 1)
    one.sync()
    assert one.says("A2:A2") == [["Cycles: none, as no objective here is in a cycle that is open"]]
    assert one.says("A7:N8") == [[None] * 14] * 2
    assert one.says("A6:A6") == [["Team"]]
    assert one.plan().tab_edits == ()
    one.today = date(2026, 11, 3)
    one.sync()
    assert one.says("A7:C7") == [["Company", "on track", 0.7]]


def test_a_protected_tab_stays_as_it_is_and_that_is_told() -> None:
    one = desk(COMPANY)
    one.sync()
    one.change("OKR summary", one.tab()._replace(protected=True))
    assert one.plan().tab_remarks == ()
    one.write("Company", "G2", 40)
    plan = one.plan()
    assert plan.tab_edits == ()
    assert plan.tab_remarks == (("OKR summary", "is protected, so that its figures stay as they are"),)


def test_a_deleted_tab_stays_away_until_it_is_asked_back() -> None:
    one = desk(COMPANY)
    one.sync()
    one.change("OKR summary", one.tab()._replace(name="Board"))
    one.sync()
    without(one, "Board")
    assert one.sync().tabs == ()
    assert one.plan().tab_remarks == (
        ("Board", "was deleted, so that it stays away; sync --restore-columns makes it anew"),
    )
    one.settings = one.settings._replace(restore_columns=True)
    assert [tab.name for tab in one.plan().tabs] == ["OKR summary"]


def test_counts_of_findings_stay_blank_where_warnings_are_off() -> None:
    one = desk(COMPANY, settings=ON._replace(warnings=None))
    one.sync()
    assert one.says("E6:E7") == [["Findings"], [None]]


def test_a_cycle_that_is_over_gets_no_tab() -> None:
    one = desk(COMPANY)
    one.today = date(2027, 3, 1)
    assert one.plan().tabs == ()


def test_each_objective_tells_its_cycle() -> None:
    one = desk(COMPANY.replace("4       | 4    | Q4 2026", "4       | 4    | Q1 2027"))
    one.sync()
    assert one.says("A2:A2") == [["Cycles: 2026-Q4, 2027-Q1"]]
    assert one.says("J7:J8") == [["2026-Q4"], ["2027-Q1"]]


CHAIN = """
| ID  | Objective | {link} | Key result    | Baseline | Current | Target | Cycle   |
| O-1 | Walk more | {one}  | Walk 20 miles | 0        | 1       | 20     | Q4 2026 |
| O-2 | Swim more | {two}  | Swim 20 miles | 0        | 1       | 20     | Q4 2026 |
| O-3 | Ride more |        | Ride 20 miles | 0        | 1       | 20     | Q4 2026 |
"""


def test_what_an_objective_depends_on_is_not_above_it() -> None:
    one = Desk(workbook(sheet("Sports", CHAIN.format(link="Depends on", one="", two="O-1"))))
    one.sync()
    assert [row[0] for row in one.says("G7:G9")] == ["O-1 Walk more", "O-2 Swim more", "O-3 Ride more"]


def test_objectives_in_a_circle_are_shown_by_the_first_of_them() -> None:
    one = Desk(workbook(sheet("Sports", CHAIN.format(link="Aligned to", one="O-2", two="O-1"))))
    one.sync()
    assert [row[0] for row in one.says("G7:G9")] == ["O-1 Walk more", "O-3 Ride more", None]


def test_a_place_on_a_tab_whose_name_holds_blanks_is_written_as_formulas_do() -> None:
    one = Desk(workbook(sheet("Ann's plan", COMPANY)))
    one.sync()
    assert one.says("K7:K7") == [["'Ann''s plan'!B2"]]


def test_no_text_is_longer_than_a_line() -> None:
    one = desk(COMPANY.replace("Be known in Spain", "Be " + "known " * 80))
    [tab] = one.sync().tabs
    assert isinstance(tab, NewTab)
    assert all(len(edit.new) <= 121 for edit in tab.cells if isinstance(edit.new, str))
