"""The few objectives and teams that a chat is told of, and a page shows first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from okrsheets.model import Results
from okrsheets.reporting.gauges import Gauge
from okrsheets.reporting.outline import OutlineLine, outline_head
from okrsheets.reporting.summary import TeamRow
from okrsheets.reporting.tree import Node
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["NO_BRIEF", "Brief", "brief_of"]

T = TypeVar("T")

OBJECTIVES, TEAMS = 6, 8  # what someone still reads in a chat
WORST_FIRST = ("risk", "slow", "none")


class Brief(NamedTuple):
    """Objectives of the top level and teams; each with words on how many more there are.

    `other_teams` are those more, in the order of the sheets.
    """

    objectives: tuple[OutlineLine, ...]
    objectives_left: str
    teams: tuple[TeamRow, ...]
    teams_left: str
    other_teams: tuple[TeamRow, ...]


NO_BRIEF = Brief((), "", (), "", ())


def brief_of(nodes: Iterable[Node], teams: Sequence[TeamRow], results: Results, tongue: Tongue) -> Brief:
    """What is told of: in the order of the sheets, and the worst first where not all are told.

    Where nothing is known to be the top level, the objectives that hang below nothing stand for it.
    """
    roots = [node for node in nodes if not node.depth]
    top = sum(1 for each in results.okrs.objectives if each.key in results.resolutions.top_level)
    heads = roots[:top] or roots  # the top level stands first
    told = _told(teams, TEAMS, gauge=lambda row: row.gauge)
    return Brief(
        tuple(
            outline_head(node, "", tongue) for node in _told(heads, OBJECTIVES, gauge=lambda node: node.gauge)
        ),
        _left(len(heads) - OBJECTIVES, tongue),
        tuple(told),
        _left(len(teams) - TEAMS, tongue),
        tuple(row for row in teams if row not in told),
    )


def _told(each: Sequence[T], most: int, *, gauge: Callable[[T], Gauge]) -> Sequence[T]:
    if len(each) <= most:
        return each
    return sorted(each, key=lambda one: _urgency(gauge(one)))[:most]


def _urgency(gauge: Gauge) -> int:
    tone = gauge.chip.tone
    return WORST_FIRST.index(tone) if tone in WORST_FIRST else len(WORST_FIRST)


def _left(number: int, tongue: Tongue) -> str:
    return tongue.plural(number, "and {n} more", "and {n} more") if number > 0 else ""
