"""What a company can say about progress and pace."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from types import MappingProxyType

from okrsheets.model import CLOSE_AFTER
from okrsheets.progress.judging import PacePolicy
from okrsheets.progress.measuring_policies import DEFAULT as AS_VALUES_ARE
from okrsheets.progress.measuring_policies import MeasuringPolicy
from okrsheets.progress.pace_policies import DEFAULT
from okrsheets.progress.parent_policies import OWN_PACE, ParentPolicy
from okrsheets.progress.rollup_policies import DEFAULT as BY_WEIGHT
from okrsheets.progress.rollup_policies import MODES, RollUpPolicy
from okrsheets.tuples import NamedTuple

__all__ = ["PaceSettings", "ProgressSettings", "RollUpSettings"]


class RollUpSettings(NamedTuple):
    """How the items of an objective count in it: by which policy, and which of them.

    `mode` is one of MODES; `modes` holds others by source, and there by the name of a tab or a pattern.
    """

    policy: RollUpPolicy = BY_WEIGHT
    mode: str = MODES[0]
    modes: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    def mode_of(self, source: str, tab: str) -> str:
        """The mode of a tab: under its own name, else under the first pattern that it fits."""
        said = self.modes.get(source)
        if not said:
            return self.mode
        if tab in said:
            return said[tab]
        return next((mode for name, mode in said.items() if fnmatchcase(tab, name)), self.mode)


class PaceSettings(NamedTuple):
    """How progress is judged against time; shares between 0 and 1, spans of time in days.

    An aspirational OKR is expected to reach `goal_aspirational` of its way, any other all of it.
    Before `too_early_share` of the time nothing is judged. A value is silent when it is older than
    `cadence` and `grace` together; a cadence of None is found out for each tab. `parent` is how what is made
    of parts gets its status.
    """

    policy: PacePolicy = DEFAULT
    goal_aspirational: float = 0.7
    too_early_share: float = 0.10
    cadence: int | None = None
    grace: int = 3
    parent: ParentPolicy = OWN_PACE


class ProgressSettings(NamedTuple):
    """How progress is measured, rolled up and judged. A cycle is closed `close_after` days after its end.

    Status is unknown in a workbook that could not be read for more than `stale_source` days.
    """

    pace: PaceSettings = PaceSettings()
    roll_up: RollUpSettings = RollUpSettings()
    close_after: int = CLOSE_AFTER
    stale_source: int = 3
    measure: MeasuringPolicy = AS_VALUES_ARE
