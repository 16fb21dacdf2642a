"""Why a figure is what it is, kind by kind, in one sentence each."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.grid import Workbook
from okrsheets.model import Alignment, AlignmentKind
from okrsheets.pipeline import StageSettings, analyse
from okrsheets.progress import PaceSettings, ProgressSettings, RollUpSettings, roll_up
from okrsheets.progress.measuring_policies import MEASURING_POLICIES
from okrsheets.progress.parent_policies import PARENT_POLICIES
from okrsheets.progress.rollup_policies import ROLL_UP_POLICIES
from okrsheets.reporting.reasons import Why, why
from tests.grids import sheet, workbook
from tests.histories import synced
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import results_of
from tests.reporting.reasoned import MIDDLE, whys

KINDS = """
| Objective | Key result                             | Baseline | Current | Target | Progress | Status      |
| Grow      | Sell more bikes                        | 20       | 44      | 60     |          |             |
| Grow      | Reduce the returns                     | 8 %      | 5 %     | 2 %    |          |             |
| Grow      | Win dealers                            |          | 30      | 40     |          |             |
| Grow      | Increase visits from 100 to 300        |          | 150     |        |          |             |
| Grow      | Open shops                             | 10       |         | 20     |          |             |
| Grow      | Keep uptime above 99 %                 |          | 99.5 %  | 99 %   |          |             |
| Grow      | Keep complaints below 3                |          | 4       | 3      |          |             |
| Grow      | Feel at home                           |          |         |        | 40 %     |             |
| Grow      | Sign the contract                      |          | yes     | yes    |          |             |
| Grow      | Finish the milestones                  |          | 3 of 5  |        |          |             |
| Grow      | Move house                             |          |         |        |          | Done        |
| Grow      | Be liked                               |          |         |        |          | On track    |
| Grow      | Know the market                        |          | 4       |        |          |             |
| Grow      | Leave the old tool                     | 0        | 1       | 5      |          | Cancelled   |
"""
SENTENCES = {
    "Sell more bikes": "60 % = (44 - 20) / (60 - 20)",
    "Reduce the returns": "50 % = (5 % - 8 %) / (2 % - 8 %)",
    "Win dealers": "75 % = (30 - 0) / (40 - 0) from an assumed 0",
    "Increase visits from 100 to 300": "25 % = (150 - 100) / (300 - 100)",
    "Open shops": "0 %, still at its baseline: it has no current value",
    "Keep uptime above 99 %": "100 %: 99.5 % is at or above 99 %",
    "Keep complaints below 3": "0 %: 4 is above 3",
    "Feel at home": "40 % as OKRs!F9 says",
    "Sign the contract": "100 %: yes",
    "Finish the milestones": "60 % = (3 - 0) / (5 - 0) from an assumed 0",
    "Move house": "100 % as OKRs!G12 says “Done”",
    "Be liked": "unknown, as it has only a status word",
    "Know the market": "unknown, as it has no target",
    "Leave the old tool": "no figure, as it is cancelled",
}


@pytest.mark.parametrize("title", SENTENCES)
def test_each_kind_of_key_result_says_how_far_it_is(title: str) -> None:
    assert whys(("OKRs", KINDS))[title].sentence == f"{title}: {SENTENCES[title]}"


def test_the_cells_of_a_key_result_are_named_and_words_and_assumptions_are_told() -> None:
    found = whys(("OKRs", KINDS))
    assert found["Sell more bikes"].notes == (
        "current 44 (OKRs!D2), baseline 20 (OKRs!C2), target 60 (OKRs!E2)",
    )
    assert found["Win dealers"].notes == ("current 30 (OKRs!D4), baseline 0 (assumed), target 40 (OKRs!E4)",)
    assert found["Increase visits from 100 to 300"].notes == (
        "current 150 (OKRs!D5), baseline 100 (its words, OKRs!B5), target 300 (its words, OKRs!B5)",
    )
    assert found["Be liked"].notes == ("the sheet says “On track”",)
    assert found["Know the market"].notes == ("current 4 (OKRs!D14)",)
    assert found["Finish the milestones"].notes == (
        "current 3 (OKRs!D11), baseline 0 (assumed), target 5 (OKRs!D11)",
    )
    assert found["Leave the old tool"].notes == ()


def test_an_objective_says_what_is_left_out_of_its_mean_and_what_that_could_change() -> None:
    found = whys(("OKRs", KINDS))["Grow"]
    assert "; 3 left out: OKRs!G13 has only a status word, OKRs!D14 has no target, OKRs!G15 is cancelled" in (
        found.sentence
    )
    assert "and 3 more; 3 left out" in found.sentence
    assert found.notes[0].endswith("% with what is unknown at 0 and at 1")
    assert found.notes[1] == "2 of 13 at risk"
    assert len(found.counting) == 13
    assert [(part.place, part.words) for part in found.beside] == [("OKRs!G15", "")]


WEIGHTED = """
| ID   | Objective    | Weight | Key result | Baseline | Current | Target | Contributes to    |
| CO-1 | Be the first | 1      | Own figure | 0        | 2       | 10     |                   |
| CO-2 | Be the best  | 1      | Other      | 0        | 5       | 10     |                   |
| S-1  | Sell         | 3      | Win        | 0        | 6       | 10     | CO-1 (50 %); CO-2 |
"""


def test_weights_and_shares_are_told() -> None:
    found = whys(("OKRs", WEIGHTED))["Be the first"]
    assert found.sentence.startswith("Be the first: ")
    assert any("a share of 50 %" in part.words for part in found.counting)
    assert "weight" in found.sentence


PAIR = (
    (
        "Company",
        "| ID | Objective | Key result | Baseline | Current | Target |\n| CO-1 | Expand | Own | 0 | 9 | 10 |",
    ),
    (
        "Sales",
        """
        | ID  | Objective | Key result | Baseline | Current | Target | Contributes to |
        | S-1 | Win       | Deliver    | 0        | 1       | 10     | CO-1           |
        """,
    ),
)


def test_what_stands_beside_by_the_roll_up_in_force_says_so() -> None:
    by_own = ProgressSettings(roll_up=RollUpSettings(mode="aligned"))
    found = whys(*PAIR, progress=by_own)["Expand"]
    assert found.sentence == (
        "Expand: 10 % = mean of Sales!E2 (10 %); "
        "1 left out: Company!E2 does not count by the roll-up in force"
    )
    rounded = ProgressSettings(roll_up=RollUpSettings(policy=ROLL_UP_POLICIES["leankit"]))
    assert whys(*PAIR, progress=rounded)["Expand"].sentence.endswith("(10 %), in whole per cent")


def test_a_status_that_parts_gave_says_so() -> None:
    weakest = ProgressSettings(pace=PaceSettings(parent=PARENT_POLICIES["weakest"]))
    found = whys(*PAIR, progress=weakest)["Expand"]
    assert found.status == (
        "at risk: a parent has the status of its weakest part; policy weakest; it is “Deliver”"
    )
    blank = "| Objective | Key result | Current | Target |\n| Serve | Listen | 4 | |"
    serve = whys(("OKRs", blank), progress=weakest)["Serve"]
    assert serve.status == "unknown: nothing is known of its key results"


ONE = """
| Objective | Key result | Baseline | Current | Target | Updated    |
| Grow      | Sell       | 0        | {now}   | 100    | {updated}  |
"""


@pytest.mark.parametrize(
    ("now", "updated", "today", "status"),
    [
        ("37", "", MIDDLE, "behind: 12.5 points below the 49 % expected by 15 Nov; policy default"),
        ("60", "", MIDDLE, "on track: 10.5 points above the 49 % expected by 15 Nov; policy default"),
        ("20", "2026-11-03", MIDDLE, "behind: 16.3 points below the 36 % expected by 3 Nov; policy default"),
        ("20", "2026-10-05", MIDDLE, "unknown: no update since 5 Oct 2026"),
        ("5", "", date(2026, 10, 3), "too early: 2 % of its time is over, and nothing is judged before 10 %"),
        ("5", "", date(2026, 9, 20), "not started: 2026-Q4 begins on 1 Oct 2026"),
        ("", "", date(2026, 10, 20), "not started: nothing was entered, and the first update is not due yet"),
        ("100", "", MIDDLE, "done: all of the way is behind it"),
        ("80", "", date(2027, 1, 10), "behind: 20 points below the 100 % expected by 31 Dec; policy default"),
    ],
)
def test_a_status_says_why(now: str, updated: str, today: date, status: str) -> None:
    found = whys(("OKRs", ONE.format(now=now, updated=updated)), today=today)
    assert found["Sell"].status == status


def test_without_a_cycle_there_is_no_status_and_it_is_said() -> None:
    book = workbook(sheet("OKRs", ONE.format(now="20", updated="")))
    results = analyse([book], settings=StageSettings(), today=MIDDLE, rules=())
    key = next(results.okrs.key_results).key
    assert why(results, key, settings=ProgressSettings()).status == "unknown: no cycle"


def test_a_range_says_whether_the_value_is_within_it() -> None:
    grid = """
    | Objective | Key result                    | Current | Target |
    | Serve     | Keep the NPS between 40 and 60 | 45      |        |
    | Serve     | Keep stock steady             | 25      | 18-22  |
    """
    found = whys(("OKRs", grid))
    assert found["Keep the NPS between 40 and 60"].sentence.endswith(": 100 %: 45 is within 40 to 60")
    assert found["Keep stock steady"].sentence.endswith(": 0 %: 25 is outside of 18 to 22")
    assert found["Keep stock steady"].notes == ("current 25 (OKRs!C3), target 18 to 22 (OKRs!D3)",)


def test_check_ins_confidence_and_a_plan_are_told() -> None:
    grid = """
    | Objective | Key result | Baseline | Target | Confidence | 5 Oct | 19 Oct | 2 Nov | Plan Oct | Plan Nov |
    | Grow      | Sell       | 0        | 100    | 70 %       | 5     | 10     | 15    | 10       | 20       |
    | Grow      | Visit      | 0        | 40     | 50 %       | 1     | 4      | 9     | 10       | 20       |
    """
    found = whys(("OKRs", grid), today=date(2026, 11, 2))
    assert found["Sell"].notes[0] == "current 15 (OKRs!H2), baseline 0 (OKRs!C2), target 100 (OKRs!D2)"
    assert found["Sell"].notes[-2:] == (
        "confidence 70 %",
        "a straight line through its 3 check-ins (OKRs!F2 to OKRs!H2) ends at 36 % on 31 Dec",
    )
    assert found["Sell"].status == "on track: 4.3 points above the 11 % planned by 2 Nov; policy default"
    assert found["Grow"].notes == ("confidence 60 %, the mean of its parts'",)


def test_without_check_ins_a_forecast_says_what_syncs_saw() -> None:
    settings = StageSettings()
    settings = settings._replace(reading=settings.reading._replace(current_cycle="Q4 2026"))

    def plan(now: int) -> Workbook:
        return workbook(sheet("OKRs", ONE.format(now=now, updated="")))

    seen = {date(2026, 10, 5): [plan(5)], date(2026, 10, 19): [plan(10)]}
    history = synced(seen, settings=settings)
    results = analyse([plan(15)], settings=settings, today=date(2026, 11, 2), history=history, rules=())
    key = next(results.okrs.key_results).key
    assert why(results, key, settings=ProgressSettings()).notes[-1] == (
        "a straight line through its 3 values seen from 5 Oct to 2 Nov ends at 36 % on 31 Dec"
    )


HELD = """
| Objective | Key result              | Current | Target |
| Serve     | Keep uptime above 99 %  | 98 %    | 99 %   |
| Serve     | Keep waste below 3      | 2       | 3      |
"""


def test_a_state_to_hold_says_whether_it_is_held() -> None:
    found = whys(("OKRs", HELD))
    assert found["Keep uptime above 99 %"].status == "at risk: it is not held"
    assert found["Keep waste below 3"].status == "on track: it is held"


def _said(policy: str, grid: str, *, today: date = MIDDLE) -> dict[str, Why]:
    settings = ProgressSettings(measure=MEASURING_POLICIES[policy], pace=PaceSettings(cadence=7))
    return whys(("OKRs", grid), today=today, progress=settings)


BOUNDS = """
| Objective | Key result              | Current | Target |
| Serve     | Keep uptime above 99 %  | 99 %    | 99 %   |
| Serve     | Keep waste below 3      | 4.5     | 3      |
| Serve     | Keep five talks a week  | 4       | >= 5   |
| Serve     | Keep the NPS steady     | 45      | 40-60  |
"""
MEASURED = """
| viva    | Keep uptime above 99 % | 0 %: 99 % is not above 99 %     |
| viva    | Keep waste below 3     | 0 %: 4.5 is above 3             |
| profit  | Keep uptime above 99 % | 100 %: 99 % is at or above 99 % |
| profit  | Keep waste below 3     | 50 % = 2 - 4.5 / 3              |
| profit  | Keep five talks a week | 80 % = 4 / 5                    |
| profit  | Keep the NPS steady    | 100 %: 45 is within 40 to 60    |
| default | Keep waste below 3     | 0 %: 4.5 is above 3             |
"""


@pytest.mark.parametrize(
    ("policy", "title", "says"),
    [[cell.strip() for cell in line.strip("|").split("|")] for line in MEASURED.strip().splitlines()],
)
def test_a_state_to_hold_says_how_the_policy_in_force_measures_it(policy: str, title: str, says: str) -> None:
    assert _said(policy, BOUNDS)[title].sentence == f"{title}: {says}"


WEEKS = """
| Objective | Key result             | Target | 2 Oct | 9 Oct | 16 Oct | 23 Oct |
| Serve     | Keep the score above 4 | 4      | 4.5   | 3     | 4.2    | 4.6    |
| Serve     | Keep waste below 3     | 3      | 2     | 2     | 2      | 4      |
"""


def test_what_check_ins_decide_is_said_of_them() -> None:
    often = _said("profit-check-ins", WEEKS, today=date(2026, 10, 24))["Keep the score above 4"]
    assert often.sentence == (
        "Keep the score above 4: 23 % of the check-ins that its time asks for are at or above 4"
    )
    assert often.status == "on track: 1.1 points below the 24 % expected by 23 Oct; policy default"
    worst = _said("oboard-minimum", WEEKS, today=date(2026, 10, 24))
    assert worst["Keep the score above 4"].sentence.endswith(": 0 %: a check-in was below 4")
    assert worst["Keep waste below 3"].sentence.endswith(": 0 %: 4 is above 3")


def test_what_is_held_within_the_whole_way_is_not_told_as_a_sum() -> None:
    grid = """
    | Objective | Key result | Baseline | Current | Target |
    | Grow      | Sell       | 0        | 150     | 100    |
    | Grow      | Visit      | 0        | 50      | 100    |
    """
    found = _said("okr-tracker", grid)
    assert found["Sell"].sentence == "Sell: 100 % for (150 - 0) / (100 - 0)"
    assert found["Visit"].sentence == "Visit: 50 % = (50 - 0) / (100 - 0)"


def test_an_objective_that_its_parts_postpone_says_so() -> None:
    grid = """
    | Objective | Key result | Baseline | Current | Target | Status    |
    | Grow      | Sell       | 0        | 5       | 10     | Postponed |
    | Grow      | Visit      | 0        | 5       | 10     | Postponed |
    """
    weakest = ProgressSettings(pace=PaceSettings(parent=PARENT_POLICIES["weakest"]))
    found = whys(("OKRs", grid), progress=weakest)
    assert found["Grow"].status == "postponed: a parent has the status of its weakest part; policy weakest"
    assert found["Sell"].status == "postponed: the sheet says “Postponed”"


def test_an_estimate_says_what_it_is_estimated_from() -> None:
    expand = objective("CO-1", "Expand", team="Company")
    win = objective(
        "S-1",
        "Win",
        team="Sales",
        key_results=[key_result("1", "Deliver", baseline=0, current=1, target=10)],
    )
    okrs = okr_set(expand, win)
    shows = Alignment(win.key, expand.key, AlignmentKind.DIRECTIONAL, None, carries=False)
    results = results_of(okrs, alignments=(shows,))
    figures = roll_up(okrs, results.resolutions, today=MIDDLE, settings=ProgressSettings())
    found = why(results._replace(figures=figures), expand.key, settings=ProgressSettings())
    assert found.sentence == "Expand: 10 %, estimated = mean of Sales!A2 (10 %)"
    assert found.status == "unknown: an estimate from what supports it has no status"
