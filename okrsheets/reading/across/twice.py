"""The same OKRs met twice: which of the places where they stand counts, and which only repeat it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from okrsheets.grid import Workbook
from okrsheets.model import Objective
from okrsheets.reading.across.alike import mostly
from okrsheets.reading.across.copied import copied_workbooks, copies_in
from okrsheets.reading.across.joined import CopyOf, Home, Joined, Member
from okrsheets.reading.across.lists import copied_lists
from okrsheets.reading.across.meeting import MOST, Meeting, Name
from okrsheets.reading.across.pointing import Pointing, Spot
from okrsheets.reading.across.sightings import Sighting, Tab, seen, tabs_of
from okrsheets.reading.language.ids import without_label
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.reading.settings import ReadingSettings
from okrsheets.tuples import NamedTuple

__all__ = ["Twice", "met_twice"]


class Twice(NamedTuple):
    """What stands elsewhere too and counts there, each with where that is and why.

    `older` are the workbooks that as a whole are older copies, by source, each with the newer one;
    `known` what was read on the way: objectives with the values of their own table, and no keys yet.
    """

    copies: Mapping[Home, CopyOf]
    older: Mapping[str, str]
    known: Mapping[Home, Objective]


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
    names = _names(joined, families)
    targets = _targets(joined, families, pointing)
    sightings = _sightings(joined, families, names, targets, workbooks=workbooks, settings=settings)
    copies = _copies(sightings, names, targets)
    lists = copied_lists(joined, families, pointing, copies, workbooks=workbooks, settings=settings)
    copies = {**copies, **lists} if lists else copies
    if older:
        copies = {**copies, **copies_in(older, joined, everything, copies)}
    return Twice(copies, older, {home: sighting.objective for home, sighting in sightings.items()})


def _targets(
    joined: Joined, families: Mapping[Home, tuple[Member, ...]], pointing: Pointing
) -> Mapping[Home, Home]:
    """The objectives that show others by formulas, with these."""
    if not pointing.targets:
        return {}
    found = ((home, _target(home, members, joined, pointing)) for home, members in families.items())
    return {home: target for home, target in found if target is not None}


def _sightings(
    joined: Joined,
    families: Mapping[Home, tuple[Member, ...]],
    names: Mapping[Name, Sequence[Home]],
    targets: Mapping[Home, Home],
    *,
    workbooks: Sequence[Workbook],
    settings: ReadingSettings,
) -> Mapping[Home, Sighting]:
    """The objectives that may stand twice: those with a name in common, and those that formulas join."""
    asked = {home for homes in names.values() if len(homes) > 1 for home in homes}
    asked |= {*targets, *targets.values()} & families.keys()
    if not asked:
        return {}
    tabs = tabs_of(workbooks)
    found = {home: seen(joined, home, families[home], tabs=tabs, settings=settings) for home in sorted(asked)}
    gathering = _gathering(names, families, joined)
    for home, sighting in found.items():
        if sighting.own and sighting.tab in gathering:
            found[home] = sighting._replace(own=False, team=None)
    return found


def _copies(
    sightings: Mapping[Home, Sighting], names: Mapping[Name, Sequence[Home]], targets: Mapping[Home, Home]
) -> Mapping[Home, CopyOf]:
    """Which of these repeat others."""
    if not sightings:
        return {}
    bearing: dict[Home, list[Name]] = {}
    for name, homes in names.items():
        for home in homes if len(homes) > 1 else ():
            bearing.setdefault(home, []).append(name)
    shown = _shown(sightings, names, targets.values())
    return Meeting(sightings, bearing, targets, shown, {}, {}).copies()


def _names(joined: Joined, families: Mapping[Home, tuple[Member, ...]]) -> dict[Name, list[Home]]:
    """The objectives by workbook and title, and by workbook and id where two have that and a key result."""
    names: dict[Name, list[Home]] = {}
    ids: dict[tuple[str, str], list[Home]] = {}
    for home in families:
        table = joined.tables[home[0]]
        found = joined.objective(home)
        if found.title is None:
            continue
        title = without_label(found.title, table.vocabulary) if ":" in found.title else found.title
        names.setdefault((table.source, normalise(title) or title), []).append(home)
        if found.id:
            ids.setdefault((table.source, found.id.casefold()), []).append(home)
    for (source, own), homes in ids.items():
        for home in homes if len(homes) > 1 else ():
            for member in families[home]:
                title = joined.key_result(member).title or ""
                alike = names.setdefault((source, own, title.casefold()), [])
                if home not in alike[-1:]:
                    alike.append(home)
    return names


def _target(home: Home, members: Sequence[Member], joined: Joined, pointing: Pointing) -> Home | None:
    """The objective that formulas of another one point at: in its title, else in most of its key results."""
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
    names: Mapping[Name, Sequence[Home]],
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
        if 1 < len(there) <= MOST:
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
    sightings: Mapping[Home, Sighting], names: Mapping[Name, Sequence[Home]], targets: Iterable[Home]
) -> Mapping[Home, int]:
    """How many other places of one name each place is shown by, in formulas of titles or of values."""
    shown = Counter(targets)
    for homes in names.values():
        some = [sightings[home] for home in homes if home in sightings]
        fetching = [one for one in some if one.pulled][:MOST]
        for sighting in some if fetching else ():
            fetched = sum(sighting.is_shown_by(other) for other in fetching if other is not sighting)
            shown[sighting.home] = max(shown[sighting.home], fetched)
    return shown
