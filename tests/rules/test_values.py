"""Cells that cannot be understood: each is told once, where it stands, with what to write instead."""

from __future__ import annotations

import pytest

from okrsheets.grid import Cell, ErrorValue
from okrsheets.model import Finding
from okrsheets.pipeline import StageSettings, analyse
from okrsheets.reading import ReadingSettings
from okrsheets.rules import sheet as sheet_rules
from tests.cases import TODAY
from tests.grids import sheet, workbook

OF_CELLS = {each.name for each in sheet_rules.RULES} - {"left-out-rows"}
GRID = """
    | Objective | Key result     | Owner | Status   | Baseline | Current | Target |
    | Win       | Sell to 9 of 9 | Ana   | On track | 1        | {}      | 9      |
    | Win       | Sign 4 shops   | Ana   | {}       | 1        | 2       | 9      |
    """


def _found(grid: str, *, more: dict[tuple[int, int], Cell] | None = None) -> list[Finding]:
    tab = sheet("OKRs Q4 2026", grid, more=more or {})
    analysis = analyse((workbook(tab),), today=TODAY, settings=StageSettings())
    return [one for one in analysis.findings if one.rule in OF_CELLS]


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
        ("On trakc", 'did you mean "on track"?'),
        ("Compleeted", 'did you mean "completed"?'),
        ("Grean", 'did you mean "green"?'),
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


ALL = """
    | Objective | Key result | Owner | Priority | Cycle | Progress | Confidence | Weight | Due | Updated |
    | Win       | Sell 9     | Ana   | {} |
    | Win       | Sell 7     | Ana   | {} |
    """
PLAIN = "High | Q4 2026 | 50 % | high | 1 | 2026-12-01 | 2026-11-20"


def test_words_in_place_of_a_share_a_weight_or_a_day_are_told() -> None:
    odd = "High | Q4 2026 | halfway | quite | heavy | asap | last week"
    found = _found(ALL.format(odd, PLAIN))
    assert [(one.rule, one.place.ref and one.place.ref.a1) for one in found] == [
        ("unreadable-value", place) for place in ("F2", "G2", "H2", "I2", "J2")
    ]
    assert found[3].message == 'the due date of "Sell 9", "asap", is no day that can be read'


@pytest.mark.parametrize("said", ["-", "n/a", "tbd", "?", "k.A.", "noch offen", "à définir", "por definir"])
@pytest.mark.parametrize("more", ["未定", "なし", "미정", "n.v.t.", "…", ""])
def test_what_says_that_nothing_is_known_is_told_nowhere(said: str, more: str) -> None:
    unknown = " | ".join([said, more, said, more, said, more, said])
    assert _found(ALL.format(unknown, PLAIN)) == []


def test_of_one_column_the_first_three_that_cannot_be_read_are_told() -> None:
    rows = "\n".join(f"| Win | Sell {n} | Ana | Behind | 1 | some {'x' * n} | 9 |" for n in range(1, 7))
    found = [one for one in _found(GRID.format("4", "Behind") + rows) if one.rule == "unreadable-value"]
    assert ["so are 3 more cells of this column" in one.message for one in found] == [False, False, True]


def test_a_status_in_a_column_of_progress_is_told_neither() -> None:
    assert _found(ALL.format(PLAIN.replace("50 %", "On track"), PLAIN)) == []


@pytest.mark.parametrize("label", ["Sprint", "Q5 2026", "2026-Q5"])
def test_a_priority_and_a_cycle_that_are_not_known_are_told(label: str) -> None:
    priority, cycle = _found(ALL.format(PLAIN.replace("High | Q4 2026", f"Vital | {label}"), PLAIN))
    assert (priority.rule, cycle.rule) == ("unknown-word", "unknown-word")
    assert priority.message == 'the priority "Vital" of "Sell 9" is a word that is not known'
    assert cycle.hint == 'write a quarter, half or year, such as "Q4 2026"'


@pytest.mark.parametrize("known", ["P2", "1", "must", "Vital"])
def test_usual_priorities_and_those_of_the_config_are_known(known: str) -> None:
    own = {"priorities": {"highest": ("Vital",)}}
    tab = sheet("OKRs Q4 2026", ALL.format(PLAIN.replace("High", known), PLAIN))
    settings = StageSettings(reading=ReadingSettings(value_words=own))
    analysis = analyse((workbook(tab),), today=TODAY, settings=settings)
    assert [one for one in analysis.findings if one.rule == "unknown-word"] == []


PROGRESS = """
    | Objective | Key result | Owner | {} |
    | Win       | Sell 9     | Ana   | {} |
    | Win       | Sell 7     | Ana   | {} |
    | Win       | Sell 5     | Ana   | {} |
    """


@pytest.mark.parametrize(
    ("heading", "values", "place", "counts"),
    [
        ("Progress", ("0.5", "50 %", "50"), "D2", "up to 50, so it counts as 0.5 %"),
        ("Progress", ("70", "0.25", "0.5"), "D3", "(and 1 more cell) in a column of figures up to 70"),
        ("Score", ("7", "8", "0.7"), "D4", "up to 8, so it counts as 7 %"),
        ("Confidence", ("0.5", "80", ""), "D2", "up to 80, so it counts as 0.5 %"),
    ],
)
def test_shares_beside_percentages_in_one_column_are_told_with_what_they_count_as(
    heading: str, values: tuple[str, ...], place: str, counts: str
) -> None:
    (found,) = _found(PROGRESS.format(heading, *values))
    assert (found.rule, found.place.ref and found.place.ref.a1) == ("mixed-scale", place)
    assert counts in found.message


@pytest.mark.parametrize(
    "values", [("0.5", "0.7", "1"), ("50 %", "0.5", "1"), ("50", "1", "70"), ("1", "", "0")]
)
def test_a_column_on_one_scale_is_not_told(values: tuple[str, ...]) -> None:
    assert _found(PROGRESS.format("Progress", *values)) == []


def test_a_fraction_beside_a_plain_figure_and_a_percentage_is_one_fault() -> None:
    (found,) = _found(
        """
        | Objective | Key result | Owner | Baseline | Current | Target |
        | Win       | Sell       | Ana   | 40 %     | 0.5     | 60     |
        """
    )
    assert found.message == (
        'the current value of "Sell" is 0.5 beside 60 and a percentage, so it counts as 0.5 %'
    )
