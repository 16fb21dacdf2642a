"""Figures of how OKRs are made and kept up, each with the lists behind it."""

from __future__ import annotations

from collections.abc import Container

from okrsheets.tuples import NamedTuple

__all__ = ["Score", "Scores"]


class Score(NamedTuple):
    """The share of OKRs, by their keys, of which something holds; of those in `half` it holds by half.

    At `target` it is good, below `red` it is bad.
    """

    name: str
    target: float
    red: float
    met: tuple[str, ...] = ()
    half: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def counted(self) -> int:
        return len(self.met) + len(self.half) + len(self.missing)

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where there is nothing to count."""
        return (len(self.met) + len(self.half) / 2) / self.counted if self.counted else None

    def among(self, keys: Container[str]) -> Score:
        """The same of only these OKRs."""
        met, half, missing = (tuple(key for key in of if key in keys) for of in self[3:])
        return self._replace(met=met, half=half, missing=missing)


class Scores(NamedTuple):
    """How well OKRs are made (strength), and how regularly key results are brought up to date (hygiene)."""

    strength: Score = Score("strength", 0.75, 0.45)
    hygiene: Score = Score("hygiene", 0.60, 0.60)
