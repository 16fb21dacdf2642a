"""What the summary tab of a workbook says: its teams and its top objectives, row by row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from okrsheets.grid import EditKind, ManagedRole, Value
from okrsheets.model import (
    Figure,
    Finding,
    Objective,
    PlaceKind,
    Results,
    Severity,
    Status,
    id_apart,
)
from okrsheets.tuples import NamedTuple
from okrsheets.writeback.words import CellWords, one_line

__all__ = ["OBJECTIVES", "TEAMS", "Summary", "SummaryColumn", "summary_of"]

_LONGEST_TITLE = 120
_LONGEST_NAME = 60


class SummaryColumn(NamedTuple):
    """A column of one of the two tables: its heading, how its cells are written, and its width."""

    heading: str
    kind: EditKind
    width: int


TEAMS = (
    SummaryColumn("Team", EditKind.TEXT, 24),
    SummaryColumn("Objectives", EditKind.NUMBER, 11),
    SummaryColumn("Progress", EditKind.PERCENT, 10),
    SummaryColumn("Status", EditKind.TEXT, 16),
    SummaryColumn("Warnings", EditKind.NUMBER, 10),
)
OBJECTIVES = (
    SummaryColumn("Objective", EditKind.TEXT, 60),
    SummaryColumn("Team", EditKind.TEXT, 20),
    SummaryColumn("Owner", EditKind.TEXT, 20),
    SummaryColumn("Progress", EditKind.PERCENT, 10),
    SummaryColumn("Status", EditKind.TEXT, 16),
    SummaryColumn("Warnings", EditKind.NUMBER, 10),
    SummaryColumn("Where", EditKind.TEXT, 18),
)


class Summary(NamedTuple):
    """The rows of both tables, with a value for each of their columns, and the cycles they speak of."""

    cycles: str
    teams: tuple[tuple[Value, ...], ...]
    objectives: tuple[tuple[Value, ...], ...]


def summary_of(
    source: str,
    *,
    results: Results,
    words: CellWords,
    closed: Set[str],
    warnings: Severity | None,
) -> Summary | None:
    """What there is to say of a workbook; None where it holds no objective of a cycle that is not over.

    Its teams are those that own an objective in it, its top objectives those of the top level that stand
    in it; where none of those does, all of its own that have no parent in it.
    """
    here = [o for o in results.okrs.objectives if o.at.workbook == source and o.key not in closed]
    if not here:
        return None
    faults = _Faults.of(results.findings, warnings=warnings)
    labels = dict.fromkeys(objective.cycle.label for objective in here if objective.cycle is not None)
    return Summary(
        one_line(", ".join(labels)),
        tuple(_team_rows(here, results=results, faults=faults)),
        tuple(
            _objective_row(objective, words=words, faults=faults)
            for objective in _top(here, results)
            if objective.title is not None
        ),
    )


class _Faults(NamedTuple):
    """How many findings there are of each OKR and of each team; None where none are wanted."""

    of_okr: Mapping[str, int] | None
    of_team: Mapping[str, int]

    @classmethod
    def of(cls, findings: Iterable[Finding], *, warnings: Severity | None) -> _Faults:
        if warnings is None:
            return cls(None, {})
        okrs: dict[str, int] = {}
        teams: dict[str, int] = {}
        for finding in findings:
            if finding.severity < warnings:
                continue
            if finding.okr is not None:
                okrs[finding.okr] = okrs.get(finding.okr, 0) + 1
            elif finding.place.kind is PlaceKind.TEAM:
                team = _folded(finding.place.team or "")
                teams[team] = teams.get(team, 0) + 1
        return cls(okrs, teams)

    def among(self, objectives: Iterable[Objective], *, team: str | None = None) -> int | None:
        """The findings of these objectives and their key results, and of a team itself."""
        if self.of_okr is None:
            return None
        keys = (
            key
            for objective in objectives
            for key in (objective.key, *(one.key for one in objective.key_results))
        )
        own = self.of_team.get(_folded(team), 0) if team is not None else 0
        return own + sum(self.of_okr.get(key, 0) for key in keys)


def _top(here: Sequence[Objective], results: Results) -> list[Objective]:
    """The objectives of a workbook that are worth a row of their own."""
    top = [objective for objective in here if objective.key in results.resolutions.top_level]
    if top:
        return top
    keys = {key for o in here for key in (o.key, *(one.key for one in o.key_results))}
    below = {r.child for r in results.resolutions.resolutions if r.parent in keys and r.parent != r.child}
    return [objective for objective in here if objective.key not in below] or list(here)


def _team_rows(
    here: Sequence[Objective], *, results: Results, faults: _Faults
) -> Iterator[tuple[Value, ...]]:
    names = {_folded(name): name for name in results.figures.teams}
    owning: dict[str, list[Objective]] = {}
    for objective in results.okrs.objectives:
        if objective.team:
            owning.setdefault(_folded(objective.team), []).append(objective)
    for team in dict.fromkeys(_folded(objective.team) for objective in here if objective.team):
        if team not in names:
            continue
        figure = results.figures.teams[names[team]]
        counted = {part.key for part in figure.made_of}
        objectives = [objective for objective in owning[team] if objective.key in counted]
        yield (
            one_line(names[team], longest=_LONGEST_NAME),
            len(objectives),
            _share(figure),
            _status(figure),
            faults.among(objectives, team=names[team]),
        )


def _objective_row(objective: Objective, *, words: CellWords, faults: _Faults) -> tuple[Value, ...]:
    title = " ".join([id_apart(objective) or "", objective.title or ""])
    return (
        one_line(title, longest=_LONGEST_TITLE),
        one_line(objective.team or "", longest=_LONGEST_NAME) or None,
        one_line(", ".join(objective.owners), longest=_LONGEST_NAME) or None,
        words.value(objective.key, ManagedRole.PROGRESS),
        words.value(objective.key, ManagedRole.STATUS),
        faults.among([objective]),
        one_line(f"{objective.at.sheet}!{objective.at.a1}", longest=_LONGEST_NAME),
    )


def _share(figure: Figure) -> float | None:
    if figure.progress is None or not math.isfinite(figure.progress):
        return None
    return round(figure.progress, 4) + 0.0  # -0.0 becomes 0.0


def _status(figure: Figure) -> str:
    unknown = figure.status is Status.UNKNOWN and figure.because
    return one_line(f"{figure.status.value}: {figure.because}" if unknown else figure.status.value)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
