"""What a mean says of its parts: how each counts in it, and why another does not."""

from __future__ import annotations

from okrsheets.pipeline import StageSettings, analyse
from okrsheets.progress import ProgressSettings, RollUpSettings
from okrsheets.progress.rollup_policies import ROLL_UP_POLICIES
from okrsheets.reporting.reasons import Why
from okrsheets.reporting.why_documents import why_document
from tests.grids import sheet, workbook
from tests.reporting.reasoned import MIDDLE, whys

OVER = """
| Objective | Key result | Baseline | Current | Target | Status    |
| Grow      | Sell       | 0        | 15      | 10     |           |
| Grow      | Visit      | 10       | 8       | 20     |           |
| Grow      | Train      | 0        | 5       | 10     |           |
| Grow      | Print      |          |         | 12     | Done      |
| Grow      | Paint      | 0        | 5       | 10     | Cancelled |
| Grow      | Build      | 0        | 5       | 10     | Cancelled |
| Grow      | Mend       | 5        | 7       | 5      |           |
| Grow      | Clean      | 5        | 7       | 5      |           |
"""


def test_what_is_held_within_its_way_says_what_it_counts_as() -> None:
    sentence = whys(("OKRs", OVER))["Grow"].sentence
    assert sentence.startswith(
        "Grow: 63 % = mean of OKRs!D2 (150 %, counted as 100 %), OKRs!D3 (-20 %, counted as 0 %), "
        "OKRs!D4 (50 %), OKRs!F5 (100 %); "
    )


def test_those_left_out_for_one_reason_are_told_together() -> None:
    sentence = whys(("OKRs", OVER))["Grow"].sentence
    assert sentence.endswith(
        "; 4 left out: OKRs!F6 and OKRs!F7 are cancelled, "
        "OKRs!D8 and OKRs!D9 have their baseline for a target"
    )


def test_done_beside_a_target_says_that_no_value_shows_it() -> None:
    found = whys(("OKRs", OVER))["Print"]
    assert found.sentence == "Print: 100 % as OKRs!F5 says “Done”"
    assert found.notes == ("no current value, target 12 (OKRs!E5)",)


def test_what_has_no_figure_still_names_its_cells() -> None:
    found = whys(("OKRs", OVER))["Mend"]
    assert found.sentence == "Mend: unknown, as it has its baseline for a target"
    assert found.notes == ("current 7 (OKRs!D8), baseline 5 (OKRs!C8), target 5 (OKRs!E8)",)


def test_a_value_below_zero_stands_in_brackets_only_in_arithmetic() -> None:
    grid = """
    | Objective | Key result | Baseline | Current | Target |
    | Grow      | Earn       | -10      | -4      | 2      |
    """
    found = whys(("OKRs", grid))["Earn"]
    assert found.sentence == "Earn: 50 % = ((-4) - (-10)) / (2 - (-10))"
    assert found.notes == ("current -4 (OKRs!D2), baseline -10 (OKRs!C2), target 2 (OKRs!E2)",)


TWO_WAYS = (
    (
        "Company",
        "| ID | Objective | Key result | Baseline | Current | Target |\n| CO-1 | Lead | Own | 0 | 4 | 10 |",
    ),
    (
        "Sales",
        """
        | ID  | Objective | Objective contributes to | Key result | KR contributes to | Current | Target |
        | S-1 | Win       | CO-1                     | Visit      | CO-1              | 5       | 10     |
        |     |           |                          | Call       |                   | {call}  | 10     |
        """,
    ),
)


def _two_ways(call: str) -> Why:
    return whys(*((name, grid.replace("{call}", call)) for name, grid in TWO_WAYS))["Lead"]


def test_a_part_of_which_something_counts_by_a_shorter_way_says_what_it_leaves_out() -> None:
    found = _two_ways("9")
    assert found.sentence == (
        "Lead: 60 % = mean of Company!E2 (40 %), Sales!B2 (90 % without Sales!F2), Sales!F2 (50 %)"
    )
    assert [part.words for part in found.counting] == [
        "",
        "contributing, without Sales!F2",
        "straightforward",
    ]


def test_a_part_of_which_nothing_else_is_known_says_so() -> None:
    found = _two_ways("soon")
    assert found.sentence.endswith("; 1 left out: Sales!B2 is unknown without Sales!F2")


