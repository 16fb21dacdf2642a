"""What of all OKRs concerns one recipient: what is theirs, what that needs, and what it is aligned to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from okrsheets.model import AlignmentKind, KeyResult, Objective, Recipient, folded
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
    """What concerns one recipient.

    `objectives` are those that they own or answer for, `parts` key results of theirs under the objectives of
    others, and `beside` what else their teams have. By keys, `asked` are the OKRs that they are asked to
    mend, `needs` those of others that theirs need, and `parents` those that theirs are aligned to or part
    of, each with the first of theirs that is.
    """

    objectives: tuple[Objective, ...]
    parts: tuple[KeyResult, ...]
    beside: tuple[Objective, ...]
    asked: frozenset[str]
    needs: tuple[Need, ...]
    parents: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, recipient: Recipient, ground: Ground) -> Concern:
        """What concerns a recipient; without a team and without OKRs that is nothing."""
        led = _of_teams(recipient.leads, ground)
        mine = led.union(key for key in recipient.okrs if key in ground.standing)
        objectives = _in_order(mine, ground)
        parts = tuple(_parts(recipient.okrs, ground, mine))
        keys = [okr.key for each in objectives for okr in each.family] + [each.key for each in parts]
        parents = tuple(_parents(keys, parts, ground))
        shown = mine.union(key for key, _ in parents)
        return cls(
            objectives=objectives,
            parts=parts,
            beside=_in_order(_of_teams(recipient.teams, ground) - shown, ground),
            asked=frozenset(_asked(objectives, parts, recipient.okrs, led=led, ground=ground)),
            needs=tuple(_needs(keys, ground)),
            parents=parents,
        )

    @property
    def key_results(self) -> tuple[KeyResult, ...]:
        """Those of their objectives, and those of theirs under others'."""
        return (*(one for each in self.objectives for one in each.key_results), *self.parts)

    @property
    def moving(self) -> Iterator[str]:
        """The keys of what they are told the moves of: theirs, what theirs need, and their teams'."""
        yield from (each.key for each in self.key_results)
        yield from (need.key for need in self.needs)
        yield from (one.key for each in self.beside for one in each.key_results)


def _of_teams(teams: Iterable[str], ground: Ground) -> set[str]:
    return {each.key for team in teams for each in ground.owned.get(folded(team), ())}


def _in_order(keys: Iterable[str], ground: Ground) -> tuple[Objective, ...]:
    return tuple(ground.standing[key] for key in sorted(keys, key=ground.order.__getitem__))


def _parts(okrs: Iterable[str], ground: Ground, mine: set[str]) -> Iterator[KeyResult]:
    by_key = ground.results.okrs.by_key
    found = [by_key[key] for key in okrs if key in by_key and key not in ground.standing]
    for okr in sorted(found, key=lambda each: (each.at, each.key)):
        if isinstance(okr, KeyResult) and okr.objective in ground.standing and okr.objective not in mine:
            yield okr


def _asked(
    objectives: Iterable[Objective],
    parts: Iterable[KeyResult],
    okrs: frozenset[str],
    *,
    led: set[str],
    ground: Ground,
) -> Iterator[str]:
    """What they own, all of the teams that they answer for, and what nobody owns beside what they own."""
    yield from okrs
    shared = dict.fromkeys(part.objective for part in parts)
    orphaned = [ground.standing[key] for key in shared if not ground.standing[key].owners]
    for objective in (*objectives, *orphaned):
        yield objective.key
        for key_result in objective.key_results:
            if objective.key in led or not key_result.owners:
                yield key_result.key


def _needs(keys: Sequence[str], ground: Ground) -> Iterator[Need]:
    """What theirs wait for first, then what of others counts in theirs; each once."""
    links, seen = ground.links, set(keys)
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
