"""What alignment hands on: texts resolved, links, and what their graph shows."""

from __future__ import annotations

from enum import Enum

from okrsheets.model.okrs import AlignmentText
from okrsheets.model.words import AlignmentKind
from okrsheets.tuples import NamedTuple

__all__ = ["Alignment", "Outcome", "Resolution", "Resolutions"]


class Outcome(Enum):
    """What became of an alignment text."""

    RESOLVED = "resolved"
    DANGLING = "dangling"
    AMBIGUOUS = "ambiguous"
    UNREACHABLE = "unreachable"
    VAGUE = "vague"


class Resolution(NamedTuple):
    """One part of an alignment text and what it was found to mean.

    `parent` is the key it resolved to. `candidates` are the keys it could mean where it is
    ambiguous; `nearest` the keys that come closest where it dangles, best first.
    `resolved_by` is the step that found it: id, scoped id, id with title, title, near title, cell, formula,
    hyperlink. `sure` is 0 to 1; `doubt` says what speaks against it, where something does.
    """

    child: str
    source: AlignmentText
    text: str
    outcome: Outcome
    kind: AlignmentKind
    share: float | None = None
    parent: str | None = None
    resolved_by: str | None = None
    sure: float = 0.0
    candidates: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    doubt: str | None = None


class Alignment(NamedTuple):
    """A link from child to parent. `carries` is False where no progress may flow: directional,
    a dependency, or part of a cycle.
    """

    child: str
    parent: str
    kind: AlignmentKind
    share: float | None
    carries: bool


class Resolutions(NamedTuple):
    """All alignment texts resolved, and what the graph of them shows.

    `top_level` are the keys of the objectives at the top. `cycles` are paths of keys that end where
    they began.
    """

    resolutions: tuple[Resolution, ...]
    alignments: tuple[Alignment, ...]
    top_level: frozenset[str]
    cycles: tuple[tuple[str, ...], ...] = ()
