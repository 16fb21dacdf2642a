"""The same OKRs met twice: which of the places where they stand counts, and which only repeat it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from okrsheets.grid import Workbook
from okrsheets.reading.across.alike import matched, mostly
from okrsheets.reading.across.copied import copied_workbooks, copies_in
from okrsheets.reading.across.joined import CopyOf, Home, Joined, Member
from okrsheets.reading.across.lists import copied_lists
from okrsheets.reading.across.pointing import Pointing, Spot
from okrsheets.reading.across.sightings import Sighting, Tab, seen, tabs_of
from okrsheets.reading.language.ids import without_label
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.reading.overrides import TOLD
from okrsheets.reading.settings import ReadingSettings

__all__ = ["Twice", "met_twice"]

_MOST = 16  # places of one name that are compared with each other

_Name: TypeAlias = tuple[str, ...]
"""What objectives must have in common to be compared: their title, or their id and a key result."""


class Twice(NamedTuple):
    """What stands elsewhere too and counts there, each with where that is and why.

    `older` are the workbooks that as a whole are older copies, by source, each with the newer one.
    """

    copies: Mapping[Home, CopyOf]
    older: Mapping[str, str]


def met_twice(
    joined: Joined, pointing: Pointing, *, workbooks: Sequence[Workbook], settings: ReadingSettings
) -> Twice:
    """Looks for what stands twice: within a workbook by names, anywhere by formulas, and for whole
    workbooks that do. Takes time linear in the number of OKRs, hardly any where none have a name in common.
    """
    everything = dict(joined.everything())
    older = copied_workbooks(joined, everything, workbooks=workbooks, settings=settings)
    families = everything
    if older:
        families = {h: m for h, m in everything.items() if joined.tables[h[0]].source not in older}
    copies = _copies(joined, families, pointing, workbooks=workbooks, settings=settings)
    lists = copied_lists(joined, families, pointing, copies, workbooks=workbooks, settings=settings)
    copies = {**copies, **lists} if lists else copies
    return Twice({**copies, **copies_in(older, joined, everything, copies)} if older else copies, older)


def _copies(
    joined: Joined,
    families: Mapping[Home, tuple[Member, ...]],
    pointing: Pointing,
    *,
    workbooks: Sequence[Workbook],
    settings: ReadingSettings,
) -> Mapping[Home, CopyOf]:
    """The objectives of these that are copies of others."""
    names = _names(joined, families)
    targets = {
        home: target for home in families if (target := _target(home, families[home], joined, pointing))
    }
    asked = {home for homes in names.values() if len(homes) > 1 for home in homes}
    asked |= {*targets, *targets.values()} & families.keys()
    if not asked:
        return {}
    tabs = tabs_of(workbooks)
    sightings = {
        home: seen(joined, home, families[home], tabs=tabs, settings=settings) for home in sorted(asked)
    }
    bearing: dict[Home, list[_Name]] = {}
    for name, homes in names.items():
        if len(homes) > 1:
            for home in homes:
                bearing.setdefault(home, []).append(name)
    gathering = _gathering(sightings, names, families, joined)
    for home, sighting in sightings.items():
        if sighting.tab in gathering and sighting.own:
            sightings[home] = sighting._replace(own=False, team=None)
    shown = _shown(sightings, names, targets.values())
    return _Meeting(sightings, bearing, targets, shown, {}, {}).copies()


def _names(joined: Joined, families: Mapping[Home, tuple[Member, ...]]) -> dict[_Name, list[Home]]:
    """The objectives by workbook and title, and by workbook and id where two have that and a key result."""
    names: dict[_Name, list[Home]] = {}
    ids: dict[tuple[str, str], list[Home]] = {}
    for home in families:
        table = joined.tables[home[0]]
        found = table.table.layout.objectives[home[1]]
        if found.title is None:
            continue
        title = without_label(found.title, table.vocabulary) if ":" in found.title else found.title
        names.setdefault((table.source, normalise(title) or title), []).append(home)
        if found.id:
            ids.setdefault((table.source, found.id.casefold()), []).append(home)
    for (source, own), homes in ids.items():
        for home in homes if len(homes) > 1 else ():
            for t, n, k in families[home]:
                title = joined.tables[t].table.layout.objectives[n].key_results[k].title or ""
                alike = names.setdefault((source, own, title.casefold()), [])
                if home not in alike[-1:]:
                    alike.append(home)
    return names


def _target(home: Home, members: Sequence[Member], joined: Joined, pointing: Pointing) -> Home | None:
    """The objective that formulas of another one point at: in its title, else in most of its key results."""
    if not pointing.targets:
        return None
    whole = pointing.target((*home, None))
    if whole is not None:
        return _home_of(whole, joined)
    found = [target for member in members if (target := pointing.target(member)) is not None]
    if not members or not mostly(len(found), len(members)):
        return None
    homes = Counter(_home_of(target, joined) for target in found)
    best, count = min(homes.items(), key=lambda one: (-one[1], one[0]))
    return best if best != home and mostly(count, len(members)) else None


def _home_of(spot: Spot, joined: Joined) -> Home:
    t, n, k = spot
    own = joined.faces.get((t, n), (t, n))
    return own if k is None else joined.homes.get((t, n, k), own)


def _gathering(
    sightings: Mapping[Home, Sighting],
    names: Mapping[_Name, Sequence[Home]],
    families: Mapping[Home, object],
    joined: Joined,
) -> set[Tab]:
    """The tabs that are no team's own: they repeat most of what stands on two or more other tabs each,
    none of which holds all of that.
    """

    def tab_of(home: Home) -> Tab:
        table = joined.tables[home[0]]
        return table.source, table.table.sheet

    sizes = Counter(tab_of(home) for home in families)
    near: dict[Home, set[Tab]] = {}
    for homes in names.values():
        there = {tab_of(home) for home in homes}
        if 1 < len(there) <= _MOST:
            for home in homes:
                near.setdefault(home, set()).update(there)
    shared: dict[Tab, Counter[Tab]] = {}
    covered: Counter[Tab] = Counter()
    for home, there in near.items():
        own = tab_of(home)
        covered[own] += 1
        shared.setdefault(own, Counter()).update(there - {own})
    return {
        tab
        for tab, others in shared.items()
        if mostly(covered[tab], sizes[tab])
        and sum(count < covered[tab] and mostly(count, sizes[other]) for other, count in others.items()) > 1
    }


def _shown(
    sightings: Mapping[Home, Sighting], names: Mapping[_Name, Sequence[Home]], targets: Iterable[Home]
) -> Mapping[Home, int]:
    """How many other places of one name each place is shown by, in formulas of titles or of values."""
    shown = Counter(targets)
    for homes in names.values():
        some = [sightings[home] for home in homes if home in sightings]
        fetching = [one for one in some if one.pulled][:_MOST]
        for sighting in some if fetching else ():
            fetched = sum(sighting.is_shown_by(other) for other in fetching if other is not sighting)
            shown[sighting.home] = max(shown[sighting.home], fetched)
    return shown


class _Found(NamedTuple):
    """The place that a copy repeats, with its key results there, and how that was found."""

    home: Sighting
    pairs: Mapping[int, int]
    how: str


class _Meeting(NamedTuple):
    """All places of objectives that may stand twice, while they are told apart one by one.

    `bearing` are the names of each, `targets` what its formulas point at, `shown` by how many others it
    is shown. `counted` are the places that count so far by name, `teams` the team of each of these as
    far as any of its places says it.
    """

    sightings: Mapping[Home, Sighting]
    bearing: Mapping[Home, Sequence[_Name]]
    targets: Mapping[Home, Home]
    shown: Mapping[Home, int]
    counted: dict[_Name, list[Home]]
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
            because = f"{found.how}; that one counts: {self._why(home, sighting)}"
            copies[sighting.home] = CopyOf(home.home, members, because)
        return copies

    def _order(self, sighting: Sighting) -> tuple[object, ...]:
        """The one that others point at, that with typed values, its team's own, the one that says most."""
        return (
            sighting.told is not False,
            sighting.told is True,
            sighting.home in self.targets,
            not self.shown.get(sighting.home),
            not sighting.typed,
            not sighting.own,
            tuple(-count for count in sighting.fullness),
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
        return "it says more" if home.fullness > copy.fullness else "it says the same, and one has to"

    def _pointed(self, sighting: Sighting, copies: Mapping[Home, CopyOf]) -> _Found | None:
        """What formulas of a place show, where most of its key results are those of that one too."""
        target = self.targets.get(sighting.home)
        if target is not None and target in copies:
            target = copies[target].home
        home = self.sightings.get(target) if target is not None else None
        if home is None or home.home == sighting.home or home.home in copies or _is_apart(home, sighting):
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
            for place in self.counted.get(name, [])[:_MOST]:
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
            # a summary need not say its cycle; what a team plans without one is not last quarter's
            known = home if sighting.cycle is None else sighting
            other = sighting if known is home else home
            return home.cycle == sighting.cycle or (known.own and not other.own)
        return home.cycle.label == sighting.cycle.label


def _is_apart(one: Sighting, other: Sighting) -> bool:
    """Whether two cycles are known and neither lies in the other."""
    cycles = (one.cycle, other.cycle)
    return (
        cycles[0] is not None
        and cycles[1] is not None
        and not (cycles[0].holds(cycles[1]) or cycles[1].holds(cycles[0]))
    )


def _are_same(home: Sighting, sighting: Sighting, alike: int) -> bool:
    """Whether the key results of two places are the same ones; a summary may leave some, or all, out."""
    sizes = sorted((len(home.words), len(sighting.words)))
    if alike and mostly(alike, sizes[1]):
        return True
    if home.tab == sighting.tab:
        return False
    fewer = home if len(home.words) < len(sighting.words) else sighting
    return not fewer.own and mostly(alike, sizes[0])


def _with(pairs: Mapping[int, int], sighting: Sighting) -> str:
    count = len(sighting.words)
    if not count:
        return ""
    return f" and {len(pairs)} of {count} key result{'s' if count > 1 else ''}"
