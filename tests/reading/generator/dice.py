"""Choices: what the generator asks of hypothesis, or of a seeded Random, in one small vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

__all__ = ["Dice"]

T = TypeVar("T")


class Dice(NamedTuple):
    """Draws from one source of whole numbers, given as (least, most).

    Everything shrinks towards its plainest outcome: the least number, the first choice, no.
    """

    number: Callable[[int, int], int]

    def one(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.number(0, len(choices) - 1)] if len(choices) > 1 else choices[0]

    def says(self, percent: int) -> bool:
        """Yes in so many of a hundred cases."""
        return self.number(0, 99) >= 100 - percent

    def some(self, choices: Sequence[T], *, percent: int) -> list[T]:
        """Those of the choices that are kept, each with the same chance, in their order."""
        return [choice for choice in choices if self.says(percent)]

    def order(self, items: Sequence[T]) -> list[T]:
        """The items in any order."""
        left = list(items)
        return [left.pop(self.number(0, len(left) - 1)) for _ in items]
