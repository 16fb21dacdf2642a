"""Work done aside comes back as if it had been done here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from okrsheets.errors import StateError, WriteRefusedError
from okrsheets.run.aside import aside


def _a_state_error() -> int:
    raise StateError("state.db", "is damaged", "remove it")


def _a_refusal() -> int:
    raise WriteRefusedError("plan.xlsx", "signed", "is signed", "remove the signature")


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
