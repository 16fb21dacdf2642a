"""People edit and calls go wrong while a sheet is synced: it ends right, or it is said that it did not."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.adapters.gsheets.storms import storm
from tests.sheets_emulator import Server


def _storms(server: Server, seeds: range) -> Counter[str]:
    return Counter(storm(server, seed).partition(":")[0] for seed in seeds)


def test_a_sheet_ends_right_in_a_short_storm_or_it_is_said_that_it_did_not(server: Server) -> None:
    came = _storms(server, range(30))
    assert came["right"] > 20, came


@pytest.mark.slow
def test_a_sheet_ends_right_in_a_long_storm_or_it_is_said_that_it_did_not(server: Server) -> None:
    came = _storms(server, range(1000, 1500))
    assert came["right"] > 400, came
