"""The tree in short, a line each, for places where a page is too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.reporting.gauges import Gauge
from okrsheets.reporting.mentions import plain
from okrsheets.reporting.places import PlaceView
from okrsheets.reporting.tree import KeyResultRow, Node
from okrsheets.reporting.wording import NOTHING, Amounts, yes_no
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["OutlineLine", "outline", "outline_head"]


class OutlineLine(NamedTuple):
    """One objective, key result or note of an objective; `indent` are the blanks before its bullet.

    A note has its words in `line` and nothing else.
    """

    indent: str
    icon: str
    title: str
    figures: str
    line: str
    place: PlaceView | None


def outline(nodes: Iterable[Node], tongue: Tongue) -> Iterator[OutlineLine]:
    """A line for each objective, those of its key results, and what the nesting does not show."""
    for node in nodes:
        indent = "  " * node.depth
        yield outline_head(node, indent, tongue)
        for note in node.notes:
            yield OutlineLine(f"{indent}  ", "", "", "", plain(note), None)
        for row in node.rows:
            icon, figures, whose = row.gauge.chip.icon, _figures(row, tongue), _whose(row, tongue)
            yield OutlineLine(f"{indent}  ", icon, row.title, figures, whose, row.place)


def outline_head(node: Node, indent: str, tongue: Tongue) -> OutlineLine:
    """The line of an objective."""
    words = [
        node.gauge.progress,
        tongue.share.format(node.gauge.bounds) if node.gauge.bounds else "",
        node.gauge.aside,
        _status(node.gauge, tongue),
    ]
    figures = ", ".join(_known(words))
    return OutlineLine(indent, node.gauge.chip.icon, node.title, figures, node.line, node.place)


def _figures(row: KeyResultRow, tongue: Tongue) -> str:
    way = _way(row.amounts, tongue)
    return ", ".join(_known([row.gauge.progress, *way, _status(row.gauge, tongue)]))


def _way(amounts: Amounts, tongue: Tongue) -> list[str]:
    """Baseline, current and target in words or signs that tell which is which."""
    start, now, goal = amounts
    reached = "" if now == NOTHING else tongue("now {now}", now=now)
    if goal == NOTHING:
        return [reached]
    if start == NOTHING:
        return [reached, tongue("goal {goal}", goal=goal)]
    if not reached or goal in yes_no(tongue):
        return [tongue("from {start} to {goal}", start=start, goal=goal), reached]
    return [tongue("{start} → {now} of {goal}", start=start, now=now, goal=goal)]


def _status(gauge: Gauge, tongue: Tongue) -> str:
    """The status, with the reason where it is unknown."""
    word = gauge.chip.inside
    return tongue("{status}: {reason}", status=word, reason=gauge.why) if gauge.why else word


def _whose(row: KeyResultRow, tongue: Tongue) -> str:
    return tongue("; ").join(_known([row.owner, plain(row.notes)]))


def _known(words: Iterable[str]) -> list[str]:
    return [word for word in words if word and word != NOTHING]
