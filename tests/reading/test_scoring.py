"""What a scoring says: which values bring a key result how far, and which texts are no such thing."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.model import Checkpoint, Measure
from okrsheets.pipeline import StageSettings, analyse
from okrsheets.progress import ProgressSettings
from okrsheets.reading.figures.checkpoints import checkpoints_in
from okrsheets.reading.language.vocabulary import load_vocabulary
from okrsheets.reporting.reasons import why
from tests.grids import sheet, workbook

COUNT, PERCENT, MONEY = Measure.COUNT, Measure.PERCENT, Measure.MONEY
PAIRS = [
    ("0.7 = 10%, 1.0 = 20%, linear", PERCENT, [(0.10, 0.7), (0.20, 1.0)]),
    ("1.0 = 20 %; 0.7 = 10 %", PERCENT, [(0.10, 0.7), (0.20, 1.0)]),
    ("0.3: 5\n0.7: 10\n1.0: 15", COUNT, [(5, 0.3), (10, 0.7), (15, 1.0)]),
    ("0.3 -> 8, 0.7 -> 4, 1 -> 2", COUNT, [(8, 0.3), (4, 0.7), (2, 1.0)]),
    ("80 = 10 %, 90 = 50 %, 95 = 80 %", COUNT, [(80, 0.1), (90, 0.5), (95, 0.8)]),
    ("30 % = 5, 100 % = 10", COUNT, [(5, 0.3), (10, 1.0)]),
    ("0.7 = $10k, 1.0 = $20k", MONEY, [(10000, 0.7), (20000, 1.0)]),
    ("0,7 = 10; 1,0 = 20; dazwischen linear", COUNT, [(10, 0.7), (20, 1.0)]),
    ("0.7 = 10、linear", COUNT, []),
    ("Binary", COUNT, []),
    ("0.7 = 10 customers who like it, 1.0 = all", COUNT, []),
    ("0.7 = 10, 1.0 = 20, or nothing in between", COUNT, []),
    ("1.0 = 20", COUNT, []),
    ("0.7 = 10, 1.0 = 10", COUNT, []),
    ("0.3 = 10, 0.7 = 5, 1.0 = 20", COUNT, []),
    ("0.7 = 10, 0.7 = 20", COUNT, []),
    ("0.7 = >10, 1.0 = >20", COUNT, []),
    ("0.7 = 3 of 5, 1.0 = 5 of 5", COUNT, []),
    ("70 = 10, 100 = 20", COUNT, []),
    ("0.7 = 10 %, 1.0 = 20 %", COUNT, []),
    ("0.7 = 10, 1.0 = 20", PERCENT, []),
    ("=", COUNT, []),
    ("a = b = c", COUNT, []),
    ("We want at least 3 out of the 4", COUNT, []),
    (", ".join(f"{n / 1000} = {n}" for n in range(1, 200)), COUNT, []),
]


@pytest.mark.parametrize(("text", "measure", "pairs"), PAIRS, ids=[text[:30] for text, *_ in PAIRS])
def test_pairs_of_scores_and_values_are_checkpoints_and_nothing_else_is(
    text: str, measure: Measure, pairs: list[tuple[float, float]]
) -> None:
    mark = "," if "0,7" in text else None
    found = checkpoints_in(text, measure, load_vocabulary({}), mark=mark)
    assert list(found) == [Checkpoint(*each) for each in pairs]


GRID = """
| Objective | Key result                  | Current | Target | Scoring Criteria             | Progress |
| Modernise | Lift the engagement by feed | 13 %    |        | 0.7 = 10%, 1.0 = 20%, linear |          |
| Modernise | Feedback from customers     | 2       | 4      | Binary                       |          |
| Modernise | Signals in the new store    | 85      | 100    | 80 = 10 %; 90 = 50 %         | 85 %     |
"""


def test_a_key_result_with_a_scoring_is_measured_by_it_and_says_so() -> None:
    book = workbook(sheet("Q4 2026", GRID))
    results = analyse([book], settings=StageSettings(), today=date(2026, 11, 15))
    lift, feedback, signals = results.okrs.key_results
    figures = results.figures.okrs
    assert figures[lift.key].progress == pytest.approx(0.79)
    assert feedback.checkpoints == ()
    assert figures[feedback.key].progress == pytest.approx(0.5)
    assert figures[signals.key].progress == pytest.approx(0.3)
    said = why(results, lift.key, settings=ProgressSettings())
    assert said.sentence == (
        "Lift the engagement by feed: 79 % for 13 % by its scoring, where 10 % is 70 % and 20 % is 100 %"
        " from an assumed 0"
    )
    assert said.notes[0] == "current 13 % (Q4 2026!C2), baseline 0 (assumed), scoring (Q4 2026!E2)"
    assert [one.okr for one in results.findings if one.rule == "stated-differs"] == [signals.key]
