"""The tree in short, a line each, for places where a page is too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.model import Results
from okrsheets.reporting.gauges import Gauge
from okrsheets.reporting.mentions import plain
from okrsheets.reporting.places import PlaceView
from okrsheets.reporting.tree import KeyResultRow, Node
from okrsheets.reporting.wording import NOTHING, YES_NO, Amounts
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["OutlineLine", "heads", "outline"]

HEADS = 6  # what someone still reads in a chat


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


def outline(nodes: Iterable[Node]) -> Iterator[OutlineLine]:
    """A line for each objective, those of its key results, and what the nesting does not show."""
    for node in nodes:
        indent = "  " * node.depth
        yield _head(node, indent)
        for note in node.notes:
            yield OutlineLine(f"{indent}  ", "", "", "", plain(note), None)
        for row in node.rows:
            icon = row.gauge.chip.icon
            yield OutlineLine(f"{indent}  ", icon, row.title, _figures(row), _whose(row), row.place)


def heads(nodes: Iterable[Node], results: Results, tongue: Tongue) -> tuple[tuple[OutlineLine, ...], str]:
    """The first objectives of the top level, or below nothing where there is none, and how many more."""
    roots = [node for node in nodes if not node.depth]
    top = sum(1 for each in results.okrs.objectives if each.key in results.resolutions.top_level)
    found = roots[:top] or roots
    left = len(found) - HEADS
    words = tongue.plural(left, "and {n} more", "and {n} more") if left > 0 else ""
    return tuple(_head(node, "") for node in found[:HEADS]), words


def _head(node: Node, indent: str) -> OutlineLine:
    words = [
        node.gauge.progress,
        f"{node.gauge.bounds}\xa0%" if node.gauge.bounds else "",
        node.gauge.aside,
        _status(node.gauge),
    ]
    figures = ", ".join(_known(words))
    return OutlineLine(indent, node.gauge.chip.icon, node.title, figures, node.line, node.place)


def _figures(row: KeyResultRow) -> str:
    return ", ".join(_known([row.gauge.progress, *_way(row.amounts), _status(row.gauge)]))


def _way(amounts: Amounts) -> list[str]:
    """Baseline, current and target in words or signs that tell which is which."""
    start, now, goal = amounts
    reached = "" if now == NOTHING else f"now {now}"
    if goal == NOTHING:
        return [reached]
    if start == NOTHING:
        return [reached, f"goal {goal}"]
    if not reached or goal in YES_NO:
        return [f"from {start} to {goal}", reached]
    return [f"{start} → {now} of {goal}"]


def _status(gauge: Gauge) -> str:
    """The status, with the reason where it is unknown."""
    word = gauge.chip.inside
    return f"{word}: {gauge.why}" if gauge.why else word


def _whose(row: KeyResultRow) -> str:
    return "; ".join(_known([row.owner, plain(row.notes)]))


def _known(words: Iterable[str]) -> list[str]:
    return [word for word in words if word and word != NOTHING]
