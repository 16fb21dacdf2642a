"""Whatever OKRs a team has, in whichever layout and place, language and writing: the same are read back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from okrsheets.reading import ReadingSettings, read_okrs
from tests.reading.generator.agreement import differences, unaccounted
from tests.reading.generator.cases import LAYOUTS, Case, laid_out

STORM = settings(
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)


def _storm(layout: str, examples: int) -> None:
    @settings(STORM, max_examples=examples)
    @given(laid_out(layout))
    def reads_back(case: Case) -> None:
        readings, okrs = read_okrs(case.workbooks, settings=ReadingSettings())
        wrong = differences(case.truth, okrs.objectives)
        for workbook, reading in zip(case.workbooks, readings, strict=True):
            for sheet, tab in zip(workbook.sheets, reading.sheets, strict=True):
                wrong += unaccounted(sheet, tab)
        assert not wrong, wrong

    reads_back()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_okrs_are_read_back_as_they_were_laid_out(layout: str) -> None:
    _storm(layout, 60)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_okrs_are_read_back_from_every_storm(layout: str) -> None:
    _storm(layout, 2000)
