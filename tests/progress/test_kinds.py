"""Kinds of key results as sheets write them, from the cell to the figure."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.model import Results
from okrsheets.pipeline import StageSettings, analyse
from tests.grids import sheet, workbook


def _read(grid: str) -> Results:
    book = workbook(sheet("OKRs Q4 2026", grid))
    return analyse([book], settings=StageSettings(), today=date(2026, 11, 15))


def _progress(grid: str) -> dict[str, float | None]:
    results = _read(grid)
    return {okr.title or "": results.figures.okrs[okr.key].progress for okr in results.okrs.okrs}


def test_stages_that_weigh_differently_count_by_their_weight_when_done() -> None:
    """ShamanR, PROJECT: the sum of the weights of the stages that are done."""
    found = _progress(
        """
        | Objective      | Key result     | Weight | Current | Target |
        | Move the plant | Sign the lease | 20 %   | yes     | yes    |
        | Move the plant | Build the hall | 50 %   | yes     | yes    |
        | Move the plant | Start the line | 30 %   | no      | yes    |
        """
    )
    assert found["Move the plant"] == pytest.approx(0.7)


def test_words_for_weights_are_told_and_count_as_if_there_were_none() -> None:
    grid = """
    | Objective | Key result | Weight | Baseline | Current | Target |
    | Grow      | Sell       | high   | 0        | 2       | 10     |
    | Grow      | Visit      | 1      | 0        | 6       | 10     |
    """
    results = _read(grid)
    assert [each.weight for each in results.okrs.key_results] == [None, 1]
    assert _progress(grid)["Grow"] == pytest.approx(0.4)
    told = [
        each.place.ref.a1 for each in results.findings if each.rule == "unreadable-value" and each.place.ref
    ]
    assert told == ["C2"]


@pytest.mark.parametrize(
    ("way", "current"),
    [("level", 12), ("last", 12), ("sum", 27), ("average", 9)],
    ids=lambda value: str(value),
)
def test_check_ins_come_to_a_level_a_sum_an_average_or_the_last(way: str, current: float) -> None:
    results = _read(
        f"""
        | Objective | Key result | Aggregation | Baseline | Target | 5 Oct | 19 Oct | 2 Nov |
        | Grow      | Sell       | {way}       | 0        | 60     | 5     | 10     | 12    |
        | Grow      | Visit      |             | 0        | 60     | 1     | 2      | 3     |
        """
    )
    row = next(results.okrs.key_results)
    assert row.current == pytest.approx(current)
    assert results.figures.okrs[row.key].progress == pytest.approx(current / 60)
