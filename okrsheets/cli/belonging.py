"""Whose the OKRs of a table are, and of when, in a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from okrsheets.cli.widths import one_line

if TYPE_CHECKING:
    from okrsheets.model import Cycle, OkrSet, TableReading

__all__ = ["belonging_lines"]

_MOST = 3


def belonging_lines(tables: Iterable[TableReading], okrs: OkrSet) -> Iterator[str]:
    """The teams and cycles that the OKRs of tables got: "team Sales, cycle 2026-Q4 (from ... to ...)"."""
    keys = dict.fromkeys(
        key for table in tables for row in table.rows for key in (row.objective, row.key_result) if key
    )
    found = [okrs.by_key[key] for key in keys if key in okrs.by_key]
    if not found:
        return
    teams = dict.fromkeys(one_line(okr.team) for okr in found if okr.team)
    cycles = dict.fromkeys(okr.cycle for okr in found if okr.cycle is not None)
    yield f"{_named('team', list(teams))}, {_named('cycle', [_spelt(cycle) for cycle in cycles])}"


def _spelt(cycle: Cycle) -> str:
    return f"{cycle.label} ({cycle.start.isoformat()} to {cycle.end.isoformat()})"


def _named(what: str, names: list[str]) -> str:
    """A thing with its names: "team Sales", "teams Sales, IT", "no team".

    >>> _named("team", []), _named("team", ["IT"]), _named("team", list("ABCDE"))
    ('no team', 'team IT', 'teams A, B, C and 2 more')
    """
    if not names:
        return f"no {what}"
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return f"{what}{'s' if len(names) > 1 else ''} {', '.join(names[:_MOST])}{more}"
