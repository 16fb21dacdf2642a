"""The figure above a mail, how its key results are spread, and the teams for those who lead them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from okrsheets.model import Figure, KeyResult
from okrsheets.reporting.digests.ground import Ground
from okrsheets.reporting.digests.rows import URGENCY, Bar, Row, Table, bar
from okrsheets.reporting.gauges import NO_FIGURE, Gauge, gauge
from okrsheets.reporting.links import Link
from okrsheets.reporting.wording import (
    STATUS_ORDER,
    Chip,
    counted,
    one_line,
    percent,
    shortened,
    status_chip,
)
from okrsheets.tuples import NamedTuple

__all__ = ["Share", "Whole", "shares", "team_table", "whole"]

NAME = 80


class Share(NamedTuple):
    """How many key results have a status; `width` is its part of a bar, in hundredths."""

    chip: Chip
    number: int
    width: int


class Whole(NamedTuple):
    """One figure for all that a mail is about, in large print: its name, the figure, and words behind it."""

    label: str
    figure: str
    chip: Chip
    bar: Bar | None
    words: str


def whole(figure: Figure | None, ground: Ground, *, label: str) -> Whole | None:
    """The figure of a team or the company; None where there is none."""
    if figure is None or figure.progress is None:
        return None
    drawn = gauge(figure, ground.results.figures.okrs)
    told = list(_beside(drawn))
    if figure.expected is not None:
        told.insert(0, f"{percent(figure.expected)} expected by now")
    return Whole(label, drawn.progress, drawn.chip, bar(figure), ", ".join(told))


def shares(key_results: Iterable[KeyResult], ground: Ground) -> tuple[Share, ...]:
    """How these key results are spread over the statuses; widths are at least 2 and add up to 100."""
    figures = ground.results.figures.okrs
    met = Counter(figures.get(each.key, NO_FIGURE).status for each in key_results)
    total = met.total()
    drawn = {status: max(2, round(100 * met[status] / total)) for status in STATUS_ORDER if met[status]}
    if drawn:
        widest = max(drawn, key=lambda status: drawn[status])
        drawn[widest] += 100 - sum(drawn.values())
    return tuple(Share(status_chip(status), met[status], width) for status, width in drawn.items())


def team_table(ground: Ground, *, room: int) -> Table:
    """Where the teams stand, the neediest first."""
    figures = ground.results.figures.teams
    rank = {status: number for number, status in enumerate(URGENCY)}
    owned = {each[0].team or "": len(each) for each in ground.owned.values()}
    order = sorted(owned, key=lambda team: rank[figures.get(team, NO_FIGURE).status])
    rows = tuple(_team_row(team, owned[team], ground) for team in order[:room])
    left = len(order) - room
    return Table(
        "Where the teams stand", "Team", rows, f"and {counted(left, 'more team')}" if left > 0 else ""
    )


def _team_row(team: str, objectives: int, ground: Ground) -> Row:
    figure = ground.results.figures.teams.get(team, NO_FIGURE)
    drawn = gauge(figure, ground.results.figures.okrs)
    return Row(
        link=Link(shortened(one_line(team), longest=NAME), ground.team_pages.get(team.casefold(), "")),
        line=", ".join([counted(objectives, "objective"), *_beside(drawn)]),
        notes=(),
        chip=drawn.chip,
        progress=drawn.progress,
        bar=bar(figure),
    )


def _beside(drawn: Gauge) -> Iterator[str]:
    if drawn.bounds:
        yield f"{drawn.bounds}\xa0% with what is unknown"
    if drawn.aside:
        yield drawn.aside
    if drawn.why:
        yield shortened(drawn.why, longest=NAME)
