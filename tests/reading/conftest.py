"""What the tests of reading share: sheets in, what was read out."""

from __future__ import annotations

from typing import Protocol

import pytest

from okrsheets.grid import Sheet
from okrsheets.model import OkrSet, Reading
from okrsheets.reading import ReadingSettings, read_okrs
from okrsheets.reading.language.vocabulary import Vocabulary, load_vocabulary
from tests.grids import sheet, workbook

PLAIN = ReadingSettings()


class Read(Protocol):
    """Reads a workbook of the given tabs; a text is drawn as the tab "OKRs"."""

    def __call__(
        self, *tabs: Sheet | str, settings: ReadingSettings = PLAIN, source: str = "Plan.xlsx"
    ) -> tuple[Reading, OkrSet]: ...


@pytest.fixture
def read() -> Read:
    def reads(
        *tabs: Sheet | str, settings: ReadingSettings = PLAIN, source: str = "Plan.xlsx"
    ) -> tuple[Reading, OkrSet]:
        drawn = [sheet("OKRs", tab) if isinstance(tab, str) else tab for tab in tabs]
        readings, okrs = read_okrs([workbook(*drawn, source=source)], settings=settings)
        return readings[0], okrs

    return reads


@pytest.fixture(scope="session")
def english() -> Vocabulary:
    return load_vocabulary({})
