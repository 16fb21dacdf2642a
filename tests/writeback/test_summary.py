"""The summary tab: what it says, that saying it again changes nothing, and what people put on it stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from okrsheets.grid import Cell, CellRange, EditKind, NewTab, Sheet, Value, Workbook, WritePlan, parse_a1
from okrsheets.model import Results, Severity
from okrsheets.pipeline import StageSettings, analyse, plan_all
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
    plans: list[WritePlan] = field(default_factory=list)

    def analyse(self) -> Results:
        return analyse([self.workbook], settings=StageSettings(), today=self.today)

    def plan(self) -> WritePlan:
        settings = StageSettings(writeback=self.settings)
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


def test_a_tab_tells_teams_and_top_objectives_with_what_is_amiss() -> None:
    one = desk(COMPANY, SALES)
    [tab] = one.sync().tabs
    assert tab.name == "OKR summary"
    assert one.says("A1:A4") == [
        ["OKR summary (auto)"],
        ["2026-Q4"],
        ["Written 2026-11-03, when something here last changed"],
        ["Kept by okrsheets: what is typed into the tables is written over, beside and below them it stays"],
    ]
    assert one.says("A6:D8") == [
        ["Team", "Objectives", "Progress", "Status"],
        ["Company", 2, 0.6125, "on track"],
        ["Sales", 1, 0.05, "at risk"],
    ]
    assert one.says("G6:K8") == [
        ["Objective", "Team", "Owner", "Progress", "Status"],
        ["CO-1 Be known in Spain", "Company", "Ana", 0.225, "behind"],
        ["CO-2 Keep all partners", "Company", "Ben", 1, "done"],
    ]
    assert one.says("M7:M8") == [["Company!B2"], ["Company!B3"]]
    results = one.analyse()
    bad = [f for f in results.findings if f.okr is not None and f.severity >= Severity.WARNING]
    sales = {f"{o.key}" for o in results.okrs.okrs if o.team == "Sales"}
    assert one.says("E8:E8") == [[sum(f.okr in sales for f in bad)]] != [[0]]
    kinds = {edit.ref.a1: edit.kind for edit in tab.cells}
    assert [kinds[at] for at in ("A7", "B7", "C7", "J7")] == [
        EditKind.TEXT,
        EditKind.NUMBER,
        EditKind.PERCENT,
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
        "J7": 0.8,
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


def test_a_tab_with_another_title_is_known_by_its_note() -> None:
    one = desk(COMPANY)
    one.sync()
    one.write("OKR summary", "A1", "How we stand")
    assert one.analyse().readings[0].own_tabs == ("OKR summary",)
    assert one.sync().tab_edits[0].new == "OKR summary (auto)"


def test_rows_put_above_the_title_do_not_matter() -> None:
    one = desk(COMPANY)
    one.sync()
    one.change(
        "OKR summary",
        one.tab()._replace(
            cells={(row + 2, column): cell for (row, column), cell in one.tab().cells.items()}
        ),
    )
    plan = one.plan()
    assert (plan.tabs, plan.tab_edits, plan.rearranged) == ((), (), ())


def test_a_persons_own_tab_of_that_name_is_left_alone() -> None:
    theirs = sheet("okr Summary", "| Our words | 1 |")
    one = Desk(workbook(sheet("Company", COMPANY), theirs))
    [tab] = one.sync().tabs
    assert tab.name == "OKR summary 2"
    assert one.tab("okr Summary") == theirs
    assert one.plan().tabs == ()


def test_a_copy_that_a_person_made_is_neither_read_nor_written() -> None:
    one = desk(COMPANY)
    one.sync()
    copy = one.tab()._replace(name="October")
    one.workbook = one.workbook._replace(sheets=(copy, *one.workbook.sheets))
    one.write("Company", "G2", 40)
    assert {edit.ref.sheet for edit in one.sync().tab_edits} == {"OKR summary"}
    assert one.tab("October") == copy
    assert len(one.analyse().okrs.objectives) == 2


def test_a_cell_of_ours_that_someone_typed_over_is_put_right() -> None:
    one = desk(COMPANY)
    one.sync()
    one.write("OKR summary", "D7", "great!")
    assert [(edit.ref.a1, edit.new) for edit in one.sync().tab_edits if edit.ref.row > 3] == [
        ("D7", "on track")
    ]


def test_notes_beside_and_below_stay_and_new_rows_go_around_them() -> None:
    one = desk(COMPANY)
    one.sync()
    one.write("OKR summary", "A8", "ask Ana about Spain")
    one.write("OKR summary", "O7", "call Ben")
    tab = one.tab()
    one.change("OKR summary", tab._replace(cells={**tab.cells, (9, 2): Cell(3, formula="1+2")}))
    assert one.plan().tab_edits == ()
    one.workbook = one.workbook._replace(
        sheets=(one.workbook.sheets[0], sheet("Sales", SALES), one.workbook.sheets[1])
    )
    one.sync()
    assert one.says("A7:C10") == [
        ["Company", 2, 0.6125],
        ["ask Ana about Spain", None, None],
        [None, 3, None],
        ["Sales", 1, 0.05],
    ]
    assert one.says("O7:O7") == [["call Ben"]]
    assert one.plan().tab_edits == ()


def test_rows_under_a_merged_note_are_free_of_ours() -> None:
    one = desk(COMPANY)
    one.sync()
    one.change("OKR summary", one.tab()._replace(merges=(CellRange(8, 1, 9, 5),)))
    one.workbook = one.workbook._replace(
        sheets=(one.workbook.sheets[0], sheet("Sales", SALES), one.workbook.sheets[1])
    )
    one.sync()
    assert one.says("A8:A10") == [[None], [None], ["Sales"]]


def test_rows_of_what_is_gone_are_emptied() -> None:
    one = desk(COMPANY, SALES)
    one.sync()
    one.workbook = one.workbook._replace(sheets=(one.workbook.sheets[0], one.workbook.sheets[2]))
    one.sync()
    assert one.says("A7:E8")[1] == [None] * 5
    assert one.plan().tab_edits == ()


def test_a_tab_whose_headings_were_moved_is_left_alone_and_told() -> None:
    one = desk(COMPANY)
    one.sync()
    cells = {(row, column + (column > 3)): cell for (row, column), cell in one.tab().cells.items()}
    one.change("OKR summary", one.tab()._replace(cells=cells))
    one.write("Company", "G2", 40)
    plan = one.plan()
    assert plan.rearranged == ("OKR summary",)
    assert (plan.tabs, plan.tab_edits) == ((), ())


def test_a_protected_tab_and_a_deleted_one_stay_as_they_are() -> None:
    one = desk(COMPANY)
    one.sync()
    one.change("OKR summary", one.tab()._replace(protected=True))
    one.write("Company", "G2", 40)
    assert one.plan().tab_edits == ()
    one.workbook = one.workbook._replace(sheets=one.workbook.sheets[:1])
    one.settings = ON._replace(with_tabs=frozenset({one.workbook.source}))
    assert one.plan().tabs == ()
    assert one.plan().absent == (("OKR summary", "the tab"),)
    one.settings = one.settings._replace(restore_columns=True)
    assert [tab.name for tab in one.plan().tabs] == ["OKR summary"]


def test_counts_of_warnings_stay_blank_where_warnings_are_off() -> None:
    one = desk(COMPANY, settings=ON._replace(warnings=None))
    one.sync()
    assert one.says("E6:E7") == [["Warnings"], [None]]


def test_a_cycle_that_is_over_gets_no_tab() -> None:
    one = desk(COMPANY)
    one.today = date(2027, 3, 1)
    assert one.plan().tabs == ()


def test_no_text_is_longer_than_a_line() -> None:
    one = desk(COMPANY.replace("Be known in Spain", "Be " + "known " * 80))
    [tab] = one.sync().tabs
    assert isinstance(tab, NewTab)
    assert all(len(edit.new) <= 121 for edit in tab.cells if isinstance(edit.new, str))
