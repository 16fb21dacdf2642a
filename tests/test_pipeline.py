"""The stages together, on sheets drawn in the test."""

from __future__ import annotations

from datetime import date

from okrsheets.model import Severity
from okrsheets.pipeline import StageSettings, analyse
from tests.grids import sheet, workbook

MIDDLE = date(2026, 11, 16)

COMPANY = sheet(
    "Company Q4 2026",
    """
    | ID | Objective       | Key result        | Owner | Baseline | Current | Target |
    | O1 | Grow everywhere | Win more accounts | Ann   | 0        | 50      | 100    |
    """,
)
SALES = sheet(
    "Sales Q4 2026",
    """
    | ID | Objective     | Key result    | Owner | Baseline | Current | Target | Aligned to |
    | O1 | Sell to banks | Sign 10 banks | Bob   | 0        | 6       | 10     | O1         |
    | O2 | Sell to shops | Sign 20 shops | Bob   | 0        | 10      | 20     | O1         |
    """,
)


def test_an_id_that_the_own_objective_bears_too_means_the_one_above() -> None:
    results = analyse([workbook(COMPANY, SALES)], settings=StageSettings(), today=MIDDLE)
    parents = [resolution.parent for resolution in results.resolutions.resolutions]
    assert parents == ["2026-Q4/company/O1"] * 2
    grown = results.figures.okrs["2026-Q4/company/O1"]
    assert grown.progress is not None
    assert round(grown.progress, 6) == round((0.5 + 0.6 + 0.5) / 3, 6)
    assert [finding.rule for finding in results.findings if finding.severity > Severity.INFO] == []
