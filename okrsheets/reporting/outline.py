"""The tree in short, a line each, for places where a page is too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.reporting.gauges import Gauge
from okrsheets.reporting.mentions import plain
from okrsheets.reporting.tree import KeyResultRow, Node
from okrsheets.reporting.wording import NOTHING, Amounts, yes_no
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["OutlineLine", "outline"]

LINES = 80  # what someone still scrolls through in a chat


class OutlineLine(NamedTuple):
    """One objective or key result; `indent` are the blanks before its bullet."""

    indent: str
    icon: str
    title: str
    figures: str
    line: str


def outline(nodes: Iterable[Node], tongue: Tongue) -> tuple[tuple[OutlineLine, ...], str]:
    """The first lines of the tree, and a sentence about what is left out."""
    lines: list[OutlineLine] = []
    left = 0
    for node in nodes:
        full = lines and len(lines) + len(node.rows) >= LINES
        if left or full:
            left += 1
        else:
            lines.extend(_lines(node, tongue))
    if not left:
        return tuple(lines), ""
    words = tongue.plural(
        left, "{n} more objective is in the report.", "{n} more objectives are in the report."
    )
    return tuple(lines), words


def _lines(node: Node, tongue: Tongue) -> Iterator[OutlineLine]:
    indent = "  " * node.depth
    chip = node.gauge.chip
    words = [
        node.gauge.progress,
        tongue.share.format(node.gauge.bounds) if node.gauge.bounds else "",
        node.gauge.aside,
        _status(node.gauge, tongue),
    ]
    yield OutlineLine(indent, chip.icon, node.title, ", ".join(_known(words)), node.line)
    for row in node.rows:
        yield OutlineLine(
            f"{indent}  ", row.gauge.chip.icon, row.title, _figures(row, tongue), _whose(row, tongue)
        )


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
