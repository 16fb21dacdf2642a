"""What the state remembers of OKRs, without reading a workbook, and the mending of what it took for two."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.alignment import Named, find_named, same_key_results
from okrsheets.errors import UsageError
from okrsheets.model import CyclePhase, HistoryView, Past, okrs_last_seen
from okrsheets.run.sources import Wanted, as_typed, is_link, state_folder
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.state import Run

__all__ = ["Recalled", "RecalledRuns", "forget_days_after", "merge_history", "recall_okrs", "recall_runs"]


class Recalled(NamedTuple):
    """The history of all OKRs up to a day; `going_on` are the keys of those whose cycle is not over."""

    wanted: Wanted
    history: HistoryView
    going_on: frozenset[str]

    def past(self, name: str) -> Past:
        """The history of the one OKR that a name means. Raises UsageError where it means none, or several."""
        found = self._named(name)
        if len(found.keys) == 1:
            return self.history.pasts[found.keys[0]]
        if found.keys:
            cure = f"name one by its key: {', '.join(found.keys)}"
            raise UsageError(name, f"means {len(found.keys)} OKRs", cure)
        nearest = ", ".join(found.nearest)
        cure = f"the nearest are {nearest}" if nearest else "okrsheets history lists all there are"
        raise UsageError(name, "is no OKR that was ever synced", cure)

    def _named(self, name: str) -> Named:
        """What a name means among the OKRs of cycles that are not over, else among all."""
        pasts = self.history.pasts
        current = {key: past for key, past in pasts.items() if key in self.going_on}
        for some in (current, pasts):
            okrs = okrs_last_seen(self.history._replace(pasts=some))
            titles = {okr.at.workbook: Path(okr.at.workbook).name for okr in okrs.okrs}
            settings = self.wanted.config.stages.alignment
            found = find_named(name, okrs, titles=titles, settings=settings, workbooks=(), readings=())
            if found.keys:
                break
        return found


class RecalledRuns(NamedTuple):
    """The runs that are remembered, oldest first; `syncing`: one is at work now."""

    runs: tuple[Run, ...]
    syncing: bool


def recall_runs(wanted: Wanted) -> RecalledRuns:
    """The runs there were; nothing is written. Raises UsageError where there were none, StateError."""
    from okrsheets.state import is_syncing, read_runs

    folder = state_folder(wanted.config)
    runs = read_runs(folder) if folder.is_dir() else ()
    if not runs:
        raise UsageError("okrsheets history", "nothing is remembered yet", "run okrsheets sync first")
    return RecalledRuns(runs, is_syncing(folder))


def recall_okrs(wanted: Wanted) -> Recalled:
    """What is remembered; nothing is written. Raises UsageError where nothing is, StateError."""
    from okrsheets.state import recall

    folder = state_folder(wanted.config)

    def name_of(source: str) -> str:
        return source if is_link(source) else as_typed(Path(source), wanted.folder)

    history = recall(folder, until=wanted.today, name_of=name_of) if folder.is_dir() else HistoryView()
    if not history.pasts:
        raise UsageError("okrsheets history", "nothing is remembered yet", "run okrsheets sync first")
    close_after = wanted.config.stages.lint.close_after
    over = {
        key
        for key, past in history.pasts.items()
        if past.cycle is not None
        and (
            past.cycle.label in history.closed
            or past.cycle.phase(wanted.today, close_after=close_after) is CyclePhase.CLOSED
        )
    }
    return Recalled(wanted, history, frozenset(history.pasts.keys() - over))


def merge_history(wanted: Wanted, old: str, new: str) -> tuple[tuple[Past, Past], ...]:
    """Let the history of one OKR go on with that of another, and so those of their key results.

    Returns the pairs, older ones first. Raises UsageError where they cannot be one, LockHeldError.
    """
    from okrsheets.state import open_state, sync_lock

    folder = state_folder(wanted.config)
    recalled = recall_okrs(wanted)
    pairs = [(recalled.past(old), recalled.past(new))]
    _refuse_two(*pairs[0])
    below = [
        [past for past in recalled.history.pasts.values() if past.objective == each.key] for each in pairs[0]
    ]
    pasts = recalled.history.pasts
    for newer, older in same_key_results(below[1], below[0]).items():
        if pasts[older].last.day <= pasts[newer].since:
            pairs.append((pasts[older], pasts[newer]))
    with sync_lock(folder), open_state(folder) as state:
        state.merge(pairs)
    return tuple(pairs)


def forget_days_after(wanted: Wanted, day: date) -> int:
    """Forget all runs after a day, and what they saw; returns how many there were. Raises LockHeldError."""
    from okrsheets.state import open_state, sync_lock

    recall_runs(wanted)
    folder = state_folder(wanted.config)
    with sync_lock(folder), open_state(folder) as state:
        return state.forget_after(day)


def _refuse_two(old: Past, new: Past) -> None:
    """Raises UsageError for two that cannot be one."""
    if old.key == new.key:
        raise UsageError(new.key, "is that one already", "name two OKRs")
    if (old.objective is None) != (new.objective is None):
        raise UsageError(
            new.key, f"is not the same kind as {old.key}", "name two objectives or two key results"
        )
    if old.last.day > new.since:
        what = (
            f"was first seen on {new.since.isoformat()}, and {old.key} changed on {old.last.day.isoformat()}"
        )
        raise UsageError(new.key, what, "name the older one first; two that stand side by side are two")
