"""Where the demo company stood in earlier weeks: the same tabs, less far on their way."""

from __future__ import annotations

from datetime import date, timedelta

from okrsheets.demo.pacing import cycle_of, elapsed
from okrsheets.demo.shapes import DemoKeyResult, DemoObjective, DemoTab
from okrsheets.model import Cycle
from okrsheets.tuples import NamedTuple

__all__ = ["Standing", "earlier_standings"]

_WEEKS = 3


class Standing(NamedTuple):
    """A day on which the company is drawn: today, or some weeks before, of the cycle that today is of."""

    today: date
    weeks_ago: int = 0

    @property
    def day(self) -> date:
        return self.today - timedelta(weeks=self.weeks_ago)

    @property
    def cycle(self) -> Cycle:
        return cycle_of(self.today)

    @property
    def share(self) -> float:
        """The share of the cycle that was over."""
        return elapsed(self.cycle, self.day)

    def tab(self, tab: DemoTab) -> DemoTab:
        """A tab as it was on the day."""
        if not self.weeks_ago:
            return tab
        return tab._replace(objectives=tuple(self._objective(each) for each in tab.objectives))

    def _objective(self, objective: DemoObjective) -> DemoObjective:
        there = [each for each in objective.key_results if each.added is None or each.added >= self.weeks_ago]
        gone = len(objective.key_results) - len(there)
        return objective._replace(
            title=objective.formerly or objective.title,
            key_results=tuple(self._key_result(each) for each in there),
            missed=max(0, objective.missed - gone),
        )

    def _key_result(self, key_result: DemoKeyResult) -> DemoKeyResult:
        """A key result that shows on the day what it is meant to show."""
        lag = key_result.lag
        if key_result.idle:  # it stood where it stands today
            lag -= elapsed(self.cycle, self.today) - self.share
        if key_result.lowered_from is None or key_result.baseline is None or key_result.target is None:
            return key_result._replace(lag=lag)
        # the same value, on a longer way
        of_way = (key_result.target - key_result.baseline) / (key_result.lowered_from - key_result.baseline)
        return key_result._replace(
            target=key_result.lowered_from, lag=self.share - (self.share - lag) * of_way
        )


def earlier_standings(today: date) -> tuple[Standing, ...]:
    """The weeks before a day, the earliest first; none of them before the cycle began.

    >>> [f"{standing.day:%d %b}" for standing in earlier_standings(date(2026, 11, 23))]
    ['02 Nov', '09 Nov', '16 Nov']
    """
    weeks = (Standing(today, weeks_ago) for weeks_ago in range(_WEEKS, 0, -1))
    return tuple(each for each in weeks if each.day >= each.cycle.start)
