"""What a figure says it is made of: the sum, the cells, the parts."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.model import Direction, Field, Figure, KeyResult, Measure, Objective, Part, Status
from okrsheets.progress import ProgressSettings
from okrsheets.reporting import ReportSettings, report_view
from okrsheets.reporting.links import Links
from okrsheets.reporting.making import making_of_key_result, making_of_objective, making_of_whole
from okrsheets.reporting.mentions import plain
from okrsheets.reporting.places import Places
from okrsheets.reporting.wording import amounts
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import COMPANY, northwind, results_of

CO1 = "2026-Q4/company/CO-1"


def made(one: KeyResult, figure: Figure, *, url: str = "") -> list[str]:
    okrs = okr_set(objective("O1", "Grow", team="T", workbook=COMPANY, key_results=[one]))
    (placed,) = okrs.key_results
    results = results_of(okrs)
    lines = making_of_key_result(
        placed,
        figure,
        amounts(placed, assumed_baseline=figure.assumed_baseline),
        settings=ProgressSettings(),
        links=Links.of(results),
        places=Places.of(results.workbooks, {COMPANY: url} if url else {}),
    )
    return [plain(line) for line in lines]


def test_values_are_shown_as_the_sum_they_make_with_their_cells_and_pace() -> None:
    one = key_result("KR1", "Open offices", baseline=1, current=2, target=5)
    assert made(
        one,
        Figure(progress=0.25, expected=0.58, basis="values", status=Status.AT_RISK, day=date(2026, 11, 22)),
    ) == [
        "(2 − 1) ÷ (5 − 1) = 25\xa0%",
        "From T!M3, now T!N3, to T!O3",
        "At risk: 33 points below the 58 % expected by 22 Nov; policy default",
    ]


def test_cells_are_links_where_the_source_has_an_address() -> None:
    one = key_result("KR1", "Open offices", baseline=1, current=2, target=5)
    okrs = okr_set(objective("O1", "Grow", team="T", workbook=COMPANY, key_results=[one]))
    (placed,) = okrs.key_results
    results = results_of(okrs)
    places = Places.of(results.workbooks, {COMPANY: "https://example.org/{cell}"})
    lines = making_of_key_result(
        placed,
        Figure(0.25, basis="values"),
        amounts(placed),
        links=Links.of(results),
        places=places,
        settings=ProgressSettings(),
    )
    assert [mention.href for mention in lines[1]][:3] == [
        "https://example.org/M3",
        "https://example.org/N3",
        "https://example.org/O3",
    ]


def test_values_taken_from_the_words_of_a_title_name_no_cell_of_their_own() -> None:
    words = (Field.BASELINE, Field.TARGET)
    one = key_result("KR1", "From 1 to 5", baseline=1, current=2, target=5, read_from_words=words)
    assert made(one, Figure(progress=0.25, basis="values"))[1] == "Now T!N3"


@pytest.mark.parametrize(
    ("one", "figure", "says"),
    [
        (
            key_result("KR1", "Hold", current=99, target=98, direction=Direction.MAINTAIN),
            Figure(progress=1.0, basis="values"),
            "99 keeps to 98",
        ),
        (
            key_result("KR1", "Hold", current=97, target=98, direction=Direction.MAINTAIN),
            Figure(progress=0.0, basis="values"),
            "97 does not keep to 98",
        ),
        (
            key_result("KR1", "Hold", current=4, target=5, direction=Direction.MAINTAIN),
            Figure(progress=0.8, basis="values"),
            "4, to keep to 5: 80\xa0%",
        ),
        (
            key_result("KR1", "Sell", baseline=0, current=150, target=100),
            Figure(progress=1.0, basis="values"),
            "(150 − 0) ÷ (100 − 0), counted as 100\xa0%",
        ),
        (
            key_result("KR1", "Ship", current=0, target=1, measure=Measure.YES_NO),
            Figure(progress=0.0, basis="values"),
            "no of yes: 0\xa0%",
        ),
        (
            key_result("KR1", "Sell", stated_progress=0.4),
            Figure(progress=0.4, basis="stated"),
            "40\xa0%, as the sheet itself says",
        ),
        (
            key_result("KR1", "Sell", stated_status="done"),
            Figure(progress=1.0, basis="status word"),
            "100\xa0%, as the status says: “done”",
        ),
        (
            key_result("KR1", "Sell", target=5),
            Figure(progress=0.0, basis="at the baseline"),
            "0\xa0%: there is no current value yet",
        ),
        (key_result("KR1", "Sell"), Figure(progress=None, because="no values"), "Unknown: no values"),
    ],
)
def test_every_way_to_a_figure_is_said_in_words(one: KeyResult, figure: Figure, says: str) -> None:
    assert made(one, figure)[0] == says


def test_an_objective_says_of_which_figures_it_is_the_mean_with_weights_where_they_differ() -> None:
    results = northwind()
    company = results.okrs.by_key[CO1]
    assert isinstance(company, Objective)
    parts = (
        Part(f"{CO1}/KR1", 0.67, 2.0, "own"),
        Part(f"{CO1}/KR2", None, 1.0, "own"),
        Part("2026-Q4/sales/S-1/KR1", 0.42, 1.0, "straightforward"),
        Part("2026-Q4/it/IT-4", 0.75, 0.0, "directional"),
    )
    figure = Figure(progress=0.59, status=Status.CANCELLED, basis="key results", made_of=parts)
    line = making_of_objective(
        company,
        figure,
        links=Links.of(results),
        places=Places.of(results.workbooks, {}),
        settings=ProgressSettings(),
    )
    assert plain(line) == (
        "59\xa0% is the mean of 67\xa0% × 2, – (unknown, left out), 42\xa0% S-1 KR1 × 1. "
        "Cancelled: the sheet says “cancelled”. In Company.xlsx Company!A2"
    )


def test_the_company_names_the_objectives_it_is_the_mean_of() -> None:
    card = report_view(northwind(), settings=ReportSettings()).cards[0]
    assert [plain(line) for line in card.making] == [
        "The mean of 2 objectives",
        "47\xa0% CO-1 Expand the market in North America",
        "63\xa0% CO-2 Become the most trusted vendor in our field",
        "58\xa0% expected by now: 3 points behind",
    ]


def test_a_long_list_of_parts_ends_where_nobody_would_read_on() -> None:
    okrs = okr_set(*(objective(f"O{n}", f"Goal {n}") for n in range(40)))
    parts = tuple(Part(each.key, 0.5, 1.0, "top level") for each in okrs.objectives)
    lines = making_of_whole(Figure(progress=0.5, made_of=parts), links=Links.of(results_of(okrs)))
    assert len(lines) == 32
    assert plain(lines[-1]) == "and 10 more"
