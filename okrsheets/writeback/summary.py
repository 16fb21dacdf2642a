"""What the summary tab of a workbook says: its teams and its top objectives, row by row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from okrsheets.edits import EditKind, ManagedRole
from okrsheets.grid import Value
from okrsheets.model import (
    AlignmentKind,
    Figure,
    Finding,
    Objective,
    PlaceKind,
    Results,
    Severity,
    Status,
    folded,
    id_apart,
)
from okrsheets.reading.ours.tabs import OBJECTIVE_HEADINGS, TEAM_HEADINGS
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


_WIDTHS = {"Objective": 64, "Team": 24, "Owner": 24, "Status": 30, "Where": 24}
_NARROW = 12
_KINDS = {
    "Progress": EditKind.PERCENT,
    "Objectives": EditKind.NUMBER,
    "Findings": EditKind.NUMBER,
}


def _columns(headings: Iterable[str]) -> tuple[SummaryColumn, ...]:
    return tuple(
        SummaryColumn(heading, _KINDS.get(heading, EditKind.TEXT), _WIDTHS.get(heading, _NARROW))
        for heading in headings
    )


TEAMS = _columns(TEAM_HEADINGS)
OBJECTIVES = _columns(OBJECTIVE_HEADINGS)


class Summary(NamedTuple):
    """The rows of both tables, with a value for each of their columns, and the cycles they speak of.

    All of it is empty where a workbook holds no objective of a cycle that is not over.
    """

    cycles: tuple[str, ...] = ()
    teams: tuple[tuple[Value, ...], ...] = ()
    objectives: tuple[tuple[Value, ...], ...] = ()


def summary_of(
    source: str,
    *,
    results: Results,
    words: CellWords,
    closed: Set[str],
    warnings: Severity | None,
) -> Summary:
    """What there is to say of a workbook.

    Its teams are those that own an objective in it, its top objectives those of the top level that stand
    in it; where none of those does, all of its own that are below none in it. A team's row tells of all
    its objectives, in whatever workbook.
    """
    here = [o for o in results.okrs.objectives if o.at.workbook == source and o.key not in closed]
    if not here:
        return Summary()
    faults = _Faults.of(results.findings, warnings=warnings)
    labels = dict.fromkeys(objective.cycle.label for objective in here if objective.cycle is not None)
    return Summary(
        tuple(labels),
        tuple(row for row in _team_rows(here, results=results, faults=faults) if row[0]),
        tuple(
            row
            for objective in _top(here, results)
            if objective.title is not None
            if (row := _objective_row(objective, words=words, faults=faults))[0]
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
                team = folded(finding.place.team or "")
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
        own = self.of_team.get(folded(team), 0) if team is not None else 0
        return own + sum(self.of_okr.get(key, 0) for key in keys)


def _top(here: Sequence[Objective], results: Results) -> list[Objective]:
    """The objectives of a workbook that are worth a row of their own."""
    top = [objective for objective in here if objective.key in results.resolutions.top_level]
    if top:
        return top
    owners = {key: o.key for o in here for key in (o.key, *(one.key for one in o.key_results))}
    children: dict[str, list[str]] = {}
    for resolution in results.resolutions.resolutions:
        parent = owners.get(resolution.parent or "")
        # what something depends on is not above it
        if (
            parent is not None
            and parent != resolution.child
            and resolution.kind is not AlignmentKind.DEPENDENCY
        ):
            children.setdefault(parent, []).append(resolution.child)
    below = {child for found in children.values() for child in found}
    seen: set[str] = set()
    top = []
    # those that stand in a circle are below none that is on top: the first of each is shown
    for objective in [*(o for o in here if o.key not in below), *here]:
        if objective.key not in seen:
            top.append(objective)
            waiting = [objective.key]
            while waiting:
                if (key := waiting.pop()) not in seen:
                    seen.add(key)
                    waiting += children.get(key, ())
    order = {objective.key: n for n, objective in enumerate(here)}
    return sorted(top, key=lambda objective: order[objective.key])


def _team_rows(
    here: Sequence[Objective], *, results: Results, faults: _Faults
) -> Iterator[tuple[Value, ...]]:
    names = {folded(name): name for name in results.figures.teams}
    owning: dict[str, list[Objective]] = {}
    for objective in results.okrs.objectives:
        if objective.team:
            owning.setdefault(folded(objective.team), []).append(objective)
    for team in dict.fromkeys(folded(objective.team) for objective in here if objective.team):
        if team not in names:
            continue
        figure = results.figures.teams[names[team]]
        counted = {part.key for part in figure.made_of}
        objectives = [objective for objective in owning[team] if objective.key in counted]
        yield (
            one_line(names[team], longest=_LONGEST_NAME),
            _status(figure),
            _share(figure),
            len(objectives),
            faults.among(objectives, team=names[team]),
        )


def _objective_row(objective: Objective, *, words: CellWords, faults: _Faults) -> tuple[Value, ...]:
    title = " ".join([id_apart(objective) or "", objective.title or ""])
    return (
        one_line(title, longest=_LONGEST_TITLE),
        one_line(objective.team or "", longest=_LONGEST_NAME) or None,
        one_line(", ".join(objective.owners), longest=_LONGEST_NAME) or None,
        one_line(objective.cycle.label, longest=_LONGEST_NAME) if objective.cycle is not None else None,
        f"{_quoted(one_line(objective.at.sheet))}!{objective.at.a1}",
        words.value(objective.key, ManagedRole.STATUS),
        words.value(objective.key, ManagedRole.PROGRESS),
        faults.among([objective]),
    )


def _quoted(tab: str) -> str:
    """A tab's name as it stands before an address.

    >>> _quoted("Sales"), _quoted("Ann's plan")
    ('Sales', "'Ann''s plan'")
    """
    return tab if tab.isidentifier() else "'" + tab.replace("'", "''") + "'"


def _share(figure: Figure) -> float | None:
    if figure.progress is None or not math.isfinite(figure.progress):
        return None
    return round(figure.progress, 4) + 0.0  # -0.0 becomes 0.0


def _status(figure: Figure) -> str:
    unknown = figure.status is Status.UNKNOWN and figure.because
    return one_line(f"{figure.status.value}: {figure.because}" if unknown else figure.status.value)
