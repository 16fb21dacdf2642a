"""What cells say, remembered for all who say the same and cannot but mean the same by it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from okrsheets.alignment.footing import Footing
from okrsheets.alignment.one_part import Asking
from okrsheets.alignment.parts import Parts
from okrsheets.model import AlignmentKind, Cycle, KeyResult, Resolution
from okrsheets.tuples import NamedTuple

__all__ = ["Remembered"]

_Alike: TypeAlias = tuple[str, AlignmentKind | None, bool, Cycle | None]


class _Known(NamedTuple):
    """The parts of a cell, and the objectives that it may be about."""

    parts: Sequence[Resolution]
    met: AbstractSet[str]


class Remembered:
    """Reads cells that say the same once, as in most companies many rows are aligned to few objectives.

    What a cell means depends on its words and kind, on whether a key result asks, and in which cycle; where
    several OKRs bear a name, on where it stands; and on whether an OKR that it may be about is its own. What
    depends on more than the words, the kind and the cycle is read anew.
    """

    def __init__(self, parts: Parts, footing: Footing) -> None:
        self._parts = parts
        self._footing = footing
        self._known: dict[_Alike, _Known] = {}

    def of(self, asking: Asking) -> Sequence[Resolution]:
        """What `Parts.of` reads in a cell, whoever asked first."""
        seeker, source = asking.seeker, asking.source
        alike = (source.text, source.kind, isinstance(seeker.okr, KeyResult), seeker.okr.cycle)
        known = self._known.get(alike)
        if known is not None and seeker.objective not in known.met:
            return [Resolution(seeker.key, source, *part[2:]) for part in known.parts]
        footing = self._footing
        footing.clear()
        parts = self._parts.of(asking)
        if not footing.on_place and seeker.objective not in footing.met:
            self._known[alike] = _Known(parts, frozenset(footing.met))
        return parts
