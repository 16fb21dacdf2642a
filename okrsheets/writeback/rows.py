"""Which OKR each cell of ours speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from okrsheets.edits import ManagedRole
from okrsheets.model import Objective, TableReading

__all__ = ["OWN_ROW", "has_columns", "has_rows", "okrs_of", "okrs_side_by_side", "roles_of"]

OWN_ROW = frozenset({ManagedRole.PROGRESS, ManagedRole.STATUS, ManagedRole.ALIGNED_TO, ManagedRole.WARNINGS})
"""The roles that speak of a row's own item: the key result, where it shares its row with an objective,
and the objective, where it shares its row, or its column, with several of them."""

_OBJECTIVES = frozenset(
    {ManagedRole.OBJECTIVE_PROGRESS, ManagedRole.OBJECTIVE_STATUS, ManagedRole.OBJECTIVE_NOTES}
)


def has_rows(table: TableReading) -> bool:
    """Whether each of a table's OKRs has a row, so that there are cells beside it to write."""
    return table.layout not in ("transposed", "text cell", "lines")


def has_columns(table: TableReading) -> bool:
    """Whether a table's objectives stand side by side, so that there are cells below them to write."""
    return table.layout == "transposed"


def roles_of(table: TableReading) -> frozenset[ManagedRole]:
    """The columns of ours that a table has a use for."""
    if not has_rows(table) and not has_columns(table):
        return frozenset()
    if _is_wide(table) or has_columns(table):
        return OWN_ROW | {ManagedRole.KEY_RESULTS}
    return OWN_ROW | _OBJECTIVES if _shares_rows(table) or _is_headed(table) else OWN_ROW


def _shares_rows(table: TableReading) -> bool:
    """Whether an objective and one key result stand on one row."""
    return not _is_wide(table) and any(
        row.objective and row.key_result and row.says_objective for row in table.rows
    )


def _is_headed(table: TableReading) -> bool:
    """Whether the objective stands above the headings of its key results."""
    return any(row.says_objective and row.row < table.header for row in table.rows)


def _is_wide(table: TableReading) -> bool:
    return table.layout == "wide"


def okrs_of(table: TableReading, role: ManagedRole) -> dict[int, str]:
    """Row -> key of the OKR that a column of this role speaks of there; none where it could be several.

    Above our headings no cell is ours: of an objective up there its first key result's row speaks.
    """
    okrs: dict[int, str] = {}
    crowded: set[int] = set()
    shared = _shares_rows(table)
    above = {row.objective for row in table.rows if row.says_objective and row.row < table.header}
    for row in table.rows:
        if row.row < table.header:
            continue
        objective = row.objective if row.says_objective or row.objective in above else None
        above.discard(row.objective)
        if role not in OWN_ROW or _is_wide(table):
            key = objective
        elif shared:
            key = row.key_result
        else:
            key = row.key_result or objective
        if key is not None and okrs.setdefault(row.row, key) != key:
            crowded.add(row.row)
    return {row: key for row, key in okrs.items() if row not in crowded}


def okrs_side_by_side(table: TableReading, objectives: Iterable[Objective]) -> dict[int, str]:
    """Column -> key of the objective in that column of a table; none at all where two stand in one."""
    okrs: dict[int, str] = {}
    for objective in objectives:
        at = objective.at
        if at.sheet != table.sheet or not table.range.holds(at.row, at.column):
            continue
        if at.column == table.range.left or okrs.setdefault(at.column, objective.key) != objective.key:
            return {}
    return okrs