def test_parts_of_which_nothing_is_known_are_told_once() -> None:
    grid = """
    | Objective | Key result | Current | Target |
    | Serve     | Listen     | 4       |        |
    """
    assert whys(("OKRs", grid))["Serve"].sentence == (
        "Serve: unknown, as nothing is known of its key results; 1 left out: OKRs!C2 has no target"
    )


CIRCLE = """
| ID  | Objective | Contributes to | Key result | Current | Target |
| A-1 | First     | B-1            | One        | 5       | 10     |
| B-1 | Second    | A-1            | Two        | 7       | 10     |
| C-1 | Third     | C-1            | Three      | 3       | 10     |
"""


def test_what_is_aligned_in_a_circle_stands_beside_and_says_so() -> None:
    found = whys(("OKRs", CIRCLE))
    assert found["First"].sentence == (
        "First: 50 % = mean of OKRs!E2 (50 %); 1 left out: OKRs!B3 is aligned in a circle"
    )
    assert [part.words for part in found["First"].beside] == ["straightforward, is aligned in a circle"]
    assert found["Third"].sentence.endswith("; 1 left out: OKRs!B4 is aligned to itself")


def test_the_document_of_a_figure_has_what_is_aligned_to_it_in_a_circle() -> None:
    results = analyse([workbook(sheet("OKRs", CIRCLE))], settings=StageSettings(), today=MIDDLE, rules=())
    first = next(each.key for each in results.okrs.objectives if each.title == "First")
    parts = why_document(results, first, settings=ProgressSettings())["made_of"]
    assert isinstance(parts, list)
    own, second = parts
    assert isinstance(own, dict)
    assert isinstance(second, dict)
    assert (own["title"], own["because"]) == ("One", None)
    assert (second["title"], second["weight"], second["because"]) == ("Second", 0.0, "is aligned in a circle")


def test_a_weight_below_zero_weighs_nothing_by_every_roll_up() -> None:
    grid = """
    | Objective | Key result | Weight | Current | Target |
    | Grow      | Sell       | 1      | 5       | 10     |
    | Grow      | Visit      | -1     | 7       | 10     |
    | Grow      | Train      | 0      | 7       | 10     |
    """
    for mode in ("both", "key-results"):
        progress = ProgressSettings(roll_up=RollUpSettings(mode=mode))
        assert whys(("OKRs", grid), progress=progress)["Grow"].sentence == (
            "Grow: 50 % = mean of OKRs!D2 (50 %); 2 left out: OKRs!D3 and OKRs!D4 weigh nothing"
        )


def test_values_that_are_added_up_name_the_share_that_counts_and_what_is_unknown() -> None:
    company = """
    | ID   | Objective | KR ID | Key result | Baseline | Current | Target |
    | CO-1 | Write     | KR1   | Articles   | 0        |         | 100    |
    """
    team = """
    | ID  | Objective | Key result | Baseline | Current | Target | Contributes to  |
    | T-1 | Help      | Reports    | 0        | 20      | 40     | CO-1.KR1 (50 %) |
    |     |           | Notes      | 0        | 30      | 40     | CO-1.KR1        |
    |     |           | Letters    | 0        |         | 40     | CO-1.KR1        |
    """
    by_value = ProgressSettings(roll_up=RollUpSettings(policy=ROLL_UP_POLICIES["quantive"]))
    found = whys(("Company", company), ("Team", team), progress=by_value)["Articles"]
    assert found.sentence == "Articles: 40 % = (50 % of 20 + 30 - 0) / (100 - 0)"
    assert found.notes[1] == "40 to 80 % with what is unknown at 0 and at 1"


def test_a_part_beyond_the_whole_way_counts_as_it_is_where_the_roll_up_passes_it_on() -> None:
    grid = """
    | Objective | Key result | Baseline | Current | Target |
    | Grow      | Sell       | 0        | 150     | 100    |
    | Grow      | Visit      | 0        | 50      | 100    |
    """
    quantive = ProgressSettings(roll_up=RollUpSettings(policy=ROLL_UP_POLICIES["quantive"]))
    found = whys(("OKRs", grid), progress=quantive)["Grow"]
    assert found.sentence == "Grow: 100 % = mean of OKRs!D2 (150 %), OKRs!D3 (50 %)"
