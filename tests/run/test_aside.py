"""Work done aside comes back as if it had been done here."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from okrsheets.errors import OutputError, StateError, WriteRefusedError
from okrsheets.run.aside import aside


def _a_state_error() -> int:
    raise StateError("state.db", "is damaged", "remove it")


def _a_refusal() -> int:
    raise WriteRefusedError("plan.xlsx", "signed", "is signed", "remove the signature")


class _StubbornError(Exception):
    """An error that cannot be packed."""

    def __reduce__(self) -> str:
        raise TypeError("not me")


def _a_stubborn_error() -> int:
    raise _StubbornError("cannot travel")


def _a_sudden_end() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_an_error_that_cannot_travel_comes_as_its_words() -> None:
    with pytest.raises(RuntimeError, match="cannot travel"):
        aside(_a_stubborn_error)()


def test_work_that_is_ended_from_outside_is_told() -> None:
    with pytest.raises(OutputError, match="ended from outside"):
        aside(_a_sudden_end)()


def test_what_the_work_returns_is_returned() -> None:
    assert aside(os.getcwd)() == str(Path.cwd())


def test_an_error_of_the_work_is_raised_where_its_result_is_asked_for() -> None:
    failing = aside(_a_state_error)
    with pytest.raises(StateError, match=r"state\.db: is damaged; remove it"):
        failing()


def test_a_refusal_keeps_its_name_on_the_way() -> None:
    with pytest.raises(WriteRefusedError) as told:
        aside(_a_refusal)()
    assert told.value.name == "signed"
