"""Progress of key results, objectives, teams and the company, and its pace against time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.lazy import found_in
from okrsheets.progress.judging import Pace, PacePolicy, pace_policy
from okrsheets.progress.settings import PaceSettings, ProgressSettings, RollUpSettings

if TYPE_CHECKING:
    from okrsheets.progress.rollup import roll_up

__all__ = [
    "Pace",
    "PacePolicy",
    "PaceSettings",
    "ProgressSettings",
    "RollUpSettings",
    "pace_policy",
    "roll_up",
]

__getattr__ = found_in(
    __name__,
    {"roll_up": "rollup"},
)
