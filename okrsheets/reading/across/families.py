"""Objectives with their key results, wherever these stand, on the way to keys and values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsheets.model import KeyResult, Objective
from okrsheets.reading.across.joined import Home, Joined, Member
from okrsheets.reading.across.keys import KeyParts
from okrsheets.reading.extraction.check_ins import Entry
from okrsheets.reading.extraction.extract import Scope, TableValues
from okrsheets.reading.language.ids import without_label
from okrsheets.reading.tables.found import FoundOkr
from okrsheets.tuples import NamedTuple

__all__ = ["Family", "with_keys"]


class Family(NamedTuple):
    """An objective with its key results, wherever they stand."""

    home: Home
    table: TableValues
    found: FoundOkr
    scope: Scope
    members: tuple[Member, ...]
    key_results: tuple[FoundOkr, ...]

    @classmethod
    def of(cls, joined: Joined, home: Home, members: tuple[Member, ...]) -> Family:
        """The family of the objective at a place."""
        table = joined.tables[home[0]]
        found = joined.objective(home)
        key_results = tuple(map(joined.key_result, members))
        return cls(home, table, found, table.scope_of(found), members, key_results)

    @property
    def parts(self) -> tuple[KeyParts, Sequence[tuple[str | None, str]]]:
        """What the keys are made of."""
        words = self.table.vocabulary
        key_results = [(kr.id, without_label(kr.title or "", words)) for kr in self.key_results]
        title = without_label(self.found.title, words) if self.found.title else None
        rest = tuple(sorted(title for _, title in key_results))
        label = self.scope.cycle.label if self.scope.cycle else None
        return KeyParts(label, self.scope.team, self.found.id, title, rest), key_results

    def objective(
        self,
        tables: Sequence[TableValues],
        key: str,
        keys: Sequence[str],
        *,
        faces: Sequence[Home],
        check_ins: Mapping[Member, Sequence[Entry]],
    ) -> Objective:
        """The objective with the values of its own place, and those that only its other faces say."""
        key_results: list[KeyResult] = []
        for member, found, own in zip(self.members, self.key_results, keys, strict=True):
            t, scope = member[0], self.scope
            if t != self.home[0]:
                around = tables[t].around
                scope = Scope(scope.team or around.team, scope.cycle or around.cycle)
            key_results.append(
                tables[t].key_result(
                    found,
                    own,
                    home=self.found,
                    home_key=key,
                    scope=scope,
                    check_ins=check_ins.get(member, ()),
                )
            )
        objective = self.table.objective(self.found, key, self.scope, tuple(key_results))
        for t, n in faces:
            face = tables[t].table.layout.objectives[n]
            objective = _completed(objective, tables[t].objective(face, key, self.scope, ()))
        return objective


def with_keys(objective: Objective, key: str, keys: Sequence[str]) -> Objective:
    """The objective with a key, and its key results with theirs."""
    key_results = tuple(
        each._replace(key=own, objective=key) for each, own in zip(objective.key_results, keys, strict=True)
    )
    return objective._replace(key=key, key_results=key_results)


def _completed(objective: Objective, face: Objective) -> Objective:
    """An objective with what it lacks taken from another of its faces, each value with its cell."""
    missing = {
        name: value
        for name, value in face._asdict().items()
        if value and name in _COMPLETED and not getattr(objective, name)
    }
    if not missing:
        return objective
    return objective._replace(cells={**face.cells, **objective.cells}, **missing)


_COMPLETED = frozenset(
    (
        "team",
        "owners",
        "due",
        "updated",
        "weight",
        "stated_status",
        "stated_meaning",
        "confidence",
        "ambition",
        "priority",
        "note",
        "accepted",
        "risk_owner",
        "alignment_texts",
    )
)
"""The fields of an objective that another of its faces may tell; progress said twice is told apart."""
