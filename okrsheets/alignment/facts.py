"""The facts of all alignments together, each question asked once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from okrsheets.alignment.coverage import aligned_to, contributors_of, coverage_of
from okrsheets.alignment.doubles import double_counts
from okrsheets.alignment.health import alignment_health
from okrsheets.alignment.network import islands_of, levels_of, network_of
from okrsheets.alignment.ownership import ownership_of, sideways_links, skipped_levels, team_levels
from okrsheets.alignment.waiting import dependencies_of, waiting_circles
from okrsheets.model import (
    AlignmentFacts,
    AlignmentKind,
    Figures,
    OkrSet,
    Outcome,
    Resolution,
    Resolutions,
    given_up,
    of_now,
)

__all__ = ["facts_of"]


def facts_of(
    okrs: OkrSet,
    resolutions: Resolutions,
    *,
    figures: Figures,
    titles: Mapping[str, str],
    today: date,
    close_after: int,
) -> AlignmentFacts:
    """What the alignments show together; the order of rows, tabs and workbooks does not matter.

    `titles` names every workbook, source -> file name; a cycle is closed `close_after` days after its
    last. Takes time linear in the number of OKRs and links, and nothing here is recursive.
    """
    top = resolutions.top_level
    links = [link for link in resolutions.alignments if link.kind is not AlignmentKind.DEPENDENCY]
    homes = {okr.key: each.key for each in okrs.objectives for okr in each.family}
    now = of_now(okrs.objectives, today=today, close_after=close_after)
    of_these = {okr.key for each in now for okr in each.family}
    ownership = ownership_of(okrs, now, titles=titles, top=top)
    network = network_of(homes, links)
    levels = levels_of(network, top)
    standing = team_levels(now, levels, ownership)
    aligned, unknown = _saying(resolutions.resolutions, homes)
    dependencies = dependencies_of(okrs, resolutions.resolutions, ownership.team)
    sideways = sideways_links(links, dependencies, now=of_these, standing=standing, ownership=ownership)
    tops = [each for each in now if each.key in top and each.title is not None and not given_up(each)]
    below = aligned_to(tops, links, okrs=okrs, now=now, homes=homes)
    coverage = coverage_of(tops, below, okrs=okrs, team=ownership.team)
    contributors = {
        each.key: counts
        for each in sorted(tops, key=lambda each: each.key)
        if (counts := contributors_of(each, below, okrs=okrs, team=ownership.team))
    }
    nowhere = unknown - aligned
    return AlignmentFacts(
        teams=ownership.team,
        levels=levels,
        aligned=aligned,
        islands=islands_of(network, top | unknown),
        skipped_levels=skipped_levels(now, links, levels=levels, standing=standing, ownership=ownership),
        double_counts=double_counts(okrs, links, figures, homes=homes),
        sideways=sideways,
        dependencies=dependencies,
        waiting=waiting_circles(okrs, dependencies),
        coverage=coverage,
        contributors=contributors,
        health=alignment_health(
            (each for each in now if each.key not in top and each.key not in nowhere),
            aligned=aligned,
            ownership=ownership,
            sideways=sideways,
            coverage=coverage,
            contributors=contributors,
        )
        if len({ownership.team[each.key] for each in now}) > 1
        else None,
    )


def _saying(
    resolutions: Iterable[Resolution], homes: Mapping[str, str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The objectives that have a parent, and those of which the level they lead to is no OKR that is known.

    One that names only a team or tab is aligned to that level; what it names and was not read is unknown.
    `homes` are the objectives of all OKRs.
    """
    dependency, resolved = AlignmentKind.DEPENDENCY, Outcome.RESOLVED  # looked up once for all of them
    aligned, unknown = set(), set()
    for each in resolutions:
        if each.kind is dependency:
            continue
        home = homes.get(each.child, each.child)
        if each.outcome is resolved:
            if homes.get(each.parent or "", each.parent) != home:
                aligned.add(home)
        elif each.outcome is Outcome.VAGUE:
            aligned.add(home)
            unknown.add(home)
        elif each.outcome is Outcome.UNREACHABLE:
            unknown.add(home)
    return frozenset(aligned), frozenset(unknown)
