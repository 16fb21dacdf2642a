"""Which team works for which: a matrix of the teams that are aligned to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from okrsheets.model import AlignmentKind, Results
from okrsheets.reporting.links import Links
from okrsheets.reporting.standing import Standing
from okrsheets.reporting.wording import one_line
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["CrossCell", "CrossRow", "Crossing", "crossing"]

TEAMS = 60  # more columns than anybody compares
CARRIES, SHOWS, WAITS = "carries", "shows", "waits"


class CrossCell(NamedTuple):
    """How often a team is aligned to another: the number to print, all of it in words, the style class."""

    number: str
    words: str
    kind: str


class CrossRow(NamedTuple):
    """What one team does for each of the others; None is nothing."""

    team: str
    cells: tuple[CrossCell | None, ...]


class Crossing(NamedTuple):
    """The matrix. A row's team works for those of the columns; `more` says how many teams are left out."""

    teams: tuple[str, ...]
    rows: tuple[CrossRow, ...]
    more: str


def crossing(results: Results, *, links: Links) -> Crossing | None:
    """Alignments and dependencies between different teams, either way; None where there are none."""
    met: Counter[tuple[str, str, str]] = Counter()
    for okr in results.okrs.okrs:
        for alignment in (*links.up.get(okr.key, ()), *links.waits.get(okr.key, ())):
            child, parent = links.team(alignment.child), links.team(alignment.parent)
            if not child or not parent or child == parent:
                continue
            if alignment.kind is AlignmentKind.DEPENDENCY:
                # who waits is served by the other
                met[parent, child, WAITS] += 1
            else:
                met[child, parent, CARRIES if links.standing(alignment) is Standing.COUNTS else SHOWS] += 1
    if not met:
        return None
    pairs: dict[tuple[str, str], dict[str, int]] = {}
    for (giver, taker, kind), number in met.items():
        pairs.setdefault((giver, taker), {})[kind] = number
    shown, left = _shown(pairs)
    givers = [team for team in shown if any((team, other) in pairs for other in shown)]
    takers = [team for team in shown if any((other, team) in pairs for other in shown)]
    return Crossing(
        teams=tuple(one_line(team) for team in takers),
        rows=tuple(
            CrossRow(
                one_line(giver), tuple(_cell(pairs.get((giver, taker), {}), links.tongue) for taker in takers)
            )
            for giver in givers
        ),
        more=links.tongue.plural(left, "{n} more team is not shown", "{n} more teams are not shown")
        if left
        else "",
    )


def _shown(pairs: Iterable[tuple[str, str]]) -> tuple[list[str], int]:
    """The teams with the most others beside them, in the order they are met."""
    met = Counter(team for pair in pairs for team in pair)
    most = {team for team, _ in met.most_common(TEAMS)}
    return [team for team in met if team in most], len(met) - len(most)


def _cell(kinds: dict[str, int], tongue: Tongue) -> CrossCell | None:
    if not kinds:
        return None
    said = {
        CARRIES: tongue("carries progress in {number}", number=kinds.get(CARRIES)),
        SHOWS: tongue("supports {number}", number=kinds.get(SHOWS)),
        WAITS: tongue("is waited for by {number}", number=kinds.get(WAITS)),
    }
    met = [kind for kind in said if kind in kinds]
    return CrossCell(str(sum(kinds.values())), ", ".join(said[kind] for kind in met), met[0])
