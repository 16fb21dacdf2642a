"""Taking note, for those who are aligned to it, of how a parent has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from okrsheets.model import Objective, Okr, OkrSet, ParentChange, parent_changes, seen_alignment
from okrsheets.run.analysis import Analysis
from okrsheets.run.sources import Wanted, state_folder
from okrsheets.tuples import NamedTuple

__all__ = ["Acknowledged", "acknowledge", "is_remembered"]


class Acknowledged(NamedTuple):
    """An alignment whose parent had changed, and what of it."""

    child: Okr
    parent: Okr
    changes: tuple[ParentChange, ...]


def is_remembered(analysis: Analysis) -> bool:
    """Whether any alignment was ever seen, so that its parent can have changed since."""
    return bool(analysis.results.history.alignments)


def acknowledge(wanted: Wanted, analysis: Analysis, keys: Sequence[str]) -> tuple[Acknowledged, ...]:
    """Keep how the parents stand of all that is aligned from or to these OKRs; an objective means its key
    results too. Returns those that had changed.

    Raises LockHeldError where a sync is at work, StateError.
    """
    from okrsheets.state import open_state, sync_lock

    changed = tuple(_changed(analysis, _with_key_results(keys, analysis.results.okrs)))
    if changed:
        today = analysis.results.today
        folder = state_folder(wanted.config)
        with sync_lock(folder), open_state(folder) as state:
            state.acknowledge([seen_alignment(one.child.key, one.parent, today) for one in changed])
    return changed


def _changed(analysis: Analysis, keys: frozenset[str]) -> Iterator[Acknowledged]:
    okrs, history = analysis.results.okrs.by_key, analysis.results.history
    links = dict.fromkeys((each.child, each.parent) for each in analysis.results.resolutions.alignments)
    for child, parent in links:
        seen = history.alignments.get((child, parent))
        if seen is not None and not keys.isdisjoint((child, parent)):
            changes = parent_changes(seen, okrs[parent])
            if changes:
                yield Acknowledged(okrs[child], okrs[parent], changes)


def _with_key_results(keys: Iterable[str], okrs: OkrSet) -> frozenset[str]:
    named = [okrs.by_key[key] for key in keys]
    families = (okr.family if isinstance(okr, Objective) else (okr,) for okr in named)
    return frozenset(each.key for family in families for each in family)
