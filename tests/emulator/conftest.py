"""An emulator for each test; whatever it answers is held against Google's discovery document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator.calls import Caller
from tests.sheets_emulator import Clock, Emulator, Server
from tests.sheets_emulator.checked import CheckedEmulator

NEW_YEAR = 1_767_225_600


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    emulator = CheckedEmulator(open_access=True, clock=Clock(NEW_YEAR))
    yield emulator
    assert not emulator.faults, "\n".join(emulator.faults)


@pytest.fixture
def closed() -> Iterator[Emulator]:
    """An emulator that asks for tokens."""
    emulator = CheckedEmulator(clock=Clock(NEW_YEAR))
    yield emulator
    assert not emulator.faults, "\n".join(emulator.faults)


@pytest.fixture
def server(closed: Emulator) -> Iterator[Server]:
    with Server(closed) as server:
        yield server


@pytest.fixture
def call(emulator: Emulator) -> Caller:
    return Caller(emulator)
