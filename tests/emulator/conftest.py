"""An emulator for each test; whatever it answers is held against Google's discovery document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.emulator.calls import Caller
from tests.sheets_emulator import Clock, Emulator, Server
from tests.sheets_emulator.discovery import load_discovery
from tests.sheets_emulator.exchange import Answer, Request
from tests.sheets_emulator.routes import find_route
from tests.sheets_emulator.sheets_api import SHEETS_ROUTES


@dataclass
class CheckedEmulator(Emulator):
    """Notes every answer that Google's schemas do not allow."""

    faults: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Answer:
        answer = super().answer(request)
        found = find_route(SHEETS_ROUTES, request)
        if found and answer.status == 200 and isinstance(answer.body, dict) and not answer.cut:
            faults = load_discovery().faults(found[0].response, answer.body)
            self.faults += [f"{request.method} {request.spoken}: {fault}" for fault in faults]
        if answer.status == 500 and "fault in the emulator" in str(answer.body):
            self.faults.append(f"{request.method} {request.spoken}: {answer.body!r}")
        return answer


@pytest.fixture
def emulator() -> Iterator[CheckedEmulator]:
    emulator = CheckedEmulator(open_access=True, clock=Clock(1_767_225_600))
    yield emulator
    assert not emulator.faults, "\n".join(emulator.faults)


@pytest.fixture
def closed() -> Iterator[CheckedEmulator]:
    """An emulator that asks for tokens."""
    emulator = CheckedEmulator(clock=Clock(1_767_225_600))
    yield emulator
    assert not emulator.faults, "\n".join(emulator.faults)


@pytest.fixture
def server(closed: CheckedEmulator) -> Iterator[Server]:
    with Server(closed) as server:
        yield server


@pytest.fixture
def call(emulator: CheckedEmulator) -> Caller:
    return Caller(emulator)
