"""What a look-up finds: the one OKR that is meant, several, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable

from okrsheets.alignment.entries import Entry, Hit, is_own
from okrsheets.model import Outcome
from okrsheets.tuples import NamedTuple

__all__ = ["Found", "found_at", "found_of", "picked"]

_SURE, _SURE_OF_TITLE = 1.0, 0.95


class Found(NamedTuple):
    """What a reference was found to mean; what each field holds is told at `Resolution`."""

    outcome: Outcome
    parent: str | None = None
    resolved_by: str | None = None
    sure: float = 0.0
    candidates: tuple[str, ...] = ()
    doubt: str | None = None


def picked(steps: Iterable[tuple[Hit, ...]], seeker: Entry, how: str) -> Found | None:
    """The first step that holds something else than the seeker's own; its own where nothing else is.

    What is its own: itself, an objective's key results, a key result's objective.
    """
    own: Hit | None = None
    for step in steps:
        others = [hit for hit in step if not is_own(hit.entry, seeker)]
        if others:
            return found_of(others, how)
        own = own or next(iter(step), None)
    return found_of([own], how) if own else None


def found_of(hits: list[Hit], how: str) -> Found:
    """The OKR that all of these hits are, or each of several; `how` it was found, but by its title."""
    keys = tuple(dict.fromkeys([hit.entry.key for hit in hits]))
    if len(keys) > 1:
        return Found(Outcome.AMBIGUOUS, candidates=keys)
    by_title = hits[0].by_title
    return Found(
        Outcome.RESOLVED,
        parent=keys[0],
        resolved_by="title" if by_title else how,
        sure=_SURE_OF_TITLE if by_title else _SURE,
    )


def found_at(keys: tuple[str, ...], how: str) -> Found:
    """The OKR at a place, or all of them where it is not one alone."""
    if len(keys) > 1:
        return Found(Outcome.AMBIGUOUS, candidates=keys)
    return Found(Outcome.RESOLVED, parent=keys[0], resolved_by=how, sure=_SURE)
