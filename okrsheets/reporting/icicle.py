"""The company, its teams and their objectives as nested boxes, each as high as it has key results."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.model import Figure, Objective, Results
from okrsheets.reporting.drawing import Box, Picture
from okrsheets.reporting.gauges import NO_FIGURE, gauge
from okrsheets.reporting.links import Links
from okrsheets.reporting.wording import one_line, sentence
from okrsheets.tongue import Tongue, message
from okrsheets.tuples import NamedTuple

__all__ = ["icicle"]

COLUMNS = (150, 250, 580)  # company, teams, objectives
GAP = 2
A_LINE, TWO_LINES = 14, 36
PER_KEY_RESULT = 13
LOWEST, HIGHEST = 160, 1200
MOST_TEAMS, MOST_OBJECTIVES = 100, 150  # beyond these their boxes are too low to tell apart
NO_TEAM = message("no team")


class _Entry(NamedTuple):
    name: str
    figure: Figure
    weight: int
    told: str
    href: str


def icicle(results: Results, *, links: Links, company: str) -> Picture | None:
    """The overview; None where there is one team or none, so that it would show nothing."""
    tongue = links.tongue
    by_team: dict[str | None, list[Objective]] = {}
    for objective in results.okrs.objectives:
        by_team.setdefault(objective.team or None, []).append(objective)
    if not 1 < len(by_team) <= MOST_TEAMS:
        return None
    with_objectives = len(results.okrs.objectives) <= MOST_OBJECTIVES
    total = sum(_weight(each) for each in results.okrs.objectives)
    height = min(HIGHEST, max(LOWEST, PER_KEY_RESULT * total, len(by_team) * (A_LINE + GAP)))
    figure, told = results.figures.company or NO_FIGURE, _counts(results.okrs.objectives, tongue)
    whole = _Entry(company, figure, total, told, "")
    boxes = [_box(whole, column=0, top=0, bottom=height, tongue=tongue)]
    before = 0
    for team, objectives in by_team.items():
        weight = sum(_weight(each) for each in objectives)
        figure = results.figures.teams.get(team or "", NO_FIGURE)
        name = one_line(team) if team else sentence(tongue(NO_TEAM))
        page = links.team_pages.get(team or "", "")
        entry = _Entry(name, figure, weight, _counts(objectives, tongue), page)
        top, bottom = (round(height * share / total) for share in (before, before + weight))
        boxes.append(_box(entry, column=1, top=top, bottom=bottom, tongue=tongue))
        if with_objectives:
            boxes.extend(_objectives(objectives, results, links, before=before, unit=height / total))
        before += weight
    width = sum(COLUMNS) if with_objectives else sum(COLUMNS[:2])
    if with_objectives:
        words = tongue(
            "Overview of the company, its teams and their objectives: each box as high as it has "
            "key results, in the colour of its status"
        )
    else:
        words = tongue(
            "Overview of the company and its teams: each box as high as it has key results, "
            "in the colour of its status"
        )
    return Picture(width, height, tuple(boxes), (), words)


def _objectives(
    objectives: Sequence[Objective], results: Results, links: Links, *, before: int, unit: float
) -> list[Box]:
    boxes, tongue = [], links.tongue
    for objective in objectives:
        weight = _weight(objective)
        figure = results.figures.okrs.get(objective.key, NO_FIGURE)
        title = one_line(objective.title or "") or sentence(tongue("key results without an objective"))
        told = tongue.plural(len(objective.key_results), "{n} key result", "{n} key results")
        entry = _Entry(title, figure, weight, told, links.href(objective.key))
        top, bottom = round(before * unit), round((before + weight) * unit)
        boxes.append(_box(entry, column=2, top=top, bottom=bottom, tongue=tongue))
        before += weight
    return boxes


def _box(entry: _Entry, *, column: int, top: int, bottom: int, tongue: Tongue) -> Box:
    drawn, height = gauge(entry.figure, tongue=tongue), max(1, bottom - top - GAP)
    said = f"{drawn.chip.icon} {drawn.progress}"
    told = f"{drawn.progress}, {drawn.chip.inside}, {entry.told}"
    one_line_only = A_LINE <= height < TWO_LINES
    return Box(
        x=sum(COLUMNS[:column]),
        y=top,
        width=COLUMNS[column] - GAP,
        height=height,
        base=height // 2 + 4 if one_line_only else 16,
        tone=drawn.chip.tone,
        head="" if height < A_LINE else f"{said} {entry.name}" if one_line_only else entry.name,
        tail=(f"{said}, {entry.told}" if column else said) if height >= TWO_LINES else "",
        told=tongue("{name}: {told}", name=entry.name, told=told),
        href=entry.href,
    )


def _weight(objective: Objective) -> int:
    return max(2, len(objective.key_results))  # of one or none the box still holds a line


def _counts(objectives: Sequence[Objective], tongue: Tongue) -> str:
    key_results = sum(len(each.key_results) for each in objectives)
    return ", ".join(
        (
            tongue.plural(len(objectives), "{n} objective", "{n} objectives"),
            tongue.plural(key_results, "{n} key result", "{n} key results"),
        )
    )
