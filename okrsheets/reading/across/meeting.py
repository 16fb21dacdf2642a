"""Places of objectives that may stand twice, told apart one by one: what counts, and what repeats it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isclose
from typing import TypeAlias

from okrsheets.reading.across.alike import matched, mostly
from okrsheets.reading.across.joined import CopyOf, Home
from okrsheets.reading.across.sightings import Sighting
from okrsheets.reading.overrides import TOLD
from okrsheets.tuples import NamedTuple

__all__ = ["MOST", "Meeting", "Name"]

MOST = 16
"""Places of one name that are compared with each other."""

_COMPARED = {
    "baseline": "baseline",
    "current": "current",
    "target": "target",
    "stated_progress": "progress",
    "stated_meaning": "status",
    "confidence": "confidence",
}
"""What key results say, by its name in the model, with the word for it."""

Name: TypeAlias = tuple[str, ...]
"""What objectives must have in common to be compared: their title, or their id and a key result."""


class _Found(NamedTuple):
    """The place that a copy repeats, with its key results there, and how that was found."""

    home: Sighting
    pairs: Mapping[int, int]
    how: str


class Meeting(NamedTuple):
    """All places of objectives that may stand twice, while they are told apart one by one.

    `bearing` are the names of each, `targets` what its formulas point at, `shown` by how many others it
    is shown. `counted` are the places that count so far by name, `teams` the team of each of these as
    far as any of its places says it.
    """

    sightings: Mapping[Home, Sighting]
    bearing: Mapping[Home, Sequence[Name]]
    targets: Mapping[Home, Home]
    shown: Mapping[Home, int]
    counted: dict[Name, list[Home]]
    teams: dict[Home, str | None]

    def copies(self) -> Mapping[Home, CopyOf]:
        """Which of the places repeat another; what counts is looked at before its copies."""
        copies: dict[Home, CopyOf] = {}
        for sighting in sorted(self.sightings.values(), key=self._order):
            found = None
            if sighting.told is not False:
                found = self._pointed(sighting, copies) or self._named(sighting)
            if found is None:
                self.teams[sighting.home] = sighting.team
                for name in self.bearing.get(sighting.home, ()):
                    self.counted.setdefault(name, []).append(sighting.home)
                continue
            home = found.home
            self.teams[home.home] = self.teams.get(home.home) or sighting.team
            members = {sighting.members[n]: home.members[m] for n, m in found.pairs.items()}
            alike = f"{found.how}{_though(found.pairs, home, sighting)}"
            because = f"{alike}; that one counts: {self._why(home, sighting)}"
            copies[sighting.home] = CopyOf(home.home, members, because)
        return copies

    def _order(self, sighting: Sighting) -> tuple[object, ...]:
        """The one that others point at, that with typed values, its team's own, that of a known cycle, the
        one that says most, the one that is called no copy.
        """
        return (
            sighting.told is not False,
            sighting.told is True,
            sighting.home in self.targets,
            not self.shown.get(sighting.home),
            not sighting.typed,
            not sighting.own,
            sighting.cycle is None,
            tuple(-count for count in sighting.fullness),
            sighting.name.says_copy,
            sighting.name_order,
        )

    def _why(self, home: Sighting, copy: Sighting) -> str:
        """The first by which the one goes before the other."""
        if home.told is False or copy.told is True:
            return TOLD
        if copy.home in self.targets or (self.shown.get(home.home) and not self.shown.get(copy.home)):
            return "others point at it"
        if home.typed and not copy.typed:
            return "its values are typed"
        if home.own and not copy.own:
            return "it stands on its team's own tab"
        if home.cycle is not None and copy.cycle is None:
            return "its cycle is known"
        if home.fullness > copy.fullness:
            return "it says more"
        if copy.name.says_copy and not home.name.says_copy:
            return "this tab is called a copy"
        return "it comes first"

    def _pointed(self, sighting: Sighting, copies: Mapping[Home, CopyOf]) -> _Found | None:
        """What formulas of a place show, where most of its key results are those of that one too."""
        target = self.targets.get(sighting.home)
        if target is not None and target in copies:
            target = copies[target].home
        home = self.sightings.get(target) if target is not None else None
        if home is None or home.home == sighting.home or home.home in copies or _are_apart(home, sighting):
            return None
        pairs = matched(sighting.words, home.words)
        if not mostly(len(pairs), len(sighting.words)):
            return None
        return _Found(home, pairs, f"a formula on it{_with(pairs, sighting)}")

    def _named(self, sighting: Sighting) -> _Found | None:
        """The place that counts so far under a name of this one and is most like it."""
        best: tuple[int, _Found] | None = None
        asked: set[Home] = set()
        for name in self.bearing.get(sighting.home, ()):
            for place in self.counted.get(name, [])[:MOST]:
                home = self.sightings[place]
                if place in asked or not self._may_be(home, sighting):
                    continue
                asked.add(place)
                pairs = matched(sighting.words, home.words)
                if not _are_same(home, sighting, len(pairs)):
                    continue
                alike = len({*home.said} & {*sighting.said}) + len(home.owners & sighting.owners)
                if best is None or alike > best[0]:
                    how = "the same title" if len(name) == 2 else "the same id"
                    best = alike, _Found(home, pairs, how + _with(pairs, sighting))
        return best[1] if best is not None else None

    def _may_be(self, home: Sighting, sighting: Sighting) -> bool:
        """Whether nothing says that two places are those of different teams, people or cycles."""
        teams = {team for team in (self.teams.get(home.home), sighting.team) if team}
        if len(teams) > 1:
            return False
        if home.owners and sighting.owners and home.owners.isdisjoint(sighting.owners):
            return False
        if home.cycle is None or sighting.cycle is None:
            known, other = (home, sighting) if sighting.cycle is None else (sighting, home)
            return home.cycle == sighting.cycle or _may_repeat(other, known)
        return home.cycle.label == sighting.cycle.label


def _are_apart(one: Sighting, other: Sighting) -> bool:
    """Whether two cycles are known and neither lies in the other."""
    return one.cycle is not None and other.cycle is not None and one.cycle.is_apart_from(other.cycle)


def _may_repeat(sighting: Sighting, home: Sighting) -> bool:
    """Whether what says no cycle may be that of a place which says one.

    A summary need not say its cycle; what a team plans without one is not last quarter's, unless its tab
    is called a copy, or figures that were reached in that cycle stand on it and no tab bears its name.
    """
    if home.own and not sighting.own:
        return True
    if sighting.name.is_copy_of(home.name):
        return True
    return not home.name.says_cycle and bool(sighting.reached) and sighting.reached == home.reached


def _are_same(home: Sighting, sighting: Sighting, alike: int) -> bool:
    """Whether the key results of two places are the same ones; a summary may leave some, or all, out."""
    sizes = sorted((len(home.words), len(sighting.words)))
    if alike and mostly(alike, sizes[1]):
        return True
    if home.tab == sighting.tab:
        return False
    fewer = home if len(home.words) < len(sighting.words) else sighting
    return not fewer.own and mostly(alike, sizes[0])


def _though(pairs: Mapping[int, int], home: Sighting, copy: Sighting) -> str:
    """In which values two places differ, as far as both say them; rounded, and 60 for 60 %, is the same."""
    here, there = copy.objective.key_results, home.objective.key_results
    differing = [
        name
        for name in _COMPARED
        if any(_differ(getattr(here[n], name), getattr(there[m], name)) for n, m in pairs.items())
    ]
    if not differing:
        return ""
    names = [_COMPARED[name] for name in differing]
    said = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return f", though {said} {'differ' if len(names) > 1 else 'differs'}"


def _differ(one: object, other: object) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        scales = (1, 100, 0.01)
        return not any(isclose(one * scale, other, rel_tol=0.001, abs_tol=0.005) for scale in scales)
    return one is not None and other is not None and one != other


def _with(pairs: Mapping[int, int], sighting: Sighting) -> str:
    count = len(sighting.words)
    if not count:
        return ""
    return f" and {len(pairs)} of {count} key result{'s' if count > 1 else ''}"
