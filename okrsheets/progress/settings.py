"""What a company can say about progress and pace."""

from __future__ import annotations

from okrsheets.model import CLOSE_AFTER
from okrsheets.tuples import NamedTuple

__all__ = ["ProgressSettings"]


class ProgressSettings(NamedTuple):
    """Thresholds of the default policy; shares and gaps between 0 and 1, spans of time in days.

    An aspirational OKR is expected to reach `goal_aspirational` of its way, any other all of it. A
    gap to `on_track_gap` is on track (in the last `final_share` of the time: to `final_gap`), to
    `behind_gap` behind. Before `too_early_share` of the time nothing is judged. A value is silent
    when it is older than `cadence` and `grace` together; a cadence of None is found out for each tab. A
    cycle is closed `close_after` its end.
    """

    goal_aspirational: float = 0.7
    on_track_gap: float = 0.10
    behind_gap: float = 0.25
    final_share: float = 0.15
    final_gap: float = 0.05
    too_early_share: float = 0.10
    cadence: int | None = None
    grace: int = 3
    close_after: int = CLOSE_AFTER
