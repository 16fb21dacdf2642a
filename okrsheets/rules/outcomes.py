"""What the alignment texts judged now came to, sorted out once for all rules that ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsheets.lint import Case, asked_once
from okrsheets.model import AlignmentKind, Outcome, Resolution

__all__ = ["alignments_that", "contributed_to", "dependencies_of", "upward_texts"]

_DEPENDENCY = AlignmentKind.DEPENDENCY  # asked of every text, and a class of words is slow to ask
_RESOLVED = Outcome.RESOLVED


@asked_once
def upward_texts(case: Case) -> Sequence[Resolution]:
    """The texts that say what something is aligned to: all but dependencies."""
    return [each for each in case.resolutions.resolutions if each.kind is not _DEPENDENCY]


@asked_once
def dependencies_of(case: Case) -> Sequence[Resolution]:
    """The texts that say what something waits for."""
    if len(upward_texts(case)) == len(case.resolutions.resolutions):
        return ()
    return [each for each in case.resolutions.resolutions if each.kind is _DEPENDENCY]


@asked_once
def _by_outcome(case: Case) -> Mapping[Outcome, Sequence[Resolution]]:
    resolved = [each for each in upward_texts(case) if each.outcome is _RESOLVED]
    others = [each for each in upward_texts(case) if each.outcome is not _RESOLVED]  # few, as a rule
    lost = {outcome: [each for each in others if each.outcome is outcome] for outcome in Outcome}
    return {**lost, _RESOLVED: resolved}


def alignments_that(case: Case, outcome: Outcome) -> Sequence[Resolution]:
    """The alignment texts with that outcome; a dependency may name what is no OKR."""
    return _by_outcome(case)[outcome]


@asked_once
def contributed_to(case: Case) -> frozenset[str]:
    """The keys to which the work of others contributes."""
    return frozenset(
        each.parent for each in case.resolutions.alignments if each.kind is AlignmentKind.STRAIGHTFORWARD
    )
