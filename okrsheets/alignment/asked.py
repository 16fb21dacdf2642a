"""Which OKR a person means who names one on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from okrsheets.alignment.resolving import resolve
from okrsheets.alignment.settings import AlignmentSettings
from okrsheets.grid import CellRef
from okrsheets.model import AlignmentText, CyclePhase, Objective, OkrSet
from okrsheets.tuples import NamedTuple

__all__ = ["Asked", "asked_for"]

_TYPED = CellRef("", "", 1, 1)


class Asked(NamedTuple):
    """The keys of what a name can mean: one, several, or none and then the `nearest`."""

    keys: tuple[str, ...]
    nearest: tuple[str, ...] = ()


def asked_for(text: str, okrs: OkrSet, *, today: date, settings: AlignmentSettings) -> Asked:
    """What a name means: a key, or whatever a cell that is aligned to something could say.

    Of OKRs of the same name those of a cycle that is not over go first.
    """
    if text in okrs.by_key:
        return Asked((text,))
    asker = Objective("", None, None, _TYPED, alignment_texts=(AlignmentText(text, _TYPED),))
    silent = (each._replace(alignment_texts=()) for each in okrs.objectives)
    everyone = tuple(
        each._replace(key_results=tuple(kr._replace(alignment_texts=()) for kr in each.key_results))
        for each in silent
    )
    titles = {okr.at.workbook: okr.at.workbook.replace("\\", "/").rpartition("/")[2] for okr in okrs.okrs}
    found = resolve(OkrSet.of((*everyone, asker)), titles=titles, settings=settings).resolutions
    keys = dict.fromkeys(key for one in found for key in (one.parent, *one.candidates) if key is not None)
    near = dict.fromkeys(key for one in found for key in one.nearest)
    return Asked(_going_on(keys, okrs, today), tuple(near))


def _going_on(keys: Iterable[str], okrs: OkrSet, today: date) -> tuple[str, ...]:
    """Those whose cycle is not over, where there are any."""
    everything = tuple(keys)
    cycles = {key: okrs.by_key[key].cycle for key in everything}
    open_ones = tuple(
        key for key, cycle in cycles.items() if cycle is None or cycle.phase(today) is not CyclePhase.CLOSED
    )
    return open_ones or everything
