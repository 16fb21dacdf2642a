"""What of all OKRs concerns one recipient: what is theirs, what that needs, and what it is aligned to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.model import AlignmentKind, KeyResult, Objective, Recipient
from okrsheets.reporting.digests.ground import Ground
from okrsheets.reporting.standing import Standing
from okrsheets.tuples import NamedTuple

__all__ = ["Concern", "Need"]


class Need(NamedTuple):
    """An OKR of somebody else that one of theirs needs: it waits for it, or counts it in."""

    key: str
    by: str
    counts: bool


class Concern(NamedTuple):
    """What concerns one recipient, by keys.

    `objectives` are theirs, `parts` key results of theirs under the objectives of others; `asked` are the
    OKRs that they are asked to mend. `needs` are OKRs of others that theirs need, `parents` those that
    theirs are aligned to or part of, each with the first of theirs that is.
    """

    objectives: tuple[Objective, ...]
    parts: tuple[KeyResult, ...]
    asked: frozenset[str]
    needs: tuple[Need, ...]
    parents: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, recipient: Recipient, ground: Ground) -> Concern:
        """What concerns a recipient; without a team and without OKRs that is nothing."""
        mine = {key for key in recipient.okrs if key in ground.standing}
        teams = [each for team in recipient.teams for each in ground.owned.get(team.casefold(), ())]
        of_teams = {each.key for each in teams}
        order = (
            [each for each in ground.standing.values() if each.key in mine or each.key in of_teams]
            if mine or of_teams
            else []
        )
        theirs = {each.key for each in order}
        parts = tuple(_parts(recipient.okrs, ground, theirs))
        keys = [okr.key for each in order for okr in each.family] + [each.key for each in parts]
        inside = frozenset(keys)
        return cls(
            objectives=tuple(order),
            parts=parts,
            asked=frozenset(_asked(order, recipient.okrs, of_teams)),
            needs=tuple(_needs(keys, inside, ground)),
            parents=tuple(_parents(keys, parts, ground)),
        )

    @property
    def keys(self) -> Iterator[str]:
        """The key results whose moves concern them: their own, and those that theirs need."""
        for objective in self.objectives:
            for key_result in objective.key_results:
                yield key_result.key
        for part in self.parts:
            yield part.key
        for need in self.needs:
            yield need.key


def _parts(okrs: Iterable[str], ground: Ground, theirs: set[str]) -> Iterator[KeyResult]:
    by_key = ground.results.okrs.by_key
    found = [by_key[key] for key in okrs if key in by_key and key not in ground.standing]
    for okr in sorted(found, key=lambda each: (each.at, each.key)):
        if isinstance(okr, KeyResult) and okr.objective in ground.standing and okr.objective not in theirs:
            yield okr


def _asked(objectives: Iterable[Objective], okrs: frozenset[str], of_teams: set[str]) -> Iterator[str]:
    """What they own themselves, what nobody owns under an objective of theirs, and all of their teams."""
    yield from okrs
    for objective in objectives:
        yield objective.key
        for key_result in objective.key_results:
            if objective.key in of_teams or not key_result.owners:
                yield key_result.key


def _needs(keys: Iterable[str], inside: frozenset[str], ground: Ground) -> Iterator[Need]:
    """What theirs wait for first, then what of others counts in theirs; each once."""
    links, seen = ground.links, set(inside)
    keys = list(keys)
    for key in keys:
        for alignment in links.waits.get(key, ()):
            if alignment.parent not in seen:
                seen.add(alignment.parent)
                yield Need(alignment.parent, key, counts=False)
    for key in keys:
        for alignment in links.down.get(key, ()):
            if alignment.child not in seen and links.standing(alignment) is Standing.COUNTS:
                seen.add(alignment.child)
                yield Need(alignment.child, key, counts=True)


def _parents(keys: Iterable[str], parts: Iterable[KeyResult], ground: Ground) -> Iterator[tuple[str, str]]:
    keys = list(keys)
    seen = set(keys)
    for part in parts:
        if part.objective not in seen:
            seen.add(part.objective)
            yield part.objective, part.key
    for key in keys:
        for alignment in ground.links.up.get(key, ()):
            if alignment.kind is not AlignmentKind.DEPENDENCY and alignment.parent not in seen:
                seen.add(alignment.parent)
                yield alignment.parent, key
