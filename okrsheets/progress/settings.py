"""What a company can say about progress and pace."""

from __future__ import annotations

from okrsheets.model import CLOSE_AFTER
from okrsheets.progress.judging import PacePolicy
from okrsheets.progress.pace_policies import DEFAULT
from okrsheets.tuples import NamedTuple

__all__ = ["PaceSettings", "ProgressSettings"]


class PaceSettings(NamedTuple):
    """How progress is judged against time; shares between 0 and 1, spans of time in days.

    An aspirational OKR is expected to reach `goal_aspirational` of its way, any other all of it.
    Before `too_early_share` of the time nothing is judged. A value is silent when it is older than
    `cadence` and `grace` together; a cadence of None is found out for each tab.
    """

    policy: PacePolicy = DEFAULT
    goal_aspirational: float = 0.7
    too_early_share: float = 0.10
    cadence: int | None = None
    grace: int = 3


class ProgressSettings(NamedTuple):
    """How progress is rolled up and judged. A cycle is closed `close_after` days after its end."""

    pace: PaceSettings = PaceSettings()
    close_after: int = CLOSE_AFTER
