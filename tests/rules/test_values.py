"""Cells that cannot be understood: each is told once, where it stands, with what to write instead."""

from __future__ import annotations

import pytest

from okrsheets.grid import Cell, ErrorValue
from okrsheets.model import Finding
from okrsheets.pipeline import StageSettings, analyse
from tests.cases import TODAY
from tests.grids import sheet, workbook

GRID = """
    | Objective | Key result     | Owner | Status   | Baseline | Current | Target |
    | Win       | Sell to 9 of 9 | Ana   | On track | 1        | {}      | 9      |
    | Win       | Sign 4 shops   | Ana   | {}       | 1        | 2       | 9      |
    """


def _found(grid: str, *, more: dict[tuple[int, int], Cell] | None = None) -> list[Finding]:
    tab = sheet("OKRs Q4 2026", grid, more=more or {})
    analysis = analyse((workbook(tab),), today=TODAY, settings=StageSettings())
    return [one for one in analysis.findings if one.rule != "left-out-rows"]


def test_words_in_place_of_a_figure_are_told_at_their_cell() -> None:
    (found,) = _found(GRID.format("a few", "Behind"))
    assert (found.rule, found.place.ref and found.place.ref.a1) == ("unreadable-value", "F2")
    assert found.message == 'the current value of "Sell to 9 of 9", "a few", is no figure that can be read'


@pytest.mark.parametrize("said", ["", "-", "n/a", "tbd", "?", "12", "12 %", "3 of 9", "yes"])
def test_figures_and_what_says_that_nothing_is_known_are_not_told(said: str) -> None:
    assert [one for one in _found(GRID.format(said, "Behind")) if one.rule == "unreadable-value"] == []


def test_an_error_or_a_formula_without_its_result_is_told_by_its_own_rule_alone() -> None:
    for cell in (Cell(ErrorValue("#REF!")), Cell(None, formula="B9")):
        (found,) = _found(GRID.format("", "Behind"), more={(2, 6): cell})
        assert found.rule in ("error-value", "no-cached-value")


def test_a_target_that_cannot_be_read_is_one_fault() -> None:
    (found,) = _found(
        """
        | Objective | Key result | Owner | Target    |
        | Win       | Sell more  | Ana   | very many |
        """
    )
    assert (found.rule, found.place.ref and found.place.ref.a1) == ("unreadable-value", "D2")


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("On trakc", 'did you mean "on track"'),
        ("Compleeted", 'did you mean "completed"'),
        (
            "Vibing",
            'write "on track", "behind", "at risk" or "done", or add it to the vocabulary of the config',
        ),
    ],
)
def test_a_status_that_is_not_known_is_told_with_the_nearest(said: str, hint: str) -> None:
    (found,) = _found(GRID.format("4", said))
    assert (found.rule, found.place.ref and found.place.ref.a1) == ("unknown-word", "D3")
    assert found.message == f'the status "{said}" of "Sign 4 shops" is a word that is not known'
    assert found.hint == hint


def test_a_word_of_a_column_is_told_once_with_how_often_it_stands() -> None:
    rows = "\n".join(f"| Win | Sell {n} | Ana | {word} | 1 | 2 | 9 |" for n, word in enumerate(("Odd",) * 4))
    (found,) = [one for one in _found(GRID.format("4", "Behind") + rows) if one.rule == "unknown-word"]
    assert "(4 times in this column)" in found.message


def test_a_column_of_words_of_its_own_is_not_told_row_by_row() -> None:
    rows = "\n".join(f"| Win | Sell {n} | Ana | Odd {'x' * n} | 1 | 2 | 9 |" for n in range(1, 8))
    found = [one for one in _found(GRID.format("4", "Behind") + rows) if one.rule == "unknown-word"]
    assert ["so are 4 more words of this column" in one.message for one in found] == [False, False, True]
