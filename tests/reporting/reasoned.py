"""The reasons of figures on a few tabs, for tests of what they say."""

from __future__ import annotations

from datetime import date

from okrsheets.pipeline import StageSettings, analyse
from okrsheets.progress import ProgressSettings
from okrsheets.reporting.reasons import Why, why
from tests.grids import sheet, workbook

__all__ = ["MIDDLE", "whys"]

MIDDLE = date(2026, 11, 15)


def whys(
    *tabs: tuple[str, str], today: date = MIDDLE, progress: ProgressSettings | None = None
) -> dict[str, Why]:
    """The reasons of every OKR on these tabs by its title."""
    settings = StageSettings(progress=progress or ProgressSettings())
    settings = settings._replace(reading=settings.reading._replace(current_cycle="Q4 2026"))
    book = workbook(*(sheet(name, grid) for name, grid in tabs))
    results = analyse([book], settings=settings, today=today, rules=())
    return {okr.title or "": why(results, okr.key, settings=settings.progress) for okr in results.okrs.okrs}
