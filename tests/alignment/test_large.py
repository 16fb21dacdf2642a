"""Many tabs: four times as many are understood, rolled up and judged with about four times the work."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest

from okrsheets.alignment import AlignmentSettings, resolve
from okrsheets.alignment.wording import between_blanks
from tests.benchmarks.many import draw_company, judged, read_company, rolled_up, understood
from tests.counting import grows
from tests.okrs import Q4, YEAR, key_result, objective, okr_set

TABS, OBJECTIVES = 60, 2
"""So many that near titles are looked for in as many as a look ever takes."""


def test_resolving_grows_with_the_number_of_tabs_of_the_same_ids_and_of_near_titles() -> None:
    def resolves(tabs: int) -> Callable[[], object]:
        return partial(understood, read_company(draw_company(tabs, objectives=OBJECTIVES)))

    assert grows(resolves, TABS) < 5


def test_rolling_up_and_judging_grow_with_the_number_of_key_results() -> None:
    def judges(tabs: int) -> Callable[[], object]:
        company = read_company(draw_company(tabs, objectives=OBJECTIVES))
        resolutions = understood(company)
        return lambda: judged(company, resolutions, rolled_up(company, resolutions))

    assert grows(judges, TABS) < 5


@pytest.mark.parametrize("again", ["Q4 2026 ", "Company: ", "Company: Q4 2026: ", "CO-1, ", "CO-1.KR1 / "])
def test_a_cell_that_says_the_same_again_and_again_is_read_in_time_with_its_length(again: str) -> None:
    def reads(times: int) -> Callable[[], object]:
        okrs = okr_set(
            objective("CO-1", "Expand", cycle=Q4, team="Company", key_results=[key_result("KR1", "Win 9")]),
            objective("CO-2", "Stay", cycle=YEAR, team="Company"),
            objective("S1", "Sell", cycle=Q4, team="Sales", aligned_to=again * times + "and no more"),
        )
        return partial(resolve, okrs, titles={}, settings=AlignmentSettings())

    assert grows(reads, 25) < 5


def test_a_long_word_is_tried_as_an_id_in_time_with_its_length() -> None:
    def seconds(letters: int) -> float:
        began = time.process_time()
        between_blanks(f"{'a' * letters}1! CO-1")
        return time.process_time() - began

    assert min(seconds(40_000) for _ in range(3)) < 40 * min(seconds(4_000) for _ in range(3))


def test_a_gap_of_many_blanks_in_a_cell_is_one() -> None:
    okrs = okr_set(
        objective("CO-1", "Expand", team="Company"),
        objective("S1", "Sell", team="Sales", aligned_to="Company:" + " " * 9_000 + "CO-1"),
        objective("S2", "Love", team="Sales", aligned_to="zahlt" + "\n" * 9_000 + "auf 1 x"),
    )
    found = resolve(okrs, titles={}, settings=AlignmentSettings()).resolutions
    assert [(one.text, one.parent) for one in found] == [
        ("Company: CO-1", "2026-Q4/company/CO-1"),
        ("zahlt\nauf 1 x", None),
    ]


def test_key_results_named_behind_their_objective_are_found_without_a_look_at_each_for_each_cell() -> None:
    def asks(many: int) -> Callable[[], object]:
        rows = [key_result(f"KR{n}", f"Win {n}") for n in range(1, many + 1)]
        asking = [
            objective(f"S{n}", f"Sell {n}", team="Sales", aligned_to=f"Win the east > KR {n}")
            for n in range(1, many + 1)
        ]
        okrs = okr_set(objective("O1", "Win the east", team="Company", key_results=rows), *asking)
        return partial(resolve, okrs, titles={}, settings=AlignmentSettings())

    assert grows(asks, 100) < 5
