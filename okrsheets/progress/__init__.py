"""Progress of key results, objectives, teams and the company, and its pace against time."""

from __future__ import annotations

from okrsheets.progress.rollup import roll_up
from okrsheets.progress.settings import ProgressSettings

__all__ = ["ProgressSettings", "roll_up"]
