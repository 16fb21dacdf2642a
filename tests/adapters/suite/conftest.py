"""The kinds of spreadsheet that the common suite runs for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.adapters.memory import CellByCellAdapter
from tests.adapters.suite.excel import Excel
from tests.adapters.suite.google import Google
from tests.adapters.suite.in_memory import InMemory
from tests.adapters.suite.kinds import FULL_KINDS, Kind
from tests.adapters.suite.of_ones_own import OfOnesOwn
from tests.sheets_emulator import Clock, Server
from tests.sheets_emulator.checked import CheckedEmulator

_NOVEMBER = 1_795_392_000


@contextmanager
def _excel(folder: Path) -> Iterator[Kind]:
    yield Excel(folder)


@contextmanager
def _google(_folder: Path) -> Iterator[Kind]:
    """Every answer of its emulator is held against Google's discovery document."""
    emulator = CheckedEmulator(clock=Clock(_NOVEMBER))
    with Server(emulator) as server:
        yield Google(server)
    assert not emulator.faults + emulator.requests, "\n".join(emulator.faults + emulator.requests)


@contextmanager
def _in_memory(_folder: Path) -> Iterator[Kind]:
    yield InMemory()


@contextmanager
def _cell_by_cell(_folder: Path) -> Iterator[Kind]:
    yield InMemory(CellByCellAdapter())


@contextmanager
def _of_ones_own(folder: Path) -> Iterator[Kind]:
    yield OfOnesOwn(folder)


_KINDS: Mapping[str, Callable[[Path], AbstractContextManager[Kind]]] = {
    "Excel": _excel,
    "Google": _google,
    "in memory": _in_memory,
    "cell by cell": _cell_by_cell,
    "of one's own": _of_ones_own,
}


@pytest.fixture(params=FULL_KINDS)
def kind(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kind]:
    with _KINDS[request.param](tmp_path) as kind:
        yield kind
