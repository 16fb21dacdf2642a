"""The cycle that a report is about, of all that its objectives are in."""

from __future__ import annotations

from collections import Counter

from okrsheets.model import Cycle, CyclePhase, Results

__all__ = ["shown_cycle"]


def shown_cycle(results: Results, *, close_after: int) -> Cycle | None:
    """The cycle that the day is in, else one still open, else any; of several the one of most objectives."""
    today = results.today
    met = Counter(each.cycle for each in results.okrs.objectives if each.cycle is not None)

    def nearness(cycle: Cycle) -> tuple[object, ...]:
        is_open = cycle.phase(today, close_after=close_after) is CyclePhase.OPEN
        return (cycle.start <= today <= cycle.end, is_open, met[cycle], cycle.end)

    return max(met, key=nearness, default=None)
