"""The coverage matrix as lines, for places that are too narrow for a column per team."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.reporting.matrix import Coverage
from okrsheets.reporting.wording import joined
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["SupportLine", "support_lines"]


class SupportLine(NamedTuple):
    """One objective of the top level, or a key result of it, and who works on it; `indent` are blanks."""

    indent: str
    title: str
    words: str


def support_lines(coverage: Coverage, tongue: Tongue) -> Iterator[SupportLine]:
    """A line for each row of the matrix."""
    for row in coverage.rows:
        by: dict[str, list[str]] = {}
        for team, mark in zip(coverage.teams, row.marks, strict=True):
            if mark:
                by.setdefault(mark, []).append(team)
        words = tongue("; ").join(
            tongue("{mark}: {teams}", mark=tongue(mark), teams=joined(teams, tongue))
            for mark, teams in by.items()
        )
        whole = row.objective is not None
        yield SupportLine(
            "" if whole else "  ",
            row.objective.words if row.objective is not None else row.title,
            words or (tongue("nobody as a whole") if whole else tongue("nobody")),
        )
