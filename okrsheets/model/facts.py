"""What the alignments of a whole company show together: levels, islands, coverage, dependencies, health."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from types import MappingProxyType

from okrsheets.model.words import AlignmentKind
from okrsheets.tuples import NamedTuple

__all__ = [
    "AlignmentFacts",
    "AlignmentHealth",
    "Dependency",
    "DoubleCount",
    "HealthPart",
    "Island",
    "SidewaysLink",
    "SkippedLevel",
    "Support",
]


class Island(NamedTuple):
    """Objectives that are linked to each other, and none of them to the top level.

    `highest` are those that nothing stands above; none where all stand in a circle.
    """

    objectives: tuple[str, ...]
    highest: tuple[str, ...]


class SkippedLevel(NamedTuple):
    """An objective aligned to `parent`, with `between` levels of teams between the two."""

    child: str
    parent: str
    between: int


class DoubleCount(NamedTuple):
    """An OKR that contributes to `reaches` by two paths; it counts by the first.

    Each path begins with the OKR and ends with what it reaches.
    """

    key: str
    reaches: str
    paths: tuple[tuple[str, ...], tuple[str, ...]]


class SidewaysLink(NamedTuple):
    """A link between teams below the top of which neither stands above the other.

    `parent` is None where only the `other` team is named.
    """

    child: str
    team: str
    parent: str | None
    other: str
    kind: AlignmentKind


class Dependency(NamedTuple):
    """Who waits for whom.

    `provider` is None where only a team is named, and `providing`, its team, where none that exists is.
    """

    requester: str
    requesting: str
    provider: str | None
    providing: str | None
    text: str


class Support(NamedTuple):
    """One row of the coverage matrix: what is worked on, and by which teams and how.

    `key` is a key result of the top-level `objective`, own or delivered by a team, or the objective as a
    whole. A team that is not in `by` does nothing for it.
    """

    objective: str
    key: str
    by: Mapping[str, AlignmentKind]

    @property
    def is_whole(self) -> bool:
        """Whether the row is the objective as a whole."""
        return self.key == self.objective


class HealthPart(NamedTuple):
    """One part of the health figure: the share of `met` among what it counts, with its weight.

    `met` and `missing` are keys of OKRs, for horizontal names of teams. At `target` it is good, below
    `red` it is bad.
    """

    name: str
    weight: float
    target: float
    red: float
    met: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def counted(self) -> int:
        return len(self.met) + len(self.missing)

    @property
    def share(self) -> float | None:
        """None where there is nothing to count."""
        return len(self.met) / self.counted if self.counted else None


class AlignmentHealth(NamedTuple):
    """The health of alignment from 0 to 1, by its parts; what cannot be counted weighs nothing.

    Weights, targets and red lines: claude-skills, "OKR Cascade Framework", alignment scoring.
    """

    vertical: HealthPart
    horizontal: HealthPart
    coverage: HealthPart
    balance: HealthPart
    target: float = 0.80
    red: float = 0.65

    @property
    def parts(self) -> tuple[HealthPart, ...]:
        return (self.vertical, self.horizontal, self.coverage, self.balance)

    @property
    def score(self) -> float:
        """The mean of the parts by weight; vertical always counts something."""
        shares = [(part.weight, part.share) for part in self.parts]
        known = [(weight, share) for weight, share in shares if share is not None]
        return round(
            fsum(weight * share for weight, share in known) / fsum(weight for weight, _ in known), 12
        )


class AlignmentFacts(NamedTuple):
    """The answers to what leaders ask of the alignments of all workbooks together.

    `teams` says whose each OKR is; what names no team is its workbook's. `levels` are the steps from each
    objective to the top by its shortest way; what does not reach the top is not in it. `aligned` are the
    objectives with a parent, their own or one of a key result. `waiting` are the circles of OKRs that wait
    for each other, as paths that end where they began. `coverage` is the matrix of the top level's key
    results and the teams, `contributors` how many key results each team has under each top-level
    objective. `health` is None where there is only one team, or nothing is aligned. Coverage,
    contributors, sideways links and health are of the cycles that run; where none does, of those to
    come, else of the last.
    """

    teams: Mapping[str, str] = MappingProxyType({})
    levels: Mapping[str, int] = MappingProxyType({})
    aligned: frozenset[str] = frozenset()
    islands: tuple[Island, ...] = ()
    skipped_levels: tuple[SkippedLevel, ...] = ()
    double_counts: tuple[DoubleCount, ...] = ()
    sideways: tuple[SidewaysLink, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    waiting: tuple[tuple[str, ...], ...] = ()
    coverage: tuple[Support, ...] = ()
    contributors: Mapping[str, Mapping[str, int]] = MappingProxyType({})
    health: AlignmentHealth | None = None
