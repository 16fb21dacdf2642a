"""The tree in short, a line each, for places where a page is too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.reporting.gauges import Gauge
from okrsheets.reporting.mentions import plain
from okrsheets.reporting.tree import KeyResultRow, Node
from okrsheets.reporting.wording import NOTHING, YES_NO, Amounts, counted
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


def outline(nodes: Iterable[Node]) -> tuple[tuple[OutlineLine, ...], str]:
    """The first lines of the tree, and a sentence about what is left out."""
    lines: list[OutlineLine] = []
    left = 0
    for node in nodes:
        full = lines and len(lines) + len(node.rows) >= LINES
        if left or full:
            left += 1
        else:
            lines.extend(_lines(node))
    words = f"{counted(left, 'more objective')} {'is' if left == 1 else 'are'} in the report." if left else ""
    return tuple(lines), words


def _lines(node: Node) -> Iterator[OutlineLine]:
    indent = "  " * node.depth
    chip = node.gauge.chip
    words = [
        node.gauge.progress,
        f"{node.gauge.bounds}\xa0%" if node.gauge.bounds else "",
        node.gauge.aside,
        _status(node.gauge),
    ]
    yield OutlineLine(indent, chip.icon, node.title, ", ".join(_known(words)), node.line)
    for row in node.rows:
        yield OutlineLine(f"{indent}  ", row.gauge.chip.icon, row.title, _figures(row), _whose(row))


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
    word = gauge.chip.word.lower()
    return f"{word}: {gauge.why}" if gauge.why else word


def _whose(row: KeyResultRow) -> str:
    return "; ".join(_known([row.owner, plain(row.notes)]))


def _known(words: Iterable[str]) -> list[str]:
    return [word for word in words if word and word != NOTHING]
