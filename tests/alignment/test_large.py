"""Many tabs: four times as many are understood, rolled up and judged with about four times the work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.benchmarks.many import draw_company, judged, read_company, rolled_up, understood
from tests.counting import grows

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
