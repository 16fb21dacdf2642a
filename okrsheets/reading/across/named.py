"""Every OKR with its key and its values, once it is known which objective each key result belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsheets.model import Copy, Objective
from okrsheets.reading.across.families import Family, with_keys
from okrsheets.reading.across.joined import Home, Joined, Member
from okrsheets.reading.across.keys import give_keys
from okrsheets.reading.extraction.check_ins import Entry
from okrsheets.tuples import NamedTuple

__all__ = ["Named"]


class Named(NamedTuple):
    """All objectives that count, and the keys of what stands at each place of each table.

    `copies` are those that only repeat others, by their places; these have no keys there.
    """

    objectives: tuple[Objective, ...]
    objective_keys: Mapping[Home, str]
    key_result_keys: Mapping[Member, str]
    copies: Mapping[Home, Copy]

    @classmethod
    def of(
        cls,
        joined: Joined,
        check_ins: Mapping[Member, Sequence[Entry]],
        known: Mapping[Home, Objective],
    ) -> Named:
        """The OKRs of all tables, with keys that are unique over all of them.

        `check_ins` are what tables of their own say of key results; `known` are the objectives whose own
        table was read for its values already.
        """
        found = [Family.of(joined, home, members) for home, members in joined.objectives()]
        keys = give_keys([family.parts for family in found])
        objective_keys: dict[Home, str] = {}
        key_result_keys: dict[Member, str] = {}
        for family, (own, of_key_results) in zip(found, keys, strict=True):
            objective_keys[family.home] = own
            key_result_keys.update(zip(family.members, of_key_results, strict=True))
        faces: dict[Home, list[Home]] = {}
        for face, home in joined.faces.items():
            if home in objective_keys:
                objective_keys[face] = objective_keys[home]
                faces.setdefault(home, []).append(face)
        objectives = []
        for family, its_keys in zip(found, keys, strict=True):
            read, also = known.get(family.home), faces.get(family.home, ())
            if read is not None and not also and check_ins.keys().isdisjoint(family.members):
                objectives.append(with_keys(read, *its_keys))
            else:
                objectives.append(family.objective(joined.tables, *its_keys, faces=also, check_ins=check_ins))
        copies = _copies(joined, objective_keys, key_result_keys, known) if joined.copies else {}
        return cls(tuple(objectives), objective_keys, key_result_keys, copies)


def _copies(
    joined: Joined,
    objective_keys: Mapping[Home, str],
    key_result_keys: Mapping[Member, str],
    known: Mapping[Home, Objective],
) -> dict[Home, Copy]:
    """What stands at the places that only repeat others, with the keys of those."""
    copies: dict[Home, Copy] = {}
    for home, members in joined.everything():
        if (copy := joined.copies.get(home)) is None:
            continue
        key = objective_keys.get(copy.home, "") if copy.home is not None else ""
        there = (copy.members.get(member) for member in members)
        keys = [key_result_keys.get(member, "") if member is not None else "" for member in there]
        read = known.get(home)
        if read is None:
            family = Family.of(joined, home, members)
            read = family.objective(joined.tables, key, keys, faces=(), check_ins={})
        copies[home] = Copy(with_keys(read, key, keys), copy.because)
    return copies
