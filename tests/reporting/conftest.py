"""A small but complete company, as the stages before the report would hand it on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from okrsheets.model import Results
from tests.reporting.browsing import CHROMIUM
from tests.reporting.company import northwind

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def results() -> Results:
    return northwind()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.importorskip("playwright.sync_api").sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()
