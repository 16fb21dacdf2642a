"""An emulator of Google Sheets for each test, and the adapter with the key of a service account."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from okrsheets.adapters.gsheets import GsheetsAdapter
from tests.adapters.gsheets.books import BOT, access_to, on_the_clock
from tests.sheets_emulator import Clock, Emulator, Server
from tests.sheets_emulator.checked import CheckedEmulator

_NOVEMBER = 1_795_392_000


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """Every answer of it is held against Google's discovery document."""
    emulator = CheckedEmulator(clock=Clock(_NOVEMBER))
    yield emulator
    assert not emulator.faults + emulator.requests, "\n".join(emulator.faults + emulator.requests)


@pytest.fixture
def server(emulator: Emulator) -> Iterator[Server]:
    with Server(emulator) as server:
        yield server


@pytest.fixture
def adapter(server: Server) -> GsheetsAdapter:
    return GsheetsAdapter(access_to(server, BOT), policy=on_the_clock(server.emulator))
