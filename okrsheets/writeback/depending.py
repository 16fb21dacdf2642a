"""Which OKRs say something that depends on what stands in some workbooks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from okrsheets.model import KeyResult, Results

__all__ = ["depending_on"]


def depending_on(sources: Collection[str], results: Results) -> frozenset[str]:
    """The OKRs that stand in these workbooks, all above these, and what is aligned to them."""
    if not sources:
        return frozenset()
    by_key = results.okrs.by_key
    above: defaultdict[str, list[str]] = defaultdict(list)
    below: defaultdict[str, list[str]] = defaultdict(list)
    for alignment in results.resolutions.alignments:
        above[alignment.child].append(alignment.parent)
        below[alignment.parent].append(alignment.child)
    there = [key for key, okr in by_key.items() if okr.at.workbook in sources]
    reached = {*there, *(child for key in there for child in below[key])}
    waiting = [*reached]
    while waiting:
        key = waiting.pop()
        okr = by_key[key]
        found = {*above[key], *([okr.objective] if isinstance(okr, KeyResult) else [])} - reached
        reached |= found
        waiting += found
    return frozenset(reached)
