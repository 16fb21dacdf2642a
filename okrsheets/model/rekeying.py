"""Puts what was read under the keys by which its OKRs have been known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsheets.model.okrs import KeyResult, Objective, OkrSet
from okrsheets.model.readings import Reading, SheetReading, TableReading
from okrsheets.tuples import NamedTuple

__all__ = ["rekeyed"]


def rekeyed(
    readings: Sequence[Reading], okrs: OkrSet, keys: Mapping[str, str]
) -> tuple[tuple[Reading, ...], OkrSet]:
    """The same readings and OKRs, with other keys where `keys` has one for that of today."""
    if not keys:
        return tuple(readings), okrs
    under = _Under(keys)
    return tuple(under.reading(each) for each in readings), OkrSet.of(
        tuple(under.objective(each) for each in okrs.objectives),
        tuple(copy._replace(okr=under.objective(copy.okr)) for copy in okrs.copies),
    )


class _Under(NamedTuple):
    """The keys to be known by; whatever holds none of them stays as it is."""

    keys: Mapping[str, str]

    def objective(self, objective: Objective) -> Objective:
        names = (objective.key, *(each.key for each in objective.key_results))
        if self.keys.keys().isdisjoint(names):
            return objective
        return objective._replace(
            key=self.keys.get(objective.key, objective.key),
            key_results=tuple(self._key_result(each) for each in objective.key_results),
        )

    def _key_result(self, each: KeyResult) -> KeyResult:
        return each._replace(
            key=self.keys.get(each.key, each.key),
            objective=self.keys.get(each.objective, each.objective),
        )

    def reading(self, reading: Reading) -> Reading:
        return reading._replace(sheets=tuple(self._sheet(sheet) for sheet in reading.sheets))

    def _sheet(self, sheet: SheetReading) -> SheetReading:
        return sheet._replace(tables=tuple(self._table(table) for table in sheet.tables))

    def _table(self, table: TableReading) -> TableReading:
        return table._replace(
            rows=tuple(
                row._replace(objective=self._known(row.objective), key_result=self._known(row.key_result))
                for row in table.rows
            ),
            copies=tuple(copy._replace(key=self._known(copy.key)) for copy in table.copies),
            unlisted=tuple(each._replace(key=self._known(each.key)) for each in table.unlisted),
        )

    def _known(self, key: str | None) -> str | None:
        return key if key is None else self.keys.get(key, key)
