"""How well the alignments of a company hold together: one figure, and the four parts that make it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from okrsheets.alignment.ownership import Ownership
from okrsheets.model import AlignmentHealth, HealthPart, Objective, SidewaysLink, Support, given_up

__all__ = ["alignment_health", "is_shared", "unsupported_in"]

_SHARED_BY = 3
_LONE = 0.5


def alignment_health(
    below_top: Iterable[Objective],
    *,
    aligned: AbstractSet[str],
    ownership: Ownership,
    sideways: Iterable[SidewaysLink],
    coverage: Sequence[Support],
    contributors: Mapping[str, Mapping[str, int]],
) -> AlignmentHealth | None:
    """The health by its parts; None where no objective stands below the top, or none of them is aligned.

    Vertical counts the objectives `below_top` that have a parent; horizontal the teams with a link to one
    beside them; coverage the top level's key results that somebody is aligned to, whole objectives
    included; balance the shared objectives of the top level of whose key results no team has over half.
    40, 20, 20 and 20 %, targets and red lines: claude-skills, "OKR Cascade Framework", alignment scoring.
    """
    counted = sorted(each.key for each in below_top if each.title is not None and not given_up(each))
    with_parent = tuple(key for key in counted if key in aligned)
    if not with_parent:
        return None
    linked = {team for link in sideways for team in (link.team, link.other)}
    teams = sorted(ownership.below) if len(ownership.below) > 1 else []
    alone = set(unsupported_in(coverage))
    wanted = [row.key for row in coverage if not row.is_whole]
    shared = [key for key, counts in contributors.items() if is_shared(counts)]
    lone = {
        key for key in shared if max(contributors[key].values()) > _LONE * sum(contributors[key].values())
    }
    return AlignmentHealth(
        vertical=HealthPart(
            *("vertical", 0.4, 0.90, 0.70), with_parent, tuple(key for key in counted if key not in aligned)
        ),
        horizontal=HealthPart("horizontal", 0.2, 0.75, 0.50, *_parted(teams, set(teams) - linked)),
        coverage=HealthPart("coverage", 0.2, 0.80, 0.60, *_parted(wanted, alone)),
        balance=HealthPart("balance", 0.2, 0.80, 0.60, *_parted(shared, lone)),
    )


def _parted(names: Iterable[str], missing: AbstractSet[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = list(names)
    return (
        tuple(name for name in names if name not in missing),
        tuple(name for name in names if name in missing),
    )


def is_shared(counts: Mapping[str, int]) -> bool:
    """Whether three teams or more have key results under an objective; `counts` says how many each has."""
    return sum(1 for number in counts.values() if number) >= _SHARED_BY


def unsupported_in(coverage: Iterable[Support]) -> list[str]:
    """The key results of the matrix that nobody works on: not on them, nor on their objective as a whole."""
    coverage = list(coverage)
    carried = {row.objective for row in coverage if row.is_whole and row.by}
    return [row.key for row in coverage if not row.is_whole and not row.by and row.objective not in carried]
