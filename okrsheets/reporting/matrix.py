"""Who supports what: the key results of the top-level objectives against the teams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.model import Alignment, KeyResult, Objective, Results, given_up
from okrsheets.reporting.links import Link, Links
from okrsheets.reporting.standing import Standing
from okrsheets.reporting.wording import one_line
from okrsheets.tongue import message
from okrsheets.tuples import NamedTuple

__all__ = ["NO_COVERAGE", "Coverage", "CoverageRow", "coverage"]

ROWS = 80  # more top-level key results than a page can show at once
NOBODY = ""
NO_TEAM = message("no team")
CARRIES, BESIDE, SHOWS, THROUGH = (
    message("carries progress"),
    message("stands beside"),
    message("shows support"),
    message("through the objective"),
)
MARKS = {Standing.COUNTS: CARRIES, Standing.BESIDE: BESIDE, Standing.SUPPORTS: SHOWS}
LEGEND = {
    CARRIES: "",
    BESIDE: message(": straightforward, and carries nothing now"),
    SHOWS: "",
    THROUGH: message(": supports it as a whole"),
}
STRONGEST = tuple(LEGEND)


class CoverageRow(NamedTuple):
    """One line: an objective as a whole, or one of its key results.

    `marks` has a mark per team, or none: its style classes, which are also its English words, so that
    `_(mark)` says it. A key result has those of its objective where it has none of its own. `alone` says that
    neither the key result nor its objective has anybody.
    """

    title: str
    objective: Link | None
    marks: tuple[str, ...]
    alone: bool


class Coverage(NamedTuple):
    """The matrix. `silent` are the teams that support nothing at the top, `lonely` the key results that
    nobody supports.

    Without a team that supports something there are no `rows` to show; `more` says how many were left out.
    `legend` explains the marks that are met, in two parts each: the mark, and more; `_()` says both.
    """

    teams: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    silent: tuple[str, ...]
    lonely: tuple[str, ...]
    key_results: int
    supported: int
    more: str
    legend: tuple[tuple[str, str], ...]


NO_COVERAGE = Coverage((), (), (), (), 0, 0, "", ())


def coverage(results: Results, *, links: Links) -> Coverage:
    """Every top-level key result, those that other teams deliver included, and who is aligned to it.

    What was given up asks for nobody.
    """
    at_top = (each for each in results.okrs.objectives if each.key in results.resolutions.top_level)
    top = [each for each in at_top if not given_up(each)]
    found = [(objective, list(_lines(objective, links))) for objective in top]
    heads = {each.team for each in top}
    met = dict.fromkeys(team for _, lines in found for line in lines for team in line.marks)
    others = dict.fromkeys(
        each.team
        for each in results.okrs.objectives
        if each.team and (each.team in met or each.team not in heads)
    )
    # a team of key results alone, or one that the report leaves out, has no objective here
    teams = (*(team for team in others if team in met), *(team for team in met if team not in others))
    rows = [row for objective, lines in found for row in _rows(objective, lines, teams, links)]
    key_results = [row for row in rows if row.objective is None]
    left, tongue = len(rows) - ROWS, links.tongue
    shown = {mark for row in rows[:ROWS] for mark in row.marks}
    return Coverage(
        teams=tuple(one_line(team) for team in teams),
        rows=tuple(rows[:ROWS]) if teams else (),
        silent=tuple(one_line(team) for team in others if team not in met),
        lonely=tuple(row.title for row in key_results if row.alone),
        key_results=len(key_results),
        supported=sum(1 for row in key_results if not row.alone),
        more=tongue.plural(left, "{n} more line is not shown", "{n} more lines are not shown")
        if left > 0
        else "",
        legend=tuple((mark, more) for mark, more in LEGEND.items() if mark in shown),
    )


class _Line(NamedTuple):
    """A row; `through` are the teams that support it by supporting its objective."""

    title: str
    marks: dict[str, str]
    through: tuple[str, ...] = ()
    is_objective: bool = False


def _lines(objective: Objective, links: Links) -> Iterator[_Line]:
    """The objective as a whole, its own key results, then those that others deliver to it."""
    aligned = links.down.get(objective.key, ())
    delivered = [a for a in aligned if _delivers(a, links)]
    whole = [a for a in aligned if not _delivers(a, links)]
    by_whole = _marks(whole, objective, links)
    by_any = _marks(aligned, objective, links)
    yield _Line(one_line(objective.title or ""), by_whole, is_objective=True)
    for key_result in objective.key_results:
        if given_up(key_result):
            continue
        marks = _marks(links.down.get(key_result.key, ()), objective, links)
        if key_result.team and key_result.team != objective.team:
            marks[key_result.team] = CARRIES  # the objective is owned by one, delivered by another
        yield _Line(one_line(key_result.title), marks, tuple(by_any))
    for alignment in delivered:
        child = links.okrs.by_key[alignment.child]
        if links.homes[child.key] != objective.key and not given_up(child):
            marks = _marks([alignment], objective, links)
            yield _Line(one_line(child.title or ""), marks, tuple(by_whole))


def _delivers(alignment: Alignment, links: Links) -> bool:
    counts = links.standing(alignment) is Standing.COUNTS
    return counts and isinstance(links.okrs.by_key[alignment.child], KeyResult)


def _marks(alignments: Iterable[Alignment], objective: Objective, links: Links) -> dict[str, str]:
    """The strongest mark of every team that has one."""
    marks: dict[str, str] = {}
    for alignment in alignments:
        if links.homes[alignment.child] == objective.key:
            continue
        team = links.team(alignment.child) or NO_TEAM
        mark = MARKS[links.standing(alignment)]
        marks[team] = min(mark, marks.get(team, mark), key=STRONGEST.index)
    return marks


def _rows(
    objective: Objective, lines: list[_Line], teams: tuple[str, ...], links: Links
) -> Iterator[CoverageRow]:
    for line in lines:
        marks = dict.fromkeys(line.through, THROUGH) | line.marks
        yield CoverageRow(
            title=line.title,
            objective=links.full_link(objective.key) if line.is_objective else None,
            marks=tuple(marks.get(team, NOBODY) for team in teams),
            alone=not line.is_objective and not marks,
        )
