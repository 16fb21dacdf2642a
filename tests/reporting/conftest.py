"""A small but complete company, as the stages before the report would hand it on."""

from __future__ import annotations

import pytest

from okrsheets.model import Results
from tests.reporting.company import northwind


@pytest.fixture
def results() -> Results:
    return northwind()
