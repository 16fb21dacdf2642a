"""`okrsheets why`: what a figure is made of, and whom a name means."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from okrsheets.cli.why import command
from tests.cli.conftest import ROOT, Run, lay

HEADINGS = ["ID", "Objective", "Key result", "Owner", "Baseline", "Current", "Target", "Contributes to"]
SEED: dict[str, list[list[Any]]] = {
    "Company": [["OKRs Q4 2026"], [], HEADINGS, ["CO-1", "Expand the market in North America"]],
    "Sales": [
        ["OKRs Q4 2026"],
        [],
        HEADINGS,
        ["S-1", "Win the west", "Increase the revenue from new customers", "Dana", 20, 44.8, 60, "CO-1"],
        ["S-1", "Win the west", "Open three shops", "Dana", 0, 1, 3, ""],
    ],
    "Marketing": [
        ["OKRs Q4 2026"],
        [],
        ["Marketing plans in two steps"],
        [],
        ["Names as in the address book"],
        [],
        HEADINGS,
        ["M-1", "Be known in the west", "Win two fairs", "Lee", 0, 1, 2, ""],
        ["M-1", "Be known in the west", "Increase the leads with the campaign", "Lee", 100, 162, 300, "CO-1"],
        ["M-1", "Be known in the west", "Be spoken of in the press", "Lee", "", 4, "", "CO-1"],
    ],
}


@pytest.fixture
def company(tmp_path: Path) -> Path:
    return lay(tmp_path / "plan.xlsx", SEED)


def _why(run: Run, name: str, *arguments: str) -> str:
    done = run("why", name, "plan.xlsx", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.usefixtures("company")
def test_the_seed_case_says_what_it_is_the_mean_of_cell_by_cell(okrsheets: Run) -> None:
    told = _why(okrsheets, "CO-1")
    assert told.splitlines()[0] == (
        "Expand the market in North America: 47 % = mean of Sales!F4 (62 %), Marketing!F9 (31 %); "
        "1 left out: Marketing!F10 has no target"
    )
    docs = (ROOT / "docs" / "progress.md").read_text(encoding="utf-8")
    blocks = [" ".join(block.split()) for block in re.findall(r"```text\n(.*?)```", docs, re.DOTALL)]
    assert " ".join(told.split()) in blocks


@pytest.mark.usefixtures("company")
def test_the_example_of_its_help_runs(okrsheets: Run) -> None:
    example = next(line.split() for line in (command.help or "").splitlines() if "okrsheets why" in line)
    assert okrsheets(*example[1:]).returncode == 0


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    "name",
    [
        "2026-Q4/sales/S-1/increase-the-revenue-from-new-customers",
        "Sales!F4",
        "sales!c4",
        "plan.xlsx Sales!F4",
        "[plan.xlsx]Sales!F4",
        "Increase the revenue from new customers",
        "increase revenue from new custmers",
        "Sales: Increase the revenue from new customers",
    ],
)
def test_a_key_result_is_named_by_key_cell_title_and_near_title(okrsheets: Run, name: str) -> None:
    told = _why(okrsheets, name).splitlines()
    assert told == [
        "Increase the revenue from new customers: 62 % = (44.8 - 20) / (60 - 20)",
        "  current 44.8 (Sales!F4), baseline 20 (Sales!E4), target 60 (Sales!G4)",
        "  on track: 3.8 points above the 58 % expected by 23 Nov; policy default",
    ]


def test_a_name_that_several_have_ends_with_their_list(okrsheets: Run, tmp_path: Path) -> None:
    lay(
        tmp_path / "plan.xlsx",
        {
            tab: [
                ["OKRs Q4 2026"],
                [],
                ["ID", "Objective", "Key result", "Baseline", "Current", "Target"],
                ["O1", f"Grow {tab}", "Sell", 0, 1, 2],
            ]
            for tab in ("Company", "Sales", "IT")
        },
    )
    done = okrsheets("why", "O1", "plan.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        'error: "O1" could be 3 OKRs; name one by its cell or key:',
        "  plan.xlsx Company!B4  2026-Q4/company/O1  Grow Company",
        "  plan.xlsx Sales!B4  2026-Q4/sales/O1  Grow Sales",
        "  plan.xlsx IT!B4  2026-Q4/it/O1  Grow IT",
    ]
    assert _why(okrsheets, "IT O1").startswith("Grow IT: 50 % = mean of IT!E4 (50 %)")


@pytest.mark.usefixtures("company")
def test_a_name_that_nothing_has_ends_with_the_nearest(okrsheets: Run) -> None:
    done = okrsheets("why", "North America", "plan.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        'error: no OKR is called "North America"; did you mean:',
        "  plan.xlsx Company!B4  2026-Q4/company/CO-1  Expand the market in North America",
    ]
    done = okrsheets("why", "xyz", "plan.xlsx")
    assert done.returncode == 2
    assert 'no OKR is called "xyz"; okrsheets inspect shows what was read' in done.stderr


@pytest.mark.usefixtures("company")
def test_as_json_every_part_has_its_cell_its_weight_and_why_it_does_not_count(okrsheets: Run) -> None:
    document = json.loads(_why(okrsheets, "CO-1", "--format", "json", "--policy", "viva"))
    assert document["schema"] == "okrsheets/1"
    assert (document["key"], document["basis"], document["values"]) == (
        "2026-Q4/company/CO-1",
        "key results",
        None,
    )
    assert document["status_because"] == "behind: 11.7 points below the 58 % expected by 23 Nov; policy viva"
    told = [(each["figure_at"]["cell"], each["weight"], each["because"]) for each in document["made_of"]]
    assert told == [("F4", 1.0, None), ("F9", 1.0, None), ("F10", 1.0, "no target")]
    assert document["policies"]["pace"]["name"] == "viva"
    key_result = json.loads(_why(okrsheets, "Sales!F4", "--format", "json"))
    assert key_result["values"]["current"] == {
        "value": 44.8,
        "at": {"workbook": "plan.xlsx", "sheet": "Sales", "cell": "F4"},
        "from_words": False,
    }


@pytest.mark.usefixtures("company")
def test_a_team_and_the_company_say_what_they_are_made_of(okrsheets: Run) -> None:
    assert _why(okrsheets, "sales").splitlines() == [
        "Sales: 48 % = mean of Sales!B4 (48 %)",
        "  behind: 10.6 points below the 58 % expected by 23 Nov; policy default",
        "  made of:",
        "    Sales!B4  48 %  behind  Win the west",
    ]
    company = _why(okrsheets, "company").splitlines()
    assert company[:2] == [
        "Company: 47 % = mean of Company!B4 (47 %)",
        "  31 to 64 % with what is unknown at 0 and at 1",
    ]
    document = json.loads(_why(okrsheets, "Marketing", "--format", "json"))
    assert (document["name"], document["basis"]) == ("Marketing", "objectives")
    assert document["sentence"].startswith("Marketing: 41 % = mean of Marketing!B8 (41 %)")
    assert [each["key"] for each in document["made_of"]] == ["2026-Q4/marketing/M-1"]


def test_the_company_is_known_by_that_word_where_no_team_is_called_so(okrsheets: Run, tmp_path: Path) -> None:
    headings: list[object] = [
        "ID",
        "Objective",
        "Objective weight",
        "Key result",
        "Baseline",
        "Current",
        "Target",
        "Contributes to",
    ]
    board: list[list[object]] = [
        ["OKRs Q4 2026"],
        headings,
        ["CO-1", "Lead the market", 1, "Revenue", 0, 4, 10],
        ["CO-2", "Left alone for now", 0, "Towns", 0, 8, 10],
        ["CO-3", "Be good to work at", 1, "Be liked"],
    ]
    sales: list[list[object]] = [
        ["OKRs Q4 2026"],
        headings,
        ["S-1", "Win", 1, "Visit fairs", 0, 9, 10, "CO-1"],
    ]
    lay(tmp_path / "plan.xlsx", {"Corporate": board, "Sales": sales})
    told = _why(okrsheets, "Company").splitlines()
    assert told[0] == (
        "The company: 65 % = mean of Corporate!B3 (65 %); "
        "2 left out: Corporate!B4 weighs nothing, Corporate!B5 is unknown, as are its key results"
    )
