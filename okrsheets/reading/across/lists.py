"""Lists of key results without objectives that repeat those standing under objectives on other tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsheets.grid import Workbook
from okrsheets.model import Cycle
from okrsheets.reading.across.alike import mostly, words_of
from okrsheets.reading.across.joined import CopyOf, Home, Joined, Member
from okrsheets.reading.across.pointing import Pointing
from okrsheets.reading.across.sightings import seen, tabs_of
from okrsheets.reading.settings import ReadingSettings
from okrsheets.tuples import NamedTuple

__all__ = ["copied_lists"]

_LEAST = 2  # key results that must stand elsewhere before a list is thought to repeat them


def copied_lists(
    joined: Joined,
    families: Mapping[Home, tuple[Member, ...]],
    pointing: Pointing,
    copies: Mapping[Home, CopyOf],
    *,
    workbooks: Sequence[Workbook],
    settings: ReadingSettings,
) -> Mapping[Home, CopyOf]:
    """The lists of which at least 80 % stand under objectives of the workbook, and on no team's own tab.

    A list that shows the key results of several tabs, or shows them by formulas, is no team's own.
    """
    lists = {h: m for h, m in families.items() if _title(joined, h) is None and len(m) >= _LEAST}
    sources = {joined.tables[home[0]].source for home in lists}
    titled = [h for h in families if h not in copies and _title(joined, h) is not None]
    titled = [home for home in titled if joined.tables[home[0]].source in sources]
    if not titled:
        return {}
    found: dict[Home, CopyOf] = {}
    standing = _Standing.of(joined, {home: families[home] for home in titled}, pointing)
    tabs = tabs_of(workbooks)
    for home, members in lists.items():
        sighting = seen(joined, home, members, tabs=tabs, settings=settings)
        there = {m: one for m in members if (one := standing.counterpart(m, sighting.cycle)) is not None}
        shown = {joined.tables[other[0]].table.sheet for other in there.values()}
        shows = sighting.told or len(shown) > 1 or any(member in pointing.targets for member in members)
        if sighting.told is False or (sighting.own and not shows):
            continue
        if len(there) >= _LEAST and mostly(len(there), len(members)):
            because = f"{len(there)} of {len(members)} key results stand under objectives elsewhere"
            found[home] = CopyOf(None, there, because)
    return found


def _title(joined: Joined, home: Home) -> str | None:
    return joined.objective(home).title


class _Standing(NamedTuple):
    """The key results that stand under objectives, by workbook and words, with the cycles of those."""

    joined: Joined
    pointing: Pointing
    named: Mapping[tuple[str, str], Sequence[Member]]
    cycles: Mapping[Member, Cycle | None]

    @classmethod
    def of(cls, joined: Joined, families: Mapping[Home, Sequence[Member]], pointing: Pointing) -> _Standing:
        """The key results of these objectives."""
        named: dict[tuple[str, str], list[Member]] = {}
        cycles: dict[Member, Cycle | None] = {}
        for home, members in families.items():
            cycle = joined.cycle(home) if members else None
            for member in members:
                cycles[member] = cycle
                named.setdefault(_name(joined, member), []).append(member)
        return cls(joined, pointing, named, cycles)

    def counterpart(self, member: Member, cycle: Cycle | None) -> Member | None:
        """The key result under an objective that one of a list repeats; of several cycles, in the latest."""
        pointed = self.pointing.target(member)
        others = self.named.get(_name(self.joined, member), ())
        if pointed is not None and pointed[2] is not None:
            others = [one for one in [(pointed[0], pointed[1], pointed[2])] if one in self.cycles]
        fitting = [one for one in others if cycle is None or self.cycles[one] == cycle]
        return min(fitting, key=self._order, default=None)

    def _order(self, member: Member) -> tuple[int, str, int]:
        cycle, sheet = self.cycles[member], self.joined.tables[member[0]].table.sheet
        return -cycle.end.toordinal() if cycle else 0, sheet, self.joined.key_result(member).row


def _name(joined: Joined, member: Member) -> tuple[str, str]:
    """The workbook and the words of a key result."""
    table = joined.tables[member[0]]
    return table.source, words_of(joined.key_result(member), table.vocabulary).title
