"""Large workbooks cost little to write in: a quarter of a load and save, and seven times what is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.__main__ import compare_large


@pytest.mark.slow
def test_a_thousand_cells_in_a_hundred_thousand_rows_cost_little_time_and_memory(tmp_path: Path) -> None:
    ratio, share = compare_large(tmp_path)
    assert ratio <= 0.25
    assert share < 7
