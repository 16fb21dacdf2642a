"""What an answer rests on beside the words that are asked about."""

from __future__ import annotations

from okrsheets.alignment.crowds import Steps

__all__ = ["Footing"]


class Footing:
    """The objectives that were met since it was cleared, and whether it mattered where the seeker stands."""

    __slots__ = ("met", "on_place")

    def __init__(self) -> None:
        self.met: set[str] = set()
        self.on_place = False

    def clear(self) -> None:
        """Begin with another question."""
        self.met.clear()
        self.on_place = False

    def add(self, steps: Steps) -> None:
        """What a name may mean was looked up: the order of several depends on where the seeker stands."""
        if len(steps) > 1 or (steps and len(steps[0]) > 1):
            self.on_place = True
        elif steps:
            self.met.add(steps[0][0].entry.objective)
