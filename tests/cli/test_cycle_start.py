"""The next cycle's workbooks hold what goes on, with its links, and nothing that is there is touched."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
import pytest

from okrsheets.config import Config
from okrsheets.config.loading import load_config
from okrsheets.demo import lay_company
from okrsheets.errors import OkrSheetsError, UsageError
from okrsheets.fresh import NextCycle, begin_next
from okrsheets.model import Direction, Okr, Outcome, Results, Severity
from okrsheets.run import Wanted, analyse_sources
from tests.cli.conftest import ROOT, Run, lay

DAY = date(2026, 10, 5)
HEADINGS = [
    "ID", "Objective", "Aligned to", "Key result", "Owner", "Baseline", "Current", "Target", "Status",
]  # fmt: skip
Q3 = "Q3 2026"
Rows: TypeAlias = list[list[Any]]
Begin: TypeAlias = Callable[..., NextCycle]


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Begin:
    monkeypatch.chdir(tmp_path)

    def run(
        tabs: Mapping[str, Rows] | None = None,
        before: str = "Q3",
        after: str = "Q4",
        *,
        config: Config | None = None,
        today: date = DAY,
        **options: Any,
    ) -> NextCycle:
        if tabs is not None:
            lay(tmp_path / "Plan.xlsx", {f"{name} {Q3}": [HEADINGS, *rows] for name, rows in tabs.items()})
        wanted = Wanted(config or Config(tmp_path), ("Plan.xlsx",) if config is None else (), tmp_path, today)
        return begin_next(wanted, before=before, after=after, out=None, **options)

    return run


def _rows(made: NextCycle, tab: str, *, file: int = 0) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(made.books[file].path)[tab]
    headings = [cell.value for cell in sheet[4]]
    rows = [dict(zip(headings, row, strict=True)) for row in sheet.iter_rows(min_row=5, values_only=True)]
    return [row for row in rows if row["Objective or key result"] is not None]


def _titles(made: NextCycle, tab: str) -> list[str]:
    return [row["Objective or key result"] for row in _rows(made, tab)]


def _read(made: NextCycle, *more: str, today: date = date(2026, 11, 1)) -> Results:
    names = tuple(str(book.path) for book in made.books)
    return analyse_sources(Wanted(Config(Path.cwd()), (*names, *more), Path.cwd(), today)).results


def _links(results: Results) -> set[tuple[str, str, str]]:
    """Each alignment, by the teams and titles of both ends, and its kind."""
    by_key = results.okrs.by_key

    def name(key: str) -> str:
        okr = by_key[key]
        return f"{okr.team}: {okr.title}"

    return {
        (name(each.child), name(each.parent), each.kind.value)
        for each in results.resolutions.resolutions
        if each.parent is not None
    }


COMPANY: Rows = [
    ["CO-1", "Expand the market", None, "Win new customers", "Mara", 0, 30, 40, None],
    ["CO-1", "Expand the market", None, "Open offices", "Mara", 0, 4, 4, None],
    ["CO-2", "Please every rider", None, "Raise the rating", "Jon", 3.5, 4.8, 4.5, None],
]
SALES: Rows = [
    ["S-1", "Grow in the east", "CO-1", "Sign partners", "Dana; Ben", 0, 5, 20, None],
    ["S-2", "Please the partners", "CO-2", "Answer partners sooner", "Ben", 48, 30, 24, None],
    ["S-3", "Leave the north", "CO-1", "Close shops there", "Ben", 0, 1, 4, "Cancelled"],
    ["S-4", "Enter the south", "CO-1", "Hire people there", "Ben", 0, 0, 4, "Postponed"],
]


def test_what_is_unfinished_or_postponed_goes_on_and_says_so(begin: Begin) -> None:
    made = begin({"Company": COMPANY, "Sales": SALES})
    assert [book.path.name for book in made.books] == ["Plan Q4 2026.xlsx"]
    assert _titles(made, "Company") == ["Expand the market", "Win new customers"]
    assert _titles(made, "Sales") == [
        "Grow in the east",
        "Sign partners",
        "Please the partners",
        "Answer partners sooner",
        "Enter the south",
        "Hire people there",
    ]
    notes = {row["Objective or key result"]: row["Note"] for row in _rows(made, "Sales")}
    assert notes["Sign partners"] == "carried over from Q3 2026: at 5, target 20, 25 % of the way"
    assert notes["Hire people there"] == "postponed in Q3 2026: at 0, target 4"
    assert notes["Please the partners"].endswith("was aligned to CO-2, which is done")
    fates = sorted(fate.value for _, fate in made.carried.left)
    assert fates == ["cancelled", "cancelled", "done", "done", "done"]


def test_the_last_result_is_the_baseline_and_the_target_is_to_be_set(begin: Begin) -> None:
    row = _rows(begin({"Sales": SALES}), "Sales")[1]
    assert (row["Start"], row["Now"], row["Target"]) == (5, None, None)
    assert (row["ID"], row["Type"], row["Owner"]) == ("S-1.1", "Key result", "Dana, Ben")


def test_targets_go_on_where_that_is_asked_for(begin: Begin) -> None:
    rows = _rows(begin({"Sales": SALES}, keep_targets=True), "Sales")
    assert [(row["Start"], row["Target"]) for row in rows[1::2]] == [(5, 20), (30, 24), (0, 4)]


def test_what_is_done_goes_on_where_everything_is_to(begin: Begin) -> None:
    made = begin({"Company": COMPANY}, everything=True)
    assert _titles(made, "Company") == [
        "Expand the market",
        "Win new customers",
        "Open offices",
        "Please every rider",
        "Raise the rating",
    ]
    offices = _rows(made, "Company")[2]
    assert offices["Note"] == "reached in Q3 2026: at 4, target 4, 100 % of the way"
    assert offices["Start"] == 4


def test_links_lead_where_they_led_and_nothing_dangles(begin: Begin) -> None:
    made = begin({"Company": COMPANY, "Sales": SALES})
    results = _read(made)
    assert made.missed == ()
    assert _links(results) == {
        ("Sales: Grow in the east", "Company: Expand the market", "directional"),
        ("Sales: Enter the south", "Company: Expand the market", "directional"),
    }
    assert {each.rule for each in results.findings if each.severity is Severity.ERROR} == set()
    assert {okr.cycle.label for okr in results.okrs.okrs if okr.cycle} == {"2026-Q4"}


def test_kinds_and_shares_and_dependencies_go_on(begin: Begin, tmp_path: Path) -> None:
    sales: Rows = [
        ["S-1", "Grow in the east", None, "Sign partners", "Dana", 0, 5, 20, None, None],
        ["S-2", "Grow in the west", "contributes 40 % to CO-1", "Sell bikes", "Dana", 0, 5, 20, None, "S-1"],
        ["S-3", "Grow in the south", "CO-1 (60 %); CO-2", "Sell racks", "Dana", 0, 5, 20, None, None],
        ["S-4", "Grow in the north", "CO-1", "Sell bells", "Dana", 0, 5, 20, None, "supports CO-2"],
    ]
    company: Rows = [
        [*COMPANY[0], None],
        ["CO-2", "Please every rider", None, "Raise the rating", "Jon", 3.5, 4, 4.5, None, None],
    ]
    head = [*HEADINGS, "Depends on"]
    lay(tmp_path / "Plan.xlsx", {f"Company {Q3}": [head, *company], f"Sales {Q3}": [head, *sales]})
    made = begin()
    assert made.missed == ()
    rows = {row["ID"]: row for row in _rows(made, "Sales")}
    assert rows["S-2"]["Aligned to"] == "contributes 40 % to CO-1"
    assert rows["S-3"]["Aligned to"] == "CO-1 (60 %); CO-2"
    assert "S-1" in {row["Depends on"] for row in rows.values()}
    old = analyse_sources(Wanted(Config(tmp_path), ("Plan.xlsx",), tmp_path, DAY)).results
    assert _links(_read(made)) == _links(old)
    assert len(_links(old)) >= 5


@pytest.mark.parametrize(
    ("top", "below", "said"),
    [
        ("O1", "O1", "Company!O1"),
        (None, None, "Expand the market"),
        ("2026-Q3-CO-1", "2026-Q3-S-1", "2026-Q3-CO-1"),
        ("1", "1", "Company!1"),
        ("CO-1", "CO-1", "Company!CO-1"),
    ],
)
def test_links_are_found_whatever_ids_there_are(
    begin: Begin, top: str | None, below: str | None, said: str
) -> None:
    company = [[top, *COMPANY[0][1:]]]
    sales = [[below, SALES[0][1], said, *SALES[0][3:]], [None, SALES[1][1], None, *SALES[1][3:]]]
    made = begin({"Company": company, "Sales": sales})
    assert made.missed == ()
    results = _read(made)
    assert ("Sales: Grow in the east", "Company: Expand the market", "directional") in _links(results)
    lost = {Outcome.DANGLING, Outcome.AMBIGUOUS}
    assert not [each for each in results.resolutions.resolutions if each.outcome in lost]
    assert {each.rule for each in results.findings if each.severity is Severity.ERROR} == set()
    if top == "2026-Q3-CO-1":
        assert _rows(made, "Company")[0]["ID"] == "2026-Q4-CO-1"


def test_of_two_with_one_id_the_second_gets_another(begin: Begin) -> None:
    rows = [["S-1", *SALES[0][1:]], ["S-1", *SALES[1][1:]]]
    made = begin({"Sales": rows})
    assert [row["ID"] for row in _rows(made, "Sales") if row["Type"] == "Objective"] == ["S-1", "S1"]


def test_what_is_aligned_to_the_goal_of_the_year_stays_so(begin: Begin, tmp_path: Path) -> None:
    lay(tmp_path / "Year.xlsx", {"Company 2026": [HEADINGS, ["Y-1", *COMPANY[0][1:]]]})
    lay(
        tmp_path / "Plan.xlsx", {f"Sales {Q3}": [HEADINGS, ["S-1", "Grow in the east", "Y-1", *SALES[0][3:]]]}
    )
    wanted = Wanted(Config(tmp_path), ("Plan.xlsx", "Year.xlsx"), tmp_path, DAY)
    made = begin_next(wanted, before="Q3", after="Q4", out=None)
    assert made.missed == ()
    assert len(made.books) == 1
    assert ("Sales: Grow in the east", "Company: Expand the market", "directional") in _links(
        _read(made, "Year.xlsx")
    )


def test_numbers_keep_what_they_are_of(begin: Begin, tmp_path: Path) -> None:
    head = ["ID", "Objective", "Key result", "Owner", "Unit", "Baseline", "Current", "Target", "Direction"]
    rows: Rows = [
        ["O1", "Grow", "Raise the margin", "Ann", None, 0.2, 0.325, 0.5, None],
        ["O1", "Grow", "Earn with services", "Ann", None, 100, 1650000, 2000000, None],
        ["O1", "Grow", "Raise the share of riders", "Ann", "%", 20, 35, 50, None],
        ["O1", "Grow", "Days to an answer", "Ann", "days", 9, 7, 3, "decrease"],
        ["O1", "Grow", "Satisfaction of staff", "Ann", None, 0.8, 0.7, 0.8, "maintain"],
        ["O1", "Grow", "The shop is open", "Ann", None, "no", "no", "yes", None],
        ["O1", "Grow", "Nobody knows", "Ann", None, None, None, 12, None],
    ]
    path = lay(tmp_path / "Plan.xlsx", {f"Sales {Q3}": [head, *rows]})
    book = openpyxl.load_workbook(path)
    for at, form in (("G2", "0.0%"), ("F2", "0.0%"), ("H2", "0.0%"), ("G3", "$#,##0"), ("H3", "$#,##0")):
        book.worksheets[0][at].number_format = form
    for at in ("F6", "G6", "H6"):
        book.worksheets[0][at].number_format = "0%"
    book.save(path)
    made = begin()
    sheet = openpyxl.load_workbook(made.books[0].path)["Sales"]
    cells = {row[2].value: row for row in sheet.iter_rows(min_row=5)}
    start = {title: (row[4].value, row[4].number_format) for title, row in cells.items() if title}
    assert start["Raise the margin"] == (0.325, "0.0%")
    assert start["Earn with services"] == (1650000, "$#,##0")
    assert start["Raise the share of riders"] == (0.35, "0 %")
    assert start["Days to an answer"] == (7, "General")
    assert start["The shop is open"][0] == "no"
    assert start["Nobody knows"][0] is None
    target = {title: row[6].value for title, row in cells.items() if title}
    assert (target["Satisfaction of staff"], target["The shop is open"]) == (0.8, "yes")
    assert {title for title, value in target.items() if value is not None} == {
        "Satisfaction of staff",
        "The shop is open",
    }
    old = analyse_sources(Wanted(Config(tmp_path), ("Plan.xlsx",), tmp_path, DAY)).results
    was = {okr.title: okr for okr in old.okrs.key_results}
    for okr in _read(made).okrs.key_results:
        before = was[okr.title]
        assert okr.baseline == before.current, okr.title
        assert (okr.measure, okr.unit) == (before.measure, before.unit) or okr.baseline is None, okr.title
        if before.direction is not Direction.INCREASE:  # which way up is shows in the target
            assert okr.direction == before.direction, okr.title


HOSTILE = [
    '=HYPERLINK("http://example.com","x")',
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "<b>bold</b>",
    "a\nb",
    "\x01bell",
]


def test_texts_of_strangers_stay_texts(begin: Begin) -> None:
    rows = [[f"O{n}", text, None, f"{text} now", text, 0, 1, 9, None] for n, text in enumerate(HOSTILE)]
    made = begin({"Sales": rows})
    sheet = openpyxl.load_workbook(made.books[0].path)["Sales"]
    assert not [
        cell.coordinate for row in sheet.iter_rows(min_row=5) for cell in row if cell.data_type == "f"
    ]
    found = {row["Objective or key result"] for row in _rows(made, "Sales")}
    assert set(HOSTILE[:5]) <= found


@pytest.mark.parametrize(
    "team", ["People", "Help", "History", "A/B: tests?", "'quoted'", "x" * 60, "Verkäufe"]
)
def test_any_team_gets_a_tab(begin: Begin, tmp_path: Path, team: str) -> None:
    rows = [["Team", *HEADINGS], *[[team, *row] for row in SALES[:2]], ["Sales", *SALES[3]]]
    lay(tmp_path / "Plan.xlsx", {Q3: rows})
    made = begin()
    assert len(made.books[0].book.tabs) == 2
    assert len(_read(made).okrs.objectives) == 3


@pytest.mark.parametrize(
    ("tab", "name", "title"), [("Q3 2026", "OKRs", "Our OKRs"), ("Sales", "Sales", "OKRs: Sales")]
)
def test_what_is_of_no_team_has_a_tab_that_is_headed_as_ours(
    begin: Begin, tab: str, name: str, title: str
) -> None:
    made = begin({tab: SALES})
    assert openpyxl.load_workbook(made.books[0].path)[name]["A1"].value == title


def test_no_file_is_written_over(begin: Begin, tmp_path: Path) -> None:
    made = begin({"Company": COMPANY})
    book = openpyxl.load_workbook(made.books[0].path)
    book["Company"]["H7"] = 50
    book.save(made.books[0].path)
    before = made.books[0].path.read_bytes()
    plan = (tmp_path / "Plan.xlsx").read_bytes()
    with pytest.raises(UsageError, match="is there already and stays as it is"):
        begin()
    assert made.books[0].path.read_bytes() == before
    assert (tmp_path / "Plan.xlsx").read_bytes() == plan


def test_where_one_file_is_there_none_is_made(begin: Begin, tmp_path: Path) -> None:
    lay(tmp_path / "Plan.xlsx", {f"Company {Q3}": [HEADINGS, *COMPANY]})
    lay(tmp_path / "Sales.xlsx", {f"Sales {Q3}": [HEADINGS, *SALES]})
    taken = tmp_path / "2026-Q4" / "Sales Q4 2026.xlsx"
    taken.parent.mkdir()
    taken.write_bytes(b"a team's")
    wanted = Wanted(Config(tmp_path), ("Plan.xlsx", "Sales.xlsx"), tmp_path, DAY)
    with pytest.raises(UsageError, match=re.escape("Sales Q4 2026.xlsx")):
        begin_next(wanted, before="Q3", after="Q4", out=None)
    assert [path.name for path in taken.parent.iterdir()] == [taken.name]


def test_a_run_that_is_cut_off_between_two_files_is_brought_to_its_end_by_the_next(
    okrsheets: Run, tmp_path: Path
) -> None:
    (tmp_path / "okrsheets.toml").write_text('[[source]]\nuri = "."\n')
    lay(tmp_path / "Plan.xlsx", {f"Company {Q3}": [HEADINGS, *COMPANY]})
    lay(tmp_path / "Sales.xlsx", {f"Sales {Q3}": [HEADINGS, *SALES]})
    start = ("cycle", "start", "--from", "Q3 2026", "--to", "Q4 2026", "--today", "2026-10-02")
    whole = okrsheets(*start)
    made = {path.name: path.read_bytes() for path in (tmp_path / "2026-Q4").iterdir()}
    assert len(made) == 2
    shutil.rmtree(tmp_path / "2026-Q4")
    touches, left = 0, [""]
    while "Plan Q4 2026.xlsx" not in left:  # killed ever later
        touches += 1
        shutil.rmtree(tmp_path / "2026-Q4", ignore_errors=True)
        env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        killed = subprocess.run(
            [sys.executable, "-m", "tests.crashing", str(touches), *start],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            check=False,
        )
        assert killed.returncode == -9
        left = sorted(path.name for path in (tmp_path / "2026-Q4").glob("*"))
        for name in left:
            assert name.startswith(".") or (tmp_path / "2026-Q4" / name).read_bytes() == made[name]
    again = okrsheets(*start)
    assert again.returncode == 0, again.stderr
    assert again.stderr.count("was made before: ") == 1
    assert (again.stdout, again.stderr.replace(" was made before", "")) == (
        whole.stdout,
        "\n".join(
            line.replace("made ", "", 1) if "Plan Q4" in line else line for line in whole.stderr.split("\n")
        ),
    )
    assert {path.name: path.read_bytes() for path in (tmp_path / "2026-Q4").iterdir()} == made
    once_more = okrsheets(*start)
    assert (once_more.returncode, once_more.stderr.count("was made before: ")) == (0, 2)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("Q9", "Q4", 'Q9: is no cycle; write it as "Q3 2026"'),
        ("Q1 2020", "Q4", "is a cycle that no workbook has OKRs of; there are 2026-Q3"),
        ("Q3", "soon", "--to soon: is no cycle"),
        ("Q3", "", "is no cycle"),
        ("Q3", "Q3 2026", "is the cycle that it starts from; name the one after it"),
        ("Q3", "Q2 2026", "begins on 2026-04-01, before 2026-Q3 ends"),
        ("Q3", "2026", "begins on 2026-01-01, before 2026-Q3 ends"),
    ],
)
def test_cycles_that_do_not_follow_are_refused(
    begin: Begin, tmp_path: Path, before: str, after: str, says: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(says)):
        begin({"Company": COMPANY}, before, after)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Plan.xlsx"]


def test_the_same_quarter_without_a_year_is_that_of_the_next_one(begin: Begin) -> None:
    made = begin({"Company": COMPANY}, "Q3", "Q3")
    assert made.asked.after.label == "2027-Q3"


def test_without_a_cycle_there_is_nothing_to_carry(begin: Begin, tmp_path: Path) -> None:
    lay(tmp_path / "Plan.xlsx", {"Company": [HEADINGS, *COMPANY]})
    with pytest.raises(UsageError, match="no workbook says in which cycle its OKRs are"):
        begin()


def test_a_workbook_that_cannot_be_read_stops_it(begin: Begin, tmp_path: Path) -> None:
    lay(tmp_path / "Plan.xlsx", {f"Company {Q3}": [HEADINGS, *COMPANY]})
    (tmp_path / "Sales.xlsx").write_bytes(b"half of it")
    wanted = Wanted(Config(tmp_path), ("Plan.xlsx", "Sales.xlsx"), tmp_path, DAY)
    with pytest.raises(OkrSheetsError, match="so its last results are not known"):
        begin_next(wanted, before="Q3", after="Q4", out=None)
    assert not (tmp_path / "2026-Q4").exists()


def test_two_cycles_in_one_tab_are_told_apart(begin: Begin, tmp_path: Path) -> None:
    rows = [["Cycle", *HEADINGS], *[["Q3 2026", *row] for row in SALES[:2]], ["Q2 2026", *SALES[3]]]
    lay(tmp_path / "Plan.xlsx", {"Sales": rows})
    assert "Enter the south" not in _titles(begin(), "Sales")


def test_a_quarter_of_a_fiscal_year_is_followed_by_its_next(begin: Begin, tmp_path: Path) -> None:
    (tmp_path / "okrsheets.toml").write_text(
        '[cycle]\nfiscal_year_start = 7\n[[source]]\nuri = "Plan.xlsx"\n'
    )
    lay(tmp_path / "Plan.xlsx", {"Company FY27 Q1": [HEADINGS, *COMPANY]})
    made = begin(before="Q1", after="Q2", config=load_config(tmp_path / "okrsheets.toml"))
    assert (made.asked.before.label, made.asked.after.label) == ("2027-Q1", "2027-Q2")
    assert made.asked.after.start == date(2026, 10, 1)


def test_where_all_is_done_the_teams_find_empty_tabs(begin: Begin) -> None:
    done = [["CO-1", "Expand the market", None, "Open offices", "Mara", 0, 4, 4, None]]
    made = begin({"Company": done})
    sheet = openpyxl.load_workbook(made.books[0].path)["Company"]
    assert (sheet["A5"].value, sheet["B5"].value, sheet["C5"].value) == ("C1", "Objective", None)


def test_the_same_results_make_the_same_bytes(begin: Begin, tmp_path: Path) -> None:
    first = begin({"Company": COMPANY, "Sales": SALES}).books[0].path
    content = first.read_bytes()
    first.unlink()
    assert begin().books[0].path.read_bytes() == content


def _known(okr: Okr) -> str:
    return f"{okr.team}: {okr.title}"


def test_the_demo_goes_on_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay_company(tmp_path, today=date(2026, 12, 20))
    config = load_config(tmp_path / "okrsheets.toml")
    wanted = Wanted(config, (), tmp_path, date(2026, 12, 28))
    old = analyse_sources(wanted).results
    made = begin_next(wanted, before="Q4", after="Q1", out=None)
    assert made.missed == ()
    new = _read(made, today=date(2027, 1, 4))
    carried = {_known(each.okr) for _, _, each in made.carried.places.values()}
    assert {_known(okr) for okr in new.okrs.okrs} == carried
    expected = {link for link in _links(old) if carried.issuperset(link[:2])}
    assert _links(new) == expected
    before = {each.rule for each in old.findings if each.severity is Severity.ERROR}
    errors = {each.rule for each in new.findings if each.severity is Severity.ERROR}
    assert errors <= before - {"dangling-alignment", "ambiguous-alignment"}


def test_a_quarter_ends_and_the_next_one_begins(okrsheets: Run, tmp_path: Path) -> None:
    config = '[alignment]\ntop = ["Company"]\n[[source]]\nuri = "Plan.xlsx"\nwrite = true\n'
    (tmp_path / "okrsheets.toml").write_text(config)
    lay(
        tmp_path / "Plan.xlsx",
        {f"Company {Q3}": [HEADINGS, *COMPANY], f"Sales {Q3}": [HEADINGS, *SALES]},
    )
    on = {"OKRSHEETS_TODAY": "2026-10-02"}
    assert okrsheets("sync", env=on).returncode == 0
    assert okrsheets("cycle", "close", env=on).returncode == 0
    plan = (tmp_path / "Plan.xlsx").read_bytes()
    started = okrsheets("cycle", "start", "--from", "2026-Q3", "--to", "2026-Q4", env=on)
    assert started.returncode == 0, started.stderr
    assert "made 2026-Q4/Plan Q4 2026.xlsx: 4 objectives and 4 key results go on in Company, Sales" in (
        started.stderr
    )
    assert "left in 2026-Q3: 3 done, 2 cancelled" in started.stderr
    assert started.stdout == '[[source]]\nuri = "2026-Q4/Plan Q4 2026.xlsx"\nwrite = true\n\n'
    (tmp_path / "okrsheets.toml").write_text(config + started.stdout)
    synced = okrsheets("sync", env={"OKRSHEETS_TODAY": "2026-10-12"})
    assert synced.returncode == 0, synced.stderr
    assert (tmp_path / "Plan.xlsx").read_bytes() == plan
    assert "wrote" in synced.stderr
    document = json.loads(
        okrsheets("report", "--format", "json", env={"OKRSHEETS_TODAY": "2026-10-12"}).stdout
    )
    assert {one["cycle"]["label"] for one in document["objectives"]} == {"2026-Q4"}
    assert [alignment["to"] for one in document["objectives"] for alignment in one["alignments"]] == [
        "2026-Q4/company/CO-1"
    ] * 2
    again = okrsheets("cycle", "start", "--from", "2026-Q3", "--to", "2026-Q4", env=on)
    assert again.returncode == 2
    assert "is there already" in again.stderr
