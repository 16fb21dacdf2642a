"""What several rules ask of one case, found out for the first of them that asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from okrsheets.lint.case import Case

__all__ = ["Shared", "asked_once"]

_T = TypeVar("_T")


class Shared:
    """What was found out about one case so far, by the function that found it out."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: dict[Callable[[Case], object], object] = {}


def asked_once(find: Callable[[Case], _T]) -> Callable[[Case], _T]:
    """Makes a function of a case answer every rule of one run with what it found out the first time.

    What it returns is shared, so it is nothing that changes or is used up. Of a case without anything shared,
    as one made by hand is, everything is found out anew.
    """

    @wraps(find)
    def ask(case: Case) -> _T:
        if case.shared is None:
            return find(case)
        found = case.shared.found
        if find not in found:
            found[find] = find(case)
        return cast("_T", found[find])  # what stands under a function is what it returned

    return ask
