"""What the alignment texts judged now came to, sorted out once for all rules that ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsheets.lint import Case, asked_once
from okrsheets.model import AlignmentKind, Outcome, Resolution

__all__ = ["alignments_that", "contributed_to", "dependencies_of", "upward_texts"]


@asked_once
def upward_texts(case: Case) -> Sequence[Resolution]:
    """The texts that say what something is aligned to: all but dependencies."""
    return [each for each in case.resolutions.resolutions if each.kind is not AlignmentKind.DEPENDENCY]


@asked_once
def dependencies_of(case: Case) -> Sequence[Resolution]:
    """The texts that say what something waits for."""
    return [each for each in case.resolutions.resolutions if each.kind is AlignmentKind.DEPENDENCY]


@asked_once
def _by_outcome(case: Case) -> Mapping[Outcome, Sequence[Resolution]]:
    found: dict[Outcome, list[Resolution]] = {outcome: [] for outcome in Outcome}
    for each in upward_texts(case):
        found[each.outcome].append(each)
    return found


def alignments_that(case: Case, outcome: Outcome) -> Sequence[Resolution]:
    """The alignment texts with that outcome; a dependency may name what is no OKR."""
    return _by_outcome(case)[outcome]


@asked_once
def contributed_to(case: Case) -> frozenset[str]:
    """The keys to which the work of others contributes."""
    return frozenset(
        each.parent for each in case.resolutions.alignments if each.kind is AlignmentKind.STRAIGHTFORWARD
    )
